/** Bookings in DynamoDB: one item each by its id, and the marks by which a person has one active visit in a service. */
import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import { batchReader } from '../platform/batch-reader.ts'
import type { Item } from '../platform/dynamo.ts'
import type { Write } from '../platform/transaction.ts'
import { updater } from '../platform/updater.ts'
import { Booking } from './booking.ts'
import type { PersonKey } from './person-keys.ts'

/** A booking as it lies in the table. */
export const StoredBooking = z.extend(Booking, {
  /** Name, addresses and the link's secret, sealed. */
  sealed: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  /** Whose key seals: `office`, or a drive's id. */
  sealedBy: z.string(),
  tokenHash: z.string(),
  /** What its hold was known by: the same hold again is this booking. */
  holdKey: z.string(),
  /** The person's marks. */
  marks: z.array(z.object({ place: z.string(), item: z.string() })),
  /** When its next reminder is due (ISO), and in which bucket it is looked for. */
  list: z.optional(z.string()),
  dueAt: z.optional(z.string()),
  expiresAt: z.int(),
})
export type StoredBooking = z.infer<typeof StoredBooking>

/** The bucket in which a reminder is looked for: a local-independent day, so that no partition holds all of them. (B7) */
export const reminderList = (dueAt: string): string => `remind#${dueAt.slice(0, 10)}`

/** A mark of a person, where it stands: her visit, as far as drives ask for it. */
const Mark = z.extend(z.pick(Booking, { id: true, state: true, service: true, point: true, day: true, start: true }), {
  place: z.string(),
  item: z.string(),
})
export type Mark = z.infer<typeof Mark>

const keyOf = (id: string) => ({ place: id, item: 'booking' })

const toItem = ({ id, ...booking }: StoredBooking): Item => ({ ...booking, id, ...keyOf(id) })

const markItem = (key: PersonKey, { id, state, service, point, day, start, expiresAt }: StoredBooking): Item => ({
  ...key,
  id,
  state,
  service,
  point,
  day,
  start,
  expiresAt,
})

export function bookingStore(db: DynamoDBDocumentClient, table: string) {
  const readMany = batchReader(db, table)
  const update = updater(db, table)

  return {
    /** The booking, read consistently. */
    async get(id: string): Promise<StoredBooking | undefined> {
      const { Item } = await db.send(new GetCommand({ TableName: table, Key: keyOf(id), ConsistentRead: true }))
      return Item && z.parse(StoredBooking, Item)
    },

    /** These bookings by id, read consistently. */
    async many(ids: readonly string[]): Promise<Map<string, StoredBooking>> {
      const items = await readMany(ids.map(keyOf))
      return new Map(items.map((item) => [item.id, z.parse(StoredBooking, item)]))
    },

    /** What stands under the marks of a person. */
    async marks(keys: readonly PersonKey[]): Promise<Mark[]> {
      return (await readMany(keys.map(({ place, item }) => ({ place, item })))).map((item) => z.parse(Mark, item))
    },

    /** When the next reminder is due, if the booking has not changed its mind meanwhile; `undefined`: never again. */
    nextReminder: (id: string, from: string, to: string | undefined): Promise<boolean> =>
      update({
        Key: keyOf(id),
        UpdateExpression: to ? 'SET #due = :to, #list = :list' : 'REMOVE #due, #list',
        ConditionExpression: '#due = :from',
        ExpressionAttributeNames: { '#due': 'dueAt', '#list': 'list' },
        ExpressionAttributeValues: { ':from': from, ...(to && { ':to': to, ':list': reminderList(to) }) },
      }),

    /** Ids of what is due in a bucket of the index, up to an instant (ISO). A moment late. */
    async due(list: string, until: string, limit: number): Promise<PersonKey[]> {
      const found: PersonKey[] = []
      let start: Item | undefined
      do {
        const { Items, LastEvaluatedKey } = await db.send(
          new QueryCommand({
            TableName: table,
            IndexName: 'due',
            KeyConditionExpression: '#list = :list AND #due <= :until',
            ExpressionAttributeNames: { '#list': 'list', '#due': 'dueAt' },
            ExpressionAttributeValues: { ':list': list, ':until': until },
            Limit: limit - found.length,
            ExclusiveStartKey: start,
          }),
        )
        found.push(...(Items ?? []).map(({ place, item }) => ({ place, item })))
        start = LastEvaluatedKey
      } while (start && found.length < limit)
      return found
    },

    /** Part of a transaction: a new booking. Fails when its id is there. */
    creating: (booking: StoredBooking): Write => ({
      Put: {
        TableName: table,
        Item: toItem(booking),
        ConditionExpression: 'attribute_not_exists(#place)',
        ExpressionAttributeNames: { '#place': 'place' },
      },
    }),

    /** Part of a transaction: a changed booking over the one that was read. Every change adds a line to the journal. */
    changing: (before: StoredBooking, after: StoredBooking): Write => ({
      Put: {
        TableName: table,
        Item: toItem(after),
        ConditionExpression: 'size(#journal) = :lines',
        ExpressionAttributeNames: { '#journal': 'journal' },
        ExpressionAttributeValues: { ':lines': before.journal.length },
      },
    }),

    /**
     * Part of a transaction: the mark of a person, where no other active visit of hers stands.
     * @param since the local day before which a visit that nobody marked is active no more
     */
    marking: (key: PersonKey, booking: StoredBooking, since: string): Write => ({
      Put: {
        TableName: table,
        Item: markItem(key, booking),
        ConditionExpression: 'attribute_not_exists(#place) OR #id = :id OR #state <> :confirmed OR #day < :since',
        ExpressionAttributeNames: { '#place': 'place', '#id': 'id', '#state': 'state', '#day': 'day' },
        ExpressionAttributeValues: { ':id': booking.id, ':confirmed': 'confirmed', ':since': since },
      },
    }),
  }
}
export type BookingStore = ReturnType<typeof bookingStore>
