/** The lists of agents in DynamoDB, beside their campaigns: how far new people were given out, and whether a list is closed. */
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import type { Campaign } from '../campaign/campaign.ts'
import { readCampaign } from '../campaign/campaign-store.ts'
import { Pump } from '../plan/pump.ts'
import { batchReader } from '../platform/batch-reader.ts'
import type { Item } from '../platform/dynamo.ts'
import type { Language } from '../platform/language.ts'
import { updater } from '../platform/updater.ts'
import type { AgentList } from './agent.ts'
import { listOf } from './call.ts'

type Step = number | 'callback'

/** A list with its drive. */
export interface ListNow extends AgentList {
  campaign: Campaign
  /** Whether every step before the agents' is done. */
  isTurn: boolean
  /** Whether the counting of its new people has begun. */
  isCounted: boolean
}

export function agentListStore(db: DynamoDBDocumentClient, table: string) {
  const listKey = (campaign: string, step: Step): Item => ({ campaign, item: `agents#${step}` })
  const update = updater(db, table)
  const readAll = batchReader(db, table)

  return {
    /** A list as it stands. */
    async get(campaign: string, step: Step): Promise<AgentList> {
      const { Item = {} } = await db.send(
        new GetCommand({ TableName: table, Key: listKey(campaign, step), ConsistentRead: true }),
      )
      return { fresh: Item.fresh ?? {}, closed: Item.closed ?? false }
    },

    /** Closes a list for agents, or opens it again. */
    async close(campaign: string, step: Step, closed: boolean): Promise<void> {
      await update({
        Key: listKey(campaign, step),
        UpdateExpression: 'SET closed = :closed',
        ExpressionAttributeValues: { ':closed': closed },
      })
    },

    /** Begins the counting of new people of a list, once: a map cannot be added to before it is there. */
    async beginFresh(campaign: string, step: number): Promise<void> {
      await update({
        Key: listKey(campaign, step),
        UpdateExpression: 'SET #fresh = :none',
        ConditionExpression: 'attribute_not_exists(#fresh)',
        ExpressionAttributeNames: { '#fresh': 'fresh' },
        ExpressionAttributeValues: { ':none': {} },
      })
    },

    /** The position (page * 100 + index) of somebody to whom no other agent has come or will come, by this language's count. */
    async takeFresh(campaign: string, step: number, language: Language): Promise<number> {
      const { Attributes } = await db.send(
        new UpdateCommand({
          TableName: table,
          Key: listKey(campaign, step),
          UpdateExpression: 'ADD #fresh.#language :one',
          ExpressionAttributeNames: { '#fresh': 'fresh', '#language': language },
          ExpressionAttributeValues: { ':one': 1 },
          ReturnValues: 'UPDATED_NEW',
        }),
      )
      return Attributes!.fresh[language] - 1
    },

    /** Moves a language's count past people of other languages, if nobody has moved it since. */
    async passFresh(campaign: string, step: number, language: Language, from: number, to: number): Promise<boolean> {
      return update({
        Key: listKey(campaign, step),
        UpdateExpression: 'SET #fresh.#language = :to',
        ConditionExpression: '#fresh.#language = :from',
        ExpressionAttributeNames: { '#fresh': 'fresh', '#language': language },
        ExpressionAttributeValues: { ':from': from, ':to': to },
      })
    },

    /** Lists with all that a turn on them depends on, read at once and consistently; those without a drive are left out. */
    async now(wanted: readonly { campaign: string; step?: number | undefined }[]): Promise<Map<string, ListNow>> {
      const keys = new Map<string, Item>()
      const ask = (key: Item) => void keys.set(`${key.campaign} ${key.item}`, key)
      for (const { campaign, step } of wanted) {
        ask({ campaign, item: 'campaign' })
        ask(listKey(campaign, step ?? 'callback'))
        if (step) ask({ campaign, item: `step#${step - 1}` })
      }
      const items = await readAll([...keys.values()])
      const found = new Map(items.map((item) => [`${item.campaign} ${item.item}`, item]))
      const lists = new Map<string, ListNow>()
      for (const { campaign, step } of wanted) {
        const drive = found.get(`${campaign} campaign`)
        if (!drive) continue
        const { item } = listKey(campaign, step ?? 'callback')
        const list = found.get(`${campaign} ${item}`)
        const before = step ? found.get(`${campaign} step#${step - 1}`) : undefined
        lists.set(listOf(campaign, step ?? 'callback'), {
          campaign: readCampaign(drive),
          fresh: list?.fresh ?? {},
          closed: list?.closed ?? false,
          isTurn: !step || (before !== undefined && z.parse(Pump, before).done),
          isCounted: list?.fresh !== undefined,
        })
      }
      return lists
    },
  }
}
export type AgentListStore = ReturnType<typeof agentListStore>
