/** Everything that was done, or not done, for one contact of a drive, in order of time, each with its reason. Rules only. */
import type { Call, Callback, Skip } from '../call/call.ts'
import type { PersonCalls } from '../call/call-store.ts'
import { type OutcomeCode, outcomes } from '../call/outcome.ts'
import type { Fact } from '../contact/contact.ts'
import type { Text } from '../platform/language.ts'
import type { Mode, Response } from '../response/response.ts'
import { type ContactState, contactStates, type Standing, skipWords } from './contact-state.ts'

interface Happened {
  /** ISO in UTC. */
  at: string
}

export type Happening = Happened &
  (
    | { kind: 'email'; step: number; state: ContactState; label: Text; why?: Text }
    | {
        kind: 'call'
        n: number
        channel: Call['channel']
        step: number
        /** Which of her numbers, from 0. */
        number: number
        /** Missing while it goes on. */
        outcome?: OutcomeCode
        label?: Text
        seconds?: number
        /** The agent, by the issuer's id. */
        agent?: string
        promised?: true
      }
    | { kind: 'skip'; n: number; channel: Call['channel']; step: number; skip: Skip; why: Text }
    | { kind: 'fact'; fact: Fact['kind']; detail?: string; source?: string; step?: number }
    | { kind: 'callback'; promisedFor: string; from: Callback['from']; state: Callback['state']; tries: number }
  )

/** What happened, the oldest first. */
export function historyOf(
  { steps, facts }: Pick<Standing, 'steps' | 'facts'>,
  { calls, callback }: PersonCalls,
): Happening[] {
  const found: Happening[] = []
  for (const { step, kind, state, at, why } of steps) {
    if (kind === 'email' && at) found.push({ kind, at, step, state, label: contactStates[state], ...(why && { why }) })
  }
  for (const { kind: fact, at, detail, source, step } of facts) {
    const more = { ...(detail && { detail }), ...(source && { source }), ...(step !== undefined && { step }) }
    found.push({ kind: 'fact', at, fact, ...more })
  }
  for (const call of calls) found.push(happeningOf(call))
  if (callback) {
    const { madeAt, at: promisedFor, from, state, tries } = callback
    found.push({ kind: 'callback', at: madeAt, promisedFor, from, state, tries })
  }
  // Of what has the same time, what came first by its number stays first: sorting is stable.
  return found.sort((one, other) => Date.parse(one.at) - Date.parse(other.at))
}

function happeningOf({
  n,
  channel,
  step,
  number,
  startedAt,
  endedAt,
  skip,
  outcome,
  agent,
  promised,
}: Call): Happening {
  if (skip) return { kind: 'skip', at: startedAt, n, channel, step, skip, why: skipWords[skip] }
  return {
    kind: 'call',
    at: startedAt,
    n,
    channel,
    step,
    number,
    ...(outcome && { outcome, label: outcomes[outcome].label }),
    ...(endedAt && { seconds: Math.max(0, Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 1000)) }),
    ...(agent && { agent }),
    ...(promised && { promised }),
  }
}

/** Whether she answered, and in which modes: never what. */
export interface AnswerState {
  state: Response['state']
  modes: Mode[]
  /** The local day of submission. */
  day?: string
}

export function answerOf({ state, answers, submittedOn }: Response): AnswerState {
  const modes = [...new Set(Object.values(answers).map(({ m }) => m))].sort()
  return { state, modes, ...(submittedOn && { day: submittedOn }) }
}
