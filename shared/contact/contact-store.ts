/** Pages of contacts in DynamoDB, and the facts beside them: what happened to one person. */
import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import type { PersonClaims } from '../claim/claim.ts'
import type { ConsentDays } from '../consent/days.ts'
import { Ledger } from '../plan/ledger.ts'
import { conditionFailed, type Item } from '../platform/dynamo.ts'
import { NotFound } from '../platform/errors.ts'
import type { Keys } from '../platform/secrets.ts'
import { batchSize, batchWriter } from './batch-store.ts'
import {
  type Contact,
  Fact,
  type FactKind,
  factKey,
  indexKey,
  openPage,
  openWhole,
  outweighs,
  pageKey,
  sealPage,
} from './contact.ts'
import type { Whom } from './link.ts'
import { Wish } from './wish.ts'

/** Everything in the partition of a page: its contacts, what was sent to them, what happened to them. */
export interface WholePage {
  contacts: Contact[]
  facts: Fact[]
  /** Ledger items by their sort key, `step#0#1`. */
  ledger: Map<string, Ledger>
  /** Of a reminder: the claims of the contacts, by their index. */
  claims?: PersonClaims[] | undefined
}

/** One page to write: its number and rows of language, e-mail, telephone numbers and the values of the fields. */
export interface PageToWrite {
  page: number
  rows: string[][]
  claims?: PersonClaims[]
  consents?: ConsentDays[]
}

export function contactStore(db: DynamoDBDocumentClient, table: string) {
  const writeBatch = batchWriter(db, table)

  const wishKey = (index: number) => `wish#${indexKey(index)}`
  /** A contact with how she wishes to be contacted: she is spoken to in the language she asked for. */
  const wished = (contact: Contact, wish: Wish | undefined): Contact =>
    wish ? { ...contact, ...(wish.language && { language: wish.language }), wish } : contact

  const hasFact = async ({ campaign, page, index }: Whom, kind: FactKind): Promise<boolean> => {
    const Key = { page: pageKey(campaign, page), item: factKey({ index, kind }) }
    return (await db.send(new GetCommand({ TableName: table, Key }))).Item !== undefined
  }

  return {
    /**
     * Writes pages of contacts, sealed, at most 25 at once. Writing a page again replaces it.
     * @param phones how many columns of telephone numbers each row has
     */
    async writePages(campaign: string, keys: Keys, fields: string[], pages: PageToWrite[], phones = 0): Promise<void> {
      for (let start = 0; start < pages.length; start += batchSize) {
        await writeBatch(
          pages.slice(start, start + batchSize).map(({ page, rows, claims, consents }) => {
            const key = pageKey(campaign, page)
            return {
              PutRequest: {
                Item: {
                  page: key,
                  item: 'page',
                  data: sealPage(keys.seal, key, fields, rows, phones, { claims, consents }),
                },
              },
            }
          }),
        )
      }
    },

    /** Deletes pages `from` up to but not including `to`: what an earlier, longer list left behind. */
    async removePages(campaign: string, from: number, to: number): Promise<void> {
      for (let start = from; start < to; start += batchSize) {
        const numbers = Array.from({ length: Math.min(batchSize, to - start) }, (_, n) => start + n)
        await writeBatch(
          numbers.map((page) => ({ DeleteRequest: { Key: { page: pageKey(campaign, page), item: 'page' } } })),
        )
      }
    },

    /** The whole partition of a page in one consistent Query, or NotFound. */
    async wholePage(campaign: string, page: number, keys: Keys): Promise<WholePage> {
      const key = pageKey(campaign, page)
      let opened: Pick<WholePage, 'contacts' | 'claims'> | undefined
      const facts: Fact[] = []
      const ledger = new Map<string, Ledger>()
      const wishes = new Map<string, Wish>()
      let start: Item | undefined
      do {
        const { Items, LastEvaluatedKey } = await db.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: '#page = :page',
            ExpressionAttributeNames: { '#page': 'page' },
            ExpressionAttributeValues: { ':page': key },
            ConsistentRead: true,
            ExclusiveStartKey: start,
          }),
        )
        for (const item of Items ?? []) {
          if (item.item === 'page') opened = openWhole(keys.seal, key, item.data)
          else if (item.item.startsWith('fact#')) facts.push(z.parse(Fact, item))
          else if (item.item.startsWith('step#')) ledger.set(item.item, z.parse(Ledger, item))
          else if (item.item.startsWith('wish#')) wishes.set(item.item, z.parse(Wish, item))
        }
        start = LastEvaluatedKey
      } while (start)
      if (!opened) throw new NotFound(key)
      const contacts =
        wishes.size > 0 ? opened.contacts.map((one) => wished(one, wishes.get(wishKey(one.index)))) : opened.contacts
      return { ...opened, contacts, facts, ledger }
    },

    /** One contact, or undefined where there is none (a page or index past the list's end). */
    async contact({ campaign, page, index }: Whom, keys: Keys): Promise<Contact | undefined> {
      const key = pageKey(campaign, page)
      const read = async (item: string) =>
        (await db.send(new GetCommand({ TableName: table, Key: { page: key, item } }))).Item
      const [sealed, wish] = await Promise.all([read('page'), read(wishKey(index))])
      const contact = sealed && openPage(keys.seal, key, sealed.data)[index]
      return contact && wished(contact, wish && z.parse(Wish, wish))
    },

    /** Keeps how a contact wishes to be contacted; the newest wish holds. */
    async putWish({ campaign, page, index }: Whom, wish: Wish): Promise<void> {
      await db.send(
        new PutCommand({ TableName: table, Item: { ...wish, page: pageKey(campaign, page), item: wishKey(index) } }),
      )
    },

    /** Facts of one contact that make her link void: `revoked`. One small read. */
    isRevoked: (whom: Whom): Promise<boolean> => hasFact(whom, 'revoked'),

    /** Whether she objected in this drive, or complained of it. Two small reads. */
    async hasObjected(whom: Whom): Promise<boolean> {
      return (await Promise.all([hasFact(whom, 'objected'), hasFact(whom, 'complained')])).includes(true)
    },

    /** Removes a fact about a contact that holds no more: an objection that was taken back, a claim that was closed by mistake. */
    async removeFact({ campaign, page, index }: Whom, kind: FactKind, claim?: number): Promise<void> {
      const Key = { page: pageKey(campaign, page), item: factKey({ index, kind, claim }) }
      await db.send(new DeleteCommand({ TableName: table, Key }))
    },

    /** Keeps a fact about a contact. The same kind twice (of a claim: of the same one) is the first one, unless it outweighs that; says whether it is new. */
    async putFact(campaign: string, page: number, fact: Fact): Promise<boolean> {
      const lighter = outweighs(fact)
      try {
        await db.send(
          new PutCommand({
            TableName: table,
            Item: { ...fact, page: pageKey(campaign, page), item: factKey(fact) },
            ConditionExpression: `attribute_not_exists(#page)${lighter ? ' OR #detail = :lighter' : ''}`,
            ExpressionAttributeNames: { '#page': 'page', ...(lighter && { '#detail': 'detail' }) },
            ...(lighter && { ExpressionAttributeValues: { ':lighter': lighter } }),
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
export type ContactStore = ReturnType<typeof contactStore>
