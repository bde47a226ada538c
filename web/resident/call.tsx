/** Asking to be called: a day and an hour to choose, or what was agreed, with a way to change it or call it off. */
import type { Child, FC } from 'hono/jsx'
import { maskedPhone } from '../../shared/contact/phone-text.ts'
import { callMinutes, clockText, type OpenDay } from '../../shared/plan/open-times.ts'
import { Actions, Button } from '../components/button.tsx'
import { Radios } from '../components/choices.tsx'
import { ErrorSummary, type FieldError } from '../components/errors.tsx'
import { Select } from '../components/fields.tsx'
import { Details, NotificationBanner, Outcome } from '../components/notices.tsx'
import { residentTexts } from '../texts/resident.ts'
import { weekday } from '../texts/texts.ts'
import { type PageContext, ResidentPage } from './frame.tsx'
import { promiseText } from './promise-text.ts'

export interface CallProps extends PageContext {
  /** Her numbers in E.164, in the order in which they are tried: at least one. */
  phones: readonly string[]
  days: readonly OpenDay[]
  /** What was posted, where it was wrong. */
  chosen?: { day: string; time: string }
  errors?: FieldError[]
  /** When a call is promised. */
  promised?: Date | undefined
  /** A promise was just called off. */
  withdrawn?: boolean
  action: string
  /** Where she came from: where the survey goes on. */
  survey: string
  /** She came from the page about what is held on her, not from a survey. */
  isPlain?: boolean
}

export const CallPage: FC<CallProps> = (props) => {
  const { language, promised, errors = [] } = props
  const t = residentTexts(language).call
  const back = (
    <a class="govuk-link" href={props.survey}>
      {props.isPlain ? t.plain.back : t.back}
    </a>
  )
  if (promised) {
    return (
      <ResidentPage {...props} title={t.promisedHeading} error={errors.length > 0}>
        {errors.length > 0 && <ErrorSummary errors={errors} />}
        <Outcome heading={t.promisedHeading}>
          <p class="govuk-body-l">{promiseText(promised, language)}</p>
        </Outcome>
        <p class="govuk-body">{t.numbers(props.phones.map(maskedPhone))}</p>
        {!props.isPlain && <p class="govuk-body">{t.web}</p>}
        <p class="govuk-body">{back}</p>
        {props.days.length > 0 && (
          <Details summary={t.change} open={errors.length > 0}>
            <TimeForm {...props} submit={t.changeSubmit} />
          </Details>
        )}
        <form method="post" action={props.action}>
          <input type="hidden" name="lang" value={language} />
          <Actions>
            <Button look="quiet" name="do" value="withdraw">
              {t.withdraw}
            </Button>
          </Actions>
        </form>
      </ResidentPage>
    )
  }
  return (
    <ResidentPage {...props} title={t.title} error={errors.length > 0}>
      {errors.length > 0 && <ErrorSummary errors={errors} />}
      {props.withdrawn && (
        <NotificationBanner look="success">
          <p class="govuk-notification-banner__heading">{t.withdrawn}</p>
        </NotificationBanner>
      )}
      <h1 class="govuk-heading-l">{t.title}</h1>
      <p class="akcja-lead">{props.isPlain ? t.plain.lead : t.lead}</p>
      <p class="govuk-body">{t.numbers(props.phones.map(maskedPhone))}</p>
      {props.days.length > 0 ? (
        <TimeForm {...props} submit={t.submit} other={back} />
      ) : (
        <>
          <p class="govuk-body">{t.noTimes(props.site.phone)}</p>
          <p class="govuk-body">{back}</p>
        </>
      )}
    </ResidentPage>
  )
}

/** A day and an hour. Hours that are over today are refused when they are sent: no script keeps the two in step. */
const TimeForm: FC<CallProps & { submit: string; other?: Child }> = ({ language, days, chosen, ...props }) => {
  const { errors = [], action, submit, other } = props
  const t = residentTexts(language).call
  const errorAt = (id: string) => errors.find((error) => error.id === id)?.text
  const starts = [...new Set(days.flatMap((day) => day.starts))].sort((one, other) => one - other)
  const [dayError, timeError] = [errorAt('day'), errorAt('time')]
  return (
    <form method="post" action={action} novalidate>
      <input type="hidden" name="lang" value={language} />
      <Radios
        name="day"
        legend={t.day}
        legendSize="m"
        choices={days.map(({ date }) => ({ value: date, text: weekday(language, date) }))}
        value={chosen?.day}
        {...(dayError && { error: dayError })}
      />
      <Select
        name="time"
        label={t.time}
        labelSize="m"
        hint={t.timeHint}
        empty={t.chooseOne}
        options={starts.map((minutes) => ({
          value: clockText(minutes),
          text: `${clockText(minutes)}–${clockText(minutes + callMinutes)}`,
        }))}
        value={chosen?.time}
        {...(timeError && { error: timeError })}
      />
      <Actions>
        <Button name="do" value="ask">
          {submit}
        </Button>
        {other}
      </Actions>
    </form>
  )
}

/** She objected to being contacted, so nobody may call her; she can call herself. */
export const NoCallPage: FC<PageContext & { survey: string; isPlain?: boolean }> = (props) => {
  const t = residentTexts(props.language).call
  return (
    <ResidentPage {...props} title={t.objectedHeading}>
      <h1 class="govuk-heading-l">{t.objectedHeading}</h1>
      <p class="govuk-body">{t.objected(props.site.phone)}</p>
      <p class="govuk-body">
        <a class="govuk-link" href={props.survey}>
          {props.isPlain ? t.plain.back : t.back}
        </a>
      </p>
    </ResidentPage>
  )
}
