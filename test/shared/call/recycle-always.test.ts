/**
 * What holds whatever happens: people drawn by chance are called until nothing is due, and the rules of calling are looked at
 * from outside: gaps, window, caps, numbers, the end. Both clock changes, Christmas Eve and Corpus Christi are among the days.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Call } from '../../../shared/call/call.ts'
import { type OutcomeCode, outcomes, type Rule, usualRules } from '../../../shared/call/outcome.ts'
import { type CallContext, dayPartOf, mayCall, type Next, nextAfter } from '../../../shared/call/recycle.ts'
import { type Plan, stepOf } from '../../../shared/plan/plan.ts'
import { isHoliday, isInWindow, nextOpening, usualWindow, type Window } from '../../../shared/plan/window.ts'
import { addDays, localTime } from '../../../shared/platform/local-time.ts'
import { aContext, agentsStep, callStep, emailStep, local } from './some-calls.ts'

const codes = Object.keys(outcomes) as OutcomeCode[]
const lasting = codes.filter((code) => !outcomes[code].final)
const minute = 60_000
const dateOf = (at: Date | string) => localTime(new Date(at)).date

const anyWindow: fc.Arbitrary<Window> = fc.oneof(
  fc.constant<Window>(usualWindow),
  fc.constant<Window>({ ...usualWindow, days: [1, 2, 3, 4, 5, 6], from: '10:00', to: '16:00' }),
  fc.constant<Window>({ ...usualWindow, days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '23:59', holidays: true }),
  fc.constant<Window>({ ...usualWindow, days: [6, 7], from: '01:30', to: '03:30', holidays: true }),
  fc.record<Window>({
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    from: fc.constantFrom('00:00', '08:30', '11:00', '12:00', '16:59'),
    to: fc.constantFrom('17:00', '17:01', '20:00', '23:59'),
    holidays: fc.boolean(),
    closedDays: fc.subarray(['2026-10-26', '2026-12-28', '2027-03-30', '2026-06-05']),
  }),
)

const anyRule: fc.Arbitrary<Rule> = fc.record(
  {
    again: fc.constantFrom(0, 1, 30, 180, 1_440, 10_080),
    otherPart: fc.boolean(),
    perDay: fc.integer({ min: 1, max: 3 }),
    inAll: fc.integer({ min: 0, max: 4 }),
    byAgent: fc.boolean(),
    otherNumber: fc.boolean(),
  },
  { requiredKeys: ['again'] },
)
const anyRules = fc.array(fc.tuple(fc.constantFrom(...lasting), anyRule)).map((pairs) => Object.fromEntries(pairs))

const anyStart = fc
  .tuple(
    fc.constantFrom('2026-10-23', '2026-10-25', '2027-03-26', '2027-03-28', '2026-12-23', '2026-06-03', '2026-03-10'),
    fc.integer({ min: 0, max: 3 * 1_440 }),
  )
  .map(([date, minutes]) => new Date(local(`${date} 00:00`).getTime() + minutes * minute))

interface Person {
  context: CallContext
  start: Date
  /** What becomes of her calls, over and over. */
  fates: { outcome: OutcomeCode; minutes: number; promised: boolean }[]
}

const anyPerson: fc.Arbitrary<Person> = fc
  .record({
    start: anyStart,
    window: anyWindow,
    rules: anyRules,
    attempts: fc.record({ perDay: fc.integer({ min: 1, max: 5 }), inAll: fc.integer({ min: 1, max: 20 }) }),
    plan: fc.constantFrom<Plan[]>([emailStep, callStep, agentsStep], [callStep], [agentsStep], [callStep, agentsStep]),
    lastDay: fc.option(fc.integer({ min: 0, max: 60 })),
    emails: fc.array(fc.integer({ min: 0, max: 5 * 1_440 }), { maxLength: 2 }),
    phones: fc.integer({ min: 1, max: 3 }),
    language: fc.constantFrom('pl' as const, 'uk' as const),
    fates: fc.array(
      fc.record({
        outcome: fc.oneof({ weight: 20, arbitrary: fc.constantFrom(...lasting) }, fc.constantFrom(...codes)),
        minutes: fc.integer({ min: 0, max: 12 }),
        promised: fc.integer({ min: 0, max: 9 }).map((n) => n === 9),
      }),
      { minLength: 1, maxLength: 30 },
    ),
  })
  .map(({ start, window, rules, attempts, plan, lastDay, emails, phones, language, fates }) => ({
    start,
    context: aContext(
      { window, rules, attempts, plan, ...(lastDay !== null && { endsOn: addDays(dateOf(start), lastDay) }) },
      { phones, language, emailsAt: emails.map((before) => new Date(start.getTime() - before * minute)) },
    ),
    fates,
  }))

