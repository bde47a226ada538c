/** Where the pump of each step stands, in DynamoDB beside its campaign. */
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import { conditionFailed } from '../platform/dynamo.ts'
import { Pump, stillPump } from './pump.ts'

export function pumpStore(db: DynamoDBDocumentClient, table: string) {
  return {
    /** The pump of a step; one that never moved is `stillPump`. */
    async get(campaign: string, step: number): Promise<Pump> {
      const { Item } = await db.send(
        new GetCommand({ TableName: table, Key: { campaign, item: `step#${step}` }, ConsistentRead: true }),
      )
      return Item ? z.parse(Pump, Item) : stillPump
    },

    /** By language, how many people of an agents' step were given out as new (`agent-store.ts`). */
    async givenByAgents(campaign: string, step: number): Promise<Record<string, number>> {
      const { Item } = await db.send(
        new GetCommand({ TableName: table, Key: { campaign, item: `agents#${step}` }, ConsistentRead: true }),
      )
      return z.parse(z._default(z.record(z.string(), z.int()), {}), Item?.fresh)
    },

    /** Writes it over the version it was read at. False if somebody else moved it first. */
    async save(campaign: string, step: number, pump: Pump): Promise<boolean> {
      try {
        await db.send(
          new PutCommand({
            TableName: table,
            Item: { ...pump, version: pump.version + 1, campaign, item: `step#${step}` },
            ConditionExpression: 'attribute_not_exists(campaign) OR #version = :version',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':version': pump.version },
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
export type PumpStore = ReturnType<typeof pumpStore>
