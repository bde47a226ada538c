/** A booking: one visit of one person, its states and its journal; and an entry of the waiting list. Rules only. (B1, B2, B5) */
import * as z from 'zod/mini'
import { LocalDate } from '../plan/window.ts'
import { Language } from '../platform/language.ts'
import { addDays, localTime } from '../platform/local-time.ts'
import { Clock, PointId, ServiceId } from './service.ts'

export const BookingId = z.string().check(z.regex(/^bkg_[0-9a-z]{12}$/))

export const BookingState = z.enum(['confirmed', 'attended', 'no_show', 'cancelled'])
export type BookingState = z.infer<typeof BookingState>

export const BookedBy = z.enum(['web', 'agent', 'keypad', 'staff'])

/** Which contact of which drive; missing for people who came by themselves. */
export const BookedContact = z.object({ campaign: z.string(), page: z.int(), index: z.int() })

/** What can be done to a booking. `closed`: its day was closed; `offered`: so, and another slot is kept for her; `stands`: it was opened again; `undelivered`: a mail about it came back. */
export const Did = z.enum([
  'confirmed',
  'moved',
  'cancelled',
  'attended',
  'no_show',
  'reopened',
  'closed',
  'offered',
  'stands',
  'undelivered',
])
export type Did = z.infer<typeof Did>

/** One change: when (ISO), what, by whom: `web`, or the id of whoever of the staff did it. Never a name. */
export const JournalEntry = z.object({
  at: z.string(),
  did: Did,
  by: z.string(),
  /** Where the visit was before a move: `pt_… 2026-12-01 08:20`. */
  from: z.optional(z.string()),
})
export type JournalEntry = z.infer<typeof JournalEntry>

/** A place that is kept for somebody for some time. */
export const Offer = z.object({
  point: PointId,
  day: LocalDate,
  start: Clock,
  /** What its hold is known by. */
  ref: z.string(),
  /** ISO. */
  until: z.string(),
})
export type Offer = z.infer<typeof Offer>

/** Why somebody did not come, as the point's staff see it. (B8) */
export const NoShowReason = z.enum(['no word', 'called off late', 'came late', 'wrong place', 'ill', 'other'])
export type NoShowReason = z.infer<typeof NoShowReason>

export const Booking = z.object({
  id: BookingId,
  service: ServiceId,
  point: PointId,
  day: LocalDate,
  start: Clock,
  /** How long the visit takes, as it was when it was booked. */
  minutes: z.int(),
  state: BookingState,
  by: BookedBy,
  language: Language,
  whom: z.optional(BookedContact),
  /** The calendar's SEQUENCE: one more with every change that she is told of. (B6) */
  sequence: z.int(),
  createdAt: z.string(),
  changedAt: z.string(),
  /** Her day was closed and she has not moved yet: why, and which slot is kept for her. */
  closed: z.optional(z.object({ reason: z.string(), at: z.string(), offer: z.optional(Offer) })),
  noShow: z.optional(NoShowReason),
  journal: z.array(JournalEntry),
})
export type Booking = z.infer<typeof Booking>

/** Who comes, as she said it. Sealed at rest. */
export const Visitor = z.object({
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(120)),
  /** E.164. */
  phone: z.optional(z.string().check(z.maxLength(20))),
  email: z.optional(z.string().check(z.maxLength(254))),
})
export type Visitor = z.infer<typeof Visitor>

/** Who books: the visitor, her language, and which contact she is where she came by a drive. */
export interface Person extends Visitor {
  language: Language
  whom?: z.infer<typeof BookedContact> | undefined
  /** What her drive's list has of her, where she herself typed the rest: by this she is known in other drives. Not kept. */
  listed?: { name: string; phone?: string | undefined; email?: string | undefined } | undefined
  /** She ticked the service's statement. */
  statement?: boolean | undefined
}

/**
 * The local day before which a visit that nobody marked stands in nobody's way: since it is over for a day, its person may book anew. Staff may
 * still mark it. (B2)
 */
export const standsSince = (now: Date): string => addDays(localTime(now).date, -1)

/** Whether a mark is that of a visit which is still to come, or was until yesterday. */
export const isActive = ({ state, day }: Pick<Booking, 'state' | 'day'>, now: Date): boolean =>
  state === 'confirmed' && day >= standsSince(now)

/** What drives need to know of a contact's visit. */
export type Booked = Pick<Booking, 'id' | 'state' | 'service' | 'point' | 'day' | 'start'>

export const WaitingId = z.string().check(z.regex(/^wtg_[0-9a-z]{12}$/))

export const WaitingState = z.enum(['waiting', 'offered', 'booked', 'left', 'lapsed'])

/** Somebody who waits for a place, in the order of `since`. `lapsed`: she let offers pass. */
export const Waiting = z.object({
  id: WaitingId,
  service: ServiceId,
  /** Only this point; any of them where missing. */
  point: z.optional(PointId),
  state: WaitingState,
  since: z.string(),
  by: BookedBy,
  language: Language,
  whom: z.optional(BookedContact),
  /** Grows with every offer. */
  sequence: z.int(),
  offer: z.optional(Offer),
  /** Slots that she let pass: they are not offered to her again. */
  passed: z.optional(z.array(z.string())),
  /** What she booked in the end. */
  booking: z.optional(BookingId),
})
export type Waiting = z.infer<typeof Waiting>

/** So many offers somebody may let pass before she leaves the list. */
export const mostOffers = 3

/** From each state, what may be done and where it leads. Moving keeps the state. */
export const bookingMoves: Record<BookingState, Partial<Record<Did, BookingState>>> = {
  confirmed: {
    moved: 'confirmed',
    cancelled: 'cancelled',
    attended: 'attended',
    no_show: 'no_show',
    closed: 'confirmed',
    offered: 'confirmed',
    stands: 'confirmed',
  },
  attended: { reopened: 'confirmed', no_show: 'no_show' },
  no_show: { reopened: 'confirmed', attended: 'attended' },
  cancelled: {},
}

/** The booking after something was done to it, or undefined when its state does not allow that. */
export function did(booking: Booking, what: Did, by: string, at: Date, from?: string): Booking | undefined {
  const state = bookingMoves[booking.state][what]
  if (!state) return undefined
  const instant = at.toISOString()
  const entry: JournalEntry = { at: instant, did: what, by, ...(from && { from }) }
  return { ...booking, state, changedAt: instant, journal: [...booking.journal, entry] }
}

/** Whether a mail about the visit did not arrive: somebody should call her. */
export const isUndelivered = ({ journal }: Pick<Booking, 'journal'>): boolean =>
  journal.some((entry) => entry.did === 'undelivered')

/** The code that an agent reads back and staff can search by: the id in groups of four. (B10) */
export function readBackCode({ id }: Pick<Booking, 'id'>): string {
  return id.slice(4).toUpperCase().match(/.{4}/g)!.join(' ')
}

/** The id behind a code, however it was typed. Undefined when it cannot be one. */
export function fromReadBackCode(code: string): string | undefined {
  const id = `bkg_${code.toLowerCase().replaceAll(/[\s-]/g, '').replaceAll('o', '0').replaceAll(/[il]/g, '1')}`
  return z.safeParse(BookingId, id).success ? id : undefined
}
