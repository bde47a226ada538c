/** Why one contact was reached, or why not: her page and the API's answer, over the real stores. */
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { maskedPhone } from '../../../shared/contact/phone-text.ts'
import type { Step } from '../../../shared/plan/plan.ts'
import { aLaunchedDrive, type Office, startOffice, type TestBrowser } from './set-up.ts'

let office: Office
let manager: TestBrowser
let drive: string

const csv = [
  'e-mail;imię;telefon',
  'anna@example.org;Anna;600100201',
  'borys@example.org;Borys;600100202',
  'celina@example.org;Celina;600100203',
].join('\n')

beforeAll(async () => {
  office = await startOffice()
  const launched = await aLaunchedDrive(office, csv, { email: '0', imie: '1', phone: '2' })
  manager = launched.manager
  drive = launched.id
  const { campaigns } = office.deps
  const campaign = await campaigns.get(drive)
  const agents: Step = { kind: 'agents', scripts: { pl: 'Dzień dobry!' }, stop: ['answered', 'objected'] }
  await campaigns.save({ ...campaign, plan: [...campaign.plan, agents] })
  const { db, names } = office.tables
  await db.send(
    new PutCommand({
      TableName: names.Calls,
      Item: { page: 'agents', item: 'agent-1', name: 'Ada Agentka', lists: [], languages: [], skills: [], seenAt: 'x' },
    }),
  )
  const whom = { campaign: drive, page: 0 }
  const call = { index: 0, state: 'closed', channel: 'agents', step: 1, number: 0 } as const
  await office.callsOf.close(whom, {
    ...call,
    n: 1,
    startedAt: '2026-03-10T10:00:00.000Z',
    endedAt: '2026-03-10T10:01:05.000Z',
    outcome: 'busy',
    agent: 'agent-1',
  })
  await office.callsOf.close(whom, {
    ...call,
    n: 2,
    startedAt: '2026-03-10T10:30:00.000Z',
    endedAt: '2026-03-10T10:30:00.000Z',
    skip: 'capped-elsewhere',
    list: `${drive}#1`,
    dueAt: '2026-03-11T08:00:00.000Z',
  })
  const madeAt = '2026-03-10T11:00:00.000Z'
  await office.callsOf.promise({ ...whom, index: 1 }, { at: '2026-03-12T09:00:00.000Z', from: 'web', madeAt })
  const objected = { index: 2, kind: 'objected', at: madeAt, detail: 'campaign', source: 'keypad' } as const
  await office.contacts.putFact(drive, 0, objected)
  await office.responses.savePage(
    { ...whom, index: 1 },
    { answers: { ocena: 'sekretna odpowiedź' }, mode: 'web', language: 'pl', survey: 1 },
    office.clock.at,
    undefined,
  )
})
afterAll(() => office.close())

test('the list of contacts says one word for each, calls included, and leads to each', async () => {
  const { html } = await manager.get(`/campaigns/${drive}/people`)
  expect(html).toContain('dzwoniono, bez kontaktu')
  expect(html).toContain('umówiony telefon')
  expect(html).toContain('sprzeciw')
  expect(html).toContain(`href="/campaigns/${drive}/contacts/0/2"`)
})

test('the page tells of the call, the skip with its rule, the agent, and what is due when and why', async () => {
  const { html, status } = await manager.get(`/campaigns/${drive}/contacts/0/0`)
  expect(status).toBe(200)
  for (const words of [
    'Kontakt 1',
    'anna@example.org',
    'Zajęte (1 min 5 s)',
    `numer ${maskedPhone('+48600100201')}`,
    'dzwoni Ada Agentka',
    'Pominięto telefon',
    'inna akcja',
    'nie wcześniej niż 11 marca 2026, 09:00',
    'Telefon konsultanta',
  ]) {
    expect(html).toContain(words)
  }
})

test('the page tells that she answered and how, not what', async () => {
  const { html } = await manager.get(`/campaigns/${drive}/contacts/0/1`)
  expect(html).toContain('zaczęta, niewysłana: przez internet')
  expect(html).toContain('poproszono na stronie')
  expect(html).toContain('Umówiony telefon')
  expect(html).not.toContain('sekretna')
})

test('an objection tells where it came from, and that nothing follows', async () => {
  const { html } = await manager.get(`/campaigns/${drive}/contacts/0/2?lang=en`)
  const page = html || (await manager.get(`/campaigns/${drive}/contacts/0/2`)).html
  expect(page).toContain('to this drive, by key 0 in a call')
  expect(page).toContain('Nothing more')
  await manager.get(`/campaigns/${drive}/contacts/0/2?lang=pl`)
})

test('the API answers the same', async () => {
  const answer = await office.app.request(`${office.publicUrl}/api/v1/campaigns/${drive}/contacts/0.0`, {
    headers: { Authorization: `Bearer ${await office.token('manager')}` },
  })
  const body = (await answer.json()) as Record<string, never>
  expect(answer.status).toBe(200)
  expect(body).toMatchObject({
    contact: '0.0',
    state: 'called',
    history: [
      {
        kind: 'call',
        n: 1,
        outcome: 'busy',
        seconds: 65,
        masked: maskedPhone('+48600100201'),
        agentName: 'Ada Agentka',
      },
      { kind: 'skip', n: 2, skip: 'capped-elsewhere' },
    ],
    next: { kind: 'agents', step: 1, at: '2026-03-11T08:00:00.000Z' },
  })
})

test('whoever looks at a contact is in the audit', async () => {
  const { ScanCommand } = await import('@aws-sdk/lib-dynamodb')
  const { db, names } = office.tables
  const { Items = [] } = await db.send(new ScanCommand({ TableName: names.Audit }))
  const looks = Items.filter(({ did, what }) => did === 'view contact' && what === `${drive}/0.0`)
  expect(looks.length).toBeGreaterThanOrEqual(2)
})

test.each(['0/3', '1/0', '9999999/0'])('there is no contact %s', async (place) => {
  expect((await manager.get(`/campaigns/${drive}/contacts/${place}`)).status).toBe(404)
})

test('an address of an upload is not taken for a contact', async () => {
  expect((await manager.get(`/campaigns/${drive}/contacts/upl_000000000001/bad-rows`)).status).toBe(404)
})
