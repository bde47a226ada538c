/** The office's units in DynamoDB: one item beside its other details. */
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import { Units } from './unit.ts'

const place = { campaign: 'office', item: 'units' }

export function unitStore(db: DynamoDBDocumentClient, table: string) {
  return {
    async units(): Promise<Units> {
      const { Item } = await db.send(new GetCommand({ TableName: table, Key: place }))
      return Item ? z.parse(Units, Item.units) : []
    },
    async putUnits(units: Units): Promise<void> {
      await db.send(new PutCommand({ TableName: table, Item: { ...place, units } }))
    },
  }
}
export type UnitStore = ReturnType<typeof unitStore>
