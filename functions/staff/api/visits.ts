/** The API's visits: book, see, mark, move and cancel on behalf of residents; a point's day; those who did not come. */
import * as z from 'zod/mini'
import { Booking, BookingId, NoShowReason, readBackCode, Visitor } from '../../../shared/booking/booking.ts'
import type { Visit } from '../../../shared/booking/desk.ts'
import { shareOf } from '../../../shared/booking/no-shows.ts'
import { newSecret } from '../../../shared/booking/secrets-of-visits.ts'
import { Clock, PointId, ServiceId } from '../../../shared/booking/service.ts'
import { checkAddress } from '../../../shared/contact/address.ts'
import { LocalDate } from '../../../shared/plan/window.ts'
import { Invalid } from '../../../shared/platform/errors.ts'
import { Language, type Text } from '../../../shared/platform/language.ts'
import { addDays, localTime } from '../../../shared/platform/local-time.ts'
import { type ApiRoute, apiRoute } from '../api-route.ts'
import type { StaffDeps } from '../deps.ts'
import { named } from '../openapi.ts'
import { serviceReaders } from '../services.ts'
import { reportWeeks, visitDesk } from '../visits.ts'

const tag = 'Visits'

export const VisitView = z.object({
  ...z.pick(Booking, {
    ...{ id: true, service: true, point: true, day: true, start: true, minutes: true, state: true, by: true },
    ...{ language: true, createdAt: true, changedAt: true, noShow: true, journal: true },
  }).shape,
  /** As it is read back: the id in groups of four. */
  number: z.string(),
  ...Visitor.shape,
  /** Its day was closed: why, and which time is offered. */
  closed: z.optional(
    z.object({
      reason: z.string(),
      offered: z.optional(z.object({ point: PointId, day: LocalDate, start: Clock, until: z.string() })),
    }),
  ),
})
named.add(VisitView, { id: 'Visit' })

/** A visit as the API tells it; never the token of her link. */
export function visitView({ booking, visitor }: Visit): z.infer<typeof VisitView> {
  const { whom: _, sequence: __, closed, ...rest } = booking
  const { offer } = closed ?? {}
  return {
    ...rest,
    number: readBackCode(booking),
    ...visitor,
    ...(closed && {
      closed: {
        reason: closed.reason,
        ...(offer && { offered: { point: offer.point, day: offer.day, start: offer.start, until: offer.until } }),
      },
    }),
  }
}

const ByVisit = z.object({ visit: BookingId })
const ById = z.object({ id: ServiceId })
const Place = { point: PointId, day: LocalDate, start: Clock }

const badPhone: Text = { pl: 'Podaj poprawny polski numer telefonu.', en: 'Enter a correct Polish telephone number.' }
const badEmail: Text = { pl: 'Podaj poprawny adres e-mail.', en: 'Enter a correct e-mail address.' }

