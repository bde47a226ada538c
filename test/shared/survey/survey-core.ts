/** survey-core as an oracle: our surveys handed to it, in its own spelling. Development only. */
import { ConditionRunner, ExpressionRunner, Serializer, SurveyModel, surveyLocalization } from 'survey-core'
import type { Answers, Survey } from '../../../shared/survey/survey.ts'

surveyLocalization.defaultLocale = 'pl'
// Notes for the phone channels are ours, and nothing to it.
Serializer.addProperties('question', ['ivr', 'cati'])

/** A model of a survey of ours with answers in it. Hidden answers are cleared, as ours do not count. */
export function modelOf(survey: Survey, answers: Answers = {}, locale = ''): SurveyModel {
  const model = new SurveyModel({ ...(spelled(survey) as object), clearInvisibleValues: 'onHidden' })
  model.locale = locale
  model.data = structuredClone(answers)
  return model
}

/** The names of what the model shows, page by page; pages that show nothing are left out. */
export function shownBy(model: SurveyModel): string[][] {
  return model.visiblePages.map((page) =>
    page.questions.filter(({ isVisible, isParentVisible }) => isVisible && isParentVisible).map(({ name }) => name),
  )
}

/** The names of what the model shows and wants answered. */
export function requiredBy(model: SurveyModel): string[] {
  return model.getAllQuestions(true).flatMap(({ name, isRequired }) => (isRequired ? [name] : []))
}

export const conditionBy = (text: string, values: object): unknown =>
  quietly(() => new ConditionRunner(text).runValues(structuredClone(values)))

export const valueBy = (text: string, values: object): unknown =>
  quietly(() => new ExpressionRunner(text).runValues(structuredClone(values)))

/** It says on the console what it cannot parse. */
function quietly<T>(run: () => T): T {
  const { warn } = console
  console.warn = () => {}
  try {
    return run()
  } finally {
    console.warn = warn
  }
}

/** Ukrainian is `ua` there, and patterns by name are ours alone. */
function spelled(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.filter((one) => one?.type !== 'pattern').map(spelled)
  if ('pl' in value) {
    const { uk, ...text } = value as Record<string, unknown>
    return { ...text, ...(uk !== undefined && { ua: uk }) }
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, spelled(inner)]))
}
