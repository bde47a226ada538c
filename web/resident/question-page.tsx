/** One page of a survey: its questions, where one is on the way, what is wrong. */
import type { Child, FC } from 'hono/jsx'
import { textOf } from '../../shared/platform/language.ts'
import { relevant, visiblePages, visibleQuestions } from '../../shared/survey/flow.ts'
import type { AnswerError, Form } from '../../shared/survey/read-page.ts'
import { type Answers, questions, type Survey } from '../../shared/survey/survey.ts'
import { Actions, Button } from '../components/button.tsx'
import { ErrorSummary } from '../components/errors.tsx'
import { Progress } from '../components/figures.tsx'
import { BackLink } from '../components/navigation.tsx'
import { InsetText } from '../components/notices.tsx'
import { residentTexts } from '../texts/resident.ts'
import { errorText } from './error-text.ts'
import { fieldOfError } from './fields-of.ts'
import { type PageContext, ResidentPage, Say, said } from './frame.tsx'
import { isAskedHere, Question } from './question.tsx'

export interface QuestionPageProps extends PageContext {
  survey: Survey
  /** The survey's title as the campaign shows it. */
  title: string
  /** Index of the page, from 0. */
  page: number
  /** All answers so far: they decide what is shown. */
  answers: Answers
  /** What the fields hold. */
  form: Form
  errors?: AnswerError[]
  /** Questions came up by the answers just given. */
  appeared?: boolean
  /** Came from the summary, and goes back there. */
  fromReview?: boolean
  /** Where the page before is; undefined where a button of the form leads there. */
  back: string | undefined
  action: string
  /** Of a survey whose answers are kept in the page itself: what the form carries, other words, a button beside the main one. */
  sheet?: { carried: Child; words: { next: string; toReview: string; stop: string }; other?: Child } | undefined
}

export const QuestionPage: FC<QuestionPageProps> = (props) => {
  const { survey, page, answers, form, language, errors = [] } = props
  const t = residentTexts(language).page
  const words = props.sheet?.words ?? t
  const shown = visibleQuestions(survey, page, answers)
  const pages = visiblePages(survey, answers)
  const [nth, of] = [pages.indexOf(page) + 1, pages.length]
  const definition = survey.pages[page]!
  const asked = shown.filter(isAskedHere)
  const alone = shown.length === 1 && asked.length === 1 && !definition.title && !shown[0]!.panel
  const must = asked.filter(({ required }) => required).length
  const mark = must * 2 < asked.length ? 'obligatory' : 'optional'
  const heading = alone ? asked[0]!.title : (definition.title ?? { pl: props.title, [language]: props.title })
  const texts = new Map(
    errors.map((error) => {
      const question = questions(survey).find(({ name }) => name === error.question)!
      const row = question.type === 'matrix' && question.rows.find(({ value }) => value === error.row)
      const where = 'title' in question ? [question.title, ...(row ? [row.text] : [])] : []
      return [fieldOfError(survey, error), { text: errorText(error, question, language), row, where }] as const
    }),
  )
  const messages = new Map([...texts].map(([field, { text }]) => [field, text]))
  return (
    <ResidentPage
      {...props}
      title={`${textOf(heading, language)} (${t.step(nth, of)})`}
      plainTitle={t.step(nth, of)}
      error={errors.length > 0}
      languages={{ form: 'page' }}
    >
      {props.back && <BackLink href={props.back} />}
      <ErrorSummary
        errors={[...texts].map(([id, { text, row, where }]) => ({
          id,
          // Which question it is goes without saying only where there is but one.
          text: asked.length > 1 || row ? `${where.map((one) => said(one, language)).join(', ')} – ${text}` : text,
        }))}
      />
      <Progress share={nth / (of + 1)}>{t.step(nth, of)}</Progress>
      {props.appeared && <InsetText>{t.appeared}</InsetText>}
      {!alone && (
        <h1 class="govuk-heading-l">
          <Say text={heading} />
        </h1>
      )}
      {definition.description && (
        <p class="govuk-body">
          <Say text={definition.description} />
        </p>
      )}
      {mark === 'obligatory' && !alone && <p class="govuk-body">{must === 0 ? t.anySkipped : t.onlyMarked}</p>}
      <form id="page" method="post" action={props.action} novalidate>
        <input type="hidden" name="lang" value={language} />
        {props.sheet?.carried}
        {shown.map((question) => (
          <>
            {question.panel?.title && (
              <h2 class="govuk-heading-m">
                <Say text={question.panel.title} />
              </h2>
            )}
            {question.panel?.description && (
              <p class="govuk-body">
                <Say text={question.panel.description} />
              </p>
            )}
            <Question
              question={question}
              form={form}
              answers={relevant(survey, answers)}
              errors={messages}
              mark={alone ? 'optional' : mark}
              alone={alone}
            />
          </>
        ))}
        <Actions>
          <Button>{props.fromReview ? words.toReview : words.next}</Button>
          {props.sheet?.other}
        </Actions>
      </form>
      <p class="govuk-hint akcja-actions">{words.stop}</p>
    </ResidentPage>
  )
}
