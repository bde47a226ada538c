/**
 * Which contacts of a campaign have a telephone number or an e-mail address: entries of 8 bytes (5 of its keyed hash, 3 of the
 * contact's position), sorted, in chunks. A hundredth of a write unit to an address. 40 bits of a hash can be shared by two addresses
 * (once in two million look-ups of the largest list), so whoever acts on what is found opens the page first. Rules only.
 */
import { contactsPerPage } from './contact.ts'
import type { Whom } from './link.ts'

export const entriesPerChunk = 4_000
const hashBytes = 5
const entryBytes = 8

/** An address's entry: the hash by `addressHash`, and whose it is. */
export interface NumberEntry {
  hash: string
  page: number
  index: number
}

export interface NumberIndex {
  /** The first hash of every chunk, 5 bytes each, one after the other. */
  starts: Uint8Array
  /** Sorted entries, 4,000 to a chunk, the last one fewer. */
  chunks: Uint8Array[]
}

/** The first 5 bytes of a hash as a number, which sorts as they do. */
function hashNumber(hash: string): number {
  return Buffer.from(hash, 'base64url').readUIntBE(0, hashBytes)
}

/** Collects entries in 8 bytes each, so that a list of half a million takes a few megabytes. */
export function numberCollector() {
  let hashes = new Float64Array(1 << 12)
  let positions = new Uint32Array(1 << 12)
  let count = 0
  return {
    add({ hash, page, index }: NumberEntry): void {
      if (count === hashes.length) {
        const [longer, wider] = [new Float64Array(count * 2), new Uint32Array(count * 2)]
        longer.set(hashes)
        wider.set(positions)
        hashes = longer
        positions = wider
      }
      hashes[count] = hashNumber(hash)
      positions[count++] = page * contactsPerPage + index
    },

    /** Everything collected, sorted and packed; the same entries in any order give the same bytes. */
    pack(): NumberIndex {
      const order = Uint32Array.from({ length: count }, (_, n) => n)
      order.sort((one, other) => hashes[one]! - hashes[other]! || positions[one]! - positions[other]!)
      const chunks: Uint8Array[] = []
      for (let start = 0; start < count; start += entriesPerChunk) {
        const chunk = Buffer.alloc(Math.min(entriesPerChunk, count - start) * entryBytes)
        for (let n = 0; n * entryBytes < chunk.length; n++) {
          const entry = order[start + n]!
          chunk.writeUIntBE(hashes[entry]!, n * entryBytes, hashBytes)
          chunk.writeUIntBE(positions[entry]!, n * entryBytes + hashBytes, entryBytes - hashBytes)
        }
        chunks.push(chunk)
      }
      return { starts: Buffer.concat(chunks.map((chunk) => chunk.subarray(0, hashBytes))), chunks }
    },
  }
}

/** The chunks that may hold a hash, first to last; one as a rule, more where a number stands at a border. Empty: none. */
export function chunksFor(starts: Uint8Array, hash: string): number[] {
  const bytes = viewOf(starts)
  const wanted = hashNumber(hash)
  const count = starts.length / hashBytes
  const startOf = (chunk: number) => bytes.readUIntBE(chunk * hashBytes, hashBytes)
  let last = firstWhere(count, (chunk) => startOf(chunk) > wanted) - 1
  const found: number[] = []
  for (; last >= 0; last--) {
    found.unshift(last)
    if (startOf(last) < wanted) break
  }
  return found
}

/** The contacts of a chunk under a hash, in the order of the list. */
export function findInChunk(chunk: Uint8Array, hash: string): Omit<Whom, 'campaign'>[] {
  const bytes = viewOf(chunk)
  const wanted = hashNumber(hash)
  const count = chunk.length / entryBytes
  const hashAt = (n: number) => bytes.readUIntBE(n * entryBytes, hashBytes)
  const found: Omit<Whom, 'campaign'>[] = []
  for (let n = firstWhere(count, (entry) => hashAt(entry) >= wanted); n < count && hashAt(n) === wanted; n++) {
    const position = bytes.readUIntBE(n * entryBytes + hashBytes, entryBytes - hashBytes)
    found.push({ page: Math.floor(position / contactsPerPage), index: position % contactsPerPage })
  }
  return found
}

const viewOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** The first number below `count` of which a rule holds that holds of all later ones too; `count` if of none. */
function firstWhere(count: number, holds: (n: number) => boolean): number {
  let [from, to] = [0, count]
  while (from < to) {
    const middle = (from + to) >>> 1
    if (holds(middle)) to = middle
    else from = middle + 1
  }
  return from
}

/** A chunk without the entries of one contact: what is left after she was erased. */
export function withoutContact(chunk: Uint8Array, page: number, index: number): Uint8Array {
  const bytes = viewOf(chunk)
  const position = page * contactsPerPage + index
  const kept: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += entryBytes) {
    if (bytes.readUIntBE(at + hashBytes, entryBytes - hashBytes) !== position) {
      kept.push(bytes.subarray(at, at + entryBytes))
    }
  }
  return Buffer.concat(kept)
}
