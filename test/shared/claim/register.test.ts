/** The register of actions and the list of 21 days, made from the ledger, calls and facts; as files too. (T6) */
import { parse } from 'csv-parse/sync'
import exceljs from 'exceljs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exportFile } from '../../../functions/export-responses/export-file.ts'
import type { Call } from '../../../shared/call/call.ts'
import { callStore } from '../../../shared/call/call-store.ts'
import { campaignStore } from '../../../shared/campaign/campaign-store.ts'
import type { Claim, PersonClaims } from '../../../shared/claim/claim.ts'
import { isStriking } from '../../../shared/claim/mark.ts'
import { heldClaims, notReminded, standingOf } from '../../../shared/claim/may-remind.ts'
import { actionsOf, byUrgency, type ClaimPage, countdownsOf, workingDayBefore } from '../../../shared/claim/register.ts'
import { besideStore } from '../../../shared/contact/beside-store.ts'
import { contactStore } from '../../../shared/contact/contact-store.ts'
import type { Ledger } from '../../../shared/plan/ledger.ts'
import { newId } from '../../../shared/platform/ids.ts'
import { anonymousStore } from '../../../shared/response/anonymous-store.ts'
import { exportStore } from '../../../shared/response/export-store.ts'
import { responseStore } from '../../../shared/response/response-store.ts'
import { ratesStore } from '../../../shared/result/rates-store.ts'
import { releaseStore } from '../../../shared/result/release-store.ts'
import { aCampaign } from '../../builders/campaign.ts'
import { keys } from '../../builders/sending.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'

let tables: TestTables
beforeAll(async () => {
  tables = await startTables()
})
afterAll(() => tables.close())

const one = (n: number | string, change: Partial<Claim> = {}): Claim => ({
  case: `FN.${n}`,
  limitation: '2028-12-31',
  band: 'over',
  ...change,
})
const claim = (n: number, change: Partial<Claim> = {}): PersonClaims => ({ facts: {}, claims: [one(n, change)] })
const call = (n: number, startedAt: string, change: Partial<Call>): Call => ({
  ...{ index: 0, n, state: 'closed', channel: 'agents', step: 1, number: 0, startedAt, endedAt: startedAt },
  ...change,
})
const sent = (outcomes: string, at = '2026-03-09T10:00:00.000Z', state: Ledger['state'] = 'recorded'): Ledger => ({
  ...{ state, leaseUntil: 0, nonce: '', outcomes, at },
})
const page = (change: Partial<ClaimPage> = {}): ClaimPage => ({
  ...{ claims: [claim(0)], facts: [], ledger: new Map(), called: new Map() },
  ...change,
})

test.each([
  ['2026-03-31', '2026-03-30', 'a day before'],
  ['2026-04-07', '2026-04-03', 'Easter Monday and the weekend lie between'],
  ['2026-11-12', '2026-11-10', 'Independence Day lies between'],
  ['2027-01-02', '2026-12-31', 'New Year'],
  ['2026-12-27', '2026-12-23', 'Christmas Eve is a holiday'],
])('before %s the last working day is %s: %s', (day, working) => {
  expect(workingDayBefore(day)).toBe(working)
})

test('every e-mail and call is an action with its form; what was not dialled is none, what is in doubt is one', () => {
  const calls = [
    call(1, '2026-03-12T10:00:00.000Z', { outcome: 'no_answer', agent: 'ewa' }),
    call(2, '2026-03-13T10:00:00.000Z', { outcome: 'not_dialled', agent: 'ewa' }),
    call(3, '2026-03-13T11:00:00.000Z', { skip: 'capped-today' }),
    call(4, '2026-03-16T10:00:00.000Z', { outcome: 'hung_up', channel: 'call' }),
  ]
  const ledger = new Map([
    ['step#0#0', sent('d')],
    ['step#1#0', sent('.', '2026-03-11T10:00:00.000Z', 'doubt')],
    ['step#2#0', sent('r', '2026-03-11T11:00:00.000Z')],
  ])
  const actions = actionsOf(page({ ledger, called: new Map([[0, { calls }]]) }))
  expect(
    actions.map(({ form, channel, at, agent = '', result }) => [form, channel, at.slice(0, 10), agent, result]),
  ).toEqual([
    ['written', 'email', '2026-03-09', '', 'nie wiadomo, czy wysłano'],
    ['written', 'email', '2026-03-11', '', 'nie wiadomo, czy wysłano'],
    ['oral', 'agents', '2026-03-12', 'ewa', 'Nie odebrano'],
    ['oral', 'call', '2026-03-16', '', 'Rozłączono się'],
  ])
})

