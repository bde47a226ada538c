/**
 * The second half of every drive's key, in a table that cannot be restored. The first, wrapped by KMS, lies with the campaign
 * and so in its backups; without this one it opens nothing. Deleting a half ends a drive's contacts for good, in every copy. (L6, X13)
 */
import { randomBytes } from 'node:crypto'
import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { conditionFailed } from './dynamo.ts'
import { NotFound } from './errors.ts'

const halfBytes = 32

/** The key of a drive was destroyed at the end of retention, or the drive never had one. */
export class KeyDestroyed extends NotFound {
  override name = 'NotFound'
}

export function halfStore(db: DynamoDBDocumentClient, table: string) {
  return {
    /** Makes a drive's half, before anything is sealed. Made twice, the first one stays. */
    async make(owner: string): Promise<void> {
      try {
        await db.send(
          new PutCommand({
            TableName: table,
            Item: { owner, item: 'half', half: randomBytes(halfBytes) },
            ConditionExpression: 'attribute_not_exists(#owner)',
            ExpressionAttributeNames: { '#owner': 'owner' },
          }),
        )
      } catch (error) {
        if (!conditionFailed(error)) throw error
      }
    },

    /** The half, or KeyDestroyed. */
    async read(owner: string): Promise<Uint8Array> {
      const Key = { owner, item: 'half' }
      const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))
      if (!Item) throw new KeyDestroyed(`the key of ${owner} is destroyed`)
      return Item.half
    },

    /** Whether the half is there. */
    async has(owner: string): Promise<boolean> {
      const Key = { owner, item: 'half' }
      const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))
      return Item !== undefined
    },

    /** Destroys the half, for ever. Says whether it was there. */
    async destroy(owner: string): Promise<boolean> {
      const { Attributes } = await db.send(
        new DeleteCommand({ TableName: table, Key: { owner, item: 'half' }, ReturnValues: 'ALL_OLD' }),
      )
      return Attributes !== undefined
    },
  }
}
export type HalfStore = ReturnType<typeof halfStore>
