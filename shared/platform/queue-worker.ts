/** The door of every function that a queue wakes: parse each message, await the work, give back only what failed. */
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import * as z from 'zod/mini'
import { nameOf } from './errors.ts'
import { lineOf, log } from './log.ts'

/**
 * A Lambda handler for an SQS event source with partial batch responses. What throws stays in the queue and, after its
 * last try, in the dead-letter queue; so does what cannot be parsed. Never logs a body or an error's words (X16).
 * @param concurrency messages of one batch worked on at a time
 */
export function queueWorker<Schema extends z.ZodMiniType>(
  schema: Schema,
  work: (message: z.infer<Schema>, record: SQSRecord) => Promise<unknown>,
  { concurrency = 1 }: { concurrency?: number } = {},
): (event: SQSEvent) => Promise<SQSBatchResponse> {
  return async ({ Records }) => {
    const failed: string[] = []
    const waiting = [...Records]
    const lane = async () => {
      for (let record = waiting.shift(); record; record = waiting.shift()) {
        try {
          await work(z.parse(schema, JSON.parse(record.body)), record)
        } catch (error) {
          log.error('message failed', { message: record.messageId, error: nameOf(error), moduleLine: lineOf(error) })
          failed.push(record.messageId)
        }
      }
    }
    await Promise.all(Array.from({ length: Math.min(concurrency, Records.length) }, lane))
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) }
  }
}
