/** Putting messages into a queue, ten to a request. */
import { SendMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'

const batchSize = 10
const requestsAtOnce = 8

/** The longest that SQS keeps a message back. */
const mostDelaySeconds = 900

/**
 * Sends every message, or throws. Ids only: a message never carries what names a person.
 * @param secondsApart how long after the one before it each message is to be seen, the first one at once
 */
export async function sendAll(sqs: SQSClient, queueUrl: string, messages: object[], secondsApart = 0): Promise<void> {
  const entries = messages.map((message, n) => ({
    Id: String(n % batchSize),
    MessageBody: JSON.stringify(message),
    DelaySeconds: Math.min(mostDelaySeconds, Math.floor(n * secondsApart)),
  }))
  const batches: (typeof entries)[] = []
  for (let start = 0; start < entries.length; start += batchSize) batches.push(entries.slice(start, start + batchSize))
  const lane = async () => {
    for (let batch = batches.shift(); batch; batch = batches.shift()) {
      const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: batch }))
      if (Failed.length > 0) throw new Error('the queue did not take every message')
    }
  }
  await Promise.all(Array.from({ length: Math.min(requestsAtOnce, batches.length) }, lane))
}

/** Sends one message, to be seen so many seconds later: 15 minutes at most. */
export async function sendLater(sqs: SQSClient, queueUrl: string, message: object, seconds: number): Promise<void> {
  const DelaySeconds = Math.min(mostDelaySeconds, Math.max(0, Math.ceil(seconds)))
  await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(message), DelaySeconds }))
}

/** The queues by a client of their own. */
export function queues(sqs = new SQSClient()) {
  return { sendAll: (queueUrl: string, messages: object[]) => sendAll(sqs, queueUrl, messages) }
}
