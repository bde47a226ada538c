/** From the network's reason and the turns of a talk to an outcome. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Ending, outcomeOfCall } from '../../../shared/call/ending.ts'
import { type OutcomeCode, outcomes } from '../../../shared/call/outcome.ts'

const nothing: Ending = {
  reason: undefined,
  answered: false,
  gatePassed: false,
  complete: false,
  answeredShare: 0,
  objected: false,
  refused: false,
  callback: false,
}
const answered = { answered: true }
const gate = { answered: true, gatePassed: true }

test.each<[string | null | undefined, Partial<Ending>, OutcomeCode]>([
  ['TELECOM_BUSY', {}, 'busy'],
  ['telecom_busy', {}, 'busy'],
  [' Telecom_Busy ', {}, 'busy'],
  ['TELECOM_TIMEOUT', {}, 'no_answer'],
  ['TELECOM_ORIGINATOR_CANCEL', {}, 'no_answer'],
  ['TELECOM_UNANSWERED', {}, 'not_reachable'],
  ['TELECOM_NUMBER_INVALID', {}, 'bad_number'],
  ['TELECOM_POTENTIAL_BLOCKING', {}, 'blocked'],
  ['TELECOM_PROBLEM', {}, 'technical'],
  ['TELECOM_PROBLEM', answered, 'technical'],
  ['TELECOM_PROBLEM', { ...gate, answeredShare: 0.7 }, 'partial'],
  ['CONTACT_FLOW_DISCONNECT', answered, 'no_input'],
  ['CONTACT_FLOW_DISCONNECT', {}, 'no_input'],
  ['CONTACT_FLOW_DISCONNECT', { ...gate, complete: true, answeredShare: 1 }, 'complete'],
  ['CONTACT_FLOW_DISCONNECT', { ...gate, answeredShare: 0.5 }, 'partial'],
  ['CONTACT_FLOW_DISCONNECT', { ...gate, answeredShare: 0.49 }, 'break_off'],
  ['CONTACT_FLOW_DISCONNECT', { ...gate, refused: true }, 'refused'],
  ['CONTACT_FLOW_DISCONNECT', { ...gate, callback: true }, 'callback'],
  ['CONTACT_FLOW_DISCONNECT', { ...answered, objected: true }, 'objection'],
  ['CUSTOMER_DISCONNECT', answered, 'hung_up'],
  ['CUSTOMER_DISCONNECT', gate, 'break_off'],
  ['CUSTOMER_DISCONNECT', { ...gate, answeredShare: 0.5 }, 'partial'],
  ['CUSTOMER_DISCONNECT', { ...gate, complete: true }, 'complete'],
  ['CUSTOMER_DISCONNECT', {}, 'unknown'],
  [null, answered, 'hung_up'],
  [null, gate, 'break_off'],
  [null, {}, 'unknown'],
  [undefined, {}, 'unknown'],
  ['OTHER', { ...gate, answeredShare: 0.8 }, 'partial'],
  ['OTHER', {}, 'unknown'],
  ['OUTBOUND_DESTINATION_ENDPOINT_ERROR', {}, 'not_dialled'],
  ['OUTBOUND_RESOURCE_ERROR', {}, 'not_dialled'],
  ['OUTBOUND_ATTEMPT_FAILED', {}, 'not_dialled'],
  ['OUTBUND_PREVIEW_DISCARDED', {}, 'not_dialled'],
  ['EXPIRED', {}, 'not_dialled'],
  ['RING_NO_ANSWER', {}, 'unknown'],
  ['RING_NO_ANSWER', answered, 'hung_up'],
  ['', {}, 'unknown'],
  ['toString', {}, 'unknown'],
])('%s with %j: %s', (reason, turns, outcome) => {
  expect(outcomeOfCall({ ...nothing, ...turns, reason })).toBe(outcome)
})

const anyEnding = fc.record<Ending>({
  reason: fc.oneof(fc.constantFrom('TELECOM_BUSY', 'OTHER', 'TELECOM_NUMBER_INVALID', null, undefined), fc.string()),
  answered: fc.boolean(),
  gatePassed: fc.boolean(),
  complete: fc.boolean(),
  answeredShare: fc.double({ min: 0, max: 1, noNaN: true }),
  objected: fc.boolean(),
  refused: fc.boolean(),
  callback: fc.boolean(),
})

test('whatever the network says, an objection is kept, answers are kept, and letter case says nothing', () => {
  fc.assert(
    fc.property(anyEnding, (ending) => {
      const outcome = outcomeOfCall(ending)
      expect(outcomes).toHaveProperty(outcome)
      if (ending.objected) expect(outcome).toBe('objection')
      else if (ending.complete) expect(outcome).toBe('complete')
      if (ending.gatePassed) expect(outcomes[outcome].reached).toBe(true)
      expect(outcomeOfCall({ ...ending, reason: ending.reason?.toLowerCase() })).toBe(
        outcomeOfCall({ ...ending, reason: ending.reason?.toUpperCase() }),
      )
    }),
  )
})
