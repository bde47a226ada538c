/** Suppression under k: no small figure is shown, and none can be worked out. (A4) */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { suppress } from '../../../shared/result/suppression.ts'

test.each([
  ['fewer than five answers', { a: 3, b: 1 }, 4, { a: 'hidden', b: 'hidden' }],
  ['all cells large', { a: 30, b: 12, c: 5 }, 47, { a: 30, b: 12, c: 5 }],
  ['nobody chose one', { a: 30, b: 0 }, 30, { a: 30, b: 0 }],
  ['one small cell takes the next smallest with it', { a: 30, b: 12, c: 2 }, 44, { a: 30, b: 'hidden', c: 'hidden' }],
  [
    'two small cells of few people take a third',
    { a: 30, b: 6, c: 1, d: 1 },
    38,
    { a: 30, b: 'hidden', c: 'hidden', d: 'hidden' },
  ],
  ['two small cells that are enough together', { a: 30, b: 4, c: 4 }, 38, { a: 30, b: 'hidden', c: 'hidden' }],
  ['only one other cell', { a: 30, b: 2 }, 32, { a: 'hidden', b: 'hidden' }],
] as const)('%s', (_, counts, answered, shown) => {
  expect(suppress(counts, answered)).toEqual(shown)
})

test('whatever the counts: what is shown is at least k or nobody, and what is hidden is never one cell nor under k people', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(40), { minLength: 1, maxLength: 8 }), (list) => {
      const counts = Object.fromEntries(list.map((count, n) => [`v${n}`, count]))
      const answered = list.reduce((sum, count) => sum + count, 0)
      const shown = suppress(counts, answered)
      const hidden = Object.keys(counts).filter((value) => shown[value] === 'hidden')
      for (const [value, count] of Object.entries(shown)) {
        if (count !== 'hidden') expect(count === 0 || (count >= 5 && count === counts[value])).toBe(true)
      }
      if (hidden.length > 0 && answered >= 5) {
        const people = hidden.reduce((sum, value) => sum + counts[value]!, 0)
        expect(hidden.length === list.length || (hidden.length >= 2 && people >= 5)).toBe(true)
      }
    }),
  )
})
