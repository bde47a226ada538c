/** What was done to reach somebody, as she may read it: day, channel, how it ended, and nothing of the matter. Rules only. (T2) */
import type { PersonCalls } from '../call/call-store.ts'
import type { OutcomeCode } from '../call/outcome.ts'
import type { Standing } from '../plan/contact-state.ts'
import { localTime } from '../platform/local-time.ts'

/** How an attempt ended, in the words that she reads. */
export type End =
  | 'sent'
  | 'bounced'
  | 'refused'
  | 'doubt'
  | 'talked'
  | 'nobody'
  | 'busy'
  | 'message'
  | 'voicemail'
  | 'other'
  | 'number'
  | 'failed'
  | 'now'

export interface Done {
  /** Local date. */
  day: string
  channel: 'email' | 'call' | 'agents'
  end: End
}

/** Every outcome in her words. What an agent noted of her stays out of it. */
const ends: Record<OutcomeCode, End> = {
  complete: 'talked',
  booked: 'talked',
  promised: 'talked',
  partial: 'talked',
  refused: 'talked',
  soft_refusal: 'talked',
  objection: 'talked',
  hung_up: 'talked',
  break_off: 'talked',
  callback: 'talked',
  busy: 'busy',
  no_answer: 'nobody',
  not_reachable: 'nobody',
  no_input: 'nobody',
  voicemail_left: 'message',
  voicemail: 'voicemail',
  bad_number: 'number',
  wrong_person: 'other',
  third_person: 'other',
  blocked: 'failed',
  technical: 'failed',
  unknown: 'failed',
  not_dialled: 'failed',
  dead: 'other',
  unable: 'talked',
  language: 'talked',
  moved_out: 'other',
  screened_out: 'talked',
  quota_full: 'talked',
}

/** Every attempt to reach her, the oldest first. What was planned and not done is none. */
export function doneFor({ steps, facts }: Pick<Standing, 'steps' | 'facts'>, { calls }: PersonCalls): Done[] {
  const cameBack = (step: number) => facts.some((fact) => fact.kind === 'bounced' && (fact.step ?? step) === step)
  const found: (Done & { at: string })[] = []
  for (const { step, kind, state, at } of steps) {
    if (kind !== 'email' || !at) continue
    const end =
      state === 'sent'
        ? cameBack(step)
          ? 'bounced'
          : 'sent'
        : state === 'refused' || state === 'doubt'
          ? state
          : undefined
    if (end) found.push({ at, day: dayOf(at), channel: 'email', end })
  }
  for (const { skip, startedAt: at, channel, state, outcome, agent } of calls) {
    if (skip || outcome === 'not_dialled' || (state === 'leased' && !agent)) continue
    const end = outcome ? ends[outcome] : state === 'leased' ? 'now' : 'failed'
    found.push({ at, day: dayOf(at), channel, end })
  }
  return found.sort((one, other) => Date.parse(one.at) - Date.parse(other.at)).map(({ at: _, ...done }) => done)
}

const dayOf = (at: string): string => localTime(new Date(at)).date
