/** Claim, check again, send, record, sweep: over the real tables, with a provider that does as it is told. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Campaign } from '../../../shared/campaign/campaign.ts'
import type { MailBatch, MailResult } from '../../../shared/channel/email.ts'
import { isGenuine, readLink } from '../../../shared/contact/link.ts'
import { addressHash, scopeOf } from '../../../shared/objection/objection.ts'
import { countsOf } from '../../../shared/plan/ledger.ts'
import { leaseMilliseconds } from '../../../shared/plan/ledger-store.ts'
import { SendError } from '../../../shared/platform/errors.ts'
import { aCampaign, aTuesday } from '../../builders/campaign.ts'
import { aSending, keys, office } from '../../builders/sending.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'

let tables: TestTables
beforeAll(async () => {
  tables = await startTables()
})
afterAll(() => tables.close())

const clock = { now: aTuesday }
beforeEach(() => {
  clock.now = aTuesday
})

const setUp = (change?: Partial<Campaign>, answer?: (batch: MailBatch) => MailResult[]) =>
  aSending(tables, clock, change, answer)

test('each contact of a page gets one e-mail, in parts of at most 50', async () => {
  const { deliver, inbox, batches, states } = await setUp()
  await deliver()
  expect(inbox()).toHaveLength(60)
  expect(new Set(inbox()).size).toBe(60)
  expect(batches.map((batch) => batch.mails.length).sort()).toEqual([10, 50])
  expect(await states()).toEqual(['recorded', 'recorded'])
})

test('a message delivered twice, or at the same time, reaches each contact once', async () => {
  const { deliver, inbox } = await setUp()
  await Promise.all([deliver(), deliver(), deliver()])
  await deliver()
  expect(inbox()).toHaveLength(60)
})

test('every e-mail carries her own genuine link, and the one-click header of RFC 8058', async () => {
  const { deliver, batches, id } = await setUp()
  await deliver()
  const mail = batches[0]!.mails[0]!
  const claim = readLink(mail.data.link!.split('/s/')[1]!)!
  expect(claim).toMatchObject({ campaign: id, page: 0 })
  expect(isGenuine(keys.link, 'survey', claim)).toBe(true)
  expect(isGenuine(keys.link, 'objection', claim)).toBe(false)
  expect(mail.headers['List-Unsubscribe']).toMatch(/^<https:\/\/akcja\.example\.org\/u\/[\w.-]+>$/)
  expect(mail.headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click')
})

test.each([
  ['paused', { status: 'paused' as const }],
  ['stopped', { status: 'stopped' as const }],
  ['not begun', { startsOn: '2026-03-11' }],
  ['over', { startsOn: '2026-03-01', endsOn: '2026-03-09' }],
  ['outside its window', { window: { ...aCampaign().window, from: '15:00' } }],
])('a campaign that is %s sends nothing and keeps nothing claimed', async (_, change) => {
  const { deliver, inbox, states } = await setUp(change)
  await deliver()
  expect(inbox()).toEqual([])
  expect(await states()).toEqual([])
})

test('who answered, objected or bounced in the meantime is spared, and the ledger says why', async () => {
  const { deliver, inbox, responses, objections, pages, ledger, id, address, campaign } = await setUp()
  const given = { answers: {}, mode: 'web', language: 'pl', survey: 1 } as const
  await responses.submit({ campaign: id, page: 0, index: 3 }, given, clock.now, undefined)
  const scope = scopeOf('purpose', id, campaign.purposeClass!)
  await objections.object(addressHash(office.address, address(4)), scope, 'page', clock.now)
  await pages.putFact(id, 0, { index: 5, kind: 'bounced', at: clock.now.toISOString() })
  await deliver()
  expect(inbox()).toHaveLength(57)
  expect(inbox()).not.toContain(address(3))
  expect((await ledger.ofPage(id, 0, 0)).get(0)?.outcomes.slice(3, 6)).toBe('aou')
})

test.each([
  ['throttled', new SendError('throttled'), 'released', 'due'],
  ['unavailable', new SendError('unavailable'), 'released', 'due'],
  ['misconfigured', new SendError('misconfigured'), 'released', 'due'],
  ['rejected', new SendError('rejected'), 'released', 'due'],
  ['time-out', new Error('socket hang up'), 'claimed', 'waiting'],
] as const)('%s: the part is %s', async (_, error, state, sweep) => {
  const {
    deliver,
    states,
    sweep: look,
    pauses,
  } = await setUp({}, () => {
    throw error
  })
  await deliver()
  expect(await states()).toEqual([state, state])
  const found = await look()
  expect(found).toEqual({ due: sweep === 'due' ? [0] : [], sweptTo: 0 })
  const reason = error instanceof SendError && ['misconfigured', 'rejected'].includes(error.failure) && error.failure
  expect(pauses).toEqual(reason ? [reason, reason] : [])
})

test('a letter that the provider rejects as a whole costs nobody her invitation, until a person goes on all the same', async () => {
  const rejects = () => {
    throw new SendError('rejected')
  }
  const { deliver, ledger, id, pauses } = await setUp({ accepted: ['rejected'] }, rejects)
  await deliver()
  expect(pauses).toEqual([])
  expect((await ledger.ofPage(id, 0, 0)).get(1)).toMatchObject({ state: 'recorded', outcomes: 'rrrrrrrrrr' })
})

test('a bulk that is throttled half way is completed later, and nobody gets it twice', async () => {
  let calls = 0
  const { deliver, sweep, batches, states } = await setUp({}, (batch) =>
    batch.mails.map((_, n) => (calls++ < 1000 && batches.length <= 2 && n % 2 === 1 ? 'later' : 'sent')),
  )
  await deliver()
  expect(await states()).toEqual(['released', 'released'])
  expect((await sweep()).due).toEqual([0])
  await deliver()
  expect(await states()).toEqual(['recorded', 'recorded'])
  const first = new Set(
    batches.slice(0, 2).flatMap((batch) => batch.mails.filter((_, n) => n % 2 === 0).map((m) => m.to)),
  )
  const second = batches.slice(2).flatMap((batch) => batch.mails.map((mail) => mail.to))
  expect(first.size + second.length).toBe(60)
  expect(second.filter((to) => first.has(to))).toEqual([])
})

test.each([
  ['at-least-once', 'is sent again after its lease, once more and no more', 120],
  ['at-most-once', 'stays unknown and is never sent again by itself', 60],
] as const)('%s: a claim without a record %s', async (inDoubt, _, sends) => {
  let lost = true
  const { deliver, sweep, inbox, states } = await setUp({ inDoubt }, (batch) => {
    if (lost) throw new Error('the answer was lost')
    return batch.mails.map(() => 'sent')
  })
  await deliver()
  lost = false
  await deliver()
  expect(inbox()).toHaveLength(60)
  expect((await sweep()).due).toEqual([])

  clock.now = new Date(clock.now.getTime() + leaseMilliseconds + 1)
  const found = await sweep()
  expect(await states()).toEqual(inDoubt === 'at-least-once' ? ['released', 'released'] : ['doubt', 'doubt'])
  for (const page of found.due) await deliver(page)
  for (const page of (await sweep()).due) await deliver(page)
  expect(inbox()).toHaveLength(sends)
})

test('a worker that wakes after its lease cannot record over the one that took its place', async () => {
  const { ledger, id } = await setUp()
  const part = { campaign: id, page: 0, step: 0, part: 0 }
  const slow = await ledger.claim(part, 50, clock.now)
  const later = new Date(clock.now.getTime() + leaseMilliseconds + 1)
  expect(await ledger.doubt(part, later)).toBe(true)
  expect(await ledger.readmit(part)).toBe(true)
  const next = await ledger.claim(part, 50, later)
  expect(await ledger.record(part, slow!, 's'.repeat(50), later)).toBe(false)
  expect(await ledger.record(part, next!, 's'.repeat(50), later)).toBe(true)
})

test('a letter is chosen by the language of the contact, and Polish where there is none', async () => {
  const plan: Campaign['plan'] = [
    {
      kind: 'email',
      letters: { pl: { subject: 'Dzień dobry', text: '{{link}}' }, uk: { subject: 'Добрий день', text: '{{link}}' } },
      stop: [],
    },
  ]
  const { pages, id, deliver, batches } = await setUp({ plan, list: { ...aCampaign().list!, contacts: 3, pages: 1 } })
  await pages.writePages(
    id,
    keys,
    ['imie'],
    [
      {
        page: 0,
        rows: [
          ['pl', 'a@example.org', 'A'],
          ['uk', 'b@example.org', 'B'],
          ['en', 'c@example.org', 'C'],
        ],
      },
    ],
  )
  await deliver()
  expect(
    Object.fromEntries(batches.map((batch) => [batch.template.subject, batch.mails.map((mail) => mail.to)])),
  ).toEqual({ 'Dzień dobry': ['a@example.org', 'c@example.org'], 'Добрий день': ['b@example.org'] })
})

test('a merge field with markup is text in both parts', async () => {
  const { pages, id, deliver, batches } = await setUp({ list: { ...aCampaign().list!, contacts: 1, pages: 1 } })
  const rows = [['pl', 'a@example.org', '<script>alert(1)</script>\r\nBcc: x@example.org']]
  await pages.writePages(id, keys, ['imie'], [{ page: 0, rows }])
  await deliver()
  const { data } = batches[0]!.mails[0]!
  expect(data.imie).toBe('<script>alert(1)</script> Bcc: x@example.org')
  expect(data.h_imie).toBe('&lt;script&gt;alert(1)&lt;/script&gt; Bcc: x@example.org')
  expect(batches[0]!.template.html).toContain('{{h_imie}}')
  expect(batches[0]!.template.html).not.toContain('{{imie}}')
})

test('who has only a telephone number gets no e-mail, and the ledger says why', async () => {
  const { pages, id, deliver, inbox, ledger } = await setUp({ list: { ...aCampaign().list!, contacts: 3, pages: 1 } })
  const rows = [
    ['pl', 'a@example.org', '+48600100201', 'A'],
    ['pl', '', '+48600100202', 'B'],
    ['pl', 'c@example.org', '', 'C'],
  ]
  await pages.writePages(id, keys, ['imie'], [{ page: 0, rows }], 1)
  await deliver()
  expect(inbox().sort()).toEqual(['a@example.org', 'c@example.org'])
  const recorded = (await ledger.ofPage(id, 0, 0)).get(0)!
  expect([recorded.state, recorded.outcomes]).toEqual(['recorded', 'sns'])
  expect(countsOf(recorded)).toEqual({ sent: 2, refused: 0, spared: 1, doubt: 0 })
})
