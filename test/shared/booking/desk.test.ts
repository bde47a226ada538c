/** The booking desk over the real table: what a resident, an agent and the point's staff can do, and what breaks on the way. */
import { DeleteCommand, GetCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fromReadBackCode, readBackCode } from '../../../shared/booking/booking.ts'
import { BookingRefused } from '../../../shared/booking/refusal.ts'
import { NotFound } from '../../../shared/platform/errors.ts'
import { aPerson, aPoint, aService, mornings, person, slotAt, type TestDesk, testDesk } from '../../builders/booking.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'

let tables: TestTables
beforeAll(async () => {
  tables = await startTables({ streams: false })
})
afterAll(() => tables.close())

/** Monday, 9 March 2026, 9:00 in Poznan. */
const monday = new Date('2026-03-09T08:00:00Z')
const setUp = (): TestDesk => testDesk(tables, new Date(monday))
const web = { by: 'web' } as const
const staff = { by: 'staff', staff: 'anna' } as const

/** The reason of a refusal. */
const refusal = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'nothing was refused',
    (error) => (error instanceof BookingRefused ? error.reason : String(error)),
  )

describe('holding', () => {
  test('the last place is held by one of two, and is free again when the time is over', async () => {
    const { desk, clock, create } = setUp()
    const slot = slotAt(await create(), '2026-03-10', '08:00')
    const [one, other] = [desk.newRef(), desk.newRef()]
    expect((await desk.hold(slot, web, one)).until).toBe('2026-03-09T08:10:00.000Z')
    expect(await refusal(desk.hold(slot, web, other))).toBe('full')
    clock.pass(10)
    await desk.hold(slot, web, other)
    expect(await desk.held(slot, one)).toBeUndefined()
    expect(await refusal(desk.confirm(slot, one, aPerson(), web))).toBe('lost')
  })

  test('the same hold asked for twice is one hold', async () => {
    const { desk, create } = setUp()
    const slot = slotAt(await create(), '2026-03-10', '08:00')
    const ref = desk.newRef()
    expect(await desk.hold(slot, web, ref)).toEqual(await desk.hold(slot, web, ref))
  })

  test('a hold is extended twelve times, and is lost when somebody else has the place', async () => {
    const { desk, clock, create } = setUp()
    const slot = slotAt(await create(), '2026-03-10', '08:00')
    const ref = desk.newRef()
    await desk.hold(slot, web, ref)
    for (let n = 12; n > 0; n--) {
      clock.pass(8)
      expect((await desk.extend(slot, ref)).extensionsLeft).toBe(n - 1)
    }
    expect(await refusal(desk.extend(slot, ref))).toBe('extended-enough')
    clock.pass(11)
    await desk.hold(slot, web, desk.newRef())
    expect(await refusal(desk.extend(slot, ref))).toBe('lost')
  })

  test('one link that asks for fifty places, one after another and at once, is left with one', async () => {
    const { desk, create, deps } = setUp()
    const service = await create(aService({ points: [aPoint({ hours: mornings(3) }), aPoint({ hours: mornings(3) })] }))
    const days = ['2026-03-10', '2026-03-11', '2026-03-12', '2026-03-13', '2026-03-16']
    const starts = ['08:00', '08:20', '08:40', '09:00', '09:20']
    const slots = [0, 1].flatMap((point) =>
      days.flatMap((day) => starts.map((start) => slotAt(service, day, start, point))),
    )
    const holds = async () =>
      (await Promise.all(slots.map((slot) => deps.slots.get(slot)))).reduce(
        (sum, { holds }) => sum + Object.keys(holds).length,
        0,
      )
    for (const slot of slots.slice(0, 25)) await desk.hold(slot, web, desk.newRef(), 'her-link')
    expect(await holds()).toBe(1)
    await Promise.all(slots.slice(25).map((slot) => desk.hold(slot, web, desk.newRef(), 'her-link')))
    expect(await holds()).toBe(1)
    await desk.hold(slots[0]!, web, desk.newRef(), 'the link of somebody else')
    expect(await holds()).toBe(2)
  })

  test('the last place, asked for by another form of the same link, stays hers; what she booked is never given back', async () => {
    const { desk, create } = setUp()
    const service = await create()
    const [eight, nine] = [slotAt(service, '2026-03-10', '08:00'), slotAt(service, '2026-03-10', '09:00')]
    const [first, second] = [desk.newRef(), desk.newRef()]
    await desk.hold(eight, web, first, 'a-link')
    await desk.hold(eight, web, second, 'a-link')
    expect(await desk.held(eight, first)).toBeUndefined()
    const { booking } = await desk.confirm(eight, second, aPerson(), web)
    await desk.hold(nine, web, desk.newRef(), 'a-link')
    expect((await desk.read(booking.id)).booking.state).toBe('confirmed')
    expect(await refusal(desk.hold(eight, web, desk.newRef(), 'a-link'))).toBe('full')
  })

  test('a link’s first hold is two writes of one unit, everybody else’s one', async () => {
    const { desk, create } = setUp()
    const slot = slotAt(await create(), '2026-03-10', '08:00')
    const other = slotAt(await create(), '2026-03-10', '08:00')
    tables.dynamo.resetConsumed()
    await desk.hold(slot, web, desk.newRef())
    expect(tables.dynamo.consumed().writeUnits).toBe(1)
    tables.dynamo.resetConsumed()
    await desk.hold(other, web, desk.newRef(), 'a-third-link')
    expect(tables.dynamo.consumed().writeUnits).toBe(2)
  })

  test('a place that is given back is free at once', async () => {
    const { desk, create } = setUp()
    const slot = slotAt(await create(), '2026-03-10', '08:00')
    const ref = desk.newRef()
    await desk.hold(slot, web, ref)
    await desk.drop(slot, ref)
    await desk.drop(slot, ref)
    expect(await desk.held(slot, ref)).toBeUndefined()
    await desk.hold(slot, web, desk.newRef())
  })

  test('the hold does not stand in the table as anything one could confirm with', async () => {
    const { desk, create } = setUp()
    const slot = slotAt(await create(), '2026-03-10', '08:00')
    const ref = desk.newRef()
    await desk.hold(slot, web, ref)
    expect(JSON.stringify(await itemOf(slot))).not.toContain(ref)
  })
})

