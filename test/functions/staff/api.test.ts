/** The API as its own document says it is: every answer is held against the schema that the document gives for it. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { affectedRows } from '../../../functions/export-responses/affected.ts'
import type { OpenApi, Operation } from '../../../functions/staff/openapi.ts'
import type { Role } from '../../../local/issuer-people.ts'
import type { PersonClaims } from '../../../shared/claim/claim.ts'
import { factHashes, identityKey } from '../../../shared/claim/identity.ts'
import { countResponse, merged } from '../../../shared/result/count.ts'
import { choicesOf } from '../../../shared/survey/choices.ts'
import { library } from '../../../shared/survey/library/library.ts'
import { questions, Survey } from '../../../shared/survey/survey.ts'
import { aPhoneDrive } from './phone-drive.ts'
import { aLaunchedDrive, goodCsv, type Office, startOffice } from './set-up.ts'

// biome-ignore lint/suspicious/noExplicitAny: an answer is what the document says, which is the question here
type Json = any

let office: Office
let document: OpenApi
const tokens = {} as Record<Role, string>
/** Operations that were called and answered as they should. */
const seen = new Set<string>()

beforeAll(async () => {
  office = await startOffice()
  document = await (await office.app.request(`${office.publicUrl}/api/openapi.json`)).json()
  for (const role of ['manager', 'approver', 'agent', 'administrator', 'unit'] as const)
    tokens[role] = await office.token(role)
})
afterAll(() => office.close())

/** What zod makes of a schema of the document, its references brought along. */
function schemaOf(schema: Json): z.ZodType {
  const moved = (part: unknown) => JSON.parse(JSON.stringify(part).replaceAll('#/components/schemas/', '#/$defs/'))
  return z.fromJSONSchema({ ...moved(schema), $defs: moved(document.components.schemas) })
}

function operationFor(method: string, path: string): Operation {
  const pathname = path.split('?')[0]!
  const found = Object.entries(document.paths).find(
    ([template, methods]) =>
      method.toLowerCase() in methods && new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(pathname),
  )
  if (!found) throw new Error(`the document does not know ${method} ${pathname}`)
  return found[1][method.toLowerCase()]!
}

