/** Times at which somebody may ask to be called: whole hours of the next open days. Rules only. */
import { addDays, instantOf, localTime } from '../platform/local-time.ts'
import { isOpenDay, type Window } from './window.ts'

/** A day and the times at which an hour of calls begins in it, in minutes since local midnight. */
export interface OpenDay {
  /** Local date. */
  date: string
  starts: number[]
}

export interface OpenTimesOptions {
  /** How many days are offered. */
  days?: number
  /** How long before it begins a time must be asked for. */
  noticeMinutes?: number
  /** Local date after which none is offered. */
  lastDay?: string | undefined
}

export const callMinutes = 60
/** Beyond this many days nobody plans a call. */
const furthest = 60

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))

/** `570` as `09:30`. */
export function clockText(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

/** The minutes of a text that `clockText` made; undefined for any other. */
export function readClock(text: string): number | undefined {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text) ? minutesOf(text) : undefined
}

/**
 * The next open days with the hours that can still be asked for; a day without any is left out. A window shorter than an
 * hour has one time: its beginning.
 */
export function openTimes(
  at: Date,
  window: Window,
  { days = 7, noticeMinutes = 60, lastDay }: OpenTimesOptions = {},
): OpenDay[] {
  const today = localTime(at).date
  const earliest = at.getTime() + noticeMinutes * 60_000
  const [from, to] = [minutesOf(window.from), minutesOf(window.to)]
  const hours = Math.max(1, Math.floor((to - from) / callMinutes))
  const all = Array.from({ length: hours }, (_, n) => from + n * callMinutes)
  const found: OpenDay[] = []
  for (let ahead = 0; ahead <= furthest && found.length < days; ahead++) {
    const date = addDays(today, ahead)
    if (lastDay !== undefined && date > lastDay) break
    if (!isOpenDay(date, window)) continue
    const starts = all.filter((minutes) => instantOf(date, minutes).getTime() >= earliest)
    if (starts.length > 0) found.push({ date, starts })
  }
  return found
}
