/** Requests and reports as staff meet them: written down by kind, filtered, counted by year, taken in a call. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Office, startOffice, type TestBrowser } from './set-up.ts'

let office: Office
let manager: TestBrowser
beforeAll(async () => {
  office = await startOffice()
  manager = await office.browserOf('manager')
})
afterAll(() => office?.close())

const open = async (kind: string, fields: Record<string, string>) => {
  await manager.get(`/cases/new/${kind}`)
  return manager.post(`/cases/new/${kind}`, { from: 'letter', text: 'Proszę o rejestr umów.', ...fields })
}

test.each([
  ['public-information', { deadline: 'usual', subject: 'finance' }, '24 marca 2026', 'budżet i finanse'],
  ['public-information', { deadline: 'reuse', subject: 'other' }, '30 marca 2026', '20 dni, ponowne wykorzystanie'],
  ['report', { deadline: 'urgent', subject: 'homeless', place: 'Park Cytadela' }, '11 marca 2026', 'Park Cytadela'],
  ['accessibility', { name: 'Ewa Nowak', unit: 'Biuro Obsługi' }, '17 marca 2026', 'Biuro Obsługi'],
])('a case of %s with %o is due on %s', async (kind, fields, due, shown) => {
  const answer = await open(kind, fields)
  expect(answer.status).toBe(303)
  const { html } = await manager.get(answer.headers.get('location')!)
  expect(html).toContain(due)
  expect(html).toContain(shown)
  expect(html).toContain('Proszę o rejestr umów.')
})

test.each([
  ['no subject', { subject: '' }, 'Wybierz, czego dotyczy sprawa.'],
  ['no words', { text: '' }, 'Wpisz treść.'],
  ['an address that is none', { email: 'ewa' }, 'value="ewa"'],
  ['an unknown deadline', { deadline: 'toString' }, 'Wybierz termin.'],
])('%s: the form says what is missing', async (_, fields, words) => {
  const answer = await open('public-information', { subject: 'other', ...fields })
  expect(answer.status).toBe(422)
  expect(answer.html).toContain(words)
})

test('the register is filtered by kind, and no other kind has this form', async () => {
  const id = (await open('accessibility', {})).headers.get('location')!.slice('/cases/'.length)
  expect((await manager.get('/cases?kind=accessibility')).html).toContain(id)
  expect((await manager.get('/cases?kind=report')).html).not.toContain(id)
  expect((await manager.get('/cases/new/erasure')).status).toBe(404)
  expect((await manager.get('/cases/new')).html).toContain('/cases/new/public-information')
})
