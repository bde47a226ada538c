/**
 * Anonymous drives in DynamoDB: a table that remembers no past (no stream, no restoring to a second), in which used links,
 * answers and texts share no key, no time and no order. (A2, docs/decisions/anonymous-by-forgetting.md)
 */
import { type DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import { indexKey } from '../contact/contact.ts'
import type { Whom } from '../contact/link.ts'
import { conditionFailed, type Item } from '../platform/dynamo.ts'
import type { Answers } from '../survey/survey.ts'
import { answersKey, Counted, LooseText, markOf, Sheet, textKey } from './anonymous.ts'

/** Answers lie in so many partitions, by the first digit of their random key. */
const shards = [...'0123456789abcdef']

const linksOf = (campaign: string) => `${campaign}#links`
const answersOf = (campaign: string, shard: string) => `${campaign}#answers#${shard}`
const textsOf = (campaign: string) => `${campaign}#texts`
/** The indexes of a page whose links are used: each is an attribute of the page's item, which keeps no order of them. */
const usedIn = (page: Item): number[] =>
  Object.keys(page).flatMap((name) => (/^\d\d$/.test(name) ? [Number(name)] : []))
/** As wide as the largest page number, so that pages sort. */
const pageItem = (page: number) => String(page).padStart(7, '0')

export function anonymousStore(db: DynamoDBDocumentClient, table: string) {
  const all = async (campaign: string): Promise<Item[]> => {
    const found: Item[] = []
    let start: Item | undefined
    do {
      const { Items, LastEvaluatedKey } = await db.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: '#campaign = :campaign',
          ExpressionAttributeNames: { '#campaign': 'campaign' },
          ExpressionAttributeValues: { ':campaign': campaign },
          ExclusiveStartKey: start,
        }),
      )
      found.push(...(Items ?? []))
      start = LastEvaluatedKey
    } while (start)
    return found
  }

  /** The used links of a page: index → mark. */
  const marksOf = async (campaign: string, page: number): Promise<Item> => {
    const Key = { campaign: linksOf(campaign), item: pageItem(page) }
    const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))
    return Item ?? {}
  }

  /** Puts an item under a key that nobody else has; false if it stands there already. */
  const putOnce = async (item: Item): Promise<boolean> => {
    try {
      await db.send(
        new PutCommand({
          TableName: table,
          Item: item,
          ConditionExpression: 'attribute_not_exists(#campaign)',
          ExpressionAttributeNames: { '#campaign': 'campaign' },
        }),
      )
      return true
    } catch (error) {
      if (conditionFailed(error)) return false
      throw error
    }
  }

  return {
    /**
     * Uses a link for the secret of a ticket: one conditional write. True also when it was used for this very secret before,
     * because a button may be pressed twice; false when it was used for another.
     * @param expiresAt epoch seconds, the same for the whole drive
     */
    async takeLink({ campaign, page, index }: Whom, secret: string, expiresAt: number): Promise<boolean> {
      try {
        await db.send(
          new UpdateCommand({
            TableName: table,
            Key: { campaign: linksOf(campaign), item: pageItem(page) },
            UpdateExpression: 'SET #mark = :mark, #expiresAt = :expiresAt',
            ConditionExpression: 'attribute_not_exists(#mark) OR #mark = :mark',
            ExpressionAttributeNames: { '#mark': indexKey(index), '#expiresAt': 'expiresAt' },
            ExpressionAttributeValues: { ':mark': markOf(secret), ':expiresAt': expiresAt },
          }),
        )
        return true
      } catch (error) {
        if (conditionFailed(error)) return false
        throw error
      }
    },

    /** Whose links of a page of contacts are used. One small read. */
    async usedOfPage(campaign: string, page: number): Promise<Set<number>> {
      return new Set(usedIn(await marksOf(campaign, page)))
    },

    /** Whether a sheet was sent. */
    async isSent(campaign: string, secret: string): Promise<boolean> {
      const item = answersKey(secret)
      const Key = { campaign: answersOf(campaign, item[0]!), item }
      return (await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))).Item !== undefined
    },

    /** Keeps a sheet: one conditional write, and one to each text. False if it was sent before. */
    async keepSheet(
      campaign: string,
      secret: string,
      { answers, texts }: { answers: Answers; texts: LooseText[] },
      expiresAt: number,
    ): Promise<boolean> {
      // The texts first: sent again after an error in between, they are there already, and nothing is lost.
      for (const text of texts) {
        await putOnce({ ...text, campaign: textsOf(campaign), item: textKey(secret, text.question), expiresAt })
      }
      const item = answersKey(secret)
      return putOnce({ answers, campaign: answersOf(campaign, item[0]!), item, expiresAt })
    },

    /** All sheets of a drive, in the order of their random keys. */
    async sheets(campaign: string): Promise<Sheet[]> {
      const found = await Promise.all(shards.map((shard) => all(answersOf(campaign, shard))))
      return found.flat().map((item) => z.parse(Sheet, item))
    },

    /** All texts of a drive, in the order of their random keys. */
    async looseTexts(campaign: string): Promise<LooseText[]> {
      return (await all(textsOf(campaign))).map((item) => z.parse(LooseText, item))
    },

    /** How many links of a drive are used. */
    async usedLinks(campaign: string): Promise<number> {
      const pages = await all(linksOf(campaign))
      return pages.reduce((sum, page) => sum + usedIn(page).length, 0)
    },

    /** The newest count, if there is one. */
    async lastCount(campaign: string): Promise<Counted | undefined> {
      const { Item } = await db.send(new GetCommand({ TableName: table, Key: { campaign, item: 'counted' } }))
      return Item && z.parse(Counted, Item)
    },

    /** Keeps a count over the one before it. */
    async keepCount(campaign: string, counted: Counted, expiresAt: number): Promise<void> {
      await db.send(new PutCommand({ TableName: table, Item: { ...counted, campaign, item: 'counted', expiresAt } }))
    },
  }
}
export type AnonymousStore = ReturnType<typeof anonymousStore>
