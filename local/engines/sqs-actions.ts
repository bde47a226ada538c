/** The SQS API, action by action: what comes in as JSON, what goes out. Counting and permissions are the door's affair. */
import { randomUUID } from 'node:crypto'
import { presetAttributes, redriveOf } from './sqs-attributes.ts'
import type { SqsDesk } from './sqs-desk.ts'
import {
  type Entry,
  invalid,
  type Message,
  md5,
  md5OfAttributes,
  missing,
  readBatch,
  SqsError,
  wholeNumber,
} from './sqs-message.ts'
import { countsOf, type QueueAttributes, type Queues } from './sqs-queue.ts'
import { received } from './sqs-received.ts'

export type { ReceivedMessage } from './sqs-received.ts'

export type Input = Record<string, unknown>

export interface Caller {
  accessKeyId: string
  signal?: AbortSignal
}

export interface ActionOptions {
  desk: SqsDesk
  queues: Queues
  now: () => number
  urlOf(queue: string): string
  arnOf(queue: string): string
}

interface MoveTask {
  TaskHandle: string
  Status: 'COMPLETED'
  SourceArn: string
  DestinationArn?: string
  ApproximateNumberOfMessagesMoved: number
  ApproximateNumberOfMessagesToMove: number
  StartedTimestamp: number
}

/** The queue's name in its address or ARN. */
export const queueNameOf = (address: unknown) =>
  typeof address === 'string' ? (address.split(/[/:]/).at(-1) ?? '') : ''

