/**
 * The way through a survey: which pages and questions a person's answers open, and what still has to be answered.
 * One pass forward: a condition looks at earlier questions only, and answers to hidden questions do not count.
 */
import { type Language, type Text, textOf } from '../platform/language.ts'
import { compile, isEligibleState, type State, type Stop, stateOf } from './compile.ts'
import { isEmpty } from './operators.ts'
import { type Answer, type Answers, commentName, isAsked, type Question, type Survey } from './survey.ts'

/** A question as it stands before a person. */
export type VisibleQuestion = Question & {
  /** Its place among `questions(survey)`, from which form fields have their names. */
  index: number
  /** Whether it must be answered, given the answers so far. */
  required: boolean
  /** The heading of the titled panel that begins with it; where nested ones begin together, their titles are joined. */
  panel?: { title: Text; description?: Text | undefined }
}

/** Where people go from a page. Pages count from 0. */
export type Next = number | 'review'

/** The indexes of the pages on which something is shown. */
export function visiblePages(survey: Survey, answers: Answers): number[] {
  const { shown } = stateOf(survey, answers)
  return [...new Set(compile(survey).flatMap((stop) => (shown[stop.index] ? [stop.page] : [])))]
}

/** What is shown on a page, in order. Panels are dissolved; a panel's title stays with its first shown question. */
export function visibleQuestions(survey: Survey, page: number, answers: Answers): VisibleQuestion[] {
  const state = stateOf(survey, answers)
  const opened = new Set<object>()
  return shownStops(survey, page, state).map(({ question, index, panels }) => {
    const begin = panels.filter((panel) => !opened.has(panel))
    for (const panel of begin) opened.add(panel)
    const title = joined(
      begin.map((panel) => panel.title),
      ' – ',
    )
    const description = joined(
      begin.map((panel) => panel.description),
      '\n',
    )
    return { ...question, index, required: state.required[index]!, ...(title && { panel: { title, description } }) }
  })
}

/** Texts as one; a language that only some of them have is filled up with Polish. */
function joined(texts: (Text | undefined)[], by: string): Text | undefined {
  const given = texts.filter((text) => text !== undefined)
  if (given.length < 2) return given[0]
  const inOne = (language: Language) => given.map((text) => textOf(text, language)).join(by)
  const has = (language: Language) => given.some((text) => text[language])
  return { pl: inOne('pl'), ...(has('uk') && { uk: inOne('uk') }), ...(has('en') && { en: inOne('en') }) }
}

/** The stops of a page that a state shows. */
export function shownStops(survey: Survey, page: number, state: State): Stop[] {
  return compile(survey).filter((stop) => stop.page === page && state.shown[stop.index])
}

/** The answers that count: to questions that are shown, and the values of shown computed questions. */
export function relevant(survey: Survey, answers: Answers): Answers {
  const state = stateOf(survey, answers)
  const kept: Answers = {}
  for (const { question, index } of compile(survey)) {
    const value = state.values[index]
    if (!state.shown[index] || isEmpty(value)) continue
    kept[question.name] = value as Answer
    const comment = state.comments[index]
    if (!isEmpty(comment)) kept[commentName(question.name)] = comment as Answer
  }
  return kept
}

/** What is shown, required and not answered yet; in a matrix that asks for every row, also when one row is missing. */
export function missing(survey: Survey, answers: Answers): { page: number; question: string }[] {
  const state = stateOf(survey, answers)
  return compile(survey)
    .filter(({ index }) => state.shown[index] && state.required[index])
    .filter(({ question, index }) => isAsked(question) && !isAnswered(question, state.values[index] as Answer))
    .map(({ question, page }) => ({ page, question: question.name }))
}

/** Whether somebody with these answers, all of them given, may have what the survey leads to: a visit, a place. */
export function isEligible(survey: Survey, answers: Answers): boolean {
  return isEligibleState(survey, stateOf(survey, answers))
}

/** Whether an answer is a whole one. */
export function isAnswered(question: Question, answer: Answer | undefined): boolean {
  if (isEmpty(answer)) return false
  if (question.type !== 'matrix' || !question.eachRowRequired) return true
  return question.rows.every(({ value }) => Object.hasOwn(answer as Record<string, string>, value))
}

/** The next page with something on it, or the review. From -1 the first page. */
export function nextPage(survey: Survey, page: number, answers: Answers): Next {
  return visiblePages(survey, answers).find((visible) => visible > page) ?? 'review'
}

/** The page before, or undefined on the first. From 'review' the last page. */
export function previousPage(survey: Survey, page: Next, answers: Answers): number | undefined {
  return visiblePages(survey, answers).findLast((visible) => page === 'review' || visible < page)
}
