/** Attributes of queues: which there are, their bounds, and what they mean to a message. */
import { SqsError } from './sqs-message.ts'
import type { Queue, QueueAttributes } from './sqs-queue.ts'

/** Numbers by their bounds and default. */
const numbers: Record<string, [least: number, most: number, preset: number]> = {
  DelaySeconds: [0, 900, 0],
  MaximumMessageSize: [1_024, 1_048_576, 1_048_576],
  MessageRetentionPeriod: [60, 1_209_600, 345_600],
  ReceiveMessageWaitTimeSeconds: [0, 20, 0],
  VisibilityTimeout: [0, 43_200, 30],
}

/** Kept and given back; who may call is decided by the roles' policies, and a file on this machine is not encrypted. */
const kept = new Set([
  'Policy',
  'RedriveAllowPolicy',
  'KmsMasterKeyId',
  'KmsDataKeyReusePeriodSeconds',
  'SqsManagedSseEnabled',
])

const invalidAttribute = (name: string, reason: string) =>
  new SqsError(
    'InvalidAttributeValue',
    `Invalid value for the parameter ${name}. Reason: ${reason}`,
    'InvalidAttributeValue',
  )

/** Checks attributes as they are set. A FIFO queue is refused: Akcja's queues are standard ones. */
export function readQueueAttributes(attributes: QueueAttributes): QueueAttributes {
  for (const [name, value] of Object.entries(attributes)) {
    const bounds = numbers[name]
    if (bounds) {
      const number = Number(value)
      if (!/^\d+$/.test(value) || number < bounds[0] || number > bounds[1])
        throw invalidAttribute(name, `must be an integer from ${bounds[0]} to ${bounds[1]}.`)
    } else if (name === 'RedrivePolicy') {
      if (value !== '') readRedrive(value)
    } else if (!kept.has(name))
      throw new SqsError('InvalidAttributeName', `Unknown Attribute ${name}.`, 'InvalidAttributeName')
  }
  return attributes
}

/** An attribute that is a number, or its default. */
export function numberOf(queue: Queue, name: keyof typeof numbers): number {
  return Number(queue.attributes[name] ?? numbers[name]![2])
}

export interface Redrive {
  /** The dead-letter queue's name. */
  to: string
  /** A message received so often goes there at its next receive. */
  after: number
}

/** Where messages go that were received too often. */
export function redriveOf(queue: Queue): Redrive | undefined {
  const policy = queue.attributes.RedrivePolicy
  return policy ? readRedrive(policy) : undefined
}

function readRedrive(policy: string): Redrive {
  let read: { deadLetterTargetArn?: unknown; maxReceiveCount?: unknown }
  try {
    read = JSON.parse(policy)
  } catch {
    throw invalidAttribute('RedrivePolicy', 'Redrive policy is not a valid JSON map.')
  }
  const after = Number(read.maxReceiveCount)
  if (typeof read.deadLetterTargetArn !== 'string' || !Number.isInteger(after) || after < 1 || after > 1_000)
    throw invalidAttribute('RedrivePolicy', 'it needs deadLetterTargetArn and maxReceiveCount from 1 to 1000.')
  return { to: read.deadLetterTargetArn.split(':').at(-1)!, after }
}

/** The numbers of a queue as the API gives them, set or not. */
export function presetAttributes(): QueueAttributes {
  return {
    ...Object.fromEntries(Object.entries(numbers).map(([name, [, , preset]]) => [name, String(preset)])),
    SqsManagedSseEnabled: 'true',
  }
}
