/**
 * Slots in DynamoDB: one item each, those of a point in one partition by day and time, so that one Query tells a whole fortnight. Holds and
 * bookings are attributes of their own (`h_…`, `b_…`) beside their number: while that is below the capacity a place is taken by one write
 * that needs no read and is in nobody's way. Only in a slot that looks full holds that are over are dropped, over the version. (B3;
 * docs/decisions/a-place-is-one-write.md)
 */
import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import {
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import * as z from 'zod/mini'
import { conditionFailed, type Item } from '../platform/dynamo.ts'
import type { Write } from '../platform/transaction.ts'
import type { SlotRef } from './calendar.ts'
import { emptySlot, type HeldPlace, placesOf, Slot } from './slot.ts'

const placeOf = ({ service, point }: Pick<SlotRef, 'service' | 'point'>): string => `${service}#${point}`
const keyOf = (slot: SlotRef) => ({ place: placeOf(slot), item: `slot#${slot.day}#${slot.start}` })

/** A slot's place within its point, as `range` gives it back. */
export const whenOf = ({ day, start }: Pick<SlotRef, 'day' | 'start'>): string => `${day}#${start}`

const heldName = (key: string): string => `h_${key}`
const bookedName = (booking: string): string => `b_${booking.slice('bkg_'.length)}`

/** A slot from its item. */
function slotOf(item: Item): Slot {
  const holds: Item = {}
  const booked: Item = {}
  for (const [name, value] of Object.entries(item)) {
    if (name.startsWith('h_')) holds[name.slice(2)] = value
    if (name.startsWith('b_')) booked[`bkg_${name.slice(2)}`] = value
  }
  return z.parse(Slot, { version: item.version, holds, booked, closed: item.closed })
}

/** Who gets a place in the same write in which somebody leaves it: under which key, until when (epoch s). */
export interface Heir {
  key: string
  until: number
}

export function slotStore(db: DynamoDBDocumentClient, table: string) {
  const update = async (input: UpdateCommandInput): Promise<boolean> => {
    try {
      await db.send(new UpdateCommand(input))
      return true
    } catch (error) {
      if (conditionFailed(error)) return false
      throw error
    }
  }

  /** The same, or the slot as it stands where the condition does not hold: the next try need not read. */
  const updateOrSee = async (input: UpdateCommandInput): Promise<Slot | undefined> => {
    try {
      await db.send(new UpdateCommand({ ...input, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }))
      return undefined
    } catch (error) {
      if (!conditionFailed(error)) throw error
      const { Item } = error as { Item?: Record<string, AttributeValue> }
      return Item ? slotOf(unmarshall(Item)) : emptySlot
    }
  }

  /** Writes what differs between two slots, over the version of the first. */
  const over = (ref: SlotRef, before: Slot, after: Slot, expiresAt: number) => {
    const gone = Object.keys(before.holds).filter((key) => !after.holds[key])
    const fresh = Object.entries(after.holds).filter(([key, place]) => String(before.holds[key]) !== String(place))
    const removed = [...gone.map((_, n) => `#g${n}`), ...(after.closed ? [] : ['#closed'])]
    return {
      TableName: table,
      Key: keyOf(ref),
      UpdateExpression: [
        `SET #version = :next, #places = :places, #expires = :expires${after.closed ? ', #closed = :closed' : ''}`,
        ...fresh.map((_, n) => `, #f${n} = :f${n}`),
        removed.length > 0 ? ` REMOVE ${removed.join(', ')}` : '',
      ].join(''),
      ConditionExpression: before.version === 0 ? 'attribute_not_exists(#version)' : '#version = :version',
      ExpressionAttributeNames: {
        '#version': 'version',
        '#places': 'places',
        '#expires': 'expiresAt',
        '#closed': 'closed',
        ...Object.fromEntries(gone.map((key, n) => [`#g${n}`, heldName(key)])),
        ...Object.fromEntries(fresh.map(([key], n) => [`#f${n}`, heldName(key)])),
      },
      ExpressionAttributeValues: {
        ':next': after.version,
        ':places': placesOf(after),
        ':expires': expiresAt,
        ...(after.closed && { ':closed': true }),
        ...(before.version > 0 && { ':version': before.version }),
        ...Object.fromEntries(fresh.map(([, place], n) => [`:f${n}`, place])),
      },
    }
  }

  /** An entry leaves its slot, whoever else writes; its place is free, or the heir's. */
  const leave = (ref: SlotRef, name: string, heir?: Heir) => ({
    TableName: table,
    Key: keyOf(ref),
    UpdateExpression: heir
      ? 'REMOVE #entry SET #heir = :heir ADD #version :one'
      : 'REMOVE #entry ADD #version :one, #places :less',
    ConditionExpression: 'attribute_exists(#entry)',
    ExpressionAttributeNames: {
      '#entry': name,
      '#version': 'version',
      ...(heir ? { '#heir': heldName(heir.key) } : { '#places': 'places' }),
    },
    ExpressionAttributeValues: { ':one': 1, ...(heir ? { ':heir': [heir.until, 0] } : { ':less': -1 }) },
  })

  return {
    /** The slot, read consistently; empty where nobody ever held a place in it. */
    async get(ref: SlotRef): Promise<Slot> {
      const { Item } = await db.send(new GetCommand({ TableName: table, Key: keyOf(ref), ConsistentRead: true }))
      return Item ? slotOf(Item) : emptySlot
    },

    /** The slots of a point that are on record, from one local day to another, by `whenOf`. */
    async range(
      point: Pick<SlotRef, 'service' | 'point'>,
      from: string,
      to: string,
      consistent = false,
    ): Promise<Map<string, Slot>> {
      const found = new Map<string, Slot>()
      let start: Item | undefined
      do {
        const { Items, LastEvaluatedKey } = await db.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: '#place = :place AND #item BETWEEN :from AND :to',
            ExpressionAttributeNames: { '#place': 'place', '#item': 'item' },
            ExpressionAttributeValues: { ':place': placeOf(point), ':from': `slot#${from}#`, ':to': `slot#${to}#~` },
            ConsistentRead: consistent,
            ExclusiveStartKey: start,
          }),
        )
        for (const item of Items ?? []) found.set(item.item.slice('slot#'.length), slotOf(item))
        start = LastEvaluatedKey
      } while (start)
      return found
    },

    /**
     * Takes a place if there is one by number, without a read. Undefined when it is taken; else the slot as it stands: it looks full, it is
     * closed, or this hold is there already.
     */
    take: (ref: SlotRef, key: string, until: Date, capacity: number, expiresAt: number): Promise<Slot | undefined> =>
      updateOrSee({
        TableName: table,
        Key: keyOf(ref),
        UpdateExpression: 'SET #hold = :place, #expires = :expires ADD #version :one, #places :one',
        ConditionExpression:
          '(attribute_not_exists(#places) OR #places < :capacity) AND attribute_not_exists(#hold) AND attribute_not_exists(#closed)',
        ExpressionAttributeNames: {
          '#hold': heldName(key),
          '#expires': 'expiresAt',
          '#version': 'version',
          '#places': 'places',
          '#closed': 'closed',
        },
        ExpressionAttributeValues: {
          ':place': [Math.floor(until.getTime() / 1000), 0],
          ':expires': expiresAt,
          ':one': 1,
          ':capacity': capacity,
        },
      }),

    /** One write over the version that was read. Undefined when it is done; the slot as it stands if anybody was first. */
    write: (ref: SlotRef, before: Slot, after: Slot, expiresAt: number): Promise<Slot | undefined> =>
      updateOrSee(over(ref, before, after, expiresAt)),

    /** Makes a hold longer: false if it is gone or was changed meanwhile. */
    extend: (ref: SlotRef, key: string, before: HeldPlace, after: HeldPlace): Promise<boolean> =>
      update({
        TableName: table,
        Key: keyOf(ref),
        UpdateExpression: 'SET #hold = :after ADD #version :one',
        ConditionExpression: '#hold = :before',
        ExpressionAttributeNames: { '#hold': heldName(key), '#version': 'version' },
        ExpressionAttributeValues: { ':before': before, ':after': after, ':one': 1 },
      }),

    /** Takes a hold out: false if it was not there. */
    drop: (ref: SlotRef, key: string): Promise<boolean> => update(leave(ref, heldName(key))),

    /** Part of a transaction: a hold becomes a booking; the number of places stays. Fails when it is gone, or the day was closed. */
    confirming: (ref: SlotRef, key: string, booking: string): Write => ({
      Update: {
        TableName: table,
        Key: keyOf(ref),
        UpdateExpression: 'REMOVE #hold SET #booking = :one ADD #version :one',
        ConditionExpression: 'attribute_exists(#hold) AND attribute_not_exists(#closed)',
        ExpressionAttributeNames: {
          '#hold': heldName(key),
          '#booking': bookedName(booking),
          '#version': 'version',
          '#closed': 'closed',
        },
        ExpressionAttributeValues: { ':one': 1 },
      },
    }),

    /** Part of a transaction: a booking leaves its slot. Fails when it has no place there. */
    releasing: (ref: SlotRef, booking: string, heir?: Heir): Write => ({
      Update: leave(ref, bookedName(booking), heir),
    }),

    /** Part of a transaction: a hold passes to an heir, or is dropped. Fails when it is gone. */
    passing: (ref: SlotRef, key: string, heir?: Heir): Write => ({ Update: leave(ref, heldName(key), heir) }),

    /** Part of a transaction: the slot over the version that was read. */
    writing: (ref: SlotRef, before: Slot, after: Slot, expiresAt: number): Write => ({
      Update: over(ref, before, after, expiresAt),
    }),
  }
}
export type SlotStore = ReturnType<typeof slotStore>