const itemOf = async ({ service, point, day, start }: ReturnType<typeof slotAt>) => {
  const Key = { place: `${service}#${point}`, item: `slot#${day}#${start}` }
  return (await tables.db.send(new GetCommand({ TableName: tables.names.Bookings, Key, ConsistentRead: true }))).Item
}

describe('booking', () => {
  test('a form sent twice is one booking, with the same link', async () => {
    const { desk, create } = setUp()
    const slot = slotAt(await create(), '2026-03-10', '08:00')
    const { ref } = await desk.hold(slot, web, desk.newRef())
    const [one, other] = await Promise.all([
      desk.confirm(slot, ref, aPerson(), web),
      desk.confirm(slot, ref, aPerson(), web),
    ])
    expect(one).toEqual(other)
    expect(await desk.read(one.token)).toEqual(one)
    expect(one).toMatchObject({
      booking: { state: 'confirmed', sequence: 0, by: 'web' },
      visitor: { name: 'Łucja Żak' },
    })
  })

  test.each([
    ['the same telephone', person(1), person(2, { phone: person(1).phone })],
    ['the same e-mail in capitals', person(3), person(4, { email: person(3).email!.toUpperCase() })],
    [
      'the same contact of a drive',
      person(5, { whom: { campaign: 'cmp_00000000000b', page: 3, index: 7 } }),
      person(6, { whom: { campaign: 'cmp_00000000000b', page: 3, index: 7 } }),
    ],
  ])('one active visit in a service for %s', async (_, first, again) => {
    const { desk, create, book } = setUp()
    const service = await create()
    const { booking } = await book(slotAt(service, '2026-03-10', '08:00'), first)
    expect(await refusal(book(slotAt(service, '2026-03-10', '08:20'), again))).toBe('booked-already')
    // another service is another matter, and a cancelled visit none
    await book(slotAt(await create(), '2026-03-10', '08:00'), again)
    await desk.cancel(booking.id, staff)
    await book(slotAt(service, '2026-03-10', '08:40'), again)
  })

  test('of one person’s two forms at once one is booked', async () => {
    const { desk, create, deps } = setUp()
    const service = await create()
    const slots = ['08:00', '08:20', '08:40', '09:00'].map((start) => slotAt(service, '2026-03-11', start))
    const held = await Promise.all(slots.map((slot) => desk.hold(slot, web, desk.newRef())))
    const tries = await Promise.all(held.map((hold, n) => refusal(desk.confirm(slots[n]!, hold.ref, person(9), web))))
    expect(tries.sort()).toEqual(['booked-already', 'booked-already', 'booked-already', 'nothing was refused'])
    const booked = await Promise.all(slots.map((slot) => deps.slots.get(slot)))
    expect(booked.flatMap((slot) => Object.keys(slot.booked))).toHaveLength(1)
  })

  test('the statement must be ticked where the service asks for one', async () => {
    const { desk, create } = setUp()
    const service = await create(aService({ statement: { pl: 'Oświadczam, że przysługuje mi pomoc prawna.' } }))
    const slot = slotAt(service, '2026-03-10', '08:00')
    const { ref } = await desk.hold(slot, web, desk.newRef())
    expect(await refusal(desk.confirm(slot, ref, aPerson(), web))).toBe('not-stated')
    await desk.confirm(slot, ref, aPerson({ statement: true }), web)
  })

  test('an agent books for somebody without any address, who gets a code to be read out', async () => {
    const { desk, create, book } = setUp()
    const service = await create()
    const nobodyKnown = aPerson({ phone: undefined, email: undefined })
    const { booking } = await book(slotAt(service, '2026-03-10', '08:00'), nobodyKnown, 'agent')
    const code = readBackCode(booking)
    expect(code).toMatch(/^[0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4}$/)
    expect(fromReadBackCode(code.toLowerCase().replaceAll(' ', '-'))).toBe(booking.id)
    await expect(book(slotAt(service, '2026-03-10', '08:20'), nobodyKnown, 'web')).rejects.toThrow('phone')
    await desk.cancel(booking.id, staff)
  })

  test('a hold that ran out is confirmed all the same where the place came free again', async () => {
    const { desk, clock, create } = setUp()
    const slot = slotAt(await create(), '2026-03-10', '08:00')
    const { ref } = await desk.hold(slot, web, desk.newRef())
    clock.pass(11)
    const other = await desk.hold(slot, web, desk.newRef())
    await desk.drop(slot, other.ref)
    expect((await desk.confirm(slot, ref, aPerson(), web)).booking.state).toBe('confirmed')
  })

  test('nothing of who comes can be read in the table', async () => {
    const { create, book } = setUp()
    const { booking, token } = await book(slotAt(await create(), '2026-03-10', '08:00'), person(77))
    const Key = { place: booking.id, item: 'booking' }
    const { Item } = await tables.db.send(new GetCommand({ TableName: tables.names.Bookings, Key }))
    const text = JSON.stringify(Item) + Buffer.from(Item!.sealed).toString('latin1')
    for (const secret of ['Osoba', '600000077', 'osoba77', token, token.slice(13)]) expect(text).not.toContain(secret)
    expect(Buffer.byteLength(JSON.stringify({ ...Item, sealed: '' })) + Item!.sealed.length).toBeLessThan(1_024)
  })

  test('contacts of a page who have booked are found by one read', async () => {
    const { desk, create, book } = setUp()
    const service = await create()
    const campaign = 'cmp_00000000000a'
    for (const index of [3, 11]) {
      const whom = { campaign, page: 4, index }
      await book(slotAt(service, '2026-03-10', index === 3 ? '08:00' : '08:20'), person(index, { whom }))
    }
    const { booking } = (await desk.ofContact(service.id, { campaign, page: 4, index: 3 }))!
    await desk.cancel(booking.id, staff)
    const booked = await desk.bookedOnPage(campaign, 4)
    expect([...booked.keys()]).toEqual([11])
    expect(booked.get(11)).toMatchObject({ state: 'confirmed', start: '08:20' })
    expect(await desk.bookedOnPage(campaign, 5)).toEqual(new Map())
    expect(await desk.ofContact(service.id, { campaign, page: 4, index: 3 })).toBeUndefined()
  })
})

