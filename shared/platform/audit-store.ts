/**
 * The audit in DynamoDB: who did and who saw what, and when. One write to an entry, never changed: an entry's key is its number
 * in a chain, so two writers cannot both continue the same head. Each writer keeps to one shard of the day. (audit.ts)
 */
import { randomBytes, randomInt } from 'node:crypto'
import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import {
  type AuditEntry,
  anchors,
  auditShards,
  type Chained,
  chainOf,
  chainsOf,
  type Head,
  headOf,
  nextAnchor,
  nextEntry,
} from './audit.ts'
import { conditionFailed, type Item } from './dynamo.ts'
import { addDays } from './local-time.ts'

export type { AuditEntry } from './audit.ts'

/** Writers on the same shard go ahead of each other so often; more of them is no busy day. */
const mostTries = 50
/** Nobody writes under a day that ended so long ago: no request takes longer. */
const settledMilliseconds = 60 * 60_000

/** @param key the office's key of the audit (`auditKey` of the keyring) */
export function auditStore(
  db: DynamoDBDocumentClient,
  table: string,
  key: () => Promise<Uint8Array>,
  shard = randomInt(auditShards),
) {
  /** The end of this writer's chain, as far as it knows. */
  let known: { chain: string; head: Head } | undefined
  let last: Promise<unknown> = Promise.resolve()

  const query = async (chain: string, more: Partial<ConstructorParameters<typeof QueryCommand>[0]> = {}) =>
    db.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: '#day = :day',
        ExpressionAttributeNames: { '#day': 'day' },
        ExpressionAttributeValues: { ':day': chain },
        ConsistentRead: true,
        ...more,
      }),
    )
  const newest = async (chain: string): Promise<Item | undefined> =>
    (await query(chain, { ScanIndexForward: false, Limit: 1 })).Items?.[0]

  const put = (item: Item) =>
    db.send(
      new PutCommand({
        TableName: table,
        Item: item,
        ConditionExpression: 'attribute_not_exists(#day)',
        ExpressionAttributeNames: { '#day': 'day' },
      }),
    )

  const append = async (entry: AuditEntry, at: Date): Promise<void> => {
    const chain = chainOf(at.toISOString().slice(0, 10), shard)
    const id = randomBytes(6).toString('base64url')
    for (let attempt = 1; ; attempt++) {
      const head: Head = known?.chain === chain ? known.head : headOf(await newest(chain))
      const item = nextEntry(entry, chain, head, id, at, await key())
      try {
        await put({ ...item })
        known = { chain, head: headOf(item) }
        return
      } catch (error) {
        known = undefined
        if (!conditionFailed(error) || attempt === mostTries) throw error
        // The SDK may have asked twice because an answer was lost: then the one who was faster was we.
        const there = await query(chain, {
          KeyConditionExpression: '#day = :day AND #at = :at',
          ExpressionAttributeNames: { '#day': 'day', '#at': 'at' },
          ExpressionAttributeValues: { ':day': chain, ':at': item.at },
        })
        if (there.Items?.[0]?.id === id) return
      }
    }
  }

  const pages = async function* (chain: string): AsyncGenerator<Item[]> {
    let start: Item | undefined
    do {
      const { Items, LastEvaluatedKey } = await query(chain, { ExclusiveStartKey: start })
      yield Items ?? []
      start = LastEvaluatedKey
    } while (start)
  }

  return {
    /** Writes an entry at the end of this writer's chain, one after the other. */
    async write(entry: AuditEntry, at: Date): Promise<void> {
      const done = last.then(() => append(entry, at))
      last = done.catch(() => undefined) // the one who asked hears of it
      await done
    },

    /** A chain from its beginning, page by page. */
    chain: (chain: string) => pages(chain),

    /**
     * Anchors every past day that has no anchor yet: how its chains ended. Done twice, or by two at once, it is done once.
     * Returns the days.
     */
    async anchor(now: Date): Promise<string[]> {
      const yesterday = addDays(new Date(now.getTime() - settledMilliseconds).toISOString().slice(0, 10), -1)
      const done: string[] = []
      for (let before = await newest(anchors); ; ) {
        const day = before ? addDays(String(before.at), 1) : yesterday
        if (day > yesterday) return done
        const heads = Object.fromEntries(
          await Promise.all(chainsOf(day).map(async (chain) => [chain, headOf(await newest(chain))] as const)),
        )
        const anchor = nextAnchor(day, heads, before, await key())
        try {
          await put({ ...anchor })
          before = { ...anchor }
          done.push(day)
        } catch (error) {
          if (!conditionFailed(error)) throw error
          before = await newest(anchors)
        }
      }
    },

    /** Every entry of a day over all chains, in the order of time. For a page of staff: some thousands at most. */
    async ofDay(day: string): Promise<Chained[]> {
      const all: Chained[] = []
      for (const chain of chainsOf(day)) for await (const items of pages(chain)) all.push(...(items as Chained[]))
      return all.sort((one, other) => one.time.localeCompare(other.time) || one.at.localeCompare(other.at))
    },
  }
}
export type AuditStore = ReturnType<typeof auditStore>
