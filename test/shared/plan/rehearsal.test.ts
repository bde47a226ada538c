/** The rehearsal: everybody ends once, the rules are those of the calls themselves, and small cases come out as by hand. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type OutcomeCode, outcomes } from '../../../shared/call/outcome.ts'
import { mayCall, nextAfter } from '../../../shared/call/recycle.ts'
import { type Campaign, usualAttempts } from '../../../shared/campaign/campaign.ts'
import type { Plan } from '../../../shared/plan/plan.ts'
import { type RehearsalAsked, rehearse } from '../../../shared/plan/rehearsal.ts'
import { rehearseCalls } from '../../../shared/plan/rehearsal-calls.ts'
import { ends, peopleOf, scaled } from '../../../shared/plan/rehearsal-people.ts'
import { type RehearsalSettings, ratesFrom, sumOf, usualRehearsal } from '../../../shared/plan/rehearsal-settings.ts'
import { openHours, within } from '../../../shared/plan/rehearsal-time.ts'
import { isInWindow, usualWindow } from '../../../shared/plan/window.ts'
import { aCampaign } from '../../builders/campaign.ts'

const stop: ('answered' | 'objected')[] = ['answered', 'objected']
const email: Plan[number] = { kind: 'email', letters: {}, stop }
const wait = (hours: number): Plan[number] => ({ kind: 'wait', hours })
const call: Plan[number] = { kind: 'call', openings: {}, stop }
const agents: Plan[number] = { kind: 'agents', scripts: {}, stop }

/** Monday, 9 March 2026, nine in the morning in Poznan. */
const monday = new Date('2026-03-09T08:00:00Z')
const list = (contacts: number, change = {}) => ({
  ...aCampaign().list!,
  ...{ contacts, byLanguage: { pl: contacts }, withPhone: contacts, withEmail: contacts },
  ...change,
})
const always = (outcome: OutcomeCode) => ({ [outcome]: 1 })

interface Asked extends Partial<Omit<RehearsalAsked, 'campaign' | 'settings'>> {
  campaign?: Partial<Campaign>
  settings?: Partial<RehearsalSettings>
}
const played = ({ campaign, settings, ...rest }: Asked) =>
  rehearse({
    campaign: aCampaign({ endsOn: '2026-06-30', ...campaign }),
    settings: { ...usualRehearsal, ...settings },
    mailsPerSecond: 10,
    from: monday,
    ...rest,
  })!
const sum = (counts: Record<string, number>) => Object.values(counts).reduce((whole, count) => whole + count, 0)
const clock = (at: Date | undefined) => at?.toISOString().slice(0, 19)

