/**
 * Time of the bench's calls: it stands still while anything is done, and then jumps to the next second at which something is
 * due. Queues wait, gather and try again by it as SQS and Lambda do by theirs.
 */
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'

const second = 1000

/** A clock that several threads read. */
export const clockIn = (memory: SharedArrayBuffer) => {
  const cell = new BigInt64Array(memory)
  return { now: () => Number(Atomics.load(cell, 0)), set: (ms: number) => void Atomics.store(cell, 0, BigInt(ms)) }
}

interface Planned {
  at: number
  run: () => void
}

export function virtualTime(startAt: number) {
  const memory = new SharedArrayBuffer(8)
  const clock = clockIn(memory)
  clock.set(startAt)
  const listeners = new Set<() => void>()
  const heap: Planned[] = [] // the soonest first, as a binary heap
  let working = 0

  const swap = (one: number, other: number) => {
    ;[heap[one], heap[other]] = [heap[other]!, heap[one]!]
  }
  const add = (planned: Planned) => {
    heap.push(planned)
    for (let n = heap.length - 1; n > 0; ) {
      const parent = (n - 1) >> 1
      if (heap[parent]!.at <= heap[n]!.at) return
      swap(parent, n)
      n = parent
    }
  }
  const takeFirst = (): Planned => {
    const first = heap[0]!
    const last = heap.pop()!
    if (heap.length > 0) heap[0] = last
    for (let n = 0; ; ) {
      const [left, right] = [2 * n + 1, 2 * n + 2]
      let least = n
      if (left < heap.length && heap[left]!.at < heap[least]!.at) least = left
      if (right < heap.length && heap[right]!.at < heap[least]!.at) least = right
      if (least === n) return first
      swap(n, least)
      n = least
    }
  }

  return {
    memory,
    now: clock.now,
    /** What the simulator asks of a clock. */
    onMove(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    after(ms: number, run: () => void) {
      add({ at: clock.now() + ms, run })
    },
    /** Work that is to be done before time goes on. */
    async hold<Result>(work: () => Promise<Result>): Promise<Result> {
      working++
      try {
        return await work()
      } finally {
        working--
      }
    },
    nextAt: (): number | undefined => heap[0]?.at,
    /** Goes to the first whole second at or after a moment, and waits until all that is due by then is done. */
    async goTo(moment: number, isQuiet: () => boolean): Promise<void> {
      clock.set(Math.max(clock.now(), Math.ceil(moment / second) * second))
      for (const listener of [...listeners]) listener()
      while (working > 0 || !isQuiet() || (heap[0]?.at ?? Number.POSITIVE_INFINITY) <= clock.now()) {
        while (heap.length > 0 && heap[0]!.at <= clock.now()) takeFirst().run()
        await new Promise((resolve) => setImmediate(resolve))
      }
    },
  }
}
export type VirtualTime = ReturnType<typeof virtualTime>

/** An event source of SQS, as the template sets them up. */
export interface QueueSettings {
  batchSize: number
  windowSeconds: number
  concurrency: number
  visibilitySeconds: number
  work: (event: SQSEvent) => Promise<SQSBatchResponse>
}

const mostTries = 3

/** A queue and what Lambda does with it. `lost` are messages that failed on every try. */
export function virtualQueue(time: VirtualTime, settings: QueueSettings) {
  const { batchSize, windowSeconds, concurrency, visibilitySeconds, work } = settings
  let waiting: { id: string; body: string; tries: number }[] = []
  const count = { sent: 0, failed: 0, lost: 0, batches: 0 }
  let running = 0
  let isGathering = false
  let isFull = false

  const gather = () => {
    if (waiting.length >= batchSize) isFull = true
    if (isFull) return start()
    if (isGathering || waiting.length === 0) return
    isGathering = true
    time.after(windowSeconds * second, () => {
      isGathering = false
      isFull = waiting.length > 0
      start()
    })
  }
  const start = () => {
    while (isFull && running < concurrency) {
      const batch = waiting.slice(0, batchSize)
      waiting = waiting.slice(batchSize)
      isFull = waiting.length >= batchSize
      running++
      count.batches++
      void time.hold(async () => {
        const Records = batch.map(({ id, body }) => ({ messageId: id, body }) as SQSRecord)
        const { batchItemFailures } = await work({ Records })
        const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier))
        for (const message of batch.filter(({ id }) => failed.has(id))) {
          count.failed++
          if (message.tries === mostTries) count.lost++
          else time.after(visibilitySeconds * second, () => arrive({ ...message, tries: message.tries + 1 }))
        }
        running--
        gather()
      })
    }
  }
  const arrive = (message: (typeof waiting)[number]) => {
    waiting.push(message)
    gather()
  }

  return {
    count,
    send(message: object, seconds = 0) {
      const whole = { id: String(++count.sent), body: JSON.stringify(message), tries: 1 }
      if (seconds <= 0) arrive(whole)
      else time.after(seconds * second, () => arrive(whole))
    },
  }
}
