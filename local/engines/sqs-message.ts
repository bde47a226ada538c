/** A message and what SQS says may be in it: characters, sizes, digests, batch rules. No clock, no queue. */
import { createHash } from 'node:crypto'

export interface MessageAttribute {
  DataType: string
  StringValue?: string
  /** Base64, as JSON carries it. */
  BinaryValue?: string
}
export type MessageAttributes = Record<string, MessageAttribute>

/** A message as it is kept: times in epoch milliseconds of the cloud's clock. */
export interface Message {
  id: string
  body: string
  attributes?: MessageAttributes
  systemAttributes?: MessageAttributes
  groupId?: string
  sender: string
  sentAt: number
  /** From when on it can be received. */
  visibleAt: number
  receives: number
  firstReceivedAt?: number
  /** The queue that gave it up, for a dead letter. */
  deadLetterSource?: string
}

/** What a sender gives, in the words of the API. */
export interface Entry {
  MessageBody?: unknown
  DelaySeconds?: unknown
  MessageAttributes?: MessageAttributes
  MessageSystemAttributes?: MessageAttributes
  MessageGroupId?: unknown
}

/** 1 MiB: the most a message or a whole batch may hold. */
export const maximumBytes = 1_048_576

/** An error in the words of the API. `queryCode` is the older name that SDKs put on the error. */
export class SqsError extends Error {
  readonly queryCode: string
  readonly status: number
  constructor(name: string, message: string, queryCode: string = name, status = 400) {
    super(message)
    this.name = name
    this.queryCode = queryCode
    this.status = status
  }
}

export const invalid = (name: string, value: unknown, reason: string) =>
  new SqsError(
    'InvalidParameterValue',
    `Value ${String(value)} for parameter ${name} is invalid. Reason: ${reason}`,
    'InvalidParameterValue',
  )

export const missing = (name: string) =>
  new SqsError('MissingParameter', `The request must contain the parameter ${name}.`, 'MissingParameter')

/** A whole number between bounds, or the default when it is not given. */
export function wholeNumber(name: string, value: unknown, least: number, most: number, preset: number): number {
  if (value === undefined || value === null) return preset
  const number = Number(value)
  if (value === '' || !Number.isInteger(number) || number < least || number > most)
    throw invalid(name, value, `must be an integer >= ${least} and <= ${most}.`)
  return number
}

/** Bytes that a message weighs: body, and names, types and values of its attributes. */
export function weightOf({ body, attributes }: { body: string; attributes?: MessageAttributes }): number {
  let bytes = Buffer.byteLength(body)
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes ?? {})) {
    bytes += Buffer.byteLength(name) + Buffer.byteLength(DataType)
    bytes += Buffer.byteLength(StringValue ?? '') + Buffer.byteLength(BinaryValue ?? '', 'base64')
  }
  return bytes
}

/** Reads the parts of an entry that do not depend on the queue. Throws what SQS would answer. */
export function readEntry(entry: Entry): Pick<Message, 'body' | 'attributes' | 'systemAttributes' | 'groupId'> {
  const { MessageBody: body, MessageAttributes, MessageSystemAttributes, MessageGroupId: groupId } = entry
  if (typeof body !== 'string' || body === '') throw missing('MessageBody')
  // What XML 1.0 allows, astral characters included; a lone half of a surrogate pair is none.
  if (/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(body))
    throw new SqsError('InvalidMessageContents', 'Invalid characters in the message body.')
  if (groupId !== undefined && (typeof groupId !== 'string' || !/^[\x21-\x7e]{1,128}$/.test(groupId)))
    throw invalid('MessageGroupId', groupId, '1 to 128 alphanumeric or punctuation characters.')
  const attributes = readAttributes(MessageAttributes)
  const systemAttributes = readAttributes(MessageSystemAttributes)
  return {
    body,
    ...(attributes && { attributes }),
    ...(systemAttributes && { systemAttributes }),
    ...(typeof groupId === 'string' && { groupId }),
  }
}

function readAttributes(attributes: MessageAttributes | undefined): MessageAttributes | undefined {
  const names = Object.keys(attributes ?? {})
  if (!attributes || !names.length) return undefined
  if (names.length > 10) throw invalid('MessageAttributes', names.length, 'at most 10 attributes.')
  for (const name of names) {
    const { DataType, StringValue, BinaryValue } = attributes[name]!
    if (!/^[\w.-]{1,256}$/.test(name) || /^(aws|amazon)\./i.test(name))
      throw invalid('MessageAttributes', name, 'not a name of an attribute.')
    const kind = /^(String|Number|Binary)(\..+)?$/.exec(DataType ?? '')?.[1]
    if (!kind) throw invalid(`MessageAttributes.${name}.DataType`, DataType, 'String, Number or Binary.')
    if (!(kind === 'Binary' ? BinaryValue : StringValue))
      throw invalid(`MessageAttributes.${name}`, '', `a ${kind} attribute must have a value of its type.`)
  }
  return attributes
}

/** Checks the shape of a batch: not empty, at most ten, distinct and proper ids. */
export function readBatch<E extends { Id?: unknown }>(entries: unknown): (E & { Id: string })[] {
  const code = 'AWS.SimpleQueueService.'
  if (!Array.isArray(entries) || entries.length === 0)
    throw new SqsError('EmptyBatchRequest', 'There should be at least one entry.', `${code}EmptyBatchRequest`)
  if (entries.length > 10)
    throw new SqsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are 10. You have sent ${entries.length}.`,
      `${code}TooManyEntriesInBatchRequest`,
    )
  const ids = new Set<string>()
  for (const { Id } of entries as E[]) {
    if (typeof Id !== 'string' || !/^[\w-]{1,80}$/.test(Id))
      throw new SqsError(
        'InvalidBatchEntryId',
        'A batch entry id can only contain alphanumeric characters, hyphens and underscores, at most 80.',
        `${code}InvalidBatchEntryId`,
      )
    if (ids.has(Id))
      throw new SqsError('BatchEntryIdsNotDistinct', `Id ${Id} repeated.`, `${code}BatchEntryIdsNotDistinct`)
    ids.add(Id)
  }
  return entries as (E & { Id: string })[]
}

export const md5 = (text: string) => createHash('md5').update(text).digest('hex')

/** SQS's digest of attributes: names in order, each part with its length before it. Undefined without attributes. */
export function md5OfAttributes(attributes: MessageAttributes | undefined): string | undefined {
  const names = Object.keys(attributes ?? {}).sort()
  if (!attributes || !names.length) return undefined
  const hash = createHash('md5')
  const add = (part: Buffer) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(part.length)
    hash.update(length).update(part)
  }
  for (const name of names) {
    const { DataType, StringValue, BinaryValue } = attributes[name]!
    const isBinary = DataType.startsWith('Binary')
    add(Buffer.from(name))
    add(Buffer.from(DataType))
    hash.update(Buffer.from([isBinary ? 2 : 1]))
    add(isBinary ? Buffer.from(BinaryValue ?? '', 'base64') : Buffer.from(StringValue ?? ''))
  }
  return hash.digest('hex')
}
