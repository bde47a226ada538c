/**
 * One rate for all campaigns and all workers: workers reserve stretches of the provider's time in one item, and spread
 * their mails over the stretch they hold. A stretch of some seconds costs one write. (E7: 0.8 of the provider's rate)
 */
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { conditionFailed, type Item } from '../platform/dynamo.ts'
import type { EmailChannel } from './email.ts'

const share = 0.8
const stretchSeconds = 5
/** No worker reserves more than it can soon use: an idle stretch is time that nobody else gets. */
const mostTokens = 500
const capacityMilliseconds = 60_000
const place = { campaign: 'office', item: 'rate#email' }

/** Mails a second that campaigns may use of what the provider takes. */
export const usableRate = (perSecond: number): number => Math.max(share * perSecond, 0.1)

export function rateGate(db: DynamoDBDocumentClient, table: string, channel: EmailChannel, now: () => Date) {
  let known: { rate: number; at: number } | undefined
  let freeAt = 0
  let mine = { tokens: 0, nextAt: 0 }
  let turn: Promise<unknown> = Promise.resolve()

  const rateNow = async (): Promise<number> => {
    const at = now().getTime()
    if (!known || at - known.at > capacityMilliseconds) {
      known = { rate: usableRate((await channel.capacity()).perSecond), at }
    }
    return known.rate
  }

  const update = async (expression: string, condition: string, values: Item): Promise<number | undefined> => {
    try {
      const { Attributes } = await db.send(
        new UpdateCommand({
          TableName: table,
          Key: place,
          UpdateExpression: expression,
          ConditionExpression: condition,
          ExpressionAttributeValues: values,
          ReturnValues: 'UPDATED_NEW',
        }),
      )
      return Attributes!.freeAt
    } catch (error) {
      if (conditionFailed(error)) return undefined
      throw error
    }
  }

  /** Reserves so many milliseconds of the provider's time; returns when they begin, epoch ms. */
  const reserve = async (milliseconds: number): Promise<number> => {
    for (;;) {
      const at = now().getTime()
      const behindOthers = () =>
        update('SET freeAt = freeAt + :length', 'freeAt >= :now', { ':length': milliseconds, ':now': at })
      const atOnce = () =>
        update('SET freeAt = :end', 'attribute_not_exists(freeAt) OR freeAt < :now', {
          ':end': at + milliseconds,
          ':now': at,
        })
      // A refused condition costs a write, so first what was true when this worker last looked.
      const ways = freeAt >= at ? [behindOthers, atOnce] : [atOnce, behindOthers]
      for (const way of ways) {
        const end = await way()
        if (end === undefined) continue
        freeAt = end
        return end - milliseconds
      }
    }
  }

  const take = async (mails: number): Promise<number> => {
    const rate = await rateNow()
    const at = now().getTime()
    if (mine.tokens < mails || mine.nextAt < at - stretchSeconds * 1000) {
      const tokens = Math.max(mails, Math.min(mostTokens, Math.ceil(rate * stretchSeconds)))
      mine = { tokens, nextAt: await reserve(Math.ceil((tokens * 1000) / rate)) }
    }
    const goAt = mine.nextAt
    mine = { tokens: mine.tokens - mails, nextAt: goAt + (mails * 1000) / rate }
    return Math.max(0, goAt - now().getTime())
  }

  return {
    /** How long to wait before sending so many mails, in milliseconds. Calls of one worker queue up behind each other. */
    take(mails: number): Promise<number> {
      const next = turn.then(() => take(mails))
      turn = next.catch(() => undefined)
      return next
    },
    rateNow,
  }
}
export type RateGate = ReturnType<typeof rateGate>
