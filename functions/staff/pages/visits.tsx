/** The pages of visits: a point's day and week, one visit, closing a day, the waiting list, those who did not come. Agents read, mark and book. */
import { randomBytes } from 'node:crypto'
import * as z from 'zod/mini'
import { fromReadBackCode, NoShowReason } from '../../../shared/booking/booking.ts'
import { type SlotRef, startsAt } from '../../../shared/booking/calendar.ts'
import { Clock, type Point, pointOf, type Service } from '../../../shared/booking/service.ts'
import { checkAddress } from '../../../shared/contact/address.ts'
import { LocalDate } from '../../../shared/plan/window.ts'
import { Invalid, NotFound, Refused } from '../../../shared/platform/errors.ts'
import { Language } from '../../../shared/platform/language.ts'
import { addDays, localTime, weekdayOf } from '../../../shared/platform/local-time.ts'
import type { FieldError } from '../../../web/components/errors.tsx'
import { fieldErrors } from '../../../web/staff/frame.tsx'
import { pointPath, Services, servicePath } from '../../../web/staff/services.tsx'
import { DayPage, WeekPage } from '../../../web/staff/visits.tsx'
import { CloseDay, ClosedDay, NoShows, WaitingList } from '../../../web/staff/visits-lists.tsx'
import {
  type BookForm,
  CancelVisit,
  StaffBook,
  StaffMove,
  StaffVisit,
  type StaffVisitProps,
} from '../../../web/staff/visits-one.tsx'
import { visitTexts } from '../../../web/texts/staff-visits.ts'
import { dateOf, readForm } from '../form.ts'
import { isOneOf, type Person } from '../person.ts'
import type { Route, StaffRequest } from '../route.ts'
import { serviceDesk, serviceReaders, serviceWriters } from '../services.ts'
import { reportWeeks, visitDesk } from '../visits.ts'
import type { PageDeps } from './pages.ts'

/** Days of free times on one page of a move. */
const moveDays = 14

