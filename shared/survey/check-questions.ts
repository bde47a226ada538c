/** What no single property of a question shows: limits that exclude each other, names and values already taken. */
import { marksOf, specialChoices } from './choices.ts'
import { commentName, type Question, questions, type Survey } from './survey.ts'
import { surveyLimits } from './survey-limits.ts'
import type { Report } from './survey-problems.ts'

/** Reports what is wrong with a question whose properties could all be read. */
export function checkQuestion(question: Question, report: Report): void {
  const range = (property: string) => report.problem('badRange', { question: question.name, property })
  switch (question.type) {
    case 'rating':
      if (!question.rateValues && marksOf(question).length < 2) range('rateMax')
      if (!question.rateValues && marksOf(question).length > surveyLimits.marks) range('rateMax')
      break
    case 'checkbox':
    case 'radiogroup':
    case 'dropdown':
      for (const { value, shown } of specialChoices) {
        if (question[shown] && question.choices.some((choice) => choice.value === value)) {
          report.problem('reservedChoice', { question: question.name, property: 'choices' }, { value })
        }
      }
      if (question.type === 'checkbox') {
        const { minSelectedChoices: min = 0, maxSelectedChoices: max = Number.POSITIVE_INFINITY } = question
        if (min > max || min > question.choices.length + (question.showOtherItem ? 1 : 0)) range('minSelectedChoices')
      }
      break
    case 'text': {
      const { min, max, inputType } = question
      const wanted = inputType === 'date' ? 'string' : 'number'
      for (const [property, limit] of Object.entries({ min, max })) {
        if (limit !== undefined && (typeof limit !== wanted || (inputType ?? 'text') === 'text')) range(property)
      }
      if (min !== undefined && max !== undefined && min > max) range('min')
      break
    }
    case 'expression':
      if (!question.expression) report.problem('badValue', { question: question.name, property: 'expression' })
      break
    case 'html':
      if (!question.html) report.problem('badValue', { question: question.name, property: 'html' })
  }
  if (question.type === 'text' || question.type === 'comment') {
    for (const one of question.validators ?? []) {
      if (one.type === 'numeric' && (question.type === 'comment' || (one.minValue ?? 0) > (one.maxValue ?? 1e15)))
        range('validators')
      if (one.type === 'text' && (one.minLength ?? 0) > (one.maxLength ?? 1e5)) range('validators')
    }
  }
}

/** The text of "other" is kept under a name of its own, which no question may have. */
export function checkNames(survey: Survey, report: Report): void {
  const all = questions(survey)
  const taken = new Set(all.map(({ name }) => commentName(name)))
  for (const { name } of [...all, ...(survey.calculatedValues ?? [])]) {
    if (taken.has(name))
      report.problem('badName', { question: name, property: 'name' }, { value: name, max: surveyLimits.name })
  }
}
