/** Her visit: when, where, what to bring; moving it, cancelling it; a day that was closed and what is offered instead. (B5, B9) */
import type { Child, FC } from 'hono/jsx'
import { readBackCode } from '../../shared/booking/booking.ts'
import type { Visit } from '../../shared/booking/desk.ts'
import { pointOf, type Service } from '../../shared/booking/service.ts'
import { Actions, Button, ButtonLink } from '../components/button.tsx'
import { SummaryList } from '../components/lists.tsx'
import { InsetText, NotificationBanner, Outcome } from '../components/notices.tsx'
import { bookingTexts } from '../texts/booking.ts'
import { href, PointLines } from './booking-parts.tsx'
import { type PageContext, ResidentPage, Say } from './frame.tsx'

export interface VisitProps extends PageContext {
  service: Service
  visit: Visit
  /** `/v/<token>` */
  home: string
  /** What has just happened. */
  news?: 'booked' | 'moved' | 'cancelled' | 'offerGone' | undefined
  /** Its time is over. */
  isOver: boolean
  /** The slot that is kept for her lives still. */
  isOffered: boolean
  /** Where she can book anew. */
  again?: string | undefined
}

export const VisitPage: FC<VisitProps> = (props) => {
  const { visit, isOver } = props
  if (visit.booking.state === 'cancelled') return <CancelledVisit {...props} />
  if (visit.booking.closed) return <ClosedVisit {...props} />
  if (isOver || visit.booking.state !== 'confirmed') return <PastVisit {...props} />
  return <ComingVisit {...props} />
}

const useVisitTexts = ({ language }: VisitProps) => bookingTexts(language)

/** The slot in words with its point. */
const Place: FC<VisitProps & { at?: { point: string; day: string; start: string } }> = ({ visit, at, ...props }) => {
  const t = bookingTexts(props.language)
  const slot = at ?? visit.booking
  const point = pointOf(props.service, slot.point)
  return (
    <>
      <strong>{t.whenLong(slot.day, slot.start)}</strong>
      {point && (
        <>
          <br />
          <PointLines point={point} language={props.language} name />
        </>
      )}
    </>
  )
}

const ComingVisit: FC<VisitProps> = (props) => {
  const { language, service, visit, home, news } = props
  const { booking, visitor } = visit
  const t = useVisitTexts(props)
  const point = pointOf(service, booking.point)
  const rows: { key: Child; value: Child }[] = [
    { key: t.visit.when, value: <strong>{t.whenLong(booking.day, booking.start)}</strong> },
    { key: t.visit.where, value: point ? <PointLines point={point} language={language} name /> : '–' },
    { key: t.visit.what, value: <Say text={service.name} /> },
    { key: t.visit.minutes, value: t.start.minutesValue(booking.minutes) },
    { key: t.visit.who, value: visitor.name },
    ...(service.bring ? [{ key: t.visit.bring, value: <Say text={service.bring} /> }] : []),
    {
      key: t.visit.number,
      value: (
        <>
          <strong>{readBackCode(booking)}</strong>
          <br />
          {t.visit.numberHint}
        </>
      ),
    },
  ]
  const title = news === 'booked' ? t.visit.booked : news === 'moved' ? t.visit.moved : t.visit.title
  return (
    <ResidentPage {...props} title={title} plainTitle={t.plainTitle}>
      {news === 'booked' || news === 'moved' ? (
        <Outcome heading={title}>
          <p class="govuk-body-l">{t.whenLong(booking.day, booking.start)}</p>
        </Outcome>
      ) : (
        <h1 class="govuk-heading-l">{title}</h1>
      )}
      {news === 'booked' && visitor.email && <p class="govuk-body">{t.visit.keptWord}</p>}
      <SummaryList rows={rows} />
      <p class="govuk-body">
        <a class="govuk-link" href={`${home}/visit.ics`}>
          {t.visit.calendar}
        </a>
      </p>
      <InsetText>{t.visit.keep}</InsetText>
      <h2 class="govuk-heading-m">{t.visit.changeHeading}</h2>
      <p class="govuk-body">{t.visit.changeText}</p>
      <Actions>
        <ButtonLink look="quiet" href={href(language, `${home}/move`)}>
          {t.visit.move}
        </ButtonLink>
        <ButtonLink look="quiet" href={href(language, `${home}/cancel`)}>
          {t.visit.cancel}
        </ButtonLink>
      </Actions>
      <p class="govuk-body">{t.visit.help(point?.phone?.replaceAll(' ', '\u00a0') ?? props.site.phone)}</p>
    </ResidentPage>
  )
}

