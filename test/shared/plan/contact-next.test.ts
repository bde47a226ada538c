/** What is due next for a contact, and by which rule; and everything that was done for her, in order. */
import { expect, test } from 'vitest'
import type { Call, Callback } from '../../../shared/call/call.ts'
import type { PersonCalls } from '../../../shared/call/call-store.ts'
import type { Campaign } from '../../../shared/campaign/campaign.ts'
import type { Fact } from '../../../shared/contact/contact.ts'
import { answerOf, historyOf } from '../../../shared/plan/contact-history.ts'
import { nextOf } from '../../../shared/plan/contact-next.ts'
import { standingOf } from '../../../shared/plan/contact-state.ts'
import type { Ledger } from '../../../shared/plan/ledger.ts'
import type { Plan } from '../../../shared/plan/plan.ts'
import { aCampaign, aTuesday } from '../../builders/campaign.ts'

const at = aTuesday.toISOString()
const [mail] = aCampaign().plan
const plan: Plan = [
  mail!,
  { kind: 'wait', hours: 48 },
  { kind: 'call', openings: { pl: 'Dzień dobry, dzwoni miasto.' }, stop: ['answered', 'objected'] },
  { kind: 'agents', scripts: { pl: 'Dzień dobry!' }, stop: ['answered', 'objected'] },
]
const id = aCampaign().id
const sent: Map<string, Ledger> = new Map([
  ['step#0#0', { state: 'recorded', outcomes: 's', leaseUntil: 1, nonce: '', at: '2026-03-09T10:00:00.000Z' }],
])
const aCall = (n: number, change: Partial<Call>): Call => ({
  ...{ index: 0, n, state: 'closed', channel: 'call', step: 2, number: 0, startedAt: at, endedAt: at },
  ...change,
})
const due = (step: number) => ({ list: `${id}#${step}`, dueAt: '2026-03-10T13:00:00.000Z' })
const promise: Callback = {
  ...{ index: 0, state: 'open', at: '2026-03-11T09:00:00.000Z', from: 'keypad', tries: 0, madeAt: at, version: 1 },
}

interface Case {
  calls?: Call[]
  callback?: Callback
  facts?: Fact['kind'][]
  response?: 'complete' | 'partial'
  contact?: Partial<{ email: string | undefined; phones: string[]; language: 'pl' | 'uk' | 'en' }>
  ledger?: Map<string, Ledger>
  campaign?: Partial<Campaign>
}

function ask({ calls = [], callback, facts = [], response, contact, ledger = sent, campaign }: Case) {
  const she = { email: 'a@example.org', phones: ['+48600100200'], language: 'pl' as const, ...contact }
  const person: PersonCalls = { calls, ...(callback && { callback }) }
  const drive = aCampaign({ plan, ...campaign })
  const beside = { ledger, facts: facts.map((kind) => ({ index: 0, kind, at })) }
  const standing = standingOf(0, drive.plan, beside, response, person)
  const context = { campaign: drive, phones: she.phones.length, language: she.language, emailsAt: [] }
  return { next: nextOf({ context, contact: she, standing, person, at: aTuesday }), standing, person }
}

