/**
 * Calls in DynamoDB: the attempts of a person in order, and the promise to call her back, under the key of her page of
 * contacts. What is due stands in the index `due`, by list and time; entries of older attempts stay there, and a person's
 * newest item is the truth.
 */
import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import { indexKey, pageKey, readPageKey } from '../contact/contact.ts'
import type { Whom } from '../contact/link.ts'
import { conditionFailed, type Item } from '../platform/dynamo.ts'
import { Call, Callback, type CallId, callbackKey, callIdText, callKey, listOf } from './call.ts'

/** What was tried with one person, in order, and what was promised to her. */
export interface PersonCalls {
  calls: Call[]
  callback?: Callback
}

/** An entry of a list: whose, which attempt it stands on, and from when it is due. */
export interface Due {
  page: number
  index: number
  n: number | 'callback'
  /** ISO in UTC. */
  dueAt: string
  owner?: string
  /** Its place in the index: `due` goes on behind it. */
  position: string
}

/** What a person wished: when, with whom, and where she said so. */
export type Wish = Pick<Callback, 'at' | 'owner' | 'from' | 'madeAt'>

/** How often what a busy table kept back is asked for again. */
const mostTries = 8
const batchSize = 100

export function callStore(db: DynamoDBDocumentClient, table: string) {
  const query = async (condition: string, values: Item, names: Record<string, string>): Promise<Item[]> => {
    const found: Item[] = []
    let start: Item | undefined
    do {
      const { Items, LastEvaluatedKey } = await db.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: condition,
          ExpressionAttributeNames: names,
          ExpressionAttributeValues: values,
          ConsistentRead: true,
          ExclusiveStartKey: start,
        }),
      )
      found.push(...(Items ?? []))
      start = LastEvaluatedKey
    } while (start)
    return found
  }

  return {
    /** The calls of one person, read consistently. */
    async ofPerson({ campaign, page, index }: Whom): Promise<PersonCalls> {
      const items = await query(
        '#page = :page AND begins_with(#item, :index)',
        { ':page': pageKey(campaign, page), ':index': `${indexKey(index)}#` },
        { '#page': 'page', '#item': 'item' },
      )
      return byPerson(items).get(index) ?? { calls: [] }
    },

    /** The calls of everybody on a page who has any, by index; read consistently. */
    async ofPage(campaign: string, page: number): Promise<Map<number, PersonCalls>> {
      return byPerson(await query('#page = :page', { ':page': pageKey(campaign, page) }, { '#page': 'page' }))
    },

    /** Which of these attempts are closed, by their texts; read consistently. */
    async closed(calls: readonly CallId[]): Promise<Set<string>> {
      const found = new Set<string>()
      for (let first = 0; first < calls.length; first += batchSize) {
        let left: Item[] | undefined = calls
          .slice(first, first + batchSize)
          .map(({ campaign, page, index, n }) => ({ page: pageKey(campaign, page), item: callKey(index, n) }))
        for (let attempt = 0; left?.length; attempt++) {
          if (attempt > mostTries) throw new Error('DynamoDB keeps back calls: the table is throttled')
          if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, Math.min(2000, 25 * 2 ** attempt)))
          const answer: BatchAnswer = await db.send(
            new BatchGetCommand({ RequestItems: { [table]: { Keys: left, ConsistentRead: true } } }),
          )
          for (const item of answer.Responses?.[table] ?? []) {
            const call = z.parse(Call, item)
            if (call.state === 'closed')
              found.add(callIdText({ ...readPageKey(item.page), index: call.index, n: call.n }))
          }
          left = answer.UnprocessedKeys?.[table]?.Keys
        }
      }
      return found
    },

    /** Keeps a call under its number, if nothing stands there: an attempt that has ended, or a turn skipped. False if something does. */
    async close({ campaign, page }: Pick<Whom, 'campaign' | 'page'>, call: Call): Promise<boolean> {
      try {
        await db.send(
          new PutCommand({
            TableName: table,
            Item: { ...call, page: pageKey(campaign, page), item: callKey(call.index, call.n) },
            ConditionExpression: 'attribute_not_exists(#page)',
            ExpressionAttributeNames: { '#page': 'page' },
          }),
        )
        return true
      } catch (error) {
        if (conditionFailed(error)) return false
        throw error
      }
    },

    /**
     * What is due on a list, oldest first: from an instant on, or behind an entry's `position`, up to and with `until` (ISO).
     * The index is a moment late, and holds entries of older attempts: ask `ofPerson` before acting on one.
     */
    async due(list: string, from: string | undefined, until: string, limit: number): Promise<Due[]> {
      const found: Due[] = []
      let start = startKey(list, from)
      const earliest = start ? start.dueAt : (from ?? '')
      do {
        if (earliest > until) break
        const { Items, LastEvaluatedKey } = await db.send(
          new QueryCommand({
            TableName: table,
            IndexName: 'due',
            KeyConditionExpression: '#list = :list AND #due BETWEEN :from AND :until',
            ExpressionAttributeNames: { '#list': 'list', '#due': 'dueAt' },
            ExpressionAttributeValues: { ':list': list, ':from': earliest || '0', ':until': until },
            Limit: limit - found.length,
            ExclusiveStartKey: start,
          }),
        )
        for (const item of Items ?? []) found.push(dueOf(item))
        start = LastEvaluatedKey
      } while (start && found.length < limit)
      return found
    },

    /** How many entries a list has, up to and with `until` (ISO) if it is given; those of older attempts too. */
    async countDue(list: string, until?: string): Promise<number> {
      let count = 0
      let start: Item | undefined
      do {
        const { Count, LastEvaluatedKey } = await db.send(
          new QueryCommand({
            TableName: table,
            IndexName: 'due',
            Select: 'COUNT',
            KeyConditionExpression: until ? '#list = :list AND #due <= :until' : '#list = :list',
            ExpressionAttributeNames: { '#list': 'list', ...(until && { '#due': 'dueAt' }) },
            ExpressionAttributeValues: { ':list': list, ...(until && { ':until': until }) },
            ExclusiveStartKey: start,
          }),
        )
        count += Count ?? 0
        start = LastEvaluatedKey
      } while (start)
      return count
    },

    /** Keeps a promise to call back. A new wish takes the place of the one before. */
    async promise({ campaign, page, index }: Whom, { owner, ...wish }: Wish): Promise<Callback> {
      const sets: Item = {
        index,
        state: 'open',
        ...wish,
        tries: 0,
        list: listOf(campaign, 'callback'),
        dueAt: wish.at,
        ...(owner && { owner }),
      }
      const names = Object.keys(sets)
      const { Attributes } = await db.send(
        new UpdateCommand({
          TableName: table,
          Key: { page: pageKey(campaign, page), item: callbackKey(index) },
          UpdateExpression: `SET ${names.map((_, n) => `#s${n} = :s${n}`).join(', ')}${owner ? '' : ' REMOVE #owner'} ADD #version :one`,
          ExpressionAttributeNames: {
            ...Object.fromEntries(names.map((name, n) => [`#s${n}`, name])),
            ...(!owner && { '#owner': 'owner' }),
            '#version': 'version',
          },
          ExpressionAttributeValues: {
            ...Object.fromEntries(names.map((name, n) => [`:s${n}`, sets[name]])),
            ':one': 1,
          },
          ReturnValues: 'ALL_NEW',
        }),
      )
      return z.parse(Callback, Attributes)
    },

    /**
     * Writes a promise over the version it was read at. While it is open it stands on the list of promised calls, from its
     * `dueAt` or else its `at` on. False if somebody else changed it first.
     */
    async moveCallback({ campaign, page, index }: Whom, from: Callback, to: Callback): Promise<boolean> {
      const { list: _, dueAt, ...rest } = to
      const listed = to.state === 'open' && { list: listOf(campaign, 'callback'), dueAt: dueAt ?? to.at }
      try {
        await db.send(
          new PutCommand({
            TableName: table,
            Item: {
              ...rest,
              ...listed,
              version: from.version + 1,
              page: pageKey(campaign, page),
              item: callbackKey(index),
            },
            ConditionExpression: '#version = :version',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':version': from.version },
          }),
        )
        return true
      } catch (error) {
        if (conditionFailed(error)) return false
        throw error
      }
    },
  }
}
export type CallStore = ReturnType<typeof callStore>

