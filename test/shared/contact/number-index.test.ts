import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chunksFor, entriesPerChunk, findInChunk, numberCollector } from '../../../shared/contact/number-index.ts'

const hashOf = (text: string) => createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url')

/** An index of numbers by position; `find` gives positions as `page.index`. */
function indexed(numbers: readonly string[]) {
  const collector = numberCollector()
  for (const [n, number] of numbers.entries()) {
    collector.add({ hash: hashOf(number), page: Math.floor(n / 100), index: n % 100 })
  }
  const packed = collector.pack()
  const find = (number: string) =>
    chunksFor(packed.starts, hashOf(number))
      .flatMap((chunk) => findInChunk(packed.chunks[chunk]!, hashOf(number)))
      .map(({ page, index }) => page * 100 + index)
  return { ...packed, find }
}

test('nothing is found in an index of nothing', () => {
  const { chunks, find } = indexed([])
  expect(chunks).toEqual([])
  expect(find('a')).toEqual([])
})

test('every number is found where it is, and no other', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-d]{1,3}$/), { maxLength: 200 }), fc.string(), (numbers, other) => {
      const { find } = indexed(numbers)
      for (const number of [...numbers, other]) {
        expect(find(number)).toEqual(numbers.flatMap((there, n) => (there === number ? [n] : [])))
      }
    }),
    { numRuns: 100 },
  )
})

test('a long list is cut into chunks of 4,000, and each number lies in one of them', () => {
  const numbers = Array.from({ length: 10_001 }, (_, n) => `nr ${n}`)
  const { chunks, starts, find } = indexed(numbers)
  expect(chunks.map((chunk) => chunk.length / 8)).toEqual([entriesPerChunk, entriesPerChunk, 2_001])
  expect(starts.length).toBe(15)
  for (let n = 0; n < numbers.length; n += 97) {
    expect(find(numbers[n]!)).toEqual([n])
    expect(chunksFor(starts, hashOf(numbers[n]!)).length).toBeLessThanOrEqual(2)
  }
})

test('a number of thousands of people is found with all of them, over the borders of chunks', () => {
  const numbers = Array.from({ length: 12_000 }, (_, n) => (n % 4 === 3 ? `nr ${n}` : 'the office'))
  const { find } = indexed(numbers)
  expect(find('the office')).toEqual(numbers.flatMap((number, n) => (number === 'the office' ? [n] : [])))
  expect(find('nr 11999')).toEqual([11_999])
})

test('the last position of a list of 16 million has room', () => {
  const collector = numberCollector()
  collector.add({ hash: hashOf('x'), page: 167_771, index: 99 })
  const { chunks } = collector.pack()
  expect(findInChunk(chunks[0]!, hashOf('x'))).toEqual([{ page: 167_771, index: 99 }])
})

test('the order in which numbers came leaves no trace', () => {
  const numbers = Array.from({ length: 500 }, (_, n) => ({ hash: hashOf(`nr ${n % 90}`), page: n, index: n % 100 }))
  const pack = (entries: typeof numbers) => {
    const collector = numberCollector()
    for (const entry of entries) collector.add(entry)
    return collector.pack()
  }
  expect(pack(numbers.toReversed())).toEqual(pack(numbers))
})