describe('by hand', () => {
  test('six people on one line, each of whom answers after 72.5 seconds', () => {
    const { endsAt, attempts, ends, cost, inTime } = played({
      campaign: { plan: [call], list: list(6), survey: { ...aCampaign().survey!, minutes: 1 } },
      settings: { lines: 1, callRates: always('complete') },
    })
    expect(clock(endsAt)).toBe('2026-03-09T08:07:15') // 6 × (12.5 s of ringing + 60 s of talk)
    expect(attempts).toEqual({ email: 0, call: 6, agents: 0 })
    expect(ends['answered by phone']).toBe(6)
    expect(cost.calls).toBeCloseTo(6 * (0.15 + 0.08)) // a minute of each
    expect(inTime).toBe(true)
  })

  test('who does not pick up is called in another part of the day, at most as often as the drive allows', () => {
    const { endsAt, attempts, ends } = played({
      campaign: { plan: [call], list: list(1), attempts: { perDay: 2, inAll: 3 } },
      settings: { callRates: always('no_answer') },
    })
    // Monday morning, Monday afternoon three hours later, Tuesday morning; 25 seconds each.
    expect(clock(endsAt)).toBe('2026-03-10T08:00:25')
    expect(attempts.call).toBe(3)
    expect(ends['not reached']).toBe(1)
  })

  test('e-mails go out at the provider’s pace, and calls begin when the wait is over', () => {
    const { endsAt, attempts, cost } = played({
      campaign: { plan: [email, wait(24), call], list: list(100) },
      settings: { emailAnswered: 0, emailObjected: 0, lines: 100, callRates: always('refused') },
    })
    // 9.9 s of sending, 3 minutes of looking through the records, a day; then 2 calls a second after the first 5.
    expect(clock(endsAt)).toBe('2026-03-10T08:04:49')
    expect(attempts).toEqual({ email: 100, call: 100, agents: 0 })
    expect(cost.mails).toBeCloseTo(0.06)
  })

  test('the ramp holds e-mails back: 200, half an hour later 2,000, then the rest', () => {
    const { endsAt } = played({ campaign: { plan: [email], list: list(3000), ramp: true } })
    expect(clock(endsAt)).toBe('2026-03-09T09:01:39') // an hour, and 999 mails more
  })

  test('a reminder goes to those who have not answered', () => {
    const { attempts, ends } = played({
      campaign: { plan: [email, wait(168), email], list: list(1000) },
      settings: { emailAnswered: 0.5, emailObjected: 0 },
    })
    expect(attempts.email).toBeGreaterThan(1450)
    expect(attempts.email).toBeLessThan(1550)
    expect(ends['answered by e-mail']).toBeGreaterThan(700)
    expect(ends['answered by e-mail'] + ends['not reached']).toBe(1000)
  })

  test('agents call in their own hours, and so many of them are needed', () => {
    // 100 talks of 12.5 + 180 + 30 seconds are 6.2 hours; one hour a day, five days.
    const { agentHours, agentsNeeded, inTime, ends } = played({
      campaign: { plan: [agents], list: list(100), endsOn: '2026-03-13' },
      settings: { agents: 1, agentsFrom: '09:00', agentsTo: '10:00', agentRates: always('complete') },
    })
    expect(agentHours).toBeLessThan(6.2)
    expect(inTime).toBe(false)
    expect(ends.left).toBe(100 - ends['answered to an agent'])
    expect(agentsNeeded).toBe(2)
  })

  test('whose language no voice speaks is called by agents, or by nobody', () => {
    const rates = { callRates: always('complete'), agentRates: always('complete') }
    const some = list(10, { byLanguage: { pl: 7, uk: 3 } })
    expect(played({ campaign: { plan: [call, agents], list: some }, settings: rates }).ends).toMatchObject({
      'answered by phone': 7,
      'answered to an agent': 3,
    })
    expect(played({ campaign: { plan: [call], list: some }, settings: rates }).ends).toMatchObject({
      'answered by phone': 7,
      'not reached': 3,
    })
  })

  test('who has neither a number nor an e-mail that the plan could use is told apart', () => {
    const some = list(10, { withPhone: 4, withEmail: 6 })
    const settings = { callRates: always('complete'), emailAnswered: 1 }
    expect(played({ campaign: { plan: [call], list: some }, settings }).ends['no address']).toBe(6)
    expect(played({ campaign: { plan: [email], list: some }, settings }).ends['no address']).toBe(4)
  })

  test('what cannot be over by the last day says how many are left', () => {
    const { inTime, ends, linesNeeded } = played({
      campaign: { plan: [call], list: list(3000), endsOn: '2026-03-09' },
      settings: { lines: 1, callRates: always('refused') },
    })
    expect(inTime).toBe(false)
    expect(ends.declined).toBeGreaterThan(700) // 11 hours of 52.5 seconds
    expect(ends.declined).toBeLessThan(800)
    expect(linesNeeded).toBe(4)
  })

  test.each<[string, Partial<Campaign>]>([
    ['no list', { list: undefined }],
    ['nobody on the list', { list: list(0) }],
    ['no plan', { plan: [] }],
    ['no last day', { endsOn: undefined }],
    ['a last day that is over', { startsOn: '2026-03-01', endsOn: '2026-03-08' }],
  ])('with %s there is nothing to rehearse', (_, campaign) => {
    expect(played({ campaign })).toBeUndefined()
  })
})

