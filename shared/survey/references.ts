/** What a {variable} of a condition points at: a question, a part of its answer, or a calculated value. */
import { commentName, type Question, questions, type Survey } from './survey.ts'

export type Reference =
  | { kind: 'question' | 'comment' | 'length'; question: number }
  | { kind: 'row'; question: number; row: string }
  | { kind: 'calculated'; index: number }

/** Finds what a variable means in this survey; undefined for what is not there. Case counts only where it must. */
export type Finder = (variable: string) => Reference | undefined

/** The finder of a survey: names as written first, then without regard to case, as SurveyJS does. */
export function finderOf(survey: Survey): Finder {
  const exact = new Map<string, Reference>()
  const loose = new Map<string, Reference>()
  const enter = (name: string, reference: Reference) => {
    if (!exact.has(name)) exact.set(name, reference)
    if (!loose.has(name.toLowerCase())) loose.set(name.toLowerCase(), reference)
  }
  const all = questions(survey)
  for (const [index, question] of all.entries()) {
    if (question.type === 'html') continue
    enter(question.name, { kind: 'question', question: index })
    enterParts(question, index, enter)
  }
  for (const [index, { name }] of (survey.calculatedValues ?? []).entries()) enter(name, { kind: 'calculated', index })
  return (variable) => exact.get(variable) ?? loose.get(variable.toLowerCase())
}

function enterParts(question: Question, index: number, enter: (name: string, reference: Reference) => void): void {
  if ('showOtherItem' in question && question.showOtherItem) {
    enter(commentName(question.name), { kind: 'comment', question: index })
  }
  if (question.type === 'checkbox') enter(`${question.name}.length`, { kind: 'length', question: index })
  if (question.type === 'matrix') {
    for (const { value } of question.rows) {
      enter(`${question.name}.${value}`, { kind: 'row', question: index, row: value })
    }
  }
}
