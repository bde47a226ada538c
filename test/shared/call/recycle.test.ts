/** What follows a call: the table of rules, one case to a sentence. Chance is in `recycle-always.test.ts`. */
import { describe, expect, test } from 'vitest'
import type { Call, Callback, Skip } from '../../../shared/call/call.ts'
import { type OutcomeCode, outcomes } from '../../../shared/call/outcome.ts'
import { type Asked, type CallContext, dayPartOf, mayCall, nextAfter } from '../../../shared/call/recycle.ts'
import { usualWindow } from '../../../shared/plan/window.ts'
import { aContext, agentsStep, callStep, emailStep, local, someCalls, wall } from './some-calls.ts'

/** `call 2026-03-10 13:00`, with the number where it is not the first; or why nothing follows. */
function told(calls: Call[], context: CallContext = aContext(), at = new Date(calls.at(-1)!.endedAt!)): string {
  const next = nextAfter(calls, context, at)
  if (next.kind === 'done') return next.because
  expect(next.list).toBe(`${context.campaign.id}#${next.step}`)
  expect(context.campaign.plan[next.step]?.kind).toBe(next.channel)
  return `${next.channel} ${wall(next.at)}${next.number ? ` number ${next.number}` : ''}`
}

const agents = { channel: 'agents' } as const

test.each<[string, OutcomeCode, string]>([
  ['busy: half an hour later', 'busy', 'call 2026-03-10 10:30'],
  ['no answer: three hours later, which is another part of the day', 'no_answer', 'call 2026-03-10 13:00'],
  ['not reachable: the same', 'not_reachable', 'call 2026-03-10 13:00'],
  ['no key pressed: the same', 'no_input', 'call 2026-03-10 13:00'],
  ['hung up: a day later', 'hung_up', 'call 2026-03-11 10:00'],
  ['broken off: a day later', 'break_off', 'call 2026-03-11 10:00'],
  ['half the answers: a day later', 'partial', 'call 2026-03-11 10:00'],
  ['not now: a week later, by an agent', 'soft_refusal', 'agents 2026-03-17 10:00'],
  ['another language: an agent, after the rest of two hours', 'language', 'agents 2026-03-10 12:00'],
  ['a wish to be called: her normal list is the agents’, a day later', 'callback', 'agents 2026-03-11 10:00'],
  ['blocked: a day later', 'blocked', 'call 2026-03-11 10:00'],
  ['a technical problem: two hours later', 'technical', 'call 2026-03-10 12:00'],
  ['not dialled: five minutes later', 'not_dialled', 'call 2026-03-10 10:05'],
  ['for review: a day later', 'unknown', 'call 2026-03-11 10:00'],
  ['a dead number, and she has no other', 'bad_number', 'used up'],
  ['complete', 'complete', 'final'],
  ['refused', 'refused', 'final'],
  ['objected', 'objection', 'final'],
])('%s', (_, outcome, expected) => {
  expect(told(someCalls(['2026-03-10 10:00', outcome]))).toBe(expected)
})

test.each<OutcomeCode>(['not_dialled', 'hung_up', 'no_answer', 'callback'])(
  'whoever refused is not called again after she called the office herself and that ended with %s',
  (outcome) => {
    const calls = someCalls(
      ['2026-03-10 10:00', 'refused'],
      ['2026-03-10 12:00', outcome, { ...agents, promised: true }],
    )
    expect(told(calls)).toBe('final')
    const passedOver: Call = { ...calls[1]!, skip: 'number-busy' }
    expect(told([calls[0]!, passedOver])).toBe('final')
  },
)

test('every outcome is followed by something', () => {
  for (const outcome of Object.keys(outcomes) as OutcomeCode[]) {
    const next = nextAfter(
      someCalls(['2026-03-10 10:00', outcome]),
      aContext({}, { phones: 2 }),
      local('2026-03-10 10:00'),
    )
    expect(next).toMatchObject(outcomes[outcome].final ? { kind: 'done', because: 'final' } : { kind: 'again' })
  }
})

