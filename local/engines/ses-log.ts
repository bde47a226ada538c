/**
 * The mails and events that lie on disk: append-only files, one record to a request, the oldest file dropped whole when
 * there is too much. A record is a line of JSON and a body; a torn last record is cut off when the log is opened.
 */

import {
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'

/** The line before a body. `bytes` is the body's length; the rest is the caller's. */
export type RecordHead = { bytes: number } & Record<string, unknown>

/** Where a record lies. */
export interface RecordPlace {
  segment: Segment
  offset: number
}

/** One file of the log. */
export interface Segment {
  number: number
  bytes: number
  /** How many mails it holds, told by the caller at each append. */
  mails: number
}

export interface SegmentLog {
  /** Writes one record in one write. `mails` says how many mails it holds. Throws, and leaves nothing, when the disk is full. */
  append(head: Record<string, unknown>, body: Buffer, mails: number): RecordPlace
  read(place: RecordPlace): { head: RecordHead; body: Buffer }
  close(): void
}

export interface SegmentLogOptions {
  dir: string
  /** How much is kept: the newest so many mails, unless they are more than so many bytes. */
  keep: { mails: number; bytes: number }
  /** Files up to this number are full whatever `keep` says: their mails have been counted for good. */
  closedUpTo: number
  /** Told each record found on opening, in the order of writing; returns how many mails it holds. */
  onFound(head: RecordHead, place: RecordPlace): number
  /** Told when a file is full and will not grow any more. */
  onClosed(segment: Segment): void
  /** Told when a file has been removed. */
  onDropped(segment: Segment): void
}

const fileOf = (dir: string, number: number): string => join(dir, `mail-${String(number).padStart(6, '0')}.log`)

/** Opens the log in `dir`, making it if need be, and walks what is there. */
export function segmentLog({ dir, keep, closedUpTo, onFound, onClosed, onDropped }: SegmentLogOptions): SegmentLog {
  mkdirSync(dir, { recursive: true })
  const segments: Segment[] = []
  for (const name of readdirSync(dir).sort()) {
    const number = Number(/^mail-(\d{6,})\.log$/.exec(name)?.[1])
    if (number) segments.push(walk(dir, number, onFound))
  }
  const last = Math.max(segments.at(-1)?.number ?? 0, closedUpTo)
  if (last === closedUpTo) segments.push({ number: last + 1, bytes: 0, mails: 0 })
  const current = (): Segment => segments.at(-1)!
  let file = openSync(fileOf(dir, current().number), 'a')

  const makeRoom = (): void => {
    if (current().mails >= keep.mails / 10 || current().bytes >= keep.bytes / 8) {
      onClosed(current())
      segments.push({ number: current().number + 1, bytes: 0, mails: 0 })
      closeSync(file)
      file = openSync(fileOf(dir, current().number), 'a')
    }
    const sum = (what: 'mails' | 'bytes') => segments.reduce((total, segment) => total + segment[what], 0)
    while (segments.length > 1 && (sum('mails') - segments[0]!.mails >= keep.mails || sum('bytes') > keep.bytes)) {
      const oldest = segments.shift()!
      rmSync(fileOf(dir, oldest.number), { force: true })
      onDropped(oldest)
    }
  }

  return {
    append(head, body, mails) {
      makeRoom()
      const segment = current()
      const line = Buffer.from(`${JSON.stringify({ ...head, bytes: body.length })}\n`)
      const record = Buffer.concat([line, body, newline])
      try {
        for (let written = 0; written < record.length; ) written += writeSync(file, record, written)
      } catch (error) {
        ftruncateSync(file, segment.bytes) // half a record would hide all that follow it
        throw error
      }
      const place = { segment, offset: segment.bytes }
      segment.bytes += record.length
      segment.mails += mails
      return place
    },
    read({ segment, offset }) {
      const source = openSync(fileOf(dir, segment.number), 'r')
      try {
        const { head, bodyAt } = readHead(source, offset, segment.bytes)!
        return { head, body: readBytes(source, bodyAt, head.bytes) }
      } finally {
        closeSync(source)
      }
    },
    close: () => closeSync(file),
  }
}

const newline = Buffer.from('\n')

/** Reads the heads of one file in turn, jumping over the bodies, and cuts off what is not whole. */
function walk(dir: string, number: number, onFound: SegmentLogOptions['onFound']): Segment {
  const segment: Segment = { number, bytes: 0, mails: 0 }
  const file = openSync(fileOf(dir, number), 'r+')
  try {
    const size = fstatSync(file).size
    while (segment.bytes < size) {
      const found = readHead(file, segment.bytes, size)
      const end = found ? found.bodyAt + found.head.bytes + 1 : Number.POSITIVE_INFINITY
      if (!found || end > size) {
        ftruncateSync(file, segment.bytes)
        break
      }
      segment.mails += onFound(found.head, { segment, offset: segment.bytes })
      segment.bytes = end
    }
  } finally {
    closeSync(file)
  }
  return segment
}

function readHead(file: number, offset: number, size: number): { head: RecordHead; bodyAt: number } | undefined {
  for (let length = 65_536; ; length *= 4) {
    const chunk = readBytes(file, offset, Math.min(length, size - offset))
    const end = chunk.indexOf(10)
    if (end >= 0) {
      try {
        return { head: JSON.parse(chunk.toString('utf8', 0, end)) as RecordHead, bodyAt: offset + end + 1 }
      } catch {
        return undefined
      }
    }
    if (length >= size - offset) return undefined
  }
}

function readBytes(file: number, offset: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length)
  let read = 0
  while (read < length) {
    const more = readSync(file, bytes, read, length - read, offset + read)
    if (more === 0) throw new Error('a record of the mail log is shorter than it says')
    read += more
  }
  return bytes
}

/** Numbers kept on disk in blocks `[segment, mails, lastAt, count, …count numbers]`: what is still known of dropped mails. */
export function blockFile(path: string) {
  return {
    /** All whole blocks; a torn one at the end is cut off. */
    read(): number[][] {
      if (!existsSync(path)) return []
      const file = openSync(path, 'r+')
      try {
        const size = fstatSync(file).size
        const bytes = readBytes(file, 0, size)
        const blocks: number[][] = []
        let at = 0
        while (at + 32 <= size && at + 32 + bytes.readDoubleLE(at + 24) * 8 <= size) {
          const length = 4 + bytes.readDoubleLE(at + 24)
          blocks.push(Array.from({ length }, (_, i) => bytes.readDoubleLE(at + i * 8)))
          at += length * 8
        }
        ftruncateSync(file, at)
        return blocks
      } finally {
        closeSync(file)
      }
    },
    append(numbers: number[]): void {
      const bytes = Buffer.alloc(numbers.length * 8)
      for (const [i, number] of numbers.entries()) bytes.writeDoubleLE(number, i * 8)
      const file = openSync(path, 'a')
      try {
        writeSync(file, bytes)
      } finally {
        closeSync(file)
      }
    },
  }
}
