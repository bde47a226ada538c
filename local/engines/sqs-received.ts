/** Messages as receivers see them, and what requests weigh. */
import type { Taken } from './sqs-desk.ts'
import { md5, md5OfAttributes, weightOf } from './sqs-message.ts'

/** A message in the shape of ReceiveMessage, with the attributes that were asked for. */
export function received(
  { message, handle }: Taken,
  system: string[],
  own: string[],
  arnOf: (queue: string) => string,
) {
  const all: Record<string, string | undefined> = {
    SenderId: message.sender,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receives),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? message.sentAt),
    MessageGroupId: message.groupId,
    AWSTraceHeader: message.systemAttributes?.AWSTraceHeader?.StringValue,
    DeadLetterQueueSourceArn: message.deadLetterSource && arnOf(message.deadLetterSource),
  }
  const asked = Object.entries(all).filter(
    ([name, value]) => value !== undefined && (system.includes('All') || system.includes(name)),
  )
  const wanted = (name: string) =>
    own.some(
      (one) =>
        one === 'All' || one === '.*' || one === name || (one.endsWith('.*') && name.startsWith(one.slice(0, -1))),
    )
  const attributes = Object.fromEntries(Object.entries(message.attributes ?? {}).filter(([name]) => wanted(name)))
  return {
    MessageId: message.id,
    ReceiptHandle: handle,
    Body: message.body,
    MD5OfBody: md5(message.body),
    ...(asked.length && { Attributes: Object.fromEntries(asked) as Record<string, string> }),
    ...(Object.keys(attributes).length && {
      MessageAttributes: attributes,
      MD5OfMessageAttributes: md5OfAttributes(attributes),
    }),
  }
}
export type ReceivedMessage = ReturnType<typeof received>

/** Bytes of messages in a request or an answer: SQS bills 64 KiB of them as one request. */
export function payloadOf(input: Record<string, unknown>, answer: object): number {
  const weigh = (list: unknown) =>
    (Array.isArray(list) ? (list as Record<string, unknown>[]) : []).reduce((sum, one) => {
      const body = one.MessageBody ?? one.Body
      return typeof body === 'string' ? sum + weightOf({ body, attributes: one.MessageAttributes as never }) : sum
    }, 0)
  return weigh([input]) + weigh(input.Entries) + weigh((answer as { Messages?: unknown }).Messages)
}