describe('another part of the day', () => {
  test.each([
    ['at 9:30, three hours later is the afternoon', '2026-03-10 09:30', '2026-03-10 12:30'],
    ['at 9:00, three hours later is noon, which is the afternoon', '2026-03-10 09:00', '2026-03-10 12:00'],
    ['at 12:30, it waits for the evening', '2026-03-10 12:30', '2026-03-10 17:00'],
    ['at 16:30, three hours later is the evening', '2026-03-10 16:30', '2026-03-10 19:30'],
    ['at 17:30 the day is over: the next morning', '2026-03-10 17:30', '2026-03-11 09:00'],
    ['on Friday evening: Monday morning', '2026-03-13 18:00', '2026-03-16 09:00'],
  ])('%s', (_, at, expected) => {
    expect(told(someCalls([at, 'no_answer']))).toBe(`call ${expected}`)
  })

  test('a Saturday is a part by itself', () => {
    const window = { ...usualWindow, days: [1, 2, 3, 4, 5, 6] }
    expect(told(someCalls(['2026-03-13 18:00', 'no_answer']), aContext({ window }))).toBe('call 2026-03-14 09:00')
    expect(told(someCalls(['2026-03-14 10:00', 'no_answer']), aContext({ window }))).toBe('call 2026-03-16 09:00')
  })

  test('where weekdays have one part, a Saturday is the other', () => {
    const window = { ...usualWindow, from: '12:00', to: '17:00', days: [1, 2, 3, 4, 5, 6] }
    expect(told(someCalls(['2026-03-11 12:30', 'no_answer']), aContext({ window }))).toBe('call 2026-03-14 12:00')
  })

  test('a window of one part knows no other', () => {
    const window = { ...usualWindow, from: '12:00', to: '17:00' }
    expect(told(someCalls(['2026-03-10 12:30', 'no_answer']), aContext({ window }))).toBe('call 2026-03-10 15:30')
  })

  test('where no other part comes before the last day ends, the same part will do', () => {
    const window = { ...usualWindow, from: '12:00', to: '17:00', days: [1, 2, 3, 4, 5, 6] }
    const context = aContext({ window, endsOn: '2026-03-11' })
    expect(told(someCalls(['2026-03-10 14:30', 'no_answer']), context)).toBe('call 2026-03-11 12:00')
  })

  test.each([
    ['2026-03-10 11:59', 'morning'],
    ['2026-03-10 12:00', 'afternoon'],
    ['2026-03-10 16:59', 'afternoon'],
    ['2026-03-10 17:00', 'evening'],
    ['2026-03-14 09:00', 'saturday'],
    ['2026-03-15 09:00', 'morning'],
  ])('%s is %s', (at, part) => {
    expect(dayPartOf(local(at))).toBe(part)
  })
})

