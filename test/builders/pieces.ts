/** Bytes as a stream gives them: in pieces of any size. */
import type { ContactFile } from '../../shared/contact/inspect.ts'

/** The bytes of a text or buffer in pieces of `size`. */
export async function* inPieces(source: string | Uint8Array, size = 64 * 1024): AsyncGenerator<Uint8Array> {
  const bytes = typeof source === 'string' ? Buffer.from(source) : source
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

/** A file in memory. Counts how many bytes were taken from it. */
export function aFile(source: string | Uint8Array, { bytes, size }: { bytes?: number; size?: number } = {}) {
  const content = typeof source === 'string' ? Buffer.from(source) : source
  const file = {
    bytes: bytes ?? content.length,
    taken: 0,
    async stream() {
      return count(inPieces(content, size))
    },
  } satisfies ContactFile & { taken: number }
  async function* count(pieces: AsyncIterable<Uint8Array>) {
    for await (const piece of pieces) {
      file.taken += piece.byteLength
      yield piece
    }
  }
  return file
}

/** Everything an async iterable of batches gives, in one list. */
export async function all<T>(batches: AsyncIterable<T[]>): Promise<T[]> {
  const found: T[] = []
  for await (const batch of batches) found.push(...batch)
  return found
}
