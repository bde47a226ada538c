/** The pages of services: list, settings, points with their hours, special days. Managers and administrators write; agents read. */
import * as z from 'zod/mini'
import type { Visit } from '../../../shared/booking/desk.ts'
import { type Point, pointOf, type Service, ServiceId, usualService } from '../../../shared/booking/service.ts'
import { Conflict, Invalid, NotFound } from '../../../shared/platform/errors.ts'
import { newId } from '../../../shared/platform/ids.ts'
import { localTime } from '../../../shared/platform/local-time.ts'
import type { FieldError } from '../../../web/components/errors.tsx'
import { fieldErrors } from '../../../web/staff/frame.tsx'
import {
  type DatesForm,
  PointDates,
  pointPath,
  ServicePage,
  Services,
  servicePath,
} from '../../../web/staff/services.tsx'
import { PointFormPage, ServiceFormPage } from '../../../web/staff/services-form.tsx'
import { visitTexts } from '../../../web/texts/staff-visits.ts'
import { dateOf, readForm } from '../form.ts'
import { isOneOf, type Person } from '../person.ts'
import type { PageRoute, StaffRequest } from '../route.ts'
import { checkHours, serviceDesk, serviceReaders, serviceWriters } from '../services.ts'
import type { PageDeps } from './pages.ts'
import { pointForm, readHours, readPoint } from './point-form.ts'
import { formOf, readService, serviceFormIn } from './service-form.ts'

/** The input of a field: `name.uk` is `nameUk`. A point's words are on another page, so they are told over the form only. */
const inputOf = (field: string): string | undefined => {
  if (field.startsWith('points.')) return undefined
  const [name, language] = field.split('.')
  return language && language !== 'pl' ? `${name}${language[0]!.toUpperCase()}${language.slice(1)}` : name
}

