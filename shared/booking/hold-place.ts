/** Holding a place, extending and giving back: each one conditional write of the slot. No timer is needed: who comes next drops what is over. (B2-B4, L43) */

import { mostTries } from '../platform/transaction.ts'
import { type By, capacityOf, type SlotRef, whyNot } from './calendar.ts'
import type { Hold, Who } from './desk.ts'
import { type DeskDeps, keptUntil, together } from './desk-deps.ts'
import type { HeldKey } from './holder-store.ts'
import { nextInLine } from './offer.ts'
import { BookingRefused } from './refusal.ts'
import { holderKey, holdKey } from './secrets-of-visits.ts'
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

/** So long a link's newest hold is kept on record: longer than any hold with all its extensions. */
const rememberedSeconds = 2 * 86_400

const refOnly = ({ service, point, day, start }: SlotRef): SlotRef => ({ service, point, day, start })
const isSameSlot = (one: SlotRef, other: SlotRef): boolean =>
  one.point === other.point && one.day === other.day && one.start === other.start

export function holdPlace(deps: DeskDeps) {
  const { services, slots, holders, now } = deps
  const longer = (service: Service) => (from: Date) => new Date(from.getTime() + service.holdMinutes * 60_000)

  /** A hold ends: its place goes to whoever waits for one, or is free. That it is over, booked or gone already is well. */
  const giveBack = async (ref: SlotRef, key: string): Promise<void> => {
    const service = await services.get(ref.service)
    for (let attempt = 1; attempt <= mostTries; attempt++) {
      const next = await nextInLine(service, ref, deps)
      if (!next) return void (await slots.drop(ref, key))
      const failed = await together(deps, [slots.passing(ref, key, next), ...next.writes])
      if (!failed || failed.includes(0)) return // passed on, or there was nothing to give back
      await deps.pause(attempt)
    }
    throw new BookingRefused('busy')
  }

  return {
    async hold(ref: SlotRef, { by }: Who, secret: string, link?: string): Promise<Hold> {
      const service = await services.get(ref.service)
      checkCalendar(service, ref, by, now())
      const held: HeldKey = { ...refOnly(ref), key: holdKey(secret) }
      const take = () => holdUntil(service, ref, held.key, longer(service), deps)
      if (link === undefined) return holdOf(service, ref, secret, await take())!
      const holder = holderKey(link, ref.service)
      const slot = await take().catch(async (error: unknown) => {
        if (!(error instanceof BookingRefused) || error.reason !== 'full') throw error
        const before = await holders.newest(holder) // perhaps the place that fills it is her own, by another form
        if (!before || !isSameSlot(before, ref)) throw error
        await slots.drop(ref, before.key)
        return take()
      })
      // The place first, then the word of it: of holds made at the same moment each but the last is given back by the one after it.
      const before = await holders.swap(holder, held, Math.ceil(now().getTime() / 1000) + rememberedSeconds)
      if (before && !(before.key === held.key && isSameSlot(before, ref))) await giveBack(before, before.key)
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

    drop: (ref: SlotRef, secret: string): Promise<void> => giveBack(ref, holdKey(secret)),
  }
}
