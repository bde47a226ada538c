/** Judges what the bench's calls came to, by the telephone network's record alone and by rules written down here once more. */
import type { PhoneCall } from '../../local/engines/connect-store.ts'
import type { Call } from '../../shared/call/call.ts'
import { type OutcomeCode, outcomes, usualRules } from '../../shared/call/outcome.ts'
import { atTheSameTime, personOf, truthOf } from '../builders/phone-truth.ts'
import { driveId } from './calls-people.ts'

/** What the drive's settings allow one person: `usualAttempts`, three days a week, two hours of rest. */
const perDay = 2
const inAll = 6
const daysInSeven = 3
const restMinutes = 120

/**
 * What the network lets an account start. The office counts as busy in ten seconds in which half of it was started, or in which
 * so large a share of its lines was taken: a line is free again when the end of its call was heard.
 */
const startsPerSecond = 2
const startsInUse = 0.5
const linesInUse = 0.7
/** So much of the time it must have been busy that somebody waited. */
const busyShare = 0.7
const minute = 60_000
/** Somebody else of her household talked on her number: she is looked at again after a minute. */
const busyNumberMilliseconds = minute
/** Until then the end of a call whose event was lost is asked for (`shared/call/check.ts`); her number counts as in use. */
const unheardMilliseconds = 200_000
/** Messages gather for two seconds, and of those who are due at once only five are called at once. */
const queueMilliseconds = 10_000

export interface Verdicts {
  attempts: number
  wrong: string[]
  /** Each outcome: how often it truly happened, and how often it was kept. */
  counts: Map<OutcomeCode | 'none', { truly: number; kept: number }>
  twice: number
  outside: number
  overCap: number
  /** Retries before their time, and those that were not made on their minute although a call could have been started. */
  early: number
  late: number
  /** The first of them: which call, how many seconds late, and how much of that time was busy. */
  lateOnes: string[]
  /** Retries that waited longer because lines or starts were used up, or her number was. */
  queued: number
  retries: number
}

type Kept = Call & { page: number }
const attemptOf = ({ page, index, n }: Pick<Kept, 'page' | 'index' | 'n'>) => `${driveId}.${page}.${index}.${n}`

/** @param lines calls at once */
export function judge(rings: readonly PhoneCall[], items: readonly Kept[], lines: number): Verdicts {
  const truth = truthOf(rings)
  const kept = new Map(items.filter(({ skip }) => !skip).map((item) => [attemptOf(item), item.outcome]))
  const counts: Verdicts['counts'] = new Map()
  const count = (outcome: OutcomeCode | undefined, what: 'truly' | 'kept') => {
    const entry = counts.get(outcome ?? 'none') ?? { truly: 0, kept: 0 }
    counts.set(outcome ?? 'none', entry)
    entry[what]++
  }
  for (const outcome of truth.values()) count(outcome, 'truly')
  for (const outcome of kept.values()) count(outcome, 'kept')
  const all = new Set([...truth.keys(), ...kept.keys()])
  const byPerson = Map.groupBy(rings, ({ attributes }) => personOf(attributes.call!))
  const twice = new Set([
    ...atTheSameTime(rings, ({ to }) => to),
    ...atTheSameTime(rings, ({ attributes }) => personOf(attributes.call!)),
  ])
  return {
    attempts: rings.length,
    wrong: [...all].filter((attempt) => truth.get(attempt) !== kept.get(attempt)),
    counts,
    twice: twice.size,
    outside: rings.filter(({ startedAt }) => !isOpen(startedAt)).length,
    overCap: [...byPerson.values()].reduce((sum, hers) => sum + tooMany(hers, truth), 0),
    ...punctuality(rings, items, lines),
  }
}

let format: Intl.DateTimeFormat | undefined

/** Date, weekday and hour in Poznan. */
function local(at: number): { date: string; weekday: string; hour: number } {
  format ??= new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: 'Europe/Warsaw', hourCycle: 'h23', weekday: 'short' },
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit' },
  })
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
  return { date: `${parts.year}-${parts.month}-${parts.day}`, weekday: parts.weekday!, hour: Number(parts.hour) }
}

/** Monday to Friday, from 9 to 20; the week of the bench has no holiday. */
function isOpen(at: number): boolean {
  const { weekday, hour } = local(at)
  return !['Sat', 'Sun'].includes(weekday) && hour >= 9 && hour < 20
}

