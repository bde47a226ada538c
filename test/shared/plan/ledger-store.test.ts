/** The claim of a part over a real table: one holder, known again by its name when the answer of its write is lost. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pageKey } from '../../../shared/contact/contact.ts'
import { partKey } from '../../../shared/plan/ledger.ts'
import { leaseMilliseconds, ledgerStore } from '../../../shared/plan/ledger-store.ts'
import { newId } from '../../../shared/platform/ids.ts'
import { aTuesday } from '../../builders/campaign.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'

let tables: TestTables
beforeAll(async () => {
  tables = await startTables()
})
afterAll(() => tables?.close())

const aPart = () => ({ campaign: newId('cmp'), page: 0, step: 0, part: 0 })
const storeOf = (db: DynamoDBDocumentClient) => ledgerStore(db, tables.names.Contacts)
const store = () => storeOf(tables.db)
const entryOf = async (part: ReturnType<typeof aPart>) => (await store().ofPage(part.campaign, 0, 0)).get(0)

/** A client to whom the answers of its first so many writes are lost, after the table has taken them. */
function forgetful(lost: number) {
  const client = new DynamoDBClient({
    endpoint: tables.dynamo.url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local-secret' },
  })
  const writes = { asked: 0 }
  client.middlewareStack.add(
    (next) => async (request) => {
      const isLost = ++writes.asked <= lost
      const answer = next(request)
      if (!isLost) return answer
      await answer.catch(() => {})
      throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
    },
    { step: 'deserialize', priority: 'high', name: 'lostAnswers' }, // inside the SDK's own repetition
  )
  return { ledger: storeOf(DynamoDBDocumentClient.from(client)), writes }
}

test.each([1, 2])('a claim whose answer is lost, %i times over, is known again by who made it', async (lost) => {
  const part = aPart()
  const { ledger, writes } = forgetful(lost)
  const claim = await ledger.claim(part, 3, aTuesday)
  expect(writes.asked).toBe(lost + 1)
  expect(claim).toEqual(await entryOf(part))
  expect(claim).toMatchObject({ state: 'claimed', outcomes: '...', leaseUntil: aTuesday.getTime() + leaseMilliseconds })
  expect(await ledger.record(part, claim!, 'sss', aTuesday)).toBe(true)
})

test('what stands already comes back with such a claim, as with any', async () => {
  const part = aPart()
  const first = (await store().claim(part, 3, aTuesday))!
  await store().release(part, first, 's.r')
  expect((await forgetful(1).ledger.claim(part, 3, aTuesday))!.outcomes).toBe('s.r')
})

test('the claim of another is closed to whoever lost an answer too', async () => {
  const part = aPart()
  await store().claim(part, 3, aTuesday)
  const { ledger, writes } = forgetful(1)
  expect(await ledger.claim(part, 3, aTuesday)).toBeUndefined()
  expect(writes.asked).toBe(2)
})

test('claims of the same instant are told apart: who was given none of them can end none', async () => {
  const part = aPart()
  const first = (await store().claim(part, 3, aTuesday))!
  await store().release(part, first, '...')
  const second = (await store().claim(part, 3, aTuesday))!
  expect(await store().record(part, first, 'sss', aTuesday)).toBe(false)
  expect(await store().note(part, first, 'sss')).toBe(false)
  expect(await store().release(part, first, 'sss')).toBe(false)
  expect(await entryOf(part)).toEqual(second)
})

test('of many who claim at once, each with a first answer lost, one holds the part', async () => {
  const part = aPart()
  const claims = await Promise.all(Array.from({ length: 8 }, () => forgetful(1).ledger.claim(part, 50, aTuesday)))
  expect(claims.filter(Boolean)).toHaveLength(1)
})

test('a claim of a whole part is one write unit, and so is its record', async () => {
  const part = aPart()
  tables.dynamo.resetConsumed()
  const claim = (await store().claim(part, 50, aTuesday))!
  await store().record(part, claim, 's'.repeat(50), aTuesday)
  expect(tables.dynamo.consumed().writeUnits).toBe(2)
  const Key = { page: pageKey(part.campaign, 0), item: partKey(part) }
  const { Item } = await tables.db.send(new GetCommand({ TableName: tables.names.Contacts, Key }))
  expect(JSON.stringify(Item).length).toBeLessThan(512)
})
