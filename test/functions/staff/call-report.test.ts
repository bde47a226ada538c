/** A resident's report on an agent's call page: taken once, by its number, never before a debtor was recognised. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { unitCaseDesk } from '../../../functions/staff/unit-cases.ts'
import { caseStore } from '../../../shared/case/case-store.ts'
import { aPhoneDrive } from './phone-drive.ts'
import { type Office, startOffice, type TestBrowser } from './set-up.ts'

let office: Office
let agent: TestBrowser
let drive: string
beforeAll(async () => {
  office = await startOffice()
  drive = (await aPhoneDrive(office)).drive.id
  agent = await office.browserOf('agent')
  await agent.get('/calls/lists')
  await agent.post('/calls/lists', { lists: `${drive}#0`, languages: ['pl'] })
  await agent.get('/calls')
  await agent.post('/calls/next')
})
afterAll(() => office?.close())

const valueIn = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(html)![1]!
const report = async (fields: Record<string, string> = {}) => {
  const { html } = await agent.get('/calls/current')
  const said = { 'report-subject': 'pavement', 'report-place': 'Głogowska 12', 'report-text': 'Bardzo ślisko.' }
  const whose = { call: valueIn(html, 'call'), hold: valueIn(html, 'hold') }
  return agent.post('/calls/current', { ...whose, do: 'report', ...said, ...fields })
}
const numberIn = (html: string) => /numer (cas_\w+)/.exec(html)?.[1]
const nobody = { id: 'test', name: '', roles: [] }

test('a report opens a case, and the agent hears its number and who deals with it', async () => {
  const { status, html } = await report({ note: 'Oddzwonić po południu.' })
  expect(status).toBe(200)
  expect(html).toContain('Zajmie się nim dyżurny akcji zimowej, najpóźniej 13 marca 2026')
  expect(html).toContain('Oddzwonić po południu.')
  expect(html).not.toContain('Głogowska 12')
  const { one, contents } = await office.deps.cases.read(numberIn(html)!, nobody)
  expect(one).toMatchObject({ kind: 'report', from: 'call', subject: 'pavement', deadline: 'usual' })
  expect(one.whom).toBeUndefined()
  expect(contents).toEqual({ place: 'Głogowska 12', text: 'Bardzo ślisko.' })
  expect(one.drive).toBe(drive)
  const { entries } = await office.deps.auditDesk.ofDay('2026-03-10', nobody)
  expect(entries).toContainEqual(expect.objectContaining({ did: 'open case report', what: one.id }))
  expect(JSON.stringify(entries)).not.toContain('Głogowska')
})

test('the same words in the same call are one case, other words are another', async () => {
  const first = numberIn((await report()).html)
  expect(numberIn((await report()).html)).toBe(first)
  const other = numberIn((await report({ 'report-text': 'Sople nad wejściem.' })).html)
  expect(other).toMatch(/^cas_/)
  expect(other).not.toBe(first)
})

test('somebody in danger from the cold is due the next day', async () => {
  expect((await report({ 'report-subject': 'homeless' })).html).toContain('11 marca 2026')
})

test.each([
  ['subject', { 'report-subject': '' }, 'Wybierz, czego dotyczy sprawa.'],
  ['place', { 'report-place': ' ' }, 'Podaj miejsce.'],
  ['words', { 'report-text': '' }, 'Wpisz treść.'],
])('without the %s it says what is missing, and keeps the rest', async (_, fields, words) => {
  const { status, html } = await report(fields)
  expect(status).toBe(422)
  expect(html).toContain(words)
  expect(html).toMatch(/Głogowska 12|Bardzo ślisko\./)
})

test('an agent sees where her own reports stand, not what was said', async () => {
  const id = numberIn((await report({ 'report-text': 'Zasypany przystanek.' })).html)!
  const { html } = await agent.get('/calls/reports')
  expect(html).toContain(id)
  expect(html).toContain('przekazane')
  expect(html).not.toMatch(/Głogowska|Zasypany/)
  await office.deps.cases.move(id, { move: 'end', ending: 'solved' }, { ...nobody, id: 'maria' })
  expect((await agent.get('/calls/reports')).html).toContain('załatwione')
  expect((await agent.get('/calls?done=saved')).html).toContain('href="/calls/reports"')
  expect((await (await office.browserOf('manager')).get('/calls/reports')).status).toBe(403)
})

test('the unit reads in which drive a report was taken, unless the drive’s name would tell of somebody', async () => {
  const id = numberIn((await report({ 'report-text': 'Wiata bez szyby.' })).html)!
  const ewa = { id: 'ewa', name: 'Ewa Mazur', roles: ['unit' as const] }
  await office.deps.units.putUnits([{ name: 'Drogi', email: 'zdm@urzad.example', kinds: ['report'], people: ['ewa'] }])
  const campaign = await office.campaigns.get(drive)
  expect((await office.deps.unitCases.read(id, ewa)).drive).toBe(campaign.name)
  const key = async () => new Uint8Array(32) // opens nothing: only the drive is looked at
  const now = () => office.clock.at
  const cases = caseStore(office.tables.db, office.tables.names.Cases, { key, now })
  for (const more of [{ discreet: true }, { purposeClass: 'reminder' as const }]) {
    const { units, audit } = office.deps
    const campaigns = { get: async () => ({ ...campaign, ...more }) }
    const own = { ...cases, contents: async () => ({}) }
    const desk = unitCaseDesk({ cases: own, units, audit, campaigns, now })
    expect(await desk.read(id, ewa)).not.toHaveProperty('drive')
  }
})
