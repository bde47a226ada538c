/** One question of a survey file: what each type may have. */
import { specialChoices } from './choices.ts'
import {
  channelNotes,
  condition,
  count,
  flag,
  inputType,
  length,
  number,
  numberOrDate,
  type PropertyReader,
  text,
} from './property-readers.ts'
import { choices } from './read-choices.ts'
import { readProperties } from './read-properties.ts'
import { validators } from './read-validators.ts'
import type { QuestionType } from './survey.ts'
import { surveyLimits } from './survey-limits.ts'
import type { Report } from './survey-problems.ts'

const asked = {
  title: text({ max: surveyLimits.title }),
  description: text({ max: surveyLimits.description, lines: true }),
  visibleIf: condition,
  isRequired: flag,
  requiredIf: condition,
  ivr: channelNotes,
  cati: channelNotes,
}
const select = {
  ...asked,
  choices: choices(surveyLimits.choices),
  ...Object.fromEntries(
    specialChoices.flatMap(({ shown, text: name }) => [
      [shown, flag],
      [name, text({ max: surveyLimits.choiceText })],
    ]),
  ),
}
const written = (most: number) => ({ ...asked, maxLength: length(most), validators })
const labels = text({ max: surveyLimits.choiceText })

/** What each type of question may have. */
const properties: Record<QuestionType, Record<string, PropertyReader>> = {
  text: { ...written(surveyLimits.textLength), inputType, min: numberOrDate, max: numberOrDate },
  comment: written(surveyLimits.commentLength),
  radiogroup: select,
  dropdown: select,
  checkbox: { ...select, minSelectedChoices: count, maxSelectedChoices: count },
  rating: {
    ...asked,
    rateMin: number(-1_000, 1_000),
    rateMax: number(-1_000, 1_000),
    rateStep: number(0.01, 1_000),
    rateValues: choices(surveyLimits.marks),
    minRateDescription: labels,
    maxRateDescription: labels,
  },
  boolean: { ...asked, labelTrue: labels, labelFalse: labels },
  matrix: { ...asked, columns: choices(surveyLimits.marks), rows: choices(surveyLimits.rows), eachRowRequired: flag },
  expression: { title: asked.title, visibleIf: condition, expression: condition },
  html: { visibleIf: condition, html: text({ max: surveyLimits.html, lines: true }) },
}

export const isQuestionType = (type: unknown): type is QuestionType =>
  typeof type === 'string' && Object.hasOwn(properties, type)

/** The properties of a question, apart from its type and name, as far as they can be read. */
export function readQuestion(
  type: QuestionType,
  given: Record<string, unknown>,
  where: { report: Report; question: string },
): Record<string, unknown> {
  const read = readProperties(given, properties[type], where)
  for (const list of requiredLists[type] ?? []) {
    if (!(list in given) && !('choicesByUrl' in given))
      where.report.problem('noChoices', { question: where.question, property: list })
  }
  return read
}

const requiredLists: Partial<Record<QuestionType, string[]>> = {
  radiogroup: ['choices'],
  dropdown: ['choices'],
  checkbox: ['choices'],
  matrix: ['columns', 'rows'],
}
