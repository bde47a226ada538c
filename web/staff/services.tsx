/** Services as staff see them: the list, one service with its points, a point's special days. */
import type { FC } from 'hono/jsx'
import type { Visit } from '../../shared/booking/desk.ts'
import { type Hours, type Point, pointOf, type Service } from '../../shared/booking/service.ts'
import { Actions, Button, ButtonLink } from '../components/button.tsx'
import { Checkboxes, Radios } from '../components/choices.tsx'
import type { FieldError } from '../components/errors.tsx'
import { DateInput, TextInput } from '../components/fields.tsx'
import { SummaryList, Table } from '../components/lists.tsx'
import { InsetText, NotificationBanner, Tag, WarningText } from '../components/notices.tsx'
import { visitTexts } from '../texts/staff-visits.ts'
import { errorAt, Form, Gap, Heading, StaffPage, useFrame } from './frame.tsx'

export const useVisitTexts = () => visitTexts(useFrame().language)

/** Where a service's pages are. */
export const servicePath = (id: string, page = ''): string => `/services/${id}${page && `/${page}`}`
export const pointPath = (service: string, point: string, page = ''): string =>
  servicePath(service, `points/${point}${page && `/${page}`}`)

export const Saved: FC<{ text: string }> = ({ text }) => (
  <NotificationBanner look="success">
    <p class="govuk-notification-banner__heading">{text}</p>
  </NotificationBanner>
)

const FindVisit: FC<{ code?: string; errors: FieldError[] }> = ({ code, errors }) => {
  const t = useVisitTexts()
  return (
    <Form action="/visits/find">
      <TextInput
        name="code"
        label={t.find}
        labelSize="s"
        hint={t.findHint}
        value={code}
        width={20}
        spellcheck={false}
        autocomplete="off"
        {...errorAt(errors, 'code')}
      />
      <Actions>
        <Button look="quiet">{t.findDo}</Button>
      </Actions>
    </Form>
  )
}

export const Services: FC<{ services: Service[]; writes: boolean; code?: string; errors?: FieldError[] }> = (props) => {
  const t = useVisitTexts()
  const { services, writes, code, errors = [] } = props
  return (
    <StaffPage title={t.services} section="services" errors={errors}>
      <Heading>{t.services}</Heading>
      <p class="akcja-lead">{t.lead}</p>
      {writes && (
        <Actions>
          <ButtonLink href="/services/new" look={services.length > 0 ? 'quiet' : 'main'}>
            {t.newService}
          </ButtonLink>
        </Actions>
      )}
      {services.length > 0 ? (
        <Table
          caption={t.services}
          captionSize="hidden"
          columns={[{ title: t.service }, { title: t.points, number: true }, { title: t.visitLength, number: true }]}
          rows={services.map(({ id, name, points, minutes }) => [
            <a class="govuk-link" href={servicePath(id)}>
              {name.pl}
            </a>,
            t.number(points.length),
            t.minutesShort(minutes),
          ])}
        />
      ) : (
        <p class="govuk-body">{t.noServices}</p>
      )}
      {services.length > 0 && <FindVisit errors={errors} {...(code && { code })} />}
    </StaffPage>
  )
}

export interface ServiceProps {
  service: Service
  writes: boolean
  /** The local day. */
  today: string
  saved: boolean
}

