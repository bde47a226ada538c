/** Mails about visits: which change is told of, and when reminders are due. Rules only. (B6, B7) */
import * as z from 'zod/mini'
import { addDays, instantOf, localTime } from '../platform/local-time.ts'
import type { Booking, Waiting } from './booking.ts'
import { endsAt, startsAt } from './calendar.ts'

export const NoticeKind = z.enum(['confirmed', 'changed', 'cancelled', 'closed', 'remind48', 'remind3', 'offer'])
export type NoticeKind = z.infer<typeof NoticeKind>

export type Reminder = 'remind48' | 'remind3'

const hour = 3_600_000
const hoursBefore: Record<Reminder, number> = { remind48: 48, remind3: 3 }
/** So many hours before its visit a reminder is too late to be of use. */
const uselessHours: Record<Reminder, number> = { remind48: 12, remind3: 1 }
/** Who booked so shortly before needs no reminder. */
const freshHours = 24

/** Local minutes between which nobody gets a reminder: 20:00 to 8:00. */
const [quietFrom, quietTo] = [20 * 60, 8 * 60]
/** What would fall into the quiet hours comes at 19:30 before them, so that a clock that is late still keeps them. */
const lastCall = quietFrom - 30

/** Whether reminders must wait. */
export function isQuiet(at: Date): boolean {
  const { minutes } = localTime(at)
  return minutes >= quietFrom || minutes < quietTo
}

function beforeQuiet(at: Date): Date {
  if (!isQuiet(at)) return at
  const { date, minutes } = localTime(at)
  return instantOf(minutes < quietTo ? addDays(date, -1) : date, lastCall)
}

/** When the visit got the time it has: as it was booked, or last moved. */
function placedAt({ journal, createdAt }: Pick<Booking, 'journal' | 'createdAt'>): Date {
  const placed = journal.findLast((entry) => entry.did === 'moved' || entry.did === 'confirmed')
  return new Date(placed?.at ?? createdAt)
}

/** The reminders of a visit with their instants, in order: 48 and 3 hours before it, none if it was booked less than a day before. */
export function remindersOf(
  booking: Pick<Booking, 'day' | 'start' | 'journal' | 'createdAt'>,
): { kind: Reminder; at: Date }[] {
  const begins = startsAt(booking).getTime()
  const placed = placedAt(booking).getTime()
  if (begins - placed < freshHours * hour) return []
  return (['remind48', 'remind3'] as const)
    .map((kind) => ({ kind, at: beforeQuiet(new Date(begins - hoursBefore[kind] * hour)) }))
    .filter(({ at }) => at.getTime() > placed)
}

/** When the next reminder after an instant is due (ISO); undefined when there is none. */
export function nextReminder(booking: Parameters<typeof remindersOf>[0], after: Date): string | undefined {
  return remindersOf(booking)
    .find(({ at }) => at > after)
    ?.at.toISOString()
}

/**
 * What is to be done about a reminder that is due: send it, wait for the end of the quiet hours, or leave it out, because it would be of
 * no use any more or the visit does not stand.
 */
export function whatAboutReminder(
  booking: Pick<Booking, 'day' | 'start' | 'journal' | 'createdAt' | 'state' | 'closed'>,
  dueAt: string,
  now: Date,
): Reminder | 'wait' | 'leave out' {
  const due = remindersOf(booking).find(({ at }) => at.toISOString() === dueAt)
  if (!due || booking.state !== 'confirmed' || booking.closed) return 'leave out'
  const latest = startsAt(booking).getTime() - uselessHours[due.kind] * hour
  if (now.getTime() > latest) return 'leave out'
  return isQuiet(now) ? 'wait' : due.kind
}

/** What a person is told when her booking was written; undefined for what concerns the office alone. */
export function noticeOfBooking(before: Booking | undefined, after: Booking): NoticeKind | undefined {
  if (!before) return after.state === 'confirmed' ? 'confirmed' : undefined
  if (after.state === 'cancelled') return before.state === 'cancelled' ? undefined : 'cancelled'
  if (after.sequence === before.sequence) return undefined
  return after.closed ? 'closed' : 'changed'
}

/** What somebody on the waiting list is told. */
export function noticeOfWaiting(before: Waiting | undefined, after: Waiting): NoticeKind | undefined {
  return after.state === 'offered' && after.sequence !== before?.sequence ? 'offer' : undefined
}

/**
 * Mails that an objection stops: reminders are a courtesy. All others tell of what she or the office did with her own visit, or offer a place
 * that she asked to wait for; they are a service and go out. (docs/decisions/mails-about-visits-and-objections.md)
 */
export const isCourtesy = (kind: NoticeKind): kind is Reminder => kind === 'remind48' || kind === 'remind3'

/** Whether there is still sense in a mail about this visit. */
export function isOver(booking: Pick<Booking, 'day' | 'start' | 'minutes'>, now: Date): boolean {
  return now > endsAt(booking, booking.minutes)
}

export const NoticeState = z.enum([
  'due',
  'claimed',
  'sent',
  'refused',
  'doubt',
  'no-address',
  'objected',
  'bounced',
  'out-of-date',
  'given-up',
])
export type NoticeState = z.infer<typeof NoticeState>

/** One mail about a visit or an offer: at most once for each kind and sequence. */
export const Notice = z.object({
  /** `bkg_…`, or `wtg_…` with its service. */
  of: z.string(),
  service: z.optional(z.string()),
  kind: NoticeKind,
  sequence: z.int(),
  state: NoticeState,
  /** When it was written last (ISO). */
  at: z.string(),
  tries: z.int(),
})
export type Notice = z.infer<typeof Notice>

/** Which mail it is. */
export type NoticeId = Pick<Notice, 'of' | 'service' | 'kind' | 'sequence'>

/** What a mail carries so that the provider's events name it: ids only, nothing of the person. */
export const tagsOfNotice = ({ of, kind, sequence }: NoticeId): { visit: string; notice: string } => ({
  visit: of,
  notice: `${sequence}-${kind}`,
})

/** The mail that tags name; undefined where they are none of ours. */
export function noticeOfTags(visit: string, notice: string): NoticeId | undefined {
  const [, sequence, kind] = /^(\d{1,9})-(\w+)$/.exec(notice) ?? []
  const known = z.safeParse(NoticeKind, kind)
  return known.success && /^(bkg|wtg)_[0-9a-z]{12}$/.test(visit)
    ? { of: visit, kind: known.data, sequence: Number(sequence) }
    : undefined
}

/** How long whoever claimed a mail may take to send it. */
export const leaseMinutes = 5
/** How long a mail waits that the provider did not take, and how often. */
export const retryMinutes = 10
export const mostSends = 24
