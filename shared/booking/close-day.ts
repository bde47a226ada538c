/**
 * Closing a day of a point. First the calendar says so, then every slot of the day does, so that no hold that was under way gets in after;
 * then everybody who has a visit there is offered another slot, held for her, and told, and so is everybody to whom a slot of this day
 * was offered when hers was closed. Who waits, and had an offer there, waits on. Nothing is deleted. May be done again. (B9)
 */
import { Invalid } from '../platform/errors.ts'
import { addDays, localTime } from '../platform/local-time.ts'
import { mostTries } from '../platform/transaction.ts'
import { journalist, reminding } from './book.ts'
import { type Booking, did } from './booking.ts'
import type { StoredBooking } from './booking-store.ts'
import { type SlotRef, slotsOf, startsAt } from './calendar.ts'
import type { ClosedVisit, Who } from './desk.ts'
import { type DeskDeps, keptUntil, together } from './desk-deps.ts'
import type { FindFree } from './find-free.ts'
import { holdUntil } from './hold-place.ts'
import { newOffer, offerUntil } from './offer.ts'
import { passingOn } from './pass-on.ts'
import { BookingRefused } from './refusal.ts'
import { holdKey } from './secrets-of-visits.ts'
import { type DayException, type Point, pointOf, type Service } from './service.ts'
import { emptySlot, type Slot } from './slot.ts'
import { visitOf } from './visits.ts'

/** Days back in which a day was closed whose offers can still live: an offer lasts a week at most. */
const offersLive = 8

/** A service with one day of a point as given; undefined: as its weekday. */
function withDay(service: Service, pointId: string, date: string, day: DayException | undefined): Service {
  const change = (point: Point): Point => ({
    ...point,
    exceptions: [...point.exceptions.filter((one) => one.date !== date), ...(day ? [day] : [])].sort((one, other) =>
      one.date.localeCompare(other.date),
    ),
  })
  return { ...service, points: service.points.map((point) => (point.id === pointId ? change(point) : point)) }
}

