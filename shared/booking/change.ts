/** Changing a visit: move, cancel, attended, no-show. Each is one transaction over slot, booking and the person's mark. (B5, B8) */

import { log } from '../platform/log.ts'
import { mostTries } from '../platform/transaction.ts'
import { journalist, reminding } from './book.ts'
import { type Booking, type Did, did, isActive, type NoShowReason, standsSince } from './booking.ts'
import type { StoredBooking } from './booking-store.ts'
import { type SlotRef, startsAt } from './calendar.ts'
import type { Visit, Who } from './desk.ts'
import { type DeskDeps, keptUntil, together } from './desk-deps.ts'
import { nextInLine } from './offer.ts'
import type { PersonKey } from './person-keys.ts'
import { BookingRefused } from './refusal.ts'
import { holdKey } from './secrets-of-visits.ts'
import type { Service } from './service.ts'
import { storedVisit, visitOf } from './visits.ts'

const slotOf = ({ service, point, day, start }: Booking): SlotRef => ({ service, point, day, start })
const sameSlot = (one: SlotRef, other: SlotRef): boolean =>
  one.point === other.point && one.day === other.day && one.start === other.start

const isSameMark = (one: PersonKey, other: PersonKey): boolean => one.place === other.place && one.item === other.item

/** The booking after something was done to it, or a refusal. */
function changed(booking: StoredBooking, what: Did, who: Who, at: Date, from?: string): StoredBooking {
  const after = did(booking, what, journalist(who), at, from)
  if (!after) throw new BookingRefused('not-active')
  return { ...booking, ...after }
}

interface Progress {
  /**
   * The slot does not know the visit, though the visit names it: a table that was restored, or somebody's hand. Then there is nothing to
   * free, and the visit must not be stuck for it.
   */
  placeless?: boolean
}

