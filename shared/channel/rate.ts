/**
 * One rate for all campaigns and all workers: workers reserve stretches of the provider's time in one item, and spread
 * their mails over the stretch they hold. A stretch of some seconds costs one write. (E7: 0.8 of the provider's rate)
 */
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { conditionFailed, type Item, itemOf } from '../platform/dynamo.ts'
import type { EmailChannel } from './email.ts'

const share = 0.8
const stretchSeconds = 5
/** No worker reserves more than it can soon use: an idle stretch is time that nobody else gets. */
const mostTokens = 500
/** So late a mail may still use its moment. */
const slackMilliseconds = 250
/** Nobody reserves that far ahead: what says so was written by a clock that went wrong, and is not waited for. */
const furthestMilliseconds = 600_000
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

  /** One conditional update. Where the provider's time is taken up to now, and whether that is our doing. */
  const update = async (
    expression: string,
    condition: string,
    values: Item,
  ): Promise<{ end: number; ours: boolean }> => {
    try {
      const { Attributes } = await db.send(
        new UpdateCommand({
          TableName: table,
          Key: place,
          UpdateExpression: expression,
          ConditionExpression: condition,
          ExpressionAttributeValues: values,
          ReturnValues: 'UPDATED_NEW',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      )
      return { end: Attributes!.freeAt, ours: true }
    } catch (error) {
      if (!conditionFailed(error)) throw error
      return { end: Number(itemOf(error)?.freeAt ?? 0), ours: false }
    }
  }

  /** Reserves so many milliseconds of the provider's time, if they begin by `latest`; returns when they begin, or could. */
  const reserve = async (milliseconds: number, latest: number): Promise<{ from: number; ours: boolean }> => {
    for (;;) {
      const at = now().getTime()
      const wrong = at + furthestMilliseconds
      if (freeAt > latest && freeAt <= wrong) return { from: freeAt, ours: false } // it only ever grows
      // A refused condition costs a write, so first what was true when this worker last looked.
      const { end, ours } =
        freeAt >= at && freeAt <= wrong
          ? await update('SET freeAt = freeAt + :length', 'freeAt BETWEEN :now AND :latest', {
              ':length': milliseconds,
              ':now': at,
              ':latest': latest,
            })
          : await update('SET freeAt = :end', 'attribute_not_exists(freeAt) OR freeAt < :now OR freeAt > :wrong', {
              ':end': at + milliseconds,
              ':now': at,
              ':wrong': wrong,
            })
      freeAt = end
      if (ours) return { from: end - milliseconds, ours }
    }
  }

  const take = async (mails: number, longest: number): Promise<number> => {
    const rate = await rateNow()
    const at = now().getTime()
    const latest = Math.min(at + longest, Number.MAX_SAFE_INTEGER)
    if (mine.nextAt > at + furthestMilliseconds) mine = { tokens: 0, nextAt: at }
    if (mine.nextAt < at - slackMilliseconds) {
      // Moments that have passed are gone: used all at once they would be a burst.
      const passed = Math.floor(((at - mine.nextAt) * rate) / 1000)
      mine = { tokens: Math.max(0, mine.tokens - passed), nextAt: at }
    }
    let goAt = Math.max(mine.nextAt, at)
    if (mine.tokens < mails) {
      const tokens = Math.max(mails, Math.min(mostTokens, Math.ceil(rate * stretchSeconds)))
      const { from, ours } = await reserve(Math.ceil((tokens * 1000) / rate), latest)
      if (!ours) return from - now().getTime()
      goAt = from
      // What was left of the stretch before has had its time, and makes this one longer.
      mine = { tokens: tokens + mine.tokens, nextAt: from - (mine.tokens * 1000) / rate }
    }
    if (goAt > latest) return goAt - now().getTime()
    mine = { tokens: mine.tokens - mails, nextAt: mine.nextAt + (mails * 1000) / rate }
    return Math.max(0, goAt - now().getTime())
  }

  return {
    /**
     * How long to wait before sending so many mails, in milliseconds. Calls of one worker queue up behind each other.
     * A wait of more than `longest` is only told: nothing is reserved, because time that nobody uses is lost to everybody.
     */
    take(mails: number, longest: number = Number.MAX_SAFE_INTEGER): Promise<number> {
      const next = turn.then(() => take(mails, longest))
      turn = next.catch(() => undefined)
      return next
    },

    /** Mails a second that campaigns may use now. */
    rateNow,
  }
}
export type RateGate = ReturnType<typeof rateGate>
