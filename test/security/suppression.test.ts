/** Somebody who knows the rule of suppression, and tries to work out what it hides. (A4) */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fewestFor, fewestShown, type Shown, suppress } from '../../shared/result/suppression.ts'

/** Every way in which so many people can choose among some answers, one each. */
function* waysToChoose(answers: number, people: number, begun: number[] = []): Generator<number[]> {
  if (answers === 1) yield [...begun, people]
  else for (let n = 0; n <= people; n++) yield* waysToChoose(answers - 1, people - n, [...begun, n])
}

const shownOf = (way: number[]): Shown[] =>
  Object.values(suppress(Object.fromEntries(way.map((count, n) => [`v${n}`, count])), sumOf(way)))
const sumOf = (way: number[]) => way.reduce((sum, count) => sum + count, 0)

test.each([
  [2, 40],
  [3, 22],
  [4, 14],
  [5, 12],
  [6, 9],
])(
  'of %i answers by up to %i people, no hidden count can be worked out by trying all that would look the same',
  (answers, most) => {
    for (let people = fewestShown; people <= most; people++) {
      const lookalikes = Map.groupBy(waysToChoose(answers, people), (way) => shownOf(way).join())
      for (const ways of lookalikes.values()) {
        for (const [n, shown] of shownOf(ways[0]!).entries()) {
          if (shown !== 'hidden') continue
          const possible = new Set(ways.map((way) => way[n]))
          expect([possible.size > 1, ways[0], n]).toEqual([true, ways[0], n])
        }
      }
    }
  },
)

test('where several answers may be given, the few who left one out are hidden like the few who gave one', () => {
  expect(suppress({ a: 98, b: 50, c: 0 }, 100)).toEqual({ a: 'hidden', b: 50, c: 0 })
  expect(suppress({ a: 95, b: 50, c: 100 }, 100)).toEqual({ a: 95, b: 50, c: 100 })
})

test('whatever is counted: no count of fewer than k people is shown, nor one that all but fewer than k share', () => {
  fc.assert(
    fc.property(fc.integer({ min: 5, max: 60 }), fc.array(fc.nat(60), { maxLength: 6 }), (answered, list) => {
      const counts = Object.fromEntries(list.map((count, n) => [`v${n}`, Math.min(count, answered)]))
      for (const shown of Object.values(suppress(counts, answered))) {
        if (shown === 'hidden') continue
        expect(shown === 0 || shown >= fewestShown).toBe(true)
        expect(answered - shown === 0 || answered - shown >= fewestShown).toBe(true)
      }
    }),
  )
})

describe('the fewest people behind a count', () => {
  test.each([
    ['6(1)(e)', 5],
    ['6(1)(a)', 5],
    ['9(2)(h)', 10],
    ['9(2)(a)', 10],
    [undefined, 5],
  ] as const)('on the basis %s: %i', (basis, fewest) => {
    expect(fewestFor({ basis })).toBe(fewest)
  })
})
