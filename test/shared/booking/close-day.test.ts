/** Closing a day: nobody gets in any more, nobody is forgotten, nothing is deleted. (B9) */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BookingRefused } from '../../../shared/booking/refusal.ts'
import { aPoint, aService, person, slotAt, testDesk } from '../../builders/booking.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'

let tables: TestTables
beforeAll(async () => {
  tables = await startTables({ streams: false })
})
afterAll(() => tables.close())

const web = { by: 'web' } as const
const staff = { by: 'staff', staff: 'anna' } as const
const day = '2026-03-10'
const refusal = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'nothing was refused',
    (error) => (error instanceof BookingRefused ? error.reason : String(error)),
  )
const setUp = () => testDesk(tables, new Date('2026-03-09T08:00:00Z'))

test('everybody with a visit is offered the next free slot, held for her, and keeps her visit on record', async () => {
  const { desk, create, book } = setUp()
  const service = await create()
  const point = service.points[0]!.id
  const visits = [
    await book(slotAt(service, day, '08:00'), person(1)),
    await book(slotAt(service, day, '09:40'), person(2)),
  ]
  await book(slotAt(service, '2026-03-11', '08:00'), person(3))
  const closed = await desk.closeDay(service.id, point, day, 'awaria ogrzewania', staff)
  expect(closed.map(({ offered }) => `${offered?.day} ${offered?.start}`)).toEqual([
    '2026-03-11 08:20',
    '2026-03-11 08:40',
  ])
  const first = await desk.read(visits[0]!.token)
  expect(first.booking).toMatchObject({ state: 'confirmed', day, sequence: 1, closed: { reason: 'awaria ogrzewania' } })
  expect(first.booking.journal.at(-1)).toMatchObject({ did: 'offered', by: 'anna' })
  expect(await refusal(desk.hold(slotAt(service, '2026-03-11', '08:20'), web, desk.newRef()))).toBe('full')
  expect(await refusal(desk.hold(slotAt(service, day, '08:20'), web, desk.newRef()))).toBe('closed')
  expect((await desk.free(service.id, { days: 3 })).filter((slot) => slot.day === day)).toEqual([])

  const moved = await desk.takeOffered(visits[0]!.token, web)
  expect(moved.booking).toMatchObject({ day: '2026-03-11', start: '08:20', sequence: 2 })
  expect(moved.booking.closed).toBeUndefined()
  expect(await refusal(desk.takeOffered(visits[0]!.token, web))).toBe('no-offer')
  const { booking } = await desk.cancel(visits[1]!.token, web)
  expect(booking.state).toBe('cancelled')
  await desk.hold(slotAt(service, '2026-03-11', '08:40'), web, desk.newRef()) // her offer is free again
})

test('done again it offers nothing twice', async () => {
  const { desk, create, book, deps } = setUp()
  const service = await create()
  const point = service.points[0]!.id
  await book(slotAt(service, day, '08:00'), person(1))
  const once = await desk.closeDay(service.id, point, day, 'awaria', staff)
  expect(await desk.closeDay(service.id, point, day, 'awaria', staff)).toEqual(once)
  expect(Object.keys((await deps.slots.get(slotAt(service, '2026-03-11', '08:00'))).holds)).toHaveLength(1)
})

test('who was offered a slot of a day that is closed in its turn gets another one, and is told', async () => {
  const { desk, create, book, deps } = setUp()
  const service = await create()
  const point = service.points[0]!.id
  const { token } = await book(slotAt(service, day, '08:00'), person(1))
  await desk.closeDay(service.id, point, day, 'awaria ogrzewania', staff)
  const closed = await desk.closeDay(service.id, point, '2026-03-11', 'choroba', staff)
  expect(closed.map(({ offered }) => offered?.day)).toEqual(['2026-03-12'])
  const { booking } = await desk.read(token)
  expect(booking).toMatchObject({
    day,
    sequence: 2,
    closed: { reason: 'awaria ogrzewania', offer: { day: '2026-03-12' } },
  })
  expect((await deps.slots.get(slotAt(service, '2026-03-11', '08:00'))).holds).toEqual({})
  expect(await desk.closeDay(service.id, point, '2026-03-11', 'choroba', staff)).toEqual([])
  expect((await desk.takeOffered(token, web)).booking).toMatchObject({ day: '2026-03-12', start: '08:00' })
})

test('who was offered a slot of a day that is closed in its turn knows when there is no other', async () => {
  const { desk, create, book } = setUp()
  const service = await create(aService({ minutes: 120, horizonDays: 3 }))
  const point = service.points[0]!.id
  const { token } = await book(slotAt(service, day, '08:00'), person(1))
  await desk.closeDay(service.id, point, day, 'awaria', staff)
  const [none] = await desk.closeDay(service.id, point, '2026-03-11', 'choroba', staff)
  expect(none!.offered).toBeUndefined()
  const { booking } = await desk.read(token)
  expect([booking.sequence, booking.closed?.offer]).toEqual([2, undefined])
})

