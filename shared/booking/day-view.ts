/** What a point's staff see: a day or a week, slot by slot, with who comes; three reads a week, however many come. (B8) */

import { NotFound } from '../platform/errors.ts'
import { addDays } from '../platform/local-time.ts'
import { slotsOf } from './calendar.ts'
import type { DaySlot } from './desk.ts'
import type { DeskDeps } from './desk-deps.ts'
import { pointOf, type Service } from './service.ts'
import { emptySlot, taken } from './slot.ts'
import { visitOf } from './visits.ts'

export function dayView(deps: DeskDeps) {
  const { services, slots, bookings, now } = deps

  const between = async (
    service: Service,
    pointId: string,
    from: string,
    days: number,
  ): Promise<{ day: string; slots: DaySlot[] }[]> => {
    const point = pointOf(service, pointId)
    if (!point) throw new NotFound('point')
    const known = await slots.range({ service: service.id, point: pointId }, from, addDays(from, days - 1), true)
    const stored = await bookings.many([...known.values()].flatMap(({ booked }) => Object.keys(booked)))
    return Promise.all(
      Array.from({ length: days }, async (_, n) => {
        const day = addDays(from, n)
        const capacities = new Map(slotsOf(service, point, day).map(({ start, capacity }) => [start, capacity]))
        const recorded = [...known.keys()]
          .filter((when) => when.startsWith(`${day}#`))
          .map((when) => when.slice(day.length + 1))
        const inUse = recorded.filter((start) => taken(known.get(`${day}#${start}`)!, now()) > 0)
        const starts = [...new Set([...capacities.keys(), ...inUse])].sort()
        const found = starts.map(async (start): Promise<DaySlot> => {
          const slot = known.get(`${day}#${start}`) ?? emptySlot
          const here = Object.keys(slot.booked).flatMap((id) => stored.get(id) ?? [])
          const visits = await Promise.all(here.map((one) => visitOf(one, deps)))
          return {
            start,
            capacity: capacities.get(start) ?? 0,
            held: taken(slot, now()) - Object.keys(slot.booked).length,
            closed: slot.closed ?? false,
            visits: visits.sort((one, other) => one.visitor.name.localeCompare(other.visitor.name, 'pl')),
          }
        })
        return { day, slots: await Promise.all(found) }
      }),
    )
  }

  return {
    async ofDay(serviceId: string, point: string, day: string): Promise<DaySlot[]> {
      const [only] = await between(await services.get(serviceId), point, day, 1)
      return only!.slots
    },

    async ofWeek(serviceId: string, point: string, from: string): Promise<{ day: string; slots: DaySlot[] }[]> {
      return between(await services.get(serviceId), point, from, 7)
    },
  }
}
