/** The waiting list: freed places go to those who wait, in order, as offers with a time limit. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { WaitingPerson } from '../../../shared/booking/desk.ts'
import { BookingRefused } from '../../../shared/booking/refusal.ts'
import type { Service } from '../../../shared/booking/service.ts'
import { NotFound } from '../../../shared/platform/errors.ts'
import { aPoint, aService, person, slotAt, testDesk } from '../../builders/booking.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'

let tables: TestTables
beforeAll(async () => {
  tables = await startTables({ streams: false })
})
afterAll(() => tables.close())

const web = { by: 'web' } as const
const staff = { by: 'staff', staff: 'anna' } as const
const refusal = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'nothing was refused',
    (error) => (error instanceof BookingRefused ? error.reason : String(error)),
  )

/** One slot a day, one place: Tuesday 10 and Wednesday 11 March 2026 are all there is, and both are taken. */
async function setUp(waits: number) {
  const testing = testDesk(tables, new Date('2026-03-09T08:00:00Z'))
  const { desk, clock, create, book } = testing
  const service = await create(aService({ minutes: 120, horizonDays: 3 }))
  const tuesday = slotAt(service, '2026-03-10', '08:00')
  const wednesday = slotAt(service, '2026-03-11', '08:00')
  const taken = [await book(tuesday, person(900)), await book(wednesday, person(901))]
  const list: WaitingPerson[] = []
  for (let n = 0; n < waits; n++) {
    clock.pass(1)
    list.push(await desk.waitFor(service.id, undefined, person(n), web))
  }
  const states = async () =>
    Promise.all(
      list.map(async ({ token }) => {
        const { waiting } = await desk.waiting(token)
        return waiting.offer && waiting.state === 'offered' ? `offered ${waiting.offer.day}` : waiting.state
      }),
    )
  return { ...testing, service, tuesday, wednesday, taken, list, states }
}

test('a cancelled place is offered to the first, and nobody else gets it meanwhile', async () => {
  const { desk, taken, list, states, tuesday } = await setUp(3)
  await desk.cancel(taken[0]!.token, web)
  expect(await states()).toEqual(['offered 2026-03-10', 'waiting', 'waiting'])
  expect(await refusal(desk.hold(tuesday, web, desk.newRef()))).toBe('full')
  const visit = await desk.accept(list[0]!.token, web)
  expect(visit).toMatchObject({ booking: { state: 'confirmed', day: '2026-03-10' }, visitor: { name: 'Osoba 0' } })
  expect(await desk.accept(list[0]!.token, web)).toEqual(visit)
  expect(await states()).toEqual(['booked', 'waiting', 'waiting'])
})

test('a place that is one too many since the hours got fewer is nobody’s', async () => {
  const { desk, deps, create, book } = testDesk(tables, new Date('2026-03-09T08:00:00Z'))
  const hours = (capacity: number) => [{ weekday: 2, from: '08:00', to: '10:00', capacity }]
  const service = await create(aService({ minutes: 120, horizonDays: 3, points: [aPoint({ hours: hours(3) })] }))
  const slot = slotAt(service, '2026-03-10', '08:00')
  const [first, second] = [await book(slot, person(1)), await book(slot, person(2)), await book(slot, person(3))]
  const { token } = await desk.waitFor(service.id, undefined, person(4), web)
  const fewer = { ...service, points: [{ ...service.points[0]!, hours: hours(2) }] }
  await deps.services.save(fewer)
  await desk.cancel(first.token, web) // two are left, and there are two places
  expect((await desk.waiting(token)).waiting.state).toBe('waiting')
  await desk.cancel(second.token, web)
  expect((await desk.waiting(token)).waiting.state).toBe('offered')
})

test('who books by herself waits no more, and what was offered to her goes to the next', async () => {
  const { desk, service, taken, list, states, wednesday } = await setUp(2)
  await desk.cancel(taken[0]!.token, web)
  expect(await states()).toEqual(['offered 2026-03-10', 'waiting'])
  await desk.cancel(taken[1]!.token, web) // Wednesday is offered to the second
  await desk.leave(list[1]!.token, web) // who lets it go
  const { ref } = await desk.hold(wednesday, web, desk.newRef())
  const late = await desk.waitFor(service.id, undefined, person(7), web)
  await desk.confirm(wednesday, ref, person(0), web)
  expect(await states()).toEqual(['left', 'left'])
  expect((await desk.waiting(late.token)).waiting).toMatchObject({ state: 'offered', offer: { day: '2026-03-10' } })
})

