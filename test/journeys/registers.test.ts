/**
 * The registers on the whole cloud. Winter: notices to estates, an agent who takes reports in the same conversation, units that are told and
 * reminded, a unit that closes its report by itself, the yearly table. Public information: a request, reminders to its unit at seven, three and one days, prolonged, ended, counted.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importContacts, type Json } from '../../local/api.ts'
import { minute, startCloud, type TestCloud } from '../builders/cloud.ts'
import { driveOf, people } from '../builders/drive.ts'
import { staffVisitor } from '../builders/web-visitor.ts'

const canary = 'Kanarkowa 7531'
const domain = 'zima.example.org'
const duty = 'dyzur@jednostki.example'
const guard = 'straz+bounce@jednostki.example'
const finance = 'finanse@jednostki.example'

let office: TestCloud
/** What each unit has got so far: subject and text, the oldest first. */
const mailsTo = async (address: string): Promise<{ subject: string; text: string }[]> => {
  const { mails } = office.cloud.engines.ses.messages({ search: address, limit: 100 })
  const whole = await Promise.all(mails.reverse().map(({ id }) => office.cloud.engines.ses.message(id)))
  return whole.map((mail) => ({ subject: mail!.subject, text: mail!.text! }))
}
const subjectsTo = async (address: string) => (await mailsTo(address)).map(({ subject }) => subject)
const goTo = (date: string) => office.later(Date.parse(`${date}T12:00:00+01:00`) - office.cloud.clock.now())
const move = (id: string, body: Json): Promise<Json> => office.manager.post(`/cases/${id}/moves`, body)
const moveByUnit = (id: string, body: Json): Promise<Json> => office.unit.post(`/unit-cases/${id}/moves`, body)
const journalOf = async (id: string): Promise<string[]> =>
  (await office.manager.get(`/cases/${id}`)).journal.map(({ did, note }: Json) =>
    [did, note].filter(Boolean).join(': '),
  )

/** The link of a mail to a unit. */
const linkIn = (text: string): string => /https?:\S+\/cases\/cas_\w+/.exec(text)![0]

let notices: string[]
let icy: Json
let cold: Json
let ownReports: Json[][]
let winter: Json
let seenByUnit: Json[]
let closed: Json
let page: string
let request: Json
let prolonged: Json
let information: Json
let csv: string[]
const mails: Record<string, string[]> = {}
const journals: Record<string, string[]> = {}

