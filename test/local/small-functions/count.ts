/** Counts what comes out of a stream: every record once by its sequence number, and how often it was given. */
import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import type { DynamoDBStreamEvent } from 'aws-lambda'

const db = new DynamoDBClient()

interface WindowEvent extends DynamoDBStreamEvent {
  shardId?: string
  window?: { start: string; end: string }
  state?: { seen?: number }
  isFinalInvokeForWindow?: boolean
}

export async function handler(event: WindowEvent) {
  for (const record of event.Records) {
    const id = record.dynamodb?.Keys?.id?.S ?? ''
    if (id.startsWith('note#poison')) throw new Error('as ordered')
    await db.send(
      new UpdateItemCommand({
        TableName: process.env.COUNTS_TABLE,
        Key: { id: { S: `seen#${record.dynamodb?.SequenceNumber}` } },
        UpdateExpression: 'ADD times :one SET #note = :note, #shard = :shard, #expired = :expired',
        ExpressionAttributeNames: { '#note': 'note', '#shard': 'shard', '#expired': 'expired' },
        ExpressionAttributeValues: {
          ':one': { N: '1' },
          ':note': { S: `${record.eventName} ${id}` },
          ':shard': { S: event.shardId ?? 'none' },
          ':expired': { BOOL: 'userIdentity' in record },
        },
      }),
    )
  }
  return { state: { seen: (event.state?.seen ?? 0) + event.Records.length } }
}
