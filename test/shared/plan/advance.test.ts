/** What the clock does: pages on their way at the provider's rate, the ramp, the sweep, the breaker, the end. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { callStore } from '../../../shared/call/call-store.ts'
import { linesStore } from '../../../shared/call/lines-store.ts'
import type { Campaign } from '../../../shared/campaign/campaign.ts'
import { campaignStore } from '../../../shared/campaign/campaign-store.ts'
import { besideStore } from '../../../shared/contact/beside-store.ts'
import { type AdvanceDeps, advanceCampaign } from '../../../shared/plan/advance.ts'
import { breaker, wilsonLower } from '../../../shared/plan/breaker.ts'
import { ledgerStore } from '../../../shared/plan/ledger-store.ts'
import type { DispatchMessage } from '../../../shared/plan/plan.ts'
import { pumpStore } from '../../../shared/plan/pump-store.ts'
import { newId } from '../../../shared/platform/ids.ts'
import type { Progress } from '../../../shared/result/result.ts'
import { aCampaign, aTuesday } from '../../builders/campaign.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'

let tables: TestTables
let clock: Date
beforeAll(async () => {
  tables = await startTables()
})
beforeEach(() => {
  clock = aTuesday
})
afterAll(() => tables.close())

const nothing: Progress = {
  sent: 0, refused: 0, spared: 0, doubt: 0, bounced: 0, hardBounced: 0, complained: 0, delayed: 0, objected: 0, opened: 0, answered: 0, calls: 0, reached: 0, skipped: 0, booked: 0, bookedWeb: 0, bookedKeypad: 0, bookedAgent: 0, cancelled: 0,
} // biome-ignore format: a row

async function setUp(change: Partial<Campaign>, { perSecond = 1000, leftToday = 1e9, progress = nothing } = {}) {
  const { db, names } = tables
  const id = newId('cmp')
  const campaigns = campaignStore(db, names.Campaigns)
  const contacts = change.list?.contacts ?? 1000
  await campaigns.create(
    aCampaign({ list: { ...aCampaign().list!, contacts, pages: Math.ceil(contacts / 100) }, ...change, id }),
  )
  const queue: DispatchMessage[] = []
  const ledger = ledgerStore(db, names.Contacts)
  const deps: AdvanceDeps = {
    campaigns,
    pumps: pumpStore(db, names.Campaigns),
    ledger,
    progress: async () => progress,
    capacity: async () => ({ perSecond, leftToday }),
    enqueue: async (messages) => {
      queue.push(...messages)
    },
    phone: {
      pumps: pumpStore(db, names.Campaigns),
      lines: linesStore(db, names.Campaigns),
      calls: callStore(db, names.Calls),
      beside: besideStore(db, names.Contacts),
      fill: async () => {},
      now: () => clock,
    },
    now: () => clock,
  }
  return {
    id,
    campaigns,
    ledger,
    queue,
    deps,
    tick: () => advanceCampaign(id, deps),
    later: (minutes: number) => {
      clock = new Date(clock.getTime() + minutes * 60_000)
    },
    pages: () => queue.map((message) => message.page),
    async recordAll(pages: number[]) {
      for (const page of pages) {
        for (const part of [0, 1]) {
          const place = { campaign: id, page, step: 0, part }
          const claim = await ledger.claim(place, 50, clock)
          if (claim) await ledger.record(place, claim, 's'.repeat(50), clock)
        }
      }
    },
  }
}
const upTo = (n: number) => Array.from({ length: n }, (_, page) => page)

test('a launch puts every page into the queue once, as fast as the provider takes them', async () => {
  const { tick, pages } = await setUp({})
  await tick()
  expect(pages()).toEqual(upTo(10))
})

test('the clock firing twice in the same minute, or twice at once, sends nothing twice', async () => {
  const { tick, pages } = await setUp({})
  await Promise.all([tick(), tick()])
  await tick()
  expect(pages().sort((a, b) => a - b)).toEqual(upTo(10))
})

test('at 10 mails a second, a minute puts about 600 contacts on their way', async () => {
  const { tick, later, pages } = await setUp(
    { list: { ...aCampaign().list!, contacts: 5000, pages: 50 } },
    { perSecond: 12.5 },
  )
  await tick()
  expect(pages()).toHaveLength(7)
  later(1)
  await tick()
  expect(pages()).toEqual(upTo(13))
})

test('the ramp lets through 200, after half an hour 2,000, after an hour the rest', async () => {
  const { tick, later, pages, recordAll } = await setUp({
    ramp: true,
    list: { ...aCampaign().list!, contacts: 5000, pages: 50 },
  })
  await tick()
  expect(pages()).toEqual([0, 1])
  await recordAll([0, 1])
  later(29)
  await tick()
  expect(new Set(pages()).size).toBe(2)
  later(1)
  await tick()
  expect(new Set(pages())).toEqual(new Set(upTo(20)))
  await recordAll(upTo(20))
  later(31)
  await tick()
  expect(new Set(pages())).toEqual(new Set(upTo(50)))
})

test('a provider that takes one mail a second still gets page after page', async () => {
  const { tick, later, pages } = await setUp({}, { perSecond: 1 })
  for (let minute = 0; minute < 10; minute++) {
    await tick()
    later(1)
  }
  expect(new Set(pages())).toEqual(new Set(upTo(4)))
})

test('what the provider does not take today waits, and is not dropped', async () => {
  const { tick, pages } = await setUp({}, { leftToday: 350 })
  await tick()
  expect(pages()).toEqual([0, 1])
  const full = await setUp({}, { leftToday: 0 })
  await full.tick()
  expect(full.pages()).toEqual([])
})

test('a page that was lost from the queue is found by the sweep, and the step is done when all is recorded', async () => {
  const { tick, later, queue, recordAll, pages, deps, id } = await setUp({})
  await tick()
  await recordAll(upTo(10).filter((page) => page !== 4))
  queue.length = 0
  later(3)
  await tick()
  expect(pages()).toEqual([4])
  await recordAll([4])
  later(3)
  await tick()
  expect((await deps.pumps.get(id, 0)).done).toBe(true)
  queue.length = 0
  later(3)
  await tick()
  expect(queue).toEqual([])
})

test('a short list is done in the minute in which all is recorded, and a page under way is not sent again for it', async () => {
  const { tick, later, queue, recordAll, deps, id } = await setUp({})
  await tick()
  await recordAll(upTo(9))
  queue.length = 0
  later(1)
  await tick()
  expect(queue).toEqual([])
  expect((await deps.pumps.get(id, 0)).done).toBe(false)
  await recordAll([9])
  await tick()
  expect((await deps.pumps.get(id, 0)).done).toBe(true)
})

test('after a resume the sweep looks at once', async () => {
  const { tick, queue, recordAll, pages, campaigns, id } = await setUp({})
  await tick()
  await recordAll([0, 1, 2])
  queue.length = 0
  clock = new Date(clock.getTime() + 1000)
  await campaigns.save({ ...(await campaigns.get(id)), resumedAt: clock.toISOString() })
  await tick()
  expect(pages()).toEqual([3, 4, 5, 6, 7, 8, 9])
})

test.each([
  ['outside the window', { window: { ...aCampaign().window, from: '15:00' } }],
  ['before its first day', { startsOn: '2026-03-11' }],
  ['paused', { status: 'paused' as const }],
])('%s nothing is put into the queue', async (_, change) => {
  const { tick, queue } = await setUp(change)
  await tick()
  expect(queue).toEqual([])
})

test('after its last day a drive finishes', async () => {
  const { tick, campaigns, id } = await setUp({ startsOn: '2026-03-01', endsOn: '2026-03-09' })
  await tick()
  expect((await campaigns.get(id)).status).toBe('finished')
})

test('a drive whose mail bounces pauses by itself, unless a person already decided to go on', async () => {
  const progress = { ...nothing, sent: 200, hardBounced: 11 }
  const broken = await setUp({}, { progress })
  await broken.tick()
  expect(await broken.campaigns.get(broken.id)).toMatchObject({ status: 'paused', pausedBecause: 'bounces' })
  expect(broken.queue).toEqual([])

  const accepted = await setUp({ accepted: ['bounces'] }, { progress })
  await accepted.tick()
  expect(accepted.queue).toHaveLength(10)
})

test.each([
  [199, 20, 0, undefined],
  [200, 10, 0, undefined],
  [200, 11, 0, 'bounces'],
  [2000, 74, 0, undefined],
  [2000, 75, 0, 'bounces'],
  [200, 0, 1, 'complaints'],
  [10_000, 0, 5, undefined],
  [10_000, 0, 6, 'complaints'],
] as const)('of %i sent, %i hard bounces and %i complaints: %s', (sent, hardBounced, complained, reason) => {
  expect(breaker({ sent, hardBounced, complained })).toBe(reason)
})

test('the lower bound of a share lies under the share, and nears it as n grows', () => {
  expect(wilsonLower(0, 100)).toBe(0)
  expect(wilsonLower(5, 100)).toBeLessThan(0.05)
  expect(wilsonLower(5000, 100_000)).toBeGreaterThan(wilsonLower(50, 1000))
})
