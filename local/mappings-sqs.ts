/**
 * The event source of a queue: receives, gathers a batch, invokes, deletes what was done. What failed is left to its
 * visibility time-out, as Lambda leaves it.
 */
import type { Sqs } from './engines/sqs.ts'
import type { ReceivedMessage } from './engines/sqs-actions.ts'
import type { LambdaFunction } from './lambda.ts'
import { heldMessages } from './mappings-held.ts'
import type { EventSourceMapping } from './template-shapes-run.ts'

export interface SqsMapping {
  /** The queue's name. */
  queue: string
  functionName: string
  /** Batches being worked on. */
  running(): number
  /** The next `times` messages are given to the function twice, as SQS may. */
  deliverTwice(times: number): void
  /** Ends the polling, gives running batches a moment to end, and shows again what is still held. */
  stop(): Promise<void>
}

/** How long a running batch may go on when the cloud is stopped. */
const patienceMs = 5000

export interface SqsMappingOptions {
  settings: EventSourceMapping
  queue: string
  queueArn: string
  region: string
  fn: LambdaFunction
  sqs: Pick<Sqs, 'receive' | 'remove' | 'url' | 'queueUrl'>
  /** Folder of the state. */
  dir: string
  log: (line: string) => void
}

/** Starts polling. */
export function sqsMapping(options: SqsMappingOptions): SqsMapping {
  const { settings, queue, queueArn, region, fn, sqs, log } = options
  const held = heldMessages(options.dir, queue, sqs.url, sqs.queueUrl(queue))
  const batchSize = settings.BatchSize ?? 10
  const most = Math.min(settings.ScalingConfig?.MaximumConcurrency ?? Number.POSITIVE_INFINITY, fn.settings.limit)
  const reporting = settings.FunctionResponseTypes.includes('ReportBatchItemFailures')
  const stopping = new AbortController()
  const running = new Set<Promise<void>>()
  let twice = 0

  const toRecord = (message: ReceivedMessage) => ({
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes ?? {},
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes ?? {}).map(([name, { StringValue, BinaryValue, DataType }]) => [
        name,
        {
          ...(StringValue !== undefined && { stringValue: StringValue }),
          ...(BinaryValue !== undefined && { binaryValue: BinaryValue }),
          stringListValues: [],
          binaryListValues: [],
          dataType: DataType,
        },
      ]),
    ),
    md5OfBody: message.MD5OfBody,
    ...(message.MD5OfMessageAttributes && { md5OfMessageAttributes: message.MD5OfMessageAttributes }),
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: region,
  })

  async function work(batch: ReceivedMessage[]): Promise<void> {
    const event = { Records: batch.map(toRecord) }
    const failed = await invoke(event, batch)
    const repeated = batch.slice(0, twice)
    twice -= repeated.length
    if (repeated.length > 0) await invoke({ Records: repeated.map(toRecord) }, repeated)
    const done = batch.filter(({ MessageId }) => !failed.has(MessageId)).map(({ ReceiptHandle }) => ReceiptHandle)
    for (let at = 0; at < done.length; at += 10) sqs.remove(queue, done.slice(at, at + 10))
    // What failed while the cloud was stopping is not a failure of the message: it stays held, and is shown again.
    if (!stopping.signal.aborted) held.drop(batch.map(({ ReceiptHandle }) => ReceiptHandle))
    else held.drop(done)
  }

  /** The ids of the messages that failed. */
  async function invoke(event: object, batch: ReceivedMessage[]): Promise<Set<string>> {
    const all = new Set(batch.map(({ MessageId }) => MessageId))
    let answer: unknown
    try {
      answer = await fn.invoke(event)
    } catch {
      return all // the function's log says why
    }
    return reporting ? failuresIn(answer, all) : new Set()
  }

  /** Receives until the batch is full, or its window has passed since the first message. */
  async function gather(free: number): Promise<ReceivedMessage[]> {
    const windowMs = settings.MaximumBatchingWindowInSeconds * 1000
    const wanted = windowMs > 0 ? batchSize : Math.min(10, free * batchSize)
    const messages: ReceivedMessage[] = []
    let until = Number.POSITIVE_INFINITY
    while (messages.length < wanted && !stopping.signal.aborted) {
      const left = until - performance.now()
      if (left <= 0) break
      const most = Math.min(10, wanted - messages.length)
      const received = await sqs.receive(queue, {
        most,
        waitSeconds: Math.min(20, left / 1000),
        signal: stopping.signal,
      })
      if (received.length > 0) held.take(received.map(({ ReceiptHandle }) => ReceiptHandle))
      messages.push(...received)
      if (windowMs === 0) break
      if (received.length > 0 && until === Number.POSITIVE_INFINITY) until = performance.now() + windowMs
    }
    return messages
  }

  async function poll(): Promise<void> {
    await held.giveBack()
    let failures = 0
    while (!stopping.signal.aborted) {
      try {
        while (running.size >= most) await Promise.race(running)
        const messages = await gather(most - running.size)
        failures = 0
        if (stopping.signal.aborted) return
        for (let at = 0; at < messages.length; at += batchSize) {
          const task = work(messages.slice(at, at + batchSize))
            .catch((error: unknown) => {
              if (!stopping.signal.aborted) log(`${fn.settings.name}: its queue cannot be reached: ${String(error)}`)
            })
            .finally(() => running.delete(task))
          running.add(task)
        }
      } catch (error) {
        if (stopping.signal.aborted) return
        failures += 1
        if (failures === 3) log(`${fn.settings.name}: its queue cannot be polled: ${String(error)}`)
        await new Promise((resolve) => setTimeout(resolve, Math.min(5000, 100 * 2 ** failures)))
      }
    }
  }

  const polling = settings.Enabled ? poll() : Promise.resolve()
  return {
    queue,
    functionName: fn.settings.name,
    running: () => running.size,
    deliverTwice: (times) => {
      twice += times
    },
    async stop() {
      stopping.abort()
      await polling
      let timer: NodeJS.Timeout | undefined
      const patience = new Promise((resolve) => {
        timer = setTimeout(resolve, patienceMs)
      })
      await Promise.race([Promise.all(running), patience])
      clearTimeout(timer)
      await held.giveBack()
    },
  }
}

/** Reads a partial batch response. One that cannot be read, or names a message that is not there, fails the whole batch. */
function failuresIn(answer: unknown, all: Set<string>): Set<string> {
  if (answer === null || answer === undefined) return new Set()
  const failures = (answer as { batchItemFailures?: unknown }).batchItemFailures
  if (failures === null || failures === undefined) return new Set()
  if (!Array.isArray(failures)) return all
  const ids = failures.map((failure) => (failure as { itemIdentifier?: unknown } | null)?.itemIdentifier)
  if (!ids.every((id): id is string => typeof id === 'string' && all.has(id))) return all
  return new Set(ids)
}
