/** Putting messages into a queue, ten to a request. */
import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs'

const batchSize = 10
const requestsAtOnce = 8

/** Sends every message, or throws. Ids only: a message never carries what names a person. */
export async function sendAll(sqs: SQSClient, queueUrl: string, messages: object[]): Promise<void> {
  const batches: object[][] = []
  for (let start = 0; start < messages.length; start += batchSize)
    batches.push(messages.slice(start, start + batchSize))
  const lane = async () => {
    for (let batch = batches.shift(); batch; batch = batches.shift()) {
      const { Failed = [] } = await sqs.send(
        new SendMessageBatchCommand({
          QueueUrl: queueUrl,
          Entries: batch.map((message, n) => ({ Id: String(n), MessageBody: JSON.stringify(message) })),
        }),
      )
      if (Failed.length > 0) throw new Error('the queue did not take every message')
    }
  }
  await Promise.all(Array.from({ length: Math.min(requestsAtOnce, batches.length) }, lane))
}
