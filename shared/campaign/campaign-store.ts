/** Campaigns in DynamoDB: the campaign itself, its frozen surveys, and the office's own key. One partition to a campaign. */
import { type DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import { conditionFailed, fromCursor, type Item, isTooLarge, toCursor } from '../platform/dynamo.ts'
import { Conflict, Invalid, NotFound, nameOf } from '../platform/errors.ts'
import { log } from '../platform/log.ts'
import { Campaign } from './campaign.ts'

/** A campaign from its item. */
export const readCampaign = (item: Item): Campaign =>
  z.parse(Campaign, { ...item, id: item.campaign, list: item.contactList })

/** `list` is both the index's partition and a word of the campaign; in the table the imported list is `contactList`. */
const item = ({ id, list, ...campaign }: Campaign): Item => ({
  ...campaign,
  campaign: id,
  item: 'campaign',
  list: 'all',
  contactList: list,
})

/** The office's own item: its data key, wrapped. */
const office = { campaign: 'office', item: 'key' }

/** Those that can be read. One that cannot is told of: it must keep nobody from the others. */
function readable(items: Item[] = []): Campaign[] {
  return items.flatMap((item) => {
    try {
      return readCampaign(item)
    } catch (error) {
      log.error('campaign not read', { campaign: item.campaign, error: nameOf(error) })
      return []
    }
  })
}

export function campaignStore(db: DynamoDBDocumentClient, table: string) {
  return {
    /** A new campaign. Throws Conflict if the id is taken. */
    async create(campaign: Campaign): Promise<void> {
      await db
        .send(
          new PutCommand({
            TableName: table,
            Item: item(campaign),
            ConditionExpression: 'attribute_not_exists(campaign)',
          }),
        )
        .catch(asConflict)
    },

    /** The campaign, read consistently, or NotFound. */
    async get(id: string): Promise<Campaign> {
      if (!z.safeParse(Campaign.shape.id, id).success) throw new NotFound('campaign') // whatever an address may say
      const { Item } = await db.send(
        new GetCommand({ TableName: table, Key: { campaign: id, item: 'campaign' }, ConsistentRead: true }),
      )
      if (!Item) throw new NotFound(id)
      return readCampaign(Item)
    },

    /** Writes a changed campaign over the version it was read at, or throws Conflict. Returns it with its new version. */
    async save(campaign: Campaign): Promise<Campaign> {
      const next = { ...campaign, version: campaign.version + 1 }
      await db
        .send(
          new PutCommand({
            TableName: table,
            Item: item(next),
            ConditionExpression: '#version = :version',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':version': campaign.version },
          }),
        )
        .catch(asConflict)
      return next
    },

    /** Campaigns, newest first, a page at a time. */
    async list(limit: number, cursor?: string): Promise<{ campaigns: Campaign[]; cursor?: string }> {
      const { Items, LastEvaluatedKey } = await db.send(
        new QueryCommand({
          TableName: table,
          IndexName: 'list',
          KeyConditionExpression: '#list = :all',
          ExpressionAttributeNames: { '#list': 'list' },
          ExpressionAttributeValues: { ':all': 'all' },
          ScanIndexForward: false,
          Limit: limit,
          ExclusiveStartKey: fromCursor(cursor),
        }),
      )
      const next = toCursor(LastEvaluatedKey)
      return { campaigns: readable(Items), ...(next && { cursor: next }) }
    },

    /**
     * Every running campaign. What the clock asks each minute. Ids only: each is read afresh, so that one that cannot be read
     * stops no other.
     */
    async running(): Promise<{ id: string }[]> {
      const found: { id: string }[] = []
      let start: Item | undefined
      do {
        const { Items, LastEvaluatedKey } = await db.send(
          new QueryCommand({
            TableName: table,
            IndexName: 'list',
            KeyConditionExpression: '#list = :all',
            FilterExpression: '#status = :running',
            ExpressionAttributeNames: { '#list': 'list', '#status': 'status' },
            ExpressionAttributeValues: { ':all': 'all', ':running': 'running' },
            ExclusiveStartKey: start,
          }),
        )
        for (const item of Items ?? []) found.push({ id: item.campaign })
        start = LastEvaluatedKey
      } while (start)
      return found
    },

    /**
     * Launched campaigns that run or are paused, and those that ended at or after an instant, newest first: the ones that may
     * have called somebody since. One that cannot be read is left out and told of: it must stop no other.
     */
    async atWork(since: Date): Promise<Campaign[]> {
      const found: Campaign[] = []
      let start: Item | undefined
      do {
        const { Items, LastEvaluatedKey } = await db.send(
          new QueryCommand({
            TableName: table,
            IndexName: 'list',
            KeyConditionExpression: '#list = :all',
            FilterExpression: 'attribute_exists(launchedAt) AND (#status IN (:running, :paused) OR endedAt >= :since)',
            ExpressionAttributeNames: { '#list': 'list', '#status': 'status' },
            ExpressionAttributeValues: {
              ':all': 'all',
              ':running': 'running',
              ':paused': 'paused',
              ':since': since.toISOString(),
            },
            ScanIndexForward: false,
            ExclusiveStartKey: start,
          }),
        )
        found.push(...readable(Items))
        start = LastEvaluatedKey
      } while (start)
      return found
    },

    /** The questionnaire of a campaign at a version, as it was checked; NotFound if there is none. */
    async survey(id: string, version: number): Promise<unknown> {
      const { Item } = await db.send(
        new GetCommand({ TableName: table, Key: { campaign: id, item: `survey#${version}` } }),
      )
      if (!Item) throw new NotFound(`survey ${version} of ${id}`)
      return Item.definition
    },

    /**
     * Keeps a questionnaire under a version that is never written again: the one asked for, or the next that is free
     * (an earlier try may have ended between the questionnaire and its campaign). Returns the version.
     */
    async putSurvey(id: string, version: number, definition: unknown): Promise<number> {
      for (let free = version; ; free++) {
        try {
          await db.send(
            new PutCommand({
              TableName: table,
              Item: { campaign: id, item: `survey#${free}`, definition },
              ConditionExpression: 'attribute_not_exists(campaign)',
            }),
          )
          return free
        } catch (error) {
          if (!conditionFailed(error)) throw error
        }
      }
    },

    /** The office's wrapped key. It is made with the first campaign; NotFound before that. */
    async officeKey(): Promise<Uint8Array> {
      const { Item } = await db.send(new GetCommand({ TableName: table, Key: office, ConsistentRead: true }))
      if (!Item) throw new NotFound('the office has no key yet')
      return Item.wrappedKey
    },

    /** Makes the office's key if there is none; whoever comes second gets the first one's. */
    async ensureOfficeKey(make: () => Promise<Uint8Array>): Promise<Uint8Array> {
      const { Item } = await db.send(new GetCommand({ TableName: table, Key: office, ConsistentRead: true }))
      if (Item) return Item.wrappedKey
      const { Attributes } = await db.send(
        new UpdateCommand({
          TableName: table,
          Key: office,
          UpdateExpression: 'SET wrappedKey = if_not_exists(wrappedKey, :key)',
          ExpressionAttributeValues: { ':key': await make() },
          ReturnValues: 'ALL_NEW',
        }),
      )
      return Attributes!.wrappedKey
    },
  }
}
export type CampaignStore = ReturnType<typeof campaignStore>

function asConflict(error: unknown): never {
  if (isTooLarge(error)) {
    const message = {
      pl: 'Treść akcji jest za długa. Skróć wiadomości.',
      en: 'The drive is too long. Shorten its messages.',
    }
    throw new Invalid([{ field: 'plan', message }])
  }
  throw conditionFailed(error) ? new Conflict('the campaign was changed by somebody else') : error
}