export function sqsActions({ desk, queues, now, urlOf, arnOf }: ActionOptions) {
  const moveTasks: MoveTask[] = []

  const queueOf = (input: Input): string => {
    if (!input.QueueUrl) throw missing('QueueUrl')
    return desk.find(queueNameOf(input.QueueUrl)).name
  }
  const sent = (message: Message) => ({
    MessageId: message.id,
    MD5OfMessageBody: md5(message.body),
    MD5OfMessageAttributes: md5OfAttributes(message.attributes),
    MD5OfMessageSystemAttributes: md5OfAttributes(message.systemAttributes),
  })

  /** Works through a batch: each entry for itself, its error beside the successes of the others. */
  const each = <E extends object>(entries: unknown, work: (entry: E & { Id: string }) => object) => {
    const Successful: object[] = []
    const Failed: object[] = []
    for (const entry of readBatch<E & { Id?: unknown }>(entries)) {
      try {
        Successful.push({ Id: entry.Id, ...work(entry) })
      } catch (error) {
        if (!(error instanceof SqsError)) throw error
        Failed.push({ Id: entry.Id, Code: error.queryCode, Message: error.message, SenderFault: true })
      }
    }
    return { Successful, ...(Failed.length && { Failed }) }
  }

  const actions: Record<string, (input: Input, caller: Caller) => object | Promise<object>> = {
    CreateQueue(input) {
      const name = String(input.QueueName ?? '')
      const attributes = (input.Attributes ?? {}) as QueueAttributes
      const known = queues.get(name)
      const differs = Object.entries(attributes).find(([key, value]) => known && known.attributes[key] !== value)
      if (differs)
        throw new SqsError(
          'QueueNameExists',
          `A queue already exists with the same name and a different value for attribute ${differs[0]}`,
          'QueueAlreadyExists',
        )
      if (!known) desk.createQueue(name, attributes)
      return { QueueUrl: urlOf(name) }
    },

    DeleteQueue(input) {
      desk.deleteQueue(queueOf(input))
      return {}
    },

    GetQueueUrl: (input) => ({ QueueUrl: urlOf(desk.find(String(input.QueueName)).name) }),

    ListQueues(input) {
      const from = input.NextToken === undefined ? '' : Buffer.from(String(input.NextToken), 'base64url').toString()
      const most = wholeNumber('MaxResults', input.MaxResults, 1, 1_000, 1_000)
      const names = [...queues.keys()]
        .filter((name) => name.startsWith(String(input.QueueNamePrefix ?? '')) && name > from)
        .sort()
      const page = names.slice(0, most)
      const more = names.length > most && input.MaxResults !== undefined
      return { QueueUrls: page.map(urlOf), ...(more && { NextToken: Buffer.from(page.at(-1)!).toString('base64url') }) }
    },

    ListDeadLetterSourceQueues(input) {
      const name = queueOf(input)
      return {
        queueUrls: [...queues.values()].filter((one) => redriveOf(one)?.to === name).map((one) => urlOf(one.name)),
      }
    },

    GetQueueAttributes(input) {
      const queue = desk.find(queueOf(input))
      desk.retire(queue.name)
      const { visible, inFlight, delayed } = countsOf(queue, now())
      const all: QueueAttributes = {
        ...presetAttributes(),
        ...queue.attributes,
        QueueArn: arnOf(queue.name),
        CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
        LastModifiedTimestamp: String(Math.floor(queue.modifiedAt / 1000)),
        ApproximateNumberOfMessages: String(visible),
        ApproximateNumberOfMessagesNotVisible: String(inFlight),
        ApproximateNumberOfMessagesDelayed: String(delayed),
      }
      const asked = new Set((input.AttributeNames ?? []) as string[])
      return {
        Attributes: Object.fromEntries(Object.entries(all).filter(([name]) => asked.has('All') || asked.has(name))),
      }
    },

    SetQueueAttributes(input) {
      const queue = desk.find(queueOf(input))
      desk.createQueue(queue.name, { ...queue.attributes, ...((input.Attributes ?? {}) as QueueAttributes) })
      return {}
    },

    PurgeQueue(input) {
      desk.purge(queueOf(input))
      return {}
    },

    SendMessage(input, { accessKeyId }) {
      const queue = queueOf(input)
      const message = desk.draft(queue, input as Entry, accessKeyId)
      desk.send(queue, [message])
      return sent(message)
    },

    SendMessageBatch(input, { accessKeyId }) {
      const queue = queueOf(input)
      const messages: Message[] = []
      const answer = each<Entry>(input.Entries, (entry) => {
        const message = desk.draft(queue, entry, accessKeyId)
        messages.push(message)
        return sent(message)
      })
      desk.send(queue, messages)
      return answer
    },

    async ReceiveMessage(input, { signal }) {
      const queue = desk.find(queueOf(input))
      const taken = await desk.receive(queue.name, {
        most: wholeNumber('MaxNumberOfMessages', input.MaxNumberOfMessages, 1, 10, 1),
        waitSeconds: wholeNumber(
          'WaitTimeSeconds',
          input.WaitTimeSeconds,
          0,
          20,
          Number(queue.attributes.ReceiveMessageWaitTimeSeconds ?? 0),
        ),
        ...(input.VisibilityTimeout !== undefined && {
          visibilitySeconds: wholeNumber('VisibilityTimeout', input.VisibilityTimeout, 0, 43_200, 30),
        }),
        ...(signal && { signal }),
      })
      const system = (input.MessageSystemAttributeNames ?? input.AttributeNames ?? []) as string[]
      const own = (input.MessageAttributeNames ?? []) as string[]
      return taken.length ? { Messages: taken.map((one) => received(one, system, own, arnOf)) } : {}
    },

    DeleteMessage(input) {
      desk.remove(queueOf(input), [input.ReceiptHandle])
      return {}
    },

    DeleteMessageBatch(input) {
      const queue = queueOf(input)
      return each<{ ReceiptHandle?: unknown }>(input.Entries, ({ ReceiptHandle }) => {
        desk.remove(queue, [ReceiptHandle])
        return {}
      })
    },

    ChangeMessageVisibility(input) {
      desk.setVisibility(queueOf(input), input.ReceiptHandle, input.VisibilityTimeout)
      return {}
    },

    ChangeMessageVisibilityBatch(input) {
      const queue = queueOf(input)
      return each<{ ReceiptHandle?: unknown; VisibilityTimeout?: unknown }>(input.Entries, (entry) => {
        desk.setVisibility(queue, entry.ReceiptHandle, entry.VisibilityTimeout)
        return {}
      })
    },

    StartMessageMoveTask(input) {
      const SourceArn = String(input.SourceArn ?? '')
      const source = desk.find(queueNameOf(SourceArn)).name
      if (![...queues.values()].some((queue) => redriveOf(queue)?.to === source))
        throw invalid('SourceArn', SourceArn, 'The source queue must be configured as a dead-letter queue.')
      const destination = input.DestinationArn === undefined ? undefined : queueNameOf(input.DestinationArn)
      const moved = desk.moveMessages(source, destination)
      const TaskHandle = Buffer.from(JSON.stringify({ taskId: randomUUID(), sourceArn: SourceArn })).toString('base64')
      moveTasks.unshift({
        TaskHandle,
        Status: 'COMPLETED', // it is a matter of milliseconds here
        SourceArn,
        ...(destination !== undefined && { DestinationArn: String(input.DestinationArn) }),
        ApproximateNumberOfMessagesMoved: moved,
        ApproximateNumberOfMessagesToMove: moved,
        StartedTimestamp: now(),
      })
      moveTasks.length = Math.min(moveTasks.length, 100)
      return { TaskHandle }
    },

    ListMessageMoveTasks(input) {
      const most = wholeNumber('MaxResults', input.MaxResults, 1, 10, 1)
      return { Results: moveTasks.filter(({ SourceArn }) => SourceArn === input.SourceArn).slice(0, most) }
    },
  }
  return actions
}
