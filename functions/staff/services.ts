/** What staff do with services: make one, change what it says, its points, their hours and their single days. Pages and API come through here. */
import { lastDay, slotsOf } from '../../shared/booking/calendar.ts'
import type { DaySlot, Visit } from '../../shared/booking/desk.ts'
import { mostPoints, type PointRow, withPoints } from '../../shared/booking/points-file.ts'
import {
  type DayException,
  type Point,
  pointOf,
  type Service,
  type ServiceContent,
  type WeeklyHours,
} from '../../shared/booking/service.ts'
import { Conflict, Invalid, NotFound, type Problem } from '../../shared/platform/errors.ts'
import { newId } from '../../shared/platform/ids.ts'
import type { Text } from '../../shared/platform/language.ts'
import { addDays, localTime } from '../../shared/platform/local-time.ts'
import { serviceTextProblems } from '../../shared/text/service-texts.ts'
import type { StaffDeps } from './deps.ts'
import type { Person, Role } from './person.ts'

/** Who looks at services and visits, and who writes services. Agents read, mark and book. */
export const serviceReaders: readonly Role[] = ['manager', 'administrator', 'agent']
export const serviceWriters: readonly Role[] = ['manager', 'administrator']

export type ServiceDeskDeps = Pick<StaffDeps, 'services' | 'bookings' | 'audit' | 'now'>

/** A point without what the desk gives it. */
export type PointContent = Omit<Point, 'id' | 'exceptions'> & { exceptions?: Point['exceptions'] }

export function serviceDesk({ services, bookings, audit, now }: ServiceDeskDeps) {
  const note = (person: Person, did: string, what: string) => audit.write({ who: person.id, did, what }, now())

  /** Writes over the version that was read; somebody else's change meanwhile is a Conflict. */
  const change = async (id: string, version: number | undefined, make: (service: Service) => Service) => {
    const service = await services.get(id)
    if (version !== undefined && version !== service.version) throw new Conflict('the service was changed meanwhile')
    return services.save(make(service))
  }
  const withPoint = (service: Service, point: Point): Service => ({
    ...service,
    points: pointOf(service, point.id)
      ? service.points.map((one) => (one.id === point.id ? point : one))
      : [...service.points, point],
  })
  const found = (service: Service, id: string): Point => {
    const point = pointOf(service, id)
    if (!point) throw new NotFound('point')
    return point
  }

  return {
    list: () => services.list(),
    get: (id: string) => services.get(id),

    /** @param id the id that its form gave it: the same form sent twice is a Conflict */
    async create(content: ServiceContent, person: Person, id: string = newId('svc')): Promise<Service> {
      check(content)
      checkTexts(content)
      const service: Service = { ...content, id, version: 1, createdAt: now().toISOString() }
      await services.create(service)
      await note(person, 'create service', service.id)
      return service
    },

    /** Changes everything but the points. */
    async write(
      id: string,
      content: Omit<ServiceContent, 'points'>,
      version: number | undefined,
      person: Person,
    ): Promise<Service> {
      const saved = await change(id, version, ({ points, createdAt, version: current }) => {
        check({ ...content, points })
        checkTexts({ ...content, points })
        return { ...content, points, id, createdAt, version: current }
      })
      await note(person, 'change service', id)
      return saved
    },

    /** A new point, or a known one changed; its single days stay where they are not given. */
    async putPoint(
      id: string,
      pointId: string | undefined,
      content: PointContent,
      version: number | undefined,
      person: Person,
    ): Promise<{ service: Service; point: Point }> {
      checkHours(content.hours)
      let point: Point | undefined
      const service = await change(id, version, (before) => {
        const exceptions = content.exceptions ?? (pointId ? found(before, pointId).exceptions : [])
        point = { ...content, exceptions, id: pointId ?? newId('pt') }
        checkPointTexts(before, point)
        return withPoint(before, point)
      })
      await note(person, pointId ? 'change point' : 'add point', `${id}/${point!.id}`)
      return { service, point: point! }
    },

    /** Points from a file: known ones changed, others added, all of them open. False where the service would have too many. */
    async putPoints(id: string, rows: readonly PointRow[], person: Person): Promise<boolean> {
      const before = await services.get(id)
      const points = withPoints(before.points, rows, () => newId('pt'))
      if (points.length > mostPoints) return false
      checkTexts({ ...before, points })
      await services.save({ ...before, points })
      await note(person, 'points from a file', id)
      return true
    },

    /** Visits of a day that would be outside its hours, or one too many at their hour; they stand, but somebody has to know. */
    async outside(service: Service, point: Point, day: DayException, person: Person): Promise<Visit[]> {
      const after: Point = { ...point, exceptions: [...point.exceptions.filter(({ date }) => date !== day.date), day] }
      const found = tooMany(service, after, day.date, await bookings.ofDay(service.id, point.id, day.date))
      if (found.length > 0) await note(person, 'view visits', `${service.id}/${point.id}/${day.date}`)
      return found
    },

    /** The same of all days to come, for a point with other weekly hours. */
    async outsideWeeks(service: Service, after: Point, person: Person): Promise<Visit[]> {
      const found: Visit[] = []
      const [first, last] = [localTime(now()).date, lastDay(service, now())]
      for (let from = first; from <= last; from = addDays(from, 7)) {
        for (const { day, slots } of await bookings.ofWeek(service.id, after.id, from)) {
          found.push(...tooMany(service, after, day, slots))
        }
      }
      if (found.length > 0) await note(person, 'view visits', `${service.id}/${after.id}/${first}–${last}`)
      return found
    },

    /** Gives a day hours of its own. Closing a day is the visits' desk's. */
    async putDay(id: string, pointId: string, day: DayException, person: Person): Promise<Service> {
      if (day.hours.length === 0) throw new Invalid([problem('hours', noHours)])
      checkHours(day.hours.map((hours) => ({ ...hours, weekday: 1 })))
      // A day that was closed opens first: its slots know that they are closed, and its visits that they cannot take place.
      const known = found(await services.get(id), pointId).exceptions.find(({ date }) => date === day.date)
      if (known?.hours.length === 0) await bookings.openDay(id, pointId, day.date, { by: 'staff', staff: person.id })
      const saved = await change(id, undefined, (service) => {
        const point = found(service, pointId)
        const exceptions = [...point.exceptions.filter(({ date }) => date !== day.date), day].sort((one, other) =>
          one.date.localeCompare(other.date),
        )
        return withPoint(service, { ...point, exceptions })
      })
      await note(person, 'change day', `${id}/${pointId}/${day.date}`)
      return saved
    },

    /** A day is again as its weekday; one that was closed opens, and its visits stand as before. */
    async usualDay(id: string, pointId: string, date: string, person: Person): Promise<void> {
      await bookings.openDay(id, pointId, date, { by: 'staff', staff: person.id })
      await note(person, 'open day', `${id}/${pointId}/${date}`)
    },
  }
}
export type ServiceDesk = ReturnType<typeof serviceDesk>

