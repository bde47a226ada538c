/** Numbers over the drives of an office, on the real tables: the index, the cap across drives, who calls back. */
import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Call } from '../../../shared/call/call.ts'
import { callStore } from '../../../shared/call/call-store.ts'
import type { Campaign } from '../../../shared/campaign/campaign.ts'
import { campaignStore } from '../../../shared/campaign/campaign-store.ts'
import { contactStore } from '../../../shared/contact/contact-store.ts'
import { numberCollector } from '../../../shared/contact/number-index.ts'
import { numberIndexStore } from '../../../shared/contact/number-index-store.ts'
import { findEverywhere, touchedElsewhere } from '../../../shared/contact/touches.ts'
import { addressHash } from '../../../shared/objection/objection.ts'
import { ledgerStore } from '../../../shared/plan/ledger-store.ts'
import { newId } from '../../../shared/platform/ids.ts'
import { workingKey } from '../../../shared/platform/secrets.ts'
import { aCampaign } from '../../builders/campaign.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'

const keys = { seal: workingKey(Buffer.alloc(32, 1), 'seal'), link: workingKey(Buffer.alloc(32, 1), 'link') }
const office = { address: workingKey(Buffer.alloc(32, 2), 'address'), session: Buffer.alloc(32) }
const hashOf = (phone: string) => addressHash(office.address, phone)
const now = new Date('2026-03-10T10:00:00Z') // a Tuesday
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString()

let tables: TestTables
beforeAll(async () => {
  tables = await startTables()
})
afterAll(() => tables.close())

/** An office of its own: its drives, and what they need. */
async function setUp() {
  const { db, names } = tables
  const [campaigns, contacts, calls] = [
    campaignStore(db, names.Campaigns),
    contactStore(db, names.Contacts),
    callStore(db, names.Calls),
  ]
  const ours = new Set<string>()
  const deps = {
    campaigns: { atWork: async (since: Date) => (await campaigns.atWork(since)).filter(({ id }) => ours.has(id)) },
    numbers: numberIndexStore(db, names.Contacts),
    contacts,
    calls,
    keysOf: async () => keys,
    officeKeys: async () => office,
    now: () => now,
  }
  return {
    deps,
    /** A drive whose list has these people, each with her numbers. */
    async drive(people: string[][], change: Partial<Campaign> = {}): Promise<Campaign> {
      const id = newId('cmp')
      ours.add(id)
      const list = { ...aCampaign().list!, contacts: people.length, withPhone: people.length }
      const campaign = aCampaign({ id, launchedAt: daysAgo(10), list, ...change })
      await campaigns.create(campaign)
      const rows = people.map(([one = '', other = '']) => ['pl', '', one, other, 'Jan'])
      await contacts.writePages(id, keys, ['imie'], [{ page: 0, rows }], 2)
      const collector = numberCollector()
      for (const [index, phones] of people.entries()) {
        for (const phone of phones) collector.add({ hash: hashOf(phone), page: 0, index })
      }
      await deps.numbers.write(id, list.upload, collector.pack(), 0)
      return campaign
    },
    called: (campaign: Campaign, index: number, n: number, startedAt: string, more: Partial<Call> = {}) =>
      calls.close(
        { campaign: campaign.id, page: 0 },
        { index, n, state: 'closed', channel: 'call', step: 0, number: 0, outcome: 'no_answer', startedAt, ...more },
      ),
  }
}

const [anna, oleh, office2] = ['+48600100201', '+48600100202', '+48618781234']

test('a contact is found by any of her numbers, in her own drive', async () => {
  const { deps, drive } = await setUp()
  const [one, other] = [await drive([[anna], [oleh, office2]]), await drive([[oleh]])]
  expect(await deps.numbers.find(one, hashOf(office2))).toEqual([{ campaign: one.id, page: 0, index: 1 }])
  expect(await deps.numbers.find(other, hashOf(oleh))).toEqual([{ campaign: other.id, page: 0, index: 0 }])
  expect(await deps.numbers.find(other, hashOf(anna))).toEqual([])
})