export const ServicePage: FC<ServiceProps> = ({ service, writes, today, saved }) => {
  const t = useVisitTexts()
  const { id, name, points } = service
  return (
    <StaffPage title={name.pl} section="services" back={{ href: '/services', text: t.services }} width="full">
      {saved && <Saved text={t.saved} />}
      <Heading over={t.service}>{name.pl}</Heading>
      <ul class="govuk-list">
        <li>
          <a class="govuk-link" href={servicePath(id, 'waiting')}>
            {t.waiting.title}
          </a>
        </li>
        <li>
          <a class="govuk-link" href={servicePath(id, 'no-shows')}>
            {t.noShows.title}
          </a>
        </li>
      </ul>
      <h2 class="govuk-heading-m">{t.points}</h2>
      {points.length > 0 ? (
        <ul class="akcja-cards">
          {points.map((point) => (
            <PointCard service={service} point={point} today={today} writes={writes} />
          ))}
        </ul>
      ) : (
        <InsetText>{t.point.none}</InsetText>
      )}
      {writes && (
        <Actions>
          <ButtonLink href={servicePath(id, 'points/new')} look={points.length > 0 ? 'quiet' : 'main'}>
            {t.point.add}
          </ButtonLink>
          <ButtonLink href={servicePath(id, 'points-file')} look="quiet">
            {t.point.fromFile}
          </ButtonLink>
        </Actions>
      )}
      <Gap />
      <Settings service={service} />
      {writes && (
        <Actions>
          <ButtonLink href={servicePath(id, 'edit')} look="quiet">
            {t.edit}
          </ButtonLink>
        </Actions>
      )}
    </StaffPage>
  )
}

const PointCard: FC<{ service: Service; point: Point; today: string; writes: boolean }> = (props) => {
  const t = useVisitTexts()
  const { service, point, today, writes } = props
  const to = (page: string) => pointPath(service.id, point.id, page)
  const named = <span class="govuk-visually-hidden">: {point.name}</span>
  return (
    <li>
      <h3 class="govuk-heading-s">
        {point.name} {point.closed && <Tag colour="amber">{t.point.closedTag}</Tag>}
      </h3>
      <p class="govuk-body">{point.address}</p>
      <p class="akcja-plan__deeds">
        <a class="govuk-link" href={to(`days/${today}`)}>
          {t.day.today}
          {named}
        </a>
        <a class="govuk-link" href={to(`weeks/${today}`)}>
          {t.day.week}
          {named}
        </a>
        {writes && (
          <>
            <a class="govuk-link" href={to('dates')}>
              {t.dates.title}
              {named}
            </a>
            <a class="govuk-link" href={pointPath(service.id, point.id)}>
              {t.edit}
              {named}
            </a>
          </>
        )}
      </p>
    </li>
  )
}

const Settings: FC<{ service: Service }> = ({ service }) => {
  const t = useVisitTexts()
  const { form: f } = t
  const yes = (is: boolean | undefined) => (is ? t.yes : t.no)
  return (
    <section aria-labelledby="settings">
      <h2 class="govuk-heading-m" id="settings">
        {t.settings}
      </h2>
      <SummaryList
        rows={[
          { key: f.minutes, value: t.minutesShort(service.minutes) },
          ...(service.bring ? [{ key: f.bring, value: service.bring.pl }] : []),
          ...(service.statement ? [{ key: f.statement, value: service.statement.pl }] : []),
          { key: f.leadMinutes, value: t.number(service.leadMinutes) },
          { key: f.horizonDays, value: t.number(service.horizonDays) },
          { key: f.waitingList, value: yes(service.waitingList) },
          { key: f.reminders, value: yes(service.reminders) },
          { key: f.discreet, value: yes(service.discreet) },
          { key: f.keptDays, value: t.number(service.keptDays) },
        ]}
      />
    </section>
  )
}

/** `8:00–12:00 (3), 13:00–15:00 (1)` */
export const hoursText = (hours: readonly Hours[]): string =>
  hours.map(({ from, to, capacity }) => `${short(from)}–${short(to)} (${capacity})`).join(', ')
const short = (clock: string) => clock.replace(/^0/, '')

export interface DatesForm {
  date: { day: string; month: string; year: string }
  what: string
  from: string
  to: string
  capacity: string
  reason: string
}

export interface DatesProps {
  service: Service
  point: Point
  form: DatesForm
  errors: FieldError[]
  /** Visits that the new hours leave outside. */
  outside: Visit[]
  saved: boolean
  /** The local day: what is over is left out. */
  today: string
}

