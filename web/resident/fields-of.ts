/** A survey's answers as the fields of its form, for showing again what was given; and the ids that errors lead to. */
import type { Language } from '../../shared/platform/language.ts'
import { type AnswerError, type Form, fieldOf, otherFieldOf, rowFieldOf } from '../../shared/survey/read-page.ts'
import { type Answers, commentName, questions, type Survey } from '../../shared/survey/survey.ts'

/** The form that these answers would have been sent by. Numbers are written as the language writes them: 7,5. */
export function formOf(survey: Survey, answers: Answers, language: Language): Form {
  const fields = new Map<string, readonly string[]>()
  for (const [index, question] of questions(survey).entries()) {
    const answer = answers[question.name]
    if (answer === undefined) continue
    if (question.type === 'matrix') {
      const byRow = answer as Record<string, string>
      for (const [place, row] of question.rows.entries()) {
        const column = byRow[row.value]
        if (column !== undefined) fields.set(rowFieldOf(index, place), [column])
      }
    } else if (Array.isArray(answer)) {
      fields.set(fieldOf(index), answer)
    } else {
      const text = String(answer)
      fields.set(fieldOf(index), [
        question.type === 'text' && typeof answer === 'number' && language !== 'en' ? text.replace('.', ',') : text,
      ])
    }
    const comment = answers[commentName(question.name)]
    if (typeof comment === 'string') fields.set(otherFieldOf(index), [comment])
  }
  return (field) => fields.get(field) ?? []
}

/** The field that an error belongs to; fields have their names as ids. */
export function fieldOfError(survey: Survey, error: AnswerError): string {
  const index = questions(survey).findIndex(({ name }) => name === error.question)
  const question = questions(survey)[index]
  if (question?.type === 'matrix') {
    const place = question.rows.findIndex(({ value }) => value === error.row)
    return rowFieldOf(index, Math.max(0, place))
  }
  const selects = question?.type === 'radiogroup' || question?.type === 'dropdown' || question?.type === 'checkbox'
  return selects && (error.code === 'otherRequired' || error.code === 'tooLong') ? otherFieldOf(index) : fieldOf(index)
}
