/** Where one contact stands, and why or why not. */
import { expect, test } from 'vitest'
import type { Call, Callback } from '../../../shared/call/call.ts'
import type { FactKind } from '../../../shared/contact/contact.ts'
import { callsAt, standingOf } from '../../../shared/plan/contact-state.ts'
import type { Ledger } from '../../../shared/plan/ledger.ts'

const oneMail = [{ kind: 'email' }] as const

const entry = (state: Ledger['state'], outcomes: string): Map<string, Ledger> =>
  new Map([['step#0#0', { state, outcomes, leaseUntil: 1, nonce: '', at: '2026-03-10T10:00:00Z' }]])

test.each([
  ['nothing in the ledger', new Map(), 'waiting', undefined],
  ['claimed', entry('claimed', '..'), 'sending', undefined],
  ['given back', entry('released', '..'), 'waiting', undefined],
  ['sent', entry('recorded', '.s'), 'sent', undefined],
  ['refused', entry('recorded', '.r'), 'refused', 'nie przyjął'],
  ['spared because answered', entry('recorded', '.a'), 'spared', 'przed wysyłką'],
  ['spared because objected', entry('recorded', '.o'), 'spared', 'Sprzeciw'],
  ['spared because unreachable', entry('recorded', '.u'), 'spared', 'nie da się dostarczyć'],
  ['in doubt with its part', entry('doubt', '..'), 'doubt', 'zaginęła'],
  ['in doubt alone', entry('recorded', 'sd'), 'doubt', 'zaginęła'],
] as const)('%s', (_, ledger, state, why) => {
  const [step] = standingOf(1, oneMail, { ledger, facts: [] }, undefined).steps
  expect(step!.state).toBe(state)
  if (why) expect(step!.why?.pl).toContain(why)
  else expect(step!.why).toBeUndefined()
})

test.each<[string, FactKind[], 'partial' | 'complete' | undefined, string]>([
  ['sent and nothing more', [], undefined, 'sent'],
  ['bounced', ['bounced'], undefined, 'bounced'],
  ['delayed is still sent', ['delayed'], undefined, 'sent'],
  ['began', [], 'partial', 'opened'],
  ['answered, and then objected to more', ['objected'], 'complete', 'answered'],
  ['objected', ['objected'], 'partial', 'objected'],
])('%s, whatever happened to her neighbour', (_, kinds, response, state) => {
  const facts = kinds.map((kind) => ({ index: 0, kind, at: '2026-03-10T10:00:00Z' }))
  const neighbour = { index: 1, kind: 'complained', at: '2026-03-10T10:00:00Z' } as const
  const beside = { ledger: entry('recorded', 'ss'), facts: [...facts, neighbour] }
  expect(standingOf(0, oneMail, beside, response)).toMatchObject({ state, facts, ...(response && { response }) })
})

const at = '2026-03-10T10:00:00.000Z'
const aCall = (n: number, change: Partial<Call>): Call => ({
  ...{ index: 0, n, state: 'closed', channel: 'call', step: 2, number: 0, startedAt: at, endedAt: at },
  ...change,
})
const later = { list: 'cmp_1#2', dueAt: at }
const aPromise = (state: Callback['state']): Callback => ({
  ...{ index: 0, state, at, from: 'keypad', tries: 0, madeAt: at, version: 1 },
})
const threeSteps = [{ kind: 'email' }, { kind: 'wait' }, { kind: 'call' }, { kind: 'agents' }] as const
const atWork: Partial<Call> = {
  state: 'leased',
  channel: 'agents',
  step: 3,
  agent: 'ada',
  leaseUntil: Date.parse(at) + 1,
}

test.each<[string, Call[], Callback | undefined, FactKind[], 'partial' | undefined, string]>([
  ['nobody called yet: the e-mail says', [], undefined, [], undefined, 'sent'],
  ['called in vain, and again later', [aCall(1, { outcome: 'busy', ...later })], undefined, [], undefined, 'called'],
  ['spoken with, and again later', [aCall(1, { outcome: 'hung_up', ...later })], undefined, [], undefined, 'reached'],
  [
    'reached once is reached',
    [aCall(1, { outcome: 'hung_up' }), aCall(2, { outcome: 'busy', ...later })],
    undefined,
    [],
    undefined,
    'reached',
  ],
  ['no attempt left', [aCall(1, { outcome: 'no_answer' })], undefined, [], undefined, 'exhausted'],
  ['refused for good', [aCall(1, { outcome: 'refused' })], undefined, [], undefined, 'closed'],
  ['objected in a call', [aCall(1, { outcome: 'objection' })], undefined, [], undefined, 'objected'],
  [
    'an agent has her',
    [aCall(1, { outcome: 'busy', ...later }), aCall(2, atWork)],
    aPromise('open'),
    [],
    undefined,
    'talking',
  ],
  [
    'an agent had her, and lost her',
    [aCall(1, { ...atWork, ...later, leaseUntil: 5 })],
    undefined,
    [],
    undefined,
    'sent',
  ],
  ['a call was promised', [aCall(1, { outcome: 'callback' })], aPromise('open'), [], undefined, 'promised'],
  ['a promise was kept in vain', [aCall(1, { outcome: 'callback' })], aPromise('given up'), [], undefined, 'exhausted'],
  [
    'her mail came back, but she is called',
    [aCall(1, { outcome: 'busy', ...later })],
    undefined,
    ['bounced'],
    undefined,
    'called',
  ],
  ['she objected, whatever was promised', [], aPromise('open'), ['objected'], undefined, 'objected'],
  [
    'she began, and will be called again',
    [aCall(1, { outcome: 'break_off', ...later })],
    undefined,
    [],
    'partial',
    'opened',
  ],
  ['passed over, and never called', [aCall(1, { skip: 'no-number' })], undefined, [], undefined, 'spared'],
])('by phone: %s', (_, calls, callback, kinds, response, state) => {
  const facts = kinds.map((kind) => ({ index: 0, kind, at }))
  const person = callsAt({ calls, ...(callback && { callback }) }, new Date(at))
  expect(standingOf(0, threeSteps, { ledger: entry('recorded', 's'), facts }, response, person).state).toBe(state)
})

test('each step but waits says what was last done in it, and why', () => {
  const calls = [aCall(1, { outcome: 'busy' }), aCall(2, { skip: 'number-busy' }), aCall(3, atWork)]
  const { steps } = standingOf(0, threeSteps, { ledger: entry('recorded', 's'), facts: [] }, undefined, { calls })
  expect(steps.map(({ step, kind, state }) => [step, kind, state])).toEqual([
    [0, 'email', 'sent'],
    [2, 'call', 'spared'],
    [3, 'agents', 'talking'],
  ])
  expect(steps[1]!.why?.pl).toContain('trwała już rozmowa')
})
