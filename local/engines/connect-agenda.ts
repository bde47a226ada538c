/**
 * What will happen at which moment of the cloud's clock. Moving the clock lets happen what became due, in the order of its
 * moments, each with its own: a minute that is jumped over is lived through all the same.
 */

export interface AgendaClock {
  now(): number
  onMove?(listener: () => void): () => void
}

export interface Agenda {
  /**
   * Runs something `ms` after the moment `from`, told the moment it was due. Never later than `ms` from now, so that a clock
   * that was put back keeps nobody waiting. Gives back the way to cancel it.
   */
  after(from: number, ms: number, run: (at: number) => void): () => void
  /** The next moment at which something is due; nothing is planned when undefined. */
  nextAt(): number | undefined
  /** Whether something is due that has not happened yet. */
  isBehind(): boolean
  close(): void
}

interface Entry {
  due: number
  run: (at: number) => void
}

/** Longer waits than a timer of Node takes are looked at again. */
const longestTimer = 2_000_000_000

export function agenda(clock: AgendaClock): Agenda {
  const entries: Entry[] = [] // by moment; those of the same moment in the order in which they were planned
  let running = false
  let closed = false
  let timer: NodeJS.Timeout | undefined
  let seen = { clock: clock.now(), machine: performance.now() }

  const place = (due: number): number => {
    let [low, high] = [0, entries.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (entries[middle]!.due <= due) low = middle + 1
      else high = middle
    }
    return low
  }
  const behind = () => entries.length > 0 && entries[0]!.due <= clock.now()

  async function pump(): Promise<void> {
    if (running || closed) return
    running = true
    while (!closed && behind()) {
      const { due, run } = entries.shift()!
      run(due)
      // What this one leads to is planned before the next in order is taken: it may be due earlier.
      await new Promise((resolve) => setImmediate(resolve))
    }
    running = false
    arm()
  }

  function arm(): void {
    clearTimeout(timer)
    if (closed || running || entries.length === 0) return
    timer = setTimeout(() => void pump(), Math.min(longestTimer, Math.max(0, entries[0]!.due - clock.now())))
  }

  /** A clock that is put back takes along what is planned by it: a call does not stand still for the hour. */
  function moved(): void {
    const machine = performance.now()
    const now = clock.now()
    const by = now - (seen.clock + (machine - seen.machine))
    seen = { clock: now, machine }
    if (by < 0) for (const entry of entries) entry.due += by
    void pump()
  }
  const unwatch = clock.onMove?.(moved)

  return {
    after(from, ms, run) {
      const entry = { due: Math.min(from, clock.now()) + ms, run }
      entries.splice(place(entry.due), 0, entry)
      if (entries[0] === entry) arm()
      return () => {
        const at = entries.indexOf(entry)
        if (at >= 0) entries.splice(at, 1)
      }
    },
    nextAt: () => entries[0]?.due,
    isBehind: () => running || behind(),
    close() {
      closed = true
      clearTimeout(timer)
      unwatch?.()
    },
  }
}