describe('the window', () => {
  test.each<[string, string, OutcomeCode, string]>([
    ['busy a minute before the end of the day', '2026-03-10 19:59', 'busy', '2026-03-11 09:00'],
    ['busy half an hour before the end: 20:00 is closed', '2026-03-10 19:30', 'busy', '2026-03-11 09:00'],
    ['before a weekend', '2026-03-13 19:45', 'busy', '2026-03-16 09:00'],
    ['over the autumn change', '2026-10-23 19:45', 'busy', '2026-10-26 09:00'],
    ['a day later by the hours, over the autumn change', '2026-10-23 10:00', 'hung_up', '2026-10-26 09:00'],
    [
      'over the spring change, which is Easter Sunday, and Easter Monday',
      '2027-03-26 19:45',
      'busy',
      '2027-03-30 09:00',
    ],
    ['before Christmas Eve', '2026-12-23 19:45', 'busy', '2026-12-28 09:00'],
    ['before Corpus Christi', '2026-06-03 19:45', 'busy', '2026-06-05 09:00'],
  ])('%s', (_, at, outcome, expected) => {
    expect(told(someCalls([at, outcome]))).toBe(`call ${expected}`)
  })

  test('delays are hours that pass, not hours on the clock, on the nights of both changes', () => {
    const window = { ...usualWindow, days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '23:59', holidays: true }
    expect(told(someCalls(['2026-10-24 10:00', 'hung_up']), aContext({ window }))).toBe('call 2026-10-25 09:00')
    expect(told(someCalls(['2027-03-27 10:00', 'hung_up']), aContext({ window }))).toBe('call 2027-03-28 11:00')
    // From half past one, two hours of rest are half past two of the second time that the clock shows two.
    const rested = nextAfter(
      someCalls(['2026-10-25 01:30', 'language']),
      aContext({ window }),
      local('2026-10-25 01:30'),
    )
    expect(rested).toMatchObject({ at: new Date('2026-10-25T01:30:00Z') })
  })

  test('a window that lies in the missing hour stays closed that day', () => {
    const window = { ...usualWindow, days: [6, 7], from: '02:00', to: '03:00', holidays: true }
    expect(told(someCalls(['2027-03-27 02:50', 'busy']), aContext({ window }))).toBe('call 2027-04-03 02:00')
  })

  test('the drive’s own closed days', () => {
    const window = { ...usualWindow, closedDays: ['2026-03-11', '2026-03-12'] }
    expect(told(someCalls(['2026-03-10 19:45', 'busy']), aContext({ window }))).toBe('call 2026-03-13 09:00')
  })

  test('nothing after the last day', () => {
    const context = aContext({ endsOn: '2026-03-10' })
    expect(told(someCalls(['2026-03-10 10:00', 'busy']), context)).toBe('call 2026-03-10 10:30')
    expect(told(someCalls(['2026-03-10 19:45', 'busy']), context)).toBe('used up')
    expect(told(someCalls(['2026-03-10 10:00', 'soft_refusal']), context)).toBe('used up')
  })

  test('an attempt that was closed late is due by its end, and never in the past', () => {
    const calls = someCalls(['2026-03-10 10:00', 'busy'])
    expect(told(calls, aContext(), local('2026-03-10 10:20'))).toBe('call 2026-03-10 10:30')
    expect(told(calls, aContext(), local('2026-03-10 11:20'))).toBe('call 2026-03-10 11:20')
  })
})