/** Of the visits of a day those that the calendar has no place for, the newest of each hour. What is over concerns nobody. */
function tooMany(service: Service, point: Point, day: string, slots: readonly DaySlot[]): Visit[] {
  const places = new Map(slotsOf(service, point, day).map(({ start, capacity }) => [start, capacity]))
  return slots.flatMap(({ start, visits }) =>
    visits
      .filter(({ booking }) => booking.state === 'confirmed')
      .sort((one, other) => one.booking.createdAt.localeCompare(other.booking.createdAt))
      .slice(places.get(start) ?? 0),
  )
}

const noHours: Text = { pl: 'Podaj godziny od i\u00a0do.', en: 'Enter hours from and to.' }
const noName: Text = { pl: 'Podaj nazwę usługi po polsku.', en: 'Enter the name of the service in Polish.' }
const backwards: Text = {
  pl: 'Godzina „do” musi być późniejsza niż „od”.',
  en: 'The hour “to” must be later than “from”.',
}
const overlap: Text = {
  pl: 'Dwa przedziały tego samego dnia nie mogą na siebie nachodzić.',
  en: 'Two rows of the same day may not overlap.',
}

const problem = (field: string, message: Text): Problem => ({ field, message })

function check({ name, points }: ServiceContent): void {
  if (!name.pl.trim()) throw new Invalid([problem('name', noName)])
  for (const { hours } of points) checkHours(hours)
}

/** Refuses words of a discreet service that would tell others what it is about. (L12) */
function checkTexts(service: ServiceContent): void {
  const problems = serviceTextProblems(service)
  if (problems.length > 0) throw new Invalid(problems)
}

/** The same for one point alone, at its own fields: another point's words keep nobody from mending this one. */
function checkPointTexts(service: Service, point: Point): void {
  const prefix = 'points.0.'
  const problems = serviceTextProblems({ ...service, points: [point] }).filter(({ field }) => field.startsWith(prefix))
  if (problems.length > 0) throw new Invalid(problems.map((one) => ({ ...one, field: one.field.slice(prefix.length) })))
}

/** Refuses rows that end before they begin, or meet another of their weekday. */
export function checkHours(hours: readonly WeeklyHours[]): void {
  const problems: Problem[] = []
  if (hours.some(({ from, to }) => from >= to)) problems.push(problem('hours', backwards))
  const sorted = hours.toSorted((one, other) => one.weekday - other.weekday || one.from.localeCompare(other.from))
  const meets = sorted.some((row, n) => {
    const next = sorted[n + 1]
    return next?.weekday === row.weekday && next.from < row.to
  })
  if (meets) problems.push(problem('hours', overlap))
  if (problems.length > 0) throw new Invalid(problems)
}
