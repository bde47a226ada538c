/** What must not be launched: by the law, by the calendar, by one pair of eyes, or twice. Straight at the desk that pages and API share. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Campaign } from '../../shared/campaign/campaign.ts'
import { campaignStore } from '../../shared/campaign/campaign-store.ts'
import { desk, type Person, type Role, type StaffMove } from '../../shared/campaign/desk.ts'
import { tooLateToLaunch } from '../../shared/campaign/launch.ts'
import { auditStore } from '../../shared/platform/audit-store.ts'
import { Conflict, Refused } from '../../shared/platform/errors.ts'
import { newId } from '../../shared/platform/ids.ts'
import { aCampaign, aTuesday } from '../builders/campaign.ts'
import { startTables, type TestTables } from '../builders/tables.ts'

let tables: TestTables
beforeAll(async () => {
  tables = await startTables()
})
afterAll(() => tables?.close())

const person = (id: string, ...roles: Role[]): Person => ({ id, name: id, roles })
const maria = person('maria', 'manager')
const adam = person('adam', 'approver')
const both = person('barbara', 'manager', 'approver')

async function setUp(change: Partial<Campaign> = {}) {
  const clock = { at: aTuesday }
  const campaigns = campaignStore(tables.db, tables.names.Campaigns)
  const woken: string[] = []
  const office = desk({
    campaigns,
    audit: auditStore(tables.db, tables.names.Audit, async () => Buffer.alloc(32)),
    newKey: async () => new Uint8Array(32),
    wake: async (id) => void woken.push(id),
    now: () => clock.at,
  })
  const id = newId('cmp')
  await campaigns.create(aCampaign({ status: 'draft', id, ...change }))
  const fieldsOf = async (work: Promise<unknown>) => {
    const error = await work.then(
      () => undefined,
      (thrown: unknown) => thrown,
    )
    return error instanceof Refused ? error.problems.map(({ field }) => field) : error
  }
  const move = (name: StaffMove, who: Person) => office.move(id, name, who)
  return { id, clock, campaigns, office, woken, move, fieldsOf }
}

const privacy = aCampaign().privacy!
const gaps: [string, Partial<Campaign>, string][] = [
  ['no purpose', { purpose: undefined }, 'purpose'],
  ['a blank purpose', { purpose: { pl: '  ' } }, 'purpose'],
  ['no class of purpose', { purposeClass: undefined }, 'purposeClass'],
  ['no basis', { basis: undefined }, 'basis'],
  ['no controller', { privacy: { ...privacy, controller: '' } }, 'privacy.controller'],
  [
    'no data protection officer',
    { privacy: { ...privacy, dataProtectionOfficer: '' } },
    'privacy.dataProtectionOfficer',
  ],
  ['no source', { privacy: { ...privacy, dataSource: '' } }, 'privacy.dataSource'],
  ['no categories', { privacy: { ...privacy, dataCategories: '' } }, 'privacy.dataCategories'],
  ['no recipients', { privacy: { ...privacy, recipients: '' } }, 'privacy.recipients'],
  ['no register', { privacy: { ...privacy, registerId: '' } }, 'privacy.registerId'],
  [
    'an impact assessment without its reference',
    { privacy: { ...privacy, impactAssessment: { done: true, reference: '' } } },
    'privacy.impactAssessment',
  ],
  ['no statement on privacy at all', { privacy: undefined }, 'privacy.controller'],
  ['nobody on the list', { list: { ...aCampaign().list!, contacts: 0 } }, 'list'],
  ['a second message right after the first', { plan: [...aCampaign().plan, ...aCampaign().plan] }, 'plan.1'],
  ['a last day that is over', { startsOn: '2026-03-01', endsOn: '2026-03-09' }, 'endsOn'],
  [
    'no open hour between its days',
    { startsOn: '2026-03-14', endsOn: '2026-03-15' }, // a Saturday and a Sunday
    'window',
  ],
]
test.each(gaps)('%s keeps it from each step of the way, whatever state it got into', async (_, change, field) => {
  for (const [status, name, who] of [
    ['draft', 'submit', maria],
    ['submitted', 'approve', adam],
    ['approved', 'launch', maria],
  ] as const) {
    const { id, campaigns, move, fieldsOf, woken } = await setUp({ ...change, status })
    expect(await fieldsOf(move(name, who))).toContain(field)
    expect((await campaigns.get(id)).status).toBe(status)
    expect(woken).toEqual([])
  }
})

describe('the calendar', () => {
  test.each([
    ['the last hour of its last day', { endsOn: '2026-03-10' }, '2026-03-10T18:59:59Z', []],
    ['after that hour', { endsOn: '2026-03-10' }, '2026-03-10T19:00:00Z', ['window']],
    ['the day after', { endsOn: '2026-03-10' }, '2026-03-10T23:00:00Z', ['endsOn']], // midnight in Poznan
    ['only holidays left', { startsOn: '2026-04-06', endsOn: '2026-04-06' }, '2026-04-01T10:00:00Z', ['window']],
    [
      'a day that is closed by the office',
      { endsOn: '2026-03-10', window: { ...aCampaign().window, closedDays: ['2026-03-10'] } },
      '2026-03-10T08:00:00Z',
      ['window'],
    ],
    ['the day of the spring change', { startsOn: '2026-03-29', endsOn: '2026-03-30' }, '2026-03-29T00:30:00Z', []],
  ] as const)('%s', (_, change, at, fields) => {
    const campaign = aCampaign({ startsOn: '2026-03-09', ...change } as Partial<Campaign>)
    expect(tooLateToLaunch(campaign, new Date(at)).map(({ field }) => field)).toEqual(fields)
  })
})

describe('four eyes', () => {
  test('who wrote into the draft of somebody else cannot approve it either', async () => {
    const { id, office, move, fieldsOf } = await setUp({ createdBy: 'maria' })
    await office.write(id, { name: 'Zupełnie inna akcja' }, both)
    await move('submit', both)
    expect(await fieldsOf(move('approve', both))).toEqual(['approval'])
    await move('approve', adam)
    await move('launch', both)
  })

  test.each(['draft', 'submitted', 'paused', 'stopped', 'finished', 'running'] as const)(
    'a drive that is %s cannot be launched past the approval',
    async (status) => {
      const { id, campaigns, move, woken } = await setUp({ status })
      await expect(move('launch', both)).rejects.toThrow(Refused)
      expect((await campaigns.get(id)).status).toBe(status)
      expect(woken).toEqual([])
    },
  )

  test('what was changed after the approval has to be approved again', async () => {
    const { id, office, move, fieldsOf, campaigns } = await setUp()
    await move('submit', maria)
    await move('approve', adam)
    expect(await fieldsOf(office.write(id, { name: 'Inna' }, maria))).toEqual(['status'])
    await move('withdraw', maria)
    expect((await campaigns.get(id)).approval).toBeUndefined()
    await office.write(id, { name: 'Inna' }, maria)
    await expect(move('launch', maria)).rejects.toThrow(Refused)
  })
})

describe('at the same moment', () => {
  const ends = async (work: Promise<unknown>[]) => {
    const settled = await Promise.allSettled(work)
    for (const end of settled) {
      if (end.status === 'rejected') expect(end.reason instanceof Conflict || end.reason instanceof Refused).toBe(true)
    }
    return settled.filter(({ status }) => status === 'fulfilled').length
  }

  test('two launches are one', async () => {
    const { move, woken, id } = await setUp({ status: 'approved' })
    expect(await ends([move('launch', maria), move('launch', maria), move('launch', adam)])).toBe(1)
    expect(woken).toEqual([id])
  })

  test('two approvers approve once', async () => {
    const { move } = await setUp({ status: 'submitted' })
    expect(await ends([move('approve', adam), move('approve', person('ewa', 'approver'))])).toBe(1)
  })

  test('an approval and a withdrawal do not both hold', async () => {
    const { move, campaigns, id } = await setUp({ status: 'submitted' })
    expect(await ends([move('approve', adam), move('withdraw', maria)])).toBe(1)
    const { status, approval } = await campaigns.get(id)
    expect(approval !== undefined).toBe(status === 'approved')
  })

  test('a launch and a stop: what was stopped is not started', async () => {
    const { move, campaigns, id } = await setUp({ status: 'approved' })
    await ends([move('stop', maria), move('launch', adam)])
    await move('stop', maria).catch(() => {})
    expect((await campaigns.get(id)).status).toBe('stopped')
  })
})
