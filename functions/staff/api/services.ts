/** The API's services: what can be booked, points with their hours and single days, free times, the waiting list. */
import * as z from 'zod/mini'
import {
  Clock,
  Hours,
  Point,
  PointId,
  Service,
  ServiceContent,
  ServiceId,
  usualService,
} from '../../../shared/booking/service.ts'
import { LocalDate } from '../../../shared/plan/window.ts'
import { type ApiRoute, apiRoute } from '../api-route.ts'
import type { StaffDeps } from '../deps.ts'
import { named } from '../openapi.ts'
import { serviceDesk, serviceReaders, serviceWriters } from '../services.ts'
import { visitDesk } from '../visits.ts'
import { VisitView, visitView } from './visits.ts'

const tag = 'Services'
named.add(Service, { id: 'Service' })
named.add(Point, { id: 'Point' })

const Content = z.strictObject(z.omit(ServiceContent, { points: true }).shape)
const NewContent = z.strictObject({
  ...z.partial(z.omit(ServiceContent, { points: true })).shape,
  name: Content.shape.name,
})
const PointContent = z.strictObject(z.omit(Point, { id: true, exceptions: true }).shape)

const ById = z.object({ id: ServiceId })
const ByPoint = z.object({ id: ServiceId, point: PointId })
const ByDay = z.object({ id: ServiceId, point: PointId, day: LocalDate })

const FreeSlot = z.object({ point: PointId, day: LocalDate, start: Clock, free: z.int(), capacity: z.int() })
const locationOf = (id: string) => `/api/v1/services/${id}`

