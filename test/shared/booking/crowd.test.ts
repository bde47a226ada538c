/** A thousand people at once on a hundred slots of one point: nobody too many, nobody twice, and no place lost. (B2) */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { randomFrom } from '../../../local/resident.ts'
import { slotsOf } from '../../../shared/booking/calendar.ts'
import { aPoint, aService, person, slotAt, testDesk } from '../../builders/booking.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'
import { crowd, wrongs } from './crowd.ts'

let tables: TestTables
beforeAll(async () => {
  tables = await startTables({ streams: false })
})
afterAll(() => tables.close())

const day = '2026-03-10'

test('1,000 people on 100 slots of 3 places', async () => {
  const { desk, deps, create } = testDesk(tables, new Date('2026-03-09T08:00:00Z'))
  const hours = [{ weekday: 2, from: '07:00', to: '15:20', capacity: 3 }]
  const service = await create(aService({ minutes: 5, points: [aPoint({ hours })] }))
  const slots = slotsOf(service, service.points[0]!, day).map(({ start }) => slotAt(service, day, start))
  expect(slots).toHaveLength(100)

  const seen = await crowd({ desk, slots, clients: 1_000, random: randomFrom(5) })
  const stood = await Promise.all(slots.map((slot) => deps.slots.get(slot)))
  expect(wrongs(stood, 3)).toEqual({ overCapacity: 0, twice: 0 })
  const placesTaken = stood.flatMap(({ booked }) => Object.keys(booked))
  expect(seen.filter(({ booked }) => booked)).toHaveLength(placesTaken.length)
  const gaveBack = seen.filter(({ booked, took }) => !booked && took.length > 0).length
  expect(placesTaken.length).toBeGreaterThanOrEqual(300 - gaveBack)
  expect(placesTaken.length).toBeLessThanOrEqual(300)
  const bookings = await deps.bookings.many(placesTaken)
  expect(bookings.size).toBe(placesTaken.length)
  expect(new Set([...bookings.values()].flatMap(({ marks }) => marks.map(({ place }) => place))).size).toBe(
    2 * placesTaken.length,
  )
}, 180_000)

test('the last place of a slot goes to one of a hundred, and so do moves to it', async () => {
  const { desk, deps, create, book } = testDesk(tables, new Date('2026-03-09T08:00:00Z'))
  const service = await create(
    aService({ points: [aPoint(), aPoint({ hours: [{ weekday: 2, from: '07:00', to: '15:20', capacity: 60 }] })] }),
  )
  const last = slotAt(service, day, '08:00')
  const visits = await Promise.all(
    Array.from({ length: 50 }, (_, n) => book(slotAt(service, day, '09:00', 1), person(5_000 + n))),
  )
  const newcomers = Array.from({ length: 50 }, (_, n) => book(last, person(6_000 + n)))
  const movers = visits.map(async ({ token }) => {
    const { ref } = await desk.hold(last, { by: 'web' }, desk.newRef())
    return desk.move(token, last, ref, { by: 'web' })
  })
  const done = await Promise.allSettled([...newcomers, ...movers])
  expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(Object.keys((await deps.slots.get(last)).booked)).toHaveLength(1)
}, 60_000)
