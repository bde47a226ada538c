/**
 * Step 2: what residents are asked for. A survey, one of the library's or a file, whose faults are said question by question; a
 * service to book, with or without questions; or nothing.
 */
import type { FC } from 'hono/jsx'
import type { Service } from '../../shared/booking/service.ts'
import type { Asks, SurveyChoice } from '../../shared/campaign/campaign.ts'
import { type Text, textOf } from '../../shared/platform/language.ts'
import type { LibrarySurvey } from '../../shared/survey/library/library.ts'
import { isAsked, questions } from '../../shared/survey/survey.ts'
import type { SurveyNote, SurveyProblem } from '../../shared/survey/survey-problems.ts'
import { type Choice, Radios } from '../components/choices.tsx'
import type { FieldError } from '../components/errors.tsx'
import { FileUpload } from '../components/fields.tsx'
import { Details, InsetText, NotificationBanner } from '../components/notices.tsx'
import { asksTexts } from '../texts/staff-asks.ts'
import { errorAt, Form, Heading, StaffPage, useFrame, useTexts } from './frame.tsx'
import { SaveActions } from './save-actions.tsx'

const mostShown = 50

/** What an automated call makes of a survey. */
export interface ByPhone {
  asked: number
  questions: number
  skipped: { question: string; title: Text; why: Text }[]
  problems: { question?: string | undefined; message: Text }[]
}

export interface ChooseSurveyProps {
  campaign: string
  library: (LibrarySurvey & { phone: ByPhone })[]
  /** Of the chosen survey. */
  phone?: ByPhone | undefined
  chosen?: SurveyChoice | undefined
  /** What residents are asked for, as picked; the services there are, and which one. */
  asks?: Asks | undefined
  services: Pick<Service, 'id' | 'name' | 'points'>[]
  service?: string | undefined
  /** What was picked: a survey's id, `keep`, `file`, `none`. */
  picked?: string | undefined
  errors: FieldError[]
  /** Of a file that was refused. */
  problems?: SurveyProblem[]
  /** Of a file that was taken: what was left out. */
  notes?: SurveyNote[]
}