describe('a link to a visit', () => {
  test.each([
    ['another secret', (token: string) => token.slice(0, 13) + token.slice(13).split('').reverse().join('')],
    ['another booking', (token: string) => `b000000000000${token.slice(13)}`],
    ['less', (token: string) => token.slice(0, -1)],
    ['nothing', () => ''],
  ])('with %s is not found', async (_, alter) => {
    const { desk, create, book } = setUp()
    const { token } = await book(slotAt(await create(), '2026-03-10', '08:00'), aPerson())
    await expect(desk.read(alter(token))).rejects.toThrow(NotFound)
  })

  test('dies a day after the visit', async () => {
    const { desk, clock, create, book } = setUp()
    const { token } = await book(slotAt(await create(), '2026-03-10', '08:00'), aPerson())
    clock.now = new Date('2026-03-11T07:19:00Z')
    await desk.read(token)
    clock.now = new Date('2026-03-11T07:21:00Z')
    await expect(desk.read(token)).rejects.toThrow(NotFound)
  })

  test('cancels once; used again it shows a cancelled visit and frees nothing', async () => {
    const { desk, create, book } = setUp()
    const slot = slotAt(await create(), '2026-03-10', '08:00')
    const { token } = await book(slot, person(20))
    expect((await desk.cancel(token, web)).booking).toMatchObject({ state: 'cancelled', sequence: 1 })
    await book(slot, person(21))
    expect((await desk.cancel(token, web)).booking).toMatchObject({ state: 'cancelled', sequence: 1 })
    expect(await refusal(desk.hold(slot, web, desk.newRef()))).toBe('full')
    const other = { ...slot, start: '08:20' }
    const { ref } = await desk.hold(other, web, desk.newRef())
    expect(await refusal(desk.move(token, other, ref, web))).toBe('not-active')
  })
})

