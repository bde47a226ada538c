/**
 * A slot: who has a place in it and who holds one. One item, and every change of it raises its version. While fewer stand on record than
 * there are places, a hold needs nothing else; beyond that it drops those that are over, over the version it was reckoned from. Rules only:
 * no AWS, no clock. (B2, B3)
 */
import * as z from 'zod/mini'

/** One hold: until when (epoch s), and how often it was extended. */
export const HeldPlace = z.tuple([z.int(), z.int()])
export type HeldPlace = z.infer<typeof HeldPlace>

export const Slot = z.object({
  version: z.int(),
  /** By the key of each hold (a hash of its ref). Those whose time is over stand here until somebody needs the place. */
  holds: z.record(z.string(), HeldPlace),
  /** Bookings that have a place, by id. */
  booked: z.record(z.string(), z.literal(1)),
  /** The day was closed: no new holds, no new bookings. */
  closed: z.optional(z.boolean()),
})
export type Slot = z.infer<typeof Slot>

export const emptySlot: Slot = { version: 0, holds: {}, booked: {} }

const secondsOf = (at: Date): number => Math.floor(at.getTime() / 1000)

const isLive = ([until]: HeldPlace, at: Date): boolean => until > secondsOf(at)

/** Bookings and holds that live. At every moment at most the capacity. (B2) */
export function taken({ holds, booked }: Slot, at: Date): number {
  return Object.keys(booked).length + Object.values(holds).filter((hold) => isLive(hold, at)).length
}

/** Places that stand on record, those of holds that are over too: these are never more than the capacity either. */
export function placesOf({ holds, booked }: Slot): number {
  return Object.keys(booked).length + Object.keys(holds).length
}

/** Places that are left. None in a closed slot. */
export function freeIn(slot: Slot, capacity: number, at: Date): number {
  return slot.closed ? 0 : Math.max(0, capacity - taken(slot, at))
}

/** The slot with a place held until `until`: those whose time is over are dropped in the same write. */
export function holdSlot(slot: Slot, key: string, until: Date, capacity: number, at: Date): Slot | 'full' | 'closed' {
  if (slot.closed) return 'closed'
  const live = Object.entries(slot.holds).filter(([held, place]) => held !== key && isLive(place, at))
  if (Object.keys(slot.booked).length + live.length >= capacity) return 'full'
  return {
    ...slot,
    version: slot.version + 1,
    holds: { ...Object.fromEntries(live), [key]: [secondsOf(until), slot.holds[key]?.[1] ?? 0] },
  }
}

/**
 * The slot with the hold made longer. One whose time is over can still be extended while nobody took the place. Undefined when it is
 * gone; `all` when it was extended as often as it may be.
 */
export function extendHold(slot: Slot, key: string, until: Date, most: number): Slot | 'all' | undefined {
  const held = slot.holds[key]
  if (!held) return undefined
  if (held[1] >= most) return 'all'
  const place: HeldPlace = [Math.max(held[0], secondsOf(until)), held[1] + 1]
  return { ...slot, version: slot.version + 1, holds: { ...slot.holds, [key]: place } }
}

/**
 * The slot with the hold turned into a booking. No count is needed: what stands under `holds` has its place until somebody else's hold
 * drops it. Undefined when it is gone. A second time changes nothing.
 */
export function confirmHold(slot: Slot, key: string, booking: string): Slot | undefined {
  if (slot.booked[booking]) return slot
  if (!slot.holds[key]) return undefined
  const { [key]: _, ...holds } = slot.holds
  return { ...slot, version: slot.version + 1, holds, booked: { ...slot.booked, [booking]: 1 } }
}

/** The slot without a hold. */
export function dropHold(slot: Slot, key: string): Slot {
  if (!slot.holds[key]) return slot
  const { [key]: _, ...holds } = slot.holds
  return { ...slot, version: slot.version + 1, holds }
}

/** The slot without a booking, its place free, or held at once for whoever waits for it. */
export function releaseBooking(slot: Slot, booking: string, next?: { key: string; until: Date }): Slot {
  if (!slot.booked[booking]) return slot
  const { [booking]: _, ...booked } = slot.booked
  const holds: Slot['holds'] = next ? { ...slot.holds, [next.key]: [secondsOf(next.until), 0] } : slot.holds
  return { ...slot, version: slot.version + 1, booked, holds }
}