export const ChooseSurvey: FC<ChooseSurveyProps> = ({
  campaign,
  library,
  phone,
  chosen,
  asks,
  services,
  service,
  picked,
  errors,
  problems = [],
  notes = [],
}) => {
  const { survey, steps } = useTexts()
  const { language } = useFrame()
  const texts = asksTexts(language)
  const fileError = errorAt(errors, 'file')
  const toOpen = services.find(({ id }) => id === service)
  const closed = toOpen?.points.filter((point) => point.closed).length ?? 0
  const others: Choice[] = [
    ...library.map((entry) => ({
      value: entry.id,
      text: textOf(entry.title, language),
      hint: (
        <>
          {textOf(entry.description, language)}
          <br />
          {survey.ofLibrary(
            survey.questions(questions(entry.survey).filter(isAsked).length),
            survey.minutes(entry.minutes),
          )}
          <br />
          {survey.byPhone(entry.phone.asked, entry.phone.questions)}
        </>
      ),
    })),
    {
      value: 'file',
      text: survey.fromFile,
      hint: survey.fromFileHint,
      conditional: <FileUpload name="file" label={survey.file} accept=".json,application/json" {...fileError} />,
    },
  ]
  const saying = ({ question, message }: SurveyProblem | SurveyNote) =>
    `${question ? survey.question(question) : ''}${message[language] ?? message.pl}`
  return (
    <StaffPage title={texts.title} errors={errors} back={{ href: `/campaigns/${campaign}` }}>
      {notes.length > 0 && (
        <NotificationBanner>
          <ul class="govuk-list govuk-list--bullet">
            {notes.slice(0, mostShown).map((note) => (
              <li>{saying(note)}</li>
            ))}
          </ul>
        </NotificationBanner>
      )}
      <Heading over={steps.of(2)}>{texts.title}</Heading>
      {problems.length > 0 && (
        <section aria-labelledby="problems" class="govuk-inset-text">
          <h2 id="problems" class="govuk-heading-m">
            {survey.problems(problems.length)}
          </h2>
          <ul class="govuk-list govuk-list--bullet">
            {problems.slice(0, mostShown).map((problem) => (
              <li>{saying(problem)}</li>
            ))}
          </ul>
          {problems.length > mostShown && <p class="govuk-body">{survey.more(problems.length - mostShown)}</p>}
        </section>
      )}
      {chosen && (
        <p class="govuk-body">
          <a class="govuk-link" href={`/campaigns/${campaign}/survey/preview`}>
            {survey.preview}
          </a>
        </p>
      )}
      {phone && <PhoneSummary {...phone} />}
      {toOpen && closed > 0 && (
        <InsetText>
          <p class="govuk-body">
            <strong>{textOf(toOpen.name, language)}</strong>. {texts.closed(closed, toOpen.points.length)}
          </p>
          <p class="govuk-body">
            <a class="govuk-link" href={`/services/${toOpen.id}/points-file`}>
              {texts.toPoints}
            </a>
            {' · '}
            <a class="govuk-link" href={`/services/${toOpen.id}`}>
              {texts.toService}
            </a>
          </p>
        </InsetText>
      )}
      <Form multipart>
        <Radios
          name="asks"
          legend={<span class="govuk-visually-hidden">{texts.title}</span>}
          value={asks}
          {...errorAt(errors, 'asks')}
          choices={[
            { value: 'survey', text: texts.survey },
            {
              value: 'booking',
              text: texts.booking,
              hint: texts.bookingHint,
              conditional:
                services.length === 0 ? (
                  <InsetText>{texts.noServices}</InsetText>
                ) : (
                  <Radios
                    name="service"
                    legend={texts.service}
                    legendSize="s"
                    hint={texts.serviceHint}
                    value={service}
                    {...errorAt(errors, 'service')}
                    choices={services.map(({ id, name, points }) => ({
                      value: id,
                      text: textOf(name, language),
                      hint: texts.points(points.length),
                    }))}
                  />
                ),
            },
            { value: 'nothing', text: texts.nothing, hint: texts.nothingHint },
          ]}
        />
        <Radios
          name="which"
          legend={texts.which}
          legendSize="m"
          hint={texts.whichHint}
          value={picked}
          {...errorAt(errors, 'which')}
          choices={[
            { value: 'none', text: texts.none },
            ...(chosen ? [{ value: 'keep', text: survey.keep(textOf(chosen.title, language)) }] : others),
          ]}
        />
        {chosen && (
          <Details summary={texts.others} open={Boolean(picked && picked !== 'keep' && picked !== 'none')}>
            <Radios
              name="which"
              id="which-other"
              legend={texts.others}
              legendSize="s"
              value={picked}
              choices={others}
            />
          </Details>
        )}
        <SaveActions />
      </Form>
    </StaffPage>
  )
}

/** By phone: how much of the chosen survey is asked, what is left out and why, or what keeps it off the phone. */
const PhoneSummary: FC<ByPhone> = ({ asked, questions, skipped, problems }) => {
  const { survey } = useTexts()
  const { language } = useFrame()
  return (
    <section aria-labelledby="phone" class="govuk-inset-text">
      <h2 id="phone" class="govuk-heading-s">
        {problems.length > 0 ? survey.notByPhone : survey.byPhone(asked, questions)}
      </h2>
      {problems.length > 0 && (
        <ul class="govuk-list govuk-list--bullet">
          {problems.slice(0, mostShown).map(({ question, message }) => (
            <li>
              {question ? survey.question(question) : ''}
              {textOf(message, language)}
            </li>
          ))}
        </ul>
      )}
      {problems.length === 0 && skipped.length > 0 && (
        <>
          <p class="govuk-body">{survey.skippedByPhone}</p>
          <ul class="govuk-list govuk-list--bullet">
            {skipped.slice(0, mostShown).map(({ title, why }) => (
              <li>{survey.skipped(textOf(title, language), textOf(why, language))}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
