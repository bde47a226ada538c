/** Finding slots that are free: one Query to a point, whatever the number of days. What is found is a moment old; the hold decides. */
import { addDays, localTime } from '../platform/local-time.ts'
import { lastDay } from './calendar.ts'
import type { By, FreeSlot, Search } from './desk.ts'
import type { DeskDeps } from './desk-deps.ts'
import { freeAtPoint } from './fill.ts'
import type { Service } from './service.ts'

/** So many days are looked at in one go for the first free slot: mostly one is among them. */
const stride = 7

const inOrder = (one: FreeSlot, other: FreeSlot): number =>
  one.day.localeCompare(other.day) || one.start.localeCompare(other.start) || one.point.localeCompare(other.point)

const later = (one: string, other: string): string => (one > other ? one : other)
const sooner = (one: string, other: string): string => (one < other ? one : other)

export function findFree(deps: DeskDeps) {
  const { services, now } = deps

  const between = async (service: Service, from: string, to: string, by: By, point?: string): Promise<FreeSlot[]> => {
    const points = service.points.filter((one) => !one.closed && (point === undefined || one.id === point))
    const found = await Promise.all(points.map((one) => freeAtPoint(service, one, { from, to, by }, deps)))
    return found.flat().sort(inOrder)
  }

  return {
    async free(serviceId: string, { point, from, days, by = 'web' }: Search): Promise<FreeSlot[]> {
      const service = await services.get(serviceId)
      const first = later(from ?? '', localTime(now()).date)
      const last = sooner(addDays(from ?? first, days - 1), lastDay(service, now()))
      return first > last ? [] : between(service, first, last, by, point)
    },

    async firstFree(
      serviceId: string,
      { point, after, by = 'web' }: { point?: string; after?: { day: string; start: string }; by?: By } = {},
    ): Promise<FreeSlot | undefined> {
      const service = await services.get(serviceId)
      const last = lastDay(service, now())
      const fits = ({ day, start }: FreeSlot) =>
        after === undefined || day > after.day || (day === after.day && start > after.start)
      for (let day = later(after?.day ?? '', localTime(now()).date); day <= last; day = addDays(day, stride)) {
        const found = (await between(service, day, sooner(addDays(day, stride - 1), last), by, point)).find(fits)
        if (found) return found
      }
      return undefined
    },
  }
}
export type FindFree = ReturnType<typeof findFree>
