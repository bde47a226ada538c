/** Those who wait for a message: served in turn, as soon as one can be seen. */

export interface Wish {
  queue: string
  most: number
  visibilitySeconds?: number
}

export interface WaitingOptions<Found> {
  /** Takes what can be seen now, for this wish. */
  take(wish: Wish): Found[]
  /** When the next message of a queue can be seen, in epoch milliseconds of the cloud's clock. */
  nextAt(queue: string): number | undefined
  now: () => number
}

interface Waiter<Found> {
  wish: Wish
  give(found: Found[]): void
}

export function waitingRoom<Found>({ take, nextAt, now }: WaitingOptions<Found>) {
  let waiters: Waiter<Found>[] = []
  let alarm: NodeJS.Timeout | undefined

  /** Serves who can be served, and sets the alarm for the next message that becomes visible to one who waits on. */
  const wake = () => {
    for (const waiter of [...waiters]) {
      if (!waiters.includes(waiter)) continue
      const found = take(waiter.wish)
      if (found.length) waiter.give(found)
    }
    const times = waiters.map(({ wish }) => nextAt(wish.queue) ?? Number.POSITIVE_INFINITY)
    const next = Math.min(...times)
    clearTimeout(alarm)
    if (next < Number.POSITIVE_INFINITY) alarm = setTimeout(wake, Math.min(60_000, Math.max(1, next - now())))
  }

  return {
    wake,

    /** Serves those who wait when the work at hand is done. */
    wakeSoon(): void {
      clearTimeout(alarm)
      alarm = setTimeout(wake, 0)
    },

    /** Waits for up to so many seconds of real time; with nothing when they are over or `signal` is aborted. */
    wait(wish: Wish, seconds: number, signal?: AbortSignal): Promise<Found[]> {
      return new Promise((resolve) => {
        const give = (found: Found[]) => {
          clearTimeout(patience)
          waiters = waiters.filter((one) => one !== waiter)
          signal?.removeEventListener('abort', leave)
          resolve(found)
        }
        const leave = () => give([])
        const waiter = { wish, give }
        const patience = setTimeout(leave, seconds * 1000)
        signal?.addEventListener('abort', leave)
        waiters.push(waiter)
        wake()
      })
    },

    /** Ends all waiting with nothing. */
    close(): void {
      for (const waiter of waiters) waiter.give([])
      clearTimeout(alarm)
    },
  }
}
