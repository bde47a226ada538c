/**
 * The entries of a ZIP archive, unpacked under a cap. The central directory says what there is; nothing it says about
 * sizes is believed, so that a bomb stops at the cap. Encrypted, split and self-extracting archives are not read. (X10)
 */
import { createInflateRaw } from 'node:zlib'
import { Unreadable } from './unreadable.ts'

export interface Entry {
  name: string
  method: number
  /** Sizes in bytes as the central directory gives them. */
  packed: number
  unpacked: number
  /** Where the entry's local header begins. */
  offset: number
}

/** How many bytes may still come out of an archive; shared by all entries that are read from it. */
export interface Budget {
  left: number
}

const maxEntries = 10_000
const pieceSize = 64 * 1024

/** The entries by name. Throws Unreadable where this is no whole ZIP archive, or names an entry twice. */
export function readEntries(file: Uint8Array): Map<string, Entry> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  try {
    const { count, start } = findDirectory(view)
    if (count > maxEntries) throw new Unreadable('xlsx-too-large')
    const entries = new Map<string, Entry>()
    let at = start
    for (let n = 0; n < count; n++) {
      if (view.getUint32(at, true) !== 0x02014b50) throw new Unreadable('damaged')
      const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => view.getUint16(at + field, true))
      const isEncrypted = (view.getUint16(at + 8, true) & 1) === 1
      if (isEncrypted) throw new Unreadable('xls')
      const name = Buffer.from(file.buffer, file.byteOffset + at + 46, nameLength!)
        .toString('utf8')
        .replaceAll('\\', '/')
      // Two readers may take two different ones of a pair: neither is taken here.
      if (entries.has(name)) throw new Unreadable('damaged')
      entries.set(name, {
        name,
        method: view.getUint16(at + 10, true),
        ...readSizes(view, at, at + 46 + nameLength!, extraLength!),
      })
      at += 46 + nameLength! + extraLength! + commentLength!
    }
    return entries
  } catch (error) {
    throw error instanceof RangeError ? new Unreadable('damaged') : error
  }
}

/** The central directory's place, from the record at the very end of the file (ZIP64's own, if there is one). */
function findDirectory(view: DataView): { count: number; start: number } {
  const lowest = Math.max(0, view.byteLength - 22 - 0xffff)
  for (let at = view.byteLength - 22; at >= lowest; at--) {
    if (view.getUint32(at, true) !== 0x06054b50) continue
    const found = { count: view.getUint16(at + 10, true), start: view.getUint32(at + 16, true) }
    if (at < 20 || view.getUint32(at - 20, true) !== 0x07064b50) return found
    const record = Number(view.getBigUint64(at - 20 + 8, true))
    if (view.getUint32(record, true) !== 0x06064b50) throw new Unreadable('damaged')
    return { count: Number(view.getBigUint64(record + 32, true)), start: Number(view.getBigUint64(record + 48, true)) }
  }
  throw new Unreadable('damaged')
}

/** Sizes and place of an entry; what does not fit 32 bits stands in the ZIP64 field, in this order. */
function readSizes(view: DataView, at: number, extra: number, extraLength: number) {
  const sizes = {
    unpacked: view.getUint32(at + 24, true),
    packed: view.getUint32(at + 20, true),
    offset: view.getUint32(at + 42, true),
  }
  for (let field = extra; field + 4 <= extra + extraLength; field += 4 + view.getUint16(field + 2, true)) {
    if (view.getUint16(field, true) !== 1) continue
    let value = field + 4
    for (const name of ['unpacked', 'packed', 'offset'] as const) {
      if (sizes[name] !== 0xffffffff) continue
      sizes[name] = Number(view.getBigUint64(value, true))
      value += 8
    }
  }
  return sizes
}

/** The packed bytes of an entry: the local header is asked only how long it is itself. */
function packedBytes(file: Uint8Array, entry: Entry): Uint8Array {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  if (entry.offset + 30 > file.byteLength || view.getUint32(entry.offset, true) !== 0x04034b50) {
    throw new Unreadable('damaged')
  }
  const start = entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true)
  if (start + entry.packed > file.byteLength) throw new Unreadable('damaged')
  return file.subarray(start, start + entry.packed)
}

/**
 * What an entry holds, piece by piece. Stops with Unreadable as soon as more comes out than the budget has left or the
 * directory promised; what an archive says it holds is refused before a byte is unpacked.
 */
export async function* unpack(file: Uint8Array, entry: Entry, budget: Budget): AsyncGenerator<Uint8Array> {
  if (entry.unpacked > budget.left) throw new Unreadable('xlsx-too-large')
  let promised = entry.unpacked
  const take = (piece: Uint8Array): Uint8Array => {
    budget.left -= piece.byteLength
    promised -= piece.byteLength
    if (budget.left < 0) throw new Unreadable('xlsx-too-large')
    if (promised < 0) throw new Unreadable('damaged')
    return piece
  }
  const packed = packedBytes(file, entry)
  if (entry.method === 0) {
    for (let at = 0; at < packed.length; at += pieceSize) yield take(packed.subarray(at, at + pieceSize))
    return
  }
  if (entry.method !== 8) throw new Unreadable('not-xlsx')
  const inflate = createInflateRaw({ chunkSize: pieceSize })
  inflate.end(packed)
  try {
    for await (const piece of inflate as AsyncIterable<Uint8Array>) yield take(piece)
  } catch (error) {
    throw isZlibError(error) ? new Unreadable('damaged') : error
  } finally {
    inflate.destroy()
  }
}

const isZlibError = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_')
