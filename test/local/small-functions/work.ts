/** Works on a queue: each message says what is to be done. */
import { DynamoDBClient, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { Context, SQSEvent } from 'aws-lambda'

const db = new DynamoDBClient()
const sqs = new SQSClient()
let running = 0

/** Counts how often a note was taken up, and keeps the highest number of invocations seen at once. */
async function note(id: string, receives: string): Promise<void> {
  await db.send(
    new UpdateItemCommand({
      TableName: process.env.NOTES_TABLE,
      Key: { id: { S: `note#${id}` } },
      UpdateExpression: 'ADD times :one SET receives = :receives, running = :running, noticedAt = :at',
      ExpressionAttributeValues: {
        ':one': { N: '1' },
        ':receives': { N: receives },
        ':running': { N: String(running) },
        ':at': { N: String(Date.now()) },
      },
    }),
  )
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

export async function handler(event: SQSEvent, context: Context) {
  running += 1
  const batchItemFailures: { itemIdentifier: string }[] = []
  try {
    for (const record of event.Records) {
      const order = JSON.parse(record.body) as {
        do: string
        id?: string
        ms?: number
        Records?: unknown
        source?: string
      }
      const receives = record.attributes.ApproximateReceiveCount
      const id = order.id ?? 'none'
      if (order.Records || order.source) await keep('heard', record.body)
      else if (order.do === 'note') await note(id, receives)
      else if (order.do === 'slow') await sleep(order.ms ?? 0).then(() => note(id, receives))
      else if (order.do === 'fail') batchItemFailures.push({ itemIdentifier: record.messageId })
      else if (order.do === 'fail once') {
        await note(id, receives)
        if (receives === '1') batchItemFailures.push({ itemIdentifier: record.messageId })
      } else if (order.do === 'throw') throw new Error('as ordered')
      else if (order.do === 'nonsense') return { batchItemFailures: [{ itemIdentifier: '' }] }
      else if (order.do === 'hang') await sleep(600_000)
      else if (order.do === 'exit') process.exit(3)
      else if (order.do === 'eat') eat()
      else if (order.do === 'secret') await keepSecret()
      else if (order.do === 'send') {
        await sqs.send(
          new SendMessageCommand({
            QueueUrl: process.env.WORK_QUEUE_URL,
            MessageBody: JSON.stringify({ do: 'note', id }),
          }),
        )
      } else if (order.do === 'remaining') await keep('remaining', String(context.getRemainingTimeInMillis()))
      else if (order.do === 'environment') await keep('environment', JSON.stringify(process.env))
      else if (order.do === 'log') console.log(JSON.stringify({ event: 'told', id }))
    }
  } finally {
    running -= 1
  }
  return { batchItemFailures }
}

async function keep(id: string, text: string): Promise<void> {
  await db.send(new PutItemCommand({ TableName: process.env.NOTES_TABLE, Item: { id: { S: id }, text: { S: text } } }))
}

/** A table that the role says nothing of. */
async function keepSecret(): Promise<void> {
  try {
    await db.send(new PutItemCommand({ TableName: 'Secrets', Item: { id: { S: 'secret' } } }))
    await keep('refusal', 'none')
  } catch (error) {
    await keep('refusal', `${(error as Error).name}: ${(error as Error).message}`)
  }
}

function eat(): void {
  const full: number[][] = []
  for (;;) full.push(new Array(100_000).fill(1))
}