/** Calls of one person, in order, that should not have been made. */
function tooMany(hers: readonly PhoneCall[], truth: ReadonlyMap<string, OutcomeCode>): number {
  const before: { outcome: OutcomeCode; date: string; at: number; endedAt: number }[] = []
  let over = 0
  for (const { attributes, startedAt, endedAt = startedAt } of hers.toSorted((a, b) => a.startedAt - b.startedAt)) {
    const { date } = local(startedAt)
    const counted = before.filter(({ outcome }) => outcomes[outcome].counts)
    const week = new Set(counted.filter(({ at }) => startedAt - at < 7 * 1440 * minute).map((one) => one.date))
    const last = before.at(-1)
    const rule = last && usualRules[last.outcome]
    const alike = before.filter(({ outcome }) => outcome === last?.outcome)
    const resting = counted.some(
      ({ outcome, endedAt: end }) => outcome !== 'busy' && startedAt < end + restMinutes * minute,
    )
    const isOver =
      counted.filter((one) => one.date === date).length >= perDay ||
      counted.length >= inAll ||
      (!week.has(date) && week.size >= daysInSeven) ||
      (last !== undefined && outcomes[last.outcome].final) ||
      (rule?.perDay !== undefined && alike.filter((one) => one.date === date).length >= rule.perDay) ||
      (rule?.inAll !== undefined && alike.length > rule.inAll) ||
      rule?.byAgent === true ||
      resting
    if (isOver) over++
    before.push({ outcome: truth.get(attributes.call!)!, date, at: startedAt, endedAt })
  }
  return over
}

/**
 * How retries kept to their minute: the clock looks at every full minute, and its message is seen within a few seconds. Who
 * waits longer must have waited for a line or a start: those were nearly all in use meanwhile.
 */
function punctuality(rings: readonly PhoneCall[], items: readonly Kept[], lines: number) {
  const dueAt = new Map(items.flatMap((item) => (item.dueAt ? [[attemptOf(item), Date.parse(item.dueAt)]] : [])))
  const starts = rings.map(({ startedAt }) => startedAt).sort((one, other) => one - other)
  const ends = rings.map(({ endedAt = 0 }) => endedAt).sort((one, other) => one - other)
  const upTo = (times: readonly number[], at: number) => {
    let [low, high] = [0, times.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (times[middle]! <= at) low = middle + 1
      else high = middle
    }
    return low
  }
  const byNumber = Map.groupBy(rings, ({ to }) => to)
  /** Whether somebody else was called on her number when she was due, or not known to have ended, until a minute before she was called. */
  const isTaken = (to: string, due: number, startedAt: number) =>
    byNumber
      .get(to)!
      .some(
        (other) =>
          other.startedAt <= due + queueMilliseconds &&
          other.startedAt < startedAt &&
          (other.endedAt ?? 0) >= due - unheardMilliseconds &&
          startedAt <= (other.endedAt ?? 0) + unheardMilliseconds + busyNumberMilliseconds + queueMilliseconds,
      )
  const openAt = (at: number) => upTo(starts, at) - upTo(ends, at)
  const result = { early: 0, late: 0, lateOnes: [] as string[], queued: 0, retries: 0 }
  for (const { attributes, startedAt, to } of rings) {
    const [campaign, page, index, n] = attributes.call!.split('.')
    const due = dueAt.get(`${campaign}.${page}.${index}.${Number(n) - 1}`)
    if (due === undefined) continue
    result.retries++
    if (startedAt < due) result.early++
    const seen = Math.ceil(due / minute) * minute
    if (startedAt <= seen + queueMilliseconds) continue
    const slots = Array.from({ length: Math.ceil((startedAt - seen) / 5_000) }, (_, slot) => seen + slot * 5_000)
    const busy = slots.filter((from) => {
      const made = upTo(starts, from + 7_500) - upTo(starts, from - 2_500)
      return made >= startsInUse * startsPerSecond * 10 || openAt(from + 2_500) >= linesInUse * lines
    })
    if (busy.length >= busyShare * slots.length || isTaken(to, seen, startedAt)) result.queued++
    else {
      result.late++
      const at = new Date(seen).toISOString().slice(5, 19)
      const after = Math.round((startedAt - seen) / 1000)
      result.lateOnes.push(`${attributes.call} due ${at}, ${after} s late, busy ${busy.length} of ${slots.length}`)
    }
  }
  return result
}
