/** Writes that stand or fall together. A clash with another writer is tried again; a condition that does not hold is told by its place. */
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb'
import { transactionClashed } from './dynamo.ts'

export type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number]

/** Waits a while before the nth try; from outside, so that tests need not wait and tries of many are spread. */
export type Pause = (attempt: number) => Promise<void>

/** Tries of one transaction. With a pause that doubles up to 200 ms this is some five seconds. */
export const mostTries = 30

/** Thrown when others kept their hands on the same items all the time. Nothing was written. */
export class TooBusy extends Error {
  override name = 'TooBusy'
}

/**
 * Writes all or nothing. Undefined when it is done; else the places (0, 1 …) of the writes whose conditions do not hold.
 * An answer that was lost is no danger: the SDK asks again with the same token.
 */
export async function allOrNothing(
  db: DynamoDBDocumentClient,
  writes: readonly Write[],
  pause: Pause,
): Promise<number[] | undefined> {
  for (let attempt = 1; ; attempt++) {
    try {
      await db.send(new TransactWriteCommand({ TransactItems: [...writes] }))
      return undefined
    } catch (error) {
      const failed = failedConditions(error)
      if (failed.length > 0) return failed
      if (!transactionClashed(error)) throw error
      if (attempt >= mostTries) throw new TooBusy()
      await pause(attempt)
    }
  }
}

function failedConditions(error: unknown): number[] {
  if (!(error instanceof Error) || error.name !== 'TransactionCanceledException') return []
  const { CancellationReasons = [] } = error as { CancellationReasons?: { Code?: string }[] }
  return CancellationReasons.flatMap(({ Code }, place) => (Code === 'ConditionalCheckFailed' ? [place] : []))
}