export function closingDays(deps: DeskDeps, { firstFree }: FindFree) {
  const { services, slots, bookings, waiting, now } = deps
  const passOn = passingOn(deps)

  /** Writes into every slot of a day that it is closed, or open again. */
  const stamp = async (
    service: Service,
    point: string,
    day: string,
    starts: Iterable<string>,
    closed: boolean,
  ): Promise<void> => {
    for (const start of starts) {
      const ref: SlotRef = { service: service.id, point, day, start }
      for (let attempt = 1; ; attempt++) {
        const before: Slot = await slots.get(ref)
        if (Boolean(before.closed) === closed || (!closed && before === emptySlot)) break
        const { closed: _, ...rest } = before
        const after: Slot = { ...rest, version: before.version + 1, ...(closed && { closed }) }
        if (!(await slots.write(ref, before, after, keptUntil(service, ref)))) break
        if (attempt >= mostTries) throw new BookingRefused('busy')
        await deps.pause(attempt)
      }
    }
  }

  /** A slot for somebody whose day was closed: the next one at her point, or at any other. */
  const another = async (service: Service, { point, day, start }: Booking): Promise<SlotRef | undefined> => {
    const found =
      (await firstFree(service.id, { point, after: { day, start } })) ??
      (await firstFree(service.id, { after: { day, start } })) ??
      (await firstFree(service.id))
    return found && { service: found.service, point: found.point, day: found.day, start: found.start }
  }

  /** Tells one visit that its day is closed, with an offer where there is one. */
  const offerAnother = async (
    service: Service,
    id: string,
    reason: string,
    who: Who,
  ): Promise<ClosedVisit | undefined> => {
    for (let attempt = 1; attempt <= mostTries; attempt++) {
      const before = await bookings.get(id)
      if (before?.state !== 'confirmed') return undefined
      const old = before.closed?.offer
      const known = old && { service: service.id, point: old.point, day: old.day, start: old.start }
      const isDead = known !== undefined && (await slots.get(known)).closed === true
      if (old && known && !isDead && old.until > now().toISOString()) {
        return { booking: (await visitOf(before, deps)).booking, offered: known }
      }
      const slot = await another(service, before)
      const until = slot && offerUntil(service, slot, now())
      const offer = slot && until && newOffer(slot, until)
      if (!offer && before.closed && !isDead) return { booking: (await visitOf(before, deps)).booking } // she knows
      if (offer) {
        const held = await holdUntil(service, slot, holdKey(offer.ref), () => until, deps).catch((error: unknown) => {
          if (error instanceof BookingRefused) return undefined // somebody was faster
          throw error
        })
        if (!held) continue
      }
      const closed = { reason, at: now().toISOString(), ...(offer && { offer }) }
      const told = did(before, offer ? 'offered' : 'closed', journalist(who), now())!
      const { list: _, dueAt: __, ...rest } = { ...before, ...told }
      const after: StoredBooking = { ...rest, closed, sequence: before.sequence + 1 }
      if (!(await together(deps, [bookings.changing(before, after)]))) {
        if (old && known && isDead) await slots.drop(known, holdKey(old.ref))
        const { booking } = await visitOf(after, deps)
        return { booking, ...(slot && offer && { offered: slot }) }
      }
      if (offer && slot) await slots.drop(slot, holdKey(offer.ref)) // she changed it herself meanwhile
      await deps.pause(attempt)
    }
    throw new BookingRefused('busy')
  }

  /** Visits of days that were closed before, to which a slot of this day was offered; by id, with why their own day was closed. */
  const offeredHere = async (service: Service, pointId: string, day: string): Promise<Map<string, string>> => {
    const found = new Map<string, string>()
    const from = addDays(localTime(now()).date, -offersLive)
    for (const point of service.points) {
      for (const { date, hours } of point.exceptions) {
        if (hours.length > 0 || date < from || (point.id === pointId && date === day)) continue
        for (const { booked } of (
          await slots.range({ service: service.id, point: point.id }, date, date, true)
        ).values()) {
          for (const id of Object.keys(booked)) {
            const { closed } = (await bookings.get(id)) ?? {}
            if (closed?.offer?.point === pointId && closed.offer.day === day) found.set(id, closed.reason)
          }
        }
      }
    }
    return found
  }

  /** Whoever waits and was offered a slot of this day waits on: it is not one that she let pass. */
  const withdraw = async (service: Service, pointId: string, day: string): Promise<void> => {
    for (const one of await waiting.list(service.id)) {
      if (one.state !== 'offered' || one.offer?.point !== pointId || one.offer.day !== day) continue
      const { offer: _, list: __, dueAt: ___, ...rest } = one
      await passOn(one, { ...rest, state: 'waiting' })
    }
  }

  return {
    async closeDay(serviceId: string, pointId: string, day: string, reason: string, who: Who): Promise<ClosedVisit[]> {
      const service = await services.fresh(serviceId)
      const point = pointOf(service, pointId)
      if (!point) throw new BookingRefused('no-slot')
      if (!reason.trim())
        throw new Invalid([{ field: 'reason', message: { pl: 'Podaj powód.', en: 'Enter the reason.' } }])
      const starts = slotsOf(service, point, day).map(({ start }) => start)
      const own = point.exceptions.find(({ date }) => date === day)
      const was = own?.hours.length ? own.hours : own?.was
      const closedDay = { date: day, hours: [], reason: reason.trim(), ...(was && { was }) }
      const shut = await services.save(withDay(service, pointId, day, closedDay))
      const known = await slots.range({ service: serviceId, point: pointId }, day, day, true)
      const all = new Set([...starts, ...[...known.keys()].map((when) => when.slice(day.length + 1))])
      await stamp(shut, pointId, day, [...all].sort(), true)
      const stamped = await slots.range({ service: serviceId, point: pointId }, day, day, true)
      const found: ClosedVisit[] = []
      for (const [when, { booked }] of [...stamped].sort(([one], [other]) => one.localeCompare(other))) {
        if (startsAt({ day, start: when.slice(day.length + 1) }) <= now()) continue
        for (const id of Object.keys(booked)) {
          const visit = await offerAnother(shut, id, reason.trim(), who)
          if (visit) found.push(visit)
        }
      }
      for (const [id, why] of await offeredHere(shut, pointId, day)) {
        const visit = await offerAnother(shut, id, why, who)
        if (visit) found.push(visit)
      }
      await withdraw(shut, pointId, day)
      return found
    },

    async openDay(serviceId: string, pointId: string, day: string, who: Who): Promise<void> {
      const service = await services.fresh(serviceId)
      const own = pointOf(service, pointId)?.exceptions.find(({ date }) => date === day)
      const before = own?.was && { date: day, hours: own.was }
      const open = own ? await services.save(withDay(service, pointId, day, before)) : service
      const known = await slots.range({ service: serviceId, point: pointId }, day, day, true)
      await stamp(
        open,
        pointId,
        day,
        [...known.keys()].map((when) => when.slice(day.length + 1)),
        false,
      )
      for (const { booked } of known.values()) for (const id of Object.keys(booked)) await stands(open, id, who)
    },
  }

  /** A visit of a day that is open again stands as before, and she is told. */
  async function stands(service: Service, id: string, who: Who): Promise<void> {
    const before = await bookings.get(id)
    if (!before?.closed) return
    const { closed, ...rest } = { ...before, ...did(before, 'stands', journalist(who), now())! }
    const after: StoredBooking = { ...rest, sequence: before.sequence + 1, ...reminding(service, rest, now()) }
    if (await together(deps, [bookings.changing(before, after)])) return stands(service, id, who)
    if (closed?.offer) await slots.drop({ ...closed.offer, service: service.id }, holdKey(closed.offer.ref))
  }
}
