/** Small words for DynamoDB that every store needs. Expressions are ASCII; whatever people wrote goes into values and names. */
import type { NativeAttributeValue } from '@aws-sdk/lib-dynamodb'

export type Item = Record<string, NativeAttributeValue>

/** Whether a write was refused by its own condition. */
export function conditionFailed(error: unknown): boolean {
  return error instanceof Error && error.name === 'ConditionalCheckFailedException'
}

/** Whether a write was refused because its item is larger than the 400 kB that an item can be. */
export function isTooLarge(error: unknown): boolean {
  return error instanceof Error && error.name === 'ValidationException' && /item size/i.test(error.message)
}

/** What stood there when a condition failed, where `ReturnValuesOnConditionCheckFailure` asked for it; numbers and texts only. */
export function itemOf(error: unknown): Record<string, string | undefined> | undefined {
  const { Item } = error as { Item?: Record<string, { S?: string; N?: string }> }
  return Item && Object.fromEntries(Object.entries(Item).map(([name, value]) => [name, value.S ?? value.N]))
}

/** Whether a transaction was refused by the condition of one of its writes (as opposed to a clash with another). */
export function transactionConditionFailed(error: unknown): boolean {
  if (!(error instanceof Error) || error.name !== 'TransactionCanceledException') return false
  const reasons = (error as { CancellationReasons?: { Code?: string }[] }).CancellationReasons ?? []
  return reasons.some((reason) => reason.Code === 'ConditionalCheckFailed')
}

/**
 * Whether a transaction was refused for a moment only: another one had its hands on the same items, or the table was busy.
 * Nothing of it was written, and the SDK does not try it again by itself.
 */
export function transactionClashed(error: unknown): boolean {
  if (!(error instanceof Error) || error.name !== 'TransactionCanceledException') return false
  const reasons = (error as { CancellationReasons?: { Code?: string }[] }).CancellationReasons ?? []
  const passing = ['None', 'TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']
  return reasons.length > 0 && reasons.every(({ Code = 'None' }) => passing.includes(Code))
}

/** An opaque cursor from the last key of a Query, and back. What cannot be a key is no cursor (undefined). */
export function toCursor(lastKey: Item | undefined): string | undefined {
  return lastKey && Buffer.from(JSON.stringify(lastKey)).toString('base64url')
}

export function fromCursor(cursor: string | undefined): Item | undefined {
  if (!cursor) return undefined
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (!key || typeof key !== 'object' || Array.isArray(key)) return undefined
    const values = Object.values(key)
    return values.length > 0 && values.every((value) => typeof value === 'string') ? (key as Item) : undefined
  } catch {
    return undefined
  }
}
