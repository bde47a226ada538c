/** Counters in DynamoDB. They grow in one transaction with the stream position, so a replayed batch changes nothing. */
import {
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import { fromCursor, type Item, toCursor, transactionClashed, transactionConditionFailed } from '../platform/dynamo.ts'
import type { Survey } from '../survey/survey.ts'
import { addGroup, firstGroup, namedCounts } from './groups.ts'
import { noPhoneCounts, phoneCounter, readPhoneCounts } from './phone-counts.ts'
import { type Delta, type GivenText, Progress, type Results } from './result.ts'
import { keptTexts, textsIn } from './text-days.ts'

/** Where a stream was read to: the shard's partition of the Results table. */
export interface Position {
  stream: string
  shard: string
}

/** Clashes of a transaction in a row before the batch is given back to the stream. */
const mostTries = 6

/** What the keys of a question's texts begin with. No name holds the sign at its end, so none begins another's. */
const textsOf = (question: string): string => `text#${question}\u001f`

const keyOf = ({ stream, shard }: Position): Item => ({ campaign: `position#${stream}`, counter: shard })

export function resultStore(db: DynamoDBDocumentClient, table: string) {
  return {
    /** The sequence number that a shard was counted to; undefined before the first. */
    async position(position: Position): Promise<string | undefined> {
      const { Item } = await db.send(new GetCommand({ TableName: table, Key: keyOf(position), ConsistentRead: true }))
      return Item?.sequence
    },

    /**
     * Adds deltas (at most 90 counters) and keeps texts, and moves the position from `before` to `after`, all or nothing.
     * False if the position is no longer `before`: somebody else counted these records.
     */
    async add(
      position: Position,
      before: string | undefined,
      after: string,
      deltas: Delta[],
      texts: GivenText[],
    ): Promise<boolean> {
      const writes: NonNullable<TransactWriteCommandInput['TransactItems']> = deltas.map(
        ({ campaign, counter, adds }) => {
          const names = Object.keys(adds)
          return {
            Update: {
              TableName: table,
              Key: { campaign, counter },
              UpdateExpression: `ADD ${names.map((_, n) => `#n${n} :v${n}`).join(', ')}`,
              ExpressionAttributeNames: Object.fromEntries(names.map((name, n) => [`#n${n}`, name])),
              ExpressionAttributeValues: Object.fromEntries(names.map((name, n) => [`:v${n}`, adds[name]])),
            },
          }
        },
      )
      for (const given of Map.groupBy(texts, ({ campaign, question }) => `${campaign} ${question}`).values()) {
        const { campaign, question } = given[0]!
        writes.push({
          Put: {
            TableName: table,
            Item: {
              campaign,
              counter: `${textsOf(question)}${after.padStart(40, '0')}`,
              ...keptTexts(
                Object.fromEntries(
                  [...Map.groupBy(given, ({ day }) => day)].map(([day, of]) => [day, of.map(({ text }) => text)]),
                ),
              ),
            },
          },
        })
      }
      writes.push({
        Put: {
          TableName: table,
          Item: { ...keyOf(position), sequence: after },
          ...(before === undefined
            ? { ConditionExpression: 'attribute_not_exists(campaign)' }
            : { ConditionExpression: '#sequence = :before', ExpressionAttributeValues: { ':before': before } }),
          ...(before !== undefined && { ExpressionAttributeNames: { '#sequence': 'sequence' } }),
        },
      })
      for (let attempt = 1; ; attempt++) {
        try {
          await db.send(new TransactWriteCommand({ TransactItems: writes }))
          return true
        } catch (error) {
          if (transactionConditionFailed(error)) return false
          // The other stream, or another shard, writes to the same progress: it needs a moment.
          if (!transactionClashed(error) || attempt === mostTries) throw error
          await new Promise((resolve) => setTimeout(resolve, Math.random() * 25 * 2 ** attempt))
        }
      }
    },

    /** How far a drive has come. One read. */
    async progress(campaign: string): Promise<Progress> {
      const { Item } = await db.send(new GetCommand({ TableName: table, Key: { campaign, counter: firstGroup } }))
      return z.parse(Progress, Item ?? {})
    },

    /**
     * All counts of a campaign: one item, one of its calls, and one to each further group of questions. `read` says how many. Without the
     * survey that was answered, nobody knows which counter is which: nothing by question then.
     */
    async results(campaign: string, survey: Survey | undefined): Promise<Results & { read: number }> {
      const results: Results = { progress: z.parse(Progress, {}), questions: {}, days: {}, phone: noPhoneCounts() }
      let read = 0
      let start: Item | undefined
      do {
        const { Items, LastEvaluatedKey } = await db.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: 'campaign = :campaign AND #counter BETWEEN :first AND :last',
            ExpressionAttributeNames: { '#counter': 'counter' },
            // `phone`, `progress` and `q#…`; the texts sort behind them
            ExpressionAttributeValues: { ':campaign': campaign, ':first': 'p', ':last': 'r' },
            ExclusiveStartKey: start,
          }),
        )
        for (const { campaign: _, counter, ...counts } of Items ?? []) {
          read++
          if (counter === phoneCounter) results.phone = readPhoneCounts(counts)
          else addGroup(results, namedCounts(counts, survey))
          if (counter === firstGroup) results.progress = z.parse(Progress, counts)
        }
        start = LastEvaluatedKey
      } while (start)
      return { ...results, read }
    },

    /** Free texts of one question, oldest first, some at a time. */
    async texts(
      campaign: string,
      question: string,
      cursor?: string,
    ): Promise<{ texts: { text: string; day: string }[]; cursor?: string }> {
      const { Items, LastEvaluatedKey } = await db.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'campaign = :campaign AND begins_with(#counter, :text)',
          ExpressionAttributeNames: { '#counter': 'counter' },
          ExpressionAttributeValues: { ':campaign': campaign, ':text': textsOf(question) },
          Limit: 20,
          ExclusiveStartKey: fromCursor(cursor),
        }),
      )
      const next = toCursor(LastEvaluatedKey)
      const texts = (Items ?? []).flatMap((item) =>
        Object.entries(textsIn(item)).flatMap(([day, of]) => of.map((text) => ({ text, day }))),
      )
      return { texts, ...(next && { cursor: next }) }
    },
  }
}
export type ResultStore = ReturnType<typeof resultStore>