test('a contact’s place in the list is found by her link, and by what her list has of her', async () => {
  const { desk, service } = await setUp(0)
  const whom = { campaign: 'cmp_000000000001', page: 1, index: 5 }
  const listed = { name: 'Anna Nowak', email: 'anna@example.org' }
  expect(await desk.waitingOfContact(service.id, whom, listed)).toBeUndefined()
  const { token } = await desk.waitFor(service.id, undefined, { ...person(1), whom, listed }, web)
  expect((await desk.waitingOfContact(service.id, whom))?.token).toBe(token)
  expect((await desk.waitingOfContact(service.id, { ...whom, index: 6 }, listed))?.token).toBe(token)
  await desk.leave(token, web)
  expect(await desk.waitingOfContact(service.id, whom, listed)).toBeUndefined()
})

test('who declines makes way for the next and waits on, but not for the same slot', async () => {
  const { desk, taken, list, states, service, wednesday } = await setUp(2)
  await desk.cancel(taken[0]!.token, web)
  await desk.decline(list[0]!.token, web)
  expect(await states()).toEqual(['waiting', 'offered 2026-03-10'])
  await desk.decline(list[1]!.token, web)
  expect(await states()).toEqual(['waiting', 'waiting'])
  expect(await desk.fill(service.id)).toBe(0)
  expect(await refusal(desk.accept(list[0]!.token, web))).toBe('no-offer')
  await desk.cancel(taken[1]!.token, web)
  expect(await states()).toEqual(['offered 2026-03-11', 'waiting'])
  expect(await refusal(desk.hold(wednesday, web, desk.newRef()))).toBe('full')
})

test('an offer that nobody takes passes on when its time is over', async () => {
  const { desk, deps, clock, service, list, taken, states } = await setUp(2)
  await desk.cancel(taken[1]!.token, web)
  expect((await desk.waiting(list[0]!.token)).waiting.offer?.until).toBe('2026-03-10T08:02:00.000Z') // a day
  clock.pass(24 * 60)
  expect(await desk.fill(service.id)).toBe(2) // the horizon has moved on by a day too
  expect(await states()).toEqual(['offered 2026-03-12', 'offered 2026-03-11'])
  const stored = await deps.waiting.get(service.id, list[0]!.waiting.id)
  expect(stored).toMatchObject({ sequence: 2, passed: [expect.stringContaining('2026-03-11')] })
})

test('after three offers that she let pass she is not asked again', async () => {
  const testing = testDesk(tables, new Date('2026-03-09T08:00:00Z'))
  const { desk, clock, create } = testing
  const service = await create(aService({ minutes: 120, offerHours: 1, leadMinutes: 0 }))
  const { token } = await desk.waitFor(service.id, undefined, person(1), web)
  for (const offers of [1, 2, 3]) {
    expect(await desk.fill(service.id)).toBe(1)
    expect((await desk.waiting(token)).waiting).toMatchObject({ state: 'offered', sequence: offers })
    clock.pass(61)
  }
  await desk.fill(service.id)
  expect((await desk.waiting(token)).waiting.state).toBe('lapsed')
  expect(await desk.waitingList(service.id)).toEqual([])
  await desk.waitFor(service.id, undefined, person(1), web) // she may come again
})

test('a place whose hold ran out goes to those who wait, by the clock', async () => {
  const { desk, clock, service, taken, list, tuesday } = await setUp(0)
  await desk.cancel(taken[0]!.token, web)
  await desk.hold(tuesday, web, desk.newRef())
  list.push(await desk.waitFor(service.id, undefined, person(7), web))
  expect(await desk.fill(service.id)).toBe(0)
  clock.pass(11)
  expect(await desk.fill(service.id)).toBe(1)
  expect((await desk.waiting(list[0]!.token)).waiting.offer?.day).toBe('2026-03-10')
})

