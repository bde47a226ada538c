/**
 * Leases in DynamoDB: a call is one agent's for a while, and with it the number on which it talks and the promise that it keeps.
 * Whoever was slower is told so by the conditions of the writes.
 */
import {
  type DynamoDBDocumentClient,
  PutCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb'
import { pageKey } from '../contact/contact.ts'
import type { Whom } from '../contact/link.ts'
import { conditionFailed, type Item, transactionClashed } from '../platform/dynamo.ts'
import { updater } from '../platform/updater.ts'
import { type Call, type Callback, callbackKey, callIdText, callKey } from './call.ts'

/** Everything that giving a call to an agent writes, all of it or nothing. */
export interface Lease {
  whom: Whom
  /** The attempt, leased. */
  call: Call
  /** The lease that ran out and is taken over: it has the same number. */
  lapsed?: Call | undefined
  /** Her newest item before, whose place on a list ends. */
  previous?: Call | undefined
  /** The promise that is kept by it, and until when nobody else sees it. */
  callback?: Callback | undefined
  /** The beginning of the number's hash. */
  number: string
  agent: { id: string; name: string }
  /** What the agent's item may name as her call: one that is over. */
  over?: string | undefined
  at: Date
}

/**
 * `taken`: somebody was faster. `busy`: the agent has another call. A text: the call that talks on this number.
 */
export type Leased = 'leased' | 'taken' | 'busy' | { onNumber: string }

/** A number is kept for a call so long at most; whoever needs it sooner looks whether the call is over. */
const numberHours = 2
const mostTries = 8

export const agentKey = (id: string): Item => ({ page: 'agents', item: id })
export const numberKey = (hash: string): Item => ({ page: 'numbers', item: hash })

export function leaseStore(db: DynamoDBDocumentClient, table: string) {
  const callPlace = ({ campaign, page, index }: Whom, n: number): Item => ({
    page: pageKey(campaign, page),
    item: callKey(index, n),
  })
  const update = updater(db, table)

  return {
    /** Gives a call to an agent: the attempt, her one call, the number and the promise in one transaction. */
    async lease(lease: Lease): Promise<Leased> {
      const { whom, call, lapsed, previous, callback, number, agent, over, at } = lease
      const text = callIdText({ ...whom, n: call.n })
      const writes: NonNullable<TransactWriteCommandInput['TransactItems']> = [
        {
          Put: {
            TableName: table,
            Item: { ...call, ...callPlace(whom, call.n) },
            ...(lapsed
              ? {
                  ConditionExpression: '#state = :leased AND #until = :until AND #agent = :agent',
                  ExpressionAttributeNames: { '#state': 'state', '#until': 'leaseUntil', '#agent': 'agent' },
                  ExpressionAttributeValues: {
                    ':leased': 'leased',
                    ':until': lapsed.leaseUntil,
                    ':agent': lapsed.agent,
                  },
                }
              : {
                  ConditionExpression: 'attribute_not_exists(#page)',
                  ExpressionAttributeNames: { '#page': 'page' },
                }),
          },
        },
        {
          Update: {
            TableName: table,
            Key: agentKey(agent.id),
            UpdateExpression: 'SET #call = :call, #since = :since, #seen = :since, #name = :name',
            ConditionExpression: `attribute_not_exists(#call)${over ? ' OR #call = :over' : ''}`,
            ExpressionAttributeNames: { '#call': 'call', '#since': 'since', '#seen': 'seenAt', '#name': 'name' },
            ExpressionAttributeValues: {
              ':call': text,
              ':since': call.startedAt,
              ':name': agent.name,
              ...(over && { ':over': over }),
            },
          },
        },
        {
          Put: {
            TableName: table,
            Item: {
              ...numberKey(number),
              call: text,
              until: at.getTime() + numberHours * 3_600_000,
              expiresAt: Math.ceil(at.getTime() / 1000) + 86_400,
            },
            ConditionExpression: 'attribute_not_exists(#page) OR #until < :now OR #call = :call',
            ExpressionAttributeNames: { '#page': 'page', '#until': 'until', '#call': 'call' },
            ExpressionAttributeValues: { ':now': at.getTime(), ':call': text },
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          },
        },
      ]
      if (previous?.list) {
        writes.push({
          Update: {
            TableName: table,
            Key: callPlace(whom, previous.n),
            UpdateExpression: 'REMOVE #list, #due',
            ConditionExpression: '#due = :due',
            ExpressionAttributeNames: { '#list': 'list', '#due': 'dueAt' },
            ExpressionAttributeValues: { ':due': previous.dueAt },
          },
        })
      }
      if (callback) {
        writes.push({
          Update: {
            TableName: table,
            Key: { page: pageKey(whom.campaign, whom.page), item: callbackKey(whom.index) },
            UpdateExpression: 'SET #due = :due ADD #version :one',
            ConditionExpression: '#version = :version',
            ExpressionAttributeNames: { '#due': 'dueAt', '#version': 'version' },
            ExpressionAttributeValues: {
              ':due': new Date(call.leaseUntil!).toISOString(),
              ':version': callback.version,
              ':one': 1,
            },
          },
        })
      }
      for (let attempt = 0; ; attempt++) {
        try {
          await db.send(new TransactWriteCommand({ TransactItems: writes }))
          return 'leased'
        } catch (error) {
          // Who is about to get her at this very moment is somebody else: no need to wait how that ends.
          if (clashedAt(error, 0)) return 'taken'
          if (transactionClashed(error) && attempt < mostTries) {
            await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** Math.min(attempt, 5)))
            continue
          }
          const failed = failuresOf(error)
          if (!failed) throw error
          if (failed.has(1)) return 'busy'
          const onNumber = failed.get(2)
          return onNumber === undefined ? 'taken' : { onNumber }
        }
      }
    },

    /** Renews a lease that is hers still, and keeps what she has written so far. False if it is hers no more. */
    async renew(whom: Whom, held: Call, kept: Pick<Call, 'leaseUntil' | 'note' | 'clauseGivenAt'>): Promise<boolean> {
      // What keeps a promise stands on no list of its own.
      const sets: Item = { ...kept, ...(held.list && { dueAt: new Date(kept.leaseUntil!).toISOString() }) }
      const names = Object.keys(sets).filter((name) => sets[name] !== undefined)
      return update({
        Key: callPlace(whom, held.n),
        UpdateExpression: `SET ${names.map((_, n) => `#s${n} = :s${n}`).join(', ')}`,
        ConditionExpression: stillHers,
        ExpressionAttributeNames: {
          ...hersNames,
          ...Object.fromEntries(names.map((name, n) => [`#s${n}`, name])),
        },
        ExpressionAttributeValues: {
          ...hersValues(held),
          ...Object.fromEntries(names.map((name, n) => [`:s${n}`, sets[name]])),
        },
      })
    },

    /** Writes the end of an attempt over its lease. False if it is hers no more, or was closed before. */
    async close(whom: Whom, held: Call, closed: Call): Promise<boolean> {
      try {
        await db.send(
          new PutCommand({
            TableName: table,
            Item: { ...closed, ...callPlace(whom, held.n) },
            ConditionExpression: stillHers,
            ExpressionAttributeNames: hersNames,
            ExpressionAttributeValues: hersValues(held),
          }),
        )
        return true
      } catch (error) {
        if (conditionFailed(error)) return false
        throw error
      }
    },

    /** Takes an item off its list that is not a person's newest any more. */
    async unlist(whom: Whom, n: number): Promise<void> {
      await update({
        Key: callPlace(whom, n),
        UpdateExpression: 'REMOVE #list, #due',
        ConditionExpression: 'attribute_exists(#list)',
        ExpressionAttributeNames: { '#list': 'list', '#due': 'dueAt' },
      })
    },

    /** Gives a lease to another agent who has no call: from one agent's item to the other's, in one transaction. */
    async handOver(whom: Whom, held: Call, to: Lease['agent'], renewed: Call): Promise<boolean> {
      const text = callIdText({ ...whom, n: held.n })
      try {
        await db.send(
          new TransactWriteCommand({
            TransactItems: [
              {
                Put: {
                  TableName: table,
                  Item: { ...renewed, ...callPlace(whom, held.n) },
                  ConditionExpression: stillHers,
                  ExpressionAttributeNames: hersNames,
                  ExpressionAttributeValues: hersValues(held),
                },
              },
              {
                Update: {
                  TableName: table,
                  Key: agentKey(to.id),
                  UpdateExpression: 'SET #call = :call, #since = :since',
                  ConditionExpression: 'attribute_exists(#page) AND attribute_not_exists(#call)',
                  ExpressionAttributeNames: { '#page': 'page', '#call': 'call', '#since': 'since' },
                  ExpressionAttributeValues: { ':call': text, ':since': renewed.startedAt },
                },
              },
            ],
          }),
        )
        return true
      } catch (error) {
        if (failuresOf(error) || transactionClashed(error)) return false
        throw error
      }
    },
  }
}
export type LeaseStore = ReturnType<typeof leaseStore>

