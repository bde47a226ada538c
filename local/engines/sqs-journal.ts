/**
 * The queues' memory on disk: one line of JSON to a change, written before its caller gets an answer, so that a kill -9 of
 * the process loses nothing that was answered. Rewritten when most of it is about messages long gone.
 */
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeSync,
} from 'node:fs'

export interface Journal<Change> {
  /** Writes a change. Throws when the disk refuses (full): then nothing was written, and the change must not happen. */
  append(change: Change): void
  close(): void
}

/** Lines below which a rewrite is not worth its while. */
const smallJournal = 20_000

/**
 * Opens the journal, applies what it holds, and keeps it short from then on.
 * @param snapshot the changes that lead from nothing to the present state; asked when the journal is rewritten
 */
export function openJournal<Change>(
  file: string,
  apply: (change: Change) => void,
  snapshot: () => Change[],
): Journal<Change> {
  let lines = replay(file, apply)
  let linesAfterRewrite = lines
  let descriptor = openSync(file, 'a')
  let length = fstatSync(descriptor).size

  const rewrite = () => {
    const changes = snapshot()
    const fresh = openSync(`${file}.new`, 'w')
    let written = 0
    for (let n = 0; n < changes.length; n += 500) {
      const text = changes
        .slice(n, n + 500)
        .map((change) => `${JSON.stringify(change)}\n`)
        .join('')
      written += writeWhole(fresh, Buffer.from(text))
    }
    fsyncSync(fresh)
    closeSync(fresh)
    renameSync(`${file}.new`, file)
    closeSync(descriptor)
    descriptor = openSync(file, 'a')
    length = written
    lines = changes.length
    linesAfterRewrite = lines
  }
  const tryRewrite = () => {
    try {
      rewrite()
    } catch {
      linesAfterRewrite = lines / 2 // no room for a second copy now: again when it is twice as long
    }
  }
  tryRewrite()

  return {
    append(change) {
      const line = Buffer.from(`${JSON.stringify(change)}\n`)
      try {
        length += writeWhole(descriptor, line)
      } catch (error) {
        ftruncateSync(descriptor, length) // half a line must not spoil the next one
        throw error
      }
      lines += 1
      if (lines > smallJournal && lines > 4 * linesAfterRewrite) tryRewrite()
    },
    close: () => closeSync(descriptor),
  }
}

/** Writes all the bytes, however many calls that takes. */
function writeWhole(descriptor: number, bytes: Buffer): number {
  let written = 0
  while (written < bytes.length) written += writeSync(descriptor, bytes, written)
  return written
}

/** Applies every whole line; cuts off what a kill left of a last one. Returns the number of lines. */
function replay<Change>(file: string, apply: (change: Change) => void): number {
  if (!existsSync(file)) return 0
  const bytes = readFileSync(file)
  const whole = bytes.lastIndexOf(10) + 1
  if (whole < bytes.length) truncateSync(file, whole)
  let lines = 0
  for (let from = 0; from < whole; lines++) {
    const to = bytes.indexOf(10, from)
    let change: Change
    try {
      change = JSON.parse(bytes.toString('utf8', from, to)) as Change
    } catch {
      throw new Error(
        `${file}, line ${lines + 1}, cannot be read: the disk has damaged it. npm run reset starts afresh.`,
      )
    }
    apply(change)
    from = to + 1
  }
  return lines
}
