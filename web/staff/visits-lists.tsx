/** Closing a day with those whom it concerns, the waiting list, and those who did not come. (B8, B9) */
import type { FC } from 'hono/jsx'
import { type NoShowReason, readBackCode } from '../../shared/booking/booking.ts'
import type { ClosedVisit, Visit, WaitingPerson } from '../../shared/booking/desk.ts'
import {
  type Attendance,
  type LeadGroup,
  leadGroups,
  type NoShowRates,
  shareOf,
} from '../../shared/booking/no-shows.ts'
import type { Point, Service } from '../../shared/booking/service.ts'
import { Actions, Button } from '../components/button.tsx'
import type { FieldError } from '../components/errors.tsx'
import { TextInput } from '../components/fields.tsx'
import { Table, Tiles } from '../components/lists.tsx'
import { WarningText } from '../components/notices.tsx'
import { errorAt, Form, Heading, StaffPage } from './frame.tsx'
import { pointName, pointPath, Saved, servicePath, useVisitTexts } from './services.tsx'
import { Contact, short } from './visits.tsx'

export interface CloseProps {
  service: Service
  point: Point
  day: string
  visits: Visit[]
  reason: string
  errors: FieldError[]
}

/** First whom it concerns, then the button. */
export const CloseDay: FC<CloseProps> = ({ service, point, day, visits, reason, errors }) => {
  const t = useVisitTexts()
  return (
    <StaffPage
      title={`${t.close.title}: ${t.date(day)}`}
      section="services"
      back={{ href: pointPath(service.id, point.id, `days/${day}`), text: t.dayShort(day) }}
      errors={errors}
    >
      <Heading over={`${point.name}, ${t.dayName(day)}`}>{t.close.title}</Heading>
      <p class="govuk-body">{t.close.lead}</p>
      {visits.length > 0 ? (
        <Table
          caption={t.close.who}
          columns={[{ title: t.day.time }, { title: t.day.who }, { title: t.day.contact }, { title: t.day.number }]}
          rows={visits.map(({ booking, visitor }) => [
            short(booking.start),
            <a class="govuk-link" href={`/visits/${booking.id}`}>
              {visitor.name}
            </a>,
            <Contact visitor={visitor} />,
            readBackCode(booking),
          ])}
        />
      ) : (
        <p class="govuk-body">{t.close.nobody}</p>
      )}
      <Form>
        <TextInput
          name="reason"
          label={t.close.reason}
          labelSize="s"
          hint={t.close.reasonHint}
          value={reason}
          maxlength={200}
          {...errorAt(errors, 'reason')}
        />
        <Actions>
          <Button look="danger">{visits.length > 0 ? t.close.submit : t.close.submitNobody}</Button>
        </Actions>
      </Form>
    </StaffPage>
  )
}

export interface ClosedProps {
  service: Service
  point: Point
  day: string
  closed: (ClosedVisit & { visit: Visit })[]
}

/** The day is closed: what was offered to whom, and who must be called. */
export const ClosedDay: FC<ClosedProps> = ({ service, point, day, closed }) => {
  const t = useVisitTexts()
  const toCall = closed.filter(({ offered, visit }) => !offered || !visit.visitor.email)
  return (
    <StaffPage
      title={t.close.done}
      section="services"
      back={{ href: pointPath(service.id, point.id, `days/${day}`), text: t.dayShort(day) }}
      width="full"
    >
      <Saved text={t.close.done} />
      <Heading over={`${point.name}, ${t.dayName(day)}`}>{t.close.done}</Heading>
      {toCall.length > 0 && <WarningText>{t.close.toDo(toCall.length)}</WarningText>}
      {closed.length > 0 ? (
        <Table
          caption={t.close.who}
          columns={[{ title: t.day.time }, { title: t.day.who }, { title: t.day.contact }, { title: t.close.offered }]}
          rows={closed.map(({ booking, offered, visit: { visitor } }) => [
            // Some had their own day closed before, and a place of this day was kept for them.
            booking.day === day ? short(booking.start) : t.when(booking.day, booking.start),
            <a class="govuk-link" href={`/visits/${booking.id}`}>
              {visitor.name}
            </a>,
            <Contact visitor={visitor} />,
            <>
              {offered ? `${t.when(offered.day, offered.start)}, ${pointName(service, offered.point)}` : t.close.call}
              {offered && !visitor.email && (
                <>
                  <br />
                  <strong>{t.close.noEmail}</strong>
                </>
              )}
            </>,
          ])}
        />
      ) : (
        <p class="govuk-body">{t.close.nobody}</p>
      )}
      <p class="govuk-hint">{t.close.again}</p>
    </StaffPage>
  )
}

