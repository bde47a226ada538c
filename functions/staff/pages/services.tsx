/** The pages of services: list, settings, points with their hours, special days. Managers and administrators write; agents read. */
import * as z from 'zod/mini'
import type { Visit } from '../../../shared/booking/desk.ts'
import {
  Clock,
  type Hours,
  mostPlaces,
  type Point,
  pointOf,
  type Service,
  ServiceContent,
  ServiceId,
  usualService,
  type WeeklyHours,
} from '../../../shared/booking/service.ts'
import { Conflict, Invalid, NotFound } from '../../../shared/platform/errors.ts'
import { newId } from '../../../shared/platform/ids.ts'
import { Language, type Text } from '../../../shared/platform/language.ts'
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
import {
  type HoursRow,
  hoursField,
  type PointForm,
  PointFormPage,
  type ServiceForm,
  ServiceFormPage,
  serviceFields,
} from '../../../web/staff/services-form.tsx'
import { visitTexts } from '../../../web/texts/staff-visits.ts'
import { dateOf, type Fields, readForm } from '../form.ts'
import { isOneOf, type Person } from '../person.ts'
import type { PageRoute, StaffRequest } from '../route.ts'
import { checkHours, type PointContent, serviceDesk, serviceReaders, serviceWriters } from '../services.ts'
import type { PageDeps } from './pages.ts'

/** The input of a field: `name.uk` is `nameUk`. A point's words are on another page, so they are told over the form only. */
const inputOf = (field: string): string | undefined => {
  if (field.startsWith('points.')) return undefined
  const [name, language] = field.split('.')
  return language && language !== 'pl' ? `${name}${language[0]!.toUpperCase()}${language.slice(1)}` : name
}

/** Rows of hours to each weekday: morning and afternoon, and one more than there are. */
const fewestRows = 2
const mostRows = 8

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
    const read = readService(form, c)
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
    const { form, content, errors } = readPoint(fields, c)
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

/** A service as its form. */
function formOf(service: Omit<ServiceContent, 'points'>): ServiceForm {
  const { name, bring, statement } = service
  const texts = (text: Text | undefined) => [text?.pl ?? '', text?.uk ?? '', text?.en ?? ''] as const
  const [bringPl, bringUk, bringEn] = texts(bring)
  const [statementPl, statementUk, statementEn] = texts(statement)
  return {
    ...{ name: name.pl, nameUk: name.uk ?? '', nameEn: name.en ?? '' },
    ...{ bring: bringPl, bringUk, bringEn, statement: statementPl, statementUk, statementEn },
    minutes: String(service.minutes),
    leadMinutes: String(service.leadMinutes),
    horizonDays: String(service.horizonDays),
    holdMinutes: String(service.holdMinutes),
    maxHoldExtensions: String(service.maxHoldExtensions),
    offerHours: String(service.offerHours),
    keptDays: String(service.keptDays),
    options: (['waitingList', 'reminders', 'discreet'] as const).filter((option) => service[option]),
  }
}

function serviceFormIn(fields: Fields): ServiceForm {
  const texts = Object.fromEntries(serviceFields.map((name) => [name, fields.text(name)]))
  return { ...texts, options: fields.all('options') } as ServiceForm
}

type Numbers =
  | 'minutes'
  | 'leadMinutes'
  | 'horizonDays'
  | 'holdMinutes'
  | 'maxHoldExtensions'
  | 'offerHours'
  | 'keptDays'
/** The numbers of a service with the least and the most that each may be, as the rules have them. */
const ranges: Record<Numbers, [number, number]> = {
  minutes: [5, 600],
  leadMinutes: [0, 43_200],
  horizonDays: [1, 366],
  holdMinutes: [5, 60],
  maxHoldExtensions: [10, 100],
  offerHours: [1, 168],
  keptDays: [1, 3650],
}

