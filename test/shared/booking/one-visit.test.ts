/** One visit of one person in a service, whichever drive, channel or counter she comes by; and none of it for strangers and households. (B2) */
import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Person } from '../../../shared/booking/booking.ts'
import type { By } from '../../../shared/booking/calendar.ts'
import { plainName } from '../../../shared/booking/person-keys.ts'
import { BookingRefused } from '../../../shared/booking/refusal.ts'
import { aPerson, aService, slotAt, testDesk } from '../../builders/booking.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'

let tables: TestTables
beforeAll(async () => {
  tables = await startTables({ streams: false })
})
afterAll(() => tables.close())

const setUp = () => testDesk(tables, new Date('2026-03-09T08:00:00Z'))
const staff = { by: 'staff', staff: 'anna' } as const

const listed = { name: 'Łucja Żak', phone: '+48600100200', email: 'lucja@example.org' }
const inDrive = (letter: string, change: Partial<Person> = {}): Person =>
  aPerson({ whom: { campaign: `cmp_00000000000${letter}`, page: 0, index: 7 }, listed, ...change })
const walkIn = (change: Partial<Person> = {}): Person => aPerson({ ...listed, ...change })
const stranger = { name: 'Jan Obcy', phone: '+48600999888', email: 'obcy@example.org' }

type Case = [what: string, first: [Person, By], second: [Person, By], result: 'the same person' | 'somebody else']
const cases: Case[] = [
  ['the same contact twice', [inDrive('a'), 'web'], [inDrive('a'), 'web'], 'the same person'],
  ['drives that have the same e-mail', [inDrive('a'), 'web'], [inDrive('b'), 'web'], 'the same person'],
  [
    'drives that have the same number and name, in another order and without accents',
    [inDrive('a'), 'web'],
    [inDrive('b', { listed: { name: 'Zak Lucja', phone: listed.phone } }), 'web'],
    'the same person',
  ],
  ['a drive, then the counter', [inDrive('a'), 'web'], [walkIn(), 'staff'], 'the same person'],
  ['the counter, then a drive', [walkIn({ phone: undefined }), 'staff'], [inDrive('b'), 'web'], 'the same person'],
  [
    'a call of a drive, then the web',
    [inDrive('a', { listed: undefined }), 'agent'],
    [inDrive('b'), 'web'],
    'the same person',
  ],
  [
    'an e-mail in capitals',
    [walkIn({ email: 'LUCJA@Example.org', phone: undefined }), 'staff'],
    [inDrive('b'), 'web'],
    'the same person',
  ],
  [
    'a household with one number',
    [inDrive('a'), 'web'],
    [inDrive('b', { listed: { name: 'Piotr Żak', phone: listed.phone, email: 'piotr@example.org' } }), 'web'],
    'somebody else',
  ],
  [
    'a household with one number and no e-mail',
    [walkIn({ email: undefined }), 'staff'],
    [walkIn({ name: 'Piotr Żak', email: undefined }), 'staff'],
    'somebody else',
  ],
  [
    'a number without a name on the list',
    [inDrive('a'), 'web'],
    [inDrive('b', { listed: { name: '', phone: listed.phone } }), 'web'],
    'somebody else',
  ],
  [
    'somebody who types the addresses of another into the form',
    [inDrive('a'), 'web'],
    [inDrive('b', { ...listed, listed: stranger }), 'web'],
    'somebody else',
  ],
  [
    'somebody whose addresses another typed before',
    [inDrive('a', { ...listed, listed: stranger }), 'web'],
    [inDrive('b'), 'web'],
    'somebody else',
  ],
]

test.each(cases)('%s', async (_, [first, by], [second, then], result) => {
  const { create, book, desk } = setUp()
  const service = await create()
  const { booking } = await book(slotAt(service, '2026-03-10', '08:00'), first, by)
  const tried = await book(slotAt(service, '2026-03-10', '08:20'), second, then).catch((error: unknown) => error)
  const isRefused = tried instanceof BookingRefused && tried.reason === 'booked-already'
  expect(isRefused).toBe(result === 'the same person')
  const found = second.whom && (await desk.ofContact(service.id, second.whom, second.listed))
  if (found) expect(found.booking.id === booking.id).toBe(result === 'the same person')
  const elsewhere = slotAt(await create(aService()), '2026-03-10', '08:00')
  expect((await book(elsewhere, second, then)).booking.state).toBe('confirmed') // another service is another matter
})

