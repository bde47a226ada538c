/** Who of a drive's list comes along to a new one, and with which addresses. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Call, Callback } from '../../../shared/call/call.ts'
import { type OutcomeCode, outcomes } from '../../../shared/call/outcome.ts'
import { type AgainFilter, againOutcomes, comesAlong, contentAgain } from '../../../shared/campaign/again.ts'
import type { Contact, Fact, FactKind } from '../../../shared/contact/contact.ts'
import { FactKind as FactKinds } from '../../../shared/contact/contact.ts'
import { aCampaign } from '../../builders/campaign.ts'

const at = '2026-03-10T10:00:00.000Z'
const both: Contact = {
  index: 3,
  language: 'pl',
  email: 'anna@example.org',
  phones: ['+48600100201', '+48600100202'],
  fields: {},
}
const aCall = (n: number, outcome: OutcomeCode, number = 0): Call => ({
  ...{ index: 3, n, state: 'closed', channel: 'call', step: 1, number, startedAt: at, endedAt: at, outcome },
})
const fact = (kind: FactKind, detail?: string, index = 3): Fact => ({ index, kind, at, ...(detail && { detail }) })
const open: Callback = { index: 3, state: 'open', at, from: 'web', tries: 0, madeAt: at, version: 1 }
const unreached: AgainFilter = { who: 'unreached' }
const unanswered: AgainFilter = { who: 'unanswered' }

interface Case {
  contact?: Contact
  calls?: Call[]
  callback?: Callback
  facts?: Fact[]
  response?: 'partial' | 'complete'
}
const along = (filter: AgainFilter, { contact = both, calls = [], callback, facts = [], response }: Case) =>
  comesAlong(contact, filter, { facts, response, person: { calls, ...(callback && { callback }) } }, aCampaign())

const whole = { email: both.email, phones: both.phones }

test.each<[string, AgainFilter, Case, ReturnType<typeof along>]>([
  ['nothing ever happened', unreached, {}, whole],
  ['called in vain', unreached, { calls: [aCall(1, 'busy'), aCall(2, 'voicemail')] }, whole],
  ['spoken with, not answered: not unreached', unreached, { calls: [aCall(1, 'hung_up')] }, undefined],
  ['spoken with, not answered', unanswered, { calls: [aCall(1, 'hung_up')] }, whole],
  ['began the survey: not unreached', unreached, { response: 'partial' }, undefined],
  ['began the survey', unanswered, { response: 'partial' }, whole],
  ['her last call ended as chosen', { who: 'outcome', outcome: 'busy' }, { calls: [aCall(1, 'busy')] }, whole],
  [
    'an earlier call ended as chosen',
    { who: 'outcome', outcome: 'busy' },
    { calls: [aCall(1, 'busy'), aCall(2, 'hung_up')] },
    undefined,
  ],
  ['never called, and an outcome chosen', { who: 'outcome', outcome: 'busy' }, {}, undefined],
  [
    'her mail bounced for good: by phone',
    unreached,
    { facts: [fact('bounced', 'permanent')] },
    { phones: both.phones },
  ],
  ['her mail bounced for now', unreached, { facts: [fact('bounced', 'transient')] }, whole],
  [
    'her address was refused, and she has no number',
    unreached,
    { contact: { ...both, phones: [] }, facts: [fact('rejected')] },
    undefined,
  ],
  ['her neighbour objected', unreached, { facts: [fact('objected', 'all', 4)] }, whole],
  [
    'one number is dead',
    unreached,
    { calls: [aCall(1, 'bad_number')] },
    { email: both.email, phones: ['+48600100202'] },
  ],
  [
    'all of her addresses are dead',
    unanswered,
    { calls: [aCall(1, 'bad_number'), aCall(2, 'wrong_person', 1)], facts: [fact('bounced', 'permanent')] },
    undefined,
  ],
  ['a call was promised to her', unanswered, { callback: open }, undefined],
  ['a promise was kept', unanswered, { callback: { ...open, state: 'kept' } }, whole],
  ['an agent has her', unanswered, { calls: [{ ...aCall(1, 'busy'), state: 'leased' }] }, undefined],
])('%s', (_, filter, given, expected) => {
  expect(along(filter, given)).toEqual(expected)
})

const filters = fc.oneof(
  fc.constant(unreached),
  fc.constant(unanswered),
  fc.constantFrom(...againOutcomes).map((outcome): AgainFilter => ({ who: 'outcome', outcome })),
)
const codes = Object.keys(outcomes) as OutcomeCode[]
const histories = fc.record({
  calls: fc.array(fc.tuple(fc.constantFrom(...codes), fc.nat(1)), { maxLength: 5 }),
  facts: fc.array(fc.tuple(fc.constantFrom(...FactKinds.options), fc.constantFrom('permanent', 'transient')), {
    maxLength: 3,
  }),
  response: fc.constantFrom(undefined, 'partial' as const, 'complete' as const),
})

test('whatever happened: who answered, objected or was done with never comes along, nor a dead address', () => {
  fc.assert(
    fc.property(filters, histories, (filter, { calls, facts, response }) => {
      const given = {
        calls: calls.map(([outcome, number], n) => aCall(n + 1, outcome, number)),
        facts: facts.map(([kind, detail]) => fact(kind, detail)),
        ...(response && { response }),
      }
      const found = along(filter, given)
      if (!found) return
      expect(response).not.toBe('complete')
      for (const [kind] of facts) expect(['objected', 'complained', 'revoked']).not.toContain(kind)
      for (const [outcome] of calls) expect(outcomes[outcome].final).toBe(false)
      const isDead = facts.some(
        ([kind, detail]) => kind === 'rejected' || (kind === 'bounced' && detail === 'permanent'),
      )
      if (isDead) expect(found.email).toBeUndefined()
      for (const [outcome, number] of calls) {
        if (outcome === 'bad_number') expect(found.phones).not.toContain(both.phones[number])
      }
      expect(found.email || found.phones.length > 0).toBeTruthy()
    }),
  )
})

test('the content comes along without dates, under a name that says so and fits', () => {
  const content = contentAgain(aCampaign({ name: 'x'.repeat(120) }), 'ponowienie')
  expect(content.name).toHaveLength(120)
  expect(content.name.endsWith('x – ponowienie')).toBe(true)
  expect(content).not.toHaveProperty('startsOn')
  expect(content).not.toHaveProperty('status')
  expect(content).not.toHaveProperty('list')
  expect(content).toMatchObject({ plan: aCampaign().plan, basis: '6(1)(e)', privacy: aCampaign().privacy })
})
