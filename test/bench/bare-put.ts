/** The bare contender of the resident's function: a Hono handler that puts what was posted as one item, and no more. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb'
import { Hono } from 'hono'
import { handle } from 'hono/aws-lambda'

const db = DynamoDBDocumentClient.from(new DynamoDBClient())

const app = new Hono().post('/bare/:page/:index', async (c) => {
  const { page, index } = c.req.param()
  await db.send(new PutCommand({ TableName: process.env.BARE_TABLE, Item: { page, index, body: await c.req.text() } }))
  return c.body(null, 204)
})

export const handler = handle(app)
