/** One visit as staff see it: who, when, what happened; marking it, moving it, cancelling it; booking one for somebody at the desk. */
import type { FC } from 'hono/jsx'
import { NoShowReason, readBackCode } from '../../shared/booking/booking.ts'
import type { FreeSlot, SlotRef, Visit } from '../../shared/booking/desk.ts'
import { type Point, pointOf, type Service } from '../../shared/booking/service.ts'
import { phoneText } from '../../shared/contact/phone-text.ts'
import { Language } from '../../shared/platform/language.ts'
import { Actions, Button, ButtonLink } from '../components/button.tsx'
import { Checkboxes, Radios } from '../components/choices.tsx'
import type { FieldError } from '../components/errors.tsx'
import { DateInput, Select, TextInput } from '../components/fields.tsx'
import { SummaryList, Table } from '../components/lists.tsx'
import { InsetText } from '../components/notices.tsx'
import { errorAt, Form, Gap, Heading, StaffPage } from './frame.tsx'
import { pointName, pointPath, Saved, useVisitTexts } from './services.tsx'
import { short, VisitTag } from './visits.tsx'

export interface StaffVisitProps {
  service: Service
  visit: Visit
  /** Its time has come: it can be marked. */
  hasBegun: boolean
  /** Names of the staff in its journal, by id. */
  names: ReadonlyMap<string, string>
  news?: 'booked' | 'moved' | 'cancelled' | 'saved' | undefined
}

const dayOf = ({ visit: { booking } }: StaffVisitProps): string =>
  pointPath(booking.service, booking.point, `days/${booking.day}`)

export const StaffVisit: FC<StaffVisitProps> = (props) => {
  const t = useVisitTexts()
  const { service, visit, news, hasBegun } = props
  const { booking, visitor } = visit
  const point = pointOf(service, booking.point)
  const coming = booking.state === 'confirmed' && (!hasBegun || booking.closed !== undefined)
  const said =
    news && { booked: t.visit.booked, moved: t.visit.moved, cancelled: t.visit.cancelled, saved: t.saved }[news]
  return (
    <StaffPage
      title={`${t.visit.title} ${readBackCode(booking)}`}
      section="services"
      back={{ href: dayOf(props), text: t.visit.toDay }}
    >
      {said && <Saved text={said} />}
      <Heading over={<VisitTag booking={booking} />}>{visitor.name}</Heading>
      {news === 'booked' && (
        <InsetText>
          <p class="govuk-body">{t.visit.readBack}</p>
          <p class="govuk-heading-l">{readBackCode(booking)}</p>
        </InsetText>
      )}
      <SummaryList
        rows={[
          { key: t.visit.number, value: readBackCode(booking) },
          { key: t.service, value: service.name.pl },
          { key: t.visit.when, value: t.when(booking.day, booking.start) },
          { key: t.visit.where, value: point ? `${point.name}, ${point.address}` : '–' },
          ...(visitor.phone ? [{ key: t.visit.phone, value: phoneText(visitor.phone) }] : []),
          ...(visitor.email ? [{ key: t.visit.email, value: visitor.email }] : []),
          { key: t.visit.language, value: t.point.languageNames[booking.language] },
          { key: t.visit.by, value: t.visit.bys[booking.by] },
          ...(booking.state === 'no_show'
            ? [{ key: t.visit.noShow, value: booking.noShow ? t.visit.reasons[booking.noShow] : t.visit.unknown }]
            : []),
          ...(booking.closed ? [{ key: t.visit.closed, value: <Closed {...props} /> }] : []),
        ]}
      />
      {booking.state === 'confirmed' && !booking.closed && (hasBegun ? <Mark {...props} /> : null)}
      {(booking.state === 'attended' || booking.state === 'no_show') && (
        <Form>
          <Actions>
            <Button look="quiet" name="do" value="reopen">
              {t.visit.reopen}
            </Button>
          </Actions>
        </Form>
      )}
      {coming && (
        <>
          {!booking.closed && <p class="govuk-hint">{t.visit.over}</p>}
          <Actions>
            <ButtonLink look="quiet" href={`/visits/${booking.id}/move`}>
              {t.visit.move}
            </ButtonLink>
            <ButtonLink look="quiet" href={`/visits/${booking.id}/cancel`}>
              {t.visit.cancel}
            </ButtonLink>
          </Actions>
        </>
      )}
      <Gap />
      <Journal {...props} />
    </StaffPage>
  )
}

