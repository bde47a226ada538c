/** Order that tells nothing: pages in random order, rows through a buffer from which each leaves at random. (A1, A2) */
import { randomInt } from 'node:crypto'

const bufferSize = 2_000

/** The numbers 0 to n - 1 in random order (Fisher, Yates). */
export function shuffled(n: number): number[] {
  const numbers = Array.from({ length: n }, (_, index) => index)
  for (let index = n - 1; index > 0; index--) {
    const other = randomInt(index + 1)
    ;[numbers[index], numbers[other]] = [numbers[other]!, numbers[index]!]
  }
  return numbers
}

/** The same rows, each once, out of order. */
export async function* mixed<Row>(rows: AsyncIterable<Row>): AsyncGenerator<Row> {
  const buffer: Row[] = []
  for await (const row of rows) {
    if (buffer.length < bufferSize) {
      buffer.push(row)
      continue
    }
    const place = randomInt(buffer.length)
    const leaving = buffer[place]!
    buffer[place] = row
    yield leaving
  }
  for (const place of shuffled(buffer.length)) yield buffer[place]!
}
