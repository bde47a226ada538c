/** When a matter is due, by the calendar of Polish offices: days, weeks and months, and what ends on a day off. Rules only. (KPA art. 57; Regulation 1182/71 art. 3) */
import { isHoliday } from '../plan/window.ts'
import { addDays, weekdayOf } from '../platform/local-time.ts'

/** A period as laws write it. */
export type Period = { days: number } | { months: number }

/** A local date some months later: the same day of the month, or its last where it has no such day. */
export function addMonths(date: string, months: number): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  const first = new Date(Date.UTC(year, month - 1 + months, 1))
  const days = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  first.setUTCDate(Math.min(day, days))
  return first.toISOString().slice(0, 10)
}

/**
 * The last day of a period: the day on which it began is not counted, and what would end on a Saturday, a Sunday or a public
 * holiday ends on the next working day.
 */
export function lastDay(begins: string, period: Period): string {
  let day = 'days' in period ? addDays(begins, period.days) : addMonths(begins, period.months)
  while (weekdayOf(day) > 5 || isHoliday(day)) day = addDays(day, 1)
  return day
}

/** Days from one local date to another; negative where the other was before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T12:00:00Z`) - Date.parse(`${from}T12:00:00Z`)) / 86_400_000)
}
