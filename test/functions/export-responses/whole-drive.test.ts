/** What reads a whole drive: the file of attempts, the report of rates; told twice, and failing. */
import { readFile } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ExportDeps } from '../../../functions/export-responses/deps.ts'
import { exportFile } from '../../../functions/export-responses/export-file.ts'
import { makeRates } from '../../../functions/export-responses/rates.ts'
import { callStore } from '../../../shared/call/call-store.ts'
import type { OutcomeCode } from '../../../shared/call/outcome.ts'
import { campaignStore } from '../../../shared/campaign/campaign-store.ts'
import { besideStore } from '../../../shared/contact/beside-store.ts'
import { contactStore } from '../../../shared/contact/contact-store.ts'
import { ledgerStore } from '../../../shared/plan/ledger-store.ts'
import { newId } from '../../../shared/platform/ids.ts'
import { anonymousStore } from '../../../shared/response/anonymous-store.ts'
import { exportStore } from '../../../shared/response/export-store.ts'
import { responseStore } from '../../../shared/response/response-store.ts'
import { ratesStore } from '../../../shared/result/rates-store.ts'
import { releaseStore } from '../../../shared/result/release-store.ts'
import { aCampaign, aTuesday } from '../../builders/campaign.ts'
import { questionnaire } from '../../builders/questionnaire.ts'
import { keys } from '../../builders/sending.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'

let tables: TestTables
beforeAll(async () => {
  tables = await startTables()
})
afterAll(() => tables.close())

/** The queue will tell it again. */
const notYet = () => false

/** A drive of 120 people: all were written to, a few were called, one answered. */
async function setUp() {
  const { db, names } = tables
  const id = newId('cmp')
  const files = new Map<string, Buffer>()
  const calls = callStore(db, names.Calls)
  const responses = responseStore(db, names.Responses)
  const campaigns = campaignStore(db, names.Campaigns)
  const deps: ExportDeps = {
    campaigns,
    exports: exportStore(db, names.Campaigns),
    rates: ratesStore(db, names.Campaigns),
    releases: releaseStore(db, names.Results),
    anonymous: anonymousStore(db, names.Anonymous),
    responses,
    calls,
    beside: besideStore(db, names.Contacts),
    contacts: contactStore(db, names.Contacts),
    keysOf: async () => keys,
    agentNames: async () => new Map(),
    putFile: async (key, path) => void files.set(key, await readFile(path)),
    now: () => aTuesday,
  }
  await campaigns.create(aCampaign({ id }))
  await campaigns.putSurvey(id, 1, questionnaire)
  const ledger = ledgerStore(db, names.Contacts)
  for (const [page, part, count] of [
    [0, 0, 50],
    [0, 1, 50],
    [1, 0, 20],
  ] as const) {
    const claim = await ledger.claim({ campaign: id, page, step: 0, part }, count, aTuesday)
    await ledger.record({ campaign: id, page, step: 0, part }, claim!, 's'.repeat(count), aTuesday)
  }
  const startedAt = aTuesday.toISOString()
  const call = (page: number, index: number, n: number, outcome: OutcomeCode) =>
    calls.close(
      { campaign: id, page },
      { index, n, state: 'closed', channel: 'call', step: 1, number: 0, startedAt, endedAt: startedAt, outcome },
    )
  await call(0, 99, 1, 'busy')
  await call(0, 99, 2, 'refused')
  await call(1, 19, 1, 'moved_out')
  await contactStore(db, names.Contacts).putFact(id, 1, {
    index: 0,
    kind: 'bounced',
    detail: 'permanent',
    at: startedAt,
  })
  const given = { answers: { mark: 3 }, mode: 'web', language: 'pl', survey: 1 } as const
  await responses.submit({ campaign: id, page: 0, index: 7 }, given, aTuesday, undefined)
  const ask = async (kind: 'responses' | 'attempts') => {
    const wanted = {
      id: newId('exp'),
      kind,
      format: 'csv',
      state: 'waiting',
      requestedAt: 'x',
      requestedBy: 'x',
    } as const
    await deps.exports.put(id, wanted, 2_000_000_000)
    return { campaign: id, export: wanted.id }
  }
  const askRates = () => deps.rates.put(id, { state: 'waiting', askedAt: 'x', askedBy: 'maria' })
  return { id, deps, files, ask, askRates }
}

test('the file of attempts has every e-mail and call of every page, and no way to a person', async () => {
  const { id, deps, files, ask } = await setUp()
  const asked = await ask('attempts')
  await exportFile(asked, notYet, deps)
  const wanted = await deps.exports.get(id, asked.export)
  expect(wanted).toMatchObject({ kind: 'attempts', state: 'done', rows: 123 })
  const file = files.get(wanted.key!)!
  const rows = parse(file, { bom: true, delimiter: ';' }) as string[][]
  expect(rows).toHaveLength(124)
  expect(rows.filter(([contact]) => contact === '0.99').map((row) => [row[1], row[6], row[8]])).toEqual([
    ['', 'sent', '2.20'],
    ['1', 'busy', '2.20'],
    ['2', 'refused', '2.112'],
  ])
  expect(file.toString()).not.toMatch(/@|\+48/)
})

test('the report of rates counts everybody once, by all that was tried', async () => {
  const { id, deps, askRates } = await setUp()
  await askRates()
  await makeRates(id, notYet, deps)
  const report = await deps.rates.get(id)
  expect(report).toMatchObject({
    state: 'done',
    askedBy: 'maria',
    found: {
      at: aTuesday.toISOString(),
      contacts: 120,
      classes: { I: 1, P: 0, R: 1, NC: 116, O: 0, UH: 0, UO: 1, NE: 1 },
      codes: { '1.1': 1, '2.112': 1, '2.20': 116, '3.30': 1, '4.10': 1 },
      attempts: { email: 120, call: 3, agents: 0 },
      from: '2026-03-10',
      to: '2026-03-10',
    },
  })
})

test('told twice, and what nobody asked for, is not made', async () => {
  const { id, deps, files, ask, askRates } = await setUp()
  await makeRates(id, notYet, deps)
  expect(await deps.rates.get(id)).toBeUndefined()
  await askRates()
  await makeRates(id, notYet, deps)
  await makeRates(id, notYet, { ...deps, now: () => new Date(0) })
  expect((await deps.rates.get(id))!.found!.at).toBe(aTuesday.toISOString())
  const asked = await ask('responses')
  await exportFile(asked, notYet, deps)
  await exportFile(asked, notYet, { ...deps, putFile: () => Promise.reject(new Error('written twice')) })
  expect(files.size).toBe(1)
})

test('what fails is told again, and after the last try has failed; the report of before stands', async () => {
  const { id, deps, ask, askRates } = await setUp()
  await askRates()
  await makeRates(id, notYet, deps)
  const before = (await deps.rates.get(id))!
  await deps.rates.put(id, { ...before, state: 'waiting' })
  const broken: ExportDeps = { ...deps, calls: { ofPage: () => Promise.reject(new Error('no table')) } }
  await expect(makeRates(id, notYet, broken)).rejects.toThrow('no table')
  expect((await deps.rates.get(id))!.state).toBe('waiting')
  await expect(makeRates(id, () => true, broken)).rejects.toThrow('no table')
  expect(await deps.rates.get(id)).toMatchObject({ state: 'failed', found: { contacts: 120 } })
  const asked = await ask('attempts')
  await expect(exportFile(asked, () => true, broken)).rejects.toThrow('no table')
  expect((await deps.exports.get(id, asked.export)).state).toBe('failed')
})
