/** The ledger of sends in DynamoDB, beside the pages: every move is one conditional write. */
import { type DynamoDBDocumentClient, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import { pageKey } from '../contact/contact.ts'
import { conditionFailed, type Item } from '../platform/dynamo.ts'
import { Ledger, type Part, partKey, readPartKey } from './ledger.ts'

/** Longer than any dispatch can run: a function that still holds a claim has not been ended by its time-out. */
export const leaseMilliseconds = 180_000

/** The words of the ledger are DynamoDB's too, so they always travel by name. */
const names = { '#state': 'state', '#lease': 'leaseUntil', '#outcomes': 'outcomes', '#at': 'at' }

export function ledgerStore(db: DynamoDBDocumentClient, table: string) {
  /** One conditional update; false if its condition did not hold. */
  const move = async (part: Part, update: string, condition: string, values: Item): Promise<Item | false> => {
    const used = (name: string) => `${update} ${condition}`.includes(name)
    try {
      const { Attributes } = await db.send(
        new UpdateCommand({
          TableName: table,
          Key: { page: pageKey(part.campaign, part.page), item: partKey(part) },
          UpdateExpression: update,
          ConditionExpression: condition,
          ExpressionAttributeNames: Object.fromEntries(Object.entries(names).filter(([name]) => used(name))),
          ExpressionAttributeValues: values,
          ReturnValues: 'ALL_NEW',
        }),
      )
      return Attributes!
    } catch (error) {
      if (conditionFailed(error)) return false
      throw error
    }
  }

  return {
    /**
     * Claims a part of so many contacts: what was claimed before and not given back stays closed (undefined).
     * Returns the claim with the outcomes that stand already.
     */
    async claim(part: Part, contacts: number, at: Date): Promise<Ledger | undefined> {
      const claimed = await move(
        part,
        'SET #state = :claimed, #lease = :lease, #at = :at, #outcomes = if_not_exists(#outcomes, :due)',
        'attribute_not_exists(#state) OR #state = :released',
        {
          ':claimed': 'claimed',
          ':released': 'released',
          ':lease': at.getTime() + leaseMilliseconds,
          ':at': at.toISOString(),
          ':due': '.'.repeat(contacts),
        },
      )
      return claimed ? z.parse(Ledger, claimed) : undefined
    },

    /** Records how the part ended. False if the claim is no longer ours. */
    async record(part: Part, claim: Ledger, outcomes: string, at: Date): Promise<boolean> {
      const recorded = await move(
        part,
        'SET #state = :recorded, #outcomes = :outcomes, #at = :at',
        '#state = :claimed AND #lease = :lease',
        {
          ':recorded': 'recorded',
          ':claimed': 'claimed',
          ':lease': claim.leaseUntil,
          ':outcomes': outcomes,
          ':at': at.toISOString(),
        },
      )
      return recorded !== false
    },

    /** Keeps what is known so far, and the claim. False if it is no longer ours. */
    async note(part: Part, claim: Ledger, outcomes: string): Promise<boolean> {
      const noted = await move(part, 'SET #outcomes = :outcomes', '#state = :claimed AND #lease = :lease', {
        ':claimed': 'claimed',
        ':lease': claim.leaseUntil,
        ':outcomes': outcomes,
      })
      return noted !== false
    },

    /** Gives a claim back: nothing went out to those whose outcome is still due. False if it is no longer ours. */
    async release(part: Part, claim: Ledger, outcomes: string): Promise<boolean> {
      const released = await move(
        part,
        'SET #state = :released, #outcomes = :outcomes',
        '#state = :claimed AND #lease = :lease',
        { ':released': 'released', ':claimed': 'claimed', ':lease': claim.leaseUntil, ':outcomes': outcomes },
      )
      return released !== false
    },

    /** A claim whose lease is over and that was never recorded is in doubt from now on. False if it is neither. */
    async doubt(part: Part, at: Date): Promise<boolean> {
      const doubted = await move(part, 'SET #state = :doubt, #at = :at', '#state = :claimed AND #lease < :now', {
        ':doubt': 'doubt',
        ':claimed': 'claimed',
        ':now': at.getTime(),
        ':at': at.toISOString(),
      })
      return doubted !== false
    },

    /** Opens a part in doubt to be sent again. Only for campaigns whose rule is at-least-once. */
    async readmit(part: Part): Promise<boolean> {
      const readmitted = await move(part, 'SET #state = :released', '#state = :doubt', {
        ':released': 'released',
        ':doubt': 'doubt',
      })
      return readmitted !== false
    },

    /** The ledger of one step on one page: part → entry. For the sweep: one Query, no contacts read. */
    async ofPage(campaign: string, page: number, step: number): Promise<Map<number, Ledger>> {
      const { Items } = await db.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: '#page = :page AND begins_with(#item, :step)',
          ExpressionAttributeNames: { '#page': 'page', '#item': 'item' },
          ExpressionAttributeValues: { ':page': pageKey(campaign, page), ':step': `step#${step}#` },
          ConsistentRead: true,
        }),
      )
      return new Map((Items ?? []).map((item) => [readPartKey(item.item).part, z.parse(Ledger, item)]))
    },
  }
}
export type LedgerStore = ReturnType<typeof ledgerStore>
