/** Where a person goes on in a survey. Rules only. */
import { missing, type Next, nextPage, visiblePages, visibleQuestions } from './flow.ts'
import { type Answer, type Answers, commentName, flatten, type Survey } from './survey.ts'

/** The first page after the last one with an answer on it: where somebody who comes back goes on. */
export function resumeAt(survey: Survey, answers: Answers): Next {
  const pages = visiblePages(survey, answers)
  const last = pages.findLastIndex((page) =>
    visibleQuestions(survey, page, answers).some(({ name }) => answers[name] !== undefined),
  )
  return pages[last + 1] ?? 'review'
}

/** From a page that was just saved: on to the next, or back to the review, unless the change has opened a gap. */
export function after(survey: Survey, page: number, answers: Answers, fromReview: boolean): Next {
  if (!fromReview) return nextPage(survey, page, answers)
  return missing(survey, answers)[0]?.page ?? 'review'
}

/** What the answers say to all questions of a page, shown or not; undefined where there is no answer. */
export function answersOfPage(survey: Survey, page: number, answers: Answers): Record<string, Answer | undefined> {
  const names = flatten(survey.pages[page]!.elements).flatMap(({ name }) => [name, commentName(name)])
  return Object.fromEntries(names.map((name) => [name, answers[name]]))
}

/** Whether the two say the same about these questions. */
export function sameAnswers(one: Record<string, Answer | undefined>, other: Answers): boolean {
  return Object.entries(one).every(([name, answer]) => JSON.stringify(answer) === JSON.stringify(other[name]))
}
