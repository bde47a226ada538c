/** Answers HTTP: tells its own event, and misbehaves when asked to. */
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'

const db = new DynamoDBClient()

export async function handler(event: APIGatewayProxyEventV2) {
  switch (event.queryStringParameters?.do) {
    case 'throw':
      throw new Error('as ordered')
    case 'plain':
      return { bare: true }
    case 'image':
      return {
        statusCode: 200,
        headers: { 'Content-Type': 'image/png' },
        body: Buffer.from([0x89, 0x50, 0xff, 0x00]).toString('base64'),
        isBase64Encoded: true,
        cookies: ['a=1; Path=/', 'b=2; Path=/'],
      }
    case 'slow':
      await new Promise((resolve) => setTimeout(resolve, 2500))
      return { statusCode: 200, body: 'slow' }
    case 'huge':
      return { statusCode: 200, body: 'x'.repeat(7 * 1024 * 1024) }
    case 'write':
      await db.send(
        new PutItemCommand({ TableName: process.env.NOTES_TABLE, Item: { id: { S: `note#${event.rawPath}` } } }),
      )
      return { statusCode: 201, body: 'written' }
    case 'time':
      return {
        statusCode: 200,
        body: JSON.stringify({ now: Date.now(), fresh: new Date().toISOString(), text: Date() }),
      }
    default:
      return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(event) }
  }
}
