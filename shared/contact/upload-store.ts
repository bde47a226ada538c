/** Uploads in DynamoDB, beside their campaign; and the hold: which upload's contacts its pages are. */
import { type DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import { conditionFailed, type Item } from '../platform/dynamo.ts'
import { Conflict, NotFound } from '../platform/errors.ts'
import { Upload } from './upload.ts'

/** Files leave the bucket after 7 days; what is known of them stays as long as a draft may be worked on. */
const keptSeconds = 90 * 86_400

const uploadItem = (upload: string) => `upload#${upload}`
/** One to a campaign. `until` (epoch ms) ends the hold of an import that died; `pages` is how many may be written. */
const holdKey = (campaign: string) => ({ campaign, item: 'pages' })

const write = (upload: Upload): Item => ({
  ...upload,
  item: uploadItem(upload.upload),
  expiresAt: Math.floor(Date.parse(upload.createdAt) / 1000) + keptSeconds,
})

export function uploadStore(db: DynamoDBDocumentClient, table: string) {
  return {
    /** A new upload. Throws Conflict if the id is taken. */
    async create(upload: Upload): Promise<void> {
      await db
        .send(
          new PutCommand({
            TableName: table,
            Item: write(upload),
            ConditionExpression: 'attribute_not_exists(campaign)',
          }),
        )
        .catch(asConflict)
    },

    /** The upload, read consistently, or NotFound. */
    async get(campaign: string, upload: string): Promise<Upload> {
      const { Item } = await db.send(
        new GetCommand({ TableName: table, Key: { campaign, item: uploadItem(upload) }, ConsistentRead: true }),
      )
      if (!Item) throw new NotFound(upload)
      return z.parse(Upload, Item)
    },

    /** All uploads of a campaign, the newest first. */
    async list(campaign: string): Promise<Upload[]> {
      const found: Upload[] = []
      let start: Item | undefined
      do {
        const { Items, LastEvaluatedKey } = await db.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: 'campaign = :campaign AND begins_with(#item, :upload)',
            ExpressionAttributeNames: { '#item': 'item' },
            ExpressionAttributeValues: { ':campaign': campaign, ':upload': uploadItem('') },
            ExclusiveStartKey: start,
          }),
        )
        for (const item of Items ?? []) found.push(z.parse(Upload, item))
        start = LastEvaluatedKey
      } while (start)
      return found.sort((one, other) => other.createdAt.localeCompare(one.createdAt))
    },

    /** Writes a changed upload over the version it was read at, or throws Conflict. Returns it with its new version. */
    async save(upload: Upload, at: Date): Promise<Upload> {
      const next = { ...upload, version: upload.version + 1, changedAt: at.toISOString() }
      await db
        .send(
          new PutCommand({
            TableName: table,
            Item: write(next),
            ConditionExpression: '#version = :version',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':version': upload.version },
          }),
        )
        .catch(asConflict)
      return next
    },

    /**
     * Takes the campaign's pages for an upload until an instant, unless another upload has them and has not let go.
     * Says how many pages may be there already; undefined if they are taken.
     */
    async hold(campaign: string, upload: string, now: Date, until: Date): Promise<number | undefined> {
      try {
        const { Attributes } = await db.send(
          new UpdateCommand({
            TableName: table,
            Key: holdKey(campaign),
            UpdateExpression: 'SET upload = :upload, #until = :until, pages = if_not_exists(pages, :none)',
            ConditionExpression: 'attribute_not_exists(upload) OR upload = :upload OR #until < :now',
            ExpressionAttributeNames: { '#until': 'until' },
            ExpressionAttributeValues: {
              ':upload': upload,
              ':until': until.getTime(),
              ':now': now.getTime(),
              ':none': 0,
            },
            ReturnValues: 'ALL_NEW',
          }),
        )
        return Attributes!.pages as number
      } catch (error) {
        if (conditionFailed(error)) return undefined
        throw error
      }
    },

    /** Keeps the hold for longer and says how many pages may be written by now. False if it was lost to another upload. */
    async renewHold(campaign: string, upload: string, until: Date, pages: number): Promise<boolean> {
      return changeHold(campaign, upload, until.getTime(), pages)
    },

    /** Ends the hold; the pages stay this upload's until another one takes them. */
    async endHold(campaign: string, upload: string, pages: number): Promise<boolean> {
      return changeHold(campaign, upload, 0, pages)
    },

    /** Whose contacts the pages are. */
    async holder(campaign: string): Promise<string | undefined> {
      const { Item } = await db.send(new GetCommand({ TableName: table, Key: holdKey(campaign), ConsistentRead: true }))
      return Item?.upload
    },
  }

  async function changeHold(campaign: string, upload: string, until: number, pages: number): Promise<boolean> {
    try {
      await db.send(
        new UpdateCommand({
          TableName: table,
          Key: holdKey(campaign),
          UpdateExpression: 'SET #until = :until, pages = :pages',
          ConditionExpression: 'upload = :upload',
          ExpressionAttributeNames: { '#until': 'until' },
          ExpressionAttributeValues: { ':until': until, ':pages': pages, ':upload': upload },
        }),
      )
      return true
    } catch (error) {
      if (conditionFailed(error)) return false
      throw error
    }
  }
}
export type UploadStore = ReturnType<typeof uploadStore>

function asConflict(error: unknown): never {
  throw conditionFailed(error) ? new Conflict('the upload was changed by somebody else') : error
}
