/** A point's day and week: who comes when, for the screen and for paper. What hangs on a door has no names. (B8) */
import type { Child, FC } from 'hono/jsx'
import { type Booking, isUndelivered, readBackCode } from '../../shared/booking/booking.ts'
import type { DaySlot, Visit } from '../../shared/booking/desk.ts'
import type { Point, Service } from '../../shared/booking/service.ts'
import { phoneText } from '../../shared/contact/phone-text.ts'
import { addDays } from '../../shared/platform/local-time.ts'
import { Actions, ButtonLink } from '../components/button.tsx'
import { DateInput } from '../components/fields.tsx'
import { InsetText, Tag, type TagColour } from '../components/notices.tsx'
import { Form, Heading, StaffPage } from './frame.tsx'
import { pointPath, Saved, servicePath, useVisitTexts } from './services.tsx'

const colours: Record<Booking['state'] | 'closed', TagColour> = {
  confirmed: 'blue',
  attended: 'green',
  no_show: 'red',
  cancelled: 'grey',
  closed: 'amber',
}

export const VisitTag: FC<{ booking: Booking }> = ({ booking }) => {
  const t = useVisitTexts()
  const state = booking.state === 'confirmed' && booking.closed ? 'closed' : booking.state
  return (
    <span class="akcja-tags">
      <Tag colour={colours[state]}>{t.states[state]}</Tag>{' '}
      {booking.state === 'confirmed' && isUndelivered(booking) && <Tag colour="red">{t.states.undelivered}</Tag>}
    </span>
  )
}

export const short = (clock: string): string => clock.replace(/^0/, '')

/** Telephone and e-mail in one cell. */
export const Contact: FC<{ visitor: Visit['visitor'] }> = ({ visitor: { phone, email } }) => (
  <>
    {phone && (
      <>
        <span class="akcja-nowrap">{phoneText(phone)}</span>
        {email && <br />}
      </>
    )}
    {email}
    {!phone && !email && '–'}
  </>
)

export interface DayProps {
  service: Service
  point: Point
  day: string
  slots: DaySlot[]
  /** The local day and time, to know what has begun. */
  now: { date: string; clock: string }
  writes: boolean
  /** For the door: numbers, no names. */
  door: boolean
  saved: boolean
}

const began = ({ day, now }: DayProps, start: string): boolean =>
  day < now.date || (day === now.date && start <= now.clock)

export const DayPage: FC<DayProps> = (props) => {
  const t = useVisitTexts()
  const { service, point, day, slots, writes, door, saved, now } = props
  const here = pointPath(service.id, point.id, `days/${day}`)
  const to = (other: string) => pointPath(service.id, point.id, `days/${other}${door ? '?door' : ''}`)
  const closed = point.exceptions.find(({ date }) => date === day && date)?.hours.length === 0
  const count = slots.reduce((sum, slot) => sum + slot.visits.length, 0)
  const hidesName = door && service.discreet
  return (
    <StaffPage
      title={`${t.dayName(day)}: ${point.name}`}
      section="services"
      back={{ href: servicePath(service.id), text: service.name.pl }}
      width="full"
    >
      {saved && <Saved text={t.saved} />}
      <Heading over={hidesName ? point.name : `${service.name.pl} · ${point.name}`}>{t.dayName(day)}</Heading>
      <div class="akcja-only-screen">
        <p class="akcja-plan__deeds">
          <a class="govuk-link" href={to(addDays(day, -1))}>
            {t.day.before}
          </a>
          <a class="govuk-link" href={to(now.date)}>
            {t.day.today}
          </a>
          <a class="govuk-link" href={to(addDays(day, 1))}>
            {t.day.after}
          </a>
          <a class="govuk-link" href={pointPath(service.id, point.id, `weeks/${day}`)}>
            {t.day.week}
          </a>
          <a class="govuk-link" href={door ? here : `${here}?door`}>
            {door ? t.day.desk : t.day.door}
          </a>
        </p>
      </div>
      {closed && <InsetText>{t.day.closed}</InsetText>}
      <p class="govuk-body">{t.day.visits(count)}</p>
      {slots.length === 0 ? (
        !closed && <p class="govuk-body">{t.day.none}</p>
      ) : door ? (
        <DoorList {...props} />
      ) : (
        <DeskList {...props} />
      )}
      {door && <p class="govuk-body">{t.day.doorLead}</p>}
      <div class="akcja-only-screen">
        <p class="govuk-hint">{t.day.print}</p>
        <form method="get" action={pointPath(service.id, point.id, 'days')} novalidate>
          <DateInput name="day" legend={t.day.goTo} legendSize="s" />
          <Actions>
            <button type="submit" class="govuk-button govuk-button--secondary">
              {t.day.show}
            </button>
          </Actions>
        </form>
        {writes && day >= now.date && !closed && (
          <Actions>
            <ButtonLink look="quiet" href={`${here}/close`}>
              {t.day.close}
            </ButtonLink>
          </Actions>
        )}
        {writes && closed && (
          <Form action={`${here}/usual`}>
            <Actions>
              <button type="submit" class="govuk-button govuk-button--secondary">
                {t.day.open}
              </button>
            </Actions>
          </Form>
        )}
      </div>
    </StaffPage>
  )
}

