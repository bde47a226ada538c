/** Offering a place to whoever waits for it first: the place is held for her in the same write in which it comes free. (B5) */

import type { Write } from '../platform/transaction.ts'
import { mostOffers, type Offer } from './booking.ts'
import { capacityOf, type SlotRef, startsAt, whyNot } from './calendar.ts'
import type { DeskDeps } from './desk-deps.ts'
import { holdKey, newSecret } from './secrets-of-visits.ts'
import type { Service } from './service.ts'
import { taken } from './slot.ts'
import { offersList, type StoredWaiting } from './waiting-store.ts'

/** An offer that is shorter than this is none: the place is everybody's. */
const shortestMinutes = 30

/** Until when an offer of a slot lasts: the service's hours, and not into its lead time. Undefined when there is no time left for one. */
export function offerUntil(service: Service, slot: SlotRef, now: Date): Date | undefined {
  const latest = startsAt(slot).getTime() - service.leadMinutes * 60_000
  const until = Math.min(now.getTime() + service.offerHours * 3_600_000, latest)
  return until - now.getTime() < shortestMinutes * 60_000 ? undefined : new Date(Math.floor(until / 1000) * 1000)
}

/** An offer of a slot under a ref of its own. */
export const newOffer = ({ point, day, start }: SlotRef, until: Date): Offer => ({
  point,
  day,
  start,
  ref: newSecret(),
  until: until.toISOString(),
})

/** What passing a place on needs: under which key it is held until when (epoch s), and the other writes of the transaction. */
export interface Next {
  key: string
  until: number
  waiting: StoredWaiting
  writes: Write[]
}

/** Somebody of the list with an offer of this slot. */
export function offered(waiting: StoredWaiting, offer: Offer): StoredWaiting {
  return { ...waiting, state: 'offered', sequence: waiting.sequence + 1, offer, list: offersList, dueAt: offer.until }
}

/** Somebody whose offer has passed: she waits on, or has let the last one go. */
export function afterOffer(waiting: StoredWaiting): StoredWaiting {
  const { offer, list: _, dueAt: __, ...rest } = waiting
  return {
    ...rest,
    state: waiting.sequence >= mostOffers ? 'lapsed' : 'waiting',
    passed: [...(waiting.passed ?? []), ...(offer ? [slotText(offer)] : [])],
  }
}

const slotText = ({ point, day, start }: Pick<SlotRef, 'point' | 'day' | 'start'>): string => `${point} ${day} ${start}`

/**
 * Who of those who wait gets this place next; undefined when nobody does, or the calendar does not give it: a place that is one too many
 * since the hours got fewer places goes to nobody. (B2)
 */
export async function nextInLine(
  service: Service,
  slot: SlotRef,
  { waiting, slots, now }: Pick<DeskDeps, 'waiting' | 'slots' | 'now'>,
  except?: string,
): Promise<Next | undefined> {
  if (!service.waitingList || whyNot(service, slot, 'web', now())) return undefined
  const until = offerUntil(service, slot, now())
  if (!until) return undefined
  const first = await waiting.first(
    service.id,
    ({ id, point, passed }) =>
      id !== except && (point === undefined || point === slot.point) && !passed?.includes(slotText(slot)),
  )
  if (!first) return undefined
  if (taken(await slots.get(slot), now()) > capacityOf(service, slot)) return undefined
  const offer = newOffer(slot, until)
  return {
    key: holdKey(offer.ref),
    until: until.getTime() / 1000,
    waiting: first,
    writes: waiting.changing(first, offered(first, offer)),
  }
}