export const WaitingList: FC<{ service: Service; list: WaitingPerson[]; saved: boolean; canRemove: boolean }> = (
  props,
) => {
  const t = useVisitTexts()
  const { service, list, saved, canRemove } = props
  return (
    <StaffPage
      title={`${t.waiting.title}: ${service.name.pl}`}
      section="services"
      back={{ href: servicePath(service.id), text: service.name.pl }}
      width="full"
    >
      {saved && <Saved text={t.saved} />}
      <Heading over={service.name.pl}>{t.waiting.title}</Heading>
      {list.length > 0 ? (
        <Table
          caption={t.waiting.title}
          captionSize="hidden"
          columns={[
            { title: t.waiting.place, number: true },
            { title: t.waiting.who },
            { title: t.waiting.contact },
            { title: t.waiting.point },
            { title: t.waiting.since },
            { title: t.waiting.state },
            ...(canRemove ? [{ title: t.day.deeds }] : []),
          ]}
          rowNames={false}
          rows={list.map(({ waiting, visitor }, n) => [
            t.number(n + 1),
            visitor.name,
            <Contact visitor={visitor} />,
            waiting.point ? pointName(service, waiting.point) : t.waiting.any,
            t.moment(new Date(waiting.since)),
            waiting.offer ? (
              <>
                {t.waiting.offered(
                  t.when(waiting.offer.day, waiting.offer.start),
                  t.moment(new Date(waiting.offer.until)),
                )}
                {!visitor.email && (
                  <>
                    <br />
                    <strong>{t.close.noEmail}</strong>
                  </>
                )}
              </>
            ) : (
              t.waiting.waits
            ),
            ...(canRemove
              ? [
                  <Form>
                    <button type="submit" class="akcja-linklike" name="remove" value={waiting.id}>
                      {t.waiting.remove}
                      <span class="govuk-visually-hidden"> {t.waiting.removeOf(visitor.name)}</span>
                    </button>
                  </Form>,
                ]
              : []),
          ])}
        />
      ) : (
        <p class="govuk-body">{t.waiting.none}</p>
      )}
    </StaffPage>
  )
}

export interface NoShowsProps {
  service: Service
  from: string
  to: string
  earlier: string
  later: string | undefined
  days: { point: string; day: string; visits: Visit[] }[]
  rates: NoShowRates
}

export const NoShows: FC<NoShowsProps> = ({ service, from, to, earlier, later, days, rates }) => {
  const t = useVisitTexts()
  const n = t.noShows
  const share = shareOf(rates)
  const page = (day: string) => `${servicePath(service.id, 'no-shows')}?from=${day}`
  const lead = (group: LeadGroup): string => {
    const next = leadGroups[leadGroups.indexOf(group) + 1]
    return group === 0 ? n.lead0 : n.leadDays(group, next && next - 1)
  }
  const reasons = Object.entries(rates.reasons) as [NoShowReason | 'unknown', number][]
  return (
    <StaffPage
      title={`${n.title}: ${service.name.pl}`}
      section="services"
      back={{ href: servicePath(service.id), text: service.name.pl }}
      width="full"
    >
      <Heading over={service.name.pl}>{n.title}</Heading>
      <p class="govuk-body">
        {n.lead(t.date(from), t.date(to))} {n.unmarked}
      </p>
      {share !== undefined && (
        <Tiles
          tiles={[
            {
              name: n.rate,
              value: n.rateOf(t.percent(share), t.number(rates.noShow), t.number(rates.noShow + rates.attended)),
            },
          ]}
        />
      )}
      <p class="akcja-plan__deeds akcja-only-screen">
        <a class="govuk-link" href={page(earlier)}>
          {n.before}
        </a>
        {later && (
          <a class="govuk-link" href={page(later)}>
            {n.after}
          </a>
        )}
      </p>
      {days.length > 0 ? (
        <Table
          caption={n.days}
          columns={[
            { title: t.visit.when },
            { title: t.day.who },
            { title: t.day.contact },
            { title: t.waiting.point },
            { title: t.visit.noShow },
          ]}
          rows={days.flatMap(({ point, visits }) =>
            visits.map(({ booking, visitor }) => [
              t.when(booking.day, booking.start),
              <a class="govuk-link" href={`/visits/${booking.id}`}>
                {visitor.name}
              </a>,
              <Contact visitor={visitor} />,
              pointName(service, point),
              booking.noShow ? t.visit.reasons[booking.noShow] : t.visit.unknown,
            ]),
          )}
        />
      ) : (
        <p class="govuk-body">{n.none}</p>
      )}
      <Shares caption={n.byLead} rows={rates.byLead.map(({ group, counts }) => ({ name: lead(group), counts }))} />
      <Shares
        caption={n.byReminder}
        rows={[
          { name: n.reminded, counts: rates.reminded },
          { name: n.notReminded, counts: rates.notReminded },
        ]}
      />
      {reasons.length > 0 && (
        <Table
          caption={n.byReason}
          columns={[{ title: n.group }, { title: n.count, number: true }]}
          rows={reasons.map(([reason, count]) => [
            reason === 'unknown' ? t.visit.unknown : t.visit.reasons[reason],
            t.number(count),
          ])}
        />
      )}
    </StaffPage>
  )
}

const Shares: FC<{ caption: string; rows: { name: string; counts: Attendance }[] }> = ({ caption, rows }) => {
  const t = useVisitTexts()
  const n = t.noShows
  return (
    <Table
      caption={caption}
      columns={[
        { title: n.group },
        { title: n.awaited, number: true },
        { title: n.noShow, number: true },
        { title: n.share, number: true },
      ]}
      rows={rows.map(({ name, counts }) => {
        const share = shareOf(counts)
        return [
          name,
          t.number(counts.attended + counts.noShow),
          t.number(counts.noShow),
          share === undefined ? '–' : t.percent(share),
        ]
      })}
    />
  )
}
