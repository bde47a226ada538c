/** The waiting list: putting oneself on it, seeing where one stands, taking or passing what is offered. (B5) */
import type { FC } from 'hono/jsx'
import type { Waiting } from '../../shared/booking/booking.ts'
import { pointOf, type Service } from '../../shared/booking/service.ts'
import { Actions, Button, ButtonLink } from '../components/button.tsx'
import { Radios } from '../components/choices.tsx'
import { ErrorSummary, type FieldError } from '../components/errors.tsx'
import { Facts } from '../components/lists.tsx'
import { InsetText, NotificationBanner, Outcome } from '../components/notices.tsx'
import { bookingTexts } from '../texts/booking.ts'
import { type BookingContext, href, type Known, PersonFields, type PersonForm, PointLines } from './booking-parts.tsx'
import { type PageContext, ResidentPage, Say } from './frame.tsx'

export interface WaitFormProps extends BookingContext {
  form: PersonForm
  /** The point she waits for; `any` for all of them. */
  point: string
  known: Known
  errors: readonly FieldError[]
  action: string
}

export const WaitForm: FC<WaitFormProps> = (props) => {
  const { language, service, form, known, errors, action, point } = props
  const t = bookingTexts(language)
  const open = service.points.filter(({ closed }) => !closed)
  return (
    <ResidentPage
      {...props}
      title={t.wait.title}
      plainTitle={t.plainTitle}
      error={errors.length > 0}
      languages={{ form: 'wait' }}
    >
      {errors.length > 0 && <ErrorSummary errors={[...errors]} />}
      <span class="govuk-caption-l">
        <Say text={service.name} />
      </span>
      <h1 class="govuk-heading-l">{t.wait.title}</h1>
      <p class="akcja-lead">{t.wait.lead}</p>
      <form method="post" action={action} id="wait" novalidate>
        <input type="hidden" name="lang" value={language} />
        {open.length > 1 && (
          <Radios
            name="point"
            legend={t.wait.where}
            legendSize="m"
            choices={[
              { value: 'any', text: t.wait.anyPoint },
              ...open.map(({ id, name, address }) => ({ value: id, text: `${name}, ${address}` })),
            ]}
            value={point}
          />
        )}
        <PersonFields
          t={t}
          language={language}
          form={form}
          known={known}
          errors={errors}
          statement={service.statement}
          campaign={props.campaign}
          waits
        />
        <Actions>
          <Button>{t.wait.submit}</Button>
          <a class="govuk-link" href={href(language, props.home)}>
            {t.back.start}
          </a>
        </Actions>
      </form>
    </ResidentPage>
  )
}

export interface WaitingProps extends PageContext {
  service: Service
  waiting: Waiting
  /** What she has just done. */
  news?: 'new' | 'gone' | 'declined' | undefined
  action: string
  /** Her visit, once she has one. */
  visit?: string | undefined
}

export const WaitingPage: FC<WaitingProps> = (props) => {
  const { language, service, waiting, news, action, visit } = props
  const t = bookingTexts(language)
  const { state, offer } = waiting
  if (state === 'left' || state === 'lapsed' || state === 'booked') {
    const heading = state === 'booked' ? t.wait.booked : t.wait.left
    return (
      <ResidentPage {...props} title={heading} plainTitle={t.plainTitle}>
        <h1 class="govuk-heading-l">{heading}</h1>
        {state !== 'booked' && <p class="govuk-body">{state === 'lapsed' ? t.wait.lapsed : t.wait.leftText}</p>}
        {visit && (
          <Actions>
            <ButtonLink href={visit}>{t.wait.toVisit}</ButtonLink>
          </Actions>
        )}
        <p class="govuk-body">{t.none.call(props.site.phone)}</p>
      </ResidentPage>
    )
  }
  const point = pointOf(service, offer?.point ?? waiting.point ?? '')
  const title = offer ? t.wait.offer : t.wait.on
  return (
    <ResidentPage {...props} title={title} plainTitle={t.plainTitle}>
      {(news === 'gone' || news === 'declined') && (
        <NotificationBanner>
          <p class="govuk-notification-banner__heading">{t.wait[news]}</p>
        </NotificationBanner>
      )}
      {news === 'new' && !offer ? (
        <Outcome heading={title}>
          <p class="govuk-body-l">{t.wait.onText}</p>
        </Outcome>
      ) : (
        <>
          <span class="govuk-caption-l">
            <Say text={service.name} />
          </span>
          <h1 class="govuk-heading-l">{title}</h1>
          {!offer && <p class="govuk-body">{t.wait.onText}</p>}
        </>
      )}
      <Facts
        facts={[
          ...(offer ? [{ name: t.visit.when, value: <strong>{t.whenLong(offer.day, offer.start)}</strong> }] : []),
          {
            name: t.visit.where,
            value: point ? <PointLines point={point} language={language} name /> : t.wait.anyPoint,
          },
          ...(offer ? [] : [{ name: t.wait.since, value: t.moment(new Date(waiting.since)) }]),
        ]}
      />
      {offer && <p class="govuk-body">{t.wait.offerUntil(t.moment(new Date(offer.until)))}</p>}
      {!offer && <InsetText>{t.wait.keep}</InsetText>}
      <form method="post" action={action}>
        <input type="hidden" name="lang" value={language} />
        <Actions>
          {offer && (
            <Button name="do" value="accept">
              {t.wait.accept}
            </Button>
          )}
          {offer && (
            <Button look="quiet" name="do" value="decline">
              {t.wait.decline}
            </Button>
          )}
          <Button look="quiet" name="do" value="leave">
            {t.wait.leave}
          </Button>
        </Actions>
      </form>
      <p class="govuk-body">{t.none.call(props.site.phone)}</p>
    </ResidentPage>
  )
}