function readService(
  form: ServiceForm,
  c: StaffRequest,
): { content: Omit<ServiceContent, 'points'>; errors?: undefined } | { content?: undefined; errors: FieldError[] } {
  const t = visitTexts(c.get('language')).form
  const text = (pl: string, uk: string, en: string): Text => ({ pl, ...(uk && { uk }), ...(en && { en }) })
  const errors: FieldError[] = form.name ? [] : [{ id: 'name', text: t.nameMissing }]
  const numbers = {} as Record<Numbers, number>
  for (const [name, [least, most]] of Object.entries(ranges) as [Numbers, [number, number]][]) {
    const value = /^\d{1,5}$/.test(form[name]) ? Number(form[name]) : Number.NaN
    if (value >= least && value <= most) numbers[name] = value
    else errors.push({ id: name, text: t.number(least, most) })
  }
  if (errors.length > 0) return { errors }
  const content = {
    name: text(form.name, form.nameUk, form.nameEn),
    ...numbers,
    waitingList: form.options.includes('waitingList'),
    reminders: form.options.includes('reminders'),
    ...(form.options.includes('discreet') && { discreet: true }),
    ...(form.bring && { bring: text(form.bring, form.bringUk, form.bringEn) }),
    ...(form.statement && { statement: text(form.statement, form.statementUk, form.statementEn) }),
  }
  return { content: z.parse(z.omit(ServiceContent, { points: true }), content) }
}

/** A point as its form: two rows to each weekday, and always one that is blank. */
function pointForm(point?: Point): PointForm {
  const rowsOf = (weekday: number): HoursRow[] => {
    const known = (point?.hours ?? []).filter((row) => row.weekday === weekday)
    const rows = known.map(({ from, to, capacity }) => ({ from, to, capacity: String(capacity) }))
    const blank = Math.max(fewestRows - rows.length, rows.length < mostRows && rows.length >= fewestRows ? 1 : 0)
    return [...rows, ...Array.from({ length: blank }, () => ({ from: '', to: '', capacity: '' }))]
  }
  return {
    name: point?.name ?? '',
    address: point?.address ?? '',
    phone: point?.phone ?? '',
    access: (['wheelchair', 'pjm'] as const).filter((way) => point?.access[way]),
    languages: point?.languages ?? ['pl'],
    closed: point?.closed ?? false,
    hours: Array.from({ length: 7 }, (_, n) => rowsOf(n + 1)),
  }
}

/** A time however it is written: `8`, `8:00`, `08.30`. */
function readTime(text: string): string | undefined {
  const found = /^(\d{1,2})(?:[:.](\d{2}))?$/.exec(text)
  const clock = found && `${found[1]!.padStart(2, '0')}:${found[2] ?? '00'}`
  return z.safeParse(Clock, clock).data
}

/** A row of hours; undefined where something in it is wrong. */
function readHours({ from, to, capacity }: HoursRow): Hours | undefined {
  const [begins, ends] = [readTime(from), readTime(to)]
  const places = /^\d{1,3}$/.test(capacity) ? Number(capacity) : 0
  return begins && ends && begins < ends && places >= 1 && places <= mostPlaces
    ? { from: begins, to: ends, capacity: places }
    : undefined
}

function readPoint(fields: Fields, c: StaffRequest): { form: PointForm; content?: PointContent; errors: FieldError[] } {
  const t = visitTexts(c.get('language')).point
  const errors: FieldError[] = []
  const hours: WeeklyHours[] = []
  const rows = Array.from({ length: 7 }, (_, weekday) => {
    const those: HoursRow[] = []
    for (let n = 0; n < mostRows; n++) {
      const part = (name: keyof HoursRow) => fields.text(hoursField(weekday, n, name))
      const row = { from: part('from'), to: part('to'), capacity: part('capacity') }
      if (n >= fewestRows && !row.from && !row.to && !row.capacity) continue
      those.push(row)
      if (!row.from && !row.to) continue
      const read = readHours({ ...row, capacity: row.capacity || '1' })
      if (read) hours.push({ ...read, weekday: weekday + 1 })
      else errors.push({ id: hoursField(weekday, n, 'from'), text: t.row(t.weekdays[weekday]!) })
    }
    return those
  })
  const form: PointForm = {
    ...{ name: fields.text('name'), address: fields.text('address'), phone: fields.text('phone') },
    ...{ access: fields.all('access'), languages: fields.all('languages'), closed: fields.isOn('closed'), hours: rows },
  }
  if (!form.name || form.name.length > 200) errors.unshift({ id: 'name', text: t.missing })
  if (!form.address || form.address.length > 200) errors.unshift({ id: 'address', text: t.missing })
  if (errors.length > 0) return { form, errors }
  const content: PointContent = {
    ...{ name: form.name, address: form.address },
    ...(form.phone && { phone: form.phone.slice(0, 40) }),
    access: { wheelchair: form.access.includes('wheelchair'), pjm: form.access.includes('pjm') },
    languages: Language.options.filter((language) => form.languages.includes(language)),
    hours,
    ...(form.closed && { closed: true }),
  }
  return { form, content, errors }
}
