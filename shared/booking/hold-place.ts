/** Holding a place, extending and giving back: each one conditional write of the slot. No timer is needed: who comes next drops what is over. (B2-B4, L43) */

import { mostTries } from '../platform/transaction.ts'
import { type By, capacityOf, type SlotRef, whyNot } from './calendar.ts'
import type { Hold, Who } from './desk.ts'
import { type DeskDeps, keptUntil, together } from './desk-deps.ts'
import { nextInLine } from './offer.ts'
import { BookingRefused } from './refusal.ts'
import { holdKey } from './secrets-of-visits.ts'
import type { Service } from './service.ts'
import { emptySlot, extendHold, holdSlot, type Slot } from './slot.ts'

/** The hold of a slot as its holder sees it. */
export function holdOf(
  service: Service,
  { service: _, point, day, start }: SlotRef,
  ref: string,
  slot: Slot,
): Hold | undefined {
  const held = slot.holds[holdKey(ref)]
  if (!held) return undefined
  const [until, extended] = held
  return {
    service: service.id,
    point,
    day,
    start,
    ref,
    until: new Date(until * 1000).toISOString(),
    extensionsLeft: Math.max(0, service.maxHoldExtensions - extended),
  }
}

/** Refuses a slot that the calendar does not give now. */
export function checkCalendar(service: Service, slot: SlotRef, by: By, now: Date): void {
  const reason = whyNot(service, slot, by, now)
  if (reason) throw new BookingRefused(reason)
}

/**
 * Holds a place until an instant. Where the slot looks full, those that are over are dropped in the same write as the new hold, if nobody was
 * between; again with a pause if somebody was. What comes back shows this hold, and not always the others.
 * @param until when the hold is over, from the instant of the try
 */
export async function holdUntil(
  service: Service,
  ref: SlotRef,
  key: string,
  until: (now: Date) => Date,
  deps: Pick<DeskDeps, 'slots' | 'pause' | 'now'>,
): Promise<Slot> {
  const capacity = capacityOf(service, ref)
  const kept = keptUntil(service, ref)
  for (let attempt = 1; attempt <= mostTries; attempt++) {
    const now = deps.now()
    const before = await deps.slots.take(ref, key, until(now), capacity, kept)
    if (!before) return { ...emptySlot, holds: { [key]: [Math.floor(until(now).getTime() / 1000), 0] } }
    const held = before.holds[key]
    if (held && held[0] * 1000 > now.getTime() && !before.closed) return before // the same hold again
    const after = holdSlot(before, key, until(now), capacity, now)
    if (typeof after === 'string') throw new BookingRefused(after)
    if (!(await deps.slots.write(ref, before, after, kept))) return after
    await deps.pause(attempt)
  }
  throw new BookingRefused('busy')
}

export function holdPlace(deps: DeskDeps) {
  const { services, slots, now } = deps
  const longer = (service: Service) => (from: Date) => new Date(from.getTime() + service.holdMinutes * 60_000)

  return {
    async hold(ref: SlotRef, { by }: Who, secret: string): Promise<Hold> {
      const service = await services.get(ref.service)
      checkCalendar(service, ref, by, now())
      const slot = await holdUntil(service, ref, holdKey(secret), longer(service), deps)
      return holdOf(service, ref, secret, slot)!
    },

    async held(ref: SlotRef, secret: string): Promise<Hold | undefined> {
      const [service, slot] = await Promise.all([services.get(ref.service), slots.get(ref)])
      return slot.closed ? undefined : holdOf(service, ref, secret, slot)
    },

    async extend(ref: SlotRef, secret: string): Promise<Hold> {
      const service = await services.get(ref.service)
      const key = holdKey(secret)
      for (let attempt = 1; attempt <= mostTries; attempt++) {
        const before = await slots.get(ref)
        if (before.closed) throw new BookingRefused('closed')
        const after = extendHold(before, key, longer(service)(now()), service.maxHoldExtensions)
        if (!after) throw new BookingRefused('lost')
        if (after === 'all') throw new BookingRefused('extended-enough')
        if (await slots.extend(ref, key, before.holds[key]!, after.holds[key]!))
          return holdOf(service, ref, secret, after)!
        await deps.pause(attempt)
      }
      throw new BookingRefused('busy')
    },

    async drop(ref: SlotRef, secret: string): Promise<void> {
      const service = await services.get(ref.service)
      for (let attempt = 1; attempt <= mostTries; attempt++) {
        const next = await nextInLine(service, ref, deps)
        if (!next) return void (await slots.drop(ref, holdKey(secret)))
        const failed = await together(deps, [slots.passing(ref, holdKey(secret), next), ...next.writes])
        if (!failed || failed.includes(0)) return // passed on, or there was nothing to give back
        await deps.pause(attempt)
      }
      throw new BookingRefused('busy')
    },
  }
}
