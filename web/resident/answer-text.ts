/** An answer in words, as the review shows it. */
import { type Language, textOf } from '../../shared/platform/language.ts'
import { choicesOf } from '../../shared/survey/choices.ts'
import { type Answers, commentName, type Question } from '../../shared/survey/survey.ts'
import { date, number } from '../texts/texts.ts'

/** The answer as lines of text; none when there is no answer. */
export function answerLines(question: Question, answers: Answers, language: Language): string[] {
  const answer = answers[question.name]
  if (answer === undefined) return []
  const named = (value: string): string => {
    const choice = choicesOf(question).find((one) => one.value === value)
    const comment = answers[commentName(question.name)]
    const text = choice ? textOf(choice.text, language) : value
    return choice && 'special' in choice && choice.special === 'other' && typeof comment === 'string'
      ? `${text}: ${comment}`
      : text
  }
  if (question.type === 'matrix') {
    const byRow = answer as Record<string, string>
    return question.rows.flatMap((row) => {
      const column = byRow[row.value]
      return column === undefined ? [] : [`${textOf(row.text, language)}: ${named(column)}`]
    })
  }
  if (Array.isArray(answer)) return answer.map(named)
  if (question.type === 'text' && question.inputType === 'date' && typeof answer === 'string') {
    return [date(language, answer)]
  }
  if (question.type === 'text' || question.type === 'comment' || question.type === 'expression') {
    return [typeof answer === 'number' ? number(language, answer, { maximumFractionDigits: 10 }) : String(answer)]
  }
  return [named(String(answer))]
}