describe('moving', () => {
  test('takes the new place and frees the old one, with one link for both', async () => {
    const { desk, create, book, deps } = setUp()
    const service = await create()
    const [from, to] = [slotAt(service, '2026-03-10', '08:00'), slotAt(service, '2026-03-12', '09:00')]
    const { token, booking } = await book(from, aPerson())
    const { ref } = await desk.hold(to, web, desk.newRef())
    const moved = await desk.move(token, to, ref, web)
    expect(moved.booking).toMatchObject({ id: booking.id, day: '2026-03-12', start: '09:00', sequence: 1 })
    expect(moved.booking.journal.at(-1)).toMatchObject({
      did: 'moved',
      by: 'web',
      from: `${from.point} 2026-03-10 08:00`,
    })
    expect((await deps.slots.get(from)).booked).toEqual({})
    expect(Object.keys((await deps.slots.get(to)).booked)).toEqual([booking.id])
    expect(await desk.move(token, to, ref, web)).toEqual(moved)
  })

  test('to a place that was lost leaves everything as it was', async () => {
    const { desk, clock, create, book, deps } = setUp()
    const service = await create()
    const [from, to] = [slotAt(service, '2026-03-10', '08:00'), slotAt(service, '2026-03-12', '09:00')]
    const { token, booking } = await book(from, person(30))
    const { ref } = await desk.hold(to, web, desk.newRef())
    clock.pass(11)
    await book(to, person(31))
    expect(await refusal(desk.move(token, to, ref, web))).toBe('lost')
    expect((await desk.read(token)).booking).toEqual(booking)
    expect(Object.keys((await deps.slots.get(from)).booked)).toEqual([booking.id])
  })

  test('whose old place cannot be freed just now is tried again, and leaves neither two places nor none', async () => {
    const { desk, create, book, deps } = setUp()
    const service = await create()
    const [from, to] = [slotAt(service, '2026-03-10', '08:00'), slotAt(service, '2026-03-12', '09:00')]
    const { token, booking } = await book(from, aPerson())
    const { ref } = await desk.hold(to, web, desk.newRef())
    let clashes = 5
    const restore = interrupt(() => (clashes-- > 0 ? clash : undefined))
    await desk.move(token, to, ref, web)
    restore()
    expect((await deps.slots.get(from)).booked).toEqual({})
    expect(Object.keys((await deps.slots.get(to)).booked)).toEqual([booking.id])
  })

  test('whose old place can never be freed is refused after a while, and the visit stands where it was', async () => {
    const { deps, desk: _, ...rest } = setUp()
    const impatient = { ...deps, pause: async () => {} }
    const { bookingDesk } = await import('../../../shared/booking/booking-desk.ts')
    const desk = bookingDesk(impatient)
    const service = await rest.create()
    const [from, to] = [slotAt(service, '2026-03-10', '08:00'), slotAt(service, '2026-03-12', '09:00')]
    const { token, booking } = await rest.book(from, aPerson())
    const { ref } = await desk.hold(to, web, desk.newRef())
    const restore = interrupt(() => clash)
    expect(await refusal(desk.move(token, to, ref, web))).toBe('busy')
    restore()
    expect((await desk.read(token)).booking).toEqual(booking)
    expect(Object.keys((await deps.slots.get(from)).booked)).toEqual([booking.id])
    expect(await desk.held(to, ref)).toBeDefined() // she can send it again
  })

  test('a visit whose slot has forgotten it can still be moved and cancelled', async () => {
    const { desk, create, book, deps } = setUp()
    const service = await create()
    const [from, to] = [slotAt(service, '2026-03-10', '08:00'), slotAt(service, '2026-03-12', '09:00')]
    const { token, booking } = await book(from, aPerson())
    const Key = { place: `${from.service}#${from.point}`, item: 'slot#2026-03-10#08:00' }
    await tables.db.send(new DeleteCommand({ TableName: tables.names.Bookings, Key }))
    const { ref } = await desk.hold(to, web, desk.newRef())
    expect((await desk.move(token, to, ref, web)).booking.start).toBe('09:00')
    await tables.db.send(
      new UpdateCommand({
        TableName: tables.names.Bookings,
        Key: { ...Key, item: 'slot#2026-03-12#09:00' },
        UpdateExpression: 'REMOVE #booked',
        ExpressionAttributeNames: { '#booked': `b_${booking.id.slice(4)}` },
      }),
    )
    expect((await desk.cancel(token, web)).booking.state).toBe('cancelled')
    expect((await deps.slots.get(to)).booked).toEqual({})
  })
})

