/** When people may be written to: weekdays, hours, holidays, both clock changes. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { easter, isHoliday, isInWindow, nextOpening, usualWindow } from '../../../shared/plan/window.ts'
import { instantOf, localTime } from '../../../shared/platform/local-time.ts'

test.each([
  [2024, '2024-03-31'],
  [2025, '2025-04-20'],
  [2026, '2026-04-05'],
  [2027, '2027-03-28'],
  [2038, '2038-04-25'],
])('Easter of %i is on %s', (year, date) => {
  expect(easter(year)).toBe(date)
})

test('Poland has 14 public holidays in 2026, and 13 in 2024, before Christmas Eve was one', () => {
  const days = (year: number) =>
    Array.from({ length: 366 }, (_, n) => new Date(Date.UTC(year, 0, 1 + n)).toISOString().slice(0, 10)).filter(
      (date) => date.startsWith(String(year)) && isHoliday(date),
    )
  expect(days(2026)).toEqual([
    '2026-01-01', '2026-01-06', '2026-04-05', '2026-04-06', '2026-05-01', '2026-05-03', '2026-05-24', '2026-06-04',
    '2026-08-15', '2026-11-01', '2026-11-11', '2026-12-24', '2026-12-25', '2026-12-26',
  ]) // biome-ignore format: a calendar
  expect(days(2024)).toHaveLength(13)
})

test.each([
  ['a Monday at 8:59', '2026-03-09T07:59:59Z', false],
  ['a Monday at 9:00', '2026-03-09T08:00:00Z', true],
  ['a Monday at 19:59', '2026-03-09T18:59:59Z', true],
  ['a Monday at 20:00', '2026-03-09T19:00:00Z', false],
  ['a Saturday at noon', '2026-03-14T11:00:00Z', false],
  ['Corpus Christi', '2026-06-04T10:00:00Z', false],
  ['the Monday after the spring change, 9:00 by the new clock', '2026-03-30T07:00:00Z', true],
  ['the Monday after the autumn change, 9:00 by the new clock', '2026-10-26T08:00:00Z', true],
  ['the Monday after the autumn change, 8:00 by the new clock', '2026-10-26T07:00:00Z', false],
])('%s', (_, at, open) => {
  expect(isInWindow(new Date(at), usualWindow)).toBe(open)
})

test('after Friday evening the window opens on Monday, over the spring change at nine by the wall', () => {
  expect(nextOpening(new Date('2026-03-27T20:00:00Z'), usualWindow)?.toISOString()).toBe('2026-03-30T07:00:00.000Z')
  expect(nextOpening(new Date('2026-12-23T20:00:00Z'), usualWindow)?.toISOString()).toBe('2026-12-28T08:00:00.000Z')
})

test('a night that is missing or doubled still has its times', () => {
  expect(instantOf('2026-03-29', 150).toISOString()).toBe('2026-03-29T01:30:00.000Z')
  expect(instantOf('2026-10-25', 150).toISOString()).toBe('2026-10-25T00:30:00.000Z')
})

test('the next opening is inside the window, and nothing before it is', () => {
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(2025, 0), max: Date.UTC(2029, 0) }), (ms) => {
      const at = new Date(ms)
      const opening = nextOpening(at, usualWindow)!
      expect(isInWindow(opening, usualWindow)).toBe(true)
      if (opening > at) expect(isInWindow(new Date(opening.getTime() - 60_000), usualWindow)).toBe(false)
    }),
    { numRuns: 300 },
  )
})

test('local time and instant are each other back, outside the doubled hour', () => {
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(2025, 0) / 60_000, max: Date.UTC(2029, 0) / 60_000 }), (minute) => {
      const at = new Date(minute * 60_000)
      const { date, minutes } = localTime(at)
      const back = instantOf(date, minutes).getTime()
      expect([0, 3_600_000]).toContain(at.getTime() - back)
    }),
    { numRuns: 300 },
  )
})
