/** The page before sending: every answer with a way to change it, and what still has to be answered. */
import type { FC } from 'hono/jsx'
import { textOf } from '../../shared/platform/language.ts'
import { missing, relevant, visiblePages, visibleQuestions } from '../../shared/survey/flow.ts'
import { fieldOf, rowFieldOf } from '../../shared/survey/read-page.ts'
import { type Answers, questions, type Survey } from '../../shared/survey/survey.ts'
import { Actions, Button } from '../components/button.tsx'
import { SummaryList } from '../components/lists.tsx'
import { BackLink } from '../components/navigation.tsx'
import { residentTexts } from '../texts/resident.ts'
import { answerLines } from './answer-text.ts'
import { type PageContext, ResidentPage, Say } from './frame.tsx'
import { isAskedHere } from './question.tsx'
import { UnansweredErrors, UnansweredList } from './unanswered.tsx'

export interface ReviewProps extends PageContext {
  survey: Survey
  answers: Answers
  back: string
  /** Address of a page of questions, by its index. */
  pageHref: (page: number) => string
  action: string
  /** Sending was tried although answers are missing. */
  refused?: boolean
}

export const ReviewPage: FC<ReviewProps> = (props) => {
  const { survey, language, pageHref } = props
  const t = residentTexts(language).review
  const answers = relevant(survey, props.answers)
  const gaps = missing(survey, props.answers)
  const gapLinks = gaps.map(({ page, question }) => ({
    href: `${pageHref(page)}#${fieldIdOf(survey, question)}`,
    text: textOf(titleOf(survey, question), language),
  }))
  return (
    <ResidentPage {...props} title={t.heading} error={props.refused ?? false}>
      <BackLink href={props.back} />
      {props.refused && <UnansweredErrors gaps={gapLinks} language={language} />}
      <h1 class="govuk-heading-l">{t.heading}</h1>
      <p class="akcja-lead">{t.lead}</p>
      {!props.refused && <UnansweredList gaps={gapLinks} language={language} />}
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
                  href: `${pageHref(page)}#${fieldIdOf(survey, question.name)}`,
                  text: t.change,
                  what: textOf(question.title, language),
                },
              }))}
            />
          </>
        )
      })}
      <form method="post" action={props.action}>
        <input type="hidden" name="lang" value={language} />
        <Actions>
          <Button>{t.submit}</Button>
        </Actions>
      </form>
    </ResidentPage>
  )
}

function titleOf(survey: Survey, name: string) {
  const question = questions(survey).find((one) => one.name === name)!
  return 'title' in question ? question.title : { pl: name }
}

/** The id of the question's first field on its page. */
function fieldIdOf(survey: Survey, name: string): string {
  const index = questions(survey).findIndex((one) => one.name === name)
  return questions(survey)[index]?.type === 'matrix' ? rowFieldOf(index, 0) : fieldOf(index)
}
