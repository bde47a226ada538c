/** Responses in DynamoDB: one item to a person, under the key of her page of contacts. Saving a page is one write. */
import { type DynamoDBDocumentClient, GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import { indexKey, pageKey } from '../contact/contact.ts'
import type { Whom } from '../contact/link.ts'
import { conditionFailed, type Item } from '../platform/dynamo.ts'
import type { Language } from '../platform/language.ts'
import { localTime } from '../platform/local-time.ts'
import { type GivenAnswer, type Mode, Response, type Value } from './response.ts'

const keyOf = ({ campaign, page, index }: Whom): Item => ({ page: pageKey(campaign, page), index: indexKey(index) })
const notComplete = 'attribute_not_exists(#page) OR #state = :partial'

export interface PageOfAnswers {
  /** What the page's questions were answered with; `undefined` takes an answer back. */
  answers: Record<string, Value | undefined>
  mode: Mode
  language: Language
  survey: number
}

export function responseStore(db: DynamoDBDocumentClient, table: string) {
  const write = async (whom: Whom, given: PageOfAnswers, at: Date, known: Response | undefined, complete: boolean) => {
    const answers: Record<string, GivenAnswer> = { ...known?.answers }
    for (const [question, value] of Object.entries(given.answers)) {
      if (value === undefined) delete answers[question]
      else if (!sameValue(answers[question]?.v, value)) answers[question] = { v: value, m: given.mode }
    }
    const response: Response = {
      state: complete ? 'complete' : 'partial',
      survey: given.survey,
      language: given.language,
      answers,
      startedAt: known?.startedAt ?? at.toISOString(),
      ...(complete && { submittedOn: localTime(at).date, submittedAt: at.toISOString() }),
    }
    const names: Record<string, string> = { '#page': 'page' }
    const values: Item = { ':partial': 'partial' }
    const sets = Object.entries(response).map(([name, value], n) => {
      names[`#s${n}`] = name
      values[`:s${n}`] = value
      return `#s${n} = :s${n}`
    })
    names['#state'] = 'state'
    try {
      await db.send(
        new UpdateCommand({
          TableName: table,
          Key: keyOf(whom),
          UpdateExpression: `SET ${sets.join(', ')}`,
          ConditionExpression: notComplete,
          ExpressionAttributeNames: names,
          ExpressionAttributeValues: values,
        }),
      )
      return response
    } catch (error) {
      if (conditionFailed(error)) return 'complete before' as const
      throw error
    }
  }

  return {
    /** The response of a person, if she began one. */
    async get(whom: Whom): Promise<Response | undefined> {
      const { Item } = await db.send(new GetCommand({ TableName: table, Key: keyOf(whom), ConsistentRead: true }))
      return Item && z.parse(Response, Item)
    },

    /**
     * Saves the answers of one page over what is `known`: one conditional write. A submitted response is not touched:
     * 'complete before'.
     */
    savePage: (whom: Whom, given: PageOfAnswers, at: Date, known: Response | undefined) =>
      write(whom, given, at, known, false),

    /** Submits: the response holds exactly these answers from now on. Twice is once: 'complete before'. */
    submit: (whom: Whom, given: PageOfAnswers, at: Date, known: Response | undefined) =>
      write(whom, given, at, known && { ...known, answers: kept(known, given) }, true),

    /** Who of a page of contacts has answered: index → state. One Query. */
    async statesOfPage(campaign: string, page: number): Promise<Map<number, Response['state']>> {
      const { Items } = await db.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: '#page = :page',
          ProjectionExpression: '#index, #state',
          ExpressionAttributeNames: { '#page': 'page', '#index': 'index', '#state': 'state' },
          ExpressionAttributeValues: { ':page': pageKey(campaign, page) },
          ConsistentRead: true,
        }),
      )
      return new Map((Items ?? []).map((item) => [Number(item.index), item.state]))
    },

    /** All responses of a page of contacts: index → response. For exports; 100 responses of 4 KB fit one Query. */
    async ofPage(campaign: string, page: number): Promise<Map<number, Response>> {
      const found = new Map<number, Response>()
      let start: Item | undefined
      do {
        const { Items, LastEvaluatedKey } = await db.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: '#page = :page',
            ExpressionAttributeNames: { '#page': 'page' },
            ExpressionAttributeValues: { ':page': pageKey(campaign, page) },
            ExclusiveStartKey: start,
          }),
        )
        for (const item of Items ?? []) found.set(Number(item.index), z.parse(Response, item))
        start = LastEvaluatedKey
      } while (start)
      return found
    },
  }
}
export type ResponseStore = ReturnType<typeof responseStore>

/** What is submitted keeps the mode in which it was once given. */
function kept(known: Response, given: PageOfAnswers): Record<string, GivenAnswer> {
  return Object.fromEntries(Object.entries(known.answers).filter(([question]) => given.answers[question] !== undefined))
}

function sameValue(one: Value | undefined, other: Value): boolean {
  return one !== undefined && JSON.stringify(one) === JSON.stringify(other)
}