const aPlan = fc.constantFrom<Plan>(
  [email],
  [email, wait(24), email],
  [email, wait(72), call, agents],
  [call, agents],
  [call],
  [agents],
)
const aCase = fc.record({
  plan: aPlan,
  contacts: fc.integer({ min: 1, max: 120 }),
  phones: fc.double({ min: 0, max: 1, noNaN: true }),
  emails: fc.double({ min: 0, max: 1, noNaN: true }),
  ukrainian: fc.double({ min: 0, max: 1, noNaN: true }),
  lines: fc.integer({ min: 1, max: 12 }),
  agents: fc.integer({ min: 0, max: 6 }),
  days: fc.integer({ min: 0, max: 30 }),
  perDay: fc.integer({ min: 1, max: 3 }),
  inAll: fc.integer({ min: 3, max: 8 }),
  seed: fc.integer({ min: 1, max: 1_000_000 }),
})

test('everybody ends once, whatever the list, the plan and the office', () => {
  fc.assert(
    fc.property(aCase, ({ plan, contacts, phones, emails, ukrainian, lines, agents, days, perDay, inAll, seed }) => {
      const uk = Math.round(ukrainian * contacts)
      const some = list(contacts, {
        byLanguage: { pl: contacts - uk, uk },
        withPhone: Math.round(phones * contacts),
        withEmail: Math.round(emails * contacts),
      })
      const endsOn = new Date(monday.getTime() + days * 86_400_000).toISOString().slice(0, 10)
      const asked = {
        campaign: { plan, list: some, endsOn, attempts: { perDay, inAll } },
        settings: { lines, agents },
        seed,
      }
      const result = played(asked)
      expect(sum(result.ends)).toBe(contacts)
      expect(result.inTime).toBe(result.ends.left === 0)
      expect(result.attempts.call + result.attempts.agents).toBeLessThanOrEqual(20 * contacts)
      if (result.endsAt) expect(result.endsAt.toISOString() <= `${endsOn}T23:59`).toBe(true)
      expect(played(asked)).toEqual(result) // the same asked, the same told
    }),
    { numRuns: 150 },
  )
})

test('each attempt is one that the rules of calling allow, at the time they say', () => {
  const campaign = aCampaign({
    plan: [call, agents],
    list: list(150, { byLanguage: { pl: 120, uk: 30 } }),
    endsOn: '2026-04-30',
  })
  const { people, each } = peopleOf(campaign.list!, 5000, 9)
  const hours = {
    call: openHours(usualWindow, '2026-03-09', '2026-04-30'),
    agents: openHours(within(usualWindow, '08:00', '16:00'), '2026-03-09', '2026-04-30'),
  }
  rehearseCalls(people, monday.getTime(), { campaign, settings: usualRehearsal, hours, seed: 9, each })
  let repeated = 0
  for (const { calls, language, emailsAt } of people) {
    const context = { campaign, phones: 1, language, emailsAt }
    const attempts = calls.filter(({ skip }) => !skip)
    expect(attempts.filter(({ outcome }) => outcomes[outcome!].counts).length).toBeLessThanOrEqual(usualAttempts.inAll)
    calls.forEach((made, n) => {
      const at = new Date(made.startedAt)
      const before = calls.slice(0, n)
      expect(isInWindow(at, campaign.window)).toBe(true)
      const may = mayCall(
        before,
        undefined,
        { ...context, channel: made.channel, step: made.step, touchedElsewhere: [] },
        at,
      )
      expect('number' in may).toBe(!made.skip)
      const last = before.at(-1)
      if (!last) return
      const next = nextAfter(before, context, new Date(last.endedAt!))
      expect(next).toMatchObject({ kind: 'again', channel: made.channel })
      if (next.kind === 'again' && !last.skip) expect(at.getTime()).toBeGreaterThanOrEqual(next.at.getTime())
      repeated++
    })
  }
  expect(repeated).toBeGreaterThan(100)
})

