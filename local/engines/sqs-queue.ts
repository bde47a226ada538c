/**
 * Queues as data and the changes that happen to them. Every change is a plain record that `apply` carries out, now or when
 * the journal is replayed; what decides on changes stands in sqs-actions.ts.
 */
import type { Message } from './sqs-message.ts'

/** Attributes of a queue in the API's words; all values are text. */
export type QueueAttributes = Record<string, string>

export interface Queue {
  name: string
  attributes: QueueAttributes
  createdAt: number
  modifiedAt: number
  messages: Map<string, Message>
  /** By time of visibility; an entry whose message has another time by now, or is gone, is skipped. */
  order: Heap
}

export type Change =
  | { t: 'queue'; q: string; attributes: QueueAttributes; createdAt: number; modifiedAt: number }
  | { t: 'drop'; q: string }
  | { t: 'send'; q: string; messages: Message[] }
  | { t: 'take'; q: string; at: number; taken: [id: string, visibleAt: number][] }
  | { t: 'show'; q: string; shown: [id: string, visibleAt: number][] }
  | { t: 'delete'; q: string; ids: string[] }
  /** From one queue to another in one line: nothing is lost or doubled in between. */
  | { t: 'move'; q: string; to: string; ids: string[]; messages: Message[] }
  | { t: 'purge'; q: string }

export type Queues = Map<string, Queue>

/** Carries out a change. What concerns a queue or a message that is gone does nothing. */
export function apply(queues: Queues, change: Change): void {
  const queue = queues.get(change.q)
  if (change.t === 'queue') {
    const { attributes, createdAt, modifiedAt } = change
    if (queue) Object.assign(queue, { attributes, modifiedAt })
    else
      queues.set(change.q, {
        name: change.q,
        attributes,
        createdAt,
        modifiedAt,
        messages: new Map(),
        order: new Heap(),
      })
    return
  }
  if (!queue) return
  switch (change.t) {
    case 'drop':
      queues.delete(change.q)
      break
    case 'send':
      for (const message of change.messages) put(queue, message)
      break
    case 'take':
      for (const [id, visibleAt] of change.taken) {
        const message = queue.messages.get(id)
        if (!message) continue
        message.receives += 1
        message.firstReceivedAt ??= change.at
        reorder(queue, message, visibleAt)
      }
      break
    case 'show':
      for (const [id, visibleAt] of change.shown) {
        const message = queue.messages.get(id)
        if (message) reorder(queue, message, visibleAt)
      }
      break
    case 'delete':
      for (const id of change.ids) queue.messages.delete(id)
      break
    case 'move': {
      for (const id of change.ids) queue.messages.delete(id)
      const to = queues.get(change.to)
      if (to) for (const message of change.messages) put(to, message)
      break
    }
    case 'purge':
      queue.messages.clear()
      queue.order = new Heap()
      break
  }
}

function put(queue: Queue, message: Message): void {
  queue.messages.set(message.id, { ...message })
  queue.order.push(message.visibleAt, message.id)
}

function reorder(queue: Queue, message: Message, visibleAt: number): void {
  message.visibleAt = visibleAt
  queue.order.push(visibleAt, message.id)
}

/** The changes that lead from nothing to these queues. */
export function snapshotOf(queues: Queues): Change[] {
  return [...queues.values()].flatMap(({ name, attributes, createdAt, modifiedAt, messages }): Change[] => [
    { t: 'queue', q: name, attributes, createdAt, modifiedAt },
    ...[...messages.values()].map((message): Change => ({ t: 'send', q: name, messages: [message] })),
  ])
}

/** Messages that can be received at `now`, oldest first, at most `most`. They stay where they are. */
export function visible(queue: Queue, now: number, most: number): Message[] {
  const found: Message[] = []
  for (;;) {
    const next = earliest(queue)
    if (!next || next.visibleAt > now || found.length === most) break
    queue.order.pop()
    if (!found.includes(next)) found.push(next) // twice in the order, when it was made visible twice
  }
  for (const { visibleAt, id } of found) queue.order.push(visibleAt, id)
  return found
}

/** The message that is, or will be, visible first. */
export function earliest(queue: Queue): Message | undefined {
  for (let top = queue.order.top(); top; top = queue.order.top()) {
    const message = queue.messages.get(top.id)
    if (message?.visibleAt === top.at) return message
    queue.order.pop()
  }
  return undefined
}

export interface Counts {
  /** Ready to be received. */
  visible: number
  /** Received, neither deleted nor visible again. */
  inFlight: number
  /** Sent with a delay that is not over. */
  delayed: number
}

export function countsOf(queue: Queue, now: number): Counts {
  const counts = { visible: 0, inFlight: 0, delayed: 0 }
  for (const { visibleAt, receives } of queue.messages.values()) {
    if (visibleAt <= now) counts.visible += 1
    else if (receives) counts.inFlight += 1
    else counts.delayed += 1
  }
  return counts
}

interface HeapEntry {
  at: number
  /** Breaks ties: what came first stays first. */
  turn: number
  id: string
}

/** A binary heap: the entry with the lowest time on top. */
export class Heap {
  #entries: HeapEntry[] = []
  #turn = 0

  top(): HeapEntry | undefined {
    return this.#entries[0]
  }

  push(at: number, id: string): void {
    const entries = this.#entries
    const entry = { at, turn: this.#turn++, id }
    let place = entries.push(entry) - 1
    while (place > 0) {
      const parent = (place - 1) >> 1
      if (!before(entry, entries[parent]!)) break
      entries[place] = entries[parent]!
      place = parent
    }
    entries[place] = entry
  }

  pop(): void {
    const entries = this.#entries
    const last = entries.pop()
    if (!last || !entries.length) return
    let place = 0
    for (;;) {
      let child = 2 * place + 1
      if (child >= entries.length) break
      if (child + 1 < entries.length && before(entries[child + 1]!, entries[child]!)) child += 1
      if (!before(entries[child]!, last)) break
      entries[place] = entries[child]!
      place = child
    }
    entries[place] = last
  }
}

const before = (a: HeapEntry, b: HeapEntry) => a.at < b.at || (a.at === b.at && a.turn < b.turn)
