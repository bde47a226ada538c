/**
 * What truly happened in calls, told from the telephone network's own record and its residents' scripts, not from anything
 * that Akcja knows: who was called, what was pressed, who hung up.
 */
import type { ResidentName } from '../../local/engines/connect-residents.ts'
import type { PhoneCall } from '../../local/engines/connect-store.ts'
import type { OutcomeCode } from '../../shared/call/outcome.ts'
import { phoneQuestions } from './phone-survey.ts'

/** How a call ends whose end hangs on the resident alone. */
const byResident: Partial<Record<ResidentName, OutcomeCode>> = {
  busy: 'busy',
  'no answer': 'no_answer',
  invalid: 'bad_number',
  voicemail: 'no_input',
  complete: 'complete',
  corrects: 'complete',
  objects: 'objection',
  'asks for a person': 'callback',
  blocked: 'blocked',
  'network problem': 'technical',
  'not deliverable': 'not_reachable',
  'hangs up at once': 'hung_up',
}

/** Key 1 at the gate, any key after the clause. */
const keysBeforeQuestions = 2

/**
 * The true outcome of each call of a drive with `phoneSurvey`, by its attempt (`cmp_x.0.7.2`). Who leaves in the middle is
 * judged by all that she has answered so far, over her calls: half or more is partial.
 */
export function truthOf(calls: readonly PhoneCall[]): Map<string, OutcomeCode> {
  const truth = new Map<string, OutcomeCode>()
  const answered = new Map<string, number>()
  for (const { attributes, resident, keys } of calls) {
    const attempt = attributes.call!
    const person = personOf(attempt)
    const known = byResident[resident]
    if (known) {
      truth.set(attempt, known)
      continue
    }
    const all = (answered.get(person) ?? 0) + Math.max(0, keys.length - keysBeforeQuestions)
    answered.set(person, all)
    truth.set(attempt, all * 2 >= phoneQuestions ? 'partial' : 'break_off')
  }
  return truth
}

/** `cmp_x.0.7.2` → `cmp_x.0.7` */
export const personOf = (attempt: string): string => attempt.slice(0, attempt.lastIndexOf('.'))

/** Calls that were open at the same time and had something in common; the later of each two. */
export function atTheSameTime(calls: readonly PhoneCall[], what: (call: PhoneCall) => string): PhoneCall[] {
  const until = new Map<string, number>()
  const found: PhoneCall[] = []
  for (const call of calls.toSorted((one, other) => one.startedAt - other.startedAt)) {
    const key = what(call)
    const end = call.endedAt ?? Number.POSITIVE_INFINITY
    if (call.startedAt < (until.get(key) ?? 0)) found.push(call)
    until.set(key, Math.max(until.get(key) ?? 0, end))
  }
  return found
}