interface Told {
  calls: Call[]
  /** What was said after each call. */
  nexts: Next[]
}

/** Calls a person as she falls due until nothing is; asks `mayCall` each time, as place-calls and agents do. */
function tell({ context, start, fates }: Person): Told {
  const { plan, window } = context.campaign
  const calls: Call[] = []
  const nexts: Next[] = []
  const first = stepOf(plan, 'call') ?? stepOf(plan, 'agents')!
  let at = nextOpening(start, window)
  let due = { step: first.number, channel: first.step.kind as Call['channel'], number: 0 }
  for (let turn = 0; turn < 150; turn++) {
    const fate = fates[turn % fates.length]!
    if (!at || !isInWindow(at, window)) break // only ever at the start: a window inside the hour that is missing
    const answer = mayCall(calls, undefined, { ...context, ...due, touchedElsewhere: [] }, at)
    const call: Call = { index: 7, n: calls.length + 1, state: 'closed', startedAt: at.toISOString(), ...due }
    let ended = at
    if ('skip' in answer) {
      calls.push({ ...call, skip: answer.skip })
    } else {
      if (calls.length > 0) expect(answer.number).toBe(due.number)
      ended = new Date(at.getTime() + fate.minutes * minute)
      const promised = fate.promised && calls.length > 0
      calls.push({ ...call, endedAt: ended.toISOString(), outcome: fate.outcome, ...(promised && { promised }) })
    }
    const next = nextAfter(calls, context, ended)
    nexts.push(next)
    if (next.kind === 'done') return { calls, nexts }
    // A hand-over leads on, never back; after the first turn nobody is skipped but for a voice or a cap of her first day.
    expect(next.step).toBeGreaterThanOrEqual(due.step)
    at = next.at
    due = { step: next.step, channel: next.channel, number: next.number }
  }
  if (calls.length === 0) return { calls, nexts }
  throw new Error('it never ends')
}

const always = (check: (person: Person, told: Told) => void) =>
  fc.assert(
    fc.property(anyPerson, (person) => check(person, tell(person))),
    { numRuns: 400 },
  )

const made = ({ calls }: Told) => calls.filter((call) => call.outcome)
const counts = ({ outcome, promised }: Call) => outcomes[outcome!].counts && !promised
const ruleOf = ({ context }: Person, { outcome }: Call): Rule | undefined =>
  context.campaign.rules?.[outcome!] ?? usualRules[outcome!]

test('it always ends, and within the keys of two digits', () => {
  always((_, { calls }) => {
    expect(calls.length).toBeLessThan(99)
  })
})

test('every call begins inside the window, on no holiday of ours, and not after the last day', () => {
  always(({ context: { campaign } }, told) => {
    for (const { startedAt } of told.calls) {
      expect(isInWindow(new Date(startedAt), campaign.window)).toBe(true)
      if (!campaign.window.holidays) expect(isHoliday(dateOf(startedAt))).toBe(false)
    }
    for (const { startedAt } of made(told)) {
      if (campaign.endsOn) expect(dateOf(startedAt) <= campaign.endsOn).toBe(true)
    }
  })
})

test('no two calls are closer than the rule of the first one says, nor than two hours after what rang', () => {
  always((person, told) => {
    const calls = made(told)
    for (let n = 1; n < calls.length; n++) {
      const [before, call] = [calls[n - 1]!, calls[n]!]
      const gap = (Date.parse(call.startedAt) - Date.parse(before.endedAt!)) / minute
      const rang = outcomes[before.outcome!].counts && before.outcome !== 'busy'
      const isHandOver = call.step !== before.step
      expect(gap).toBeGreaterThanOrEqual(
        Math.max(rang ? 120 : 0, isHandOver ? 0 : (ruleOf(person, before)?.again ?? 0)),
      )
    }
  })
})

