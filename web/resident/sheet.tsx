/** The pages of an anonymous survey after its start: they carry all answers in their form, because nobody else keeps them. (A2) */
import type { FC } from 'hono/jsx'
import { textOf } from '../../shared/platform/language.ts'
import { missing, relevant, visiblePages, visibleQuestions } from '../../shared/survey/flow.ts'
import { fieldOf, otherFieldOf, rowFieldOf } from '../../shared/survey/read-page.ts'
import { type Answers, flatten, questions, type Survey } from '../../shared/survey/survey.ts'
import { Actions, Button } from '../components/button.tsx'
import { SummaryList } from '../components/lists.tsx'
import { Outcome } from '../components/notices.tsx'
import { residentTexts } from '../texts/resident.ts'
import { anonymousTexts } from '../texts/resident-anonymous.ts'
import { answerLines } from './answer-text.ts'
import { formOf } from './fields-of.ts'
import { type PageContext, ResidentPage, Say } from './frame.tsx'
import { isAskedHere } from './question.tsx'
import { QuestionPage, type QuestionPageProps } from './question-page.tsx'
import { UnansweredErrors, UnansweredList } from './unanswered.tsx'

interface CarriedProps {
  survey: Survey
  answers: Answers
  language: PageContext['language']
  /** The page whose questions stand in the form themselves; none on the review. */
  page?: number
  /** What else the form says: where it stands. */
  more: Record<string, string>
}

/** Every answer that the form does not ask for itself, as hidden fields. Nothing of it is taken on trust when it comes back. */
const Carried: FC<CarriedProps> = ({ survey, answers, language, page, more }) => {
  const form = formOf(survey, answers, language)
  const here = new Set(page === undefined ? [] : flatten(survey.pages[page]!.elements).map(({ name }) => name))
  const fields = questions(survey).flatMap((question, index) => {
    if (here.has(question.name)) return []
    if (question.type === 'matrix') return question.rows.map((_, row) => rowFieldOf(index, row))
    return [fieldOf(index), otherFieldOf(index)]
  })
  return (
    <>
      {Object.entries(more).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {fields.flatMap((name) => form(name).map((value) => <input type="hidden" name={name} value={value} />))}
    </>
  )
}

export type SheetPageProps = Omit<QuestionPageProps, 'back' | 'sheet'> & {
  /** Whether a page lies before this one. */
  hasBack: boolean
}

/** A page of questions. `at` says which; `more`, that questions came up on it; `from`, that it was opened from the review. */
export const SheetPage: FC<SheetPageProps> = ({ hasBack, ...props }) => {
  const { survey, answers, language, page, fromReview, appeared } = props
  const t = anonymousTexts(language)
  const more = {
    at: String(page + 1),
    ...(fromReview && { from: 'review' }),
    ...(appeared && { more: '1' }),
  }
  return (
    <QuestionPage
      {...props}
      back={undefined}
      sheet={{
        carried: <Carried survey={survey} answers={answers} language={language} page={page} more={more} />,
        words: { next: t.next, toReview: t.toReview, stop: t.keep },
        other: hasBack && (
          <Button look="quiet" name="go" value="back">
            {t.back}
          </Button>
        ),
      }}
    />
  )
}

export interface SheetReviewProps extends PageContext {
  survey: Survey
  answers: Answers
  action: string
  /** Sending was tried although answers are missing. */
  refused?: boolean
}

/** The page before sending. Its ways back are buttons, for a link would leave the answers behind. */
export const SheetReview: FC<SheetReviewProps> = (props) => {
  const { survey, language } = props
  const t = residentTexts(language).review
  const own = anonymousTexts(language)
  const answers = relevant(survey, props.answers)
  const gaps = missing(survey, props.answers)
  const places = new Map(questions(survey).map(({ name }, index) => [name, index]))
  const idOf = (name: string) => `change-${places.get(name)}`
  const titleOf = (name: string) => {
    const question = questions(survey)[places.get(name)!]!
    return 'title' in question ? textOf(question.title, language) : name
  }
  const gapLinks = gaps.map(({ question }) => ({ href: `#${idOf(question)}`, text: titleOf(question) }))
  return (
    <ResidentPage {...props} title={t.heading} error={props.refused ?? false} languages={{ form: 'page' }}>
      {props.refused && <UnansweredErrors gaps={gapLinks} language={language} />}
      <h1 class="govuk-heading-l">{t.heading}</h1>
      <p class="akcja-lead">{own.sendLead}</p>
      {!props.refused && <UnansweredList gaps={gapLinks} language={language} />}
      <form id="page" method="post" action={props.action}>
        <input type="hidden" name="lang" value={language} />
        <Carried survey={survey} answers={props.answers} language={language} more={{ at: 'review' }} />
        {visiblePages(survey, props.answers).map((page, n) => {
          const asked = visibleQuestions(survey, page, props.answers).filter(isAskedHere)
          const title = survey.pages[page]!.title
          if (asked.length === 0) return null
          return (
            <>
              <h2 class="govuk-heading-m">{title ? <Say text={title} /> : t.page(n + 1)}</h2>
              <SummaryList
                rows={asked.map((question) => ({
                  key: <Say text={question.title} />,
                  value: answerLines(question, answers, language).join('\n') || (
                    <span class="akcja-optional">{t.none}</span>
                  ),
                  change: {
                    button: { id: idOf(question.name), name: 'go', value: `edit-${page + 1}` },
                    text: t.change,
                    what: textOf(question.title, language),
                  },
                }))}
              />
            </>
          )
        })}
        <Actions>
          <Button name="go" value="send">
            {t.submit}
          </Button>
          <Button look="quiet" name="go" value="back">
            {own.back}
          </Button>
        </Actions>
      </form>
      <p class="govuk-hint akcja-actions">{own.keep}</p>
    </ResidentPage>
  )
}

export const SheetThanks: FC<PageContext> = (props) => {
  const t = residentTexts(props.language).thanks
  const own = anonymousTexts(props.language)
  return (
    <ResidentPage {...props} title={t.title}>
      <Outcome heading={t.heading}>
        <p class="govuk-body-l">{t.lead}</p>
      </Outcome>
      <h2 class="govuk-heading-m">{t.next}</h2>
      <p class="govuk-body">{own.sent}</p>
      <p class="govuk-body">{own.history}</p>
    </ResidentPage>
  )
}

/** A fault of ours: unlike elsewhere, the answers of earlier pages are not saved. */
export const SheetTrouble: FC<PageContext> = (props) => {
  const { heading } = residentTexts(props.language).broken
  return (
    <ResidentPage {...props} title={heading} languages="none">
      <h1 class="govuk-heading-l">{heading}</h1>
      <p class="govuk-body">{anonymousTexts(props.language).broken}</p>
    </ResidentPage>
  )
}
