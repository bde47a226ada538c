/** The ledger of sends in DynamoDB, beside the pages: every move is one conditional write. */
import { randomBytes } from 'node:crypto'
import { type DynamoDBDocumentClient, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import { mailsAt } from '../claim/may-remind.ts'
import { pageKey } from '../contact/contact.ts'
import type { Whom } from '../contact/link.ts'
import { conditionFailed, type Item, itemOf } from '../platform/dynamo.ts'
import { Ledger, type Part, partKey, readPartKey } from './ledger.ts'

/** Longer than any dispatch can run: a function that still holds a claim has not been ended by its time-out. */
export const leaseMilliseconds = 180_000

/** The words of the ledger are DynamoDB's too, so they always travel by name. */
const names = { '#state': 'state', '#lease': 'leaseUntil', '#nonce': 'nonce', '#outcomes': 'outcomes', '#at': 'at' }
const isHeld = '#state = :claimed AND #nonce = :nonce'

export function ledgerStore(db: DynamoDBDocumentClient, table: string) {
  /** One conditional update: the item as it stands then. If its condition does not hold, the error knows what stood there. */
  const write = async (part: Part, update: string, condition: string, values: Item): Promise<Item> => {
    const used = (name: string) => `${update} ${condition}`.includes(name)
    const { Attributes } = await db.send(
      new UpdateCommand({
        TableName: table,
        Key: { page: pageKey(part.campaign, part.page), item: partKey(part) },
        UpdateExpression: update,
        ConditionExpression: condition,
        ExpressionAttributeNames: Object.fromEntries(Object.entries(names).filter(([name]) => used(name))),
        ExpressionAttributeValues: values,
        ReturnValues: 'ALL_NEW',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    )
    return Attributes!
  }

  /** The same; false if its condition did not hold. */
  const move = async (part: Part, update: string, condition: string, values: Item): Promise<boolean> => {
    try {
      await write(part, update, condition, values)
      return true
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
      const claim = {
        state: 'claimed' as const,
        leaseUntil: at.getTime() + leaseMilliseconds,
        nonce: randomBytes(9).toString('base64url'),
        at: at.toISOString(),
      }
      try {
        const claimed = await write(
          part,
          'SET #state = :claimed, #lease = :lease, #nonce = :nonce, #at = :at, #outcomes = if_not_exists(#outcomes, :due)',
          'attribute_not_exists(#state) OR #state = :released',
          {
            ':claimed': claim.state,
            ':released': 'released',
            ':lease': claim.leaseUntil,
            ':nonce': claim.nonce,
            ':at': claim.at,
            ':due': '.'.repeat(contacts),
          },
        )
        return z.parse(Ledger, claimed)
      } catch (error) {
        if (!conditionFailed(error)) throw error
        // The answer of a write can be lost, and the SDK writes again by itself: it then runs into our own claim.
        const stood = itemOf(error)
        if (stood?.nonce !== claim.nonce || stood.state !== claim.state) return undefined
        return { ...claim, outcomes: stood.outcomes! }
      }
    },

    /** Records how the part ended. False if the claim is no longer ours. */
    async record(part: Part, { nonce }: Ledger, outcomes: string, at: Date): Promise<boolean> {
      return move(part, 'SET #state = :recorded, #outcomes = :outcomes, #at = :at', isHeld, {
        ':recorded': 'recorded',
        ':claimed': 'claimed',
        ':nonce': nonce,
        ':outcomes': outcomes,
        ':at': at.toISOString(),
      })
    },

    /** Keeps what is known so far, and the claim. False if it is no longer ours. */
    async note(part: Part, { nonce }: Ledger, outcomes: string): Promise<boolean> {
      return move(part, 'SET #outcomes = :outcomes', isHeld, {
        ':claimed': 'claimed',
        ':nonce': nonce,
        ':outcomes': outcomes,
      })
    },

    /** Gives a claim back: nothing went out to those whose outcome is still due. False if it is no longer ours. */
    async release(part: Part, { nonce }: Ledger, outcomes: string): Promise<boolean> {
      return move(part, 'SET #state = :released, #outcomes = :outcomes', isHeld, {
        ':released': 'released',
        ':claimed': 'claimed',
        ':nonce': nonce,
        ':outcomes': outcomes,
      })
    },

    /** A claim whose lease is over and that was never recorded is in doubt from now on. False if it is neither. */
    async doubt(part: Part, at: Date): Promise<boolean> {
      return move(part, 'SET #state = :doubt, #at = :at', '#state = :claimed AND #lease < :now', {
        ':doubt': 'doubt',
        ':claimed': 'claimed',
        ':now': at.getTime(),
        ':at': at.toISOString(),
      })
    },

    /** Opens a part in doubt to be sent again. Only for campaigns whose rule is at-least-once. */
    async readmit(part: Part): Promise<boolean> {
      return move(part, 'SET #state = :released', '#state = :doubt', { ':released': 'released', ':doubt': 'doubt' })
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

    /** When the drive's e-mails went out to one person, or may have. One Query, no contacts read. */
    async mailsTo({ campaign, page, index }: Whom): Promise<Date[]> {
      const { Items } = await db.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: '#page = :page AND begins_with(#item, :step)',
          ExpressionAttributeNames: { '#page': 'page', '#item': 'item' },
          ExpressionAttributeValues: { ':page': pageKey(campaign, page), ':step': 'step#' },
        }),
      )
      return mailsAt(index, new Map((Items ?? []).map((item) => [item.item as string, z.parse(Ledger, item)])))
    },
  }
}
export type LedgerStore = ReturnType<typeof ledgerStore>
