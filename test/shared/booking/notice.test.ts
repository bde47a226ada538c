/** When reminders are due, and what of a change is told. (B7) */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Booking } from '../../../shared/booking/booking.ts'
import { startsAt } from '../../../shared/booking/calendar.ts'
import {
  isQuiet,
  nextReminder,
  noticeOfBooking,
  remindersOf,
  whatAboutReminder,
} from '../../../shared/booking/notice.ts'
import { dayText, instantText, whenText } from '../../../shared/booking/when-text.ts'

const aBooking = (change: Partial<Booking> = {}): Booking => ({
  id: 'bkg_0123456789ab',
  service: 'svc_000000000000',
  point: 'pt_000000000000',
  day: '2026-03-12',
  start: '12:00',
  minutes: 20,
  state: 'confirmed',
  by: 'web',
  language: 'pl',
  sequence: 0,
  createdAt: '2026-03-01T08:00:00.000Z',
  changedAt: '2026-03-01T08:00:00.000Z',
  journal: [{ at: '2026-03-01T08:00:00.000Z', did: 'confirmed', by: 'web' }],
  ...change,
})
const booked = (at: string, rest: Partial<Booking> = {}) =>
  aBooking({ journal: [{ at, did: 'confirmed', by: 'web' }], createdAt: at, ...rest })
const times = (booking: Booking) =>
  remindersOf(booking).map(({ kind, at }) => `${kind} ${at.toISOString().slice(0, 16)}`)

test.each([
  ['at noon', aBooking(), ['remind48 2026-03-10T11:00', 'remind3 2026-03-12T08:00']],
  [
    'early: three hours before would be at night',
    aBooking({ start: '08:00' }),
    ['remind48 2026-03-10T07:00', 'remind3 2026-03-11T18:30'],
  ],
  [
    'at dawn: two days before would be at night too',
    aBooking({ start: '07:30' }),
    ['remind48 2026-03-09T18:30', 'remind3 2026-03-11T18:30'],
  ],
  ['booked 30 hours before', booked('2026-03-11T05:00:00.000Z'), ['remind3 2026-03-12T08:00']],
  ['booked 23 hours before', booked('2026-03-11T12:00:00.000Z'), []],
  [
    'the Monday after the clock went forward',
    booked('2026-03-20T05:00:00.000Z', { day: '2026-03-30', start: '09:00' }),
    ['remind48 2026-03-28T07:00', 'remind3 2026-03-29T17:30'],
  ],
  [
    'the Monday after it went back',
    booked('2026-10-20T05:00:00.000Z', { day: '2026-10-26', start: '09:00' }),
    ['remind48 2026-10-24T08:00', 'remind3 2026-10-25T18:30'],
  ],
])('a visit %s', (_, booking, expected) => {
  expect(times(booking)).toEqual(expected)
})

test('a visit that was moved yesterday is reminded of by its new time', () => {
  const moved = aBooking({
    journal: [
      { at: '2026-03-01T08:00:00.000Z', did: 'confirmed', by: 'web' },
      { at: '2026-03-11T08:00:00.000Z', did: 'moved', by: 'web' },
    ],
  })
  expect(times(moved)).toEqual(['remind3 2026-03-12T08:00'])
})

test('no reminder is ever due in the quiet hours, after the visit, or before it was booked', () => {
  const minutes = fc.integer({ min: 0, max: 1439 })
  const day = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
  fc.assert(
    fc.property(day, minutes, fc.integer({ min: 0, max: 400 }), (date, at, hoursBefore) => {
      const start = `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`
      const when = { day: date.toISOString().slice(0, 10), start }
      const placed = new Date(startsAt(when).getTime() - hoursBefore * 3_600_000)
      const booking = booked(placed.toISOString(), when)
      for (const reminder of remindersOf(booking)) {
        expect(isQuiet(reminder.at)).toBe(false)
        expect(reminder.at < startsAt(when)).toBe(true)
        expect(reminder.at > placed).toBe(true)
        expect(hoursBefore).toBeGreaterThanOrEqual(24)
      }
    }),
    { numRuns: 1_000 },
  )
})

test('the next reminder is the one after, and then none', () => {
  const first = nextReminder(aBooking(), new Date('2026-03-01T08:00:00Z'))!
  expect(first).toBe('2026-03-10T11:00:00.000Z')
  const second = nextReminder(aBooking(), new Date(first))!
  expect(second).toBe('2026-03-12T08:00:00.000Z')
  expect(nextReminder(aBooking(), new Date(second))).toBeUndefined()
})

describe('a reminder that is due', () => {
  const due = '2026-03-10T11:00:00.000Z'
  test.each([
    ['in time', aBooking(), due, '2026-03-10T11:01:00Z', 'remind48'],
    ['late, at night', aBooking(), due, '2026-03-10T21:00:00Z', 'wait'],
    ['late, the next morning', aBooking(), due, '2026-03-11T07:30:00Z', 'remind48'],
    ['so late that it is no use', aBooking(), due, '2026-03-12T01:00:00Z', 'leave out'],
    ['of a cancelled visit', aBooking({ state: 'cancelled' }), due, due, 'leave out'],
    ['of a closed day', aBooking({ closed: { reason: 'awaria', at: due } }), due, due, 'leave out'],
    ['of the time before it was moved', aBooking({ start: '13:00' }), due, due, 'leave out'],
  ] as const)('%s', (_, booking, dueAt, now, expected) => {
    expect(whatAboutReminder(booking, dueAt, new Date(now))).toBe(expected)
  })
})

test.each([
  ['a new booking', undefined, aBooking(), 'confirmed'],
  ['a move', aBooking(), aBooking({ sequence: 1, start: '13:00' }), 'changed'],
  ['a cancellation', aBooking(), aBooking({ sequence: 1, state: 'cancelled' }), 'cancelled'],
  ['a closed day', aBooking(), aBooking({ sequence: 1, closed: { reason: 'x', at: '' } }), 'closed'],
  ['a day opened again', aBooking({ closed: { reason: 'x', at: '' } }), aBooking({ sequence: 1 }), 'changed'],
  ['who came', aBooking(), aBooking({ state: 'attended' }), undefined],
  ['who did not', aBooking(), aBooking({ state: 'no_show' }), undefined],
  ['the next reminder’s time', aBooking(), aBooking(), undefined],
])('%s is told, or not', (_, before, after, expected) => {
  expect(noticeOfBooking(before, after)).toBe(expected)
})

test('days and times in words', () => {
  expect(whenText({ day: '2026-03-10', start: '08:20' }, 'pl')).toBe('wtorek, 10 marca 2026, godz. 8:20')
  expect(whenText({ day: '2026-03-10', start: '08:20' }, 'en')).toBe('Tuesday, 10 March 2026, 8:20')
  expect(dayText('2026-03-10', 'uk')).toContain('вівторок')
  expect(instantText('2026-03-10T07:05:00.000Z', 'pl')).toBe('wtorek, 10 marca 2026, godz. 8:05')
})
