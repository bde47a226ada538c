/** What can be done with queues and messages: decides on changes, writes them down, carries them out. No HTTP. */
import { randomUUID } from 'node:crypto'
import { numberOf, readQueueAttributes, redriveOf } from './sqs-attributes.ts'
import type { Journal } from './sqs-journal.ts'
import {
  type Entry,
  invalid,
  type Message,
  maximumBytes,
  readEntry,
  SqsError,
  weightOf,
  wholeNumber,
} from './sqs-message.ts'
import { apply, type Change, earliest, type Queue, type QueueAttributes, type Queues, visible } from './sqs-queue.ts'
import { type Wish, waitingRoom } from './sqs-waiting.ts'

export interface DeskOptions {
  queues: Queues
  journal: Journal<Change>
  /** Epoch milliseconds of the cloud's clock. */
  now: () => number
}

/** A message in somebody's hands, with the handle of this receive. */
export interface Taken {
  message: Message
  handle: string
}

export function sqsDesk({ queues, journal, now }: DeskOptions) {
  const change = (record: Change) => {
    journal.append(record)
    apply(queues, record)
  }

  const find = (name: string): Queue => {
    const queue = queues.get(name)
    if (queue) return queue
    throw new SqsError(
      'QueueDoesNotExist',
      'The specified queue does not exist.',
      'AWS.SimpleQueueService.NonExistentQueue',
    )
  }

  /** Forgets what is older than the queue keeps messages. */
  const retire = (queue: Queue) => {
    const oldest = now() - numberOf(queue, 'MessageRetentionPeriod') * 1000
    const ids = [...queue.messages.values()].filter(({ sentAt }) => sentAt < oldest).map(({ id }) => id)
    if (ids.length) change({ t: 'delete', q: queue.name, ids })
  }

  /** Gives up what was received too often: into the dead-letter queue, with its id and the time it was sent. */
  const giveUp = (queue: Queue, found: Message[]): Message[] => {
    const redrive = redriveOf(queue)
    if (!redrive || !queues.has(redrive.to)) return found
    const spent = found.filter(({ receives }) => receives >= redrive.after)
    if (!spent.length) return found
    const messages = spent.map(({ firstReceivedAt, ...message }) => ({
      ...message,
      visibleAt: now(),
      receives: 0,
      deadLetterSource: queue.name,
    }))
    change({ t: 'move', q: queue.name, to: redrive.to, ids: spent.map(({ id }) => id), messages })
    waiting.wakeSoon() // somebody may wait at the dead-letter queue
    return found.filter((message) => !spent.includes(message))
  }

  const takeNow = ({ queue: name, most, visibilitySeconds }: Wish): Taken[] => {
    const queue = find(name)
    const taken: Message[] = []
    while (taken.length < most) {
      const found = visible(queue, now(), most - taken.length).filter((message) => !taken.includes(message))
      if (!found.length) break
      const oldest = now() - numberOf(queue, 'MessageRetentionPeriod') * 1000
      if (found.some(({ sentAt }) => sentAt < oldest)) {
        retire(queue)
        continue
      }
      const good = giveUp(queue, found)
      if (!good.length) continue
      const visibleAt = now() + (visibilitySeconds ?? numberOf(queue, 'VisibilityTimeout')) * 1000
      change({ t: 'take', q: name, at: now(), taken: good.map(({ id }) => [id, visibleAt]) })
      taken.push(...good)
    }
    return taken.map((message) => ({ message: { ...message }, handle: handleOf(message) }))
  }

  const waiting = waitingRoom<Taken>({
    take: (wish) => (queues.has(wish.queue) ? takeNow(wish) : []),
    nextAt: (name) => {
      const queue = queues.get(name)
      return queue && earliest(queue)?.visibleAt
    },
    now,
  })

  /** The message a handle means. A handle of an earlier receive means none: only the last one may act. */
  const held = (queue: Queue, handle: unknown): Message | undefined => {
    const [id, receive] = readHandle(handle)
    const message = queue.messages.get(id)
    return message && message.receives === receive ? message : undefined
  }

  return {
    find,
    wake: waiting.wake,

    /** Makes a queue, or brings an existing one to these attributes. */
    createQueue(name: string, attributes: QueueAttributes): void {
      if (!/^[\w-]{1,80}$/.test(name))
        throw invalid(
          'QueueName',
          name,
          'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
        )
      const known = queues.get(name)
      const checked = readQueueAttributes(attributes)
      if (known && JSON.stringify(known.attributes) === JSON.stringify(checked)) return
      change({ t: 'queue', q: name, attributes: checked, createdAt: known?.createdAt ?? now(), modifiedAt: now() })
      waiting.wake()
    },

    deleteQueue(name: string): void {
      change({ t: 'drop', q: find(name).name })
    },

    purge(name: string): void {
      change({ t: 'purge', q: find(name).name })
    },

    /** Checks an entry against the queue: the message as it would be kept. */
    draft(name: string, entry: Entry, sender: string): Message {
      const queue = find(name)
      const parts = readEntry(entry)
      const most = numberOf(queue, 'MaximumMessageSize')
      if (weightOf(parts) > most)
        throw invalid(
          'MessageBody',
          '…',
          `One or more parameters are invalid. Message must be shorter than ${most} bytes.`,
        )
      const delay = wholeNumber('DelaySeconds', entry.DelaySeconds, 0, 900, numberOf(queue, 'DelaySeconds'))
      return { id: randomUUID(), ...parts, sender, sentAt: now(), visibleAt: now() + delay * 1000, receives: 0 }
    },

    /** Keeps drafts, all of them or none. */
    send(name: string, messages: Message[]): void {
      if (!messages.length) return
      if (messages.reduce((sum, message) => sum + weightOf(message), 0) > maximumBytes)
        throw new SqsError(
          'BatchRequestTooLong',
          `Batch requests cannot be longer than ${maximumBytes} bytes.`,
          'AWS.SimpleQueueService.BatchRequestTooLong',
        )
      change({ t: 'send', q: find(name).name, messages })
      waiting.wake()
    },

    /**
     * Takes up to `most` messages, waiting up to `waitSeconds` (of real time) for the first.
     * When `signal` is aborted, nothing is taken any more.
     */
    receive(
      name: string,
      { most, waitSeconds, visibilitySeconds, signal }: ReceiveOptions,
    ): Promise<Taken[]> | Taken[] {
      if (signal?.aborted) return []
      const wish = { queue: name, most, ...(visibilitySeconds !== undefined && { visibilitySeconds }) }
      const taken = takeNow(wish)
      return taken.length || !waitSeconds ? taken : waiting.wait(wish, waitSeconds, signal)
    },

    /** Deletes what the handles mean. A handle that is too old deletes nothing, and that is no error. */
    remove(name: string, handles: unknown[]): void {
      const queue = find(name)
      const ids = handles.map((handle) => held(queue, handle)?.id).filter((id) => id !== undefined)
      if (ids.length) change({ t: 'delete', q: name, ids })
    },

    /** Shows a message again in `seconds` from now. */
    setVisibility(name: string, handle: unknown, seconds: unknown): void {
      const queue = find(name)
      const wanted = wholeNumber('VisibilityTimeout', seconds, 0, 43_200, Number.NaN)
      if (Number.isNaN(wanted)) throw invalid('VisibilityTimeout', seconds, 'it must be given.')
      const message = held(queue, handle)
      if (!message)
        throw invalid(
          'ReceiptHandle',
          handle,
          'Message does not exist or is not available for visibility timeout change.',
        )
      if (message.visibleAt <= now())
        throw new SqsError(
          'MessageNotInflight',
          'The message is not in flight.',
          'AWS.SimpleQueueService.MessageNotInflight',
        )
      change({ t: 'show', q: name, shown: [[message.id, now() + wanted * 1000]] })
      waiting.wake()
    },

    /** Moves the dead letters that are visible to a queue, or each back to where it came from. Returns how many. */
    moveMessages(source: string, destination: string | undefined): number {
      const queue = find(source)
      if (destination !== undefined) find(destination)
      const found = visible(queue, now(), Number.POSITIVE_INFINITY)
      const byQueue = new Map<string, Message[]>()
      for (const message of found) {
        const to = destination ?? message.deadLetterSource
        if (to === undefined || !queues.has(to)) continue
        byQueue.set(to, [...(byQueue.get(to) ?? []), message])
      }
      let moved = 0
      for (const [to, messages] of byQueue) {
        const fresh = messages.map(({ deadLetterSource, firstReceivedAt, ...message }) => ({
          ...message,
          id: randomUUID(), // as on AWS: a redriven message is a new one
          sentAt: now(),
          visibleAt: now(),
          receives: 0,
        }))
        change({ t: 'move', q: source, to, ids: messages.map(({ id }) => id), messages: fresh })
        moved += messages.length
      }
      waiting.wake()
      return moved
    },

    retire: (name: string) => retire(find(name)),

    /** Ends all waiting with nothing. */
    close: waiting.close,
  }
}
export type SqsDesk = ReturnType<typeof sqsDesk>

export interface ReceiveOptions {
  most: number
  waitSeconds: number
  visibilitySeconds?: number
  signal?: AbortSignal
}

const handleOf = ({ id, receives }: Message) => Buffer.from(`${id} ${receives}`).toString('base64url')

function readHandle(handle: unknown): [id: string, receive: number] {
  const [id, receive] = typeof handle === 'string' ? Buffer.from(handle, 'base64url').toString().split(' ') : []
  if (!id || !/^\d+$/.test(receive ?? ''))
    throw new SqsError('ReceiptHandleIsInvalid', 'The input receipt handle is invalid.', 'ReceiptHandleIsInvalid')
  return [id, Number(receive)]
}
