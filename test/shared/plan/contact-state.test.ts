/** Where one contact stands, and why or why not. */
import { expect, test } from 'vitest'
import type { FactKind } from '../../../shared/contact/contact.ts'
import { standingOf } from '../../../shared/plan/contact-state.ts'
import type { Ledger } from '../../../shared/plan/ledger.ts'

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
  const [step] = standingOf(1, 1, { ledger, facts: [] }, undefined).steps
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
  expect(standingOf(0, 1, beside, response)).toMatchObject({ state, facts, ...(response && { response }) })
})
