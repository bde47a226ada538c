/** Reading many items of a table at once, each consistently. */
import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { Item } from './dynamo.ts'

const batchSize = 100
/** How often what a busy table kept back is asked for again. */
const mostTries = 8

/** The items of these keys, in any order, without those that are not there. The same key twice is refused by DynamoDB. */
export function batchReader(db: DynamoDBDocumentClient, table: string): (keys: readonly Item[]) => Promise<Item[]> {
  return async (keys) => {
    const batches: Item[][] = []
    for (let first = 0; first < keys.length; first += batchSize) batches.push(keys.slice(first, first + batchSize))
    return (await Promise.all(batches.map((batch) => readBatch(db, table, batch)))).flat()
  }
}

async function readBatch(db: DynamoDBDocumentClient, table: string, keys: Item[]): Promise<Item[]> {
  const found: Item[] = []
  let left: Item[] | undefined = keys
  for (let attempt = 0; left?.length; attempt++) {
    if (attempt > mostTries) throw new Error('DynamoDB keeps back items: the table is throttled')
    if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, Math.min(2000, 25 * 2 ** attempt)))
    const answer: BatchAnswer = await db.send(
      new BatchGetCommand({ RequestItems: { [table]: { Keys: left, ConsistentRead: true } } }),
    )
    found.push(...(answer.Responses?.[table] ?? []))
    left = answer.UnprocessedKeys?.[table]?.Keys
  }
  return found
}

interface BatchAnswer {
  Responses?: Record<string, Item[]> | undefined
  UnprocessedKeys?: Record<string, { Keys?: Item[] | undefined }> | undefined
}
