/** The desk: who may make which move, four eyes, frozen content, over the real table. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Campaign } from '../../../shared/campaign/campaign.ts'
import { campaignStore } from '../../../shared/campaign/campaign-store.ts'
import { desk, type Person } from '../../../shared/campaign/desk.ts'
import { Invalid, Refused } from '../../../shared/platform/errors.ts'
import { library } from '../../../shared/survey/library/library.ts'
import { aCampaign, aTuesday } from '../../builders/campaign.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'

let tables: TestTables
beforeAll(async () => {
  tables = await startTables()
})
afterAll(() => tables.close())

const person = (id: string, ...roles: Person['roles']): Person => ({ id, name: id, roles })
const maria = person('maria', 'manager')
const adam = person('adam', 'approver')
const ewa = person('ewa', 'manager', 'approver')

async function setUp() {
  const campaigns = campaignStore(tables.db, tables.names.Campaigns)
  const woken: string[] = []
  const audited: string[] = []
  const office = desk({
    campaigns,
    audit: {
      write: async ({ who, did }) => {
        audited.push(`${who} ${did}`)
      },
    },
    newKey: async () => new Uint8Array(32),
    wake: async (campaign) => {
      woken.push(campaign)
    },
    now: () => aTuesday,
  })
  const {
    id: _,
    status: __,
    version: ___,
    createdAt: ____,
    createdBy: _____,
    list,
    survey: ______,
    ...content
  } = aCampaign()
  const { id } = await office.create({ ...content, wrappedKey: undefined } as never, maria)
  await office.chooseSurvey(id, 'medical-services', library[0]!.survey, maria)
  await campaigns.save({ ...(await campaigns.get(id)), list })
  return { office, campaigns, woken, audited, id }
}

test('a drive goes from draft to running by two people, and its launch wakes the clock', async () => {
  const { office, id, woken, audited } = await setUp()
  await office.move(id, 'submit', maria)
  await office.move(id, 'approve', adam)
  expect((await office.move(id, 'launch', maria)).status).toBe('running')
  expect(woken).toEqual([id])
  expect(audited).toEqual(['maria create', 'maria survey', 'maria submit', 'adam approve', 'maria launch'])
})

test('neither the author nor anybody who wrote into it can approve a drive', async () => {
  const { office, id } = await setUp()
  await office.write(id, { name: 'Inna nazwa' }, ewa)
  await office.move(id, 'submit', maria)
  await expect(office.move(id, 'approve', ewa)).rejects.toBeInstanceOf(Refused)
  await expect(office.move(id, 'approve', person('maria', 'approver'))).rejects.toBeInstanceOf(Refused)
  expect((await office.move(id, 'approve', adam)).approval).toMatchObject({ by: 'adam' })
})

test.each([
  ['a manager cannot approve', 'approve', maria],
  ['an agent cannot submit', 'submit', person('anna', 'agent')],
  ['an administrator cannot launch', 'launch', person('jan', 'administrator')],
] as const)('%s', async (_, move, who) => {
  const { office, id } = await setUp()
  if (move !== 'submit') await office.move(id, 'submit', maria)
  await expect(office.move(id, move, who)).rejects.toBeInstanceOf(Refused)
})

test('what was submitted is frozen: text, survey and all', async () => {
  const { office, id } = await setUp()
  await office.move(id, 'submit', maria)
  await expect(office.write(id, { name: 'Inna' }, maria)).rejects.toBeInstanceOf(Refused)
  await expect(office.chooseSurvey(id, 'own', library[1]!.survey, maria)).rejects.toBeInstanceOf(Refused)
  await office.move(id, 'return', adam, 'Proszę poprawić temat.')
  expect((await office.write(id, { name: 'Inna' }, maria)).remark).toBe('Proszę poprawić temat.')
})

test.each([
  ['purpose', { purpose: undefined }],
  ['purposeClass', { purposeClass: undefined }],
  ['basis', { basis: undefined }],
  ['privacy.registerId', { privacy: { ...aCampaign().privacy!, registerId: '' } }],
  ['endsOn', { endsOn: undefined }],
  ['endsOn', { startsOn: '2026-03-20', endsOn: '2026-03-10' }],
  ['plan', { plan: [] }],
] satisfies [string, Partial<Campaign>][])(
  'without %s nothing can be submitted, and the field is named',
  async (field, change) => {
    const { office, id } = await setUp()
    await office.write(id, change as never, maria)
    const error = await office.move(id, 'submit', maria).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(Refused)
    expect((error as Refused).problems.map((problem) => problem.field)).toContain(field)
  },
)

test('two people who launch at the same moment launch once', async () => {
  const { office, id } = await setUp()
  await office.move(id, 'submit', maria)
  await office.move(id, 'approve', adam)
  const ends = await Promise.allSettled([office.move(id, 'launch', maria), office.move(id, 'launch', adam)])
  expect(ends.filter((end) => end.status === 'fulfilled')).toHaveLength(1)
})

test('a resume after a pause by the breaker is a decision: that reason does not pause it again', async () => {
  const { office, campaigns, id, woken } = await setUp()
  await office.move(id, 'submit', maria)
  await office.move(id, 'approve', adam)
  await office.move(id, 'launch', maria)
  await campaigns.save({ ...(await campaigns.get(id)), status: 'paused', pausedBecause: 'bounces' })
  const resumed = await office.move(id, 'resume', maria)
  expect(resumed).toMatchObject({ status: 'running', accepted: ['bounces'] })
  expect(resumed.pausedBecause).toBeUndefined()
  expect(woken).toEqual([id, id])
})

test('a survey that was kept by a try that ended half way does not stand in the way of the next', async () => {
  const { office, campaigns, id } = await setUp()
  await campaigns.putSurvey(id, 2, { half: 'done' })
  const chosen = await office.chooseSurvey(id, 'own', library[1]!.survey, maria)
  expect(chosen.survey!.version).toBe(3)
})

test('a survey that cannot be taken is named, question by question', async () => {
  const { office, id } = await setUp()
  const definition = { pages: [{ name: 'p', elements: [{ type: 'file', name: 'scan', title: 'Skan' }] }] }
  const error = await office.chooseSurvey(id, 'own', definition, maria).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(Invalid)
  expect((error as Invalid).problems[0]!.field).toContain('scan')
})
