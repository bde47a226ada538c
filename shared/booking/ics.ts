/**
 * A visit as a calendar file: the same UID for its whole life, SEQUENCE one more with each change, local time with the zone's rules beside
 * it, nothing in it that tells what the visit is about. (B6, L12; RFC 5545, 5546)
 */
import type { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import { type Language, textOf } from '../platform/language.ts'
import { addDays, localTime } from '../platform/local-time.ts'
import type { Booking } from './booking.ts'
import { endsAt } from './calendar.ts'
import type { Point, Service } from './service.ts'

/** `REQUEST` and `CANCEL` go by mail to the one who comes; `PUBLISH` is what she downloads. */
export type CalendarMethod = 'REQUEST' | 'CANCEL' | 'PUBLISH'

export interface CalendarFacts {
  booking: Booking
  service: Pick<Service, 'discreet'>
  /** Undefined when the point was taken out of the service since. */
  point: Pick<Point, 'name' | 'address'> | undefined
  officeName: string
  /** The office's address, from which mails come. */
  from: string
  /** Her address, where the file goes by mail. */
  to?: string | undefined
}

/** The zone's rules since 1996, as calendars want them beside every local time. */
const zone = [
  'BEGIN:VTIMEZONE',
  'TZID:Europe/Warsaw',
  'BEGIN:DAYLIGHT',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0200',
  'TZNAME:CEST',
  'DTSTART:19960331T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
  'END:DAYLIGHT',
  'BEGIN:STANDARD',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0100',
  'TZNAME:CET',
  'DTSTART:19961027T030000',
  'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
  'END:STANDARD',
  'END:VTIMEZONE',
].join('\r\n')

const summaries = {
  plain: { pl: 'Wizyta w urzędzie', uk: 'Візит до установи', en: 'Visit to the office' },
  discreet: { pl: 'Umówione spotkanie', uk: 'Призначена зустріч', en: 'Appointment' },
}

/** What a calendar shows of a visit, whoever looks at it. */
export const summaryOf = ({ discreet }: Pick<Service, 'discreet'>, language: Language): string =>
  textOf(discreet ? summaries.discreet : summaries.plain, language)

/** How a method is said in MIME; the file says the same. */
export const calendarType = (method: CalendarMethod): string => `text/calendar; charset=utf-8; method=${method}`

/** The file, CRLF after each line, no line over 75 octets. What was cancelled is a cancellation, however it is asked for. */
export async function calendarFile(facts: CalendarFacts, method: CalendarMethod): Promise<string> {
  const { default: ical } = await import('ical-generator') // few need it, and a cold start need not read it
  const { booking, service, point, officeName, from, to } = facts
  const cancelled = booking.state === 'cancelled' || booking.closed !== undefined || method === 'CANCEL'
  const place = point && [service.discreet ? '' : point.name, point.address].filter(Boolean).join(', ')
  const calendar = ical({
    prodId: '//Akcja//wizyty//PL', // the library puts the first hyphen of it
    method: (cancelled ? 'CANCEL' : method) as ICalCalendarMethod,
  })
  calendar.createEvent({
    id: `${booking.id.slice(4)}@wizyty.akcja`,
    sequence: booking.sequence,
    stamp: new Date(booking.changedAt),
    start: new WallTime(booking.day, booking.start),
    end: endOf(booking),
    timezone: 'Europe/Warsaw',
    summary: oneLine(summaryOf(service, booking.language)),
    ...(place && { location: oneLine(place) }),
    status: (cancelled ? 'CANCELLED' : 'CONFIRMED') as ICalEventStatus,
    organizer: { name: oneLine(officeName), email: from },
    ...(to && { attendees: [{ email: to }] }),
  })
  const text = calendar.toString().replace('BEGIN:VEVENT', `${zone}\r\nBEGIN:VEVENT`)
  return text.endsWith('\r\n') ? text : `${text}\r\n`
}

const oneLine = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(/[\u0000-\u001f\u007f]+/g, ' ')
    .trim()

/** The end by the clock on the wall. Where autumn sets that back behind the start, as if it did not. */
function endOf(booking: Booking): WallTime {
  const { date, minutes } = localTime(endsAt(booking, booking.minutes))
  const clock = (all: number) => `${String(Math.floor(all / 60)).padStart(2, '0')}:${String(all % 60).padStart(2, '0')}`
  if (`${date} ${clock(minutes)}` > `${booking.day} ${booking.start}`) return new WallTime(date, clock(minutes))
  const nominal = Number(booking.start.slice(0, 2)) * 60 + Number(booking.start.slice(3)) + booking.minutes
  return new WallTime(addDays(booking.day, Math.floor(nominal / 1440)), clock(nominal % 1440))
}

/**
 * A time on the wall in the shape in which the writer takes dates of a zone: it asks for their local parts. A plain Date would give those of
 * the machine's own zone.
 */
class WallTime extends Date {
  readonly internal = new Date(0)
  constructor(day: string, clock: string) {
    super(`${day}T${clock}:00Z`)
  }
  withTimeZone(): this {
    return this
  }
  tzComponents(): [string, string, string] {
    return ['', '', '']
  }
  override getFullYear = () => this.getUTCFullYear()
  override getMonth = () => this.getUTCMonth()
  override getDate = () => this.getUTCDate()
  override getHours = () => this.getUTCHours()
  override getMinutes = () => this.getUTCMinutes()
  override getSeconds = () => this.getUTCSeconds()
}