const CancelledVisit: FC<VisitProps> = (props) => {
  const { visit, news, again } = props
  const t = useVisitTexts(props)
  return (
    <ResidentPage {...props} title={t.visit.cancelledNow} plainTitle={t.plainTitle}>
      {news === 'cancelled' ? (
        <Outcome heading={t.visit.cancelledNow} />
      ) : (
        <h1 class="govuk-heading-l">{t.visit.cancelledNow}</h1>
      )}
      <p class="govuk-body">{t.visit.cancelled}</p>
      <p class="govuk-body">{t.visit.cancelledWhen(t.whenLong(visit.booking.day, visit.booking.start))}</p>
      {again && (
        <p class="govuk-body">
          <a class="govuk-link" href={again}>
            {t.visit.again}
          </a>
        </p>
      )}
      <p class="govuk-body">{t.visit.help(props.site.phone)}</p>
    </ResidentPage>
  )
}

const PastVisit: FC<VisitProps> = (props) => {
  const t = useVisitTexts(props)
  return (
    <ResidentPage {...props} title={t.visit.overTitle} plainTitle={t.plainTitle}>
      <h1 class="govuk-heading-l">{t.visit.overTitle}</h1>
      <p class="govuk-body">{t.visit.over}</p>
      <p class="govuk-body">
        <Place {...props} />
      </p>
      {props.again && (
        <p class="govuk-body">
          <a class="govuk-link" href={props.again}>
            {t.visit.again}
          </a>
        </p>
      )}
      <p class="govuk-body">{t.visit.help(props.site.phone)}</p>
    </ResidentPage>
  )
}

/** Her day was closed: nothing is deleted, another time is kept for her, and she decides. */
const ClosedVisit: FC<VisitProps> = (props) => {
  const { language, visit, home, news, isOffered } = props
  const t = useVisitTexts(props)
  const { closed, day, start } = visit.booking
  const offer = isOffered ? closed!.offer : undefined
  return (
    <ResidentPage {...props} title={t.visit.closedTitle} plainTitle={t.plainTitle}>
      {news === 'offerGone' && (
        <NotificationBanner>
          <p class="govuk-notification-banner__heading">{t.visit.offerGone}</p>
        </NotificationBanner>
      )}
      <h1 class="govuk-heading-l">{t.visit.closedTitle}</h1>
      <p class="govuk-body">{t.visit.closedText(t.whenLong(day, start))}</p>
      <p class="govuk-body">
        {t.visit.closedReason} <span lang={language === 'pl' ? undefined : 'pl'}>{closed!.reason}</span>
      </p>
      {offer ? (
        <>
          <h2 class="govuk-heading-m">{t.visit.offer}</h2>
          <p class="govuk-body">
            <Place {...props} at={offer} />
          </p>
          <p class="govuk-body">{t.visit.offerUntil(t.moment(new Date(offer.until)))}</p>
        </>
      ) : (
        <p class="govuk-body">{t.visit.noOffer}</p>
      )}
      <form method="post" action={`${home}/offer`}>
        <input type="hidden" name="lang" value={language} />
        <Actions>
          {offer && <Button>{t.visit.take}</Button>}
          <ButtonLink look={offer ? 'quiet' : 'main'} href={href(language, `${home}/move`)}>
            {t.visit.other}
          </ButtonLink>
          <ButtonLink look="quiet" href={href(language, `${home}/cancel`)}>
            {t.visit.cancel}
          </ButtonLink>
        </Actions>
      </form>
      <p class="govuk-body">{t.visit.help(props.site.phone)}</p>
    </ResidentPage>
  )
}

/** Asks once more before a place is given away. (WCAG 3.3.4) */
export const CancelPage: FC<VisitProps & { busy?: boolean }> = (props) => {
  const t = useVisitTexts(props)
  return (
    <ResidentPage {...props} title={t.cancel.title} plainTitle={t.plainTitle}>
      {props.busy && (
        <NotificationBanner>
          <p class="govuk-notification-banner__heading">{t.details.errors.busy}</p>
        </NotificationBanner>
      )}
      <h1 class="govuk-heading-l">{t.cancel.title}</h1>
      <p class="govuk-body">
        <Place {...props} />
      </p>
      <p class="govuk-body">{t.cancel.text}</p>
      <form method="post" action={`${props.home}/cancel`}>
        <input type="hidden" name="lang" value={props.language} />
        <Actions>
          <Button look="danger">{t.cancel.submit}</Button>
          <a class="govuk-link" href={href(props.language, props.home)}>
            {t.cancel.back}
          </a>
        </Actions>
      </form>
    </ResidentPage>
  )
}
