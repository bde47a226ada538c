/**
 * Counts of a drive's calls: outcomes, days, hours, turns skipped, promises. All in one item, `phone`, so that whoever looks
 * reads one item however many were called. Rules only.
 */
import type { Call, Callback, Skip } from '../call/call.ts'
import { type OutcomeCode, outcomes } from '../call/outcome.ts'
import { localTime } from '../platform/local-time.ts'
import type { Delta } from './result.ts'

export const phoneCounter = 'phone'

/** Stands between the parts of a counter's name. */
const divider = '\u001f'
const nameOf = (...parts: (string | number)[]): string => parts.join(divider)

type Channel = Call['channel']
type ByChannel = Record<Channel, number>

export interface PhoneCounts {
  /** Calls that ended, by outcome and channel. */
  outcomes: Partial<Record<OutcomeCode, ByChannel>>
  /** Local day → calls dialled. */
  days: Record<string, ByChannel>
  /** Local hour (0 to 23) → calls dialled, and of these such in which somebody was reached. */
  hours: Record<number, { calls: number; reached: number }>
  /** Turns at which somebody was not called, by reason. */
  skips: Partial<Record<Skip, number>>
  /** Promises to call back: made, and how they ended. */
  callbacks: { made: number } & Record<Exclude<Callback['state'], 'open'>, number>
}

export function noPhoneCounts(): PhoneCounts {
  return {
    outcomes: {},
    days: {},
    hours: {},
    skips: {},
    callbacks: { made: 0, kept: 0, 'given up': 0, withdrawn: 0 },
  }
}

/** Whether the telephone rang: what was never dialled is no attempt. */
export function isDialled(outcome: OutcomeCode): boolean {
  return outcomes[outcome].aapor.people !== '3.11'
}

/** What an item of a person's calls adds when it closes. Leases, and what is changed of a closed one, add nothing. */
export function countCall(campaign: string, before: Pick<Call, 'state'> | undefined, after: Call): Delta[] {
  if (after.state !== 'closed' || before?.state === 'closed') return []
  const { skip, outcome, channel } = after
  if (skip) {
    return [
      { campaign, counter: 'progress', adds: { skipped: 1 } },
      { campaign, counter: phoneCounter, adds: { [nameOf('skip', skip)]: 1 } },
    ]
  }
  if (!outcome) return []
  const adds: Delta['adds'] = { [nameOf('outcome', outcome, channel)]: 1 }
  if (!isDialled(outcome)) return [{ campaign, counter: phoneCounter, adds }]
  const { date, minutes } = localTime(new Date(after.startedAt))
  const hour = Math.floor(minutes / 60)
  const reached = outcomes[outcome].reached ? 1 : 0
  adds[nameOf('day', date, channel)] = 1
  adds[nameOf('hour', hour, 'calls')] = 1
  if (reached) adds[nameOf('hour', hour, 'reached')] = 1
  return [
    { campaign, counter: 'progress', adds: { calls: 1, ...(reached && { reached }) } },
    { campaign, counter: phoneCounter, adds },
  ]
}

/** What a change of a promise adds: a new wish in the place of an open one is the same promise at another time. */
export function countCallback(
  campaign: string,
  before: Pick<Callback, 'state'> | undefined,
  after: Pick<Callback, 'state'>,
): Delta[] {
  if (before?.state === after.state) return []
  const name = nameOf('callback', after.state === 'open' ? 'made' : after.state)
  return [{ campaign, counter: phoneCounter, adds: { [name]: 1 } }]
}

/** The counts that the item holds. */
export function readPhoneCounts(item: Record<string, number>): PhoneCounts {
  const counts = noPhoneCounts()
  for (const [name, count] of Object.entries(item)) {
    const [kind, key = '', channel = ''] = name.split(divider)
    if (kind === 'outcome') {
      counts.outcomes[key as OutcomeCode] ??= { call: 0, agents: 0 }
      counts.outcomes[key as OutcomeCode]![channel as Channel] = count
    } else if (kind === 'day') {
      counts.days[key] ??= { call: 0, agents: 0 }
      counts.days[key][channel as Channel] = count
    } else if (kind === 'hour') {
      counts.hours[Number(key)] ??= { calls: 0, reached: 0 }
      counts.hours[Number(key)]![channel as 'calls' | 'reached'] = count
    } else if (kind === 'skip') counts.skips[key as Skip] = count
    else if (kind === 'callback') counts.callbacks[key as keyof PhoneCounts['callbacks']] = count
  }
  return counts
}

/** Fewest calls of an hour from which its share says something. */
const fewestOfHour = 20

/** The local hour in which the largest share of calls reached somebody; undefined while no hour has enough of them. */
export function bestHour({ hours }: Pick<PhoneCounts, 'hours'>): { hour: number; share: number } | undefined {
  const enough = Object.entries(hours).filter(([, { calls }]) => calls >= fewestOfHour)
  const shares = enough.map(([hour, { calls, reached }]) => ({ hour: Number(hour), share: reached / calls }))
  return shares.sort((one, other) => other.share - one.share || one.hour - other.hour)[0]
}
