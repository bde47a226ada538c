/** The pages of one visit: found by its number, marked, moved, cancelled, booked for somebody. Agents do all of it. */
import { randomBytes } from 'node:crypto'
import * as z from 'zod/mini'
import { fromReadBackCode, NoShowReason } from '../../../shared/booking/booking.ts'
import { type SlotRef, startsAt } from '../../../shared/booking/calendar.ts'
import { type Point, pointOf, type Service } from '../../../shared/booking/service.ts'
import { checkAddress } from '../../../shared/contact/address.ts'
import { Invalid, NotFound, Refused } from '../../../shared/platform/errors.ts'
import { Language } from '../../../shared/platform/language.ts'
import { addDays, localTime } from '../../../shared/platform/local-time.ts'
import type { FieldError } from '../../../web/components/errors.tsx'
import { fieldErrors } from '../../../web/staff/frame.tsx'
import { pointPath, Services } from '../../../web/staff/services.tsx'
import {
  type BookForm,
  CancelVisit,
  StaffBook,
  StaffMove,
  StaffVisit,
  type StaffVisitProps,
} from '../../../web/staff/visits-one.tsx'
import { visitTexts } from '../../../web/texts/staff-visits.ts'
import { readForm } from '../form.ts'
import { isOneOf, type Person } from '../person.ts'
import type { Route, StaffRequest } from '../route.ts'
import { serviceReaders, serviceWriters } from '../services.ts'
import { visitDesk } from '../visits.ts'
import type { PageDeps } from './pages.ts'
import { dayAsked, onPoint, pointIn, slotFor } from './visit-places.ts'

/** Days of free times on one page of a move. */
const moveDays = 14

