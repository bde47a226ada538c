/** What lies beside a page of contacts, without the contacts: what was sent to them and what happened to them. No key is needed. */
import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import { Ledger } from '../plan/ledger.ts'
import type { Item } from '../platform/dynamo.ts'
import { Fact, pageKey } from './contact.ts'

export interface Beside {
  facts: Fact[]
  /** Ledger items by their sort key, `step#0#1`. */
  ledger: Map<string, Ledger>
}

export function besideStore(db: DynamoDBDocumentClient, table: string) {
  return {
    /** Facts and ledger of a page. */
    async ofPage(campaign: string, page: number): Promise<Beside> {
      const found: Beside = { facts: [], ledger: new Map() }
      let start: Item | undefined
      do {
        const { Items, LastEvaluatedKey } = await db.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: '#page = :page',
            ExpressionAttributeNames: { '#page': 'page' },
            ExpressionAttributeValues: { ':page': pageKey(campaign, page) },
            ExclusiveStartKey: start,
          }),
        )
        for (const item of Items ?? []) {
          if (item.item.startsWith('fact#')) found.facts.push(z.parse(Fact, item))
          else if (item.item.startsWith('step#')) found.ledger.set(item.item, z.parse(Ledger, item))
        }
        start = LastEvaluatedKey
      } while (start)
      return found
    },
  }
}
export type BesideStore = ReturnType<typeof besideStore>
