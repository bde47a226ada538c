/** What was shown of a drive's results, in DynamoDB: one item to a drive, changed only over what is known of it. */
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import { conditionFailed } from '../platform/dynamo.ts'
import { Releases } from './release.ts'

/** By table: a question, a row of a matrix, how calls ended. */
export const Released = z.object({ version: z.int(), tables: z.record(z.string(), Releases) })
export type Released = z.infer<typeof Released>

const keyOf = (campaign: string) => ({ campaign: `released#${campaign}`, counter: 'tables' })

export function releaseStore(db: DynamoDBDocumentClient, table: string) {
  return {
    /** All that was shown so far; of a drive that nobody has looked at, nothing. */
    async released(campaign: string): Promise<Released> {
      const Key = keyOf(campaign)
      const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))
      return Item ? z.parse(Released, Item) : { version: 0, tables: {} }
    },

    /** Keeps what is shown from now on. False if somebody else was shown something in the meantime. */
    async keepReleased(campaign: string, { version, tables }: Released): Promise<boolean> {
      try {
        await db.send(
          new PutCommand({
            TableName: table,
            Item: { ...keyOf(campaign), version: version + 1, tables },
            ConditionExpression: version === 0 ? 'attribute_not_exists(#campaign)' : '#version = :version',
            ExpressionAttributeNames: version === 0 ? { '#campaign': 'campaign' } : { '#version': 'version' },
            ...(version > 0 && { ExpressionAttributeValues: { ':version': version } }),
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
export type ReleaseStore = ReturnType<typeof releaseStore>