describe('caps', () => {
  test('two attempts a day, then tomorrow', () => {
    const calls = someCalls(['2026-03-10 10:00', 'busy'], ['2026-03-10 10:30', 'busy'])
    expect(told(calls)).toBe('call 2026-03-11 09:00')
  })

  test('an outcome has its own number a day, where the drive allows more', () => {
    const context = aContext({ attempts: { perDay: 5, inAll: 10 } })
    expect(told(someCalls(['2026-03-10 10:00', 'busy']), context)).toBe('call 2026-03-10 10:30')
    const two = someCalls(['2026-03-10 10:00', 'busy'], ['2026-03-10 10:30', 'busy'])
    expect(told(two, context)).toBe('call 2026-03-11 09:00')
    const mixed = someCalls(['2026-03-10 10:00', 'busy'], ['2026-03-10 10:30', 'no_answer'])
    expect(told(mixed, context)).toBe('call 2026-03-10 13:30')
  })

  test('an e-mail is an attempt of the day and of the drive', () => {
    const emailsAt = [local('2026-03-10 09:00')]
    expect(told(someCalls(['2026-03-10 12:00', 'busy']), aContext({}, { emailsAt }))).toBe('call 2026-03-11 09:00')
    const attempts = { perDay: 2, inAll: 2 }
    expect(told(someCalls(['2026-03-11 12:00', 'busy']), aContext({ attempts }, { emailsAt }))).toBe('used up')
  })

  test('six attempts in all, over both phone steps', () => {
    const five = someCalls(
      ['2026-03-10 10:00', 'hung_up'], ['2026-03-11 10:00', 'no_answer'], ['2026-03-12 17:00', 'no_answer'],
      ['2026-03-17 10:00', 'no_answer'], ['2026-03-18 17:00', 'hung_up'],
    ) // biome-ignore format: one to a day
    expect(told(five)).toBe('agents 2026-03-18 19:00')
    const six = [...five, ...someCalls(['2026-03-19 09:00', 'no_answer', { ...agents, n: 6 }])]
    expect(told(six)).toBe('used up')
  })

  test('three days with attempts in any seven', () => {
    const three = someCalls(
      ['2026-03-10 10:00', 'no_answer'],
      ['2026-03-11 17:00', 'no_answer'],
      ['2026-03-12 10:00', 'busy'],
    )
    expect(told(three)).toBe('call 2026-03-12 10:30')
    const four = [...three, ...someCalls(['2026-03-12 10:30', 'busy', { n: 4 }])]
    expect(told(four)).toBe('call 2026-03-17 09:00')
  })

  test('technical failures and calls that were not dialled are no attempts', () => {
    const attempts = { perDay: 1, inAll: 1 }
    const calls = someCalls(['2026-03-10 10:00', 'technical'], ['2026-03-10 12:00', 'not_dialled'])
    expect(told(calls, aContext({ attempts }))).toBe('call 2026-03-10 12:05')
  })

  test('a call that keeps a promise is not counted', () => {
    const attempts = { perDay: 1, inAll: 2 }
    const calls = someCalls(
      ['2026-03-10 10:00', 'callback'],
      ['2026-03-10 12:00', 'no_answer', { ...agents, promised: true }],
    )
    expect(told(calls, aContext({ attempts }))).toBe('agents 2026-03-10 17:00')
  })

  test('nor does it use up the rule of its outcome, a day or in all', () => {
    const promised = { ...agents, promised: true }
    const inAll = someCalls(['2026-03-10 10:00', 'no_input', promised], ['2026-03-11 10:00', 'no_input'])
    expect(told(inAll)).toBe('call 2026-03-11 13:00')
    const aDay = someCalls(['2026-03-10 10:00', 'busy', promised], ['2026-03-10 11:00', 'busy'])
    expect(told(aDay, aContext({ attempts: { perDay: 5, inAll: 10 } }))).toBe('call 2026-03-10 11:30')
  })

  test('two hours of rest after whatever rang, whatever the rule says; none after a busy line', () => {
    const rules = { no_answer: { again: 10 }, busy: { again: 0 }, technical: { again: 1, inAll: 3 } }
    expect(told(someCalls(['2026-03-10 10:00', 'no_answer']), aContext({ rules }))).toBe('call 2026-03-10 12:00')
    expect(told(someCalls(['2026-03-10 10:00', 'busy']), aContext({ rules }))).toBe('call 2026-03-10 10:00')
    const calls = someCalls(['2026-03-10 10:00', 'no_answer'], ['2026-03-10 10:30', 'technical'])
    expect(told(calls, aContext({ rules }))).toBe('call 2026-03-10 12:00')
  })

  test('an uncounted outcome without an end in its rule ends all the same', () => {
    const rules = { technical: { again: 0 } }
    const calls = someCalls(
      ...Array.from({ length: 21 }, () => ['2026-03-10 10:00', 'technical'] as [string, OutcomeCode]),
    )
    expect(told(calls.slice(0, 20), aContext({ rules }))).toBe('call 2026-03-10 10:00')
    expect(told(calls, aContext({ rules }))).toBe('agents 2026-03-10 10:00')
  })
})

