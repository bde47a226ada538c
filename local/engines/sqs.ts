/** SQS of the local cloud: standard queues on loopback that survive a kill -9. Why our own: docs/decisions/sqs-engine.md */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Authorize } from '../permissions.ts'
import { accessKeyOf, answer, type FaultOrder, faultList, listen, readBody, readObject } from './http.ts'
import { type Input, queueNameOf, sqsActions } from './sqs-actions.ts'
import { sqsDesk } from './sqs-desk.ts'
import { openJournal } from './sqs-journal.ts'
import { SqsError } from './sqs-message.ts'
import {
  apply,
  type Change,
  type Counts,
  countsOf,
  type QueueAttributes,
  type Queues,
  snapshotOf,
} from './sqs-queue.ts'
import { payloadOf, type ReceivedMessage, received } from './sqs-received.ts'
import { type Requests, requestCount } from './sqs-requests.ts'

export interface SqsOptions {
  /** Folder of the journal; made if missing. */
  dir: string
  /** A free one when absent. */
  port?: number
  log?: (line: string) => void
  /** The machine's own time when absent. `onMove` lets delayed messages appear as soon as the clock is moved. */
  clock?: { now(): number; onMove?(listener: () => void): () => void }
  /** Absent: everybody may do everything. */
  authorize?: Authorize
  region?: string
  account?: string
}

export interface Sqs {
  /** What SDK clients are given as endpoint. */
  url: string
  queueUrl(name: string): string
  queueArn(name: string): string
  /** Makes a queue, or brings an existing one to these attributes. */
  createQueue(name: string, attributes?: QueueAttributes): void
  queueNames(): string[]
  /** Sends from within the runner: counted as a request, as a service that sends on AWS is. Returns the message's id. */
  send(queue: string, body: string, options?: { delaySeconds?: number; groupId?: string }): string
  /** Receives as Lambda's pollers do, all attributes included: one counted request. */
  receive(queue: string, options?: SqsReceive): Promise<ReceivedMessage[]>
  /** Deletes up to ten messages by their handles: one counted request. */
  remove(queue: string, handles: string[]): void
  counts(queue: string): Counts
  failNext(order: FaultOrder): void
  clearFaults(): void
  /** Requests as AWS would bill them. */
  requests(): Requests
  resetRequests(): void
  close(): Promise<void>
}

export interface SqsReceive {
  /** 1 to 10; 10 when absent. */
  most?: number
  /** Up to 20; 0 when absent. */
  waitSeconds?: number
  visibilitySeconds?: number
  signal?: AbortSignal
}