export function visitPages(deps: PageDeps): Route[] {
  const { show, now, services, bookings, agentName } = deps
  const desk = visitDesk(deps)
  const today = () => localTime(now()).date
  const oneVisit = async (c: StaffRequest, person: Person): Promise<StaffVisitProps> => {
    const visit = await desk.visit(c.req.param('visit')!, person)
    const { booking } = visit
    const staff = [...new Set(booking.journal.map(({ by }) => by))].filter(
      (by) => !/^(web|keypad|agent|staff|mail)$/.test(by),
    )
    const names = await Promise.all(staff.map(async (id) => [id, await agentName(id)] as const))
    return {
      visit,
      service: await services.get(booking.service),
      hasBegun: startsAt(booking) <= now(),
      names: new Map(names.flatMap(([id, name]) => (name ? [[id, name] as const] : []))),
      news: (['booked', 'moved', 'cancelled', 'saved'] as const).find((news) => c.req.query(news) !== undefined),
    }
  }

  const movePage = async (c: StaffRequest, person: Person, errors: FieldError[] = []): Promise<Response> => {
    const { visit, service } = await oneVisit(c, person)
    const { booking } = visit
    const point = pointOf(service, c.req.query('point') ?? '')?.id ?? booking.point
    const asked = dayAsked(c, 'from') ?? today()
    const from = asked < today() ? today() : asked
    const slots = await bookings.free(service.id, { point, from, days: moveDays, by: 'staff' })
    const last = addDays(from, moveDays - 1)
    const next = await bookings.firstFree(service.id, { point, after: { day: last, start: '99:99' }, by: 'staff' })
    return show(
      c,
      <StaffMove
        service={service}
        visit={visit}
        point={point}
        from={from}
        slots={slots}
        later={next?.day}
        errors={errors}
      />,
      { status: errors.length > 0 ? 409 : 200, path: `/visits/${booking.id}/move` },
    )
  }

  const bookPage = (
    c: StaffRequest,
    { service, point }: { service: Service; point: Point },
    slot: SlotRef,
    { nonce, form, errors = [] }: { nonce: string; form: BookForm; errors?: FieldError[] },
  ) =>
    show(c, <StaffBook service={service} point={point} slot={slot} nonce={nonce} form={form} errors={errors} />, {
      status: errors.length > 0 ? 422 : 200,
      path: `${pointPath(service.id, point.id, 'book')}?day=${slot.day}&start=${slot.start.replace(':', '')}`,
    })

  const book = async (c: StaffRequest, person: Person): Promise<Response> => {
    const at = await pointIn(c, deps)
    const fields = await readForm(c)
    const slot = slotFor(at, fields.text('day'), fields.text('start'))
    const nonce = fields.text('nonce')
    if (!/^[A-Za-z0-9_-]{22}$/.test(nonce)) throw new NotFound('form')
    const form: BookForm = {
      ...{ name: fields.text('name').slice(0, 120), phone: fields.text('phone'), email: fields.text('email') },
      ...{ language: fields.text('language'), statement: fields.isOn('statement') },
    }
    const t = visitTexts(c.get('language')).book.errors
    const errors: FieldError[] = form.name ? [] : [{ id: 'name', text: t.name }]
    const phone = form.phone
      ? (await import('../../../shared/contact/phone.ts')).checkPhone(form.phone).phone
      : undefined
    if (form.phone && !phone) errors.push({ id: 'phone', text: t.phone })
    const email = form.email ? checkAddress(form.email).email : undefined
    if (form.email && !email) errors.push({ id: 'email', text: t.email })
    if (at.service.statement && !form.statement) errors.push({ id: 'statement', text: t.statement })
    if (errors.length > 0) return bookPage(c, at, slot, { nonce, form, errors })
    try {
      const language = z.safeParse(Language, form.language).data ?? 'pl'
      const booker = {
        ...{ name: form.name, language, statement: form.statement },
        ...(phone && { phone }),
        ...(email && { email }),
      }
      const { booking } = await desk.book(slot, nonce, booker, person)
      return c.redirect(`/visits/${booking.id}?booked`, 303)
    } catch (error) {
      if (!(error instanceof Refused || error instanceof Invalid)) throw error
      return bookPage(c, at, slot, { nonce, form, errors: fieldErrors(error.problems, c.get('language'), idOfBook) })
    }
  }

  const mark = async (c: StaffRequest, person: Person): Promise<Response> => {
    const id = c.req.param('visit')!
    const fields = await readForm(c)
    const what = fields.text('do')
    if (what === 'no_show') await desk.noShow(id, fields.oneOf('reason', NoShowReason.options), person)
    else if (what === 'reopen') await desk.reopen(id, person)
    else if (what === 'attended') {
      const { service, point, day } = await desk.attended(id, person)
      if (fields.text('from') === 'day') return c.redirect(`${pointPath(service, point, `days/${day}`)}?saved`, 303)
    }
    return c.redirect(`/visits/${id}?saved`, 303)
  }

  return [
    {
      method: 'POST',
      path: '/visits/find',
      roles: serviceReaders,
      handle: async (c, { person }) => {
        const code = (await readForm(c)).text('code')
        const id = fromReadBackCode(code)
        try {
          if (!id) throw new NotFound('visit')
          await desk.visit(id, person)
          return c.redirect(`/visits/${id}`, 303)
        } catch (error) {
          if (!(error instanceof NotFound)) throw error
          const errors = [{ id: 'code', text: visitTexts(c.get('language')).notFound }]
          const writes = isOneOf(person, serviceWriters)
          return show(c, <Services services={await services.list()} writes={writes} code={code} errors={errors} />, {
            status: 404,
            path: '/services',
          })
        }
      },
    },
    {
      method: 'GET',
      path: '/visits/:visit',
      roles: serviceReaders,
      handle: async (c, { person }) => {
        const props = await oneVisit(c, person)
        return show(c, <StaffVisit {...props} />, { path: `/visits/${props.visit.booking.id}` })
      },
    },
    { method: 'POST', path: '/visits/:visit', roles: serviceReaders, handle: (c, { person }) => mark(c, person) },
    {
      method: 'GET',
      path: '/visits/:visit/cancel',
      roles: serviceReaders,
      handle: async (c, { person }) => show(c, <CancelVisit {...(await oneVisit(c, person))} />),
    },
    {
      method: 'POST',
      path: '/visits/:visit/cancel',
      roles: serviceReaders,
      handle: async (c, { person }) => {
        const { id } = await desk.cancel(c.req.param('visit')!, person)
        return c.redirect(`/visits/${id}?cancelled`, 303)
      },
    },
    {
      method: 'GET',
      path: '/visits/:visit/move',
      roles: serviceReaders,
      handle: (c, { person }) => movePage(c, person),
    },
    {
      method: 'POST',
      path: '/visits/:visit/move',
      roles: serviceReaders,
      handle: async (c, { person }) => {
        const [point = '', day = '', digits = ''] = (await readForm(c)).text('slot').split('.')
        const id = c.req.param('visit')!
        const { visit, service } = await oneVisit(c, person)
        const found = pointOf(service, point)
        if (!found) throw new NotFound('slot')
        try {
          await desk.move(id, slotFor({ service, point: found }, day, digits), person)
          return c.redirect(`/visits/${visit.booking.id}?moved`, 303)
        } catch (error) {
          if (!(error instanceof Refused)) throw error
          return movePage(
            c,
            person,
            fieldErrors(error.problems, c.get('language'), () => undefined),
          )
        }
      },
    },
    {
      method: 'GET',
      path: `${onPoint}/book`,
      roles: serviceReaders,
      handle: async (c) => {
        const at = await pointIn(c, deps)
        const slot = slotFor(at, c.req.query('day') ?? '', c.req.query('start') ?? '')
        const form = { name: '', phone: '', email: '', language: 'pl', statement: false }
        return bookPage(c, at, slot, { nonce: randomBytes(16).toString('base64url'), form })
      },
    },
    { method: 'POST', path: `${onPoint}/book`, roles: serviceReaders, handle: (c, { person }) => book(c, person) },
  ]
}

/** Where a problem of the desk stands on the form; that the place is gone stands at none. */
const idOfBook = (field: string): string | undefined => (field === 'slot' ? undefined : field)