describe('the next step', () => {
  const twice = someCalls(['2026-03-10 10:00', 'no_input'], ['2026-03-11 13:00', 'no_input'])

  test('after the last attempt that a rule allows, agents go on at the next opening', () => {
    expect(told(twice)).toBe('agents 2026-03-11 15:00')
    expect(told(someCalls(['2026-03-10 10:00', 'no_input'], ['2026-03-11 19:00', 'no_input']))).toBe(
      'agents 2026-03-12 09:00',
    )
  })

  test('without an agents’ step nothing follows', () => {
    const plan = [emailStep, callStep]
    expect(told(twice, aContext({ plan }))).toBe('no step')
    expect(told(someCalls(['2026-03-10 10:00', 'soft_refusal']), aContext({ plan }))).toBe('no step')
  })

  test('a person who asked to be called goes back to the calls, where a plan has no agents', () => {
    const plan = [emailStep, callStep]
    expect(told(someCalls(['2026-03-10 10:00', 'callback']), aContext({ plan }))).toBe('call 2026-03-11 10:00')
    const tried = someCalls(['2026-03-11 10:00', 'no_answer', { ...agents, step: 1, promised: true }])
    expect(told(tried, aContext({ plan }))).toBe('call 2026-03-11 13:00')
  })

  test('a plan without any phone step ends with the promised call', () => {
    const tried = someCalls(['2026-03-11 10:00', 'no_answer', { ...agents, step: 0, promised: true }])
    expect(told(tried, aContext({ plan: [emailStep] }))).toBe('no step')
  })

  test('agents go on themselves with what only they may follow, and end where their rule ends', () => {
    expect(told(someCalls(['2026-03-10 10:00', 'soft_refusal', agents]))).toBe('agents 2026-03-17 10:00')
    const again = someCalls(['2026-03-10 10:00', 'soft_refusal', agents], ['2026-03-17 10:00', 'soft_refusal', agents])
    expect(told(again)).toBe('no step')
  })

  test('what counts is counted over both steps, a technical failure in its own', () => {
    const three = (outcome: OutcomeCode) =>
      someCalls(['2026-03-10 10:00', outcome], ['2026-03-11 10:00', outcome], ['2026-03-12 10:00', outcome, agents])
    expect(told(three('hung_up'))).toBe('no step')
    expect(told(three('technical'))).toBe('agents 2026-03-12 12:00')
  })

  test('a drive of agents alone', () => {
    const context = aContext({ plan: [agentsStep] })
    expect(told(someCalls(['2026-03-10 10:00', 'no_answer', { ...agents, step: 0 }]), context)).toBe(
      'agents 2026-03-10 13:00',
    )
  })

  test.each<[Skip, string]>([
    ['answered', 'final'],
    ['objected', 'final'],
    ['revoked', 'final'],
    ['capped', 'used up'],
    ['no-number', 'used up'],
    ['no-voice', 'agents 2026-03-10 10:00'],
    ['capped-elsewhere', 'call 2026-03-11 09:00'],
    ['number-busy', 'call 2026-03-10 10:05'],
    ['callback', 'call 2026-03-10 12:00'],
    ['capped-today', 'call 2026-03-10 10:00'],
  ])('after a turn skipped as %s: %s', (skip, expected) => {
    const [call] = someCalls(['2026-03-10 10:00', 'unknown'])
    const { outcome: _, ...turn } = call!
    expect(told([{ ...turn, skip }])).toBe(expected)
  })
})

describe('numbers', () => {
  test('a dead number or a wrong person: at once the next, then nothing', () => {
    const context = aContext({}, { phones: 2 })
    const first = someCalls(['2026-03-10 10:00', 'bad_number'])
    expect(told(first, context)).toBe('call 2026-03-10 10:00 number 1')
    const both = [...first, ...someCalls(['2026-03-10 10:01', 'wrong_person', { n: 2, number: 1 }])]
    expect(told(both, context)).toBe('used up')
  })

  test('the number that lives is kept', () => {
    const context = aContext({}, { phones: 3 })
    const calls = someCalls(['2026-03-10 10:00', 'bad_number'], ['2026-03-10 10:01', 'busy', { number: 1 }])
    expect(told(calls, context)).toBe('call 2026-03-10 10:31 number 1')
  })
})

