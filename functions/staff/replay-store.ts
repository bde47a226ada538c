/** What was answered to a request with an Idempotency-Key, kept for a day: the same request again gets the same answer. */
import { createHash } from 'node:crypto'
import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import { conditionFailed } from '../../shared/platform/dynamo.ts'
import { ApiError } from './problem.ts'

const keptSeconds = 86_400
/** A request that has not ended after this long was cut off (a function's time-out is shorter): it may be tried again. */
const leaseSeconds = 60

const Answer = z.object({ status: z.int(), body: z.string() })
export type Answer = z.infer<typeof Answer>

const Kept = z.object({ request: z.string(), until: z.int(), expiresAt: z.int(), answer: z.optional(Answer) })

export function replayStore(db: DynamoDBDocumentClient, table: string, now: () => Date) {
  return {
    /**
     * Does the work once for a key and person; a repetition gets the first answer. A request under the same key that
     * differs is refused, and so is one that comes while the first is being worked on. Work that throws leaves no trace.
     */
    async once(
      { key, person, request }: { key: string; person: string; request: string },
      work: () => Promise<Answer>,
    ): Promise<Answer & { replayed: boolean }> {
      const Key = { campaign: `replay#${digest(`${person}\n${key}`)}`, item: 'answer' }
      const seconds = Math.floor(now().getTime() / 1000)
      const claim = { request: digest(request), until: seconds + leaseSeconds, expiresAt: seconds + keptSeconds }
      const claimed = await db
        .send(
          new PutCommand({
            TableName: table,
            Item: { ...Key, ...claim },
            ConditionExpression:
              'attribute_not_exists(campaign) OR expiresAt < :now OR (attribute_not_exists(answer) AND #until < :now AND #request = :request)',
            ExpressionAttributeNames: { '#until': 'until', '#request': 'request' },
            ExpressionAttributeValues: { ':now': seconds, ':request': claim.request },
          }),
        )
        .then(() => true)
        .catch((error) => {
          if (conditionFailed(error)) return false
          throw error
        })
      if (!claimed) {
        const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))
        const kept = z.safeParse(Kept, Item)
        if (kept.success && kept.data.request !== claim.request) throw new ApiError('key-reused')
        if (!kept.data?.answer) throw new ApiError('in-progress')
        return { ...kept.data.answer, replayed: true }
      }
      try {
        const answer = await work()
        await db.send(new PutCommand({ TableName: table, Item: { ...Key, ...claim, answer } }))
        return { ...answer, replayed: false }
      } catch (error) {
        await db.send(new DeleteCommand({ TableName: table, Key }))
        throw error
      }
    },
  }
}
export type ReplayStore = ReturnType<typeof replayStore>

const digest = (text: string) => createHash('sha256').update(text).digest('base64url')
