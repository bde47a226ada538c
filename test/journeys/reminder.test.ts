/**
 * A soft reminder on the whole local cloud, from its file to the register: forbidden rows, payments of a day, second pair of eyes,
 * an agent under oath who tells the matter to nobody but the person; a promise, a payment while the phone rings, twenty-one days.
 * Three of the people have two claims each, of which one is paid while they wait.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importContacts, type Json, until } from '../../local/api.ts'
import { minute, startCloud, type TestCloud } from '../builders/cloud.ts'

const canary = {
  name: 'Kanarkowa',
  case: 'KANAR.7531',
  street: 'Ptasia Kanarkowa',
  drive: 'Akcja kanarkowa 7531',
  matter: 'Kanarkowe należności 7531',
}
const header =
  'E-mail;Telefon;Imię;Nazwisko;Znak sprawy;Termin przedawnienia;Tytuł wykonawczy;Próg kwoty;Kwota;Ulica;Numer domu;Data urodzenia'
const pointerOf = (n: number, instalment = 1) => `${canary.case}.${n}${instalment > 1 ? `/${instalment}` : ''}`
const person = (n: number, limitation = '31.12.2029', title = 'nie', band = n % 2 ? '>160' : '≤160', instalment = 1) =>
  [
    ...[
      `osoba${n}@reminder.example.org`,
      `60030020${n}`,
      `Imię${'ABCDEFGHI'[n]}`,
      canary.name,
      pointerOf(n, instalment),
    ],
    ...[limitation, title, band, '1234,56', canary.street, `${n}/1`, `0${n}.02.1970`],
  ].join(';')
const rows = [1, 2, 3, 4].map((n) => person(n))
const forbidden = [
  person(5, '23.05.2027'),
  person(6, '31.12.2029', 'tak'),
  person(7, '31.12.2029', 'nie', '1 234,56 zł'),
]

/** Second instalments, of the first three people. */
const further = [1, 2, 3].map((n) => person(n, '30.06.2030', 'nie', '≤160', 2))
const firstClaims = [1, 2, 3, 4].map((n) => pointerOf(n))
const everyClaim = [...firstClaims, ...[1, 2, 3].map((n) => pointerOf(n, 2))]

const script = `Dzień dobry, czy rozmawiam z {{imie}} {{nazwisko}}?\n\n===\n\n${canary.matter}.`
const letter = {
  subject: 'Prośba o kontakt z urzędem',
  text: 'Dzień dobry!\n\nProsimy o kontakt w sprawie urzędowej. Numer telefonu jest na stronie urzędu.',
}

let office: TestCloud
let id: string
let report: Json
/** Mails that had gone out before there was any state of payments, and after. */
let mails: { before: number; after: number }
/** Every answer that the agent's browser got before the person was recognised. */
const early: string[] = []
let tries: string[]
let matter: Json
let toldOf: string
/** Who was called, in this order. */
let rung: number[]
let settled: Json
let ended: { promised: Json; days: Json; over: Json }
let register: string

const sent = () => office.cloud.engines.ses.messages({ search: '@reminder.example.org', limit: 100 }).mails.length
const at = (day: string, clock: string) => Date.parse(`${day}T${clock}:00+01:00`)

/** Moves the clock on to an instant. */
const goTo = (day: string, clock: string) => office.later(at(day, clock) - office.cloud.clock.now())

async function payments(listed: 'unpaid' | 'paid', cases: string[]): Promise<Json> {
  const now = new Date(office.cloud.clock.now()).toISOString()
  const { file, place } = await office.manager.post(`/campaigns/${id}/payments`, { listed, at: now })
  const form = new FormData()
  for (const [name, value] of Object.entries(place.fields as Record<string, string>)) form.append(name, value)
  const text = ['Znak sprawy', ...cases].join('\r\n')
  form.append('file', new Blob([text], { type: 'text/csv' }), 'wplaty.csv')
  await (await fetch(place.url, { method: 'POST', body: form, redirect: 'manual' })).text()
  const path = `/campaigns/${id}/payments/${file.id}`
  return until(
    () => office.manager.get(path),
    ({ state }) => ['imported', 'checked', 'failed'].includes(state),
  )
}

/** The agent's next call, as her browser got it. */
async function next(): Promise<Json> {
  const answer = await office.agent.post('/calls/next')
  early.push(JSON.stringify(answer))
  return answer
}
const numberOf = (call: Json): number => Number(/\+4860030020(\d)/.exec(call.phone)![1])
const rightFacts = (n: number) => ({ street: 'kanarkowa ptasia', birthDate: `${n}.2.1970` })
const refused = async (asked: Promise<Json>): Promise<string> => {
  const error = await asked.then(
    (answer) => ({ message: `not refused: ${JSON.stringify(answer)}` }),
    (thrown: Error) => thrown,
  )
  early.push(error.message)
  return error.message
}