const stillHers = '#state = :leased AND #agent = :agent AND #started = :started'
const hersNames = { '#state': 'state', '#agent': 'agent', '#started': 'startedAt' }
const hersValues = ({ agent, startedAt }: Call): Item => ({
  ':leased': 'leased',
  ':agent': agent,
  ':started': startedAt,
})

/** Whether another transaction had its hands on the item of a certain write. */
function clashedAt(error: unknown, write: number): boolean {
  if (!transactionClashed(error)) return false
  const { CancellationReasons = [] } = error as { CancellationReasons?: { Code?: string }[] }
  return CancellationReasons[write]?.Code === 'TransactionConflict'
}

/** Which writes of a transaction were refused by their conditions, with the call that stood there; undefined for other errors. */
function failuresOf(error: unknown): Map<number, string | undefined> | undefined {
  if (!(error instanceof Error) || error.name !== 'TransactionCanceledException') return undefined
  const { CancellationReasons = [] } = error as {
    CancellationReasons?: { Code?: string; Item?: Record<string, { S?: string } | string> }[]
  }
  const failed = new Map<number, string | undefined>()
  for (const [n, { Code, Item }] of CancellationReasons.entries()) {
    if (Code !== 'ConditionalCheckFailed') continue
    const call = Item?.call
    failed.set(n, typeof call === 'string' ? call : (call?.S ?? ''))
  }
  return failed.size > 0 ? failed : undefined
}