beforeAll(async () => {
  office = await startCloud() // Tuesday, 24 November 2026
  const { administrator, manager, agent } = office
  await administrator.put('/office', {
    ...{ controller: 'Prezydent Miasta Poznania', dataProtectionOfficer: 'iod@urzad.example', dataSource: 'rejestr' },
    ...{ dataCategories: 'adres e-mail', recipients: 'dostawca poczty', retentionMonths: 12, registerId: 'RCP-1' },
  })
  await administrator.put('/office/units', {
    units: [
      { name: 'Zarząd Dróg Miejskich', email: duty, kinds: ['report'], people: ['ewa.mazur@urzad.example'] },
      { name: 'Wydział Finansowy', email: finance, kinds: ['public-information'] },
      { name: 'Straż Miejska', email: guard, kinds: [] },
    ],
  })

  // Somebody asks for information; somebody else for data to use again, of which nobody is reminded any more.
  request = await manager.post('/cases', {
    ...{ kind: 'public-information', from: 'email', subject: 'finance' },
    ...{ name: 'Łucja Kanarek', email: 'kanarek@example.org', text: `Rejestr umów, ul. ${canary}.` },
  })
  const reuse = await manager.post('/cases', {
    ...{ kind: 'public-information', from: 'letter', deadline: 'reuse', subject: 'transport', text: 'Rozkłady.' },
  })

  // Notices to two estates.
  const { id } = await manager.post('/drives/winter-notices/campaigns', {})
  // Of four mails one comes back: hers alone is the call.
  const list = people(4, domain).map((person, n) =>
    n === 3 ? { ...person, email: person.email.replace('@', '+bounce@') } : person,
  )
  const rows = list.map(({ email }, n) => `${email};60010020${n};${n % 2 ? 'Winogrady' : 'Jeżyce'};pl`)
  const content = new Blob([`Adres e-mail;Telefon;Osiedle;Język\r\n${rows.join('\r\n')}\r\n`])
  expect((await importContacts(manager, id, { name: 'osiedla.csv', content })).state).toBe('imported')
  const drive = driveOf(office, id, list)
  await drive.approve()
  await drive.run()
  await office.later(10 * minute) // the step is swept, and done
  notices = [...(await drive.mails()).values()].map(({ text }) => text!)

  // The next day agents call, and the person has something to report.
  await goTo('2026-11-25')
  await office.later(minute)
  await agent.put('/calls/lists', { lists: [`${id}#2`], languages: ['pl'], skills: [] })
  const found = await agent.post('/calls/next')
  expect(found).toHaveProperty('call')
  const { call } = found
  expect(call.call).toBe(`${id}.0.3.1`)
  const said = { hold: call.hold, place: `ul. ${canary}`, text: 'Lód na całym chodniku.' }
  icy = await agent.post(`/calls/${call.call}/report`, { ...said, subject: 'pavement' })
  cold = await agent.post(`/calls/${call.call}/report`, { ...said, subject: 'homeless', text: 'Ktoś śpi w bramie.' })
  await agent.post(`/calls/${call.call}/outcome`, { hold: call.hold, outcome: 'complete' })
  expect(await agent.post('/calls/next')).not.toHaveProperty('call')
  await office.cloud.idle()
  ownReports = [(await agent.get('/calls/reports')).reports]

  await goTo('2026-11-26') // the last day of the one, four before that of the other
  await move(cold.case, { move: 'hand on', unit: 'Straż Miejska' })
  await office.cloud.idle()
  journals.cold = await journalOf(cold.case)
  await move(cold.case, { move: 'end', ending: 'solved' })
  await move(reuse.id, { move: 'end', ending: 'refused', note: 'Tajemnica przedsiębiorcy.' })
  await goTo('2026-11-27')
  const visitor = await staffVisitor(office.cloud.url, 'unit')
  page = (await visitor.open(linkIn((await mailsTo(duty))[0]!.text))).html
  seenByUnit = (await office.unit.get('/unit-cases')).open
  await moveByUnit(icy.case, { move: 'accept' })
  await moveByUnit(icy.case, { move: 'answer', note: 'Teren należy do spółdzielni, przekazano.' })
  closed = await moveByUnit(icy.case, { move: 'end', ending: 'not ours' })
  journals.icy = await journalOf(icy.case)
  mails.duty = await subjectsTo(duty)
  ownReports.push((await agent.get('/calls/reports')).reports)
  winter = await manager.get('/cases/year/2026?kind=report')

  // Seven days, three, one; and two visits of the clock in a day remind once.
  for (const date of ['2026-12-01', '2026-12-03', '2026-12-05', '2026-12-07']) {
    await goTo(date)
    await office.later(minute)
  }
  mails.finance = await subjectsTo(finance)
  prolonged = await move(request.id, { move: 'prolong', note: 'Umowy są w wielu wydziałach.' })
  await goTo('2027-01-18')
  mails.prolonged = (await subjectsTo(finance)).slice(mails.finance.length)
  await move(request.id, { move: 'end', ending: 'granted' })
  journals.request = await journalOf(request.id)
  await goTo('2027-01-19')
  information = await manager.get('/cases/year/2026')
  const signedIn = await staffVisitor(office.cloud.url, 'manager')
  csv = (await signedIn.open(`${office.cloud.url}/cases/year/2026/csv`)).html.split('\r\n')
}, 90_000)
afterAll(() => office?.close())