/** Calls the API and holds the answer against the document, whatever its status. */
async function call(role: Role, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const full = `/api/v1${path}`
  const operation = operationFor(method, full)
  const response = await office.app.request(`${office.publicUrl}${full}`, {
    method,
    headers: {
      Authorization: `Bearer ${tokens[role]}`,
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const json: Json = await response.json()
  const promised = operation.responses[response.status] as { content: Record<string, { schema: Json }> } | undefined
  expect([path, response.status, Object.keys(operation.responses)]).toEqual([
    path,
    response.status,
    expect.arrayContaining([String(response.status)]),
  ])
  const [type, { schema }] = Object.entries(promised!.content)[0]!
  expect(response.headers.get('content-type')).toContain(type)
  const fits = schemaOf(schema).safeParse(json)
  expect(fits.error?.issues ?? [], `${method} ${path} answers what the document does not say`).toEqual([])
  if (response.ok) seen.add(operation.operationId)
  return { status: response.status, json, headers: response.headers }
}

const privacy = {
  controller: 'Prezydent Miasta Poznania',
  dataProtectionOfficer: 'iod@um.poznan.example',
  dataSource: 'rejestr pacjentów',
  dataCategories: 'imię, adres e-mail',
  recipients: 'dostawca poczty',
  retentionMonths: 12,
  impactAssessment: { done: false, reference: '' },
  registerId: 'RCP-12',
}
const content = {
  name: 'Ocena usług medycznych',
  purpose: { pl: 'Chcemy wiedzieć, co poprawić.' },
  purposeClass: 'survey',
  basis: '6(1)(e)',
  privacy,
  startsOn: '2026-03-10',
  endsOn: '2026-03-24',
  plan: [
    {
      kind: 'email',
      letters: { pl: { subject: 'Jak było, {{imie}}?', text: 'Prosimy:\n{{link}}' } },
      stop: ['answered', 'objected'],
    },
  ],
}

/** Makes a drive by the API alone, complete and in draft. */
async function aDraft(csv = goodCsv): Promise<string> {
  const { id } = (await call('manager', 'POST', '/campaigns', content)).json
  await call('manager', 'PUT', `/campaigns/${id}/survey`, { library: 'medical-services' })
  const { upload, place } = (await call('manager', 'POST', `/campaigns/${id}/uploads`, { name: 'lista.csv' })).json
  const form = new FormData()
  for (const [name, value] of Object.entries(place.fields)) form.set(name, value as string)
  form.set('file', new Blob([csv]), 'lista.csv')
  expect((await fetch(place.url, { method: 'POST', body: form })).status).toBe(201)
  await office.read()
  const path = `/campaigns/${id}/uploads/${upload.upload}`
  const { json } = await call('manager', 'GET', path)
  expect(json).toMatchObject({ state: 'inspected', guess: { email: 0, fields: { imie: 1 } } })
  await call('manager', 'POST', `${path}/import`, { mapping: json.guess })
  await office.read()
  return id
}

describe('a drive by the API alone', () => {
  test('goes from a draft to a launch, four eyes on it', async () => {
    const id = await aDraft()
    const draft = (await call('manager', 'GET', `/campaigns/${id}`)).json
    expect(draft).toMatchObject({
      status: 'draft',
      missing: [],
      counts: { contacts: 2, sent: 0, answered: 0, inDoubt: 0 },
    })
    await call('manager', 'POST', `/campaigns/${id}/moves`, { move: 'submit' })
    await call('approver', 'POST', `/campaigns/${id}/moves`, { move: 'approve' })
    const launch = () => call('manager', 'POST', `/campaigns/${id}/moves`, { move: 'launch' })
    office.dns.records = 'spf'
    await call('manager', 'POST', '/office/sender/checks')
    const held = await launch()
    expect([held.status, held.json.problems]).toEqual([
      409,
      [expect.objectContaining({ field: 'sender', rule: 'L21' })],
    ])
    office.dns.records = 'spf,dkim,dmarc'
    await call('manager', 'POST', '/office/sender/checks')
    const { json } = await launch()
    expect(json.status).toBe('running')
    expect(office.wakes).toContain(id)
    for (const [move, status] of [
      ['pause', 'paused'],
      ['resume', 'running'],
      ['stop', 'stopped'],
    ]) {
      const moved = await call('manager', 'POST', `/campaigns/${id}/moves`, { move })
      expect(moved.json.status).toBe(status)
    }
  })

  test('is refused a launch for each thing that the law wants and that is missing', async () => {
    const { id } = (await call('manager', 'POST', '/campaigns', { name: 'Pusta' })).json
    const { status, json } = await call('manager', 'POST', `/campaigns/${id}/moves`, { move: 'submit' })
    expect(status).toBe(409)
    const fields = json.problems.map(({ field, rule }: Json) => `${rule ?? ''} ${field}`)
    for (const named of [
      'L1 purpose',
      'L2 basis',
      'L20 purposeClass',
      'L1 privacy.controller',
      'L1 privacy.registerId',
    ]) {
      expect(fields).toContain(named)
    }
    for (const { message } of json.problems) expect(message).toEqual({ pl: expect.any(String), en: expect.any(String) })
  })

  test('keeps who approved apart from who wrote', async () => {
    const id = await aDraft()
    await call('manager', 'POST', `/campaigns/${id}/moves`, { move: 'submit' })
    const { status } = await call('manager', 'POST', `/campaigns/${id}/moves`, { move: 'approve' })
    expect(status).toBe(409)
  })

  test('names what a survey of one’s own cannot have', async () => {
    const { id } = (await call('manager', 'POST', '/campaigns', { name: 'Własna' })).json
    const definition = { pages: [{ elements: [{ type: 'file', name: 'skan', title: 'Skan' }] }] }
    const { status, json } = await call('manager', 'PUT', `/campaigns/${id}/survey`, { definition })
    expect(status).toBe(422)
    expect(json.problems[0].field).toContain('skan')
    await call('manager', 'PUT', `/campaigns/${id}/survey`, {
      definition: { pages: [{ elements: [{ type: 'boolean', name: 'ok', title: 'Dobrze?' }] }] },
    })
    expect((await call('approver', 'GET', `/campaigns/${id}/survey`)).json.pages).toHaveLength(1)
  })

  test('reports bad rows and takes the good ones when told', async () => {
    const id = await aDraft(`${goodCsv}zły;Zły;pl\n`)
    const { upload } = (await office.deps.uploads.list(id))[0]!
    const path = `/campaigns/${id}/uploads/${upload}`
    const { json } = await call('manager', 'GET', path)
    expect(json).toMatchObject({ state: 'checked', counts: { bad: 1 }, badRows: [{ row: 5, column: 'Adres e-mail' }] })
    expect(await (await fetch(json.report)).text()).toContain('To nie jest poprawny adres')
    expect((await call('manager', 'POST', `${path}/keep-good`)).status).toBe(202)
    await office.read()
    expect((await call('manager', 'GET', path)).json.state).toBe('imported')
  })

  test('previews letters with what is wrong with them, and sends a test to who asks', async () => {
    const id = await aDraft()
    const letter = { subject: 'Temat', text: 'Bez odnośnika {{nie_ma}}' }
    const { json } = await call('manager', 'POST', `/campaigns/${id}/letters/preview`, { letter, language: 'pl' })
    expect(json.problems).toHaveLength(2)
    expect((await call('manager', 'POST', `/campaigns/${id}/letters/test`, {})).json).toEqual({ sent: 1 })
    expect(office.mails.at(-1)!.mails[0]!.to).toBe('maria.kowalska@urzad.example')
  })
})

describe('plans', () => {
  test('come as samples with their words, written into a draft as they are', async () => {
    const id = await aDraft()
    const { plans } = (await call('manager', 'GET', `/campaigns/${id}/sample-plans`)).json
    expect(plans.map(({ id }: Json) => id)).toEqual([
      'email',
      'email-reminder',
      'email-call-agents',
      'call-agents',
      'agents',
    ])
    const [, reminder, three] = plans
    expect(reminder.unfit).toEqual([])
    expect(three.unfit[0].en).toContain('not one telephone number')
    expect(three.what.pl).toContain('dzwoni automat')
    const { json } = await call('manager', 'PATCH', `/campaigns/${id}`, { plan: reminder.plan })
    expect(json).toMatchObject({ plan: reminder.plan, missing: [] })
    const { missing } = (await call('manager', 'PATCH', `/campaigns/${id}`, { plan: three.plan })).json
    expect(missing.map(({ field }: Json) => field)).toEqual(['automatedCalls', 'plan.2', 'plan.3'])
  })

  test('take attempts, rules and eligibility, and name what does not fit', async () => {
    const id = await aDraft()
    const content = { attempts: { perDay: 1, inAll: 3 }, rules: { busy: { again: 60 } }, eligibility: 'numbers' }
    expect((await call('manager', 'PATCH', `/campaigns/${id}`, content)).json).toMatchObject(content)
    const wrong = { attempts: { perDay: 9, inAll: 3 }, rules: { busy: { again: -1 } }, eligibility: 'pets' }
    const { status, json } = await call('manager', 'PATCH', `/campaigns/${id}`, wrong)
    expect(status).toBe(422)
    expect(json.problems.map(({ field }: Json) => field)).toEqual([
      'attempts.perDay',
      'rules.busy.again',
      'eligibility',
    ])
    const unknown = await call('manager', 'PATCH', `/campaigns/${id}`, { plan: [{ kind: 'fax' }] })
    expect(unknown.json.problems[0].field).toBe('plan.0.kind')
  })

  test('are rehearsed with the office’s settings, or with others', async () => {
    const id = await aDraft()
    const usual = (await call('manager', 'POST', `/campaigns/${id}/rehearsal`, {})).json
    expect(usual).toMatchObject({ contacts: 2, people: 2, inTime: true, attempts: { email: 2, call: 0, agents: 0 } })
    const { json } = await call('approver', 'POST', `/campaigns/${id}/rehearsal`, {
      emailAnswered: 1,
      emailObjected: 0,
    })
    expect(json.ends).toMatchObject({ 'answered by e-mail': 2, left: 0 })
    const { id: empty } = (await call('manager', 'POST', '/campaigns', { name: 'Pusta' })).json
    expect((await call('manager', 'POST', `/campaigns/${empty}/rehearsal`, {})).status).toBe(409)
  })

  test('are rehearsed as the administrator assumes', async () => {
    const settings = (await call('manager', 'GET', '/office/rehearsal')).json
    expect(settings).toMatchObject({ lines: 10, prices: { serviceMinute: 0.15 } })
    expect((await call('manager', 'PUT', '/office/rehearsal', settings)).status).toBe(403)
    const changed = { ...settings, lines: 20 }
    expect((await call('administrator', 'PUT', '/office/rehearsal', changed)).json).toEqual(changed)
    expect((await call('administrator', 'PUT', '/office/rehearsal', settings)).json).toEqual(settings)
  })
})

describe('contacts, results and exports', () => {
  test('say of each contact where it stands, and the address only of one at a time', async () => {
    const { id } = await aLaunchedDrive(office)
    const { json } = await call('manager', 'GET', `/campaigns/${id}/contacts`)
    expect(json.contacts).toHaveLength(2)
    expect(json.contacts[0]).toMatchObject({ contact: '0.0', state: 'waiting' })
    expect(JSON.stringify(json)).not.toContain('anna@example.org')
    expect((await call('manager', 'GET', `/campaigns/${id}/contacts/0.0`)).json.email).toBe('anna@example.org')
    expect((await call('manager', 'GET', `/campaigns/${id}/contacts/0.7`)).status).toBe(404)
    expect((await call('manager', 'GET', `/campaigns/${id}/contacts?cursor=9`)).status).toBe(404)
  })

  test('hide what could point at a person, show the rest with its base', async () => {
    const { id } = await aLaunchedDrive(office)
    await answer(id, { overall: 5 }, 12)
    await answer(id, { overall: 4 }, 6)
    await answer(id, { overall: 1, improve: 'Krótsze kolejki' }, 1)
    await answer(id, { overall: 1, improve: 'Dłuższe godziny' }, 1)
    const { json } = await call('approver', 'GET', `/campaigns/${id}/results`)
    expect(json.counts.answered).toBe(20)
    expect(json.days).toEqual([{ day: '2026-03-11', responses: 20 }])
    const overall = json.questions.find(({ name }: Json) => name === 'overall')
    expect(overall.answered).toBe(20)
    const counts = Object.fromEntries(overall.tables[0].rows.map(({ value, count }: Json) => [value, count]))
    expect(counts).toEqual({ 5: 12, 4: 'hidden', 3: 0, 2: 0, 1: 'hidden' })
    expect(json.read).toBeLessThanOrEqual(json.questions.length + 3)

    // The list tells who answered when: texts come by batches of five, in no order of their coming, and without the day.
    const texts = async (cursor = '') =>
      (await call('manager', 'GET', `/campaigns/${id}/results/texts?question=improve${cursor}`)).json.texts
    expect(await texts()).toEqual([])
    for (const improve of ['Windę', 'Ławki', 'Ciszę']) await answer(id, { improve }, 1)
    const five = ['Ciszę', 'Dłuższe godziny', 'Krótsze kolejki', 'Ławki', 'Windę'].map((text) => ({ text }))
    expect(await texts()).toEqual(five)
    await answer(id, { improve: 'Kwiaty' }, 1)
    expect(await texts()).toEqual(five)
    for (const from of ['-5', '5', 'x']) {
      const made = Buffer.from(JSON.stringify({ from })).toString('base64url')
      expect(JSON.stringify(await texts(`&cursor=${made}`))).not.toContain('Kwiaty')
    }
    for (const improve of ['Wodę', 'Wodę', 'Wodę', 'Wodę']) await answer(id, { improve }, 1)
    expect(await texts()).toHaveLength(10)
    expect((await call('approver', 'GET', `/campaigns/${id}/results/texts?question=improve`)).status).toBe(403)
  })

  test('an export is asked for, written elsewhere, and fetched by a link when it is done', async () => {
    const { id } = await aLaunchedDrive(office)
    const asked = (await call('manager', 'POST', `/campaigns/${id}/exports`, { format: 'csv' })).json
    expect(asked.state).toBe('waiting')
    expect(office.askedExports).toContain(asked.id)
    const path = `/campaigns/${id}/exports/${asked.id}`
    expect((await call('manager', 'GET', path)).json.url).toBeUndefined()
    const key = `exports/${id}/${asked.id}.csv`
    await office.deps.exports.put(id, { ...asked, state: 'done', rows: 3, key }, 4_000_000_000)
    expect((await call('manager', 'GET', path)).json.url).toContain(key)
  })

  test('after a breach administrators get the protocol and a file of whom to tell, and managers do not', async () => {
    const { id } = await aLaunchedDrive(office)
    const asked = { campaign: id, from: '2026-03-01', to: '2026-03-31' }
    expect((await call('manager', 'POST', '/breaches', asked)).status).toBe(403)
    const { drives } = (await call('administrator', 'POST', '/breaches', asked)).json
    expect(drives).toMatchObject([{ campaign: id, people: 2, categories: expect.any(String), from: '2026-03-10' }])
    expect(drives[0].held.map(({ en }: Json) => en)).toEqual(expect.arrayContaining(['e-mail addresses', 'answers']))
    expect((await call('administrator', 'POST', '/breaches', { to: '2026-03-01' })).json.drives).toEqual([])

    const file = (await call('administrator', 'POST', `/campaigns/${id}/affected`, { format: 'csv' })).json
    expect(office.askedExports).toContain(file.id)
    // It is no export of the drive's managers.
    expect((await call('manager', 'GET', `/campaigns/${id}/exports/${file.id}`)).status).toBe(404)
    expect(
      (await call('manager', 'POST', `/campaigns/${id}/exports`, { format: 'csv', kind: 'affected' })).status,
    ).toBe(422)
    const { contacts, keysOf, exports, campaigns } = office.deps
    const rows: string[][] = []
    const deps = { contacts, keysOf } as Parameters<typeof affectedRows>[1]
    for await (const row of affectedRows(await campaigns.get(id), deps)) rows.push(row)
    expect(rows).toEqual([
      ['0.0', 'Anna', 'anna@example.org', '', 'pl'],
      ['0.1', 'Oleh', 'oleh@example.org', '', 'uk'],
    ])
    await exports.put(id, { ...file, state: 'done', rows: 2, key: `exports/${id}/${file.id}.csv` }, 4_000_000_000)
    expect((await call('administrator', 'GET', `/campaigns/${id}/affected/${file.id}`)).json.url).toContain(file.id)
    const { entries } = (await call('administrator', 'GET', '/audit?day=2026-03-10')).json
    for (const did of ['view affected drives', 'export affected people', 'view affected people']) {
      expect(entries).toContainEqual(expect.objectContaining({ did, what: expect.stringContaining(id) }))
    }
  })

  test('the report of rates is asked for, made elsewhere, and read when it is done', async () => {
    const { id } = await aLaunchedDrive(office)
    expect((await call('approver', 'GET', `/campaigns/${id}/rates`)).status).toBe(404)
    expect((await call('approver', 'POST', `/campaigns/${id}/rates`)).json.state).toBe('waiting')
    const classes = { I: 5, P: 2, R: 1, NC: 1, O: 1, UH: 1, UO: 1, NE: 1 }
    const attempts = { email: 13, call: 0, agents: 0 }
    const counts = { contacts: 13, classes, codes: { '1.1': 5, '2.20': 8 }, attempts, perPerson: [0, 13] }
    const found = { at: '2026-03-10T10:00:00.000Z', eligibility: 'people' as const, ...counts }
    await office.deps.rates.put(id, { state: 'done', askedAt: 'x', askedBy: 'x', found })
    const { json } = await call('manager', 'GET', `/campaigns/${id}/rates`)
    expect(json.found).toMatchObject({ classes, perContact: 1, rates: { RR1: 5 / 12, COOP4: 0.875 } })
  })

  test('who was not reached comes along to a new draft', async () => {
    const { id } = await aLaunchedDrive(office)
    const { json } = await call('manager', 'POST', `/campaigns/${id}/again`, { who: 'unreached' })
    expect(json.upload).toMatchObject({ campaign: json.id, state: 'importing' })
    await office.read()
    expect((await call('manager', 'GET', `/campaigns/${json.id}`)).json).toMatchObject({
      status: 'draft',
      list: { contacts: 2 },
    })
  })

  test('before the launch there is nothing to export', async () => {
    const { id } = (await call('manager', 'POST', '/campaigns', { name: 'Nowa' })).json
    expect((await call('manager', 'POST', `/campaigns/${id}/exports`, { format: 'csv' })).status).toBe(409)
  })
})

/** Counts so many equal responses as the tally does. */
let sequence = 0
async function answer(id: string, values: Record<string, string | number>, times: number): Promise<void> {
  const { survey } = library.find((entry) => entry.id === 'medical-services')!
  const answers = Object.fromEntries(Object.entries(values).map(([name, v]) => [name, { v, m: 'web' as const }]))
  const at = {
    startedAt: '2026-03-11T08:00:00.000Z',
    submittedOn: '2026-03-11',
    submittedAt: '2026-03-11T08:00:00.000Z',
  }
  for (let n = 0; n < times; n++) {
    const response = { state: 'complete' as const, survey: 1, language: 'pl' as const, answers, ...at }
    const { deltas, texts } = countResponse(id, undefined, response, survey)
    const position = { stream: 'test', shard: String(++sequence) }
    expect(await office.results.add(position, undefined, String(sequence), merged(deltas), texts)).toBe(true)
  }
}

describe('the same request again under its Idempotency-Key', () => {
  const key = () => ({ 'Idempotency-Key': crypto.randomUUID() })

  test('creates nothing twice and gets the first answer', async () => {
    const headers = key()
    const first = await call('manager', 'POST', '/campaigns', { name: 'Raz' }, headers)
    const again = await call('manager', 'POST', '/campaigns', { name: 'Raz' }, headers)
    expect([again.status, again.json]).toEqual([first.status, first.json])
    expect(first.headers.get('idempotency-replayed')).toBeNull()
    expect(again.headers.get('idempotency-replayed')).toBe('true')
  })

  test('is refused when it is another request', async () => {
    const headers = key()
    await call('manager', 'POST', '/campaigns', { name: 'Jedna' }, headers)
    const { status, json } = await call('manager', 'POST', '/campaigns', { name: 'Druga' }, headers)
    expect([status, json.type]).toEqual([422, '/api#key-reused'])
  })

  test('creates one thing even when both come at once', async () => {
    const headers = key()
    const answers = await Promise.all(
      [1, 2, 3].map(() => call('manager', 'POST', '/campaigns', { name: 'Naraz' }, headers)),
    )
    const ids = new Set(answers.filter(({ status }) => status === 201).map(({ json }) => json.id))
    expect(ids.size).toBe(1)
    for (const { status } of answers) expect([201, 409]).toContain(status)
  })

  test('is tried anew when the first was refused', async () => {
    const { id } = (await call('manager', 'POST', '/campaigns', { name: 'Nie od razu' })).json
    const headers = key()
    expect((await call('manager', 'POST', `/campaigns/${id}/exports`, { format: 'csv' }, headers)).status).toBe(409)
    expect((await call('manager', 'POST', `/campaigns/${id}/exports`, { format: 'csv' }, headers)).status).toBe(409)
  })

  test('belongs to one person', async () => {
    const headers = key()
    const { id } = (await call('manager', 'POST', '/campaigns', { name: 'Moja' }, headers)).json
    const ofAnother = await office.deps.replays.once(
      { key: headers['Idempotency-Key'], person: 'kto-inny', request: 'x' },
      async () => ({ status: 201, body: '{}' }),
    )
    expect(ofAnother).toEqual({ status: 201, body: '{}', replayed: false })
    expect(ofAnother.body).not.toContain(id)
  })

  test('is work of its own a day later', async () => {
    const headers = key()
    const first = await call('manager', 'POST', '/campaigns', { name: 'Jutro' }, headers)
    const at = office.clock.at
    office.clock.at = new Date(at.getTime() + 25 * 3_600_000)
    tokens.manager = await office.token('manager')
    const later = await call('manager', 'POST', '/campaigns', { name: 'Jutro' }, headers)
    office.clock.at = at
    tokens.manager = await office.token('manager')
    expect(later.json.id).not.toBe(first.json.id)
  })
})

describe('bad requests', () => {
  test.each([
    ['an unknown field', { name: 'X', nazwa: 'Y' }, 'nazwa'],
    ['a missing field', {}, 'name'],
    ['a basis that an office must not use', { name: 'X', basis: '6(1)(f)' }, 'basis'],
    ['a date that is none', { name: 'X', startsOn: '2026-02-30' }, 'startsOn'],
    [
      'an hour that is none',
      { name: 'X', window: { days: [1], from: '9', to: '20:00', holidays: false, closedDays: [] } },
      'window.from',
    ],
    ['a list where an object should be', [], 'body'],
  ])('%s is named by its place', async (_, body, field) => {
    const { status, json } = await call('manager', 'POST', '/campaigns', body)
    expect(status).toBe(422)
    expect(json.problems.map((problem: Json) => problem.field)).toContain(field)
  })

  test('a body that is no JSON, or does not say so, is told apart', async () => {
    const send = (type: string, body: string) =>
      office.app.request(`${office.publicUrl}/api/v1/campaigns`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${tokens.manager}`, 'Content-Type': type },
        body,
      })
    expect((await send('text/plain', '{"name":"X"}')).status).toBe(415)
    expect((await send('application/json', '{"name":')).status).toBe(422)
    expect((await send('application/json', `"${'x'.repeat(1_000_001)}"`)).status).toBe(413)
  })

  test.each(['nonsense', 'e30', btoa('{"campaign":"cmp_x"}')])('the cursor %s is none of ours', async (cursor) => {
    const { status, json } = await call('manager', 'GET', `/campaigns?cursor=${cursor}`)
    expect([status, json.problems[0]?.field]).toEqual([422, 'query.cursor'])
  })

  test('what does not exist is not found, whoever asks', async () => {
    expect((await call('manager', 'GET', '/campaigns/cmp_zzzzzzzzzzzz')).status).toBe(404)
    expect((await call('manager', 'GET', '/campaigns/1')).status).toBe(422)
  })
})

test('a list is read page by page to its end, each drive once', async () => {
  for (const name of ['Pierwsza', 'Druga', 'Trzecia']) await call('manager', 'POST', '/campaigns', { name })
  const found: string[] = []
  let cursor: string | undefined
  do {
    const page = (await call('manager', 'GET', `/campaigns?limit=2${cursor ? `&cursor=${cursor}` : ''}`)).json
    expect(page.campaigns.length).toBeLessThanOrEqual(2)
    found.push(...page.campaigns.map(({ id }: Json) => id))
    cursor = page.cursor
  } while (cursor)
  expect(new Set(found).size).toBe(found.length)
  expect(found.length).toBeGreaterThanOrEqual(3)
})

test('a change with the ETag of an older version is refused', async () => {
  const created = await call('manager', 'POST', '/campaigns', { name: 'Wersje' })
  const { id } = created.json
  const etag = created.headers.get('etag')!
  const first = await call('manager', 'PATCH', `/campaigns/${id}`, { name: 'Nowsza' }, { 'If-Match': etag })
  expect(first.json.name).toBe('Nowsza')
  const second = await call('manager', 'PATCH', `/campaigns/${id}`, { name: 'Inna' }, { 'If-Match': etag })
  expect([second.status, second.json.type]).toEqual([412, '/api#version-differs'])
  expect((await call('manager', 'GET', `/campaigns/${id}`)).headers.get('etag')).toBe(first.headers.get('etag'))
})

test('the office’s details are read by all and written by the administrator', async () => {
  const { controller, dataProtectionOfficer, dataSource, dataCategories, recipients, retentionMonths, registerId } =
    privacy
  const details = {
    controller,
    dataProtectionOfficer,
    dataSource,
    dataCategories,
    recipients,
    retentionMonths,
    registerId,
  }
  expect((await call('manager', 'PUT', '/office', details)).status).toBe(403)
  expect((await call('administrator', 'PUT', '/office', details)).json).toEqual(details)
  expect((await call('manager', 'GET', '/office')).json).toEqual(details)

  const people = ['ewa.mazur@urzad.example']
  const units = [{ name: 'Zarząd Dróg Miejskich', email: 'zdm@urzad.example', kinds: ['report'], people }]
  expect((await call('manager', 'PUT', '/office/units', { units })).status).toBe(403)
  expect((await call('administrator', 'PUT', '/office/units', { units })).status).toBe(200)
  expect((await call('manager', 'GET', '/office/units')).json).toEqual({ units })
  const twice = await call('administrator', 'PUT', '/office/units', { units: [...units, ...units] })
  expect([twice.status, twice.json.problems[0].field]).toEqual([422, 'units.1.name'])
})

test('a unit deals with its own cases: reads, answers, ends', async () => {
  const asked = {
    kind: 'report',
    from: 'letter',
    subject: 'stop',
    text: 'Lód na przystanku.',
    email: 'ewa@example.org',
  }
  const { id } = (await call('manager', 'POST', '/cases', asked)).json
  const { units, open } = (await call('unit', 'GET', '/unit-cases')).json
  expect(units).toEqual(['Zarząd Dróg Miejskich'])
  expect(open).toContainEqual(expect.objectContaining({ id, state: 'handed on', subject: 'stop' }))
  const one = (await call('unit', 'GET', `/unit-cases/${id}`)).json
  expect(one).toMatchObject({ text: 'Lód na przystanku.', journal: [{ did: 'open' }, { did: 'hand on' }] })
  expect(one).not.toHaveProperty('email')
  const move = (body: Json) => call('unit', 'POST', `/unit-cases/${id}/moves`, body)
  expect((await move({ move: 'take' })).status).toBe(422) // the manager's
  expect((await move({ move: 'answer' })).status).toBe(409)
  expect((await move({ move: 'answer', note: 'Posypano.' })).json).toMatchObject({ id, state: 'answered' })
  expect((await move({ move: 'end', ending: 'solved' })).json).toMatchObject({ state: 'done', ending: 'solved' })
  expect((await move({ move: 'remark', note: 'Jeszcze coś.' })).status).toBe(409)
  expect((await call('manager', 'POST', `/cases/${id}/moves`, { move: 'accept' })).status).toBe(422)
  expect((await call('unit', 'GET', `/cases/${id}`)).status).toBe(403)
  expect((await call('unit', 'GET', '/unit-cases/cas_000000000000')).status).toBe(404)
})

test('the records of the sender’s domain are looked up by whoever asks', async () => {
  const { json } = await call('manager', 'POST', '/office/sender/checks')
  expect(json).toMatchObject({ domain: 'example.org', records: { spf: 'there', dkim: 'there', dmarc: 'there' } })
  office.dns.records = 'spf,dkim'
  const again = (await call('administrator', 'POST', '/office/sender/checks')).json
  expect(again.records).toEqual({ spf: 'there', dkim: 'there', dmarc: 'missing' })
  office.dns.records = 'spf,dkim,dmarc'
  await call('administrator', 'POST', '/office/sender/checks')
})

test('the library is listed', async () => {
  expect((await call('manager', 'GET', '/surveys')).json.surveys).toHaveLength(library.length)
})

test('a drive of the library is whole but for its list', async () => {
  const { drives } = (await call('manager', 'GET', '/drives')).json
  expect(drives.map(({ id }: { id: string }) => id)).toContain('mopr-clients')
  const begun = await call('manager', 'POST', '/drives/mopr-clients/campaigns')
  expect(begun.json).toMatchObject({ status: 'draft', template: 'mopr-clients', discreet: true })
  expect(begun.json.missing.map(({ field }: { field: string }) => field)).toContain('list')
  expect((await call('manager', 'POST', '/drives/no-such-drive/campaigns')).status).toBe(404)
  const samples = await call('manager', 'GET', `/campaigns/${begun.json.id}/sample-messages`)
  expect(samples.json).toEqual({ messages: [] }) // it has no list
})

test('it is told what an automated call makes of a survey: of the library’s, and of a drive’s own', async () => {
  const { surveys } = (await call('manager', 'GET', '/surveys')).json
  const medical = surveys.find((entry: { id: string }) => entry.id === 'medical-services').phone
  expect(medical).toMatchObject({ asked: 10, questions: 12, problems: [] })
  expect(medical.skipped.map(({ question }: { question: string }) => question)).toEqual(['went_wrong', 'improve'])
  const { id } = (await call('manager', 'POST', '/campaigns', { name: 'Telefon' })).json
  expect((await call('manager', 'GET', `/campaigns/${id}/survey/phone`)).status).toBe(404)
  const elements = [
    { type: 'boolean', name: 'tak', title: 'Tak?' },
    { type: 'comment', name: 'opis', title: 'Opis', isRequired: true },
  ]
  await call('manager', 'PUT', `/campaigns/${id}/survey`, { definition: { elements } })
  expect((await call('manager', 'GET', `/campaigns/${id}/survey/phone`)).json).toMatchObject({
    asked: 1,
    questions: 2,
    skipped: [{ question: 'opis', title: { pl: 'Opis' }, why: { pl: expect.any(String) } }],
    problems: [{ question: 'opis', message: { pl: expect.stringContaining('trzeba odpowiedzieć') } }],
  })
})

describe('calls by the API alone', () => {
  test('go from choosing a list to the outcome, with the survey and the link on the way', async () => {
    const { drive, phones } = await aPhoneDrive(office)
    const list = `${drive.id}#0`
    const { lists } = (await call('agent', 'GET', '/calls/lists')).json
    expect(lists).toContainEqual(expect.objectContaining({ list, promisesOnly: false }))
    expect((await call('agent', 'POST', '/calls/next')).json).toEqual({ nothing: 'no lists' })
    const choice = { lists: [list], languages: ['pl'], skills: [] }
    expect((await call('agent', 'PUT', '/calls/lists', { ...choice, lists: ['cmp_000000000000#7'] })).status).toBe(422)
    await call('agent', 'PUT', '/calls/lists', choice)

    const { call: mine } = (await call('agent', 'POST', '/calls/next')).json
    expect(mine).toMatchObject({ name: 'Anna', phone: phones.anna, clauseNeeded: true, attempts: [] })
    const at = `/calls/${mine.call}`
    const { hold } = mine
    const answers = async (page: number, given: Json) =>
      call('agent', 'PUT', `${at}/answers/${page}`, { hold, answers: given })
    expect((await answers(0, {})).status).toBe(409) // the clause comes first
    const renewed = await call('agent', 'POST', `${at}/renew`, { hold, note: 'Zażółć', clauseGiven: true })
    expect(renewed.json).toEqual({ yours: true })
    const survey = Survey.parse(await office.deps.campaigns.survey(drive.id, drive.survey!.version))
    const given: Json = {}
    for (const question of questions(survey)) {
      const [choice] = choicesOf(question)
      if (!choice) continue
      given[question.name] = question.type === 'checkbox' ? [choice.value] : choice.value
      if (question.type !== 'matrix') continue
      given[question.name] = Object.fromEntries(question.rows.map(({ value }) => [value, choice.value]))
    }
    expect((await answers(0, { [questions(survey)[0]!.name]: 'nie ma' })).status).toBe(422)
    let page: number | 'review' = 0
    while (page !== 'review') page = (await answers(page, given)).json.next
    expect((await call('agent', 'POST', `${at}/link`, { hold })).json).toEqual({ sentTo: 'a…@example.org' })
    const said = { hold, subject: 'homeless', place: 'Park Cytadela', text: 'Ktoś śpi na ławce.' }
    const taken = await call('agent', 'POST', `${at}/report`, said)
    expect(taken.json).toMatchObject({ state: 'handed on', subject: 'homeless', dueOn: '2026-03-11' })
    expect((await call('agent', 'POST', `${at}/report`, said)).json.case).toBe(taken.json.case)
    const noPlace = await call('agent', 'POST', `${at}/report`, { ...said, place: ' ' })
    expect([noPlace.status, noPlace.json.problems[0].field]).toEqual([422, 'place'])
    expect((await call('agent', 'POST', `${at}/report`, { ...said, hold: 'none' })).status).toBe(409)
    expect((await call('agent', 'GET', '/calls/reports')).json.reports).toEqual([taken.json])
    expect((await call('agent', 'POST', `${at}/dial`, { hold })).status).toBe(202)
    expect((await call('agent', 'POST', `${at}/answers`, { hold })).json).toEqual({ response: 'sent' })
    const saved = { hold, outcome: 'complete', note: 'Zażółć' }
    expect((await call('agent', 'POST', `${at}/outcome`, saved)).json).toEqual({ as: 'saved' })
    expect((await call('agent', 'POST', `${at}/outcome`, saved)).json).toEqual({ as: 'again' })
    expect((await call('agent', 'POST', `${at}/outcome`, { hold, outcome: 'busy' })).json).toEqual({ as: 'late' })
    expect((await call('agent', 'POST', `${at}/outcome`, { hold: `${hold}x`, outcome: 'busy' })).status).toBe(409)
  })

  test('are found by number, handed over, and their lists closed', async () => {
    const { drive, phones } = await aPhoneDrive(office)
    const { found } = (await call('agent', 'POST', '/calls/search', { phone: phones.oleh })).json
    expect(found).toMatchObject([{ campaign: drive.id, name: 'Oleh', calls: 0, mayTake: true }])
    const [, proof] = found[0].contact.split('~')
    // Nobody takes people by counting, nor by what another person's search gave, nor on another day.
    for (const contact of [
      `${drive.id}.0.1`,
      `${drive.id}.0.0~${proof}`,
      `${drive.id}.0.1~${proof}x`,
      `cmp_000000000000.0.1~${proof}`,
    ]) {
      expect((await call('agent', 'POST', '/calls/take', { contact })).status).toBe(409)
    }
    const searched = (await call('manager', 'POST', '/calls/search', { phone: phones.oleh })).json.found
    expect((await call('agent', 'POST', '/calls/take', { contact: searched[0].contact })).status).toBe(409)
    const { call: mine } = (await call('agent', 'POST', '/calls/take', { contact: found[0].contact })).json
    expect(mine).toMatchObject({ name: 'Oleh', promised: true })
    const { agents } = (await call('manager', 'GET', '/phones')).json
    expect(agents).toMatchObject([{ name: 'Anna Wiśniewska', call: mine.call }])
    const ewa = { id: 'ewa', name: 'Ewa' }
    await office.deps.calls.choose(ewa, { lists: [`${drive.id}#0`], languages: ['uk'], skills: [] })
    await call('manager', 'POST', '/phones/hand-over', { call: mine.call, to: 'ewa' })
    const again = await call('manager', 'POST', '/phones/hand-over', { call: mine.call, to: 'ewa' })
    expect(again.status).toBe(409)
    expect((await call('agent', 'POST', `/calls/${mine.call}/renew`, { hold: mine.hold })).json).toEqual({
      yours: false,
    })
    const list = { list: `${drive.id}#0`, closed: true }
    expect((await call('approver', 'POST', '/phones/lists', list)).json).toEqual(list)
    expect((await call('agent', 'GET', '/calls/lists')).json.lists).not.toContainEqual(
      expect.objectContaining({ list: list.list }),
    )
    expect((await call('manager', 'POST', '/phones/lists', { list: 'cmp_000000000000#0', closed: true })).status).toBe(
      422,
    )
  })
})

test('a reminder goes by the API from the oath to the matter, and its claims are closed by a file and one by one', async () => {
  const { drive } = await aPhoneDrive(office)
  const keys = await office.deps.keysOf(drive)
  const key = identityKey(keys)
  const claims = Array.from({ length: 30 }, (_, n): PersonClaims => {
    const facts = {
      street: factHashes(key, `FN.${n}`, 'street', 'Polna'),
      house: factHashes(key, `FN.${n}`, 'house', '1'),
    }
    return { facts, claims: [{ case: `FN.${n}`, limitation: '2029-12-31', band: n % 2 ? 'over' : 'up to' }] }
  })
  const rows = claims.map((_, n) => ['pl', '', `+4861878${String(9_100 + n)}`, `Jan ${n}`, 'Kowalski'])
  await office.contacts.writePages(drive.id, keys, ['imie', 'nazwisko'], [{ page: 0, rows, claims }], 1)
  const list = { ...drive.list!, point: undefined, contacts: 30, claims: 30, withPhone: 30, byLanguage: { pl: 30 } }
  const script = 'Dzień dobry.\n\n===\n\nChodzi o wpłatę.'
  await office.deps.campaigns.save({
    ...(await office.deps.campaigns.get(drive.id)),
    ...{ purposeClass: 'reminder', list, survey: undefined },
    plan: [{ kind: 'agents', scripts: { pl: script }, stop: ['objected'] }],
  })
  const choice = { lists: [] as string[], languages: ['pl'], skills: [] }
  await call('agent', 'PUT', '/calls/lists', choice)
  const { agents } = (await call('manager', 'GET', '/phones/oaths')).json
  const own = agents.find(({ name }: { name: string }) => name === 'Anna Wiśniewska')
  await call('administrator', 'PUT', '/phones/oaths', { agent: own.agent, on: '2026-03-02' })
  expect((await call('manager', 'PUT', '/phones/oaths', { agent: own.agent, on: '2099-01-01' })).status).toBe(422)
  expect((await call('manager', 'PUT', '/phones/oaths', { agent: 'nobody', on: '2026-03-02' })).status).toBe(422)
  await call('agent', 'PUT', '/calls/lists', { ...choice, lists: [`${drive.id}#0`] })
  expect((await call('agent', 'POST', '/calls/next')).json).toEqual({ nothing: 'payments' })

  const at = office.clock.at.toISOString()
  const files = `/campaigns/${drive.id}/payments`
  const { file, place } = (await call('manager', 'POST', files, { listed: 'unpaid', at })).json
  const form = new FormData()
  for (const [name, value] of Object.entries(place.fields)) form.set(name, value as string)
  form.set('file', new Blob(['Znak sprawy\nFN.0\nFN.1\n']), 'wplaty.csv')
  expect((await fetch(place.url, { method: 'POST', body: form })).status).toBe(201)
  await office.read()
  const waiting = (await call('manager', 'GET', `${files}/${file.id}`)).json
  expect(waiting).toMatchObject({ state: 'checked', found: { claims: 30, matched: 2, settled: 28 } })
  expect((await call('agent', 'POST', '/calls/next')).json).toEqual({ nothing: 'payments' })
  await call('manager', 'POST', `${files}/${file.id}/keep`)
  await office.read()
  expect((await call('manager', 'GET', `${files}/${file.id}`)).json.state).toBe('imported')
  expect((await call('manager', 'POST', `${files}/${file.id}/keep`)).status).toBe(409)
  expect((await call('manager', 'POST', files, { listed: 'paid', at: '2099-01-01T00:00:00Z' })).status).toBe(422)

  const { call: mine } = (await call('agent', 'POST', '/calls/next')).json
  expect(mine.identity).toEqual({ state: 'asked', facts: ['street', 'house'], needed: 2, triesLeft: 3 })
  const { hold } = mine
  const said = { hold, name: mine.name, facts: { street: 'ul. Polna', house: '1' } }
  expect((await call('agent', 'POST', `/calls/${mine.call}/matter`, { hold })).status).toBe(409)
  expect((await call('agent', 'POST', `/calls/${mine.call}/identity`, said)).json).toEqual({ state: 'confirmed' })
  const matter = (await call('agent', 'POST', `/calls/${mine.call}/matter`, { hold })).json
  expect(matter).toMatchObject({
    claims: [{ case: expect.stringMatching(/^FN\.[01]$/) }],
    script: ['Chodzi o wpłatę.'],
  })
  const pointer = matter.claims[0].case
  await call('agent', 'POST', `/calls/${mine.call}/outcome`, { hold, outcome: 'complete' })

  const marks = `/campaigns/${drive.id}/claims/marks`
  expect((await call('manager', 'POST', marks, { as: 'passed_on', cases: [pointer] })).json).toEqual({ closed: 1 })
  expect((await call('manager', 'POST', marks, { as: 'paid', cases: [pointer] })).status).toBe(422)
  const reopen = (reason: string) =>
    call('manager', 'POST', `/campaigns/${drive.id}/claims/reopenings`, { cases: [pointer], reason })
  expect((await reopen('  ')).status).toBe(422)
  expect((await reopen('Pomylony znak sprawy')).json).toEqual({ reopened: 1 })
  expect((await reopen('Pomylony znak sprawy')).status).toBe(422)
  await call('manager', 'POST', marks, { as: 'passed_on', cases: [pointer] })
  const { counts, payments } = (await call('manager', 'GET', `/campaigns/${drive.id}/claims`)).json
  expect(counts).toEqual({ paid: 28, passed_on: 1, 'not begun': 1 })
  expect(payments).toEqual({ at, listed: 'unpaid' })
  const other = (await aPhoneDrive(office)).drive.id
  expect((await call('manager', 'GET', `/campaigns/${other}/claims`)).status).toBe(404)
})

test('a person who asks is found, erased by order, and every look is in the audit', async () => {
  const drive = (await aLaunchedDrive(office)).id
  const asked = { kind: 'erasure', from: 'letter', email: 'Anna@Example.org', text: 'Proszę usunąć.' }
  const { json: one } = await call('manager', 'POST', '/cases', asked)
  expect((await call('manager', 'POST', '/cases', { ...asked, email: 'anna' })).status).toBe(422)
  const found = (await call('manager', 'POST', `/cases/${one.id}/search`)).json.people
  expect(found.map(({ contact }: Json) => contact)).toContain(`${drive}/0.0`)
  expect((await call('manager', 'POST', `/cases/${one.id}/erasure`, { people: ['cmp_1/0.0'] })).status).toBe(409)
  await call('manager', 'POST', `/cases/${one.id}/erasure`, { people: [`${drive}/0.0`] })
  expect(office.askedErasures).toContainEqual({ kind: 'person', case: one.id })
  expect((await call('manager', 'GET', `/cases/${one.id}`)).json).toMatchObject({
    email: 'Anna@example.org',
    state: 'working',
  })
  await call('manager', 'POST', `/cases/${one.id}/moves`, { move: 'end', ending: 'withdrawn' })
  expect((await call('manager', 'GET', '/cases?year=2026')).json.cases).toContainEqual(
    expect.objectContaining({ id: one.id }),
  )
  expect((await call('manager', 'GET', '/cases/cas_000000000001')).status).toBe(404)
  const { json: clocks } = await call('approver', 'GET', '/retention')
  expect(clocks.drives).toContainEqual(expect.objectContaining({ campaign: drive, record: { fate: 'unknown' } }))
  const { json: day } = await call('administrator', 'GET', '/audit?day=2026-03-10')
  expect(day.broken).toBeUndefined()
  expect(day.entries).toContainEqual(expect.objectContaining({ did: 'order erasure', why: one.id }))
})

test('a request for information is opened and counted by the API', async () => {
  const asked = { kind: 'public-information', from: 'email', subject: 'finance', text: 'Proszę o rejestr umów.' }
  expect((await call('manager', 'POST', '/cases', { ...asked, subject: 'none' })).status).toBe(422)
  const { json: one } = await call('manager', 'POST', '/cases', asked)
  expect(one).toMatchObject({ kind: 'public-information', deadline: 'usual', subject: 'finance' })
  const table = (await call('administrator', 'GET', '/cases/year/2026?kind=public-information')).json
  expect(table.bySubject).toContainEqual({ key: 'finance', cases: 1, ended: 0, granted: 0, inTime: 0 })
  expect((await call('approver', 'GET', '/cases/year/2026')).status).toBe(403)
})

test('a service is made, a visit booked, moved, marked and cancelled, a day closed and opened, by the API', async () => {
  expect((await call('agent', 'POST', '/services', { name: { pl: 'Szczepienia' } })).status).toBe(403)
  const made = (await call('manager', 'POST', '/services', { name: { pl: 'Szczepienia' }, minutes: 10 })).json
  const path = `/services/${made.id}`
  const { id: _, version: __, createdAt: ___, points: ____, ...content } = made
  expect((await call('manager', 'PUT', path, { ...content, keptDays: 30 })).json.keptDays).toBe(30)
  const place = {
    ...{ name: 'Przychodnia', address: 'ul. Leśna 1', access: { wheelchair: true, pjm: false }, languages: ['pl'] },
    hours: [2, 5].map((weekday) => ({ weekday, from: '11:30', to: '12:00', capacity: 1 })),
  }
  const point = (await call('manager', 'POST', `${path}/points`, place)).json
  const backwards = { ...place, hours: [{ weekday: 5, from: '10:00', to: '09:00', capacity: 1 }] }
  expect((await call('manager', 'PUT', `${path}/points/${point.id}`, backwards)).status).toBe(422)
  expect((await call('manager', 'PUT', `${path}/points/${point.id}`, place)).status).toBe(200)
  expect((await call('agent', 'GET', '/services')).json.services).toHaveLength(1)
  expect((await call('agent', 'GET', path)).json.points).toHaveLength(1)
  const pass = (minutes: number) => {
    office.clock.at = new Date(office.clock.at.getTime() + minutes * 60_000)
  }
  pass(0.1) // a service is remembered for two seconds
  const { times } = (await call('agent', 'GET', `${path}/free?days=4`)).json
  expect(times.map(({ day, start }: Json) => `${day} ${start}`)).toEqual([
    ...['2026-03-10 11:30', '2026-03-10 11:40', '2026-03-10 11:50'],
    ...['2026-03-13 11:30', '2026-03-13 11:40', '2026-03-13 11:50'],
  ])
  const at = { point: point.id, day: '2026-03-10', start: '11:30' }
  const visit = (await call('agent', 'POST', `${path}/visits`, { ...at, name: 'Ewa' })).json
  expect(visit.number).toMatch(/^[0-9A-Z]{4}( [0-9A-Z]{4}){2}$/)
  expect(JSON.stringify(visit)).not.toMatch(/token|sealed|secret/)
  expect((await call('agent', 'POST', `${path}/visits`, { ...at, name: 'Jan' })).status).toBe(409)
  expect((await call('agent', 'POST', `${path}/visits`, { ...at, name: 'Jan', phone: '12' })).status).toBe(422)
  const one = `/visits/${visit.id}`
  expect((await call('agent', 'POST', `${one}/move`, { ...at, start: '11:50' })).json.start).toBe('11:50')
  const day = `${path}/points/${point.id}/days/2026-03-10`
  const seen = (await call('agent', 'GET', day)).json.times
  expect(seen.map(({ visits }: Json) => visits.length)).toEqual([0, 0, 1])
  expect((await call('agent', 'POST', `${one}/no-show`, {})).status).toBe(409) // it has not begun
  const own = { hours: [{ from: '11:00', to: '11:40', capacity: 1 }] }
  expect((await call('manager', 'PUT', day, own)).json.outside).toMatchObject([{ id: visit.id }])
  expect((await call('manager', 'POST', `${day}/open`)).json.points[0].exceptions).toEqual([])
  const closed = (await call('manager', 'POST', `${day}/close`, { reason: 'Awaria' })).json.visits
  expect(closed).toMatchObject([{ visit: { id: visit.id }, offered: { day: '2026-03-13' } }])
  await call('manager', 'POST', `${day}/open`)
  pass(60)
  expect((await call('agent', 'POST', `${one}/attended`)).json.state).toBe('attended')
  expect((await call('agent', 'POST', `${one}/reopen`)).json.state).toBe('confirmed')
  expect((await call('agent', 'POST', `${one}/no-show`, { reason: 'ill' })).json.noShow).toBe('ill')
  const missed = (await call('agent', 'GET', `${path}/no-shows`)).json
  expect([missed.visits.length, missed.share, missed.reasons]).toEqual([1, 1, { ill: 1 }])
  const other = (await call('agent', 'POST', `${path}/visits`, { ...at, day: '2026-03-13', name: 'Ola' })).json
  expect((await call('agent', 'POST', `/visits/${other.id}/cancel`)).json.state).toBe('cancelled')
  expect((await call('agent', 'GET', `/visits/${other.id}`)).json.journal).toHaveLength(2)
  expect((await call('agent', 'GET', '/visits/bkg_000000000000')).status).toBe(404)
  expect((await call('agent', 'GET', `${path}/waiting`)).json.waiting).toEqual([])
  pass(-60.1)
})

test('what is missing in the service of a drive is told too', async () => {
  const { json } = await call('manager', 'POST', '/drives/legal-aid/campaigns')
  const fields = (missing: Json[]) => missing.map(({ field }) => field)
  expect(fields(json.missing)).toContain('service') // none of its points is open yet
  expect(fields((await call('manager', 'GET', `/campaigns/${json.id}`)).json.missing)).toEqual(fields(json.missing))
})

test('every operation of the document was called above and answered as it says', () => {
  const all = Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).map(({ operationId }) => operationId),
  )
  expect([...seen].sort()).toEqual([...all].sort())
})

test('the reference for people tells of every operation', async () => {
  const page = await (await office.app.request(`${office.publicUrl}/api`)).text()
  for (const methods of Object.values(document.paths)) {
    for (const { operationId, summary } of Object.values(methods)) {
      expect(page).toContain(`id="${operationId}"`)
      expect(page).toContain(summary.replaceAll("'", '&#39;'))
    }
  }
})
