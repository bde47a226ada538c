/** The audit: who did what, and when. Written once, never changed. */
import { randomBytes } from 'node:crypto'
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb'

export interface AuditEntry {
  /** Who: the id in the token, never a name. */
  who: string
  /** What was done: a verb of the desk. */
  did: string
  /** To what: an id. */
  what: string
}

export function auditStore(db: DynamoDBDocumentClient, table: string) {
  return {
    /** Writes an entry under its day and instant. */
    async write(entry: AuditEntry, at: Date): Promise<void> {
      const instant = at.toISOString()
      await db.send(
        new PutCommand({
          TableName: table,
          Item: { ...entry, day: instant.slice(0, 10), at: `${instant}#${randomBytes(6).toString('base64url')}` },
          ConditionExpression: 'attribute_not_exists(#day)',
          ExpressionAttributeNames: { '#day': 'day' },
        }),
      )
    },
  }
}
export type AuditStore = ReturnType<typeof auditStore>