test('everybody on the list is told of her own estate, and asked for nothing', () => {
  expect(notices).toHaveLength(4)
  expect(notices.filter((text) => text.includes('tutaj: Winogrady.'))).toHaveLength(2)
  for (const text of notices) expect(text).not.toMatch(/\/(s|b)\//)
})

test('a report goes on to the unit in charge, which is told once of each, and reminded on the last day', () => {
  expect([icy.dueOn, cold.dueOn]).toEqual(['2026-11-30', '2026-11-26'])
  expect(mails.duty).toEqual([
    'Nowa sprawa: zgłoszenie zimowe, zostało 5 dni',
    'Nowa sprawa: zgłoszenie zimowe, został 1 dzień',
    'Przypomnienie: zgłoszenie zimowe, dziś jest ostatni dzień',
  ])
})

test('handed on to another unit it is told so; what comes back stands in the journal and raises the alarm', async () => {
  expect(await subjectsTo(guard)).toEqual(['Nowa sprawa: zgłoszenie zimowe, dziś jest ostatni dzień'])
  expect(journals.cold).toEqual([
    'open',
    'hand on',
    'mail sent: Zarząd Dróg Miejskich',
    'remind: 0',
    'mail sent: Zarząd Dróg Miejskich',
    'hand on: Straż Miejska',
    'mail sent: Straż Miejska',
    'mail bounced',
  ])
  await new Promise((resolve) => setTimeout(resolve, 500)) // lines are written a few times a second
  expect(readFileSync(join(office.data, 'logs', 'hear-back.log'), 'utf8')).toContain('unit mail bounced')
})

test('the unit opens the report by the link of its mail, sees no other, and closes it; manager and agent see so', () => {
  expect(page).toContain('Lód na całym chodniku.')
  expect(page).toContain(canary) // the place, which the unit has to find
  expect(seenByUnit.map(({ id }) => id)).toEqual([icy.case]) // the other went to another unit and is done
  expect(closed).toMatchObject({ state: 'done', ending: 'not ours' })
  expect(journals.icy!.filter((entry) => !entry.startsWith('mail'))).toEqual([
    'open',
    'hand on',
    'accept',
    'answer: Teren należy do spółdzielni, przekazano.',
    'end',
  ])
})

test('the agent sees where her reports stand, and the year counts them', () => {
  const [before, after] = ownReports
  expect(before!.map(({ state }) => state)).toEqual(['handed on', 'handed on'])
  expect(after!.map(({ ending }) => ending)).toEqual(['solved', 'not ours'])
  expect(winter.all).toMatchObject({ cases: 2, ended: 2, inTime: 2, meanDays: 1.5 })
  expect(winter.bySubject.map(({ key, cases }: Json) => [key, cases])).toEqual([
    ['pavement', 1],
    ['homeless', 1],
  ])
})

test('the unit is reminded of a request seven, three and one days before its last day, and again when it was prolonged', () => {
  expect(request.dueOn).toBe('2026-12-08')
  expect(mails.finance).toEqual([
    'Przypomnienie: informacja publiczna, zostało 7 dni',
    'Przypomnienie: informacja publiczna, zostały 3 dni',
    'Przypomnienie: informacja publiczna, został 1 dzień',
  ])
  expect(prolonged.dueOn).toBe('2027-01-25')
  expect(mails.prolonged).toEqual(['Przypomnienie: informacja publiczna, zostało 7 dni'])
  expect(journals.request!.filter((entry) => entry.startsWith('mail sent'))).toHaveLength(4)
})

test('the year has requests by subject, the share granted, and mean days by kind', () => {
  expect(information.all).toMatchObject({ cases: 2, ended: 2, granted: 1, inTime: 2, meanDays: 28.5 })
  expect(information.bySubject.map(({ key, cases, granted }: Json) => [key, cases, granted])).toEqual([
    ['finance', 1, 1],
    ['transport', 1, 0],
  ])
  expect(information.byDeadline.map(({ key, meanDays }: Json) => [key, meanDays])).toEqual([
    ['usual', 55],
    ['reuse', 2],
  ])
  expect(csv).toContain('Razem;;2;2;1;50;2;28,5')
  expect(csv).toContain('Czego dotyczy?;budżet i\u00a0finanse;1;1;1;100;1;55')
})

test('no mail to a unit, no log line, no message of a queue tells what was asked or reported, or by whom', async () => {
  const texts = (await Promise.all([duty, guard, finance].map(mailsTo)))
    .flat()
    .map(({ subject, text }) => subject + text)
  expect(texts.length).toBe(8)
  const folder = join(office.data, 'logs')
  const logs = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
  const queues = readFileSync(join(office.data, 'sqs', 'sqs.journal'), 'utf8')
  for (const text of [...texts, ...logs, queues]) expect(text).not.toMatch(/kanar|chodnik|śpi w bramie|Rejestr umów/i)
})
