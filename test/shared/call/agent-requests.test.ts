/** What one "next call" asks of DynamoDB: as many requests every time, and each is something that the agent waits for. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Campaign } from '../../../shared/campaign/campaign.ts'
import { numberCollector } from '../../../shared/contact/number-index.ts'
import { numberIndexStore } from '../../../shared/contact/number-index-store.ts'
import { touchedElsewhere } from '../../../shared/contact/touches.ts'
import { stillPump } from '../../../shared/plan/pump.ts'
import { pumpStore } from '../../../shared/plan/pump-store.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'
import { agentsOnly, callThenAgents, type PhoneOffice, phoneOf, phoneOffice } from './agents.ts'

let tables: TestTables
let office: PhoneOffice
let requests: { kind: string; table: string | undefined }[] = []
beforeAll(async () => {
  tables = await startTables()
  tables.db.middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) => {
        const { TableName } = args.input as { TableName?: string }
        requests.push({ kind: commandName.replace(/(Item|Items)?Command$/, ''), table: TableName })
        return next(args)
      },
    { step: 'initialize' },
  )
})
afterAll(() => tables.close())
beforeEach(() => {
  office = phoneOffice(tables)
  const numbers = numberIndexStore(tables.db, tables.names.Contacts)
  const { campaigns, calls, now } = office.deps
  office.deps.touchedElsewhere = touchedElsewhere({ campaigns, numbers, calls, now })
})

interface Case {
  campaign?: Partial<Campaign>
  happens?: (drive: Campaign) => Promise<unknown>
  /** Whether another drive has the same number. */
  elsewhere?: boolean
  requests: number
}

const cases: [string, Case][] = [
  ['somebody new', { requests: 12 }],
  [
    'somebody new after a step that is over',
    { campaign: { plan: [{ kind: 'wait', hours: 1 }, ...agentsOnly] }, happens: isOver, requests: 12 },
  ],
  ['somebody who is due', { campaign: { plan: callThenAgents }, happens: isDue, requests: 11 }],
  ['somebody whom a call was promised', { happens: isPromised, requests: 10 }],
  [
    'somebody who is due and has calls in another drive',
    { campaign: { plan: callThenAgents }, happens: isDue, elsewhere: true, requests: 12 },
  ],
]
test.each(cases)('%s', async (_, { campaign = {}, happens, elsewhere = false, requests: wanted }) => {
  const [drive, other] = [await office.drive({ contacts: 40, campaign }), await office.drive({ contacts: 40 })]
  const collector = numberCollector()
  // What the index of numbers tells is in memory once the first agent has asked.
  collector.add({ hash: 'A'.repeat(22), page: 0, index: 0 })
  for (const index of elsewhere ? [1, 2] : []) collector.add({ hash: office.hash(phoneOf(index)), page: 0, index })
  await numberIndexStore(tables.db, tables.names.Contacts).write(other.id, other.list!.upload, collector.pack(), 0)
  for (const id of ['anna', 'ola']) await office.agent(id, [drive], ['pl'])
  await happens?.(drive)
  await office.held('ola')
  requests = []
  await office.held('anna')
  expect(requests.map(({ kind }) => kind)).toHaveLength(wanted)
  // Of what all agents of a list share nothing is written but how far it was given out.
  const shared = requests.filter(({ kind, table }) => /Put|Update/.test(kind) && table === tables.names.Campaigns)
  expect(shared).toHaveLength(happens === isDue || happens === isPromised ? 0 : 1)
})

const onPage = ({ id }: Campaign, index: number) => ({ campaign: id, page: 0, index })

/** Two people are due: one for the agent who asks first. */
async function isDue(drive: Campaign): Promise<void> {
  await Promise.all([office.due(drive, 1), office.due(drive, 2)])
}

async function isPromised(drive: Campaign): Promise<void> {
  const at = new Date(office.clock.at.getTime() - 60_000).toISOString()
  for (const index of [1, 2]) await office.deps.calls.promise(onPage(drive, index), { at, from: 'agent', madeAt: at })
}

async function isOver(drive: Campaign): Promise<void> {
  await pumpStore(office.db, office.names.Campaigns).save(drive.id, 0, { ...stillPump, done: true })
}
