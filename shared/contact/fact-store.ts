/** The facts of one contact, without her page: a small read for whoever needs nothing of her but that. */
import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import { Fact, indexKey, pageKey } from './contact.ts'
import type { Whom } from './link.ts'

export function factStore(db: DynamoDBDocumentClient, table: string) {
  return {
    /** All facts of a contact, read consistently: at most one of each kind. */
    async of({ campaign, page, index }: Whom): Promise<Fact[]> {
      const { Items } = await db.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: '#page = :page AND begins_with(#item, :facts)',
          ExpressionAttributeNames: { '#page': 'page', '#item': 'item' },
          ExpressionAttributeValues: { ':page': pageKey(campaign, page), ':facts': `fact#${indexKey(index)}#` },
          ConsistentRead: true,
        }),
      )
      return (Items ?? []).map((item) => z.parse(Fact, item))
    },
  }
}
export type FactStore = ReturnType<typeof factStore>
