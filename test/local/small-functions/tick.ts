/** Woken by the clock: keeps each event it was given. */
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'

const db = new DynamoDBClient()

export async function handler(event: { id: string; time: string }) {
  await db.send(
    new PutItemCommand({
      TableName: process.env.NOTES_TABLE,
      Item: { id: { S: `tick#${event.id}` }, text: { S: JSON.stringify(event) } },
    }),
  )
}