test('who waits and was offered a slot of a closed day waits on, and gets the next one that is free', async () => {
  const { desk, create, book } = setUp()
  const service = await create(aService({ minutes: 120, horizonDays: 3 }))
  const point = service.points[0]!.id
  const [tuesday, wednesday] = [slotAt(service, day, '08:00'), slotAt(service, '2026-03-11', '08:00')]
  const [one, other] = [await book(tuesday, person(1)), await book(wednesday, person(2))]
  const { token } = await desk.waitFor(service.id, undefined, person(3), web)
  await desk.cancel(one.token, web)
  expect((await desk.waiting(token)).waiting).toMatchObject({ state: 'offered', offer: { day } })
  await desk.closeDay(service.id, point, day, 'awaria', staff)
  const { waiting } = await desk.waiting(token)
  expect([waiting.state, waiting.offer, waiting.passed]).toEqual(['waiting', undefined, undefined])
  await desk.cancel(other.token, web)
  expect((await desk.waiting(token)).waiting).toMatchObject({ state: 'offered', offer: { day: '2026-03-11' } })
})

test('where her point has nothing another point is offered, and where nobody has, somebody must call her', async () => {
  const { desk, create, book } = setUp()
  const hours = [{ weekday: 2, from: '08:00', to: '10:00', capacity: 1 }]
  const service = await create(
    aService({
      minutes: 120,
      horizonDays: 3,
      points: [aPoint({ hours }), aPoint({ hours: [{ ...hours[0]!, weekday: 3 }] })],
    }),
  )
  const point = service.points[0]!.id
  const { token } = await book(slotAt(service, day, '08:00'), person(1))
  const [first] = await desk.closeDay(service.id, point, day, 'awaria', staff)
  expect(first!.offered).toMatchObject({ point: service.points[1]!.id, day: '2026-03-11' })
  const other = await create(aService({ minutes: 120, horizonDays: 2, points: [aPoint({ hours })] }))
  const alone = await book(slotAt(other, day, '08:00'), person(2))
  const [none] = await desk.closeDay(other.id, other.points[0]!.id, day, 'awaria', staff)
  expect(none).toMatchObject({ booking: { id: alone.booking.id, closed: { reason: 'awaria' } } })
  expect(none!.offered).toBeUndefined()
  expect((await desk.read(token)).booking.closed?.offer?.day).toBe('2026-03-11')
})

test('no hold that was under way gets in after the day was closed', async () => {
  const { desk, create, clock } = setUp()
  const service = await create()
  const slots = ['08:00', '08:20', '08:40', '09:00', '09:20'].map((start) => slotAt(service, day, start))
  const early = await desk.hold(slots[0]!, web, desk.newRef())
  const [, ...tries] = await Promise.all(
    [
      desk.closeDay(service.id, service.points[0]!.id, day, 'awaria', staff),
      ...slots.slice(1).map(async (slot, n) => {
        const { ref } = await desk.hold(slot, web, desk.newRef())
        return desk.confirm(slot, ref, person(50 + n), web)
      }),
    ].map((work) =>
      work.then(
        () => 'booked',
        (error) => (error as BookingRefused).reason,
      ),
    ),
  )
  for (const outcome of tries) expect(['booked', 'closed']).toContain(outcome)
  expect(await desk.held(slots[0]!, early.ref)).toBeUndefined()
  expect(await refusal(desk.confirm(slots[0]!, early.ref, person(60), web))).toBe('closed')
  expect(await refusal(desk.extend(slots[0]!, early.ref))).toBe('closed')
  clock.pass(1)
  // whoever was booked before it was closed is on the list, if the list is asked for again
  const listed = await desk.closeDay(service.id, service.points[0]!.id, day, 'awaria', staff)
  expect(listed).toHaveLength(tries.filter((outcome) => outcome === 'booked').length)
})

test('a day with hours of its own has them again when it is opened, a Saturday or a holiday too', async () => {
  const { desk, create, book } = setUp()
  const saturday = '2026-03-14'
  const own = { date: saturday, hours: [{ from: '10:00', to: '11:00', capacity: 1 }] }
  const service = await create(aService({ points: [aPoint({ exceptions: [own] })] }))
  const point = service.points[0]!.id
  const { token } = await book(slotAt(service, saturday, '10:00'), person(1))
  await desk.closeDay(service.id, point, saturday, 'awaria', staff)
  await desk.closeDay(service.id, point, saturday, 'dalej awaria', staff)
  await desk.openDay(service.id, point, saturday, staff)
  expect((await desk.read(token)).booking.closed).toBeUndefined()
  const starts = (await desk.ofDay(service.id, point, saturday)).map(({ start, capacity }) => `${start} ${capacity}`)
  expect(starts).toEqual(['10:00 1', '10:20 1', '10:40 1'])
})

test('a day that is opened again has its visits and its slots back', async () => {
  const { desk, create, book } = setUp()
  const service = await create()
  const point = service.points[0]!.id
  const { token } = await book(slotAt(service, day, '08:00'), person(1))
  await desk.closeDay(service.id, point, day, 'awaria', staff)
  await desk.openDay(service.id, point, day, staff)
  const { booking } = await desk.read(token)
  expect(booking).toMatchObject({ state: 'confirmed', day, start: '08:00', sequence: 2 })
  expect(booking.closed).toBeUndefined()
  await desk.hold(slotAt(service, day, '08:20'), web, desk.newRef())
  expect(await refusal(desk.hold(slotAt(service, day, '08:00'), web, desk.newRef()))).toBe('full')
  await desk.hold(slotAt(service, '2026-03-11', '08:00'), web, desk.newRef()) // what was kept for her is free
})
