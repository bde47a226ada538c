/** How often a person's facts may be tried: three times a day over all of her attempts. (T4) */
import { expect, test } from 'vitest'
import { triesLeft } from '../../../shared/claim/recognition.ts'

const attempt = (n: number, startedAt: string, misses?: number) => ({
  n,
  startedAt,
  ...(misses !== undefined && { identity: { misses } }),
})

test.each([
  ['nobody tried yet', [], undefined, 3],
  ['one miss in this attempt', [], 1, 2],
  ['three misses in this attempt', [], 3, 0],
  ['two misses in a call that was given back a minute ago', [attempt(1, '2026-03-10T09:59:00Z', 2)], 0, 1],
  ['three misses in a call of the same morning', [attempt(1, '2026-03-10T08:00:00Z', 3)], undefined, 0],
  [
    'misses of several attempts, and more than three in all',
    [attempt(1, '2026-03-10T08:00:00Z', 2), attempt(2, '2026-03-10T09:00:00Z', 1)],
    1,
    0,
  ],
  ['three misses on the day before', [attempt(1, '2026-03-09T17:00:00Z', 3)], undefined, 3],
  // In Warsaw it was the tenth already.
  ['a miss just after local midnight', [attempt(1, '2026-03-09T23:30:00Z', 1)], undefined, 2],
] as const)('after %s', (_, before, misses, left) => {
  const call = attempt(7, '2026-03-10T10:00:00Z', misses)
  expect(triesLeft(before, call)).toBe(left)
  expect(triesLeft([...before, call], call)).toBe(left)
})
