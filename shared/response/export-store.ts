/** Exports in DynamoDB, beside their campaign: what was asked for, and where the finished file lies. */
import { type DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import { conditionFailed, type Item } from '../platform/dynamo.ts'
import { NotFound } from '../platform/errors.ts'
import { Export } from './export.ts'
import { Cut } from './hold-back.ts'

const read = (item: Item): Export => z.parse(Export, { ...item, id: item.item.slice('export#'.length) })

export function exportStore(db: DynamoDBDocumentClient, table: string) {
  return {
    /** Keeps an export as it stands now. Its record lives as long as the file does: `expiresAt`, epoch seconds. */
    async put(campaign: string, { id, ...rest }: Export, expiresAt: number): Promise<void> {
      await db.send(new PutCommand({ TableName: table, Item: { ...rest, campaign, item: `export#${id}`, expiresAt } }))
    },

    /** The export, or NotFound. */
    async get(campaign: string, id: string): Promise<Export> {
      const { Item } = await db.send(
        new GetCommand({ TableName: table, Key: { campaign, item: `export#${id}` }, ConsistentRead: true }),
      )
      if (!Item) throw new NotFound(id)
      return read(Item)
    },

    /** Up to where rows of a campaign were given out; undefined before the first. */
    async lastCut(campaign: string): Promise<Cut | undefined> {
      const { Item } = await db.send(
        new GetCommand({ TableName: table, Key: { campaign, item: 'exported' }, ConsistentRead: true }),
      )
      return Item && z.parse(Cut, Item)
    },

    /** Keeps a cut over the last one. False if another file was given out in the meantime. */
    async keepCut(campaign: string, cut: Cut, last: Cut | undefined): Promise<boolean> {
      try {
        await db.send(
          new PutCommand({
            TableName: table,
            Item: { ...cut, campaign, item: 'exported' },
            ConditionExpression: last ? '#until = :until' : 'attribute_not_exists(#until)',
            ExpressionAttributeNames: { '#until': 'until' },
            ...(last && { ExpressionAttributeValues: { ':until': last.until } }),
          }),
        )
        return true
      } catch (error) {
        if (conditionFailed(error)) return false
        throw error
      }
    },

    /** Exports of a campaign, newest first. */
    async ofCampaign(campaign: string): Promise<Export[]> {
      const { Items } = await db.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'campaign = :campaign AND begins_with(#item, :export)',
          ExpressionAttributeNames: { '#item': 'item' },
          ExpressionAttributeValues: { ':campaign': campaign, ':export': 'export#' },
          ConsistentRead: true,
        }),
      )
      return (Items ?? []).map(read).sort((one, other) => other.requestedAt.localeCompare(one.requestedAt))
    },
  }
}
export type ExportStore = ReturnType<typeof exportStore>
