/** Which slots a point has on a local day: weekly hours, exceptions, Polish holidays, both clock changes. Rules only. (B1, B9, L31) */
import { isHoliday } from '../plan/window.ts'
import { addDays, instantOf, localTime, weekdayOf } from '../platform/local-time.ts'
import { type Hours, type Point, pointOf, type Service } from './service.ts'

/** A slot by its place in the calendar. */
export interface SlotRef {
  /** `svc_…` */
  service: string
  /** `pt_…` */
  point: string
  /** Local day, `2026-12-01`. */
  day: string
  /** Local time, `08:20`. */
  start: string
}

/** A slot that the calendar has. */
export interface CalendarSlot {
  start: string
  capacity: number
}

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
const clockOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** The instant at which a slot begins; of an hour that the autumn change repeats, the first. */
export function startsAt({ day, start }: Pick<SlotRef, 'day' | 'start'>): Date {
  return instantOf(day, minutesOf(start))
}

/** The instant at which a visit of so many minutes ends: real minutes, whatever the clock on the wall does meanwhile. */
export function endsAt(slot: Pick<SlotRef, 'day' | 'start'>, minutes: number): Date {
  return new Date(startsAt(slot).getTime() + minutes * 60_000)
}

/** The hours of a day: its own if it has any, none on a public holiday, else those of its weekday. */
export function hoursOf({ hours, exceptions }: Pick<Point, 'hours' | 'exceptions'>, day: string): Hours[] {
  const own = exceptions.find(({ date }) => date === day)
  if (own) return own.hours
  if (isHoliday(day)) return []
  const weekday = weekdayOf(day)
  return hours.filter((row) => row.weekday === weekday)
}

/**
 * The slots of a point on a local day, in order. Where rows of hours meet in one start, their places add up. A slot whose start the
 * spring change skips does not exist; one that would lie in its missing hour with its end only is as long as any other.
 */
export function slotsOf(service: Pick<Service, 'minutes'>, point: Point, day: string): CalendarSlot[] {
  const found = new Map<string, number>()
  for (const { from, to, capacity } of hoursOf(point, day)) {
    for (let start = minutesOf(from); start + service.minutes <= minutesOf(to); start += service.minutes) {
      if (exists(day, start)) found.set(clockOf(start), (found.get(clockOf(start)) ?? 0) + capacity)
    }
  }
  return [...found]
    .map(([start, capacity]) => ({ start, capacity }))
    .sort((one, other) => (one.start < other.start ? -1 : 1))
}

/** Days by whether the clock changes on them: asked once for each. */
const changes = new Map<string, boolean>()
const mostKnown = 1_000

function clockChanges(day: string): boolean {
  let known = changes.get(day)
  if (known === undefined) {
    if (changes.size >= mostKnown) changes.clear()
    known = instantOf(addDays(day, 1), 0).getTime() - instantOf(day, 0).getTime() !== 24 * 3_600_000
    changes.set(day, known)
  }
  return known
}

/** Whether the clock on the wall shows this time on this day. */
function exists(day: string, minutes: number): boolean {
  if (!clockChanges(day)) return true
  const local = localTime(instantOf(day, minutes))
  return local.date === day && local.minutes === minutes
}

/** Places of a slot by the calendar; 0 where it has no such slot. */
export function capacityOf(service: Service, { point, day, start }: SlotRef): number {
  const found = pointOf(service, point)
  return (found && slotsOf(service, found, day).find((slot) => slot.start === start)?.capacity) ?? 0
}

/** Who asks for a slot: residents by themselves keep the lead time, staff do not. */
export type By = 'web' | 'agent' | 'keypad' | 'staff'

/** Why a slot cannot be booked now, if the calendar is asked; undefined when it can. Whether it is full, the slot knows. */
export function whyNot(
  service: Service,
  ref: SlotRef,
  by: By,
  now: Date,
): 'no-slot' | 'closed' | 'past' | 'too-soon' | 'too-far' | undefined {
  const point = pointOf(service, ref.point)
  if (!point) return 'no-slot'
  if (startsAt(ref) <= now) return 'past'
  if (point.closed) return 'closed'
  if (capacityOf(service, ref) === 0) {
    return point.exceptions.some(({ date, hours }) => date === ref.day && hours.length === 0) ? 'closed' : 'no-slot'
  }
  return whyNotNow(service, ref, by, now)
}

/** Of a slot that the calendar has: why its time is not one to book now. */
export function whyNotNow(
  service: Pick<Service, 'leadMinutes' | 'horizonDays'>,
  slot: Pick<SlotRef, 'day' | 'start'>,
  by: By,
  now: Date,
): 'past' | 'too-soon' | 'too-far' | undefined {
  const ahead = startsAt(slot).getTime() - now.getTime()
  if (ahead <= 0) return 'past'
  if (slot.day > lastDay(service, now)) return 'too-far'
  const keepsLead = by === 'web' || by === 'keypad'
  return keepsLead && ahead < service.leadMinutes * 60_000 ? 'too-soon' : undefined
}

/** The last local day on which slots are offered. */
export function lastDay({ horizonDays }: Pick<Service, 'horizonDays'>, now: Date): string {
  return addDays(localTime(now).date, horizonDays - 1)
}
