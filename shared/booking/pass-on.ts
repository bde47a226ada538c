/** Taking an offer from somebody who did not want it: its place goes to the next in line, or is free. */

import { mostTries } from '../platform/transaction.ts'
import type { SlotRef } from './calendar.ts'
import { type DeskDeps, together } from './desk-deps.ts'
import { nextInLine } from './offer.ts'
import { BookingRefused } from './refusal.ts'
import { holdKey } from './secrets-of-visits.ts'
import type { StoredWaiting } from './waiting-store.ts'

/** The slot of an offer. */
export const slotOfOffer = ({ service, offer }: StoredWaiting): SlotRef => ({
  service,
  point: offer!.point,
  day: offer!.day,
  start: offer!.start,
})

/**
 * What passes an offer on in one transaction: what becomes of her who had it is `after`. `late`: she acted herself meanwhile, or somebody
 * else did this.
 */
export function passingOn(deps: Pick<DeskDeps, 'db' | 'services' | 'slots' | 'waiting' | 'pause' | 'now'>) {
  const { services, slots, waiting } = deps
  return async (before: StoredWaiting, after: StoredWaiting): Promise<'offered' | 'free' | 'late'> => {
    const slot = slotOfOffer(before)
    const key = holdKey(before.offer!.ref)
    const service = await services.get(before.service)
    for (let attempt = 1; attempt <= mostTries; attempt++) {
      const held = (await slots.get(slot)).holds[key] !== undefined
      const next = held ? await nextInLine(service, slot, deps, before.id) : undefined
      const failed = await together(deps, [
        ...waiting.changing(before, after),
        ...(held ? [slots.passing(slot, key, next), ...(next?.writes ?? [])] : []),
      ])
      if (!failed) return next ? 'offered' : 'free'
      if (failed.includes(0)) return 'late'
      await deps.pause(attempt)
    }
    throw new BookingRefused('busy')
  }
}