test.each<[string, Partial<ClaimPage>, string, object]>([
  ['nobody acted', {}, '2026-03-20', { state: 'not begun' }],
  [
    'days run',
    { ledger: new Map([['step#0#0', sent('s')]]) },
    '2026-03-20',
    { state: 'running', first: '2026-03-09', day21: '2026-03-30', sendBy: '2026-03-27' },
  ],
  ['the last working day has come', { ledger: new Map([['step#0#0', sent('s')]]) }, '2026-03-27', { state: 'due' }],
  ['day 21', { ledger: new Map([['step#0#0', sent('s')]]) }, '2026-03-30', { state: 'over' }],
  [
    'sent half past midnight by our clock',
    { ledger: new Map([['step#0#0', sent('s', '2026-03-09T23:30:00.000Z')]]) },
    '2026-03-20',
    { first: '2026-03-10', day21: '2026-03-31' },
  ],
  [
    'paid',
    {
      ledger: new Map([['step#0#0', sent('s')]]),
      facts: [{ index: 0, kind: 'paid', claim: 0, at: '2026-03-12T10:00:00.000Z' }],
    },
    '2026-04-20',
    { state: 'paid' },
  ],
  [
    'handed over',
    { facts: [{ index: 0, kind: 'passed_on', claim: 0, at: '2026-03-12T10:00:00.000Z' }] },
    '2026-03-20',
    { state: 'passed_on' },
  ],
  ['limitation near', { claims: [claim(0, { limitation: '2026-09-20' })] }, '2026-03-20', { state: 'limitation' }],
  ['up to 160', { claims: [claim(0, { band: 'up to' })] }, '2026-03-20', { state: 'not begun', lawyer: '2028-06-30' }],
])('a claim where %s', (_, change, today, expected) => {
  expect(countdownsOf(3, page(change), today)[0]).toMatchObject({ page: 3, index: 0, ...expected })
})

/** A person with three claims: of them B was paid on the 11th, and of C the limitation period is near from the 13th on. */
const three = page({
  claims: [{ facts: {}, claims: [one('A'), one('B', { band: 'up to' }), one('C', { limitation: '2026-09-13' })] }],
  facts: [{ index: 0, kind: 'paid', claim: 1, at: '2026-03-11T12:00:00.000Z' }],
  ledger: new Map([['step#0#0', sent('s')]]),
})
const rang = (...days: string[]) =>
  new Map([[0, { calls: days.map((day, n) => call(n + 1, `${day}T10:00:00.000Z`, { outcome: 'no_answer' })) }]])

test('a person is contacted once, which is an action on each of her claims that is open and in time that day', () => {
  const actions = actionsOf({ ...three, called: rang('2026-03-11', '2026-03-12', '2026-03-16') })
  expect(actions.map(({ case: pointer, at, form }) => `${pointer} ${form} ${at.slice(8, 10)}`)).toEqual([
    ...['FN.A written 09', 'FN.A oral 11', 'FN.A oral 12', 'FN.A oral 16'],
    ...['FN.B written 09', 'FN.B oral 11'],
    ...['FN.C written 09', 'FN.C oral 11', 'FN.C oral 12'],
  ])
})

