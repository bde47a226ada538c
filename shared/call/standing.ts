/** What one person has had of a drive: what counts against its caps, on which days, and which of her numbers is left. Rules only. */
import { attemptsFor, type Campaign } from '../campaign/campaign.ts'
import { stepOf } from '../plan/plan.ts'
import type { Language } from '../platform/language.ts'
import { addDays, instantOf, localTime } from '../platform/local-time.ts'
import type { Call } from './call.ts'
import { type OutcomeCode, outcomes, type Rule, usualRules } from './outcome.ts'

/** What the rules of calling must know about a person besides her calls. */
export interface CallContext {
  campaign: Campaign
  /** How many numbers she has. */
  phones: number
  language: Language
  /** When e-mails of this drive were sent to her: they share the budget of attempts. */
  emailsAt: readonly Date[]
  /** Whether mail to her came back, or was not taken. */
  undelivered?: boolean
}

/** A call that was made and has ended. */
export type Attempt = Call & { outcome: OutcomeCode }

/** Minutes between two attempts by phone, whatever a rule says sooner. (L30) */
export const restMinutes = 120
/** Days with attempts in any seven, over all drives. (T8) */
export const daysAWeek = 3
/** Another attempt after an outcome that counts against no cap, where its rule sets no end. */
const uncountedRetries = 20
/** A wish to be called has its own list; should it come to nothing, she is back on the normal one, the agents' if there is one. */
const afterCallback: Rule = { again: 1_440, inAll: 2 }

/** What follows an outcome in this drive; undefined for what is final. */
export function ruleOf(campaign: Campaign, outcome: OutcomeCode): Rule | undefined {
  if (outcomes[outcome].final) return undefined
  const rule = campaign.rules?.[outcome] ?? usualRules[outcome]
  if (rule || outcome !== 'callback') return rule
  return stepOf(campaign.plan, 'agents') ? { ...afterCallback, byAgent: true } : afterCallback
}

/** The calls that were made and have ended, without turns at which she was skipped and without leases. */
export function attemptsOf(calls: readonly Call[]): Attempt[] {
  return calls.filter((call): call is Attempt => call.state === 'closed' && call.outcome !== undefined && !call.skip)
}

/** Whether an attempt counts against the caps. One that keeps a promise does not: the resident asked for it. */
export function isCounted({ outcome, promised }: Attempt): boolean {
  return outcomes[outcome].counts && !promised
}

/**
 * The number to dial next: the last one dialled while it lives, else the next that lives. A number is dead once its outcome
 * asks for another number. Undefined: none is left.
 */
export function numberLeft(calls: readonly Call[], { campaign, phones }: CallContext): number | undefined {
  const attempts = attemptsOf(calls)
  const dead = new Set(
    attempts.filter(({ outcome }) => ruleOf(campaign, outcome)?.otherNumber).map((one) => one.number),
  )
  const last = attempts.at(-1)?.number ?? 0
  const inTurn = Array.from({ length: phones }, (_, n) => (last + n) % phones)
  return inTurn.find((number) => !dead.has(number))
}

/** Whether her last outcome has had all the further attempts that its rule allows. */
export function isRuleUsedUp(attempts: readonly Attempt[], rule: Rule): boolean {
  const last = attempts.at(-1)!
  const { counts } = outcomes[last.outcome]
  const limit = rule.inAll ?? (counts || rule.otherNumber ? Number.POSITIVE_INFINITY : uncountedRetries)
  // What counts is a burden on her and counts over the drive; a technical failure in one step says nothing of the next.
  const alike = attempts.filter(
    ({ outcome, step, promised }) => outcome === last.outcome && !promised && (counts || step === last.step),
  )
  return alike.length > limit
}

export interface Standing {
  /** Attempts that count, by phone and e-mail, in all. */
  total: number
  isUsedUp: boolean
  /** Until when she is left alone after the last attempt. */
  restUntil?: Date
  /** Whether another attempt may be made on a local date, and if not, why. */
  on(date: string): 'free' | 'capped-today' | 'capped-elsewhere'
}

/** Where she stands against the caps. `elsewhere` are local dates on which other drives tried to reach her. */
export function standing(calls: readonly Call[], context: CallContext, elsewhere: readonly string[] = []): Standing {
  const { campaign, emailsAt } = context
  const { perDay, inAll } = attemptsFor(campaign)
  const attempts = attemptsOf(calls)
  const days = attempts.map((attempt) => ({ attempt, date: localTime(new Date(attempt.startedAt)).date }))
  const counted = days.filter(({ attempt }) => isCounted(attempt))
  const dates = [...counted.map(({ date }) => date), ...emailsAt.map((at) => localTime(at).date)]
  const own = new Set(dates)
  const others = new Set(elsewhere)

  const on: Standing['on'] = (date) => {
    if (others.has(date)) return 'capped-elsewhere'
    if (dates.filter((one) => one === date).length >= perDay) return 'capped-today'
    const today = days.filter((one) => one.date === date && !one.attempt.promised).map(({ attempt }) => attempt.outcome)
    const isFull = today.some((outcome) => {
      const most = ruleOf(campaign, outcome)?.perDay
      return most !== undefined && today.filter((one) => one === outcome).length >= most
    })
    if (isFull) return 'capped-today'
    if (own.has(date)) return 'free'
    const week = Array.from({ length: 6 }, (_, n) => addDays(date, -1 - n))
    if (week.filter((day) => own.has(day) || others.has(day)).length < daysAWeek) return 'free'
    return week.some((day) => others.has(day)) ? 'capped-elsewhere' : 'capped-today'
  }
  const rest = attempts.filter(needsRest).map((one) => Date.parse(one.endedAt ?? one.startedAt) + restMinutes * 60_000)
  // Whoever promised to act by a day is left alone until that day is over.
  for (const { restsOn } of attempts) if (restsOn) rest.push(instantOf(addDays(restsOn, 1), 0).getTime())
  return {
    total: dates.length,
    isUsedUp: dates.length >= inAll,
    ...(rest.length && { restUntil: new Date(Math.max(...rest)) }),
    on,
  }
}

/** A busy line disturbed nobody, nor did what does not count. */
function needsRest({ outcome }: Attempt): boolean {
  return outcomes[outcome].counts && outcome !== 'busy'
}
