/** What exports hold back: rare values in their columns, and rows until enough have come. (A4, A6) */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Cut, holdBack, isWithin, nextCut } from '../../../shared/response/hold-back.ts'
import type { Response } from '../../../shared/response/response.ts'

const through = (rows: (string | number)[][], k = 5) => {
  const held = holdBack(k)
  for (const row of rows) held.count(row)
  return rows.map((row) => held.held(row))
}
const times = <Row>(count: number, row: Row): Row[] => Array.from({ length: count }, () => row)

test('a value that fewer than k rows share is hidden, with the next smallest, and nothing else', () => {
  const rows = [...times(9, ['tak']), ...times(6, ['nie']), ...times(2, ['nie wiem']), [''], ...times(20, ['inne'])]
  expect(through(rows)).toEqual([
    ...times(9, ['tak']),
    ...times(6, ['#']),
    ...times(2, ['#']),
    [''],
    ...times(20, ['inne']),
  ])
})

test('of several choices in a cell the rare ones are hidden, the others stay', () => {
  const rows = [...times(8, ['a | b']), ...times(8, ['a']), ...times(6, ['d']), ['a | c']]
  expect(through(rows).at(-1)).toEqual(['a | #'])
  expect(through(rows)[0]).toEqual(['a | b'])
  expect(through(rows).at(-2)).toEqual(['#']) // the smallest of the others goes with it
})

test('numbers are values like others, and columns are looked at each by itself', () => {
  const rows = [...times(5, ['pl', 30]), ...times(5, ['pl', 31]), ['uk', 30]]
  const held = through(rows)
  expect(held.at(-1)).toEqual(['#', 30])
  expect(held[0]).toEqual(['#', 30]) // one language alone would be told by the other
})

test('whatever the rows: no value is left that fewer than k share', () => {
  const cell = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom('a', 'b') },
    { weight: 1, arbitrary: fc.constantFrom('c', 'd', '') },
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 60 }), fc.constantFrom(5, 10), (rows, k) => {
      const held = through(rows, k)
      for (const column of [0, 1]) {
        const counts = Map.groupBy(held, (row) => row[column])
        for (const [value, of] of counts) if (value !== '' && value !== '#') expect(of.length).toBeGreaterThanOrEqual(k)
      }
    }),
  )
})

const at = (minute: number) => new Date(Date.UTC(2026, 2, 10, 10, minute))

test('rows are given out in batches of k, unfinished ones when the drive is over', () => {
  let cut: Cut | undefined
  const next = (sent: number, unfinished: number, isOver: boolean, minute: number) => {
    cut = nextCut(cut, { sent, unfinished }, isOver, at(minute), 5)
    return cut
  }
  expect(next(4, 9, false, 1)).toBeUndefined()
  expect(next(6, 9, false, 2)).toEqual({ until: at(2).toISOString(), unfinished: false, rows: 6 })
  expect(next(10, 9, false, 3)!.until).toBe(at(2).toISOString())
  expect(next(11, 9, false, 4)!.rows).toBe(11)
  expect(next(12, 2, true, 5)!.until).toBe(at(4).toISOString())
  expect(next(12, 4, true, 6)).toEqual({ until: at(6).toISOString(), unfinished: true, rows: 16 })
})

test('a row is within a cut if it was sent by then', () => {
  const cut: Cut = { until: at(5).toISOString(), unfinished: false, rows: 5 }
  const sent = (minute: number) => ({ state: 'complete', submittedAt: at(minute).toISOString() }) as Response
  expect([isWithin(cut, sent(5)), isWithin(cut, sent(6)), isWithin(undefined, sent(1))]).toEqual([true, false, false])
  const begun = { state: 'partial' } as Response
  expect([isWithin(cut, begun), isWithin({ ...cut, unfinished: true }, begun)]).toEqual([false, true])
})