export function visitRoutes(deps: StaffDeps): ApiRoute[] {
  const visits = visitDesk(deps)
  const answer = { status: 200 as const, description: 'The visit as it is now', schema: VisitView }

  return [
    apiRoute({
      method: 'POST',
      path: '/services/{id}/visits',
      id: 'bookVisit',
      tag,
      summary: 'Book a visit for somebody',
      description:
        'Neither telephone nor e-mail is needed: `number` is what is read back to her. Somebody has one active visit in a service.',
      roles: serviceReaders,
      creates: true,
      params: ById,
      body: z.strictObject({
        ...Place,
        name: Visitor.shape.name,
        phone: z.optional(z.string().check(z.maxLength(40))),
        email: z.optional(z.string().check(z.maxLength(254))),
        language: z._default(Language, 'pl'),
        /** She stated what the service asks for. */
        statement: z._default(z.boolean(), false),
      }),
      answer: { status: 201, description: 'The visit', schema: VisitView },
      async handle({ params, body: { point, day, start, phone, email, ...rest }, person }) {
        const { checkPhone } = await import('../../../shared/contact/phone.ts')
        const checked = phone ? checkPhone(phone).phone : undefined
        if (phone && !checked) throw new Invalid([{ field: 'phone', message: badPhone }])
        const address = email ? checkAddress(email).email : undefined
        if (email && !address) throw new Invalid([{ field: 'email', message: badEmail }])
        const visit = await visits.book(
          { service: params.id, point, day, start },
          newSecret(),
          { ...rest, ...(checked && { phone: checked }), ...(address && { email: address }) },
          person,
        )
        return { status: 201, body: visitView(visit), location: `/api/v1/visits/${visit.booking.id}` }
      },
    }),
    apiRoute({
      method: 'GET',
      path: '/services/{id}/points/{point}/days/{day}',
      id: 'getDay',
      tag,
      summary: 'A point’s day: every time with its places and who comes',
      description: 'That you read is kept in the audit.',
      roles: serviceReaders,
      params: z.object({ id: ServiceId, point: PointId, day: LocalDate }),
      answer: {
        status: 200,
        description: 'Times in order',
        schema: z.object({
          times: z.array(
            z.object({
              start: Clock,
              capacity: z.int(),
              held: z.int(),
              closed: z.boolean(),
              visits: z.array(VisitView),
            }),
          ),
        }),
      },
      async handle({ params: { id, point, day }, person }) {
        const slots = await visits.day(id, point, day, person)
        return { status: 200, body: { times: slots.map((slot) => ({ ...slot, visits: slot.visits.map(visitView) })) } }
      },
    }),
    apiRoute({
      method: 'GET',
      path: '/visits/{visit}',
      id: 'getVisit',
      tag,
      summary: 'A visit',
      description: 'That you read is kept in the audit.',
      roles: serviceReaders,
      params: ByVisit,
      answer: { status: 200, description: 'The visit', schema: VisitView },
      handle: async ({ params, person }) => ({
        status: 200,
        body: visitView(await visits.visit(params.visit, person)),
      }),
    }),
    apiRoute({
      method: 'POST',
      path: '/visits/{visit}/move',
      id: 'moveVisit',
      tag,
      summary: 'Move a visit: the old and the new place change together, or not at all',
      roles: serviceReaders,
      params: ByVisit,
      body: z.strictObject(Place),
      answer,
      async handle({ params, body, person }) {
        const { booking } = await deps.bookings.read(params.visit)
        const moved = await visits.move(params.visit, { service: booking.service, ...body }, person)
        return { status: 200, body: visitView(moved) }
      },
    }),
    ...(['cancel', 'attended', 'reopen'] as const).map((what) =>
      apiRoute({
        method: 'POST',
        path: `/visits/{visit}/${what}`,
        id: { cancel: 'cancelVisit', attended: 'markAttended', reopen: 'reopenVisit' }[what],
        tag,
        summary: {
          cancel: 'Cancel a visit; its place goes to whoever waits for it first',
          attended: 'Mark that she came',
          reopen: 'Take back what was marked',
        }[what],
        roles: serviceReaders,
        params: ByVisit,
        answer,
        async handle({ params, person }) {
          await visits[what](params.visit, person)
          return { status: 200, body: visitView(await deps.bookings.read(params.visit)) }
        },
      }),
    ),
    apiRoute({
      method: 'POST',
      path: '/visits/{visit}/no-show',
      id: 'markNoShow',
      tag,
      summary: 'Mark that she did not come',
      roles: serviceReaders,
      params: ByVisit,
      body: z.strictObject({ reason: z.optional(NoShowReason) }),
      answer,
      async handle({ params, body, person }) {
        await visits.noShow(params.visit, body.reason, person)
        return { status: 200, body: visitView(await deps.bookings.read(params.visit)) }
      },
    }),
    apiRoute({
      method: 'GET',
      path: '/services/{id}/no-shows',
      id: 'listNoShows',
      tag,
      summary: 'Who did not come in four weeks, and how often that is so',
      roles: serviceReaders,
      params: ById,
      query: z.object({ from: z.optional(LocalDate) }),
      answer: {
        status: 200,
        description: 'Those who did not come, and shares by lead time (in days) and reminder',
        schema: z.object({
          visits: z.array(VisitView),
          share: z.optional(z.number()),
          byLead: z.array(
            z.object({ fromDays: z.int(), attended: z.int(), noShow: z.int(), share: z.optional(z.number()) }),
          ),
          reminded: z.object({ attended: z.int(), noShow: z.int() }),
          notReminded: z.object({ attended: z.int(), noShow: z.int() }),
          reasons: z.record(z.string(), z.int()),
        }),
      },
      async handle({ params, query, person }) {
        const service = await deps.services.get(params.id)
        const from = query.from ?? addDays(localTime(deps.now()).date, 1 - reportWeeks * 7)
        const { days, rates } = await visits.noShows(service, { from }, person)
        return {
          status: 200,
          body: {
            visits: days.flatMap((day) => day.visits.map(visitView)),
            share: shareOf(rates),
            byLead: rates.byLead.map(({ group, counts }) => ({
              ...{ fromDays: group, ...counts },
              share: shareOf(counts),
            })),
            ...{ reminded: rates.reminded, notReminded: rates.notReminded, reasons: rates.reasons },
          },
        }
      },
    }),
  ]
}
