/** Giving free places to those who wait: what no cancellation told of (holds that ran out, new hours, new days, offers that nobody took). */
import { addDays, localTime } from '../platform/local-time.ts'
import { lastDay, type SlotRef, slotsOf, whyNotNow } from './calendar.ts'
import { type DeskDeps, keptUntil, together } from './desk-deps.ts'
import { afterOffer, nextInLine } from './offer.ts'
import { passingOn } from './pass-on.ts'
import type { Point, Service } from './service.ts'
import { freeIn, holdSlot } from './slot.ts'
import { whenOf } from './slot-store.ts'

/** Offers made in one go, at most: the clock comes again. */
const mostAtOnce = 50

/** The slots of a point that have a place now, by what was read a moment ago; in order. */
export async function freeAtPoint(
  service: Service,
  point: Point,
  { from, to, by }: { from: string; to: string; by: 'web' | 'staff' | 'agent' | 'keypad' },
  { slots, now }: Pick<DeskDeps, 'slots' | 'now'>,
): Promise<(SlotRef & { free: number; capacity: number })[]> {
  if (point.closed) return []
  const known = await slots.range({ service: service.id, point: point.id }, from, to)
  const at = now()
  // slots of later days need not be asked one by one: they are neither past nor too soon
  const near = localTime(new Date(at.getTime() + service.leadMinutes * 60_000)).date
  const found: (SlotRef & { free: number; capacity: number })[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) {
    for (const { start, capacity } of slotsOf(service, point, day)) {
      const ref: SlotRef = { service: service.id, point: point.id, day, start }
      if (day <= near && whyNotNow(service, ref, by, at)) continue
      const slot = known.get(whenOf(ref))
      const free = slot ? freeIn(slot, capacity, at) : capacity
      if (free > 0) found.push({ ...ref, free, capacity })
    }
  }
  return found
}

/** What filling needs: nobody's name. */
export type FillDeps = Pick<DeskDeps, 'db' | 'services' | 'slots' | 'waiting' | 'pause' | 'now'>

export function fill(deps: FillDeps) {
  const { services, slots, waiting, now } = deps
  const passOn = passingOn(deps)

  /** Offers one place of a slot to whoever is first. False when nobody fits, or the place is gone. */
  const offerPlace = async (service: Service, ref: SlotRef, capacity: number): Promise<boolean> => {
    const [before, next] = await Promise.all([slots.get(ref), nextInLine(service, ref, deps)])
    if (!next) return false
    const after = holdSlot(before, next.key, new Date(next.until * 1000), capacity, now())
    if (typeof after === 'string') return false
    return !(await together(deps, [slots.writing(ref, before, after, keptUntil(service, ref)), ...next.writes]))
  }

  return async (serviceId: string): Promise<number> => {
    const service = await services.get(serviceId)
    const all = await waiting.list(serviceId)
    const at = now().toISOString()
    let made = 0
    for (const one of all.filter(({ offer }) => offer && offer.until <= at)) {
      if ((await passOn(one, afterOffer(one))) === 'offered') made++
    }
    if (all.length === 0) {
      await waiting.forget(serviceId)
      return 0
    }
    if (all.every(({ state, offer }) => state === 'offered' && offer!.until > at)) return made
    const anywhere = all.some(({ point }) => point === undefined)
    const from = localTime(now()).date
    const to = lastDay(service, now())
    for (const point of service.points) {
      if (!anywhere && !all.some((one) => one.point === point.id)) continue
      for (const { free, capacity, ...ref } of await freeAtPoint(service, point, { from, to, by: 'web' }, deps)) {
        for (let n = 0; n < free; n++) {
          if (made >= mostAtOnce) return made
          if (!(await offerPlace(service, ref, capacity))) break
          made++
        }
      }
    }
    return made
  }
}