test('the days of each claim are its own: what was done about others before it could be reminded of, is none of its', () => {
  const rows = countdownsOf(0, { ...three, called: rang('2026-03-12') }, '2026-03-28')
  expect(rows.map(({ claim: { case: pointer }, state, day21 = '' }) => `${pointer} ${state} ${day21}`)).toEqual([
    'FN.A due 2026-03-30',
    'FN.B paid 2026-03-30',
    'FN.C limitation 2026-03-30',
  ])
  const closedFirst = { ...three, facts: [{ ...three.facts[0]!, at: '2026-03-06T12:00:00.000Z' }] }
  expect(countdownsOf(0, closedFirst, '2026-03-20')[1]).toEqual(
    expect.not.objectContaining({ day21: expect.anything() }),
  )
})

test('once the act bars one of two claims, calls about the other are no actions on it; what is done while both are barred is on both', () => {
  const two = (facts: ClaimPage['facts']) =>
    page({ claims: [{ facts: {}, claims: [one('A', { limitation: '2026-09-20' }), one('B')] }], facts })
  const called = rang('2026-03-10', '2026-03-25', '2026-04-02')
  const days = actionsOf({ ...two([]), called }).map(({ case: pointer, at }) => `${pointer} ${at.slice(5, 10)}`)
  // From 20 March on the period of A is near its end; on 2 April the 21 days of B are over too, and she called by herself.
  expect(days).toEqual(['FN.A 03-10', 'FN.A 04-02', 'FN.B 03-10', 'FN.B 03-25', 'FN.B 04-02'])
})

test.each<[string, Partial<ClaimPage>, string, 'paid' | 'barred' | undefined, string]>([
  ['all open', {}, '2026-03-12', undefined, 'A B C'],
  ['one paid', { facts: three.facts }, '2026-03-12', undefined, 'A C'],
  ['one paid, one near its limitation', { facts: three.facts }, '2026-03-20', undefined, 'A'],
  ['day 21', { facts: three.facts }, '2026-03-30', 'barred', ''],
  [
    'all paid or handed over',
    {
      facts: [0, 1, 2].map((claim) => ({
        index: 0,
        kind: claim ? 'paid' : 'passed_on',
        claim,
        at: '2026-03-11T12:00:00Z',
      })),
    },
    '2026-03-12',
    'paid',
    '',
  ],
  [
    'closed of somebody else',
    { facts: [0, 1, 2].map((claim) => ({ index: 1, kind: 'paid', claim, at: '2026-03-11T12:00:00Z' })) },
    '2026-03-12',
    undefined,
    'A B C',
  ],
])('of a person with three claims, %s: whether she is contacted, and about what', (_, change, day, not, due) => {
  const whole = { ...three, facts: [], ...change }
  const at = new Date(`${day}T10:00:00Z`)
  expect(notReminded(aCampaign({ purposeClass: 'reminder' }), 0, whole, [], at)).toBe(not)
  expect(
    standingOf(0, whole, [], at)!
      .due.map((claim) => claim.case.slice(3))
      .join(' '),
  ).toBe(due)
})

test('a person who asks is told of each of her claims whether it is open or what closed it', () => {
  expect(heldClaims(0, three).map((claim) => `${claim.case} ${claim.limitation} ${claim.state}`)).toEqual([
    'FN.A 2028-12-31 open',
    'FN.B 2028-12-31 paid',
    'FN.C 2026-09-13 open',
  ])
  expect(heldClaims(1, three)).toEqual([])
})

test('the most urgent come first', () => {
  const ledger = new Map([['step#0#0', sent('ssss', '2026-03-02T10:00:00.000Z')]])
  const later = new Map([[1, { calls: [call(1, '2026-03-03T10:00:00.000Z', { index: 1, outcome: 'busy' })] }]])
  const whole = page({
    claims: [claim(0), claim(1), claim(2), claim(3)],
    facts: [{ index: 0, kind: 'paid', claim: 0, at: '2026-03-12T10:00:00.000Z' }],
    ledger,
    called: later,
  })
  const rows = countdownsOf(0, whole, '2026-03-23').sort(byUrgency)
  expect(rows.map(({ claim: { case: pointer }, state }) => `${pointer} ${state}`).slice(-1)).toEqual(['FN.0 paid'])
  expect(rows[0]!.state).toBe('over')
})