const Closed: FC<StaffVisitProps> = ({ visit: { booking } }) => {
  const t = useVisitTexts()
  const { reason, offer } = booking.closed!
  return (
    <>
      {reason}
      <br />
      {offer ? t.visit.offered(t.when(offer.day, offer.start), t.moment(new Date(offer.until))) : t.visit.notOffered}
    </>
  )
}

const Mark: FC<StaffVisitProps> = () => {
  const t = useVisitTexts()
  return (
    <section aria-labelledby="mark">
      <h2 class="govuk-heading-m" id="mark">
        {t.visit.mark}
      </h2>
      <Form>
        <Actions>
          <Button name="do" value="attended">
            {t.visit.attended}
          </Button>
        </Actions>
      </Form>
      <Form>
        <Radios
          name="reason"
          legend={t.visit.reason}
          legendSize="s"
          small
          choices={NoShowReason.options.map((value) => ({ value, text: t.visit.reasons[value] }))}
        />
        <Actions>
          <Button look="quiet" name="do" value="no_show">
            {t.visit.noShowDo}
          </Button>
        </Actions>
      </Form>
    </section>
  )
}

const Journal: FC<StaffVisitProps> = ({ visit: { booking }, names }) => {
  const t = useVisitTexts()
  const someone: Record<string, string> = t.visit.someone
  return (
    <Table
      caption={t.visit.journal}
      captionSize="m"
      columns={[{ title: t.visit.at }, { title: t.visit.did }, { title: t.visit.person }]}
      rows={booking.journal.map(({ at, did, by }) => [
        t.moment(new Date(at)),
        t.visit.dids[did],
        someone[by] ?? names.get(by) ?? t.visit.employee,
      ])}
    />
  )
}

/** Asks once more before a place is given away. */
export const CancelVisit: FC<StaffVisitProps> = (props) => {
  const t = useVisitTexts()
  const { booking, visitor } = props.visit
  return (
    <StaffPage
      title={t.visit.cancelSure}
      section="services"
      back={{ href: `/visits/${booking.id}`, text: t.visit.back }}
    >
      <Heading over={visitor.name}>{t.visit.cancelSure}</Heading>
      <p class="govuk-body-l">{t.when(booking.day, booking.start)}</p>
      <p class="govuk-body">{t.visit.cancelText}</p>
      <Form>
        <Actions>
          <Button look="danger">{t.visit.cancelYes}</Button>
          <a class="govuk-link" href={`/visits/${booking.id}`}>
            {t.visit.back}
          </a>
        </Actions>
      </Form>
    </StaffPage>
  )
}

export interface StaffMoveProps {
  service: Service
  visit: Visit
  point: string
  from: string
  slots: FreeSlot[]
  later: string | undefined
  errors: FieldError[]
}

export const slotValue = ({ point, day, start }: Pick<SlotRef, 'point' | 'day' | 'start'>): string =>
  `${point}.${day}.${start.replace(':', '')}`