beforeAll(async () => {
  office = await startCloud({ startAt: at('2026-11-23', '10:00') })
  const { manager, approver, agent, cloud } = office
  ;({ id } = await manager.post('/campaigns', {
    ...{ name: canary.drive, purpose: { pl: 'Sprawa urzędowa.' }, purposeClass: 'reminder', basis: '6(1)(c)' },
    ...{ anonymity: 'identified', discreet: true, asks: 'nothing', inDoubt: 'at-most-once', ramp: false },
    privacy: {
      ...{ controller: 'Prezydent Miasta Poznania', dataProtectionOfficer: 'iod@urzad.example' },
      ...{ dataSource: 'ewidencja urzędu', dataCategories: 'imię, telefon', recipients: 'dostawca poczty' },
      ...{ retentionMonths: 12, impactAssessment: { done: false, reference: '' }, registerId: 'RCP-7' },
    },
    attempts: { perDay: 1, inAll: 6 },
    startsOn: '2026-11-23',
    endsOn: '2026-12-31',
    window: { days: [1, 2, 3, 4, 5], from: '09:00', to: '20:00', holidays: false, closedDays: [] },
    plan: [
      { kind: 'email', letters: { pl: letter }, stop: ['objected'] },
      { kind: 'agents', scripts: { pl: script }, stop: ['objected'] },
    ],
  }))
  const content = new Blob([[header, ...rows, ...forbidden, ...further].join('\r\n')], { type: 'text/csv' })
  report = await importContacts(manager, id, { name: 'zaleglosci.csv', content })
  await manager.post(`/campaigns/${id}/uploads/${report.upload}/keep-good`)
  await cloud.idle()
  await manager.post(`/campaigns/${id}/moves`, { move: 'submit' })
  await approver.post(`/campaigns/${id}/moves`, { move: 'approve' })
  await manager.post(`/campaigns/${id}/moves`, { move: 'launch' })
  await office.later(5 * minute)
  mails = { before: sent(), after: 0 }
  await payments('unpaid', everyClaim)
  await office.later(5 * minute)
  await office.later(5 * minute)
  mails.after = sent()

  // The next day, for one attempt a day is the most.
  await goTo('2026-11-24', '10:00')
  await agent.put('/calls/lists', { lists: [], languages: ['pl'], skills: [] })
  const list = `${id}#1`
  await refused(agent.put('/calls/lists', { lists: [list], languages: ['pl'], skills: [] }))
  const { agents } = await manager.get('/phones/oaths')
  await manager.put('/phones/oaths', { agent: agents[0].agent, on: '2026-10-01' })
  await agent.put('/calls/lists', { lists: [list], languages: ['pl'], skills: [] })
  early.push(JSON.stringify(await agent.post('/calls/next')))
  // Overnight all second instalments were paid.
  await payments('unpaid', firstClaims)

  // One whom nobody recognises.
  const { call: stranger } = await next()
  const wrong = { hold: stranger.hold, name: `${stranger.name}`, facts: { street: 'Wilcza', house: '8' } }
  tries = []
  for (let n = 0; n < 3; n++) {
    const answer = await agent.post(`/calls/${stranger.call}/identity`, wrong)
    early.push(JSON.stringify(answer))
    tries.push(answer.state)
  }
  const late = await agent.post(`/calls/${stranger.call}/identity`, { ...wrong, facts: rightFacts(numberOf(stranger)) })
  tries.push(late.state)
  await refused(agent.post(`/calls/${stranger.call}/matter`, { hold: stranger.hold }))
  await agent.post(`/calls/${stranger.call}/outcome`, { hold: stranger.hold, outcome: 'third_person' })

  // One who promises.
  const { call: promiser } = await next()
  await refused(agent.post(`/calls/${promiser.call}/matter`, { hold: promiser.hold }))
  const known = { hold: promiser.hold, name: promiser.name.toUpperCase(), facts: rightFacts(numberOf(promiser)) }
  await agent.post(`/calls/${promiser.call}/identity`, known)
  matter = await agent.post(`/calls/${promiser.call}/matter`, { hold: promiser.hold })
  toldOf = pointerOf(numberOf(promiser))
  const promise = { hold: promiser.hold, outcome: 'promised', promisedBy: '2026-11-27', note: 'Prosi o telefon po 15' }
  const promised = await agent.post(`/calls/${promiser.call}/outcome`, promise)

  // One who pays while the phone rings.
  const { call: payer } = await next()
  await payments('paid', [pointerOf(numberOf(payer))])
  settled = await agent.post(`/calls/${payer.call}/renew`, { hold: payer.hold })
  const said = { hold: payer.hold, name: payer.name, facts: rightFacts(numberOf(payer)) }
  early.push(JSON.stringify(await agent.post(`/calls/${payer.call}/identity`, said)))
  await refused(agent.post(`/calls/${payer.call}/matter`, { hold: payer.hold }))
  await agent.post(`/calls/${payer.call}/outcome`, { hold: payer.hold, outcome: 'hung_up' })
  rung = [stranger, promiser, payer].map(numberOf)

  // Day 21 after Monday, 23 November, is Monday, 14 December.
  await goTo('2026-12-11', '10:00')
  const days = await manager.get(`/campaigns/${id}/claims`)
  await goTo('2026-12-14', '10:00')
  await payments('unpaid', firstClaims)
  const over = await next()
  ended = { promised, days, over }
  const { id: wanted } = await manager.post(`/campaigns/${id}/exports`, { kind: 'register', format: 'csv' })
  const done = await until(
    () => manager.get(`/campaigns/${id}/exports/${wanted}`),
    ({ state }) => state === 'done',
  )
  register = await (await fetch(done.url)).text()
}, 120_000)
afterAll(() => office?.close())

