/**
 * Agents in DynamoDB: who works on what beside the calls (`agents`), numbers that are being talked on (`numbers`). What
 * leases a call to them is in lease-store.ts, their lists are in agent-list-store.ts.
 */
import { randomBytes } from 'node:crypto'
import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import { pageKey } from '../contact/contact.ts'
import type { Whom } from '../contact/link.ts'
import { conditionFailed, type Item } from '../platform/dynamo.ts'
import { updater } from '../platform/updater.ts'
import { Agent, type Choice, type LateRecord } from './agent.ts'
import { callKey } from './call.ts'
import { agentKey, type Lease, numberKey } from './lease-store.ts'

export function agentStore(db: DynamoDBDocumentClient, table: string) {
  const update = updater(db, table)

  return {
    /** An agent, read consistently. */
    async get(id: string): Promise<Agent | undefined> {
      const { Item } = await db.send(new GetCommand({ TableName: table, Key: agentKey(id), ConsistentRead: true }))
      return Item && readAgent(Item)
    },

    /** Every agent who ever chose a list. */
    async all(): Promise<Agent[]> {
      const found: Agent[] = []
      let start: Item | undefined
      do {
        const { Items, LastEvaluatedKey } = await db.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: '#page = :agents',
            ExpressionAttributeNames: { '#page': 'page' },
            ExpressionAttributeValues: { ':agents': 'agents' },
            ExclusiveStartKey: start,
          }),
        )
        found.push(...(Items ?? []).map(readAgent))
        start = LastEvaluatedKey
      } while (start)
      return found
    },

    /** Numbers on which agents talk, by the beginning of their hashes; read consistently. */
    async numbersInUse(at: Date): Promise<Set<string>> {
      const { Items = [] } = await db.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: '#page = :numbers',
          FilterExpression: '#until > :now',
          ExpressionAttributeNames: { '#page': 'page', '#until': 'until' },
          ExpressionAttributeValues: { ':numbers': 'numbers', ':now': at.getTime() },
          ConsistentRead: true,
        }),
      )
      return new Set(Items.map(({ item }) => item))
    },

    /** Keeps what an agent works on. */
    async choose({ id, name }: Lease['agent'], { lists, languages, skills }: Choice, at: Date): Promise<void> {
      await update({
        Key: agentKey(id),
        UpdateExpression:
          'SET #name = :name, #lists = :lists, #languages = :languages, #skills = :skills, #seen = :seen',
        ExpressionAttributeNames: {
          '#name': 'name',
          '#lists': 'lists',
          '#languages': 'languages',
          '#skills': 'skills',
          '#seen': 'seenAt',
        },
        ExpressionAttributeValues: {
          ':name': name,
          ':lists': lists,
          ':languages': languages,
          ':skills': skills,
          ':seen': at.toISOString(),
        },
      })
    },

    /** The agent has no call any more, if it was this one; `today` are her counts of the day. */
    async letGo(id: string, call: string, at: Date, today?: Agent['today']): Promise<void> {
      await update({
        Key: agentKey(id),
        UpdateExpression: `SET #seen = :seen${today ? ', #today = :today' : ''} REMOVE #call, #since`,
        ConditionExpression: '#call = :call',
        ExpressionAttributeNames: {
          '#seen': 'seenAt',
          '#call': 'call',
          '#since': 'since',
          ...(today && { '#today': 'today' }),
        },
        ExpressionAttributeValues: {
          ':seen': at.toISOString(),
          ':call': call,
          ...(today && { ':today': today }),
        },
      })
    },

    /** The number is free again, if it was this call's. */
    async freeNumber(hash: string, call: string): Promise<void> {
      try {
        await db.send(
          new DeleteCommand({
            TableName: table,
            Key: numberKey(hash),
            ConditionExpression: '#call = :call',
            ExpressionAttributeNames: { '#call': 'call' },
            ExpressionAttributeValues: { ':call': call },
          }),
        )
      } catch (error) {
        if (!conditionFailed(error)) throw error
      }
    },

    /** A sign of her work. */
    async seen(id: string, at: Date): Promise<void> {
      await update({
        Key: agentKey(id),
        UpdateExpression: 'SET #seen = :seen',
        ConditionExpression: 'attribute_exists(#page)',
        ExpressionAttributeNames: { '#seen': 'seenAt', '#page': 'page' },
        ExpressionAttributeValues: { ':seen': at.toISOString() },
      })
    },

    /** Keeps what came too late, beside the calls of the page. */
    async keepLate({ campaign, page }: Whom, record: LateRecord): Promise<void> {
      const item = `${callKey(record.index, record.n)}#${randomBytes(6).toString('base64url')}`
      await db.send(
        new PutCommand({ TableName: table, Item: { ...record, page: `${pageKey(campaign, page)}#late`, item } }),
      )
    },
  }
}
export type AgentStore = ReturnType<typeof agentStore>

/** Somebody who was handed a call or took one before she chose lists has none. */
const readAgent = (item: Item): Agent =>
  z.parse(Agent, { lists: [], languages: [], skills: [], ...item, agent: item.item })
