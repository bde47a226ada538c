/** What follows a call: again, when, on which number, by whom; and whether a person may be called now. Rules only. (L30, L31, T8) */
import type { Campaign } from '../campaign/campaign.ts'
import { isForUnmailed } from '../plan/mailed.ts'
import { stepOf } from '../plan/plan.ts'
import { isInWindow, isOpenDay, type Window } from '../plan/window.ts'
import { addDays, instantOf, localTime } from '../platform/local-time.ts'
import { type Call, type Callback, listOf, type Skip } from './call.ts'
import { type DayPart, outcomes } from './outcome.ts'
import { attemptsOf, type CallContext, isRuleUsedUp, numberLeft, ruleOf, type Standing, standing } from './standing.ts'
import { voices } from './voice.ts'

export type { CallContext } from './standing.ts'

export type Channel = Call['channel']

export type Next =
  | { kind: 'again'; list: string; step: number; channel: Channel; at: Date; number: number }
  | { kind: 'done'; because: 'final' | 'used up' | 'no step' }

/** What is asked before dialling, besides the context. */
export interface Asked extends CallContext {
  channel: Channel
  step: number
  /** Local dates of this week on which other drives tried to reach her. */
  touchedElsewhere: readonly string[]
  /** The call was promised to her: no cap holds it back. */
  keepsPromise?: boolean
}

/** Keys of a person's calls have two digits; what was tried so often, ends. */
const mostCalls = 90
/** Minutes until somebody else's talk on her number is likely to be over. */
const numberBusyMinutes = 5
/** Minutes after which a step asks again whether a promised call has been made. */
const callbackMinutes = 120

const noon = 12 * 60
const evening = 17 * 60

/** The part of the day by the clock on the wall; a Saturday is one part. */
export function dayPartOf(at: Date): DayPart {
  const { minutes, weekday } = localTime(at)
  if (weekday === 6) return 'saturday'
  return minutes < noon ? 'morning' : minutes < evening ? 'afternoon' : 'evening'
}

/**
 * What is due after a call has ended, or after a turn at which she was skipped: the last of `calls`, which are in order.
 * `at` is when it is asked, at or after the end. The time is inside the window and not after the drive's last day.
 */
export function nextAfter(calls: readonly Call[], context: CallContext, at: Date): Next {
  const last = calls.at(-1)
  if (!last) throw new Error('nothing has ended')
  const { campaign } = context
  const attempts = attemptsOf(calls)
  // Who refused stays called no more, also if she has called us herself since and that call was given back.
  if (attempts.some(({ outcome }) => outcomes[outcome].final)) return { kind: 'done', because: 'final' }
  if (last.skip) return afterSkip(last.skip, calls, context, at)

  const ended = attempts.at(-1)
  if (ended !== last) throw new Error('the last call has not ended')

  const rule = ruleOf(campaign, ended.outcome)
  if (!rule || isRuleUsedUp(attempts, rule)) return handOver(calls, context, at)
  const due = new Date(Date.parse(last.endedAt ?? at.toISOString()) + rule.again * 60_000)
  if (rule.byAgent) return handOver(calls, context, latest(at, due), 'stay with the agents')
  const avoid = rule.otherPart ? dayPartOf(new Date(last.startedAt)) : undefined
  return again(homeOf(campaign, last.channel), calls, context, latest(at, due), avoid)
}

/**
 * Whether a person may be called now, and on which number; asked just before dialling. `again` is from when it is worth
 * asking again, where the reason passes. Whether the window is open, her number free and her answer still missing is asked elsewhere.
 */
export function mayCall(
  calls: readonly Call[],
  callback: Callback | undefined,
  asked: Asked,
  at: Date,
): { number: number } | { skip: Skip; again?: Date } {
  const ends = attemptsOf(calls).map(({ outcome }) => outcome)
  if (ends.some((outcome) => outcomes[outcome].doNotContact)) return { skip: 'objected' }
  const number = numberLeft(calls, asked)
  if (number === undefined) return { skip: 'no-number' }
  if (asked.channel === 'call' && !voices[asked.language]) return { skip: 'no-voice' }
  if (asked.keepsPromise) return { number }

  if (ends.includes('complete')) return { skip: 'answered' }
  if (ends.includes('booked')) return { skip: 'booked' }
  if (isMailed(asked)) return { skip: 'mailed' }
  if (ends.some((outcome) => outcomes[outcome].final)) return { skip: 'capped' }
  const stands = standing(calls, asked, asked.touchedElsewhere)
  const later = (skip: Skip, from: Date) => {
    const found = firstInstant(from, asked.campaign, stands)
    return { skip, ...(found && { again: found }) }
  }
  if (callback?.state === 'open') {
    return later(
      'callback',
      latest(minutesAfter(at, callbackMinutes), minutesAfter(new Date(callback.at), callbackMinutes)),
    )
  }
  const today = localTime(at).date
  if (stands.isUsedUp || isOver(asked.campaign, today)) return { skip: 'capped' }
  const state = stands.on(today)
  if (state !== 'free') return later(state, at)
  if (stands.restUntil && stands.restUntil > at) return later('capped-today', at)
  return { number }
}