/** Free times of a point from a day on; pressing one moves the visit. */
export const StaffMove: FC<StaffMoveProps> = ({ service, visit, point, from, slots, later, errors }) => {
  const t = useVisitTexts()
  const { booking, visitor } = visit
  const here = `/visits/${booking.id}/move`
  const [year, month, day] = from.split('-') as [string, string, string]
  return (
    <StaffPage
      title={t.move.title}
      section="services"
      back={{ href: `/visits/${booking.id}`, text: t.visit.back }}
      errors={errors}
    >
      <Heading over={visitor.name}>{t.move.title}</Heading>
      <p class="govuk-body">
        {t.move.now(`${t.when(booking.day, booking.start)}, ${pointName(service, booking.point)}`)}
      </p>
      <p class="govuk-body">{t.move.lead}</p>
      <form method="get" action={here} novalidate>
        {service.points.length > 1 && (
          <Select
            name="point"
            label={t.move.point}
            options={service.points.map(({ id, name, address }) => ({ value: id, text: `${name}, ${address}` }))}
            value={point}
          />
        )}
        <DateInput name="from" legend={t.move.from} values={{ day, month, year }} />
        <Actions>
          <button type="submit" class="govuk-button govuk-button--secondary">
            {t.move.show}
          </button>
        </Actions>
      </form>
      <Form>
        {[...Map.groupBy(slots, (slot) => slot.day)].map(([on, those]) => (
          <section aria-labelledby={`d${on}`}>
            <h2 class="govuk-heading-s" id={`d${on}`}>
              {t.dayName(on)}
            </h2>
            <div class="akcja-slots">
              {those.map((slot) => (
                <button
                  type="submit"
                  class="govuk-button govuk-button--secondary"
                  name="slot"
                  value={slotValue(slot)}
                  aria-describedby={`d${on}`}
                >
                  {short(slot.start)}
                </button>
              ))}
            </div>
          </section>
        ))}
        {slots.length === 0 && <p class="govuk-body">{t.move.none}</p>}
      </Form>
      {later && (
        <p class="govuk-body">
          <a class="govuk-link" href={`${here}?point=${point}&day=${later}`}>
            {t.move.later}
          </a>
        </p>
      )}
    </StaffPage>
  )
}

export interface BookForm {
  name: string
  phone: string
  email: string
  language: string
  statement: boolean
}

export interface StaffBookProps {
  service: Service
  point: Point
  slot: SlotRef
  /** Makes the form one: sent twice, it is one visit. */
  nonce: string
  form: BookForm
  errors: FieldError[]
}

export const StaffBook: FC<StaffBookProps> = ({ service, point, slot, nonce, form, errors }) => {
  const t = useVisitTexts()
  return (
    <StaffPage
      title={t.book.title}
      section="services"
      back={{ href: pointPath(service.id, point.id, `days/${slot.day}`), text: t.visit.toDay }}
      errors={errors}
    >
      <Heading over={`${service.name.pl} · ${point.name}`}>{t.book.title}</Heading>
      <p class="govuk-body-l">{t.when(slot.day, slot.start)}</p>
      <Form action={pointPath(service.id, point.id, 'book')}>
        <input type="hidden" name="nonce" value={nonce} />
        <input type="hidden" name="day" value={slot.day} />
        <input type="hidden" name="start" value={slot.start.replace(':', '')} />
        <TextInput name="name" label={t.book.name} value={form.name} autocomplete="off" {...errorAt(errors, 'name')} />
        <p class="govuk-hint">{t.book.reach}</p>
        <TextInput
          name="phone"
          type="tel"
          label={t.book.phone}
          value={form.phone}
          width={20}
          autocomplete="off"
          optional
          {...errorAt(errors, 'phone')}
        />
        <TextInput
          name="email"
          type="email"
          label={t.book.email}
          value={form.email}
          autocomplete="off"
          optional
          {...errorAt(errors, 'email')}
        />
        <Radios
          name="language"
          legend={t.book.language}
          legendSize="s"
          inline
          choices={Language.options.map((value) => ({ value, text: t.point.languageNames[value] }))}
          value={form.language}
        />
        {service.statement && (
          <Checkboxes
            name="statement"
            legend={t.book.statement}
            legendSize="s"
            hint={t.book.stated}
            choices={[{ value: 'on', text: service.statement.pl }]}
            values={form.statement ? ['on'] : []}
            {...errorAt(errors, 'statement')}
          />
        )}
        <Actions>
          <Button>{t.book.submit}</Button>
        </Actions>
      </Form>
    </StaffPage>
  )
}
