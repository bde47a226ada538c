/** A new drive from those whom an earlier one did not reach: by the page and by the API, over the real stores and the import's own code. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OutcomeCode } from '../../../shared/call/outcome.ts'
import { numberIndexStore } from '../../../shared/contact/number-index-store.ts'
import { addressHash, scopeOf } from '../../../shared/objection/objection.ts'
import { objectionStore } from '../../../shared/objection/objection-store.ts'
import { aLaunchedDrive, type Office, startOffice, type TestBrowser } from './set-up.ts'

let office: Office
let manager: TestBrowser
let drive: string
let token: string

/** Over a page of them, so that pages are made anew. */
const names = [
  'odpowiedziala', // 0: answered
  'sprzeciw', // 1: objected in this drive
  'odmowila', // 2: refused for good
  'zwrot', // 3: her address does not exist, and she has no number
  'rozmowa', // 4: spoken with
  'zajete', // 5: called in vain
  'pozniej', // 6: objected later, elsewhere
  ...Array.from({ length: 118 }, (_, n) => `cicha${n}`),
]
const csv = [
  'e-mail;imię;telefon',
  ...names.map((name, n) => `${name}@example.org;${name};${n === 3 ? '' : 600_200_000 + n}`),
].join('\n')

beforeAll(async () => {
  office = await startOffice()
  token = await office.token('manager')
  const launched = await aLaunchedDrive(office, csv, { email: '0', imie: '1', phone: '2' })
  manager = launched.manager
  drive = launched.id
  const whom = { campaign: drive, page: 0 }
  const at = office.clock.at.toISOString()
  const given = { answers: { ocena: 5 }, mode: 'web', language: 'pl', survey: 1 } as const
  await office.responses.submit({ ...whom, index: 0 }, given, office.clock.at, undefined)
  await office.contacts.putFact(drive, 0, { index: 1, kind: 'objected', at })
  await office.contacts.putFact(drive, 0, { index: 3, kind: 'bounced', detail: 'permanent', at })
  const called = (index: number, outcome: OutcomeCode) =>
    office.callsOf.close(whom, {
      ...{ index, n: 1, state: 'closed', channel: 'agents', step: 0, number: 0, startedAt: at, endedAt: at, outcome },
    })
  await called(2, 'refused')
  await called(4, 'hung_up')
  await called(5, 'busy')
})
afterAll(() => office.close())

