/** The report of rates in DynamoDB, beside its campaign: one item, with the time at which it was made. */
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import { RatesReport } from './rates.ts'

export function ratesStore(db: DynamoDBDocumentClient, table: string) {
  return {
    /** The report, if one was ever asked for. */
    async get(campaign: string): Promise<RatesReport | undefined> {
      const { Item } = await db.send(
        new GetCommand({ TableName: table, Key: { campaign, item: 'rates' }, ConsistentRead: true }),
      )
      return Item && z.parse(RatesReport, Item)
    },

    async put(campaign: string, report: RatesReport): Promise<void> {
      await db.send(new PutCommand({ TableName: table, Item: { ...report, campaign, item: 'rates' } }))
    },
  }
}
export type RatesStore = ReturnType<typeof ratesStore>
