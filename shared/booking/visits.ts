/** Visits as they are read: found by the token of a link or by id, and opened. A link dies a day after its visit. (X1, X2) */
import * as z from 'zod/mini'
import { NotFound } from '../platform/errors.ts'
import { Booking, BookingId, type Visitor } from './booking.ts'
import type { StoredBooking } from './booking-store.ts'
import { endsAt } from './calendar.ts'
import type { Visit } from './desk.ts'
import type { DeskDeps } from './desk-deps.ts'
import { bookingOfToken, bookingToken, isToken } from './secrets-of-visits.ts'

/** A link still shows a visit that is over for so long. */
const linkHours = 24

/** Who cannot be named any more, because the key of her drive was destroyed. */
export const nobody: Visitor = { name: '–' }

/** A booking as it lies in the table, opened. */
export async function visitOf(stored: StoredBooking, { sealer }: Pick<DeskDeps, 'sealer'>): Promise<Visit> {
  const sealed = await sealer.open(stored.sealedBy, stored.id, stored.sealed)
  const { secret = '', ...visitor } = sealed ?? { ...nobody, secret: undefined }
  return { booking: z.parse(Booking, stored), visitor, token: secret && bookingToken(stored.id, secret) }
}

/** The booking that a token or an id names, or NotFound. Every token that does not fit is found as little as any other. */
export async function storedVisit(
  tokenOrId: string,
  { bookings, now }: Pick<DeskDeps, 'bookings' | 'now'>,
): Promise<StoredBooking> {
  const isId = z.safeParse(BookingId, tokenOrId).success
  const id = isId ? tokenOrId : bookingOfToken(tokenOrId)
  const stored = id && (await bookings.get(id))
  if (!stored) throw new NotFound('booking')
  if (isId) return stored
  const linkUntil = endsAt(stored, stored.minutes).getTime() + linkHours * 3_600_000
  if (!isToken(tokenOrId, stored.tokenHash) || now().getTime() > linkUntil) throw new NotFound('booking')
  return stored
}