test('no cap of the drive is passed: a day, in all, and three days of any seven', () => {
  always(({ context: { campaign, emailsAt } }, told) => {
    const calls = made(told)
    const days = [...calls.filter(counts).map((call) => dateOf(call.startedAt)), ...emailsAt.map(dateOf)]
    const { perDay, inAll } = campaign.attempts!
    const before = emailsAt.length
    expect(days.length).toBeLessThanOrEqual(Math.max(inAll, before))
    for (const call of calls.filter(counts)) {
      const date = dateOf(call.startedAt)
      expect(days.filter((day) => day === date).length).toBeLessThanOrEqual(perDay)
      const week = new Set(Array.from({ length: 7 }, (_, n) => addDays(date, -n)))
      expect(new Set(days.filter((day) => week.has(day))).size).toBeLessThanOrEqual(3)
    }
  })
})

test('no outcome is answered more often than its rule says, a day and in all', () => {
  always((person, told) => {
    const calls = made(told).filter(({ promised }) => !promised)
    for (const outcome of new Set(calls.map((call) => call.outcome!))) {
      const alike = calls.filter((call) => call.outcome === outcome)
      const rule = ruleOf(person, alike[0]!)
      if (rule?.inAll !== undefined) {
        for (const step of new Set(alike.map((call) => call.step))) {
          // The retries that the rule allows, and the first call of each step.
          expect(alike.filter((call) => call.step === step).length).toBeLessThanOrEqual(rule.inAll + 1)
        }
      }
      if (rule?.perDay === undefined) continue
      for (const { startedAt } of alike) {
        const today = alike.filter((call) => dateOf(call.startedAt) === dateOf(startedAt))
        expect(today.length).toBeLessThanOrEqual(rule.perDay)
      }
    }
  })
})

test('a number that was dead or somebody else’s is not dialled again, and every number exists', () => {
  always((person, told) => {
    const dead = new Set<number>()
    for (const call of made(told)) {
      expect(call.number).toBeLessThan(person.context.phones)
      expect(dead).not.toContain(call.number)
      if (!outcomes[call.outcome!].final && ruleOf(person, call)?.otherNumber) dead.add(call.number)
    }
  })
})

test('nothing follows what is final, and nobody is called by a voice that does not speak her language', () => {
  always(({ context }, told) => {
    const calls = made(told)
    for (const call of calls.slice(0, -1)) expect(outcomes[call.outcome!].final).toBe(false)
    if (context.language === 'uk') expect(calls.every((call) => call.channel === 'agents')).toBe(true)
  })
})

test('another part of the day follows where a rule wants one, unless none comes before the end', () => {
  always((person, told) => {
    const { window, endsOn } = person.context.campaign
    if (endsOn || window.days.length < 2) return
    const calls = made(told)
    for (let n = 1; n < calls.length; n++) {
      const [before, call] = [calls[n - 1]!, calls[n]!]
      const rule = ruleOf(person, before)
      if (!rule?.otherPart || rule.byAgent || call.step !== before.step || before.promised) continue
      const [from, to] = [Number(window.from.slice(0, 2)), Number(window.to.slice(0, 2))]
      if (from >= 12 || to <= 12) continue
      if (!window.days.some((day) => day !== 6)) continue
      expect(dayPartOf(new Date(call.startedAt))).not.toBe(dayPartOf(new Date(before.startedAt)))
    }
  })
})

test('the same history always leads to the same next call', () => {
  always(({ context }, { calls, nexts }) => {
    for (const [n, next] of nexts.entries()) {
      const so = calls.slice(0, n + 1)
      const ended = new Date(so.at(-1)!.endedAt ?? so.at(-1)!.startedAt)
      expect(nextAfter(so, context, ended)).toEqual(next)
    }
  })
})
