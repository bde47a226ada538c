/** Pages of contacts in the real table: sealed for their place, replaced whole, with the facts of each person beside them. */
import { randomBytes } from 'node:crypto'
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contactStore } from '../../../shared/contact/contact-store.ts'
import { ledgerStore } from '../../../shared/plan/ledger-store.ts'
import { NotFound } from '../../../shared/platform/errors.ts'
import { newId } from '../../../shared/platform/ids.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'

let tables: TestTables
let store: ReturnType<typeof contactStore>
beforeAll(async () => {
  tables = await startTables()
  store = contactStore(tables.db, tables.names.Contacts)
})
afterAll(() => tables?.close())

const keys = { seal: randomBytes(32), link: randomBytes(32) }
const at = new Date('2026-03-10T10:00:00Z')
const rows = (page: number, count = 3) =>
  Array.from({ length: count }, (_, n) => [n % 2 ? 'uk' : 'pl', `osoba${page}.${n}@example.org`, `Łucja ${n}`])

test('a page is read back as it was written, in its order', async () => {
  const id = newId('cmp')
  await store.writePages(id, keys, ['imie'], [{ page: 0, rows: rows(0, 100) }])
  const { contacts, facts, ledger } = await store.wholePage(id, 0, keys)
  expect(contacts).toHaveLength(100)
  expect(contacts[99]).toEqual({
    index: 99,
    language: 'uk',
    email: 'osoba0.99@example.org',
    phones: [],
    fields: { imie: 'Łucja 99' },
  })
  expect([facts, ledger.size]).toEqual([[], 0])
  expect(await store.contact({ campaign: id, page: 0, index: 7 }, keys)).toEqual(contacts[7])
})

test('a page or an index past the end of the list is nobody', async () => {
  const id = newId('cmp')
  await store.writePages(id, keys, ['imie'], [{ page: 0, rows: rows(0) }])
  await expect(store.wholePage(id, 1, keys)).rejects.toThrow(NotFound)
  expect(await store.contact({ campaign: id, page: 0, index: 3 }, keys)).toBeUndefined()
  expect(await store.contact({ campaign: id, page: 1, index: 0 }, keys)).toBeUndefined()
})

test('nothing of a person can be read in the table, with another key, or in another place', async () => {
  const [id, other] = [newId('cmp'), newId('cmp')]
  await store.writePages(id, keys, ['imie'], [{ page: 0, rows: rows(0) }])
  const get = new GetCommand({ TableName: tables.names.Contacts, Key: { page: `${id}#0`, item: 'page' } })
  const { Item } = await tables.db.send(get)
  expect(Buffer.from(Item!.data).toString('latin1')).not.toMatch(/osoba|ucja|example/)
  await expect(store.wholePage(id, 0, { ...keys, seal: randomBytes(32) })).rejects.toThrow()
  await tables.db.send(new PutCommand({ TableName: tables.names.Contacts, Item: { ...Item, page: `${other}#0` } }))
  await expect(store.wholePage(other, 0, keys)).rejects.toThrow()
})

test('a list of many pages is written whole, replaced whole, and what a longer one left behind is taken away', async () => {
  const id = newId('cmp')
  const pages = (count: number, people: number) =>
    Array.from({ length: count }, (_, page) => ({ page, rows: rows(page, people) }))
  await store.writePages(id, keys, ['imie'], pages(60, 2))
  await store.writePages(id, keys, ['imie'], pages(10, 1))
  await store.removePages(id, 10, 60)
  for (const page of [0, 9]) expect((await store.wholePage(id, page, keys)).contacts).toHaveLength(1)
  for (const page of [10, 34, 35, 59]) await expect(store.wholePage(id, page, keys)).rejects.toThrow(NotFound)
})

test('a fact is kept once, with its first date, whoever tells it again', async () => {
  const id = newId('cmp')
  await store.writePages(id, keys, ['imie'], [{ page: 0, rows: rows(0) }])
  const bounced = { index: 1, kind: 'bounced', at: at.toISOString(), step: 0, detail: 'permanent' } as const
  const told = await Promise.all([1, 2, 3].map(() => store.putFact(id, 0, bounced)))
  expect(told.filter(Boolean)).toHaveLength(1)
  expect(await store.putFact(id, 0, { ...bounced, at: '2027-01-01T00:00:00.000Z' })).toBe(false)
  expect(await store.putFact(id, 0, { index: 1, kind: 'delayed', at: at.toISOString() })).toBe(true)
  expect((await store.wholePage(id, 0, keys)).facts).toEqual([
    bounced,
    { index: 1, kind: 'delayed', at: at.toISOString() },
  ])
})

test('a page says also what was sent to it, step by step', async () => {
  const id = newId('cmp')
  const ledger = ledgerStore(tables.db, tables.names.Contacts)
  await store.writePages(id, keys, ['imie'], [{ page: 0, rows: rows(0) }])
  const part = { campaign: id, page: 0, step: 1, part: 0 }
  const claim = await ledger.claim(part, 3, at)
  await ledger.record(part, claim!, 'sas', at)
  const found = (await store.wholePage(id, 0, keys)).ledger
  expect([...found].map(([item, { state, outcomes }]) => [item, state, outcomes])).toEqual([
    ['step#1#0', 'recorded', 'sas'],
  ])
})

test('one link is revoked, and no other', async () => {
  const id = newId('cmp')
  await store.putFact(id, 0, { index: 5, kind: 'revoked', at: at.toISOString() })
  const revoked = (index: number) => store.isRevoked({ campaign: id, page: 0, index })
  expect([await revoked(5), await revoked(6), await revoked(50)]).toEqual([true, false, false])
})