export function visitPages(deps: PageDeps): Route[] {
  const { show, now, services, bookings, agentName } = deps
  const desk = visitDesk(deps)
  const serviceOf = serviceDesk(deps)
  const today = () => localTime(now()).date
  const saved = (c: StaffRequest) => c.req.query('saved') !== undefined
  const clockNow = () => {
    const { date, minutes } = localTime(now())
    const clock = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
    return { date, clock }
  }
  const pointIn = async (c: StaffRequest): Promise<{ service: Service; point: Point }> => {
    const service = await services.get(c.req.param('id')!)
    const point = pointOf(service, c.req.param('point')!)
    if (!point) throw new NotFound('point')
    return { service, point }
  }
  const dayIn = (c: StaffRequest): string => {
    const day = z.safeParse(LocalDate, c.req.param('day')).data
    if (!day) throw new NotFound('day')
    return day
  }
  /** A day from three boxes of a GET form, or from one parameter. */
  const dayAsked = (c: StaffRequest, name: string): string | undefined => {
    const part = (which: string) => c.req.query(`${name}-${which}`)?.trim() ?? ''
    const typed = dateOf({ day: part('day'), month: part('month'), year: part('year') })
    return typed && typed !== 'invalid' ? typed : z.safeParse(LocalDate, c.req.query('day')).data
  }
  const onPoint = '/services/:id/points/:point'

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

  const slotFor = ({ service, point }: { service: Service; point: Point }, day: string, digits: string): SlotRef => {
    const start = `${digits.slice(0, 2)}:${digits.slice(2)}`
    if (!z.safeParse(LocalDate, day).success || !z.safeParse(Clock, start).success) throw new NotFound('slot')
    return { service: service.id, point: point.id, day, start }
  }

  const book = async (c: StaffRequest, person: Person): Promise<Response> => {
    const at = await pointIn(c)
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

  const closePage = async (
    c: StaffRequest,
    person: Person,
    reason: string,
    errors: FieldError[],
  ): Promise<Response> => {
    const { service, point } = await pointIn(c)
    const day = dayIn(c)
    const visits = await desk.conflicts(service.id, point.id, day, person)
    return show(
      c,
      <CloseDay service={service} point={point} day={day} visits={visits} reason={reason} errors={errors} />,
      { status: errors.length > 0 ? 422 : 200 },
    )
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
      path: `${onPoint}/days`,
      roles: serviceReaders,
      handle: (c) => {
        const [id, point] = [c.req.param('id')!, c.req.param('point')!]
        return c.redirect(pointPath(id, point, `days/${dayAsked(c, 'day') ?? today()}`), 303)
      },
    },
    {
      method: 'GET',
      path: `${onPoint}/days/:day`,
      roles: serviceReaders,
      handle: async (c, { person }) => {
        const { service, point } = await pointIn(c)
        const day = dayIn(c)
        const slots = await desk.day(service.id, point.id, day, person)
        return show(
          c,
          <DayPage
            service={service}
            point={point}
            day={day}
            slots={slots}
            now={clockNow()}
            writes={isOneOf(person, serviceWriters)}
            door={c.req.query('door') !== undefined}
            saved={saved(c)}
          />,
        )
      },
    },
    {
      method: 'GET',
      path: `${onPoint}/weeks/:day`,
      roles: serviceReaders,
      handle: async (c, { person }) => {
        const { service, point } = await pointIn(c)
        const day = dayIn(c)
        const from = addDays(day, 1 - weekdayOf(day))
        const days = await desk.week(service.id, point.id, from, person)
        return show(c, <WeekPage service={service} point={point} from={from} days={days} today={today()} />)
      },
    },
    {
      method: 'GET',
      path: `${onPoint}/days/:day/close`,
      roles: serviceWriters,
      handle: (c, { person }) => closePage(c, person, '', []),
    },
    {
      method: 'POST',
      path: `${onPoint}/days/:day/close`,
      roles: serviceWriters,
      handle: async (c, { person }) => {
        const { service, point } = await pointIn(c)
        const reason = (await readForm(c)).text('reason').slice(0, 200)
        if (!reason) {
          return closePage(c, person, '', [{ id: 'reason', text: visitTexts(c.get('language')).close.reasonMissing }])
        }
        // Closed twice is closed once: nobody gets a second offer, so a reload does no harm and no redirect is needed.
        const closed = await desk.closeDay(service.id, point.id, dayIn(c), reason, person)
        return show(c, <ClosedDay service={service} point={point} day={dayIn(c)} closed={closed} />, {
          path: pointPath(service.id, point.id, `days/${dayIn(c)}`),
        })
      },
    },
    {
      method: 'POST',
      path: `${onPoint}/days/:day/usual`,
      roles: serviceWriters,
      handle: async (c, { person }) => {
        const { service, point } = await pointIn(c)
        await serviceOf.usualDay(service.id, point.id, dayIn(c), person)
        return c.redirect(`${pointPath(service.id, point.id, `days/${dayIn(c)}`)}?saved`, 303)
      },
    },
    {
      method: 'GET',
      path: `${onPoint}/book`,
      roles: serviceReaders,
      handle: async (c) => {
        const at = await pointIn(c)
        const slot = slotFor(at, c.req.query('day') ?? '', c.req.query('start') ?? '')
        const form = { name: '', phone: '', email: '', language: 'pl', statement: false }
        return bookPage(c, at, slot, { nonce: randomBytes(16).toString('base64url'), form })
      },
    },
    { method: 'POST', path: `${onPoint}/book`, roles: serviceReaders, handle: (c, { person }) => book(c, person) },
    {
      method: 'GET',
      path: '/services/:id/waiting',
      roles: serviceReaders,
      handle: async (c, { person }) => {
        const service = await services.get(c.req.param('id')!)
        const list = await desk.waitingList(service.id, person)
        return show(
          c,
          <WaitingList service={service} list={list} saved={saved(c)} canRemove={isOneOf(person, serviceWriters)} />,
          { path: servicePath(service.id, 'waiting') },
        )
      },
    },
    {
      method: 'POST',
      path: '/services/:id/waiting',
      roles: serviceWriters,
      handle: async (c, { person }) => {
        const service = await services.get(c.req.param('id')!)
        await desk.remove(service.id, (await readForm(c)).text('remove'), person)
        return c.redirect(`${servicePath(service.id, 'waiting')}?saved`, 303)
      },
    },
    {
      method: 'GET',
      path: '/services/:id/no-shows',
      roles: serviceReaders,
      handle: async (c, { person }) => {
        const service = await services.get(c.req.param('id')!)
        const length = reportWeeks * 7
        const newest = addDays(today(), 1 - length)
        const from = z.safeParse(LocalDate, c.req.query('from')).data ?? newest
        const { days, rates } = await desk.noShows(service, { from }, person)
        return show(
          c,
          <NoShows
            service={service}
            from={from}
            to={addDays(from, length - 1)}
            earlier={addDays(from, -length)}
            later={from < newest ? [addDays(from, length), newest].sort()[0] : undefined}
            days={days}
            rates={rates}
          />,
        )
      },
    },
  ]
}

/** Where a problem of the desk stands on the form; that the place is gone stands at none. */
const idOfBook = (field: string): string | undefined => (field === 'slot' ? undefined : field)
