/** Local time of the office: Europe/Warsaw by the zone's own rules, both clock changes included. No clock is read here. */

export const timeZone = 'Europe/Warsaw'

let parts: Intl.DateTimeFormat | undefined

export interface LocalTime {
  /** `2026-03-29` */
  date: string
  /** Minutes since local midnight by the clock on the wall. */
  minutes: number
  /** 1 = Monday … 7 = Sunday. */
  weekday: number
}

/** Milliseconds that local time is ahead, by the hour of an instant: the zone changes on full hours only, and asking costs much more. */
const ahead = new Map<number, number>()
const mostKnown = 20_000

/** What the clock on the office's wall shows at an instant. */
export function localTime(at: Date): LocalTime {
  const hour = Math.floor(at.getTime() / 3_600_000)
  let known = ahead.get(hour)
  if (known === undefined) {
    if (ahead.size >= mostKnown) ahead.clear()
    known = milliseconds(hour)
    ahead.set(hour, known)
  }
  const wall = new Date(at.getTime() + known)
  return {
    date: wall.toISOString().slice(0, 10),
    minutes: wall.getUTCHours() * 60 + wall.getUTCMinutes(),
    weekday: wall.getUTCDay() || 7,
  }
}

function milliseconds(hour: number): number {
  parts ??= new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    hourCycle: 'h23',
  })
  const found: Record<string, string> = {}
  for (const { type, value } of parts.formatToParts(hour * 3_600_000)) found[type] = value
  return Date.parse(`${found.year}-${found.month}-${found.day}T${found.hour}:00:00Z`) - hour * 3_600_000
}

/** The weekday of a local date: 1 = Monday … 7 = Sunday. */
export function weekdayOf(date: string): number {
  return new Date(`${date}T12:00:00Z`).getUTCDay() || 7
}

/** The local date some days later (or earlier). */
export function addDays(date: string, days: number): string {
  const at = new Date(`${date}T12:00:00Z`)
  at.setUTCDate(at.getUTCDate() + days)
  return at.toISOString().slice(0, 10)
}

/**
 * The instant of a local date and time. A time that the spring change skips becomes the one an hour later;
 * one that the autumn change repeats is its first.
 */
export function instantOf(date: string, minutes: number): Date {
  const wall = Date.parse(`${date}T00:00:00Z`) + minutes * 60_000
  const readings = [2, 1].map((offset) => new Date(wall - offset * 3_600_000))
  const exact = readings.find((reading) => {
    const local = localTime(reading)
    return local.date === new Date(wall).toISOString().slice(0, 10) && local.minutes === minutes % 1440
  })
  return exact ?? readings[1]!
}
