/** Where one contact stands, and why or why not. */
import { expect, test } from 'vitest'
import { contactState, stepStates } from '../../../shared/plan/contact-state.ts'
import type { Ledger } from '../../../shared/plan/ledger.ts'

const entry = (state: Ledger['state'], outcomes: string): Map<string, Ledger> =>
  new Map([['step#0#0', { state, outcomes, leaseUntil: 1, at: '2026-03-10T10:00:00Z' }]])

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
  const [step] = stepStates(1, 1, ledger)
  expect(step!.state).toBe(state)
  if (why) expect(step!.why?.pl).toContain(why)
  else expect(step!.why).toBeUndefined()
})

test.each([
  ['sent and nothing more', [], undefined, 'sent'],
  ['bounced', [{ kind: 'bounced' }], undefined, 'bounced'],
  ['delayed is still sent', [{ kind: 'delayed' }], undefined, 'sent'],
  ['began', [], 'partial', 'opened'],
  ['answered, and then objected to more', [{ kind: 'objected' }], 'complete', 'answered'],
  ['objected', [{ kind: 'objected' }], 'partial', 'objected'],
] as const)('%s', (_, facts, response, state) => {
  expect(contactState(stepStates(0, 1, entry('recorded', 's')), [...facts], response)).toBe(state)
})
