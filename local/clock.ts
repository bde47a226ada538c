/**
 * The clock of the local cloud: the machine's own, or moved. Its offset lies in shared memory, so that every worker thread
 * reads the same time in the same moment. Time always runs; only where it stands can be moved.
 */

/** Milliseconds since 1970, as `Date.now()`. `memory` is what a worker thread is given to read the same clock. */
export interface CloudClock {
  now(): number
  /** Moves the clock to this moment; it runs on from there. */
  set(ms: number): void
  advance(ms: number): void
  /** True while the clock shows the machine's own time. */
  readonly real: boolean
  readonly memory: SharedArrayBuffer
  /** Calls back after each move, so that what waits for a moment can look again. Returns the way to stop it. */
  onMove(listener: () => void): () => void
}

/** A clock that shows the machine's time until it is moved; `startAt` (ms) moves it at once. */
export function cloudClock(startAt?: number): CloudClock {
  const memory = new SharedArrayBuffer(8)
  const offset = new BigInt64Array(memory)
  const listeners = new Set<() => void>()
  const machineNow = Date.now.bind(Date)
  const move = (by: bigint) => {
    Atomics.store(offset, 0, by)
    for (const listener of [...listeners]) listener()
  }
  const clock: CloudClock = {
    now: () => machineNow() + Number(Atomics.load(offset, 0)),
    set: (ms) => move(BigInt(Math.round(ms - machineNow()))),
    advance: (ms) => move(Atomics.load(offset, 0) + BigInt(Math.round(ms))),
    get real() {
      return Atomics.load(offset, 0) === 0n
    },
    memory,
    onMove(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  if (startAt !== undefined) clock.set(startAt)
  return clock
}
