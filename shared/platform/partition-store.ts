/** Whole partitions of a table, for the one function that erases: what is there, and removing it. Knows nothing of what it holds. */
import { type DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import { batchSize, batchWriter } from '../contact/batch-store.ts'
import { conditionFailed, type Item } from './dynamo.ts'

/** @param names of the partition key and of the sort key */
export function partitionStore(db: DynamoDBDocumentClient, table: string, names: readonly [string, string]) {
  const [partitionKey, sortKey] = names
  const writeBatch = batchWriter(db, table)
  return {
    /** The sort keys of a partition, or those that begin so; read consistently. */
    async keys(partition: string, prefix = ''): Promise<string[]> {
      const found: string[] = []
      let start: Item | undefined
      do {
        const { Items, LastEvaluatedKey } = await db.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: prefix ? '#pk = :pk AND begins_with(#sk, :prefix)' : '#pk = :pk',
            ProjectionExpression: '#sk',
            ExpressionAttributeNames: { '#pk': partitionKey, '#sk': sortKey },
            ExpressionAttributeValues: { ':pk': partition, ...(prefix && { ':prefix': prefix }) },
            ConsistentRead: true,
            ExclusiveStartKey: start,
          }),
        )
        for (const item of Items ?? []) found.push(item[sortKey])
        start = LastEvaluatedKey
      } while (start)
      return found
    },

    /** Removes items. Removing what is gone removes nothing. */
    async remove(partition: string, keys: readonly string[]): Promise<void> {
      for (let from = 0; from < keys.length; from += batchSize) {
        const some = keys.slice(from, from + batchSize)
        await writeBatch(some.map((key) => ({ DeleteRequest: { Key: { [partitionKey]: partition, [sortKey]: key } } })))
      }
    },

    /** One item, read consistently. */
    async item(partition: string, key: string): Promise<Item | undefined> {
      const Key = { [partitionKey]: partition, [sortKey]: key }
      return (await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))).Item
    },

    /** Puts an item over the one that was read, if its `attribute` is still what it was then. False if somebody was faster. */
    async replace(item: Item, attribute: string, before: unknown): Promise<boolean> {
      try {
        await db.send(
          new PutCommand({
            TableName: table,
            Item: item,
            ConditionExpression: '#attribute = :before',
            ExpressionAttributeNames: { '#attribute': attribute },
            ExpressionAttributeValues: { ':before': before },
          }),
        )
        return true
      } catch (error) {
        if (conditionFailed(error)) return false
        throw error
      }
    },
  }
}
export type PartitionStore = ReturnType<typeof partitionStore>
