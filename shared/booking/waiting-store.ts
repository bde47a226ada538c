/** The waiting list in DynamoDB: those who wait or have an offer in one partition, in their order; whoever has left it in another. */
import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import { batchReader } from '../platform/batch-reader.ts'
import type { Item } from '../platform/dynamo.ts'
import type { Write } from '../platform/transaction.ts'
import { Waiting } from './booking.ts'
import type { PersonKey } from './person-keys.ts'

export const StoredWaiting = z.extend(Waiting, {
  sealed: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  sealedBy: z.string(),
  tokenHash: z.string(),
  marks: z.array(z.object({ place: z.string(), item: z.string() })),
  /** Grows with every write. */
  version: z.int(),
  /** The offers that may lapse, for the clock: `offers`, and until when. */
  list: z.optional(z.string()),
  dueAt: z.optional(z.string()),
  expiresAt: z.int(),
})
export type StoredWaiting = z.infer<typeof StoredWaiting>

/** The list of the index on which offers stand until their time is over. */
export const offersList = 'offers'

/** The item by which the clock finds a service that somebody waits for. */
export const waitsList = 'waits'

/** Entries read at once: mostly the first one is asked for. */
const pageSize = 100

const here = (service: string) => `${service}#waiting`
const gone = (service: string) => `${service}#waited`

/** Whether somebody is still on the list. */
export const isOnList = ({ state }: Pick<Waiting, 'state'>): boolean => state === 'waiting' || state === 'offered'

export function waitingStore(db: DynamoDBDocumentClient, table: string) {
  const read = async (place: string, item: string): Promise<StoredWaiting | undefined> => {
    const { Item } = await db.send(new GetCommand({ TableName: table, Key: { place, item }, ConsistentRead: true }))
    return Item && z.parse(StoredWaiting, Item)
  }

  const readMany = batchReader(db, table)

  async function* each(service: string): AsyncGenerator<StoredWaiting> {
    let start: Item | undefined
    do {
      const { Items, LastEvaluatedKey } = await db.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: '#place = :place',
          ExpressionAttributeNames: { '#place': 'place' },
          ExpressionAttributeValues: { ':place': here(service) },
          ConsistentRead: true,
          Limit: pageSize,
          ExclusiveStartKey: start,
        }),
      )
      for (const item of Items ?? []) yield z.parse(StoredWaiting, item)
      start = LastEvaluatedKey
    } while (start)
  }

  return {
    /** An entry, on the list or gone from it. */
    async get(service: string, id: string): Promise<StoredWaiting | undefined> {
      return (await read(here(service), id)) ?? (await read(gone(service), id))
    },

    /** Who stands under some marks of the list: her entry, while she is on it. */
    async marked(service: string, keys: readonly PersonKey[]): Promise<StoredWaiting | undefined> {
      for (const { id } of await readMany(keys.map(({ place, item }) => ({ place, item })))) {
        const found = await read(here(service), id)
        if (found) return found
      }
      return undefined
    },

    /** Those on the list of a service, in order. Read consistently. */
    async list(service: string): Promise<StoredWaiting[]> {
      const found: StoredWaiting[] = []
      for await (const waiting of each(service)) found.push(waiting)
      return found
    },

    /** The first who waits and fits, read consistently and no further than needed. */
    async first(service: string, fits: (waiting: StoredWaiting) => boolean): Promise<StoredWaiting | undefined> {
      for await (const waiting of each(service)) if (waiting.state === 'waiting' && fits(waiting)) return waiting
      return undefined
    },

    /** Nobody waits for a service any more: the clock leaves it alone. */
    async forget(service: string): Promise<void> {
      await db.send(new DeleteCommand({ TableName: table, Key: { place: service, item: 'waits' } }))
    },

    /** Part of a transaction: a new entry. */
    creating: (waiting: StoredWaiting): Write => ({
      Put: {
        TableName: table,
        Item: { ...waiting, place: here(waiting.service), item: waiting.id },
        ConditionExpression: 'attribute_not_exists(#place)',
        ExpressionAttributeNames: { '#place': 'place' },
      },
    }),

    /** Parts of a transaction: a changed entry over the version that was read; one that has left goes to the others that have. */
    changing(before: StoredWaiting, after: StoredWaiting): Write[] {
      const over = {
        TableName: table,
        ConditionExpression: '#version = :version',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':version': before.version },
      }
      const item = { ...after, version: before.version + 1, item: after.id }
      if (isOnList(after)) return [{ Put: { ...over, Item: { ...item, place: here(after.service) } } }]
      return [
        { Delete: { ...over, Key: { place: here(before.service), item: before.id } } },
        { Put: { TableName: table, Item: { ...item, place: gone(after.service) } } },
        ...after.marks.map((Key): Write => ({ Delete: { TableName: table, Key } })),
      ]
    },

    /** Part of a transaction: the mark of somebody who waits; fails when she waits already. */
    marking: (Key: PersonKey, { id, expiresAt }: StoredWaiting): Write => ({
      Put: {
        TableName: table,
        Item: { ...Key, id, expiresAt },
        ConditionExpression: 'attribute_not_exists(#place)',
        ExpressionAttributeNames: { '#place': 'place' },
      },
    }),

    /** Part of a transaction: makes the clock look after a service. */
    lookingAfter: (service: string): Write => ({
      Put: { TableName: table, Item: { place: service, item: 'waits', list: waitsList, dueAt: service } },
    }),
  }
}
export type WaitingStore = ReturnType<typeof waitingStore>