export function change(deps: DeskDeps) {
  const { services, slots, bookings, now } = deps

  /**
   * Tries until it is written or refused: who was first is read again.
   * @param attempt writes once; undefined when somebody else was first
   */
  const persist = async <T>(attempt: (progress: Progress) => Promise<T | undefined>): Promise<T> => {
    const progress: Progress = {}
    for (let n = 1; n <= mostTries; n++) {
      const done = await attempt(progress)
      if (done !== undefined) return done
      await deps.pause(n)
    }
    throw new BookingRefused('busy')
  }

  /** The writes that free a visit's place, or give it to whoever waits for it. */
  const freed = async (progress: Progress, service: Service, visit: StoredBooking) => {
    const slot = slotOf(visit)
    const next = progress.placeless ? undefined : await nextInLine(service, slot, deps)
    return {
      writes: progress.placeless ? [] : [slots.releasing(slot, visit.id, next), ...(next?.writes ?? [])],
      /** @param first where these writes begin in the transaction whose first write is the booking */
      failed(places: readonly number[], first: number): void {
        if (places.includes(0) || !places.includes(first)) return
        progress.placeless = true
        log.warn('visit without a place in its slot', { kind: visit.id })
      },
    }
  }

  /** The marks of a visit, without those that are a newer visit of the same person: her day was closed, it passed, and she booked anew. */
  const ownMarks = async ({ id, marks }: StoredBooking) => {
    const newer = (await bookings.marks(marks)).filter((mark) => mark.id !== id && isActive(mark, now()))
    return marks.filter((mark) => !newer.some((one) => isSameMark(one, mark)))
  }

  const move = (tokenOrId: string, to: SlotRef, ref: string, who: Who): Promise<Visit> =>
    persist(async (progress) => {
      const before = await storedVisit(tokenOrId, deps)
      if (before.state === 'confirmed' && sameSlot(slotOf(before), to)) {
        await slots.drop(to, holdKey(ref)) // she is there already, or this is the same form sent twice
        return visitOf(before, deps)
      }
      if (to.service !== before.service) throw new BookingRefused('no-slot')
      const service = await services.get(before.service)
      if (startsAt(to) <= now()) throw new BookingRefused('past')
      if (startsAt(before) <= now() && !before.closed) throw new BookingRefused('not-active')
      const { closed: _, list: __, dueAt: ___, ...rest } = changed(before, 'moved', who, now(), placeText(before))
      const moved = { ...rest, point: to.point, day: to.day, start: to.start, minutes: service.minutes }
      const after: StoredBooking = {
        ...moved,
        sequence: before.sequence + 1,
        expiresAt: keptUntil(service, to),
        ...reminding(service, moved, now()),
      }
      const marks = await ownMarks(before)
      if (marks.length < before.marks.length) throw new BookingRefused('booked-already')
      const next = await freed(progress, service, before)
      const failed = await together(deps, [
        bookings.changing(before, after),
        slots.confirming(to, holdKey(ref), before.id),
        ...marks.map((mark) => bookings.marking(mark, after, standsSince(now()))),
        ...next.writes,
      ])
      if (!failed) {
        await dropOffer(before, ref)
        return visitOf(after, deps)
      }
      if (failed.includes(1) && !failed.includes(0)) {
        throw new BookingRefused((await slots.get(to)).closed ? 'closed' : 'lost')
      }
      next.failed(failed, 2 + marks.length)
      return undefined
    })

  /** A slot that was kept for her when her day was closed, and which she does not take. */
  const dropOffer = async ({ service, closed }: StoredBooking, taken?: string): Promise<void> => {
    const offer = closed?.offer
    if (offer && offer.ref !== taken) await slots.drop({ ...offer, service }, holdKey(offer.ref))
  }

  const cancel = (tokenOrId: string, who: Who): Promise<Visit> =>
    persist(async (progress) => {
      const before = await storedVisit(tokenOrId, deps)
      if (before.state === 'cancelled') return visitOf(before, deps)
      if (startsAt(before) <= now() && !before.closed) throw new BookingRefused('not-active')
      const service = await services.get(before.service)
      const { list: _, dueAt: __, closed: ___, ...rest } = changed(before, 'cancelled', who, now())
      const after: StoredBooking = { ...rest, sequence: before.sequence + 1 }
      const marks = await ownMarks(before)
      const next = await freed(progress, service, before)
      const failed = await together(deps, [
        bookings.changing(before, after),
        ...marks.map((mark) => bookings.marking(mark, after, standsSince(now()))),
        ...next.writes,
      ])
      if (failed) {
        next.failed(failed, 1 + marks.length)
        return undefined
      }
      await dropOffer(before)
      return visitOf(after, deps)
    })

  /** What the point's staff record: no slot changes. A mark that is somebody's newer visit stays hers. */
  const record = (id: string, what: Did, who: Who, noShow?: NoShowReason): Promise<Booking> =>
    persist(async () => {
      const before = await storedVisit(id, deps)
      if (what === 'no_show' && startsAt(before) > now()) throw new BookingRefused('too-soon')
      const { noShow: _, ...rest } = changed(before, what, who, now())
      const after: StoredBooking = { ...rest, ...(noShow && { noShow }) }
      const hers = (await bookings.marks(before.marks)).filter((mark) => mark.id === before.id)
      const marks = before.marks.filter((mark) => hers.some((one) => isSameMark(one, mark)))
      if (what === 'reopened' && marks.length < before.marks.length) throw new BookingRefused('booked-already')
      const failed = await together(deps, [
        bookings.changing(before, after),
        ...marks.map((mark) => bookings.marking(mark, after, standsSince(now()))),
      ])
      return failed ? undefined : (await visitOf(after, deps)).booking
    })

  return {
    move,
    cancel,
    attended: (id: string, who: Who) => record(id, 'attended', who),
    noShow: (id: string, who: Who, reason?: NoShowReason) => record(id, 'no_show', who, reason),
    reopen: (id: string, who: Who) => record(id, 'reopened', who),

    async takeOffered(tokenOrId: string, who: Who): Promise<Visit> {
      const before = await storedVisit(tokenOrId, deps)
      const offer = before.closed?.offer
      if (!offer) throw new BookingRefused('no-offer')
      return move(before.id, { ...offer, service: before.service }, offer.ref, who).catch((error: unknown) => {
        throw error instanceof BookingRefused && error.reason === 'lost' ? new BookingRefused('no-offer') : error
      })
    },
  }
}

/** Where a visit was, for the journal. */
const placeText = ({ point, day, start }: Booking): string => `${point} ${day} ${start}`