test('a place that is given back or moved away from goes to the first who waits for that point', async () => {
  const { desk, clock, create, book } = testDesk(tables, new Date('2026-03-09T08:00:00Z'))
  const service = await create(aService({ minutes: 120, horizonDays: 2, points: [aPoint(), aPoint()] }))
  const [here, there] = [slotAt(service, '2026-03-10', '08:00', 0), slotAt(service, '2026-03-10', '08:00', 1)]
  const { token } = await book(here, person(1))
  const { ref } = await desk.hold(there, web, desk.newRef())
  const waits = async (point: string | undefined, n: number) => {
    clock.pass(0.001)
    return desk.waitFor(service.id, point, person(n), web)
  }
  const elsewhere = await waits(there.point, 2)
  const wherever = await waits(undefined, 3)
  const mine = await waits(here.point, 4)
  await desk.move(token, there, ref, web)
  expect((await desk.waiting(wherever.token)).waiting.offer).toMatchObject({ point: here.point })
  await desk.decline(wherever.token, web)
  expect((await desk.waiting(mine.token)).waiting.offer).toMatchObject({ point: here.point })
  await desk.cancel(token, web)
  expect((await desk.waiting(elsewhere.token)).waiting.offer).toMatchObject({ point: there.point })
})

test.each([
  ['a place an hour before the visit', 60],
  ['a place after the lead time', 119],
])('%s is nobody’s offer: it is everybody’s', async (_, minutesBefore) => {
  const { desk, clock, taken, states } = await setUp(1)
  clock.now = new Date(Date.parse('2026-03-10T07:00:00Z') - minutesBefore * 60_000)
  await desk.cancel(taken[0]!.token, web)
  expect(await states()).toEqual(['waiting'])
})

describe('who may wait', () => {
  test('nobody twice, nobody with a visit, nobody where there is no list', async () => {
    const { desk, service, create } = await setUp(1)
    expect(await refusal(desk.waitFor(service.id, undefined, person(0), web))).toBe('waits-already')
    expect(await refusal(desk.waitFor(service.id, undefined, person(900), web))).toBe('booked-already')
    const without = await create(aService({ waitingList: false }))
    expect(await refusal(desk.waitFor(without.id, undefined, person(0), web))).toBe('no-list')
  })

  test('who leaves lets her offer pass to the next, and her link to nothing', async () => {
    const { desk, taken, list, states, service } = await setUp(2)
    await desk.cancel(taken[0]!.token, web)
    await desk.leave(list[0]!.token, web)
    await desk.leave(list[0]!.token, web)
    expect(await states()).toEqual(['left', 'offered 2026-03-10'])
    await desk.remove(service.id, list[1]!.waiting.id)
    expect(await states()).toEqual(['left', 'left'])
    await expect(desk.waiting(`${list[0]!.token.slice(0, -1)}!`)).rejects.toThrow(NotFound)
    await expect(desk.waiting(`${list[0]!.token.slice(0, 30)}${'A'.repeat(17)}`)).rejects.toThrow(NotFound)
  })
})

test('twenty who cancel at once free twenty places for the first twenty, each one place', async () => {
  const { desk, clock, create, book } = testDesk(tables, new Date('2026-03-09T08:00:00Z'))
  const service: Service = await create(
    aService({
      minutes: 120,
      horizonDays: 2,
      points: [aPoint({ hours: [{ weekday: 2, from: '08:00', to: '10:00', capacity: 20 }] })],
    }),
  )
  const slot = slotAt(service, '2026-03-10', '08:00')
  const visits = await Promise.all(Array.from({ length: 20 }, (_, n) => book(slot, person(n))))
  const waits: WaitingPerson[] = []
  for (let n = 0; n < 22; n++) {
    clock.pass(0.001)
    waits.push(await desk.waitFor(service.id, undefined, person(100 + n), web))
  }
  await Promise.all(visits.map(({ token }) => desk.cancel(token, staff)))
  const states = (await Promise.all(waits.map(({ token }) => desk.waiting(token)))).map(({ waiting }) => waiting.state)
  expect(states.filter((state) => state === 'offered')).toHaveLength(20)
  expect(states.slice(20)).toEqual(['waiting', 'waiting'])
})