export function servicePages(deps: PageDeps): PageRoute[] {
  const { show, now } = deps
  const desk = serviceDesk(deps)
  const today = () => localTime(now()).date
  const saved = (c: StaffRequest) => c.req.query('saved') !== undefined
  const serviceIn = (c: StaffRequest) => desk.get(c.req.param('id')!)
  const pointIn = async (c: StaffRequest): Promise<{ service: Service; point: Point }> => {
    const service = await serviceIn(c)
    const point = pointOf(service, c.req.param('point')!)
    if (!point) throw new NotFound('point')
    return { service, point }
  }

  /** What went wrong with a write, as errors of its form; whatever else is thrown on. */
  const errorsOf = (c: StaffRequest, error: unknown): FieldError[] => {
    const language = c.get('language')
    if (error instanceof Conflict) return [{ text: visitTexts(language).conflict }]
    if (error instanceof Invalid) return fieldErrors(error.problems, language, inputOf)
    throw error
  }

  const writeService = async (c: StaffRequest, person: Person, service?: Service): Promise<Response> => {
    const fields = await readForm(c)
    const form = serviceFormIn(fields)
    const read = readService(form, c.get('language'))
    const version = Number(fields.text('version'))
    const id = z.safeParse(ServiceId, fields.text('id')).data ?? newId('svc')
    const again = (errors: FieldError[], outside: Visit[] = []) =>
      show(c, <ServiceFormPage {...{ form, errors, outside }} {...(service ? { service, version } : { id })} />, {
        status: 422,
      })
    if (!read.content) return again(read.errors)
    try {
      if (service && read.content.minutes !== service.minutes && !fields.isOn('sure')) {
        const after = { ...service, minutes: read.content.minutes }
        const outside = (
          await Promise.all(service.points.map((point) => desk.outsideWeeks(after, point, person)))
        ).flat()
        if (outside.length > 0) {
          return again([{ id: 'sure', text: visitTexts(c.get('language')).dates.outside }], outside)
        }
      }
      const written = service
        ? await desk.write(service.id, read.content, version, person)
        : await desk.create({ ...read.content, points: [] }, person, id)
      return c.redirect(`${servicePath(written.id)}?saved`, 303)
    } catch (error) {
      // The same form sent twice: the service is there.
      if (!service && error instanceof Conflict) return c.redirect(`${servicePath(id)}?saved`, 303)
      return again(errorsOf(c, error))
    }
  }

  const writePoint = async (c: StaffRequest, person: Person, service: Service, point?: Point): Promise<Response> => {
    const fields = await readForm(c)
    const version = Number(fields.text('version'))
    const { form, content, errors } = readPoint(fields, c.get('language'))
    const again = (wrong: FieldError[], outside: Visit[] = []) =>
      show(c, <PointFormPage {...{ service, version, form, outside }} errors={wrong} {...(point && { point })} />, {
        status: 422,
      })
    if (!content) return again(errors)
    try {
      checkHours(content.hours)
      if (point && !fields.isOn('sure') && JSON.stringify(point.hours) !== JSON.stringify(content.hours)) {
        const outside = await desk.outsideWeeks(service, { ...point, hours: content.hours }, person)
        if (outside.length > 0) {
          return again([{ id: 'sure', text: visitTexts(c.get('language')).dates.outside }], outside)
        }
      }
      await desk.putPoint(service.id, point?.id, content, version, person)
      return c.redirect(`${servicePath(service.id)}?saved`, 303)
    } catch (error) {
      return again(errorsOf(c, error))
    }
  }

  const dates = (
    c: StaffRequest,
    service: Service,
    point: Point,
    more: Partial<Parameters<typeof PointDates>[0]> = {},
  ) =>
    show(
      c,
      <PointDates
        service={service}
        point={point}
        form={blankDates}
        errors={[]}
        outside={[]}
        saved={saved(c)}
        today={today()}
        {...more}
      />,
      { status: more.errors?.length ? 422 : 200 },
    )

  const writeDate = async (c: StaffRequest, person: Person): Promise<Response> => {
    const { service, point } = await pointIn(c)
    const fields = await readForm(c)
    const t = visitTexts(c.get('language')).dates
    const form: DatesForm = {
      date: fields.dateParts('date'),
      ...{ what: fields.text('what'), from: fields.text('from'), to: fields.text('to') },
      ...{ capacity: fields.text('capacity'), reason: fields.text('reason').slice(0, 200) },
    }
    const date = dateOf(form.date)
    const errors: FieldError[] = []
    if (!date || date === 'invalid') errors.push({ id: 'date', text: t.invalid })
    else if (date < today()) errors.push({ id: 'date', text: t.past })
    if (form.what !== 'closed' && form.what !== 'hours') errors.push({ id: 'what', text: t.choose })
    const hours = readHours(form)
    if (form.what === 'hours' && !hours) errors.push({ id: 'from', text: t.hours })
    if (!date || errors.length > 0) return dates(c, service, point, { form, errors })
    if (form.what === 'closed') return c.redirect(pointPath(service.id, point.id, `days/${date}/close`), 303)
    const day = { date, hours: [hours!], ...(form.reason && { reason: form.reason }) }
    try {
      const outside = await desk.outside(service, point, day, person)
      if (outside.length > 0 && !fields.isOn('sure')) {
        return dates(c, service, point, { form, outside, errors: [{ id: 'sure', text: t.outside }] })
      }
      await desk.putDay(service.id, point.id, day, person)
      return c.redirect(`${pointPath(service.id, point.id, 'dates')}?saved`, 303)
    } catch (error) {
      return dates(c, service, point, { form, errors: errorsOf(c, error) })
    }
  }

  const writing = (path: string, get: PageRoute['handle'], post: PageRoute['handle']): PageRoute[] => [
    { method: 'GET', path, roles: serviceWriters, handle: get },
    { method: 'POST', path, roles: serviceWriters, handle: post },
  ]

  return [
    {
      method: 'GET',
      path: '/services',
      roles: serviceReaders,
      handle: async (c, { person }) =>
        show(c, <Services services={await desk.list()} writes={isOneOf(person, serviceWriters)} />),
    },
    ...writing(
      '/services/new',
      (c) =>
        show(c, <ServiceFormPage id={newId('svc')} form={formOf({ ...usualService, name: { pl: '' } })} errors={[]} />),
      (c, { person }) => writeService(c, person),
    ),
    {
      method: 'GET',
      path: '/services/:id',
      roles: serviceReaders,
      handle: async (c, { person }) =>
        show(
          c,
          <ServicePage
            service={await serviceIn(c)}
            writes={isOneOf(person, serviceWriters)}
            today={today()}
            saved={saved(c)}
          />,
          { path: servicePath(c.req.param('id')!) },
        ),
    },
    ...writing(
      '/services/:id/edit',
      async (c) => {
        const service = await serviceIn(c)
        return show(c, <ServiceFormPage service={service} form={formOf(service)} errors={[]} />)
      },
      async (c, { person }) => writeService(c, person, await serviceIn(c)),
    ),
    ...writing(
      '/services/:id/points/new',
      async (c) => show(c, <PointFormPage service={await serviceIn(c)} form={pointForm()} errors={[]} />),
      async (c, { person }) => writePoint(c, person, await serviceIn(c)),
    ),
    ...writing(
      '/services/:id/points/:point',
      async (c) => {
        const { service, point } = await pointIn(c)
        return show(c, <PointFormPage service={service} point={point} form={pointForm(point)} errors={[]} />)
      },
      async (c, { person }) => {
        const { service, point } = await pointIn(c)
        return writePoint(c, person, service, point)
      },
    ),
    ...writing(
      '/services/:id/points/:point/dates',
      async (c) => {
        const { service, point } = await pointIn(c)
        return dates(c, service, point)
      },
      (c, { person }) => writeDate(c, person),
    ),
  ]
}

const blankDates: DatesForm = {
  date: { day: '', month: '', year: '' },
  ...{ what: '', from: '', to: '', capacity: '1', reason: '' },
}