const clash = Object.assign(new Error('clash'), {
  name: 'TransactionCanceledException',
  CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }],
})

/** Lets transactions fail as DynamoDB would, while `failure` gives an error. Returns what ends it. */
function interrupt(failure: () => Error | undefined): () => void {
  const send = tables.db.send.bind(tables.db)
  tables.db.send = (async (command: never, ...rest: never[]) => {
    const error = (command as object) instanceof TransactWriteCommand ? failure() : undefined
    if (error) throw error
    return send(command, ...rest)
  }) as typeof tables.db.send
  return () => {
    tables.db.send = send
  }
}

describe('what the point records', () => {
  test('who came, who did not, and who came after all', async () => {
    const { desk, clock, create, book } = setUp()
    const service = await create()
    const { booking } = await book(slotAt(service, '2026-03-10', '08:00'), person(40))
    expect(await refusal(desk.noShow(booking.id, staff))).toBe('too-soon')
    clock.now = new Date('2026-03-10T07:30:00Z')
    expect(await desk.noShow(booking.id, staff, 'no word')).toMatchObject({ state: 'no_show', noShow: 'no word' })
    expect(await refusal(desk.cancel(booking.id, staff))).toBe('not-active')
    expect((await desk.attended(booking.id, staff)).noShow).toBeUndefined()
    const { journal } = await desk.reopen(booking.id, staff)
    expect(journal.map(({ did, by }) => `${did} by ${by}`)).toEqual([
      'confirmed by web',
      'no_show by anna',
      'attended by anna',
      'reopened by anna',
    ]) // prettier-ignore
  })

  test('who missed a visit may book another, which nobody takes from her', async () => {
    const { desk, clock, create, book } = setUp()
    const service = await create()
    const { booking } = await book(slotAt(service, '2026-03-10', '08:00'), person(41))
    clock.now = new Date('2026-03-10T07:30:00Z')
    await desk.noShow(booking.id, staff)
    await book(slotAt(service, '2026-03-12', '08:00'), person(41))
    expect((await desk.attended(booking.id, staff)).state).toBe('attended')
    expect((await desk.ofAddress(service.id, { name: person(41).name, phone: person(41).phone! }))?.booking.day).toBe(
      '2026-03-12',
    )
    expect(await refusal(desk.reopen(booking.id, staff))).toBe('booked-already')
  })

  test('a visit that nobody marked is in nobody’s way once it is over for a day, and can still be marked', async () => {
    const { desk, clock, create, book } = setUp()
    const service = await create()
    const { booking } = await book(slotAt(service, '2026-03-10', '08:00'), person(43))
    clock.now = new Date('2026-03-11T07:30:00Z')
    expect(await refusal(book(slotAt(service, '2026-03-13', '08:00'), person(43)))).toBe('booked-already')
    clock.now = new Date('2026-03-12T07:30:00Z')
    expect(await desk.ofAddress(service.id, { name: person(43).name, phone: person(43).phone! })).toBeUndefined()
    const next = await book(slotAt(service, '2026-03-13', '08:00'), person(43))
    expect((await desk.attended(booking.id, staff)).state).toBe('attended')
    expect((await desk.ofAddress(service.id, { name: person(43).name, phone: person(43).phone! }))?.booking.id).toBe(
      next.booking.id,
    )
    expect(await refusal(book(slotAt(service, '2026-03-13', '08:20'), person(43)))).toBe('booked-already')
  })

  test('a visit of a closed day that has passed is called off without a word to the newer one, and not moved beside it', async () => {
    const { desk, clock, create, book } = setUp()
    const service = await create()
    const { booking } = await book(slotAt(service, '2026-03-10', '08:00'), person(44))
    await desk.closeDay(service.id, booking.point, '2026-03-10', 'awaria', staff)
    clock.now = new Date('2026-03-12T07:30:00Z')
    const next = await book(slotAt(service, '2026-03-13', '08:00'), person(44))
    const other = slotAt(service, '2026-03-13', '08:20')
    const { ref } = await desk.hold(other, staff, desk.newRef())
    expect(await refusal(desk.move(booking.id, other, ref, staff))).toBe('booked-already')
    expect((await desk.cancel(booking.id, staff)).booking.state).toBe('cancelled')
    expect((await desk.ofAddress(service.id, { name: person(44).name, phone: person(44).phone! }))?.booking.id).toBe(
      next.booking.id,
    )
  })

  test('the day view has every slot with who comes, and the week its seven days', async () => {
    const { desk, create, book } = setUp()
    const service = await create()
    await book(slotAt(service, '2026-03-10', '08:20'), person(42))
    await desk.hold(slotAt(service, '2026-03-10', '09:00'), web, desk.newRef())
    const day = await desk.ofDay(service.id, service.points[0]!.id, '2026-03-10')
    expect(
      day.map(({ start, capacity, held, visits }) => [start, capacity, held, visits.map((it) => it.visitor.name)]),
    ).toEqual([
      ['08:00', 1, 0, []],
      ['08:20', 1, 0, ['Osoba 42']],
      ['08:40', 1, 0, []],
      ['09:00', 1, 1, []],
      ['09:20', 1, 0, []],
      ['09:40', 1, 0, []],
    ])
    const week = await desk.ofWeek(service.id, service.points[0]!.id, '2026-03-09')
    expect(week.map(({ day, slots }) => `${day} ${slots.length}`)).toEqual([
      '2026-03-09 6',
      '2026-03-10 6',
      '2026-03-11 6',
      '2026-03-12 6',
      '2026-03-13 6',
      '2026-03-14 0',
      '2026-03-15 0',
    ]) // prettier-ignore
  })
})