/** The special days of a point: closed, or with hours of their own. */
/** Visits that new hours have no place for, and the tick that somebody has seen them. */
export const OutsideVisits: FC<{ visits: readonly Visit[]; errors: FieldError[] }> = ({ visits, errors }) => {
  const t = useVisitTexts()
  if (visits.length === 0) return null
  return (
    <>
      <WarningText>{t.dates.outsideText}</WarningText>
      <ul class="govuk-list govuk-list--bullet">
        {visits.map(({ booking, visitor }) => (
          <li>
            <a class="govuk-link" href={`/visits/${booking.id}`}>
              {`${t.when(booking.day, booking.start)}: ${visitor.name}`}
            </a>
          </li>
        ))}
      </ul>
      <Checkboxes
        name="sure"
        legend={t.dates.outside}
        legendSize="s"
        choices={[{ value: 'on', text: t.dates.sure }]}
        {...errorAt(errors, 'sure')}
      />
    </>
  )
}

export const PointDates: FC<DatesProps> = ({ service, point, form, errors, outside, saved, today }) => {
  const t = useVisitTexts()
  const { dates: d } = t
  const coming = point.exceptions.filter(({ date }) => date >= today)
  return (
    <StaffPage
      title={`${d.title}: ${point.name}`}
      section="services"
      back={{ href: servicePath(service.id), text: service.name.pl }}
      errors={errors}
    >
      {saved && <Saved text={t.saved} />}
      <Heading over={point.name}>{d.title}</Heading>
      <p class="govuk-body">{d.lead}</p>
      {coming.length > 0 ? (
        <Table
          caption={d.title}
          captionSize="hidden"
          columns={[{ title: d.day }, { title: d.what }, { title: d.reason }, { title: t.day.deeds }]}
          rows={coming.map(({ date, hours, reason }) => [
            <a class="govuk-link" href={pointPath(service.id, point.id, `days/${date}`)}>
              {t.date(date)}
            </a>,
            hours.length > 0 ? hoursText(hours) : <Tag colour="amber">{d.closed}</Tag>,
            reason ?? '–',
            <Form action={pointPath(service.id, point.id, `days/${date}/usual`)}>
              <button type="submit" class="akcja-linklike">
                {d.usual}
                <span class="govuk-visually-hidden"> {d.usualOf(date)}</span>
              </button>
            </Form>,
          ])}
        />
      ) : (
        <p class="govuk-body">{d.none}</p>
      )}
      <h2 class="govuk-heading-m">{d.add}</h2>
      <Form>
        <DateInput name="date" legend={d.day} legendSize="s" values={form.date} {...errorAt(errors, 'date')} />
        <Radios
          name="what"
          legend={d.doWhat}
          legendSize="s"
          choices={[
            { value: 'closed', text: d.closedDay },
            {
              value: 'hours',
              text: d.ownHours,
              conditional: (
                <>
                  <TextInput
                    name="from"
                    label={t.point.from}
                    width={5}
                    value={form.from}
                    {...errorAt(errors, 'from')}
                  />
                  <TextInput name="to" label={t.point.to} width={5} value={form.to} />
                  <TextInput
                    name="capacity"
                    label={t.point.capacity}
                    inputmode="numeric"
                    width={3}
                    value={form.capacity}
                  />
                  <TextInput name="reason" label={d.reason} value={form.reason} optional />
                </>
              ),
            },
          ]}
          value={form.what}
          {...errorAt(errors, 'what')}
        />
        <OutsideVisits visits={outside} errors={errors} />
        <Actions>
          <Button>{d.goOn}</Button>
        </Actions>
      </Form>
    </StaffPage>
  )
}

/** The name of a point of a service; nothing where it was taken out since. */
export const pointName = (service: Service, id: string): string => pointOf(service, id)?.name ?? '–'
