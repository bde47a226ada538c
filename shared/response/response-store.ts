/** Responses in DynamoDB: one item to a person, under the key of her page of contacts. Saving a page is one write. */
import { type DynamoDBDocumentClient, GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import { indexKey, pageKey } from '../contact/contact.ts'
import type { Whom } from '../contact/link.ts'
import { conditionFailed, type Item } from '../platform/dynamo.ts'
import { Conflict } from '../platform/errors.ts'
import type { Language } from '../platform/language.ts'
import { localTime } from '../platform/local-time.ts'
import { type GivenAnswer, type Mode, Response, type Talk, type Value } from './response.ts'

const keyOf = ({ campaign, page, index }: Whom): Item => ({ page: pageKey(campaign, page), index: indexKey(index) })
/** A response may be written over what was read, and over nothing else: two tabs must not undo each other's answers. */
const asKnown = { none: 'attribute_not_exists(#page)', some: '#state = :partial AND #answers = :known' }
/** And where the call in it stands: a turn of a call is taken once. Answers that were sent stay; a visit may still be talked of. */
const talkAsKnown = {
  none: '#state = :partial AND #answers = :known AND attribute_not_exists(#talk)',
  some: '#state = :partial AND #answers = :known AND #talk = :talk',
}
/** Tabs that save at the same moment wait for each other so often; more of them are no person. */
const mostTries = 10

export interface PageOfAnswers {
  /** What the page's questions were answered with; `undefined` takes an answer back. */
  answers: Record<string, Value | undefined>
  mode: Mode
  language: Language
  survey: number
}

/** One turn of an automated call: what was keyed in, where the call stands after it, and whether that was the end. */
export interface TurnToSave extends Omit<PageOfAnswers, 'mode'> {
  talk: Talk
  /** The response is sent with this turn: it holds exactly these answers from now on. */
  complete: boolean
}

export function responseStore(db: DynamoDBDocumentClient, table: string) {
  /** One conditional write over what is `known`. Gives back what stands there instead, if that is something else. */
  const put = async (
    whom: Whom,
    response: Response,
    known: Response | undefined,
    over: Response['state'] = 'partial',
  ): Promise<Response | undefined> => {
    const names: Record<string, string> = known ? { '#state': 'state', '#answers': 'answers' } : { '#page': 'page' }
    const values: Item = known ? { ':partial': over, ':known': known.answers } : {}
    let condition = known ? asKnown.some : asKnown.none
    if (known && response.talk) {
      names['#talk'] = 'talk'
      if (known.talk) values[':talk'] = known.talk
      condition = known.talk ? talkAsKnown.some : talkAsKnown.none
    }
    const sets = Object.entries(response).map(([name, value], n) => {
      names[`#s${n}`] = name
      values[`:s${n}`] = value
      return `#s${n} = :s${n}`
    })
    try {
      await db.send(
        new UpdateCommand({
          TableName: table,
          Key: keyOf(whom),
          UpdateExpression: `SET ${sets.join(', ')}`,
          ConditionExpression: condition,
          ExpressionAttributeNames: names,
          ExpressionAttributeValues: values,
        }),
      )
      return undefined
    } catch (error) {
      if (!conditionFailed(error)) throw error
      const { Item } = await db.send(new GetCommand({ TableName: table, Key: keyOf(whom), ConsistentRead: true }))
      if (!Item) throw error // erased in this very moment
      return z.parse(Response, Item)
    }
  }

  const made = (given: PageOfAnswers, at: Date, known: Response | undefined, complete: boolean): Response => {
    const answers: Record<string, GivenAnswer> = { ...known?.answers }
    for (const [question, value] of Object.entries(given.answers)) {
      if (value === undefined) delete answers[question]
      else if (!sameValue(answers[question]?.v, value)) answers[question] = { v: value, m: given.mode }
    }
    return {
      state: complete ? 'complete' : 'partial',
      survey: given.survey,
      language: given.language,
      answers,
      startedAt: known?.startedAt ?? at.toISOString(),
      ...(complete && { submittedOn: localTime(at).date, submittedAt: at.toISOString() }),
    }
  }

  return {
    /** The response of a person, if she began one. */
    async get(whom: Whom): Promise<Response | undefined> {
      const { Item } = await db.send(new GetCommand({ TableName: table, Key: keyOf(whom), ConsistentRead: true }))
      return Item && z.parse(Response, Item)
    },

    /**
     * Saves the answers of one page over what is `known`: one conditional write. What another tab saved in the meantime
     * stays. A submitted response is not touched: 'complete before'.
     */
    async savePage(
      whom: Whom,
      given: PageOfAnswers,
      at: Date,
      known: Response | undefined,
    ): Promise<Response | 'complete before'> {
      let before = known
      for (let attempt = 1; ; attempt++) {
        const response = made(given, at, before, false)
        const found = await put(whom, response, before)
        if (!found) return response
        if (found.state === 'complete') return 'complete before'
        if (attempt === mostTries) throw new Conflict('the response keeps changing')
        before = found
      }
    },

    /**
     * Submits: the response holds exactly these answers from now on. Twice is once: 'complete before'. Not over what
     * another tab saved since `known` was read, because nobody has looked at that: 'changed'.
     */
    async submit(
      whom: Whom,
      given: PageOfAnswers,
      at: Date,
      known: Response | undefined,
    ): Promise<Response | 'complete before' | 'changed'> {
      const response = made(given, at, known && { ...known, answers: kept(known, given) }, true)
      const found = await put(whom, response, known)
      if (!found) return response
      return found.state === 'complete' ? 'complete before' : 'changed'
    },

    /**
     * Saves one turn of an automated call over what is `known`, in one conditional write. Gives back what stands there
     * instead, if somebody was faster: the same turn a second time, or a page of hers on the web. Of a response that was sent
     * before, only the talk is kept.
     */
    async saveTurn(
      whom: Whom,
      { talk, complete, ...given }: TurnToSave,
      at: Date,
      known: Response | undefined,
    ): Promise<{ saved: Response } | { found: Response }> {
      if (known?.state === 'complete') {
        const response: Response = { ...known, talk }
        const found = await put(whom, response, known, 'complete')
        return found ? { found } : { saved: response }
      }
      const page: PageOfAnswers = { ...given, mode: 'keypad' }
      const before = complete && known ? { ...known, answers: kept(known, page) } : known
      const response: Response = { ...made(page, at, before, complete), talk }
      const found = await put(whom, response, known)
      return found ? { found } : { saved: response }
    },

    /** Who of a page of contacts has answered: index → state. One Query; more where long answers fill over a megabyte. */
    async statesOfPage(campaign: string, page: number): Promise<Map<number, Response['state']>> {
      const found = new Map<number, Response['state']>()
      let start: Item | undefined
      do {
        const { Items, LastEvaluatedKey } = await db.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: '#page = :page',
            ProjectionExpression: '#index, #state',
            ExpressionAttributeNames: { '#page': 'page', '#index': 'index', '#state': 'state' },
            ExpressionAttributeValues: { ':page': pageKey(campaign, page) },
            ConsistentRead: true,
            ExclusiveStartKey: start,
          }),
        )
        for (const item of Items ?? []) found.set(Number(item.index), item.state)
        start = LastEvaluatedKey
      } while (start)
      return found
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
