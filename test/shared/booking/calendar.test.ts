/** Slots by the calendar: hours, exceptions, holidays, and the two nights in which the clock changes. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { capacityOf, endsAt, slotsOf, startsAt, whyNot } from '../../../shared/booking/calendar.ts'
import { aPoint, aService, slotAt } from '../../builders/booking.ts'

const startsOf = (slots: { start: string }[]) => slots.map(({ start }) => start)

test('slots follow each other until no whole visit fits', () => {
  const point = aPoint({ hours: [{ weekday: 2, from: '08:00', to: '09:10', capacity: 2 }] })
  expect(slotsOf({ minutes: 20 }, point, '2026-03-10')).toEqual([
    { start: '08:00', capacity: 2 },
    { start: '08:20', capacity: 2 },
    { start: '08:40', capacity: 2 },
  ])
})

test.each([
  ['a Tuesday', '2026-03-10', 6],
  ['a Saturday', '2026-03-14', 0],
  ['Easter Monday', '2026-04-06', 0],
  ['Corpus Christi', '2026-06-04', 0],
  ['Christmas Eve, a holiday since 2025', '2026-12-24', 0],
])('%s', (_, day, count) => {
  expect(slotsOf({ minutes: 20 }, aPoint(), day)).toHaveLength(count)
})

test('an exception is stronger than the weekday and the holiday', () => {
  const point = aPoint({
    exceptions: [
      { date: '2026-03-10', hours: [] },
      { date: '2026-04-06', hours: [{ from: '12:00', to: '12:40', capacity: 3 }] },
    ],
  })
  expect(slotsOf({ minutes: 20 }, point, '2026-03-10')).toEqual([])
  expect(startsOf(slotsOf({ minutes: 20 }, point, '2026-04-06'))).toEqual(['12:00', '12:20'])
})

describe('a point that is open at night', () => {
  const nightly = aPoint({ hours: [{ weekday: 7, from: '00:00', to: '04:00', capacity: 1 }] })

  test('has no slot in the hour that spring skips', () => {
    expect(startsOf(slotsOf({ minutes: 30 }, nightly, '2026-03-29'))).toEqual([
      '00:00',
      '00:30',
      '01:00',
      '01:30',
      '03:00',
      '03:30',
    ]) // prettier-ignore
  })

  test('has each slot once in the hour that autumn repeats, at its first pass', () => {
    const starts = startsOf(slotsOf({ minutes: 30 }, nightly, '2026-10-25'))
    expect(starts).toEqual(['00:00', '00:30', '01:00', '01:30', '02:00', '02:30', '03:00', '03:30'])
    expect(startsAt({ day: '2026-10-25', start: '02:30' }).toISOString()).toBe('2026-10-25T00:30:00.000Z')
    expect(endsAt({ day: '2026-10-25', start: '02:30' }, 30).toISOString()).toBe('2026-10-25T01:00:00.000Z')
  })
})

test('slots are in order, never twice, never longer than the hours, whatever the rows', () => {
  const hour = fc.integer({ min: 0, max: 23 })
  const row = fc
    .record({ a: hour, b: hour, capacity: fc.integer({ min: 1, max: 5 }), weekday: fc.integer({ min: 1, max: 7 }) })
    .map(({ a, b, ...rest }) => ({
      ...rest,
      from: `${String(Math.min(a, b)).padStart(2, '0')}:00`,
      to: `${String(Math.max(a, b)).padStart(2, '0')}:59`,
    }))
  const day = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
  fc.assert(
    fc.property(fc.array(row, { maxLength: 4 }), fc.integer({ min: 5, max: 120 }), day, (hours, minutes, date) => {
      const slots = slotsOf({ minutes }, aPoint({ hours }), date.toISOString().slice(0, 10))
      const starts = startsOf(slots)
      expect(starts).toEqual([...new Set(starts)].sort())
      for (const { capacity } of slots) expect(capacity).toBeGreaterThan(0)
    }),
  )
})

describe('what can be booked now', () => {
  const service = aService({ leadMinutes: 120, horizonDays: 7 })
  const now = new Date('2026-03-10T07:00:00Z') // 8:00 on the wall
  test.each([
    ['a slot of tomorrow', '2026-03-11', '08:00', 'web', undefined],
    ['one in an hour, on the web', '2026-03-10', '09:00', 'web', 'too-soon'],
    ['one in an hour, by an agent', '2026-03-10', '09:00', 'agent', undefined],
    ['one that begins now', '2026-03-10', '08:00', 'staff', 'past'],
    ['the last day', '2026-03-16', '08:00', 'web', undefined],
    ['the day after the last', '2026-03-17', '08:00', 'staff', 'too-far'],
    ['a time between slots', '2026-03-11', '08:10', 'web', 'no-slot'],
    ['a Sunday', '2026-03-15', '08:00', 'web', 'no-slot'],
  ] as const)('%s', (_, day, start, by, expected) => {
    expect(whyNot(service, slotAt(service, day, start), by, now)).toBe(expected)
  })

  test('nothing at a point that is closed, or that there is not', () => {
    const closed = { ...service, points: [{ ...service.points[0]!, closed: true }] }
    expect(whyNot(closed, slotAt(service, '2026-03-11', '08:00'), 'web', now)).toBe('closed')
    const nowhere = { ...slotAt(service, '2026-03-11', '08:00'), point: 'pt_000000000000' }
    expect(whyNot(service, nowhere, 'web', now)).toBe('no-slot')
    expect(capacityOf(service, nowhere)).toBe(0)
  })
})
