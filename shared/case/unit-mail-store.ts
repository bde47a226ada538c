/**
 * Mails to units in DynamoDB: an item beside the case, put there by the write that makes it due, so that its stream wakes whoever sends.
 * What is not done stands in the index `register` until it is. How a mail ended is written into the case's journal by the same write.
 */
import { type DynamoDBDocumentClient, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import { type Item, transactionConditionFailed } from '../platform/dynamo.ts'
import { updater } from '../platform/updater.ts'
import type { CaseEntry } from './case.ts'
import { keptDays, leaseMinutes, retryMinutes, UnitMail, type UnitMailEnd, type UnitMailState } from './unit-mail.ts'

/** The register on which mails stand that are not done. */
const mailsList = 'mails'

const minutesAfter = (at: Date, minutes: number): string => new Date(at.getTime() + minutes * 60_000).toISOString()

/** The item of a mail that is due. */
export const itemOfMail = (mail: UnitMail, at: Date): Item => ({
  ...mail,
  register: mailsList,
  dueOn: minutesAfter(at, retryMinutes),
  expiresAt: Math.floor(at.getTime() / 1000) + keptDays * 86_400,
})

/** Which mail it is. */
export type UnitMailId = Pick<UnitMail, 'case' | 'item'>

export function unitMailStore(db: DynamoDBDocumentClient, table: string) {
  const update = updater(db, table)

  const move = (
    { case: id, item }: UnitMailId,
    from: UnitMailState,
    to: UnitMailState,
    at: Date,
    minutes: number,
  ): Promise<boolean> =>
    update({
      Key: { case: id, item },
      UpdateExpression: 'SET #state = :to, #due = :due ADD #tries :tries',
      ConditionExpression: '#state = :from',
      ExpressionAttributeNames: { '#state': 'state', '#due': 'dueOn', '#tries': 'tries' },
      ExpressionAttributeValues: {
        ':from': from,
        ':to': to,
        ':due': minutesAfter(at, minutes),
        ':tries': to === 'claimed' ? 1 : 0,
      },
    })

  return {
    /** Claims a mail that is due. False if somebody else has it, or it is done. */
    claim: (id: UnitMailId, at: Date): Promise<boolean> => move(id, 'due', 'claimed', at, leaseMinutes),

    /** Gives a claimed one back, to be tried again later: nothing went out, for certain. */
    giveBack: (id: UnitMailId, at: Date): Promise<boolean> => move(id, 'claimed', 'due', at, retryMinutes),

    /** Wakes whoever sends once more. */
    wake: (id: UnitMailId, at: Date): Promise<boolean> => move(id, 'due', 'due', at, retryMinutes),

    /** Keeps how one ended that was in this state, in the mail and in the journal of its case. False if it was not. */
    async end(
      { case: id, item }: UnitMailId,
      from: UnitMailState,
      to: UnitMailEnd,
      entry: CaseEntry,
    ): Promise<boolean> {
      const mail = {
        TableName: table,
        Key: { case: id, item },
        UpdateExpression: 'SET #state = :to REMOVE #register, #due',
        ConditionExpression: '#state = :from',
        ExpressionAttributeNames: { '#state': 'state', '#register': 'register', '#due': 'dueOn' },
        ExpressionAttributeValues: { ':from': from, ':to': to },
      }
      const journal = {
        TableName: table,
        Key: { case: id, item: 'case' },
        UpdateExpression: 'SET #journal = list_append(#journal, :entries) ADD #version :one',
        ConditionExpression: 'attribute_exists(#case)',
        ExpressionAttributeNames: { '#journal': 'journal', '#version': 'version', '#case': 'case' },
        ExpressionAttributeValues: { ':entries': [entry], ':one': 1 },
      }
      try {
        await db.send(new TransactWriteCommand({ TransactItems: [{ Update: mail }, { Update: journal }] }))
        return true
      } catch (error) {
        if (transactionConditionFailed(error)) return false
        throw error
      }
    },

    /** Mails that were put off or claimed, and whose time has come. */
    async waiting(at: Date, limit: number): Promise<UnitMail[]> {
      const { Items } = await db.send(
        new QueryCommand({
          TableName: table,
          IndexName: 'register',
          KeyConditionExpression: '#register = :mails AND #due <= :now',
          ExpressionAttributeNames: { '#register': 'register', '#due': 'dueOn' },
          ExpressionAttributeValues: { ':mails': mailsList, ':now': at.toISOString() },
          Limit: limit,
        }),
      )
      return (Items ?? []).map((item) => z.parse(UnitMail, item))
    },
  }
}
export type UnitMailStore = ReturnType<typeof unitMailStore>
