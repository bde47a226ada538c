/** Whoever approves a drive reads five of its messages with the data of five people of its list. */
import { ScanCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inEachLanguage, spreadOver } from '../../../functions/staff/sample-messages.ts'
import { aWholeDraft, type Office, startOffice, type TestBrowser } from './set-up.ts'

let office: Office
let manager: TestBrowser
let approver: TestBrowser
beforeAll(async () => {
  office = await startOffice()
  manager = await office.browserOf('manager')
  approver = await office.browserOf('approver')
})
afterAll(() => office.close())

test.each([
  [0, []],
  [1, [0]],
  [2, [0, 1]],
  [5, [0, 1, 2, 3, 4]],
  [101, [0, 25, 50, 75, 100]],
  [100_000, [0, 25_000, 50_000, 74_999, 99_999]],
])('of %i people these are shown: %j', (contacts, positions) => {
  expect(spreadOver(contacts)).toEqual(positions)
})

test.each([
  ['a language that nobody of the five reads comes in', 'pl pl en pl pl', 'pl pl pl uk en', 'pl uk en pl pl'],
  ['two of them', 'pl pl pl pl pl', 'pl uk uk en', 'pl uk en pl pl'],
  ['nobody makes way who is the only one of a language', 'pl uk en', 'pl uk en', 'pl uk en'],
  ['and nobody where there is no room', 'pl pl', 'pl uk', 'pl pl'],
])('of each language somebody is shown: %s', (_, chosen, read, shown) => {
  const people = (words: string) => words.split(' ').map((language) => ({ language: language as 'pl' | 'uk' | 'en' }))
  expect(
    inEachLanguage(people(chosen), people(read))
      .map(({ language }) => language)
      .join(' '),
  ).toBe(shown)
})

test('the approver reads messages as people will get them, without addresses, and it is noted that she looked', async () => {
  const rows = Array.from({ length: 12 }, (_, n) => `osoba${n}@example.org;Imię${n};${n % 2 ? 'ua' : 'pl'}`)
  const id = await aWholeDraft(office, manager, `Adres e-mail;Imię;Język\n${rows.join('\n')}\n`)
  await manager.post(`/campaigns/${id}/moves/submit`)
  const { html } = await approver.get(`/campaigns/${id}`)
  for (const n of [0, 3, 6, 8, 11]) expect(html).toContain(`Jak oceniasz wizytę, Imię${n}?`)
  expect(html).not.toContain('Imię5?')
  expect(html).not.toContain('osoba0@example.org')
  expect(html).toMatch(/\/s\/…/)
  const { db, names } = office.tables
  const { Items = [] } = await db.send(new ScanCommand({ TableName: names.Audit, ConsistentRead: true }))
  expect(Items.filter(({ did, what }) => did === 'view sample' && what === id)).toHaveLength(1)
})

test('the author, who may not approve, is shown none', async () => {
  const id = await aWholeDraft(office, manager)
  await manager.post(`/campaigns/${id}/moves/submit`)
  expect((await manager.get(`/campaigns/${id}`)).html).not.toContain('/s/…')
})
