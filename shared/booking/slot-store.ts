/** Slots in DynamoDB: one item each, those of a point in one partition by day and time, so that one Query tells a whole fortnight. */

import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { type DynamoDBDocumentClient, GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import * as z from 'zod/mini'
import { conditionFailed, type Item } from '../platform/dynamo.ts'
import type { SlotRef } from './calendar.ts'
import { emptySlot, type HeldPlace, Slot } from './slot.ts'
import type { Write } from './transaction.ts'

const placeOf = ({ service, point }: Pick<SlotRef, 'service' | 'point'>): string => `${service}#${point}`
const keyOf = (slot: SlotRef) => ({ place: placeOf(slot), item: `slot#${slot.day}#${slot.start}` })

/** A slot's place within its point, as `range` gives it back. */
export const whenOf = ({ day, start }: Pick<SlotRef, 'day' | 'start'>): string => `${day}#${start}`

export function slotStore(db: DynamoDBDocumentClient, table: string) {
  const update = async (input: ConstructorParameters<typeof UpdateCommand>[0]): Promise<boolean> => {
    try {
      await db.send(new UpdateCommand(input))
      return true
    } catch (error) {
      if (conditionFailed(error)) return false
      throw error
    }
  }

  /** Writes a slot's holds, or that it is closed, over the version that was read. */
  const over = (ref: SlotRef, before: Slot, after: Slot, expiresAt: number) => ({
    TableName: table,
    Key: keyOf(ref),
    UpdateExpression: `SET #holds = :holds, #version = :next, #expires = :expires, #booked = if_not_exists(#booked, :none)${
      after.closed ? ', #closed = :closed' : ' REMOVE #closed'
    }`,
    ConditionExpression: before.version === 0 ? 'attribute_not_exists(#version)' : '#version = :version',
    ExpressionAttributeNames: {
      '#holds': 'holds',
      '#version': 'version',
      '#expires': 'expiresAt',
      '#booked': 'booked',
      '#closed': 'closed',
    },
    ExpressionAttributeValues: {
      ':holds': after.holds,
      ':next': after.version,
      ':expires': expiresAt,
      ':none': {},
      ...(after.closed && { ':closed': true }),
      ...(before.version > 0 && { ':version': before.version }),
    },
  })

  return {
    /** The slot, read consistently; empty where nobody ever held a place in it. */
    async get(ref: SlotRef): Promise<Slot> {
      const { Item } = await db.send(new GetCommand({ TableName: table, Key: keyOf(ref), ConsistentRead: true }))
      return Item ? z.parse(Slot, Item) : emptySlot
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
        for (const item of Items ?? []) found.set(item.item.slice('slot#'.length), z.parse(Slot, item))
        start = LastEvaluatedKey
      } while (start)
      return found
    },

    /**
     * One write over the version that was read. Undefined when it is done; the slot as it stands if anybody was first, so that the next try
     * need not read. `expiresAt` in epoch seconds.
     */
    async write(ref: SlotRef, before: Slot, after: Slot, expiresAt: number): Promise<Slot | undefined> {
      try {
        const input = over(ref, before, after, expiresAt)
        await db.send(new UpdateCommand({ ...input, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }))
        return undefined
      } catch (error) {
        if (!conditionFailed(error)) throw error
        const { Item } = error as { Item?: Record<string, AttributeValue> }
        return Item ? z.parse(Slot, unmarshall(Item)) : emptySlot
      }
    },

    /** Makes a hold longer: false if it is gone or was changed meanwhile. */
    extend: (ref: SlotRef, key: string, before: HeldPlace, after: HeldPlace): Promise<boolean> =>
      update({
        TableName: table,
        Key: keyOf(ref),
        UpdateExpression: 'SET #holds.#key = :after, #version = #version + :one',
        ConditionExpression: '#holds.#key = :before',
        ExpressionAttributeNames: { '#holds': 'holds', '#key': key, '#version': 'version' },
        ExpressionAttributeValues: { ':before': before, ':after': after, ':one': 1 },
      }),

    /** Takes a hold out: false if it was not there. */
    drop: (ref: SlotRef, key: string): Promise<boolean> =>
      update({
        TableName: table,
        Key: keyOf(ref),
        UpdateExpression: 'REMOVE #holds.#key SET #version = #version + :one',
        ConditionExpression: 'attribute_exists(#holds.#key)',
        ExpressionAttributeNames: { '#holds': 'holds', '#key': key, '#version': 'version' },
        ExpressionAttributeValues: { ':one': 1 },
      }),

    /** Parts of transactions. */
    parts: {
      /** A hold becomes a booking. Fails when it is gone, or the day was closed. */
      confirm: (ref: SlotRef, key: string, booking: string): Write => ({
        Update: {
          TableName: table,
          Key: keyOf(ref),
          UpdateExpression: 'REMOVE #holds.#key SET #booked.#booking = :one, #version = #version + :one',
          ConditionExpression: 'attribute_exists(#holds.#key) AND attribute_not_exists(#closed)',
          ExpressionAttributeNames: {
            '#holds': 'holds',
            '#key': key,
            '#booked': 'booked',
            '#booking': booking,
            '#version': 'version',
            '#closed': 'closed',
          },
          ExpressionAttributeValues: { ':one': 1 },
        },
      }),

      /** A booking leaves its slot; the place is held at once for whoever is next. Fails when it has no place there. */
      release: (ref: SlotRef, booking: string, next?: { key: string; until: number }): Write => ({
        Update: {
          TableName: table,
          Key: keyOf(ref),
          UpdateExpression: `REMOVE #booked.#booking SET #version = #version + :one${next ? ', #holds.#next = :place' : ''}`,
          ConditionExpression: 'attribute_exists(#booked.#booking)',
          ExpressionAttributeNames: {
            '#booked': 'booked',
            '#booking': booking,
            '#version': 'version',
            ...(next && { '#holds': 'holds', '#next': next.key }),
          },
          ExpressionAttributeValues: { ':one': 1, ...(next && { ':place': [next.until, 0] }) },
        },
      }),

      /** A hold passes to whoever is next, or is dropped. Fails when it is gone. */
      pass: (ref: SlotRef, key: string, next?: { key: string; until: number }): Write => ({
        Update: {
          TableName: table,
          Key: keyOf(ref),
          UpdateExpression: `REMOVE #holds.#key SET #version = #version + :one${next ? ', #holds.#next = :place' : ''}`,
          ConditionExpression: 'attribute_exists(#holds.#key)',
          ExpressionAttributeNames: {
            '#holds': 'holds',
            '#key': key,
            '#version': 'version',
            ...(next && { '#next': next.key }),
          },
          ExpressionAttributeValues: { ':one': 1, ...(next && { ':place': [next.until, 0] }) },
        },
      }),

      /** The slot over the version that was read. */
      write: (ref: SlotRef, before: Slot, after: Slot, expiresAt: number): Write => ({
        Update: over(ref, before, after, expiresAt),
      }),
    },
  }
}
export type SlotStore = ReturnType<typeof slotStore>
