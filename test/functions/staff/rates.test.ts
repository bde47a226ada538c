/** Results of calls and the report of rates, as pages and API show them: few counts hidden, names printed. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RatesFound } from '../../../shared/result/rates.ts'
import { aLaunchedDrive, type Office, startOffice, type TestBrowser } from './set-up.ts'

let office: Office
let manager: TestBrowser
let drive: string
beforeAll(async () => {
  office = await startOffice()
  ;({ id: drive, manager } = await aLaunchedDrive(office))
})
afterAll(() => office.close())

const api = async (method: string, path: string) => {
  const answer = await office.app.request(`${office.publicUrl}/api/v1/campaigns/${drive}${path}`, {
    method,
    headers: { Authorization: `Bearer ${await office.token('manager')}` },
  })
  return { status: answer.status, json: await answer.json() } as { status: number; json: Record<string, unknown> }
}
let next = 0
const count = (outcome: string, times: number) => {
  const name = (...parts: string[]) => parts.join('\u001f')
  const adds = {
    [name('outcome', outcome, 'agents')]: times,
    [name('day', '2026-03-10', 'agents')]: times,
    [name('hour', '11', 'calls')]: times,
    [name('hour', '11', 'reached')]: outcome === 'hung_up' ? times : 0,
  }
  const position = { stream: 'Calls', shard: `s${next++}` }
  return office.results.add(position, undefined, '1', [{ campaign: drive, counter: 'phone', adds }], [])
}
const found: RatesFound = {
  at: '2026-03-10T10:00:00.000Z',
  eligibility: 'people',
  contacts: 13,
  classes: { I: 5, P: 2, R: 1, NC: 1, O: 1, UH: 1, UO: 1, NE: 1 },
  codes: { '1.1': 5, '1.2': 2, '2.112': 1, '2.20': 1, '2.31': 1, '3.11': 1, '3.30': 1, '4.10': 1 },
  attempts: { email: 13, call: 20, agents: 6 },
  perPerson: [0, 4, 3, 3, 2, 1, 0],
  from: '2026-03-02',
  to: '2026-03-10',
}

test('without calls the page says nothing of them, and offers the report', async () => {
  const { html } = await manager.get(`/campaigns/${drive}/results`)
  expect(html).not.toContain('Jak kończyły się telefony')
  expect(html).toContain('Przygotuj zestawienie')
  expect((await api('GET', '/rates')).status).toBe(404)
})

test('outcomes of calls are counted with their labels; few of them are hidden', async () => {
  await count('no_answer', 40)
  await count('hung_up', 12)
  await count('dead', 1)
  const { html } = await manager.get(`/campaigns/${drive}/results`)
  expect(html).toContain('Nie odebrano')
  expect(html).toContain('Wykonane połączenia: 53')
  expect(html).toContain('między 11:00 a 12:00')
  expect(html).toContain('ukryte')
  const { json } = await api('GET', '/results')
  const { outcomes, calls } = json.phone as { outcomes: { outcome: string; count: unknown }[]; calls: object }
  expect(calls).toEqual({ call: 0, agents: 53 })
  expect(outcomes.map(({ outcome, count }) => [outcome, count])).toEqual([
    ['no_answer', 40],
    ['hung_up', 'hidden'],
    ['dead', 'hidden'],
  ])
})

test('the report is asked for once, waits, and is kept in the audit', async () => {
  await manager.get(`/campaigns/${drive}/results`)
  const asked = await manager.post(`/campaigns/${drive}/rates`)
  expect(asked.headers.get('location')).toBe(`/campaigns/${drive}/results#rates`)
  expect((await api('POST', '/rates')).json).toMatchObject({ state: 'waiting' })
  expect(office.askedExports.filter((one) => one === `rates of ${drive}`)).toHaveLength(1)
  expect((await manager.get(`/campaigns/${drive}/results`)).html).toContain('Zestawienie się przygotowuje.')
})

test('the report shows classes, every rate with its name and e, attempts and dates, and how it counts', async () => {
  await office.deps.rates.put(drive, { state: 'done', askedAt: 'x', askedBy: 'x', found })
  const { html } = await manager.get(`/campaigns/${drive}/results`)
  for (const words of [
    'RR1 (odpowiedzi)',
    '41,7%',
    'CON3 (kontaktu)',
    '0,9091',
    '2 marca 2026 – 10 marca 2026',
    'e-maile: 13, automat: 20, konsultanci: 6',
    'brak kontaktu (2.20)',
    'nieznany status osoby (3.30)',
    'Przygotuj aktualne zestawienie',
  ]) {
    expect(html).toContain(words)
  }
  const { json } = await api('GET', '/rates')
  expect(json).toMatchObject({
    state: 'done',
    found: { perContact: 3, rates: { RR2: 7 / 12 }, codes: { '1.1': 5, '2.31': 'hidden' } },
  })
})

test('of a list with fewer people than stand behind a figure nothing is told', async () => {
  await office.deps.rates.put(drive, { state: 'done', askedAt: 'x', askedBy: 'x', found: { ...found, contacts: 4 } })
  expect((await api('GET', '/rates')).json).toEqual({ state: 'done', askedAt: 'x', tooFew: true })
  expect((await manager.get(`/campaigns/${drive}/results`)).html).toContain('Lista jest za krótka')
})

test('a rate without a denominator is a dash', async () => {
  const nobody = { I: 0, P: 0, R: 0, NC: 0, O: 0, UH: 0, UO: 0, NE: 13 }
  await office.deps.rates.put(drive, {
    state: 'done',
    askedAt: 'x',
    askedBy: 'x',
    found: { ...found, classes: nobody },
  })
  expect((await manager.get(`/campaigns/${drive}/results`)).html).toMatch(/RR1 \(odpowiedzi\)[\s\S]{0,300}>–</)
})

test('a file of attempts is asked for beside that of answers', async () => {
  await manager.get(`/campaigns/${drive}/exports`)
  await manager.post(`/campaigns/${drive}/exports`, { kind: 'attempts', format: 'csv' })
  expect((await office.deps.exports.ofCampaign(drive))[0]).toMatchObject({ kind: 'attempts', format: 'csv' })
  expect((await manager.get(`/campaigns/${drive}/exports`)).html).toContain('Próby')
})