test('a list of the unpaid that would close most of what is open is asked about first', () => {
  const found = { claims: 100, matched: 40, unknown: 0, before: 10, settled: 50 }
  expect(isStriking('unpaid', found)).toBe(true)
  expect(isStriking('paid', found)).toBe(false)
  expect(isStriking('unpaid', { ...found, settled: 45 })).toBe(false)
  expect(isStriking('unpaid', { claims: 25, matched: 5, unknown: 0, before: 0, settled: 20 })).toBe(false)
})

test('the register and the list of 21 days are files, without names of residents and without formulas', async () => {
  const { db, names } = tables
  const id = newId('cmp')
  const campaigns = campaignStore(db, names.Campaigns)
  await campaigns.create(
    aCampaign({
      ...{ id, purposeClass: 'reminder', launchedAt: '2026-03-09T08:00:00.000Z' },
      list: { ...aCampaign().list!, contacts: 2, pages: 1, claims: 2 },
      approval: { by: 'piotr', name: 'Piotr Zatwierdzający', at: '2026-03-09T08:00:00.000Z' },
    }),
  )
  const contacts = contactStore(db, names.Contacts)
  const rows = [
    ['pl', 'anna@example.org', 'Anna Canary'],
    ['pl', 'jan@example.org', 'Jan Canary'],
  ]
  await contacts.writePages(id, keys, ['osoba'], [{ page: 0, rows, claims: [claim(0, { case: '=FN.0' }), claim(1)] }])
  const calls = callStore(db, names.Calls)
  await calls.close(
    { campaign: id, page: 0 },
    call(1, '2026-03-10T23:30:00.000Z', { outcome: 'promised', agent: 'ewa' }),
  )
  const files = new Map<string, Buffer>()
  const exports = exportStore(db, names.Campaigns)
  const { readFile } = await import('node:fs/promises')
  const deps = {
    ...{ campaigns, exports, contacts, calls, rates: ratesStore(db, names.Campaigns) },
    responses: responseStore(db, names.Responses),
    releases: releaseStore(db, names.Results),
    anonymous: anonymousStore(db, names.Anonymous),
    beside: besideStore(db, names.Contacts),
    keysOf: async () => keys,
    agentNames: async () => new Map([['ewa', 'Ewa Dzwoniąca']]),
    putFile: async (key: string, path: string) => void files.set(key, await readFile(path)),
    now: () => new Date('2026-03-31T10:00:00Z'),
  }
  const fetch = async (kind: 'register' | 'countdown', format: 'csv' | 'xlsx') => {
    const wanted = { id: newId('exp'), kind, format, state: 'waiting' as const, requestedAt: '', requestedBy: 'maria' }
    await exports.put(id, wanted, 2_000_000_000)
    await exportFile({ campaign: id, export: wanted.id }, () => false, deps)
    return files.get(`exports/${id}/${wanted.id}.${format}`)!
  }
  const register = parse(await fetch('register', 'csv'), { delimiter: ';', bom: true })
  expect(register.slice(1)).toEqual([
    ["'=FN.0", 'ustna', '2026-03-11', '00:30', 'konsultant', 'Ewa Dzwoniąca', 'Deklaracja z datą'],
  ])
  const workbook = new exceljs.Workbook()
  await workbook.xlsx.load((await fetch('countdown', 'xlsx')) as never)
  const sheet = workbook.getWorksheet('Lista 21 dni')!
  expect((sheet.getRow(2).values as string[]).slice(1)).toEqual([
    ...['=FN.0', '>160', '2026-03-11', '2026-03-31', '2026-04-01', 'wyślij upomnienie', '2028-12-31'],
  ])
  expect((sheet.getRow(3).values as string[])[6]).toBe('bez działań')
  for (const file of files.values()) expect(file.toString('latin1')).not.toContain('Canary')
})
