/** When a campaign may reach people: weekdays, hours, Polish holidays, its own closed days. (domain.md L30, L31) */
import * as z from 'zod/mini'
import { addDays, instantOf, localTime, weekdayOf } from '../platform/local-time.ts'

const Clock = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/))
/** Of our centuries: at the ends of the calendar the next day and the zone's hours are no dates any more. */
export const LocalDate = z.iso.date().check(z.regex(/^(?:19|20|21)/))

export const Window = z.object({
  /** 1 = Monday … 7 = Sunday. */
  days: z.array(z.int().check(z.minimum(1), z.maximum(7))).check(z.minLength(1), z.maxLength(7)),
  from: Clock,
  to: Clock,
  /** Whether public holidays count as ordinary days. */
  holidays: z.boolean(),
  closedDays: z.array(LocalDate).check(z.maxLength(100)),
})
export type Window = z.infer<typeof Window>

/** Mon-Fri 9:00-20:00, no public holidays. (L30) */
export const usualWindow: Window = {
  days: [1, 2, 3, 4, 5],
  from: '09:00',
  to: '20:00',
  holidays: false,
  closedDays: [],
}

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))

/** Easter Sunday of a year as a local date (Meeus, Jones, Butcher). */
export function easter(year: number): string {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7
  const f = Math.floor((a + 11 * d + 22 * e) / 451)
  const month = Math.floor((d + e - 7 * f + 114) / 31)
  const day = ((d + e - 7 * f + 114) % 31) + 1
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

const fixed = ['01-01', '01-06', '05-01', '05-03', '08-15', '11-01', '11-11', '12-24', '12-25', '12-26']
const afterEaster = [0, 1, 49, 60]

/** Whether a local date is one of the 14 public holidays of Poland (since 1 Feb 2025, Christmas Eve included). (L31) */
export function isHoliday(date: string): boolean {
  if (fixed.includes(date.slice(5))) return date.slice(5) !== '12-24' || date >= '2025-02-01'
  const sunday = easter(Number(date.slice(0, 4)))
  return afterEaster.some((days) => addDays(sunday, days) === date)
}

/** Whether a whole local day is open. */
export function isOpenDay(date: string, window: Window): boolean {
  return (
    window.days.includes(weekdayOf(date)) && (window.holidays || !isHoliday(date)) && !window.closedDays.includes(date)
  )
}

/** Whether people may be reached at this instant. */
export function isInWindow(at: Date, window: Window): boolean {
  const { date, minutes } = localTime(at)
  return isOpenDay(date, window) && minutes >= minutesOf(window.from) && minutes < minutesOf(window.to)
}

/** The next instant inside the window, `at` itself if it is inside; undefined if none comes within 400 days. */
export function nextOpening(at: Date, window: Window): Date | undefined {
  if (isInWindow(at, window)) return at
  const { date } = localTime(at)
  for (let days = 0; days <= 400; days++) {
    const day = addDays(date, days)
    if (!isOpenDay(day, window)) continue
    const opening = instantOf(day, minutesOf(window.from))
    if (opening >= at) return opening
  }
  return undefined
}