test('where nobody is called twice, more lines never end later', () => {
  fc.assert(
    fc.property(
      fc.record({
        contacts: fc.integer({ min: 1, max: 400 }),
        lines: fc.integer({ min: 1, max: 20 }),
        more: fc.integer({ min: 1, max: 20 }),
        seed: fc.integer({ min: 1, max: 1000 }),
      }),
      ({ contacts, lines, more, seed }) => {
        const withLines = (count: number) =>
          played({
            campaign: { plan: [call], list: list(contacts) },
            settings: { lines: count, callRates: { complete: 0.4, refused: 0.4, objection: 0.2 } },
            seed,
          })
        expect(withLines(lines + more).endsAt!.getTime()).toBeLessThanOrEqual(withLines(lines).endsAt!.getTime())
      },
    ),
    { numRuns: 60 },
  )
})

test('more lines, agents or days never leave more people without a single call', () => {
  const uncalled = (lines: number, count: number, endsOn: string, seed: number) =>
    played({
      campaign: { plan: [call, agents], list: list(1500), endsOn },
      settings: { lines, agents: count },
      seed,
    }).uncalled
  for (const seed of [1, 2]) {
    const byLines = [1, 2, 4, 10].map((lines) => uncalled(lines, 5, '2026-03-09', seed))
    const byAgents = [0, 1, 2, 10].map((count) => uncalled(10, count, '2026-03-20', seed))
    const byDays = ['2026-03-09', '2026-03-11', '2026-03-20', '2026-04-10'].map((day) => uncalled(1, 1, day, seed))
    for (const counts of [byLines, byAgents, byDays]) expect(counts).toEqual([...counts].sort((a, b) => b - a))
    expect(byDays[0]).toBeGreaterThan(0)
  }
})

test('a long list is simulated by a sample that comes close to the whole', () => {
  const asked = (most: number) =>
    played({ campaign: { plan: [call, agents], list: list(4000) }, settings: { lines: 10, agents: 3 }, most })
  const [whole, sample] = [asked(5000), asked(500)]
  expect([whole.people, sample.people]).toEqual([4000, 500])
  expect(sum(sample.ends)).toBe(4000)
  expect(Math.abs(sample.attempts.call / whole.attempts.call - 1)).toBeLessThan(0.1)
  expect(Math.abs(sample.cost.total / whole.cost.total - 1)).toBeLessThan(0.15)
  const days = (sample.endsAt!.getTime() - whole.endsAt!.getTime()) / 86_400_000
  expect(Math.abs(days)).toBeLessThan(3)
})

test('a hundred thousand people are rehearsed in less than two seconds', () => {
  const big = list(100_000, { withPhone: 80_000, withEmail: 90_000, byLanguage: { pl: 90_000, uk: 10_000 } })
  const from = performance.now()
  const { people } = played({ campaign: { plan: [email, wait(72), call, agents], list: big } })
  expect(people).toBe(5000)
  expect(performance.now() - from).toBeLessThan(2000)
})

test('the usual shares are whole, and earlier drives give theirs once there are enough', () => {
  expect(sumOf(usualRehearsal.callRates)).toBeCloseTo(1)
  expect(sumOf(usualRehearsal.agentRates)).toBeCloseTo(1)
  expect(ratesFrom({ complete: 10, no_answer: 20 })).toBeUndefined()
  expect(ratesFrom({ complete: 100, no_answer: 300 })).toEqual({ complete: 0.25, no_answer: 0.75 })
})

test('scaled counts are whole and keep the sum', () => {
  expect(scaled({ a: 1, b: 1, c: 1 }, 100)).toEqual({ a: 34, b: 33, c: 33 })
  expect(sum(scaled(Object.fromEntries(ends.map((end, n) => [end, n])), 12_345))).toBe(12_345)
})
