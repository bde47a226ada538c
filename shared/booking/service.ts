/** A service that can be booked, and the points where: hours, exceptions, places, languages. Rules only. (B1, B9) */
import * as z from 'zod/mini'
import { LocalDate } from '../plan/window.ts'
import { Language, Text } from '../platform/language.ts'

/** A time on the office's wall, `08:20`. */
export const Clock = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/))

export const ServiceId = z.string().check(z.regex(/^svc_[0-9a-z]{12}$/))
export const PointId = z.string().check(z.regex(/^pt_[0-9a-z]{12}$/))

/** Places in one slot at most: the slot is one item, rewritten with every hold. */
export const mostPlaces = 500

const Capacity = z.int().check(z.minimum(1), z.maximum(mostPlaces))

/** Some hours of a day, and how many people can be seen at the same time. */
export const Hours = z.object({ from: Clock, to: Clock, capacity: Capacity })
export type Hours = z.infer<typeof Hours>

/** Hours of each week. Two rows of a weekday may not overlap. */
export const WeeklyHours = z.extend(Hours, {
  /** 1 = Monday … 7 = Sunday. */
  weekday: z.int().check(z.minimum(1), z.maximum(7)),
})
export type WeeklyHours = z.infer<typeof WeeklyHours>

/** One day that is not as its weekday: closed, or with hours of its own (on a public holiday too). */
export const DayException = z.object({
  date: LocalDate,
  /** Empty: closed. */
  hours: z.array(Hours).check(z.maxLength(20)),
  /** Of a day that was closed: the hours of its own that it had before, and has again when it is opened. */
  was: z.optional(z.array(Hours).check(z.maxLength(20))),
  /** Why, for the staff and for people whose visits have to move. */
  reason: z.optional(z.string().check(z.trim(), z.maxLength(200))),
})
export type DayException = z.infer<typeof DayException>

const line = z.string().check(z.trim(), z.minLength(1), z.maxLength(200))

export const Point = z.object({
  id: PointId,
  name: line,
  address: line,
  phone: z.optional(z.string().check(z.trim(), z.maxLength(40))),
  /** Whether a wheelchair gets in, and whether somebody signs Polish sign language (PJM). */
  access: z.object({ wheelchair: z.boolean(), pjm: z.boolean() }),
  languages: z.array(Language),
  hours: z.array(WeeklyHours).check(z.maxLength(100)),
  exceptions: z.array(DayException).check(z.maxLength(400)),
  /** Takes no new visits; those that are booked stand. */
  closed: z.optional(z.boolean()),
})
export type Point = z.infer<typeof Point>

/** What staff may write into a service. */
export const ServiceContent = z.object({
  name: Text,
  /** How long one visit takes; slots follow each other without a gap. */
  minutes: z.int().check(z.minimum(5), z.maximum(600)),
  /** So many minutes before its start a slot can be booked at the latest by web and keypad. Staff may be later, until it begins. */
  leadMinutes: z.int().check(z.minimum(0), z.maximum(60 * 24 * 30)),
  /** So many local days ahead slots are offered, today included. */
  horizonDays: z.int().check(z.minimum(1), z.maximum(366)),
  /** How long a hold lasts, and how often it can be extended by as much again. (B4, L43) */
  holdMinutes: z.int().check(z.minimum(5), z.maximum(60)),
  maxHoldExtensions: z.int().check(z.minimum(10), z.maximum(100)),
  /** How long a place is kept for somebody to whom it was offered (waiting list, closed day). */
  offerHours: z.int().check(z.minimum(1), z.maximum(168)),
  /** Whether there is a waiting list when everything is taken. */
  waitingList: z.boolean(),
  /** What has to be stated to book, word by word; legal aid: that one is entitled, never the matter. (B10) */
  statement: z.optional(Text),
  /** What to bring, shown with the visit and in mails about it. */
  bring: z.optional(Text),
  /** Its name alone could reveal a secret: mails and calendars say "wizyta w urzędzie". (L12) */
  discreet: z.optional(z.boolean()),
  /** Whether visits are reminded of. */
  reminders: z.boolean(),
  /** Days after the visit for which it is kept. */
  keptDays: z.int().check(z.minimum(1), z.maximum(3650)),
  points: z.array(Point).check(z.maxLength(60)),
})
export type ServiceContent = z.infer<typeof ServiceContent>

export const Service = z.extend(ServiceContent, {
  id: ServiceId,
  /** Grows with every write; a write names the version it read. */
  version: z.int(),
  createdAt: z.string(),
})
export type Service = z.infer<typeof Service>

/** How a service begins when nobody says otherwise. */
export const usualService: Omit<ServiceContent, 'name'> = {
  minutes: 20,
  leadMinutes: 120,
  horizonDays: 30,
  holdMinutes: 10,
  maxHoldExtensions: 12,
  offerHours: 24,
  waitingList: true,
  reminders: true,
  keptDays: 365,
  points: [],
}

/** The point of a service, if it has one by this id. */
export function pointOf(service: Pick<Service, 'points'>, id: string): Point | undefined {
  return service.points.find((point) => point.id === id)
}