export function serviceRoutes(deps: StaffDeps): ApiRoute[] {
  const services = serviceDesk(deps)
  const visits = visitDesk(deps)
  return [
    apiRoute({
      method: 'GET',
      path: '/services',
      id: 'listServices',
      tag,
      summary: 'What can be booked',
      roles: serviceReaders,
      answer: { status: 200, description: 'Services by name', schema: z.object({ services: z.array(Service) }) },
      handle: async () => ({ status: 200, body: { services: await services.list() } }),
    }),
    apiRoute({
      method: 'POST',
      path: '/services',
      id: 'createService',
      tag,
      summary: 'A new service, without points',
      description: 'Whatever is left out is as usual: visits of 20 minutes, 30 days ahead, holds of 10 minutes.',
      roles: serviceWriters,
      creates: true,
      body: NewContent,
      answer: { status: 201, description: 'The service', schema: Service },
      async handle({ body, person }) {
        const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined))
        const service = await services.create({ ...usualService, ...given, name: body.name }, person)
        return { status: 201, body: service, version: service.version, location: locationOf(service.id) }
      },
    }),
    apiRoute({
      method: 'GET',
      path: '/services/{id}',
      id: 'getService',
      tag,
      summary: 'A service with its points',
      roles: serviceReaders,
      params: ById,
      versioned: true,
      answer: { status: 200, description: 'The service', schema: Service },
      async handle({ params }) {
        const service = await services.get(params.id)
        return { status: 200, body: service, version: service.version }
      },
    }),
    apiRoute({
      method: 'PUT',
      path: '/services/{id}',
      id: 'putService',
      tag,
      summary: 'Everything of a service but its points',
      roles: serviceWriters,
      params: ById,
      body: Content,
      versioned: true,
      answer: { status: 200, description: 'The service as it is now', schema: Service },
      async handle({ params, body, version, person }) {
        const service = await services.write(params.id, body, version, person)
        return { status: 200, body: service, version: service.version }
      },
    }),
    apiRoute({
      method: 'POST',
      path: '/services/{id}/points',
      id: 'addPoint',
      tag,
      summary: 'A new point with its weekly hours',
      roles: serviceWriters,
      creates: true,
      params: ById,
      body: PointContent,
      answer: { status: 201, description: 'The point', schema: Point },
      async handle({ params, body, version, person }) {
        const { service, point } = await services.putPoint(params.id, undefined, body, version, person)
        return { status: 201, body: point, version: service.version, location: locationOf(params.id) }
      },
    }),
    apiRoute({
      method: 'PUT',
      path: '/services/{id}/points/{point}',
      id: 'putPoint',
      tag,
      summary: 'Change a point; its single days stay, and so do its visits',
      roles: serviceWriters,
      params: ByPoint,
      body: PointContent,
      versioned: true,
      answer: { status: 200, description: 'The point as it is now', schema: Point },
      async handle({ params, body, version, person }) {
        const { service, point } = await services.putPoint(params.id, params.point, body, version, person)
        return { status: 200, body: point, version: service.version }
      },
    }),
    apiRoute({
      method: 'PUT',
      path: '/services/{id}/points/{point}/days/{day}',
      id: 'putDay',
      tag,
      summary: 'Give a day hours of its own, also on a public holiday',
      description: 'To close a day use `closeDay`: it looks after those who have a visit.',
      roles: serviceWriters,
      params: ByDay,
      body: z.strictObject({
        hours: z.array(Hours).check(z.minLength(1), z.maxLength(20)),
        reason: z.optional(z.string().check(z.trim(), z.maxLength(200))),
      }),
      answer: {
        status: 200,
        description: 'Visits of the day that are outside its hours now',
        schema: z.object({ outside: z.array(VisitView) }),
      },
      async handle({ params: { id, point, day }, body, person }) {
        const exception = { date: day, hours: body.hours, ...(body.reason && { reason: body.reason }) }
        const service = await services.putDay(id, point, exception, person)
        const outside = await services.outside(
          service,
          service.points.find((one) => one.id === point)!,
          exception,
          person,
        )
        return { status: 200, body: { outside: outside.map(visitView) } }
      },
    }),
    apiRoute({
      method: 'POST',
      path: '/services/{id}/points/{point}/days/{day}/close',
      id: 'closeDay',
      tag,
      summary: 'Close a day: everybody who has a visit is offered another time',
      description: 'Nothing is deleted. May be repeated: nobody gets two offers.',
      roles: serviceWriters,
      params: ByDay,
      body: z.strictObject({ reason: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)) }),
      answer: {
        status: 200,
        description: 'Who was concerned, and what was offered; without an offer somebody has to call',
        schema: z.object({
          visits: z.array(
            z.object({
              visit: VisitView,
              offered: z.optional(z.object({ point: PointId, day: LocalDate, start: Clock })),
            }),
          ),
        }),
      },
      async handle({ params: { id, point, day }, body, person }) {
        const closed = await visits.closeDay(id, point, day, body.reason, person)
        return {
          status: 200,
          body: {
            visits: closed.map(({ visit, offered }) => ({
              visit: visitView(visit),
              ...(offered && { offered: { point: offered.point, day: offered.day, start: offered.start } }),
            })),
          },
        }
      },
    }),
    apiRoute({
      method: 'POST',
      path: '/services/{id}/points/{point}/days/{day}/open',
      id: 'openDay',
      tag,
      summary: 'A day is again as its weekday',
      description: 'Visits of a day that was closed, and were not moved since, stand as before.',
      roles: serviceWriters,
      params: ByDay,
      answer: { status: 200, description: 'The service as it is now', schema: Service },
      async handle({ params: { id, point, day }, person }) {
        await services.usualDay(id, point, day, person)
        return { status: 200, body: await services.get(id) }
      },
    }),
    apiRoute({
      method: 'GET',
      path: '/services/{id}/free',
      id: 'listFreeTimes',
      tag,
      summary: 'Times with a free place, up to their start',
      roles: serviceReaders,
      params: ById,
      query: z.object({
        point: z.optional(PointId),
        from: z.optional(LocalDate),
        days: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(31)), 7),
      }),
      answer: { status: 200, description: 'In order', schema: z.object({ times: z.array(FreeSlot) }) },
      async handle({ params, query: { point, from, days } }) {
        const free = await deps.bookings.free(params.id, {
          ...(point && { point }),
          ...(from && { from }),
          days,
          by: 'staff',
        })
        return { status: 200, body: { times: free.map(({ service: _, ...time }) => time) } }
      },
    }),
    apiRoute({
      method: 'GET',
      path: '/services/{id}/waiting',
      id: 'listWaiting',
      tag,
      summary: 'Who waits for a place, in order',
      description: 'That you read is kept in the audit.',
      roles: serviceReaders,
      params: ById,
      answer: {
        status: 200,
        description: 'The waiting list',
        schema: z.object({
          waiting: z.array(
            z.object({
              id: z.string(),
              name: z.string(),
              phone: z.optional(z.string()),
              email: z.optional(z.string()),
              point: z.optional(PointId),
              since: z.string(),
              offered: z.optional(z.object({ point: PointId, day: LocalDate, start: Clock, until: z.string() })),
            }),
          ),
        }),
      },
      async handle({ params, person }) {
        const list = await visits.waitingList(params.id, person)
        return {
          status: 200,
          body: {
            waiting: list.map(({ waiting: { id, point, since, offer }, visitor }) => ({
              ...{ id, ...visitor, since },
              ...(point && { point }),
              ...(offer && {
                offered: { point: offer.point, day: offer.day, start: offer.start, until: offer.until },
              }),
            })),
          },
        }
      },
    }),
  ]
}