describe('all marks of a visit', () => {
  test('go with a cancellation, a move and a record of the point', async () => {
    const { create, book, desk, clock } = setUp()
    const service = await create()
    const { booking } = await book(slotAt(service, '2026-03-10', '08:00'), inDrive('a'))
    await desk.cancel(booking.id, staff)
    const next = await book(slotAt(service, '2026-03-10', '08:20'), inDrive('b'))
    const to = slotAt(service, '2026-03-10', '09:00')
    const { ref } = await desk.hold(to, staff, desk.newRef())
    await desk.move(next.booking.id, to, ref, staff)
    expect((await desk.ofAddress(service.id, { email: listed.email }))?.booking.start).toBe('09:00')
    clock.now = new Date('2026-03-10T10:00:00Z')
    await desk.attended(next.booking.id, staff)
    expect(await desk.ofContact(service.id, inDrive('c').whom!, listed)).toBeUndefined()
    await book(slotAt(service, '2026-03-11', '08:00'), inDrive('c'))
  })

  test('stop to stand in her way when nobody marked the visit for a day, and the newer visit keeps those it took', async () => {
    const { create, book, desk, clock } = setUp()
    const service = await create()
    const { booking } = await book(slotAt(service, '2026-03-10', '08:00'), inDrive('e'))
    clock.now = new Date('2026-03-12T08:00:00Z')
    const newer = await book(slotAt(service, '2026-03-13', '08:00'), inDrive('b'))
    await desk.attended(booking.id, staff)
    expect((await desk.bookedOnPage('cmp_00000000000e', 0)).get(7)?.state).toBe('attended')
    expect((await desk.ofAddress(service.id, listed))?.booking.id).toBe(newer.booking.id)
    await expect(desk.reopen(booking.id, staff)).rejects.toThrow(BookingRefused)
  })

  test('pass from the waiting list to the visit, and are not those of what she typed', async () => {
    const { create, book, desk } = setUp()
    const service = await create(aService({ waitingList: true }))
    const slot = slotAt(service, '2026-03-11', '08:00')
    const before = await book(slot, walkIn(stranger), 'staff')
    const typed = { phone: '+48600555444', email: 'wpisany@example.org' }
    const { token } = await desk.waitFor(service.id, undefined, inDrive('a', typed), { by: 'web' })
    await expect(desk.waitFor(service.id, undefined, inDrive('b'), { by: 'web' })).rejects.toThrow(BookingRefused)
    await desk.cancel(before.booking.id, staff)
    await desk.fill(service.id)
    const { booking } = await desk.accept(token, { by: 'web' })
    expect((await desk.ofAddress(service.id, { email: listed.email }))?.booking.id).toBe(booking.id)
    expect(await desk.ofAddress(service.id, { name: listed.name, ...typed })).toBeUndefined()
  })

  test('cost a confirmation ten write units at most, and nothing of her can be read in them', async () => {
    const { create, desk } = setUp()
    const service = await create()
    const slot = slotAt(service, '2026-03-10', '08:00')
    const { ref } = await desk.hold(slot, { by: 'web' }, desk.newRef())
    tables.dynamo.resetConsumed()
    const { booking } = await desk.confirm(slot, ref, inDrive('d'), { by: 'web' })
    expect(tables.dynamo.consumed().writeUnits).toBeLessThanOrEqual(11)
    const { Items } = await tables.db.send(
      new QueryCommand({
        TableName: tables.names.Bookings,
        KeyConditionExpression: '#place = :place',
        ExpressionAttributeNames: { '#place': 'place' },
        ExpressionAttributeValues: { ':place': booking.id },
      }),
    )
    expect(Items![0]!.marks).toHaveLength(3)
    expect(JSON.stringify(Items![0]!.marks).toLowerCase()).not.toMatch(/lucja|600100200|zak/)
    expect(JSON.stringify(Items![0])).not.toContain('listed')
  })
})

test.each([
  ['Anna Kowalska', 'KOWALSKA  Anna'],
  ['Łucja Żak-Nowak', 'zak nowak lucja'],
  ['Олег Шевченко', 'ШЕВЧЕНКО, Олег'],
])('%s and %s are one name', (one, other) => expect(plainName(one)).toBe(plainName(other)))
