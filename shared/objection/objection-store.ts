/** What is known of addresses, in DynamoDB: objections, dead addresses, soft bounces. Keyed hashes, never an address. */
import { BatchGetCommand, type DynamoDBDocumentClient, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import type { PurposeClass } from '../campaign/campaign.ts'
import { conditionFailed, type Item } from '../platform/dynamo.ts'
import {
  dead,
  forbids,
  isObjected,
  type KeptAddress,
  ObjectionEntry,
  type ObjectionSource,
  quietAfter,
  type Reach,
  softBounceSeconds,
} from './objection.ts'

/** Who must not be written to is listed in one index partition, read whole at import: some ten thousand to a megabyte. */
const listed = 'objections'

/** How often what a busy table kept back is asked for again. */
const mostTries = 8

const reachOf = (item: Item): Reach => ({ scopes: item.scopes ?? new Set<string>(), quietUntil: item.quietUntil })

export function objectionStore(db: DynamoDBDocumentClient, table: string) {
  const add = async (address: string, scope: string, source: string, at: Date, more: Told = {}) => {
    await db
      .send(
        new UpdateCommand({
          TableName: table,
          Key: { address, scope: 'reach' },
          UpdateExpression:
            'SET objections = :listed, #log = list_append(if_not_exists(#log, :none), :entry) ADD scopes :scopes',
          ConditionExpression: 'attribute_not_exists(scopes) OR NOT contains(scopes, :scope)',
          ExpressionAttributeNames: { '#log': 'log' },
          ExpressionAttributeValues: {
            ':listed': listed,
            ':none': [],
            ':entry': [{ scope, source, at: at.toISOString(), ...more }],
            ':scopes': new Set([scope]),
            ':scope': scope,
          },
        }),
      )
      .catch((error) => {
        if (!conditionFailed(error)) throw error // otherwise it is there already, with its first date and source
      })
  }
  /** Reads what is kept of addresses, consistently. */
  const read = async (addresses: string[], take: (item: Item) => void): Promise<void> => {
    const keys = [...new Set(addresses)].map((address) => ({ address, scope: 'reach' }))
    for (let start = 0; start < keys.length; start += 100) {
      let left: Item[] | undefined = keys.slice(start, start + 100)
      for (let attempt = 0; left?.length; attempt++) {
        // Without an answer for each of them nothing may be sent: better to give up and come back. (X18)
        if (attempt > mostTries) throw new Error('DynamoDB keeps back objections: the table is throttled')
        if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, Math.min(2000, 25 * 2 ** attempt)))
        const answer: BatchAnswer = await db.send(
          new BatchGetCommand({ RequestItems: { [table]: { Keys: left, ConsistentRead: true } } }),
        )
        for (const item of answer.Responses?.[table] ?? []) take(item)
        left = answer.UnprocessedKeys?.[table]?.Keys
      }
    }
  }
  /** Which addresses have a reach of which a rule holds. */
  const which = async (addresses: string[], holds: (reach: Reach) => boolean): Promise<Set<string>> => {
    const found = new Set<string>()
    await read(addresses, (item) => {
      if (holds(reachOf(item))) found.add(item.address)
    })
    return found
  }

  return {
    /** Keeps an objection of a scope made by `scopeOf`. Keeping it twice is keeping it once. */
    object: (address: string, scope: string, source: ObjectionSource, at: Date, more?: Told) =>
      add(address, scope, source, at, more),

    /**
     * Takes an objection back: that it was there, and why it is no more, stays. False where there is none of this scope.
     * @param scope as `scopeOf` makes it
     */
    async takeBack(
      address: string,
      scope: string,
      { by, reason }: { by: string; reason: string },
      at: Date,
    ): Promise<boolean> {
      try {
        await db.send(
          new UpdateCommand({
            TableName: table,
            Key: { address, scope: 'reach' },
            UpdateExpression: 'SET #log = list_append(if_not_exists(#log, :none), :entry) DELETE scopes :scopes',
            ConditionExpression: 'contains(scopes, :scope)',
            ExpressionAttributeNames: { '#log': 'log' },
            ExpressionAttributeValues: {
              ':none': [],
              ':entry': [{ scope, source: 'staff', at: at.toISOString(), by, takenBack: reason }],
              ':scopes': new Set([scope]),
              ':scope': scope,
            },
          }),
        )
        return true
      } catch (error) {
        if (conditionFailed(error)) return false
        throw error
      }
    },

    /** Everything kept of some addresses (hashes, at most 100), read consistently; those of which nothing is kept are left out. */
    async kept(addresses: string[]): Promise<Map<string, KeptAddress>> {
      const found = new Map<string, KeptAddress>()
      await read(addresses, (item) => {
        found.set(item.address, {
          scopes: item.scopes ?? new Set<string>(),
          log: z.parse(z.array(ObjectionEntry), item.log ?? []),
        })
      })
      return found
    },

    /** Keeps that nothing can be delivered there. */
    bury: (address: string, at: Date) => add(address, dead, 'bounce', at),

    /**
     * Counts a soft bounce; the third within 30 days makes the address quiet for 30 days. All times are kept, a few a
     * month at most, until 30 days pass without one: bounces that are told at once then come to the same end.
     */
    async countSoftBounce(address: string, at: Date): Promise<void> {
      const now = Math.floor(at.getTime() / 1000)
      const { Attributes } = await db.send(
        new UpdateCommand({
          TableName: table,
          Key: { address, scope: 'soft' },
          UpdateExpression: 'SET bouncedAt = list_append(if_not_exists(bouncedAt, :none), :now), expiresAt = :expiry',
          ExpressionAttributeValues: { ':none': [], ':now': [now], ':expiry': now + softBounceSeconds },
          ReturnValues: 'ALL_NEW',
        }),
      )
      const quietUntil = quietAfter(Attributes!.bouncedAt)
      if (!quietUntil || quietUntil <= now) return
      await db.send(
        new UpdateCommand({
          TableName: table,
          Key: { address, scope: 'reach' },
          UpdateExpression: 'SET objections = :listed, quietUntil = :until',
          ExpressionAttributeValues: { ':listed': listed, ':until': quietUntil },
        }),
      )
    },

    /**
     * Which of the addresses (hashes) must not be written to for a campaign. Read consistently: an objection counts
     * from the moment it is stored.
     */
    async forbidden(addresses: string[], campaign: string, purposeClass: PurposeClass, at: Date): Promise<Set<string>> {
      return which(addresses, (reach) => forbids(reach, campaign, purposeClass, at))
    },

    /**
     * Whether an objection that covers a campaign is kept under one of a person's addresses (hashes): her e-mail, her numbers.
     * That nothing can be delivered to one of them is no objection. Read consistently.
     */
    async objected(addresses: string[], campaign: string, purposeClass: PurposeClass | undefined): Promise<boolean> {
      return (await which(addresses, (reach) => isObjected(reach, campaign, purposeClass))).size > 0
    },

    /** All addresses (hashes) that must not be used for a campaign: for import, where asking for each is too slow. */
    async allForbidden(campaign: string, purposeClass: PurposeClass | undefined, at: Date): Promise<Forbidden> {
      const found: Forbidden = { objected: new Set(), unreachable: new Set() }
      let start: Item | undefined
      do {
        const { Items, LastEvaluatedKey } = await db.send(
          new QueryCommand({
            TableName: table,
            IndexName: 'objections',
            KeyConditionExpression: 'objections = :listed',
            ExpressionAttributeValues: { ':listed': listed },
            ExclusiveStartKey: start,
          }),
        )
        for (const item of Items ?? []) {
          const reach = reachOf(item)
          if (isObjected(reach, campaign, purposeClass)) found.objected.add(item.address)
          else if (forbids(reach, campaign, purposeClass, at)) found.unreachable.add(item.address)
        }
        start = LastEvaluatedKey
      } while (start)
      return found
    },
  }
}
export type ObjectionStore = ReturnType<typeof objectionStore>

/** How an objection was told, besides where: by whose link or call, by which member of staff. */
export type Told = Pick<ObjectionEntry, 'whom' | 'by'>

/** Addresses (hashes) that are not to be used: because their owner objected, or because nothing arrives there. */
export interface Forbidden {
  objected: Set<string>
  unreachable: Set<string>
}

interface BatchAnswer {
  Responses?: Record<string, Item[]> | undefined
  UnprocessedKeys?: Record<string, { Keys?: Item[] | undefined }> | undefined
}