const ListOf: FC<{ label: string; heads: Child[]; screenHeads?: Child[]; children?: Child }> = (props) => (
  <section class="akcja-scroll" tabindex={0} aria-label={props.label}>
    <table class="govuk-table akcja-visits">
      <caption class="govuk-visually-hidden">{props.label}</caption>
      <thead class="govuk-table__head">
        <tr class="govuk-table__row">
          {props.heads.map((title) => (
            <th scope="col" class="govuk-table__header">
              {title}
            </th>
          ))}
          {props.screenHeads?.map((title) => (
            <th scope="col" class="govuk-table__header akcja-only-screen-cell">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody class="govuk-table__body">{props.children}</tbody>
    </table>
  </section>
)

/** What is free, held or odd in a slot, in words. */
function restOf(
  { capacity, held, closed, visits }: DaySlot,
  isOver: boolean,
  t: ReturnType<typeof useVisitTexts>,
): string {
  if (closed || (isOver && visits.length > 0)) return ''
  if (capacity === 0) return t.day.outside
  if (isOver) return '–'
  const free = Math.max(0, capacity - held - visits.length)
  return [free > 0 ? t.day.free(free) : '', held > 0 ? t.day.held(held) : ''].filter(Boolean).join(', ')
}

const DeskList: FC<DayProps> = (props) => {
  const t = useVisitTexts()
  const { service, point, day, slots } = props
  return (
    <ListOf
      label={t.dayName(day)}
      heads={[t.day.time, t.day.who, t.day.contact, t.day.number, t.day.state]}
      screenHeads={[t.day.deeds]}
    >
      {slots.flatMap((slot) => {
        const rest = restOf(slot, began(props, slot.start), t)
        const canBook = !began(props, slot.start) && !slot.closed && slot.capacity > slot.held + slot.visits.length
        return [
          ...slot.visits.map((visit) => <VisitRow {...props} slot={slot} visit={visit} />),
          ...(rest
            ? [
                <tr class="govuk-table__row">
                  <th scope="row" class="govuk-table__header">
                    {short(slot.start)}
                  </th>
                  <td class="govuk-table__cell" colspan={4}>
                    {rest}
                  </td>
                  <td class="govuk-table__cell akcja-only-screen-cell">
                    {canBook && (
                      <a
                        class="govuk-link"
                        href={`${pointPath(service.id, point.id, 'book')}?day=${day}&start=${slot.start.replace(':', '')}`}
                      >
                        {t.day.book}
                        <span class="govuk-visually-hidden"> {t.day.bookAt(short(slot.start))}</span>
                      </a>
                    )}
                  </td>
                </tr>,
              ]
            : []),
        ]
      })}
    </ListOf>
  )
}

const VisitRow: FC<DayProps & { slot: DaySlot; visit: Visit }> = ({ slot, visit, ...props }) => {
  const t = useVisitTexts()
  const { booking, visitor } = visit
  const canMark = booking.state === 'confirmed' && !booking.closed && began(props, slot.start)
  const whose = <span class="govuk-visually-hidden"> {t.day.detailsOf(visitor.name)}</span>
  return (
    <tr class="govuk-table__row">
      <th scope="row" class="govuk-table__header">
        {short(slot.start)}
      </th>
      <td class="govuk-table__cell">
        {visitor.name}
        <br />
        <span class="govuk-hint akcja-visits__language">{t.point.languageNames[booking.language]}</span>
      </td>
      <td class="govuk-table__cell akcja-visits__contact">
        <Contact visitor={visitor} />
      </td>
      <td class="govuk-table__cell akcja-nowrap">{readBackCode(booking)}</td>
      <td class="govuk-table__cell">
        <VisitTag booking={booking} />
      </td>
      <td class="govuk-table__cell akcja-only-screen-cell">
        <span class="akcja-plan__deeds">
          {canMark && (
            <Form action={`/visits/${booking.id}`}>
              <input type="hidden" name="from" value="day" />
              <button type="submit" class="akcja-linklike" name="do" value="attended">
                {t.day.attended}
                {whose}
              </button>
            </Form>
          )}
          <a class="govuk-link" href={`/visits/${booking.id}`}>
            {canMark ? t.day.noShow : t.day.details}
            {whose}
          </a>
        </span>
      </td>
    </tr>
  )
}

/** The first group of a visit's number tells people apart on a door; the whole of it is what she names when she calls. */
const doorNumber = (booking: Booking): string => readBackCode(booking).slice(0, 4)

const DoorList: FC<DayProps> = ({ day, slots }) => {
  const t = useVisitTexts()
  return (
    <ListOf label={t.dayName(day)} heads={[t.day.time, t.day.number]}>
      {slots
        .filter(({ closed }) => !closed)
        .map(({ start, visits, capacity, held }) => (
          <tr class="govuk-table__row">
            <th scope="row" class="govuk-table__header">
              {short(start)}
            </th>
            <td class="govuk-table__cell">
              {visits.length > 0
                ? visits.map(({ booking }) => doorNumber(booking)).join(', ')
                : capacity - held > 0
                  ? t.day.freeShort
                  : '–'}
            </td>
          </tr>
        ))}
    </ListOf>
  )
}

export interface WeekProps {
  service: Service
  point: Point
  /** Its first day, a Monday. */
  from: string
  days: { day: string; slots: DaySlot[] }[]
  today: string
}

/** Seven days side by side: on the screen with names, on paper with numbers only. */
export const WeekPage: FC<WeekProps> = ({ service, point, from, days, today }) => {
  const t = useVisitTexts()
  const to = (monday: string) => pointPath(service.id, point.id, `weeks/${monday}`)
  const shown = days.filter(({ day, slots }, n) => n < 5 || slots.length > 0 || day === today)
  return (
    <StaffPage
      title={`${t.day.week} ${t.date(from)}: ${point.name}`}
      section="services"
      back={{ href: servicePath(service.id), text: service.name.pl }}
      width="full"
    >
      <Heading over={`${service.name.pl} · ${point.name}`}>
        {`${t.dayShort(from)} – ${t.dayName(addDays(from, 6))}`}
      </Heading>
      <p class="akcja-plan__deeds akcja-only-screen">
        <a class="govuk-link" href={to(addDays(from, -7))}>
          {t.day.weekBefore}
        </a>
        <a class="govuk-link" href={to(today)}>
          {t.day.today}
        </a>
        <a class="govuk-link" href={to(addDays(from, 7))}>
          {t.day.weekAfter}
        </a>
      </p>
      <div class="akcja-week">
        {shown.map(({ day, slots }) => (
          <section class="akcja-week__day" aria-labelledby={`d${day}`}>
            <h2 class="govuk-heading-s" id={`d${day}`}>
              <a class="govuk-link" href={pointPath(service.id, point.id, `days/${day}`)}>
                {t.dayShort(day)}
              </a>
            </h2>
            <WeekDay slots={slots} closed={isClosed(point, day)} isOver={day < today} />
          </section>
        ))}
      </div>
      <p class="govuk-body akcja-only-print">{t.day.doorLead}</p>
      <p class="govuk-hint akcja-only-screen">{t.day.print}</p>
    </StaffPage>
  )
}

const isClosed = (point: Point, day: string): boolean =>
  point.exceptions.some(({ date, hours }) => date === day && hours.length === 0)

const WeekDay: FC<{ slots: DaySlot[]; closed: boolean; isOver: boolean }> = ({ slots, closed, isOver }) => {
  const t = useVisitTexts()
  const used = slots.filter(({ visits, held }) => visits.length > 0 || held > 0)
  const free = slots.reduce((sum, { capacity, held, visits, closed: shut }) => {
    return sum + (shut ? 0 : Math.max(0, capacity - held - visits.length))
  }, 0)
  if (slots.length === 0) return <p class="govuk-body-s">{closed ? t.dates.closed : '–'}</p>
  return (
    <>
      <ul>
        {used.flatMap(({ start, visits }) =>
          visits.map(({ booking, visitor }) => (
            <li>
              <strong>{short(start)}</strong>{' '}
              <span class="akcja-only-screen-inline">
                <a class="govuk-link" href={`/visits/${booking.id}`}>
                  {visitor.name}
                </a>
              </span>
              <span class="akcja-only-print-inline">{doorNumber(booking)}</span>
            </li>
          )),
        )}
      </ul>
      {!isOver && <p class="govuk-body-s">{closed ? t.dates.closed : t.day.free(free)}</p>}
    </>
  )
}