test.each<[string, Case, string, number | undefined, RegExp]>([
  ['the e-mail comes first', { ledger: new Map() }, 'email', 0, /Kolejny krok planu/],
  ['after the e-mail the call', {}, 'call', 2, /Kolejność listy/],
  [
    'no address: the call, when the e-mails are out',
    { ledger: new Map(), contact: { email: undefined } },
    'call',
    2,
    /Kolejny/,
  ],
  ['a language without a voice: the agents', { contact: { language: 'uk' } }, 'agents', 3, /Kolejność/],
  ['no number', { contact: { phones: [] } }, 'none', undefined, /Nie ma numeru/],
  [
    'busy',
    { calls: [aCall(1, { outcome: 'busy', ...due(2) })] },
    'call',
    2,
    /„Zajęte”: następna próba po 30.min, najwyżej 2/,
  ],
  ['handed over', { calls: [aCall(1, { outcome: 'language', ...due(3) })] }, 'agents', 3, /Dalej dzwonią konsultanci/],
  ['passed over', { calls: [aCall(1, { skip: 'capped-elsewhere', ...due(2) })] }, 'call', 2, /inna akcja/],
  [
    'promised',
    { calls: [aCall(1, { outcome: 'callback' })], callback: promise },
    'callback',
    undefined,
    /pierwszeństwo/,
  ],
  [
    'promised, and the drive is over',
    { callback: promise, campaign: { status: 'finished' } },
    'callback',
    undefined,
    /pier/,
  ],
  ['promised, but she objected', { callback: promise, facts: ['objected'] }, 'none', undefined, /Sprzeciw/],
  [
    'in a call',
    { calls: [aCall(1, { state: 'leased', agent: 'ada', channel: 'agents', step: 3 })] },
    'talking',
    3,
    /linii/,
  ],
  [
    'answered',
    { response: 'complete', calls: [aCall(1, { outcome: 'complete' })] },
    'none',
    undefined,
    /Odpowiedź została/,
  ],
  ['refused for good', { calls: [aCall(1, { outcome: 'refused' })] }, 'none', undefined, /„Odmowa” kończy/],
  [
    'all attempts used up',
    {
      calls: Array.from({ length: 6 }, (_, n) =>
        aCall(n + 1, {
          outcome: 'no_answer',
          channel: 'agents',
          step: 3,
          startedAt: `2026-03-0${n + 1}T10:00:00.000Z`,
        }),
      ),
    },
    'none',
    undefined,
    /najwyżej 6 prób/,
  ],
  [
    'the drive is over',
    { calls: [aCall(1, { outcome: 'busy' })], campaign: { status: 'stopped' } },
    'none',
    undefined,
    /zakończyła/,
  ],
  ['the drive is paused', { campaign: { status: 'paused' } }, 'call', 2, /wstrzymana\. Kolejność/],
  [
    'mail comes back, no phone step',
    { facts: ['bounced'], campaign: { plan: [mail!] } },
    'none',
    undefined,
    /nie da się dostarczyć/,
  ],
])('%s', (_, given, kind, step, rule) => {
  const { next } = ask(given)
  expect([next.kind, next.step]).toEqual([kind, step])
  expect(next.rule.pl).toMatch(rule)
  expect(next.rule.en).toBeTruthy()
})

test('the history has every attempt, skip, fact and promise in order, each with its reason', () => {
  const { standing, person } = ask({
    calls: [
      aCall(1, { outcome: 'busy', startedAt: '2026-03-09T12:00:00.000Z', endedAt: '2026-03-09T12:00:20.400Z' }),
      aCall(2, { skip: 'number-busy', startedAt: '2026-03-09T13:00:00.000Z' }),
      aCall(3, {
        outcome: 'callback',
        startedAt: '2026-03-09T14:00:00.000Z',
        agent: 'ada',
        channel: 'agents',
        step: 3,
      }),
    ],
    callback: { ...promise, madeAt: '2026-03-09T14:01:00.000Z' },
    facts: ['delayed'],
  })
  const history = historyOf(standing, person)
  expect(history.map(({ kind }) => kind)).toEqual(['email', 'call', 'skip', 'call', 'callback', 'fact'])
  expect(history[1]).toMatchObject({ n: 1, outcome: 'busy', seconds: 20, label: { pl: 'Zajęte' }, number: 0 })
  expect(history[2]).toMatchObject({ n: 2, skip: 'number-busy', why: { pl: expect.stringContaining('numerze') } })
  expect(history[3]).toMatchObject({ agent: 'ada', channel: 'agents', step: 3 })
  expect(history[4]).toMatchObject({ promisedFor: promise.at, from: 'keypad', state: 'open' })
})

test('of an answer it is told that it is there, in which modes and when; never what', () => {
  const answer = answerOf({
    state: 'complete',
    survey: 1,
    language: 'pl',
    startedAt: at,
    submittedOn: '2026-03-10',
    answers: { mark: { v: 5, m: 'web' }, why: { v: ['time'], m: 'agent' }, how: { v: 'x', m: 'web' } },
  })
  expect(answer).toEqual({ state: 'complete', modes: ['agent', 'web'], day: '2026-03-10' })
})