describe('finding a slot', () => {
  test('what is booked, held or too soon is not offered', async () => {
    const { desk, create, book, clock } = setUp()
    const service = await create(aService({ leadMinutes: 60 }))
    clock.now = new Date('2026-03-10T06:50:00Z') // 7:50
    await book(slotAt(service, '2026-03-10', '09:00'), person(50))
    await desk.hold(slotAt(service, '2026-03-10', '09:20'), web, desk.newRef())
    const found = await desk.free(service.id, { days: 2 })
    expect(found.filter(({ day }) => day === '2026-03-10').map(({ start }) => start)).toEqual(['09:40'])
    expect(found).toHaveLength(7)
    expect(await desk.firstFree(service.id)).toMatchObject({ day: '2026-03-10', start: '09:40', free: 1 })
    expect(await desk.firstFree(service.id, { after: { day: '2026-03-10', start: '09:40' } })).toMatchObject({
      day: '2026-03-11',
      start: '08:00',
    })
    expect(await desk.firstFree(service.id, { by: 'agent' })).toMatchObject({ day: '2026-03-10', start: '08:00' })
  })

  test('none where everything is taken within the horizon', async () => {
    const { desk, create, book } = setUp()
    const service = await create(aService({ horizonDays: 1, leadMinutes: 0, minutes: 120 }))
    expect(await desk.firstFree(service.id)).toBeUndefined() // today's began
    const later = await create(aService({ horizonDays: 2, minutes: 120 }))
    await book(slotAt(later, '2026-03-10', '08:00'), person(51))
    expect(await desk.firstFree(later.id)).toBeUndefined()
  })
})