test('another list takes the place of an index, with nothing of the old one left', async () => {
  const { deps, drive } = await setUp()
  const campaign = await drive([[anna]])
  const collector = numberCollector()
  for (let n = 0; n < 9_000; n++) collector.add({ hash: hashOf(`+4860${n}`), page: 0, index: 0 })
  await deps.numbers.write(campaign.id, 'upl_2', collector.pack(), 1)
  const shorter = numberCollector()
  shorter.add({ hash: hashOf(oleh), page: 0, index: 0 })
  await deps.numbers.write(campaign.id, 'upl_3', shorter.pack(), 90)
  const after = (upload: string) => ({ ...campaign, list: { ...campaign.list!, upload } })
  expect(await deps.numbers.find(after('upl_3'), hashOf(oleh))).toHaveLength(1)
  expect(await deps.numbers.find(after('upl_3'), hashOf('+48608999'))).toEqual([])
  expect(await deps.numbers.find(after('upl_2'), hashOf('+48608999'))).toEqual([]) // not this list's
  await deps.numbers.write(campaign.id, 'upl_4', numberCollector().pack(), 1)
  expect(await itemsOf(`${campaign.id}#numbers`)).toEqual([])
})

test('an index costs about a hundredth of a write unit to a contact, and one read to ask', async () => {
  const { deps, drive } = await setUp()
  const campaign = await drive([[anna]])
  const collector = numberCollector()
  const people = 20_000
  for (let n = 0; n < people; n++) {
    collector.add({ hash: hashOf(`+48600${String(n).padStart(6, '0')}`), page: Math.floor(n / 100), index: n % 100 })
  }
  tables.dynamo.resetConsumed()
  await deps.numbers.write(campaign.id, campaign.list!.upload, collector.pack(), 0)
  const { writeUnits } = tables.dynamo.consumed()
  expect(writeUnits).toBeGreaterThan(0)
  expect(writeUnits / people).toBeLessThanOrEqual(0.011)

  const other = numberIndexStore(tables.db, tables.names.Contacts)
  expect(await other.find(campaign, hashOf('+48600012345'))).toEqual([{ campaign: campaign.id, page: 123, index: 45 }])
  tables.dynamo.resetConsumed()
  for (let n = 0; n < 50; n++) await other.find(campaign, hashOf('+48600012345'))
  expect(tables.dynamo.consumed().readUnits).toBe(0)
})

test('the days on which other drives called a number within a week are told, each once', async () => {
  const { deps, drive, called } = await setUp()
  const [asking, other, third] = [await drive([[anna]]), await drive([[oleh], [anna, oleh]]), await drive([[anna]])]
  await called(asking, 0, 1, daysAgo(1))
  await called(other, 1, 1, daysAgo(2))
  await called(other, 1, 2, daysAgo(2))
  await called(third, 0, 1, daysAgo(4))
  await called(third, 0, 2, daysAgo(7)) // over a week ago
  const touched = touchedElsewhere(deps)
  expect(await touched(hashOf(anna), asking.id)).toEqual(['2026-03-06', '2026-03-08'])
  expect(await touched([hashOf(anna), hashOf(oleh)], other.id)).toEqual(['2026-03-06', '2026-03-09'])
  expect(await touched(hashOf(office2), asking.id)).toEqual([])
})

test.each<[string, Partial<Call>, string[]]>([
  ['an attempt that nobody answered', { outcome: 'no_answer' }, ['2026-03-09']],
  ['a call that reached her', { outcome: 'refused' }, ['2026-03-09']],
  ['a turn at which she was skipped', { outcome: undefined, skip: 'capped' }, []],
  ['a number that does not exist', { outcome: 'bad_number' }, []],
  ['a technical failure', { outcome: 'technical' }, []],
  ['a call that she asked for', { outcome: 'complete', promised: true }, []],
  ['an agent who holds her just now', { state: 'leased', outcome: undefined }, []],
])('%s: is it a touch?', async (_, call, days) => {
  const { deps, drive, called } = await setUp()
  const [asking, other] = [await drive([[anna]]), await drive([[anna]])]
  await called(other, 0, 1, daysAgo(1), call)
  expect(await touchedElsewhere(deps)(hashOf(anna), asking.id)).toEqual(days)
})

