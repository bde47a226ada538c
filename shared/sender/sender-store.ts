/** What was found last of the sender's domain, in DynamoDB beside the office's details. */
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import { SenderCheck } from './sender.ts'

const place = { campaign: 'office', item: 'sender' }

export function senderStore(db: DynamoDBDocumentClient, table: string) {
  return {
    async get(): Promise<SenderCheck | undefined> {
      const { Item } = await db.send(new GetCommand({ TableName: table, Key: place }))
      return Item && z.safeParse(SenderCheck, Item).data
    },
    async put(found: SenderCheck): Promise<void> {
      await db.send(new PutCommand({ TableName: table, Item: { ...found, ...place } }))
    },
  }
}
export type SenderStore = ReturnType<typeof senderStore>
