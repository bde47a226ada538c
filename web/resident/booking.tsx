/** The first page of a link to book: what for, with whom, how it goes; and who may not. (L4, L42) */
import type { FC } from 'hono/jsx'
import type { Text } from '../../shared/platform/language.ts'
import { Actions, Button, ButtonLink } from '../components/button.tsx'
import { Facts } from '../components/lists.tsx'
import { InsetText } from '../components/notices.tsx'
import { bookingTexts } from '../texts/booking.ts'
import { residentTexts } from '../texts/resident.ts'
import { type BookingContext, href, PointLines } from './booking-parts.tsx'
import { ResidentPage, Say } from './frame.tsx'

export interface BookingStartProps extends BookingContext {
  purpose: Text
  endsOn?: string | undefined
  controller: string
  dataSource: string
  /** Questions come first: where the survey begins, by POST. */
  survey?: string | undefined
  /** A time that is held on this device. */
  held?: { when: string; until: string; href: string } | undefined
  /** Her entry on the waiting list. */
  waits?: string | undefined
}

export const BookingStart: FC<BookingStartProps> = (props) => {
  const { language, service, base, held, waits, survey } = props
  const t = bookingTexts(language)
  const s = residentTexts(language).start
  const open = service.points.filter(({ closed }) => !closed)
  const [only] = open
  return (
    <ResidentPage {...props} title={t.kind} plainTitle={t.plainTitle}>
      <span class="govuk-caption-l">{t.kind}</span>
      <h1 class="govuk-heading-l">
        <Say text={service.name} />
      </h1>
      {held && (
        <InsetText>
          <h2 class="govuk-heading-s">{t.held.heading}</h2>
          <p class="govuk-body">{t.held.text(held.when, held.until)}</p>
          <p class="govuk-body">
            <a class="govuk-link" href={held.href}>
              {t.held.goOn}
            </a>
          </p>
        </InsetText>
      )}
      {waits && (
        <InsetText>
          <h2 class="govuk-heading-s">{t.waits.heading}</h2>
          <p class="govuk-body">
            <a class="govuk-link" href={waits}>
              {t.waits.link}
            </a>
          </p>
        </InsetText>
      )}
      <Facts
        facts={[
          { name: t.start.who, value: props.site.office },
          { name: t.start.what, value: <Say text={props.purpose} /> },
          { name: t.start.minutes, value: t.start.minutesValue(service.minutes) },
          {
            name: t.start.where,
            value:
              open.length === 1 && only ? (
                <PointLines point={only} language={language} name />
              ) : (
                t.start.points(open.length)
              ),
          },
          ...(props.endsOn ? [{ name: t.start.until, value: t.date(props.endsOn) }] : []),
        ]}
      />
      <h2 class="govuk-heading-m">{t.start.howHeading}</h2>
      <ul class="govuk-list govuk-list--bullet">
        {t.start.how(service.holdMinutes).map((line) => (
          <li>{line}</li>
        ))}
      </ul>
      {service.statement && (
        <>
          <p class="govuk-body">{t.start.statement}</p>
          <InsetText>
            <Say text={service.statement} />
          </InsetText>
        </>
      )}
      {survey && (
        <>
          <h2 class="govuk-heading-m">{t.start.surveyHeading}</h2>
          <p class="govuk-body">{t.start.survey}</p>
        </>
      )}
      {survey ? (
        <form method="post" action={survey}>
          <input type="hidden" name="lang" value={language} />
          <Actions>
            <Button>{t.start.toSurvey}</Button>
          </Actions>
        </form>
      ) : (
        <Actions>
          <ButtonLink href={href(language, open.length > 1 ? `${base}/points` : `${base}/days`)}>
            {t.start.choose}
          </ButtonLink>
        </Actions>
      )}
      <h2 class="govuk-heading-m">{s.dataHeading}</h2>
      <p class="govuk-body">{s.data(props.controller, props.dataSource)}</p>
      <p class="govuk-body">
        {s.rights}{' '}
        <a class="govuk-link" href={href(language, `/info/${props.campaign}/privacy`)}>
          {t.data.more}
        </a>
        .
      </p>
      <h2 class="govuk-heading-m">{t.start.noLink}</h2>
      <p class="govuk-body">{t.start.call(props.site.phone)}</p>
    </ResidentPage>
  )
}

/** Her answers say that the service is not for her. */
export const NotEligible: FC<BookingContext & { text?: Text | undefined }> = (props) => {
  const t = bookingTexts(props.language)
  return (
    <ResidentPage {...props} title={t.notEligible.heading} plainTitle={t.plainTitle}>
      <span class="govuk-caption-l">
        <Say text={props.service.name} />
      </span>
      <h1 class="govuk-heading-l">{t.notEligible.heading}</h1>
      <p class="govuk-body akcja-letter">{props.text ? <Say text={props.text} /> : t.notEligible.text}</p>
      <p class="govuk-body">{t.notEligible.mistake(props.site.phone)}</p>
    </ResidentPage>
  )
}