test('the report names every forbidden row with its column and reason, and the list has none of them', async () => {
  expect(report.counts).toMatchObject({ rows: 10, contacts: 4, joined: 3, bad: 3, duplicates: 0 })
  expect(report.badRows).toMatchObject([
    { row: 6, column: 'Termin przedawnienia', reason: 'limitation-near' },
    { row: 7, column: 'Tytuł wykonawczy', reason: 'title-issued' },
    { row: 8, column: 'Próg kwoty', reason: 'amount' },
  ])
})

test('nothing goes out before there is a state of payments of a day, and then to everybody once', () => {
  expect(mails).toEqual({ before: 0, after: 4 })
})

test('whoever paid one of her two claims is called about the other, and of that alone', () => {
  expect(matter.claims).toEqual([{ case: toldOf, band: expect.stringMatching(/^(over|up to)$/) }])
})

test('three tries fail, the right answers then come too late, and a recognised person hears the matter', () => {
  expect(tries).toEqual(['asked', 'asked', 'given up', 'given up'])
  expect(matter).toMatchObject({ campaign: canary.drive, script: [`${canary.matter}.`] })
})

test('whoever promised is called after the day only, and a payment ends a call that rings', () => {
  expect(ended.promised).toEqual({ as: 'saved', next: '2026-11-30T08:00:00.000Z' })
  expect(settled).toEqual({ yours: true, settled: true })
})

test('before the person is recognised no answer to the agent told anything of the matter', () => {
  const told = early.filter((text) => [canary.drive, canary.matter, canary.case].some((word) => text.includes(word)))
  expect(early.length).toBeGreaterThan(10)
  expect(told).toEqual([])
})

test('the list of 21 days counts by the calendar, and on day 21 nobody is called any more', () => {
  const first = { first: '2026-11-23', day21: '2026-12-14', sendBy: '2026-12-11' }
  expect(ended.days.counts).toEqual({ due: 3, paid: 4 })
  expect(ended.days.claims).toEqual(expect.arrayContaining([expect.objectContaining({ ...first, state: 'due' })]))
  expect(ended.over).toEqual({ nothing: 'nobody' })
})

test('the register has every action on every claim that was open, with its form, its day and who acted', () => {
  const lines = register.replace('\ufeff', '').trim().split('\r\n')
  expect(lines[0]).toBe('Oznaczenie sprawy;Forma;Data;Godzina;Sposób;Imię i nazwisko działającego;Wynik')
  const written = lines.filter((line) => line.includes(';pisemna;2026-11-23;'))
  const oral = lines.filter((line) => line.includes(';ustna;2026-11-24;'))
  expect(written.map((line) => line.split(';')[0]).sort()).toEqual(everyClaim.toSorted())
  // The first of them rang before the night's payments were known: it was about all that was open then.
  const [before, ...after] = rung
  const called = [before!, ...after].map((n) => pointerOf(n)).concat(before === 4 ? [] : pointerOf(before!, 2))
  expect(oral.map((line) => line.split(';')[0]).sort()).toEqual(called.sort())
  for (const line of [...written, ...oral]) expect(line.split(';')[5]).toMatch(/^\p{Lu}\p{L}+ \p{Lu}\p{L}+/u)
  expect(oral.some((line) => line.endsWith('konsultant;Anna Wiśniewska;Deklaracja z datą'))).toBe(true)
})

test('nothing of the matter, and nobody, is named in a log line or a message of a queue', async () => {
  await new Promise((resolve) => setTimeout(resolve, 500)) // lines are written a few times a second
  const folder = join(office.data, 'logs')
  const logs = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
  const queues = readFileSync(join(office.data, 'sqs', 'sqs.journal'), 'utf8')
  expect(logs.join('')).toContain('payments taken')
  for (const text of [...logs, queues, ...office.said].map((one) => one.toLowerCase())) {
    expect(Object.values(canary).filter((word) => text.includes(word.toLowerCase()))).toEqual([])
  }
})