interface BatchAnswer {
  Responses?: Record<string, Item[]> | undefined
  UnprocessedKeys?: Record<string, { Keys?: Item[] | undefined }> | undefined
}

function byPerson(items: readonly Item[]): Map<number, PersonCalls> {
  const people = new Map<number, PersonCalls>()
  for (const item of items) {
    const person = people.get(item.index) ?? { calls: [] }
    people.set(item.index, person)
    if (item.item.endsWith('#callback')) person.callback = z.parse(Callback, item)
    else person.calls.push(z.parse(Call, item))
  }
  for (const { calls } of people.values()) calls.sort((one, other) => one.n - other.n)
  return people
}

const positionOf = ({ dueAt, page, item }: Item): string => `${dueAt}|${page}|${item}`

/** Where a Query of the index goes on behind a position; undefined for an instant, from which it begins. */
function startKey(list: string, from: string | undefined): Item | undefined {
  const [dueAt, page, item] = from?.split('|') ?? []
  return item ? { list, dueAt, page, item } : undefined
}

function dueOf(entry: Item): Due {
  const [index, n] = entry.item.split('#')
  return {
    page: readPageKey(entry.page).page,
    index: Number(index),
    n: n === 'callback' ? n : Number(n),
    dueAt: entry.dueAt,
    ...(entry.owner && { owner: entry.owner }),
    position: positionOf(entry),
  }
}
