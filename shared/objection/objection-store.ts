/** What is known of addresses, in DynamoDB: objections, dead addresses, soft bounces. Keyed hashes, never an address. */
import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb'
import type { PurposeClass } from '../campaign/campaign.ts'
import type { Item } from '../platform/dynamo.ts'
import { deadKey, forbids, type ObjectionSource } from './objection.ts'

/** Objections are listed in one index partition, read whole at import: some ten thousand to a megabyte. */
const listed = 'objections'

/** Three soft bounces keep an address quiet for 30 days. (E6) */
const softBounceLimit = 3
const quietSeconds = 30 * 86_400

export function objectionStore(db: DynamoDBDocumentClient, table: string) {
  const put = async (address: string, scope: string, at: Date, more: Item = {}) => {
    await db.send(
      new PutCommand({
        TableName: table,
        Item: { address, scope, at: at.toISOString(), objections: listed, ...more },
      }),
    )
  }
  return {
    /** Keeps an objection. Putting it twice is putting it once. */
    object: (address: string, scope: string, source: ObjectionSource, at: Date) => put(address, scope, at, { source }),

    /** Keeps that nothing can be delivered there. */
    bury: (address: string, at: Date) => put(address, deadKey, at),

    /** Counts a soft bounce; the third within 30 days makes the address quiet for 30 days. */
    async countSoftBounce(address: string, at: Date): Promise<void> {
      const expiresAt = Math.floor(at.getTime() / 1000) + quietSeconds
      const { Attributes } = await db.send(
        new UpdateCommand({
          TableName: table,
          Key: { address, scope: 'soft' },
          UpdateExpression: 'ADD bounces :one SET expiresAt = :expires',
          ExpressionAttributeValues: { ':one': 1, ':expires': expiresAt },
          ReturnValues: 'ALL_NEW',
        }),
      )
      if (Attributes!.bounces >= softBounceLimit) await put(address, deadKey, at, { expiresAt })
    },

    /**
     * Which of the addresses (hashes) must not be written to for a campaign. Read consistently: an objection counts
     * from the moment it is stored.
     */
    async forbidden(addresses: string[], campaign: string, purposeClass: PurposeClass, at: Date): Promise<Set<string>> {
      const scopes = [deadKey, 'objection#all', `objection#purpose#${purposeClass}`, `objection#campaign#${campaign}`]
      const keys = [...new Set(addresses)].flatMap((address) => scopes.map((scope) => ({ address, scope })))
      const found = new Set<string>()
      const batches: Item[][] = []
      for (let start = 0; start < keys.length; start += 100) batches.push(keys.slice(start, start + 100))
      await Promise.all(
        batches.map(async (batch) => {
          let left: Item[] | undefined = batch
          while (left?.length) {
            const answer: {
              Responses?: Record<string, Item[]> | undefined
              UnprocessedKeys?: Record<string, { Keys?: Item[] | undefined }> | undefined
            } = await db.send(new BatchGetCommand({ RequestItems: { [table]: { Keys: left, ConsistentRead: true } } }))
            for (const item of answer.Responses?.[table] ?? []) {
              if (isAlive(item, at)) found.add(item.address)
            }
            left = answer.UnprocessedKeys?.[table]?.Keys
          }
        }),
      )
      return found
    },

    /** All addresses (hashes) that must not be written to for a campaign: for import, where asking one by one is too slow. */
    async allForbidden(campaign: string, purposeClass: PurposeClass | undefined): Promise<Set<string>> {
      const found = new Set<string>()
      let start: Item | undefined
      do {
        const { Items, LastEvaluatedKey } = await db.send(
          new QueryCommand({
            TableName: table,
            IndexName: 'objections',
            KeyConditionExpression: 'objections = :listed',
            ExpressionAttributeValues: { ':listed': listed },
            ExclusiveStartKey: start,
          }),
        )
        for (const item of Items ?? []) {
          if (forbids(item.scope, campaign, purposeClass ?? 'survey')) found.add(item.address)
        }
        start = LastEvaluatedKey
      } while (start)
      return found
    },
  }
}
export type ObjectionStore = ReturnType<typeof objectionStore>

/** Deletion by TTL comes late; what has expired no longer counts. (L6) */
function isAlive(item: Item, at: Date): boolean {
  return !item.expiresAt || item.expiresAt > at.getTime() / 1000
}
