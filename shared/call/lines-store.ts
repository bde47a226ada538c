/** The lines of automated calls in DynamoDB: one item of the office, beside the campaigns, written over its own version. */
import { randomBytes } from 'node:crypto'
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import { conditionFailed, type Item, itemOf } from '../platform/dynamo.ts'
import { Conflict } from '../platform/errors.ts'
import { type BackCall, Lines, noLines, type OpenCall } from './lines.ts'

const place = { campaign: 'office', item: 'lines' }
/** Writers that meet wait for each other so often. */
const mostTries = 20

/** A call on the line in one short text: the item stays within a kilobyte, which is one write unit. */
const pack = ({ call, hash, number, since, until }: OpenCall): string =>
  [call, hash, number, since.toString(36), until.toString(36)].join('/')

function unpack(text: string): OpenCall {
  const [call, hash, number, since, until] = text.split('/')
  return { call: call!, hash: hash!, number: Number(number), since: parseInt(since!, 36), until: parseInt(until!, 36) }
}

const packBack = ({ call, at }: BackCall): string => `${call}/${at.toString(36)}`

function unpackBack(text: string): BackCall {
  const [call, at] = text.split('/')
  return { call: call!, at: parseInt(at!, 36) }
}

const toItem = (lines: Lines): Item => ({
  ...lines,
  ...place,
  open: lines.open.map(pack),
  back: lines.back.map(packBack),
})

export function linesStore(db: DynamoDBDocumentClient, table: string) {
  const get = async (): Promise<Lines> => {
    const { Item } = await db.send(new GetCommand({ TableName: table, Key: place, ConsistentRead: true }))
    return Item ? z.parse(Lines, { ...Item, open: Item.open.map(unpack), back: Item.back.map(unpackBack) }) : noLines
  }

  /** Writes them over the version they were read at. False if somebody else was first. */
  const save = async (lines: Lines): Promise<boolean> => {
    const nonce = randomBytes(9).toString('base64url')
    try {
      await db.send(
        new PutCommand({
          TableName: table,
          Item: { ...toItem({ ...lines, version: lines.version + 1 }), nonce },
          ConditionExpression: 'attribute_not_exists(campaign) OR #version = :version',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':version': lines.version },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      )
      return true
    } catch (error) {
      if (!conditionFailed(error)) throw error
      return itemOf(error)?.nonce === nonce // the answer was lost, and the SDK wrote again by itself
    }
  }

  return {
    /** The lines, read consistently. */
    get,
    save,

    /** Changes them whoever else writes: read, change, write, again if need be. A change to the same lines writes nothing. */
    async change(change: (lines: Lines) => Lines): Promise<Lines> {
      for (let attempt = 0; attempt < mostTries; attempt++) {
        const before = await get()
        const after = change(before)
        if (after === before || (await save(after))) return after
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 10 * 2 ** Math.min(attempt, 5)))
      }
      throw new Conflict('the lines keep changing')
    },
  }
}
export type LinesStore = ReturnType<typeof linesStore>