test.each<[string, Partial<Campaign>, boolean]>([
  ['runs', { status: 'running' }, true],
  ['is paused', { status: 'paused' }, true],
  ['was stopped this week', { status: 'stopped', endedAt: daysAgo(1) }, true],
  ['ended two weeks ago', { status: 'finished', endedAt: daysAgo(14) }, false],
  ['is a draft', { status: 'draft', launchedAt: undefined }, false],
])('a drive that %s: do its calls count elsewhere?', async (_, change, counts) => {
  const { deps, drive, called } = await setUp()
  const [asking, other] = [await drive([[anna]]), await drive([[anna]], change)]
  await called(other, 0, 1, daysAgo(1))
  expect(await touchedElsewhere(deps)(hashOf(anna), asking.id)).toHaveLength(counts ? 1 : 0)
})

test('where mails count too, so do the days on which other drives wrote to her, and those that may have', async () => {
  const { deps, drive, called } = await setUp()
  const [asking, other] = [await drive([[anna]]), await drive([[oleh], [anna]])]
  const ledger = ledgerStore(tables.db, tables.names.Contacts)
  const wrote = async (step: number, outcomes: string, at: string) => {
    const part = { campaign: other.id, page: 0, step, part: 0 }
    const claim = await ledger.claim(part, 2, new Date(at))
    await ledger.record(part, claim!, outcomes, new Date(at))
  }
  await wrote(0, 'ss', daysAgo(3))
  await wrote(2, 'sd', daysAgo(1))
  await wrote(4, 'so', daysAgo(0))
  await called(other, 1, 1, daysAgo(5))
  const touched = touchedElsewhere({ ...deps, mailsTo: ledger.mailsTo })
  expect(await touched(hashOf(anna), asking.id, true)).toEqual(['2026-03-05', '2026-03-07', '2026-03-09'])
  expect(await touched(hashOf(oleh), asking.id, true)).toEqual(['2026-03-07', '2026-03-09', '2026-03-10'])
  expect(await touched(hashOf(anna), asking.id)).toEqual(['2026-03-05'])
})

test('a call at eleven in the evening of Warsaw is a touch of that local day', async () => {
  const { deps, drive, called } = await setUp()
  const [asking, other] = [await drive([[anna]]), await drive([[anna]])]
  await called(other, 0, 1, '2026-03-08T23:30:00.000Z')
  expect(await touchedElsewhere(deps)(hashOf(anna), asking.id)).toEqual(['2026-03-09'])
})

test('who calls back is found in every drive, and nobody whose hash looks the same', async () => {
  const { deps, drive } = await setUp()
  const [old, running] = [
    await drive([[oleh], [office2, anna]], { status: 'finished', endedAt: daysAgo(60), createdAt: daysAgo(80) }),
    await drive([[anna]], { createdAt: daysAgo(5) }),
  ]
  await drive([[anna]], { status: 'finished', endedAt: daysAgo(120) }) // too long ago
  // An entry that points at somebody with another number, as a shared hash would.
  const collector = numberCollector()
  for (const index of [0, 1]) collector.add({ hash: hashOf(anna), page: 0, index })
  await deps.numbers.write(old.id, old.list!.upload, collector.pack(), 0)

  const found = await findEverywhere(anna, deps)
  expect(found.map(({ campaign, whom, contact }) => [campaign.id, whom.index, contact.phones])).toEqual([
    [running.id, 0, [anna]],
    [old.id, 1, [office2, anna]],
  ])
})

async function itemsOf(page: string): Promise<unknown[]> {
  const { Items } = await tables.db.send(
    new QueryCommand({
      TableName: tables.names.Contacts,
      KeyConditionExpression: '#page = :page',
      ExpressionAttributeNames: { '#page': 'page' },
      ExpressionAttributeValues: { ':page': page },
    }),
  )
  return Items!
}