/** Starts the queues. Throws with a sentence for people when the journal is damaged or the port is taken. */
export async function startSqs(options: SqsOptions): Promise<Sqs> {
  const { dir, port, authorize, region = 'eu-central-1', account = '000000000000' } = options
  const log = options.log ?? (() => {})
  const clock: NonNullable<SqsOptions['clock']> = options.clock ?? Date
  const now = () => clock.now()
  mkdirSync(dir, { recursive: true })
  const queues: Queues = new Map()
  const journal = openJournal<Change>(
    join(dir, 'sqs.journal'),
    (change) => apply(queues, change),
    () => snapshotOf(queues),
  )
  const desk = sqsDesk({ queues, journal, now })
  const faults = faultList()
  const requests = requestCount()
  const arnOf = (queue: string) => `arn:aws:sqs:${region}:${account}:${queue}`
  const urlOf = (queue: string) => `${door.url}/${account}/${queue}`
  const actions = sqsActions({ desk, queues, now, urlOf, arnOf })

  /** One request from outside: may it, does a fault strike, do it, count it. */
  const perform = async (action: string, input: Input, accessKeyId: string, signal?: AbortSignal): Promise<object> => {
    const work = Object.hasOwn(actions, action) ? actions[action] : undefined
    if (!work)
      throw new SqsError(
        'UnsupportedOperation',
        `${action} is not served here`,
        'AWS.SimpleQueueService.UnsupportedOperation',
      )
    const queue = queueNameOf(input.QueueUrl ?? input.QueueName ?? input.SourceArn)
    requests.add(action, queue)
    const refusal = authorize?.({ accessKeyId, action: permissionOf(action), resource: queue ? arnOf(queue) : '*' })
    if (refusal) throw new SqsError('AccessDeniedException', refusal, 'AccessDenied', 403)
    const fault = faults.strike(action, [queue])
    if (!fault || fault.when === 'after') {
      const answered = await work(input, { accessKeyId, ...(signal && { signal }) })
      requests.addPayload(queue, payloadOf(input, answered), action === 'ReceiveMessage' && !('Messages' in answered))
      if (!fault) return answered
    }
    const status = fault.status ?? (/Internal|Unavailable/.test(fault.code) ? 500 : 400)
    throw new SqsError(fault.code, fault.message ?? `${fault.code}, as ordered`, fault.code, status)
  }

  const door = await listen(async (request, response) => {
    const target = request.headers['x-amz-target']
    const raw = await readBody(request, 4 * 1024 * 1024)
    if (request.method !== 'POST') return answer(response, 200, { engine: 'sqs', queues: queues.size })
    // A caller who hangs up while waiting must not be given a message any more.
    const left = new AbortController()
    response.on('close', () => left.abort())
    try {
      if (typeof target !== 'string' || !target.startsWith('AmazonSQS.'))
        throw new SqsError('UnsupportedOperation', 'Only the JSON protocol of SQS is served here')
      if (!raw)
        throw new SqsError(
          'BatchRequestTooLong',
          'The request is too long',
          'AWS.SimpleQueueService.BatchRequestTooLong',
        )
      const input: Input | undefined = readObject(raw)
      if (!input) throw new SqsError('SerializationException', 'The body is not JSON')
      answer(response, 200, await perform(target.slice(10), input, accessKeyOf(request), left.signal))
    } catch (error) {
      if (!(error instanceof SqsError)) {
        log(`sqs: ${String(target)} failed: ${String(error)}`)
        throw error
      }
      const prefix = modelled.has(error.name) ? 'com.amazonaws.sqs#' : 'com.amazon.coral.service#'
      answer(
        response,
        error.status,
        { __type: prefix + error.name, message: error.message },
        { 'x-amzn-query-error': `${error.queryCode};${error.status < 500 ? 'Sender' : 'Receiver'}` },
      )
    }
  }, port)
  const stopListening = clock.onMove?.(() => desk.wake())

  return {
    url: door.url,
    queueUrl: urlOf,
    queueArn: arnOf,
    createQueue: (name, attributes = {}) => desk.createQueue(name, attributes),
    queueNames: () => [...queues.keys()],
    send(queue, body, { delaySeconds, groupId } = {}) {
      requests.add('SendMessage', queue)
      const message = desk.draft(
        queue,
        { MessageBody: body, DelaySeconds: delaySeconds, MessageGroupId: groupId },
        'local',
      )
      desk.send(queue, [message])
      requests.addPayload(queue, Buffer.byteLength(body), false)
      return message.id
    },
    async receive(queue, { most = 10, waitSeconds = 0, visibilitySeconds, signal } = {}) {
      requests.add('ReceiveMessage', queue)
      const fault = faults.strike('ReceiveMessage', [queue])
      if (fault) throw new SqsError(fault.code, fault.message ?? `${fault.code}, as ordered`)
      const taken = await desk.receive(queue, {
        most,
        waitSeconds,
        ...(visibilitySeconds !== undefined && { visibilitySeconds }),
        ...(signal && { signal }),
      })
      const messages = taken.map((one) => received(one, ['All'], ['All'], arnOf))
      requests.addPayload(queue, payloadOf({}, { Messages: messages }), messages.length === 0)
      return messages
    },
    remove(queue, handles) {
      requests.add('DeleteMessageBatch', queue)
      const fault = faults.strike('DeleteMessageBatch', [queue])
      if (fault) throw new SqsError(fault.code, fault.message ?? `${fault.code}, as ordered`)
      desk.remove(queue, handles)
    },
    counts(queue) {
      desk.retire(queue)
      return countsOf(desk.find(queue), now())
    },
    failNext: faults.failNext,
    clearFaults: faults.clear,
    requests: requests.requests,
    resetRequests: requests.reset,
    async close() {
      stopListening?.()
      desk.close()
      await sleep(0) // answers to those who waited go out first
      await door.close()
      journal.close()
    },
  }
}

/** In IAM a batch needs the permission of its single action. */
const permissionOf = (action: string) => `sqs:${action.replace(/Batch$/, '')}`

/** Errors with a shape of their own in the API's model; the rest are the service framework's. */
const modelled = new Set([
  'BatchEntryIdsNotDistinct',
  'BatchRequestTooLong',
  'EmptyBatchRequest',
  'InvalidAttributeName',
  'InvalidAttributeValue',
  'InvalidBatchEntryId',
  'InvalidMessageContents',
  'MessageNotInflight',
  'OverLimit',
  'QueueDoesNotExist',
  'QueueNameExists',
  'ReceiptHandleIsInvalid',
  'RequestThrottled',
  'TooManyEntriesInBatchRequest',
  'UnsupportedOperation',
])
