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

/** Calls by their campaign, each in one short text: as many lines as an office has stay within few write units. */
type Packed = Record<string, string>

function packed(calls: readonly { call: string; rest: (string | number)[] }[]): Packed {
  const all: Packed = {}
  for (const { call, rest } of calls) {
    const end = call.indexOf('.')
    const campaign = call.slice(0, end)
    const text = [call.slice(end + 1), ...rest.map((one) => one.toString(36))].join('/')
    all[campaign] = campaign in all ? `${all[campaign]} ${text}` : text
  }
  return all
}

const unpacked = (all: Packed): [call: string, ...rest: string[]][] =>
  Object.entries(all).flatMap(([campaign, texts]) =>
    texts.split(' ').map((text): [string, ...string[]] => {
      const [call, ...rest] = text.split('/')
      return [`${campaign}.${call}`, ...rest]
    }),
  )

const packOpen = (open: readonly OpenCall[]): Packed =>
  packed(open.map(({ call, hash, number, since, until }) => ({ call, rest: [hash, number, since, until - since] })))

const unpackOpen = (all: Packed): OpenCall[] =>
  unpacked(all).map(([call, hash, number, since, length]) => {
    const begun = parseInt(since!, 36)
    return { call, hash: hash!, number: parseInt(number!, 36), since: begun, until: begun + parseInt(length!, 36) }
  })

const packBack = (back: readonly BackCall[]): Packed => packed(back.map(({ call, at }) => ({ call, rest: [at] })))

const unpackBack = (all: Packed): BackCall[] => unpacked(all).map(([call, at]) => ({ call, at: parseInt(at!, 36) }))

const toItem = (lines: Lines): Item => ({
  ...lines,
  ...place,
  open: packOpen(lines.open),
  back: packBack(lines.back),
})

export function linesStore(db: DynamoDBDocumentClient, table: string) {
  const get = async (): Promise<Lines> => {
    const { Item } = await db.send(new GetCommand({ TableName: table, Key: place, ConsistentRead: true }))
    return Item ? z.parse(Lines, { ...Item, open: unpackOpen(Item.open), back: unpackBack(Item.back) }) : noLines
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