describe('may she be called now', () => {
  const noon = local('2026-03-12 12:00')
  const asked = (change: Partial<Asked> = {}): Asked => ({
    ...aContext(),
    channel: 'call',
    step: 1,
    touchedElsewhere: [],
    ...change,
  })
  const promised = (state: Callback['state'], at = '2026-03-12 15:00'): Callback => ({
    index: 7, state, at: local(at).toISOString(), from: 'keypad', tries: 0, madeAt: '', version: 1,
  }) // biome-ignore format: one thing
  const two = someCalls(['2026-03-12 09:00', 'busy'], ['2026-03-12 09:30', 'busy'])
  const six = someCalls(
    ['2026-02-23 10:00', 'no_answer'], ['2026-02-24 17:00', 'no_answer'], ['2026-02-25 10:00', 'no_answer'],
    ['2026-03-02 17:00', 'no_answer'], ['2026-03-03 10:00', 'no_answer'], ['2026-03-04 17:00', 'no_answer'],
  ) // biome-ignore format: one to a day

  test.each<[string, Call[], Callback | undefined, Partial<Asked>, object]>([
    ['a fresh person', [], undefined, {}, { number: 0 }],
    ['a person without numbers', [], undefined, { phones: 0 }, { skip: 'no-number' }],
    ['a dead number, and another', someCalls(['2026-03-12 11:59', 'bad_number']), undefined, { phones: 2 }, { number: 1 }],
    ['no number left', someCalls(['2026-03-12 11:59', 'bad_number']), undefined, {}, { skip: 'no-number' }],
    ['a language without a voice', [], undefined, { language: 'uk' }, { skip: 'no-voice' }],
    ['agents speak it', [], undefined, { language: 'uk', channel: 'agents', step: 2 }, { number: 0 }],
    ['a promised call comes first', [], promised('open'), {}, { skip: 'callback', again: local('2026-03-12 17:00') }],
    ['a promise that is late', [], promised('open', '2026-03-12 09:00'), {}, { skip: 'callback', again: local('2026-03-12 14:00') }],
    ['the promise itself', [], promised('open'), { keepsPromise: true }, { number: 0 }],
    ['a promise that was given up', [], promised('given up'), {}, { number: 0 }],
    ['twice today', two, undefined, {}, { skip: 'capped-today', again: local('2026-03-13 09:00') }],
    ['twice today, but promised', two, undefined, { keepsPromise: true }, { number: 0 }],
    ['rested too little', someCalls(['2026-03-12 11:00', 'no_answer']), undefined, {}, { skip: 'capped-today', again: local('2026-03-12 13:00') }],
    ['six times', six, undefined, {}, { skip: 'capped' }],
    ['six times, but promised', six, undefined, { keepsPromise: true }, { number: 0 }],
    ['another drive today', [], undefined, { touchedElsewhere: ['2026-03-12'] }, { skip: 'capped-elsewhere', again: local('2026-03-13 09:00') }],
    ['another drive today, but promised', [], undefined, { touchedElsewhere: ['2026-03-12'], keepsPromise: true }, { number: 0 }],
    ['other drives on two days', [], undefined, { touchedElsewhere: ['2026-03-10', '2026-03-11'] }, { number: 0 }],
    ['other drives on three days', [], undefined, { touchedElsewhere: ['2026-03-09', '2026-03-10', '2026-03-11'] }, { skip: 'capped-elsewhere', again: local('2026-03-16 09:00') }],
    ['three days, a week ago', [], undefined, { touchedElsewhere: ['2026-03-03', '2026-03-04', '2026-03-05'] }, { number: 0 }],
    ['one day counts once', [], undefined, { touchedElsewhere: ['2026-03-10', '2026-03-10', '2026-03-10'] }, { number: 0 }],
    ['objected', someCalls(['2026-03-12 09:00', 'objection']), undefined, { keepsPromise: true }, { skip: 'objected' }],
    ['complete', someCalls(['2026-03-12 09:00', 'complete']), undefined, {}, { skip: 'answered' }],
    ['refused', someCalls(['2026-03-12 09:00', 'refused']), undefined, {}, { skip: 'capped' }],
    ['refused, and then asked for a call', someCalls(['2026-03-12 09:00', 'refused']), undefined, { keepsPromise: true }, { number: 0 }],
    ['after the last day', [], undefined, aContext({ endsOn: '2026-03-11' }), { skip: 'capped' }],
    ['today is the last day, and full', two, undefined, aContext({ endsOn: '2026-03-12' }), { skip: 'capped-today' }],
  ])('%s', (_, calls, callback, change, expected) => {
    expect(mayCall(calls, callback, asked(change), noon)).toEqual(expected)
  }) // biome-ignore format: a table

  const monday = [local('2026-03-09 10:00')]
  test.each<[string, Partial<Asked>, object]>([
    ['no e-mail went to her', { emailsAt: [] }, { number: 0 }],
    ['one arrived', { emailsAt: monday }, { skip: 'mailed' }],
    ['one came back', { emailsAt: monday, undelivered: true }, { number: 0 }],
    ['one arrived, and she asked to be called', { emailsAt: monday, keepsPromise: true }, { number: 0 }],
  ])('at a step for people whom no e-mail has reached: %s', (_, change, expected) => {
    const step = { kind: 'agents' as const, scripts: {}, stop: ['mailed' as const] }
    const { campaign } = aContext({ plan: [step] })
    const turn = asked({ campaign, channel: 'agents', step: 0, ...change })
    expect(mayCall([], undefined, turn, noon)).toEqual(expected)
    const skipped = { ...someCalls(['2026-03-12 09:00', 'busy'])[0]!, outcome: undefined, skip: 'mailed' as const }
    expect(nextAfter([skipped as Call], turn, noon)).toEqual({ kind: 'done', because: 'final' })
  })
})