const call = async (method: string, path: string, body?: unknown) => {
  const answer = await office.app.request(`${office.publicUrl}/api/v1${path}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: answer.status, json: (await answer.json()) as { id: string; upload: { upload: string } } }
}

/** The people of a drive's list, by the names in their addresses, from its sealed pages. */
async function listOf(id: string): Promise<string[]> {
  const campaign = await office.deps.campaigns.get(id)
  const keys = await office.deps.keysOf(campaign)
  const found: string[] = []
  for (let page = 0; page < campaign.list!.pages; page++) {
    const { contacts } = await office.contacts.wholePage(id, page, keys)
    found.push(...contacts.map(({ fields }) => fields.imie!))
  }
  return found
}

test('the running drive leads to the page, which asks whom to take', async () => {
  expect((await manager.get(`/campaigns/${drive}`)).html).toContain(`href="/campaigns/${drive}/again"`)
  const { html } = await manager.get(`/campaigns/${drive}/again`)
  expect(html).toContain('Osoby, z którymi nie było żadnego kontaktu')
  const nothing = await manager.post(`/campaigns/${drive}/again`)
  expect(nothing.status).toBe(422)
  expect(nothing.html).toContain('Wybierz, kto ma trafić na nową listę.')
})

describe('a drive made by the page', () => {
  let made: string

  test('has the content and the survey, no dates, and a list under its own key', async () => {
    await manager.get(`/campaigns/${drive}/again`)
    const answer = await manager.post(`/campaigns/${drive}/again`, { who: 'unreached' })
    expect(answer.status).toBe(303)
    const place = answer.headers.get('location')!
    made = /cmp_\w+/.exec(place)![0]
    expect(made).not.toBe(drive)
    await office.read()
    expect((await manager.get(place)).html).toContain('120')
    const [campaign, source] = await Promise.all([made, drive].map((id) => office.deps.campaigns.get(id)))
    expect(campaign).toMatchObject({
      name: 'Ocena usług medycznych – ponowienie',
      status: 'draft',
      plan: source!.plan,
      survey: { ...source!.survey, version: 1 },
      list: { contacts: 120, pages: 2, withPhone: 120, withEmail: 120, fields: ['imie'] },
    })
    expect(campaign!.startsOn).toBeUndefined()
    expect(campaign!.launchedAt).toBeUndefined()
    expect(Buffer.from(campaign!.wrappedKey).equals(Buffer.from(source!.wrappedKey))).toBe(false)
    expect(await office.deps.campaigns.survey(made, 1)).toEqual(
      await office.deps.campaigns.survey(drive, source!.survey!.version),
    )
  })

  test('has nobody who answered, objected, refused, was spoken with, or cannot be reached', async () => {
    expect((await listOf(made)).slice(0, 3)).toEqual(['zajete', 'pozniej', 'cicha0'])
    expect(await listOf(made)).toHaveLength(120)
  })

  test('finds its people by their numbers', async () => {
    const { db, names: tables } = office.tables
    const numbers = numberIndexStore(db, tables.Contacts)
    const { address } = await office.officeKeys()
    const campaign = await office.deps.campaigns.get(made)
    const found = await numbers.find(campaign, addressHash(address, '+48600200005'))
    expect(found).toEqual([{ campaign: made, page: 0, index: 0 }])
  })

  test('can go on as any draft: other contacts can be taken instead', async () => {
    const { html } = await manager.get(`/campaigns/${made}/contacts?new`)
    expect(html).toContain('type="file"')
  })
})

test('by the API, all who have not answered; an objection made meanwhile is asked for again', async () => {
  const { db, names: tables } = office.tables
  const { address } = await office.officeKeys()
  const hash = addressHash(address, 'pozniej@example.org')
  await objectionStore(db, tables.Addresses).object(
    hash,
    scopeOf('purpose', 'cmp_x', 'survey'),
    'page',
    office.clock.at,
  )
  const { status, json } = await call('POST', `/campaigns/${drive}/again`, { who: 'unanswered' })
  expect([status, json.upload]).toMatchObject([201, { state: 'importing', rows: 125 }])
  await office.read()
  const people = await listOf(json.id)
  expect(people).toContain('rozmowa')
  for (const name of ['odpowiedziala', 'sprzeciw', 'odmowila', 'zwrot', 'pozniej']) expect(people).not.toContain(name)
  expect((await office.deps.campaigns.get(json.id)).list).toMatchObject({ contacts: 120, objected: 1 })
})

test('by an outcome of the last call', async () => {
  const { json } = await call('POST', `/campaigns/${drive}/again`, { who: 'outcome', outcome: 'busy' })
  await office.read()
  expect(await listOf(json.id)).toEqual(['zajete'])
})

test.each([
  ['an outcome that ends it', { who: 'outcome', outcome: 'refused' }, 422],
  ['no outcome', { who: 'outcome' }, 422],
  ['nobody', {}, 422],
])('%s is no choice', async (_, body, status) => {
  expect((await call('POST', `/campaigns/${drive}/again`, body)).status).toBe(status)
})

test('a draft has nobody whom it did not reach', async () => {
  const { json } = await call('POST', '/campaigns', { name: 'Szkic' })
  expect((await call('POST', `/campaigns/${json.id}/again`, { who: 'unreached' })).status).toBe(409)
  expect((await manager.get(`/campaigns/${json.id}/again`)).status).toBe(303)
})

test('told twice, the import makes the list once', async () => {
  const { json } = await call('POST', `/campaigns/${drive}/again`, { who: 'unreached' })
  await office.read()
  await office.deps.askImport({ kind: 'import', campaign: json.id, upload: json.upload.upload })
  await office.read()
  expect(await listOf(json.id)).toHaveLength(119)
})