/** Whether her step is for people whom no e-mail of the drive has reached, and she is none of them. */
export function isMailed({ campaign, step, emailsAt, undelivered }: CallContext & { step: number }): boolean {
  return isForUnmailed(campaign.plan[step]) && emailsAt.length > 0 && !undelivered
}

function afterSkip(skip: Skip, calls: readonly Call[], context: CallContext, at: Date): Next {
  const home = homeOf(context.campaign, calls.at(-1)!.channel)
  switch (skip) {
    case 'answered':
    case 'booked':
    case 'mailed':
    case 'objected':
    case 'revoked':
    case 'paid':
    case 'barred':
      return { kind: 'done', because: 'final' }
    case 'capped':
    case 'no-number':
      return { kind: 'done', because: 'used up' }
    case 'no-consent':
      return { kind: 'done', because: 'final' }
    case 'no-voice':
    case 'wished': // by a person only: then agents call; by e-mail only: then the check passes her over there too
      return handOver(calls, context, at)
    case 'capped-elsewhere':
      return again(home, calls, context, instantOf(addDays(localTime(at).date, 1), 0))
    case 'number-busy':
      return again(home, calls, context, minutesAfter(at, numberBusyMinutes))
    case 'callback':
      return again(home, calls, context, minutesAfter(at, callbackMinutes))
    case 'capped-today':
      return again(home, calls, context, at)
  }
}

interface Home {
  step: number
  channel: Channel
}

/** The step on whose list she waits: the agents' for their calls, unless the plan has none. */
function homeOf({ plan }: Campaign, channel: Channel): Home | undefined {
  const kinds: Channel[] = channel === 'agents' ? ['agents', 'call'] : ['call', 'agents']
  for (const kind of kinds) {
    const found = stepOf(plan, kind)
    if (found) return { step: found.number, channel: kind }
  }
  return undefined
}

/** To the agents' step, from `from` on; out of it there is no further step, unless the rule lets her stay there. */
function handOver(calls: readonly Call[], context: CallContext, from: Date, stay?: 'stay with the agents'): Next {
  const agents = stepOf(context.campaign.plan, 'agents')
  const isThere = calls.at(-1)!.channel === 'agents'
  if (!agents || (isThere && !stay)) return { kind: 'done', because: 'no step' }
  return again({ step: agents.number, channel: 'agents' }, calls, context, from)
}

function again(
  home: Home | undefined,
  calls: readonly Call[],
  context: CallContext,
  from: Date,
  avoid?: DayPart,
): Next {
  const { campaign } = context
  if (!home) return { kind: 'done', because: 'no step' }
  const stands = standing(calls, context)
  const number = numberLeft(calls, context)
  if (stands.isUsedUp || number === undefined || calls.at(-1)!.n >= mostCalls)
    return { kind: 'done', because: 'used up' }
  const at =
    (avoid && hasOtherPart(campaign.window, avoid) ? firstInstant(from, campaign, stands, avoid) : undefined) ??
    firstInstant(from, campaign, stands)
  if (!at) return { kind: 'done', because: 'used up' }
  return { kind: 'again', list: listOf(campaign.id, home.step), ...home, at, number }
}

/**
 * The first instant from `from` on that lies in the window, on a day with room for another attempt, after her rest, in another
 * part of the day than `avoid`, and not after the drive's last day. Undefined if none comes within 400 days.
 */
function firstInstant(from: Date, campaign: Campaign, stands: Standing, avoid?: DayPart): Date | undefined {
  const { window } = campaign
  const earliest = stands.restUntil ? latest(from, stands.restUntil) : from
  const first = localTime(earliest).date
  for (let n = 0; n <= 400; n++) {
    const date = addDays(first, n)
    if (isOver(campaign, date)) return undefined
    if (!isOpenDay(date, window) || stands.on(date) !== 'free') continue
    const fits = (at: Date): boolean =>
      at >= earliest && localTime(at).date === date && isInWindow(at, window) && (!avoid || dayPartOf(at) !== avoid)
    if (n === 0 && fits(earliest)) return earliest
    // Where the window or a part of the day begins, the answer may turn; nowhere else.
    const turns = [clockMinutes(window.from), noon, evening].sort((a, b) => a - b)
    const found = turns.map((minute) => instantOf(date, minute)).find(fits)
    if (found) return found
  }
  return undefined
}

/** Whether a window has more parts of the day than the one given. */
function hasOtherPart({ days, from, to }: Window, avoid: DayPart): boolean {
  const [start, end] = [clockMinutes(from), clockMinutes(to)]
  const parts: DayPart[] = []
  if (days.includes(6)) parts.push('saturday')
  if (days.some((day) => day !== 6)) {
    if (start < noon) parts.push('morning')
    if (start < evening && end > noon) parts.push('afternoon')
    if (end > evening) parts.push('evening')
  }
  return parts.some((part) => part !== avoid)
}

const isOver = ({ endsOn }: Campaign, date: string): boolean => endsOn !== undefined && date > endsOn
const clockMinutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
const minutesAfter = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * 60_000)
const latest = (a: Date, b: Date): Date => (a > b ? a : b)
