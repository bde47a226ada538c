import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clockText, openTimes, readClock } from '../../../shared/plan/open-times.ts'
import { isInWindow, usualWindow } from '../../../shared/plan/window.ts'
import { instantOf } from '../../../shared/platform/local-time.ts'

const aTuesday = new Date('2026-03-10T10:00:00Z') // 11:00 in Poznań

test('the next seven open days are offered, today from an hour ahead on', () => {
  const days = openTimes(aTuesday, usualWindow)
  expect(days.map(({ date }) => date)).toEqual([
    ...['2026-03-10', '2026-03-11', '2026-03-12', '2026-03-13'],
    ...['2026-03-16', '2026-03-17', '2026-03-18'],
  ])
  expect(days[0]!.starts.map(clockText)).toEqual([
    '12:00',
    '13:00',
    '14:00',
    '15:00',
    '16:00',
    '17:00',
    '18:00',
    '19:00',
  ])
  expect(days[1]!.starts.map(clockText)[0]).toBe('09:00')
  expect(days[1]!.starts.map(clockText).at(-1)).toBe('19:00')
})

test.each([
  ['2026-03-10T17:01:00Z', '2026-03-11'], // 18:01: the last hour begins in less than an hour
  ['2026-03-10T17:00:00Z', '2026-03-10'],
  ['2026-03-14T10:00:00Z', '2026-03-16'], // a Saturday
  ['2026-04-03T18:30:00Z', '2026-04-07'], // before Easter
  ['2026-12-23T19:30:00Z', '2026-12-28'], // before Christmas
])('asked at %s, the first day is %s', (at, date) => {
  expect(openTimes(new Date(at), usualWindow)[0]!.date).toBe(date)
})

test('no day after the last one of the drive is offered', () => {
  const until = (lastDay: string) => openTimes(aTuesday, usualWindow, { lastDay }).map(({ date }) => date)
  expect(until('2026-03-11')).toEqual(['2026-03-10', '2026-03-11'])
  expect(until('2026-03-09')).toEqual([])
})

test('closed days of the drive are left out, and a short window has one time', () => {
  const window = { ...usualWindow, from: '15:30', to: '16:00', closedDays: ['2026-03-11'] }
  const [first, second] = openTimes(aTuesday, window)
  expect([first!.date, first!.starts.map(clockText)]).toEqual(['2026-03-10', ['15:30']])
  expect(second!.date).toBe('2026-03-12')
})

test('whatever is offered lies in the window, ahead, and within its hours, clock changes included', () => {
  const minutes = fc.integer({ min: 0, max: 24 * 60 - 1 })
  const window = fc
    .tuple(minutes, minutes, fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }))
    .filter(([from, to]) => from < to)
    .map(([from, to, days]) => ({ ...usualWindow, from: clockText(from), to: clockText(to), days }))
  const at = fc.date({
    min: new Date('2026-03-20T00:00:00Z'),
    max: new Date('2026-11-05T00:00:00Z'),
    noInvalidDate: true,
  })
  fc.assert(
    fc.property(at, window, (now, open) => {
      for (const { date, starts } of openTimes(now, open)) {
        for (const start of starts) {
          const time = instantOf(date, start)
          expect(time.getTime()).toBeGreaterThanOrEqual(now.getTime() + 3_600_000)
          // Times that the spring change skips are moved by an hour, out of a window of that night at most.
          if (start >= 180) expect(isInWindow(time, open)).toBe(true)
        }
      }
    }),
    { numRuns: 300 },
  )
})

test('a clock is read as it was written, and nothing else is one', () => {
  expect(readClock(clockText(570))).toBe(570)
  for (const text of ['', '9:30', '24:00', '09:60', '09:30:00']) expect(readClock(text)).toBeUndefined()
})
