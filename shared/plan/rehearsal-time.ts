/** Time in a rehearsal: the stretches in which somebody may be reached, and who is free when. Rules only. */
import { addDays, instantOf } from '../platform/local-time.ts'
import { isOpenDay, type Window } from './window.ts'

/** Stretches of time, epoch ms, in order: from (within) to (not). */
export type Stretches = [from: number, to: number][]

/** The open hours of a window on the local days from one to another. */
export function openHours(window: Window, firstDay: string, lastDay: string): Stretches {
  const found: Stretches = []
  const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
  for (let day = firstDay; day <= lastDay; day = addDays(day, 1)) {
    if (!isOpenDay(day, window)) continue
    const [from, to] = [window.from, window.to].map((clock) => instantOf(day, minutes(clock)).getTime())
    if (from! < to!) found.push([from!, to!])
  }
  return found
}

/** The part of a window in which agents are at work. */
export function within(window: Window, from: string, to: string): Window {
  return { ...window, from: window.from > from ? window.from : from, to: window.to < to ? window.to : to }
}

/** The first open instant at or after one; undefined when none is left. */
export function opening(stretches: Stretches, at: number): number | undefined {
  const found = stretches[indexAt(stretches, at)]
  return found && Math.max(at, found[0])
}

/** The instant so many milliseconds of open time after another; undefined when the time runs out before. */
export function openLater(stretches: Stretches, at: number, milliseconds: number): number | undefined {
  let left = milliseconds
  for (let n = indexAt(stretches, at); n < stretches.length; n++) {
    const from = Math.max(at, stretches[n]![0])
    if (from + left <= stretches[n]![1]) return from + left
    left -= stretches[n]![1] - from
  }
  return undefined
}

/** Milliseconds of open time between two instants. */
export function openBetween(stretches: Stretches, from: number, to: number): number {
  let sum = 0
  for (const [start, end] of stretches) sum += Math.max(0, Math.min(end, to) - Math.max(start, from))
  return sum
}

/** The first stretch that ends after an instant. */
function indexAt(stretches: Stretches, at: number): number {
  let [low, high] = [0, stretches.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (stretches[middle]![1] > at) high = middle
    else low = middle + 1
  }
  return low
}

/** What comes first, first; what came in first of what is alike. */
export class Queue<T> {
  readonly #heap: { at: number; turn: number; what: T }[] = []
  #turn = 0

  get size(): number {
    return this.#heap.length
  }

  peek(): { at: number; what: T } | undefined {
    return this.#heap[0]
  }

  push(at: number, what: T): void {
    const heap = this.#heap
    heap.push({ at, turn: this.#turn++, what })
    for (let n = heap.length - 1; n > 0; ) {
      const parent = (n - 1) >> 1
      if (!this.#isBefore(n, parent)) break
      ;[heap[n], heap[parent]] = [heap[parent]!, heap[n]!]
      n = parent
    }
  }

  pop(): { at: number; what: T } | undefined {
    const heap = this.#heap
    const first = heap[0]
    const last = heap.pop()
    if (!first || !last || heap.length === 0) return first
    heap[0] = last
    for (let n = 0; ; ) {
      const [left, right] = [2 * n + 1, 2 * n + 2]
      let least = n
      if (left < heap.length && this.#isBefore(left, least)) least = left
      if (right < heap.length && this.#isBefore(right, least)) least = right
      if (least === n) return first
      ;[heap[n], heap[least]] = [heap[least]!, heap[n]!]
      n = least
    }
  }

  #isBefore(a: number, b: number): boolean {
    const [one, other] = [this.#heap[a]!, this.#heap[b]!]
    return one.at < other.at || (one.at === other.at && one.turn < other.turn)
  }
}
