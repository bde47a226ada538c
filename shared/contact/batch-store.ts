/** Writing many items at once, until the table has taken every one of them. */
import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { Item } from '../platform/dynamo.ts'

/** How many items one request takes. */
export const batchSize = 25
const mostTries = 12

/** Writes or deletes at most 25 items, asking again for what a busy table kept back. Throws when it keeps refusing. */
export function batchWriter(db: DynamoDBDocumentClient, table: string): (requests: Item[]) => Promise<void> {
  return async (requests) => {
    let left: Item[] | undefined = requests
    for (let attempt = 0; left?.length; attempt++) {
      if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, Math.min(2000, 25 * 2 ** attempt)))
      if (attempt > mostTries) throw new Error('DynamoDB keeps refusing pages: the table is throttled')
      const answer: { UnprocessedItems?: Record<string, Item[]> | undefined } = await db.send(
        new BatchWriteCommand({ RequestItems: { [table]: left as never } }),
      )
      left = answer.UnprocessedItems?.[table]
    }
  }
}
