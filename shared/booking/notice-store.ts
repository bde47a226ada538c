/**
 * Mails about visits in DynamoDB: an item beside the booking for each of them, made by whoever claims it. What is not done stands in the index
 * until it is: what is to be tried again, and what was claimed and never told of.
 */
import { type DynamoDBDocumentClient, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { conditionFailed, type Item, transactionConditionFailed } from '../platform/dynamo.ts'
import { updater } from '../platform/updater.ts'
import type { JournalEntry } from './booking.ts'
import { leaseMinutes, type NoticeId, type NoticeState, retryMinutes } from './notice.ts'

/** The list of the index on which notices stand that are not done. */
export const noticesList = 'notices'

const keyOf = ({ of, kind, sequence }: NoticeId) => ({ place: of, item: `notice#${sequence}#${kind}` })

const minutesAfter = (at: Date, minutes: number): string => new Date(at.getTime() + minutes * 60_000).toISOString()

export function noticeStore(db: DynamoDBDocumentClient, table: string) {
  const update = updater(db, table)

  const make = async (id: NoticeId, item: Item, at: Date, expiresAt: number): Promise<boolean> => {
    try {
      await db.send(
        new PutCommand({
          TableName: table,
          Item: { ...id, ...keyOf(id), ...item, at: at.toISOString(), list: noticesList, expiresAt },
          ConditionExpression: 'attribute_not_exists(#place)',
          ExpressionAttributeNames: { '#place': 'place' },
        }),
      )
      return true
    } catch (error) {
      if (conditionFailed(error)) return false
      throw error
    }
  }

  const move = (
    id: NoticeId,
    from: NoticeState,
    to: NoticeState,
    at: Date,
    dueAt: string | undefined,
  ): Promise<boolean> =>
    update({
      Key: keyOf(id),
      UpdateExpression: dueAt
        ? 'SET #state = :to, #at = :at, #list = :list, #due = :due ADD #tries :tries'
        : 'SET #state = :to, #at = :at REMOVE #list, #due ADD #tries :tries',
      ConditionExpression: '#state = :from',
      ExpressionAttributeNames: { '#state': 'state', '#at': 'at', '#list': 'list', '#due': 'dueAt', '#tries': 'tries' },
      ExpressionAttributeValues: {
        ':from': from,
        ':to': to,
        ':at': at.toISOString(),
        ':tries': to === 'claimed' ? 1 : 0,
        ...(dueAt && { ':list': noticesList, ':due': dueAt }),
      },
    })

  return {
    /** Makes a notice that is due: its stream wakes whoever sends. False if it is there already. */
    ask: (id: NoticeId, at: Date, expiresAt: number): Promise<boolean> =>
      make(id, { state: 'due', tries: 0, dueAt: minutesAfter(at, retryMinutes) }, at, expiresAt),

    /** Claims a notice that nobody has made yet, or that is due. False if somebody else has it, or it is done. */
    async claim(id: NoticeId, at: Date, expiresAt: number): Promise<boolean> {
      const dueAt = minutesAfter(at, leaseMinutes)
      return (
        (await make(id, { state: 'claimed', tries: 1, dueAt }, at, expiresAt)) ||
        (await move(id, 'due', 'claimed', at, dueAt))
      )
    },

    /** Keeps how a claimed one ended. */
    record: (id: NoticeId, state: Exclude<NoticeState, 'due' | 'claimed'>, at: Date): Promise<boolean> =>
      move(id, 'claimed', state, at, undefined),

    /** Gives a claimed one back, to be tried again later: nothing went out, for certain. */
    giveBack: (id: NoticeId, at: Date): Promise<boolean> =>
      move(id, 'claimed', 'due', at, minutesAfter(at, retryMinutes)),

    /** Wakes whoever sends once more. */
    wake: (id: NoticeId, at: Date): Promise<boolean> => move(id, 'due', 'due', at, minutesAfter(at, retryMinutes)),

    /**
     * The provider says that one did not arrive: kept beside the visit, and in its journal for the point's staff. It may come back before whoever
     * sent it has written so. False if it is known already, or the visit is gone.
     */
    async bounced(id: NoticeId, at: Date): Promise<boolean> {
      const entry: JournalEntry = { at: at.toISOString(), did: 'undelivered', by: 'mail' }
      const notice = {
        TableName: table,
        Key: keyOf(id),
        UpdateExpression: 'SET #state = :bounced, #at = :at REMOVE #list, #due',
        ConditionExpression: 'attribute_exists(#place) AND #state <> :bounced',
        ExpressionAttributeNames: {
          '#state': 'state',
          '#at': 'at',
          '#list': 'list',
          '#due': 'dueAt',
          '#place': 'place',
        },
        ExpressionAttributeValues: { ':bounced': 'bounced', ':at': entry.at },
      }
      const journal = {
        TableName: table,
        Key: { place: id.of, item: 'booking' },
        UpdateExpression: 'SET #journal = list_append(#journal, :entries)',
        ConditionExpression: 'attribute_exists(#place)',
        ExpressionAttributeNames: { '#journal': 'journal', '#place': 'place' },
        ExpressionAttributeValues: { ':entries': [entry] },
      }
      const isVisit = id.of.startsWith('bkg_')
      try {
        await db.send(
          new TransactWriteCommand({ TransactItems: [{ Update: notice }, ...(isVisit ? [{ Update: journal }] : [])] }),
        )
        return true
      } catch (error) {
        if (transactionConditionFailed(error)) return false
        throw error
      }
    },

    /** A claim whose lease is over: nobody knows whether it went out, and it is not sent again. */
    doubt: (id: NoticeId, at: Date): Promise<boolean> => move(id, 'claimed', 'doubt', at, undefined),
  }
}
export type NoticeStore = ReturnType<typeof noticeStore>

/** A notice by its key in the table; undefined for anything else. */
export function noticeOfKey({ place, item }: { place: string; item: string }): Omit<NoticeId, 'service'> | undefined {
  const [, sequence, kind] = /^notice#(\d+)#(\w+)$/.exec(item) ?? []
  return sequence === undefined ? undefined : { of: place, sequence: Number(sequence), kind: kind as NoticeId['kind'] }
}
