/**
 * Cases in DynamoDB: one item to a case, listed by due date in the index `register` (`open`, or `done#2026` by the year of its
 * end). Whoever opens cases needs GetItem and PutItem on the table, and the office's key.
 */
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import {
  conditionFailed,
  fromCursor,
  type Item,
  toCursor,
  transactionClashed,
  transactionConditionFailed,
} from '../platform/dynamo.ts'
import { Conflict, NotFound } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { localTime } from '../platform/local-time.ts'
import { seal, open as unseal } from '../platform/secrets.ts'
import { Case, type CaseContents, keptUntil, type Opening, openCase } from './case.ts'
import { type UnitMailAbout, unitMailOf } from './unit-mail.ts'
import { itemOfMail } from './unit-mail-store.ts'

export interface CaseDeps {
  /** The office's key of cases (`caseKey` of the keyring, of the office's data key), which seals what is personal. */
  key: () => Promise<Uint8Array>
  now: () => Date
}

/** Forms that are posted at the same moment wait for each other so often. */
const mostTries = 10

const readCase = (item: Item): Case => z.parse(Case, { ...item, id: item.case })

/** The register in whose list a case stands. */
export const registerOf = ({ closedAt }: Pick<Case, 'closedAt'>): string =>
  closedAt ? `done#${localTime(new Date(closedAt)).date.slice(0, 4)}` : 'open'

export function caseStore(db: DynamoDBDocumentClient, table: string, { key, now }: CaseDeps) {
  const itemOf = ({ id, ...rest }: Case): Item => {
    const expiresAt = keptUntil({ id, ...rest })
    return {
      ...rest,
      case: id,
      item: 'case',
      register: registerOf(rest),
      ...(expiresAt && { expiresAt }),
    }
  }
  const find = async (id: string): Promise<Item | undefined> =>
    (await db.send(new GetCommand({ TableName: table, Key: { case: id, item: 'case' }, ConsistentRead: true }))).Item
  /** The id that a `once` was last given to, and its case if that is open. */
  const holder = async (once: string): Promise<{ id?: string; open?: Case }> => {
    const Key = { case: `once#${once}`, item: 'once' }
    const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))
    const found = Item && (await find(Item.id))
    return { ...(Item && { id: Item.id }), ...(found && !found.closedAt && { open: readCase(found) }) }
  }

  const mailPut = (one: Case, about: UnitMailAbout) => ({
    TableName: table,
    Item: itemOfMail(unitMailOf(one, about, now()), now()),
    ConditionExpression: 'attribute_not_exists(#case)',
    ExpressionAttributeNames: { '#case': 'case' },
  })
  /** Whether the unit in charge got a mail about this case today already. */
  const wasTold = async (one: Case): Promise<boolean> => {
    const { case: id, item } = unitMailOf(one, 'reminder', now())
    return (
      (await db.send(new GetCommand({ TableName: table, Key: { case: id, item }, ConsistentRead: true }))).Item !==
      undefined
    )
  }

  return {
    /**
     * Opens a case, or gives back the open one with the same `once`. What is personal goes into `contents` and nowhere else.
     */
    async open({ contents, once, ...opening }: Opening): Promise<Case> {
      for (let attempt = 1; ; attempt++) {
        const held = once === undefined ? {} : await holder(once)
        if (held.open) return held.open
        const id = newId('cas')
        const sealed = contents && seal(await key(), `case ${id}`, Buffer.from(JSON.stringify(contents)))
        const fresh: Case = { ...openCase(id, opening, now()), ...(sealed && { sealed }) }
        const put = {
          TableName: table,
          Item: itemOf(fresh),
          ConditionExpression: 'attribute_not_exists(#case)',
          ExpressionAttributeNames: { '#case': 'case' },
        }
        const mail = fresh.state === 'handed on' ? [{ Put: mailPut(fresh, 'handed on') }] : []
        if (once === undefined) {
          await db.send(new TransactWriteCommand({ TransactItems: [{ Put: put }, ...mail] }))
          return fresh
        }
        const mark = {
          TableName: table,
          Item: { case: `once#${once}`, item: 'once', id },
          ConditionExpression: held.id ? '#id = :known' : 'attribute_not_exists(#id)',
          ExpressionAttributeNames: { '#id': 'id' },
          ...(held.id && { ExpressionAttributeValues: { ':known': held.id } }),
        }
        try {
          await db.send(new TransactWriteCommand({ TransactItems: [{ Put: put }, { Put: mark }, ...mail] }))
          return fresh
        } catch (error) {
          const clashed = transactionConditionFailed(error) || transactionClashed(error)
          if (!clashed || attempt === mostTries) throw error
        }
      }
    },

    /** The case, read consistently, or NotFound. */
    async get(id: string): Promise<Case> {
      const found = z.safeParse(Case.shape.id, id).success ? await find(id) : undefined
      if (!found) throw new NotFound('case')
      return readCase(found)
    },

    /** What is personal in a case; empty where nothing was given or it was forgotten. */
    async contents({ id, sealed }: Case): Promise<CaseContents> {
      if (!sealed) return {}
      return z.parse(z.record(z.string(), z.string()), JSON.parse(unseal(await key(), `case ${id}`, sealed).toString()))
    },

    /**
     * Writes a changed case over the version it was read at, or throws Conflict. Returns it with its new version.
     * @param tell of what the unit in charge gets a mail, unless it got one about this case today
     */
    async save(changed: Case, tell?: UnitMailAbout): Promise<Case> {
      const next = { ...changed, version: changed.version + 1 }
      const put = {
        TableName: table,
        Item: itemOf(next),
        ConditionExpression: '#version = :version',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':version': changed.version },
      }
      try {
        if (tell && !(await wasTold(next))) {
          await db.send(new TransactWriteCommand({ TransactItems: [{ Put: put }, { Put: mailPut(next, tell) }] }))
        } else await db.send(new PutCommand(put))
        return next
      } catch (error) {
        const isConflict = conditionFailed(error) || transactionConditionFailed(error) || transactionClashed(error)
        throw isConflict ? new Conflict('the case was changed by somebody else') : error
      }
    },

    /** Cases of a register (`open`, `done#2026`), the one that is due first at the head. */
    async list(register: string, limit = 100, cursor?: string): Promise<{ cases: Case[]; cursor?: string }> {
      const { Items, LastEvaluatedKey } = await db.send(
        new QueryCommand({
          TableName: table,
          IndexName: 'register',
          KeyConditionExpression: '#register = :register',
          ExpressionAttributeNames: { '#register': 'register' },
          ExpressionAttributeValues: { ':register': register },
          Limit: limit,
          ExclusiveStartKey: fromCursor(cursor),
        }),
      )
      const next = toCursor(LastEvaluatedKey)
      return { cases: (Items ?? []).map(readCase), ...(next && { cursor: next }) }
    },
  }
}
export type CaseStore = ReturnType<typeof caseStore>
