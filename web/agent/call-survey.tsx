/** The survey on an agent's screen, page by page: the same questions as on the web, in the person's language. */
import type { FC } from 'hono/jsx'
import { Language, textOf } from '../../shared/platform/language.ts'
import { missing, type Next, previousPage, relevant, visiblePages, visibleQuestions } from '../../shared/survey/flow.ts'
import type { AnswerError, Form } from '../../shared/survey/read-page.ts'
import { type Answers, questions, type Survey } from '../../shared/survey/survey.ts'
import { Actions } from '../components/button.tsx'
import type { FieldError } from '../components/errors.tsx'
import { SummaryList } from '../components/lists.tsx'
import { InsetText } from '../components/notices.tsx'
import { LanguageContext } from '../components/words.ts'
import { answerLines } from '../resident/answer-text.ts'
import { errorText } from '../resident/error-text.ts'
import { fieldOfError } from '../resident/fields-of.ts'
import { Say } from '../resident/frame.tsx'
import { isAskedHere, Question } from '../resident/question.tsx'
import type { Keys } from './keys.ts'
import { KeyButton, Part, useCallTexts } from './parts.tsx'

export interface SurveySeen {
  definition: Survey
  answers: Answers
  begun: boolean
  state: 'none' | 'partial' | 'complete' | 'closed'
}

export interface SurveyPartProps {
  survey: SurveySeen | undefined
  keys: Keys
  /** Which page is shown, or the summary. */
  page: Next
  language: Language
  form: Form
  errors: AnswerError[]
  appeared: boolean
}

/** Errors of answers as the page's summary lists them. */
export function answerErrors(survey: Survey, errors: AnswerError[], language: Language): FieldError[] {
  return errors.map((error) => {
    const question = questions(survey).find(({ name }) => name === error.question)!
    const title = 'title' in question ? `${textOf(question.title, language)} – ` : ''
    return { id: fieldOfError(survey, error), text: `${title}${errorText(error, question, language)}` }
  })
}

export const SurveyPart: FC<SurveyPartProps> = (props) => {
  const { survey, keys } = props
  const { call: texts, lists } = useCallTexts()
  const is = survey?.state
  return (
    <Part id="survey" heading={texts.survey} keys={keys} action="survey">
      {!survey && <p class="govuk-body">{texts.surveyNone}</p>}
      {is === 'closed' && <p class="govuk-body">{texts.surveyClosed}</p>}
      {is === 'complete' && <p class="govuk-body">{texts.surveyDone}</p>}
      {survey && (is === 'none' || is === 'partial') && (
        <>
          {survey.begun && <InsetText>{texts.surveyBegun}</InsetText>}
          <p class="govuk-body">
            {texts.surveyLanguage}:{' '}
            {Language.options.map((language, n) => (
              <>
                {n > 0 && ' · '}
                {language === props.language ? (
                  <strong>{lists.language[language]}</strong>
                ) : (
                  <a class="govuk-link" href={`/calls/current?in=${language}#survey`}>
                    {lists.language[language]}
                  </a>
                )}
              </>
            ))}
          </p>
          <input type="hidden" name="in" value={props.language} />
          <input type="hidden" name="page" value={String(props.page)} />
          {props.page === 'review' ? <Review {...props} survey={survey} /> : <Page {...props} survey={survey} />}
        </>
      )}
    </Part>
  )
}

type Shown = SurveyPartProps & { survey: SurveySeen }

const Page: FC<Shown> = ({ survey, keys, page, language, form, errors, appeared }) => {
  const { call: texts } = useCallTexts()
  const { definition, answers } = survey
  const at = page as number
  const pages = visiblePages(definition, answers)
  const messages = new Map(
    errors.map((error) => {
      const question = questions(definition).find(({ name }) => name === error.question)!
      return [fieldOfError(definition, error), errorText(error, question, language)] as const
    }),
  )
  const { title, description } = definition.pages[at]!
  return (
    <>
      <p class="govuk-body">{texts.page(pages.indexOf(at) + 1, pages.length)}</p>
      {appeared && <InsetText>{texts.appeared}</InsetText>}
      <LanguageContext.Provider value={language}>
        <div lang={language}>
          {title && (
            <h3 class="govuk-heading-s">
              <Say text={title} />
            </h3>
          )}
          {description && (
            <p class="govuk-body">
              <Say text={description} />
            </p>
          )}
          {visibleQuestions(definition, at, answers).map((question) => (
            <>
              {question.panel?.title && (
                <h3 class="govuk-heading-s">
                  <Say text={question.panel.title} />
                </h3>
              )}
              <Question
                question={question}
                form={form}
                answers={relevant(definition, answers)}
                errors={messages}
                mark="obligatory"
              />
            </>
          ))}
        </div>
      </LanguageContext.Provider>
      <Actions>
        <KeyButton keys={keys} action="page" value="page">
          {texts.savePage}
        </KeyButton>
        <BackPage {...{ definition, answers, page, language }} />
      </Actions>
    </>
  )
}

const Review: FC<Shown> = ({ survey, keys, language }) => {
  const { call: texts } = useCallTexts()
  const { definition } = survey
  const answers = relevant(definition, survey.answers)
  const gaps = missing(definition, survey.answers)
  const asked = visiblePages(definition, survey.answers).flatMap((page) =>
    visibleQuestions(definition, page, survey.answers)
      .filter(isAskedHere)
      .map((question) => ({ page, question })),
  )
  const titleOf = (name: string): string => {
    const question = questions(definition).find((one) => one.name === name)!
    return 'title' in question ? textOf(question.title, language) : name
  }
  return (
    <>
      <h3 class="govuk-heading-s">{texts.review}</h3>
      {gaps.length > 0 && (
        <InsetText>
          <p class="govuk-body">{texts.missing}</p>
          <ul class="govuk-list govuk-list--bullet">
            {gaps.map(({ page, question }) => (
              <li>
                <a class="govuk-link" href={`/calls/current?page=${page}&in=${language}#survey`}>
                  {titleOf(question)}
                </a>
              </li>
            ))}
          </ul>
        </InsetText>
      )}
      <LanguageContext.Provider value={language}>
        <div lang={language}>
          <SummaryList
            rows={asked.map(({ page, question }) => ({
              key: <Say text={question.title} />,
              value: answerLines(question, answers, language).join('\n') || texts.noAnswer,
              change: {
                href: `/calls/current?page=${page}&in=${language}#survey`,
                what: textOf(question.title, language),
              },
            }))}
          />
        </div>
      </LanguageContext.Provider>
      <Actions>
        {gaps.length === 0 && (
          <KeyButton keys={keys} action="page" value="submit">
            {texts.submit}
          </KeyButton>
        )}
        <BackPage {...{ definition, answers: survey.answers, page: 'review', language }} />
      </Actions>
    </>
  )
}

/** A link: nothing is saved by going back. */
const BackPage: FC<{ definition: Survey; answers: Answers; page: Next; language: Language }> = (props) => {
  const { call: texts } = useCallTexts()
  const previous = previousPage(props.definition, props.page, props.answers)
  return previous === undefined ? null : (
    <a class="govuk-link" href={`/calls/current?page=${previous}&in=${props.language}#survey`}>
      {texts.backPage}
    </a>
  )
}
