/**
 * A survey: pages of questions with conditions, in up to three languages. Rules only: no AWS, no clock, no randomness.
 * The definition is a subset of SurveyJS JSON (docs/decisions/survey-definition.md); `readSurvey` makes one from a file.
 */
import * as z from 'zod/mini'
import { Text } from '../platform/language.ts'

const Name = z.string().check(z.minLength(1), z.maxLength(200))
const Condition = z.string().check(z.minLength(1), z.maxLength(2_000))

// Made once each, for every cold start makes them.
const optionalCondition = z.optional(Condition)
const optionalText = z.optional(Text)
const optionalFlag = z.optional(z.boolean())
const optionalNumber = z.optional(z.number())

/** One thing to choose: the value that is stored and counted, and the text that people see. */
export const Choice = z.object({ value: Name, text: Text })
export type Choice = z.infer<typeof Choice>

export const Validator = z.discriminatedUnion('type', [
  z.object({ type: z.literal('numeric'), minValue: optionalNumber, maxValue: optionalNumber }),
  z.object({ type: z.literal('text'), minLength: optionalNumber, maxLength: optionalNumber }),
  z.object({ type: z.literal('email') }),
  z.object({ type: z.literal('pattern'), pattern: z.enum(['phone', 'email', 'postcode']) }),
])
export type Validator = z.infer<typeof Validator>

/** What a phone keypad or an agent's screen needs to know beyond the question; read by those channels. */
const optionalNotes = z.optional(z.record(z.string(), z.unknown()))

const shown = { name: Name, visibleIf: optionalCondition }
const asked = {
  ...shown,
  title: Text,
  description: optionalText,
  isRequired: optionalFlag,
  requiredIf: optionalCondition,
  ivr: optionalNotes,
  cati: optionalNotes,
}
const select = {
  ...asked,
  choices: z.array(Choice),
  showOtherItem: optionalFlag,
  otherText: optionalText,
  showNoneItem: optionalFlag,
  noneText: optionalText,
  showDontKnowItem: optionalFlag,
  dontKnowText: optionalText,
  showRefuseItem: optionalFlag,
  refuseText: optionalText,
}

export const Question = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('text'),
    ...asked,
    inputType: z.optional(z.enum(['text', 'number', 'date', 'tel', 'email'])),
    min: z.optional(z.union([z.number(), z.string()])),
    max: z.optional(z.union([z.number(), z.string()])),
    maxLength: optionalNumber,
    validators: z.optional(z.array(Validator)),
  }),
  z.object({
    type: z.literal('comment'),
    ...asked,
    maxLength: optionalNumber,
    validators: z.optional(z.array(Validator)),
  }),
  z.object({ type: z.literal('radiogroup'), ...select }),
  z.object({ type: z.literal('dropdown'), ...select }),
  z.object({
    type: z.literal('checkbox'),
    ...select,
    minSelectedChoices: optionalNumber,
    maxSelectedChoices: optionalNumber,
  }),
  z.object({
    type: z.literal('rating'),
    ...asked,
    rateMin: optionalNumber,
    rateMax: optionalNumber,
    rateStep: optionalNumber,
    rateValues: z.optional(z.array(Choice)),
    minRateDescription: optionalText,
    maxRateDescription: optionalText,
  }),
  z.object({
    type: z.literal('boolean'),
    ...asked,
    labelTrue: optionalText,
    labelFalse: optionalText,
  }),
  z.object({
    type: z.literal('matrix'),
    ...asked,
    columns: z.array(Choice),
    rows: z.array(Choice),
    eachRowRequired: optionalFlag,
  }),
  z.object({ type: z.literal('expression'), ...shown, title: Text, expression: Condition }),
  z.object({ type: z.literal('html'), ...shown, html: Text }),
])
export type Question = z.infer<typeof Question>
export type QuestionType = Question['type']
export type QuestionOf<T extends QuestionType> = Extract<Question, { type: T }>

/** A group of questions under one title, shown or hidden together; groups may stand in groups. */
export interface Panel {
  type: 'panel'
  name: string
  title?: Text | undefined
  description?: Text | undefined
  visibleIf?: string | undefined
  elements: Element[]
}
export type Element = Question | Panel

export const Panel: z.ZodMiniType<Panel> = z.object({
  type: z.literal('panel'),
  ...shown,
  title: optionalText,
  description: optionalText,
  elements: z.array(z.lazy(() => Element)),
})
export const Element: z.ZodMiniType<Element> = z.union([Question, Panel])

export const Page = z.object({
  name: Name,
  title: optionalText,
  description: optionalText,
  visibleIf: optionalCondition,
  elements: z.array(Element),
})
export type Page = z.infer<typeof Page>

export const CalculatedValue = z.object({ name: Name, expression: Condition })
export type CalculatedValue = z.infer<typeof CalculatedValue>

export const Survey = z.object({
  title: optionalText,
  description: optionalText,
  pages: z.array(Page).check(z.minLength(1)),
  calculatedValues: z.optional(z.array(CalculatedValue)),
  /** What must hold of the answers for a person to get what the survey leads to; asked once all are given. */
  eligibleIf: optionalCondition,
  /** What everybody else is told. */
  notEligible: optionalText,
})
export type Survey = z.infer<typeof Survey>

/** Of a drive that asks nothing. What is kept of an automated call names it by version 0. */
export const noSurvey: Survey = { pages: [] }

/**
 * An answer: a text, date or chosen value; a number; yes or no; chosen values; or row → column of a matrix.
 * The text of "other" is an answer of its own, named `<question>-Comment`.
 */
export const Answer = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.array(z.string()),
  z.record(z.string(), z.string()),
])
export type Answer = z.infer<typeof Answer>

export const Answers = z.record(z.string(), Answer)
export type Answers = z.infer<typeof Answers>

/** The questions of a list of elements, in order, whatever panels they stand in. */
export function flatten(elements: readonly Element[]): Question[] {
  return elements.flatMap((element) => (element.type === 'panel' ? flatten(element.elements) : [element]))
}

const questionsBySurvey = new WeakMap<Survey, Question[]>()

/** All questions, in order, with notes (`html`) and computed values (`expression`) among them. The array is shared. */
export function questions(survey: Survey): Question[] {
  const known = questionsBySurvey.get(survey)
  if (known) return known
  const all = survey.pages.flatMap((page) => flatten(page.elements))
  questionsBySurvey.set(survey, all)
  return all
}

/** Whether people answer it: everything but notes and computed values. */
export function isAsked(question: Question): question is Exclude<Question, { type: 'html' | 'expression' }> {
  return question.type !== 'html' && question.type !== 'expression'
}

/** Whether its answers can be counted by choice; the others are texts, dates, numbers, which are listed. */
export function isCounted(
  question: Question,
): question is QuestionOf<'rating' | 'boolean' | 'radiogroup' | 'dropdown' | 'checkbox' | 'matrix'> {
  return isAsked(question) && question.type !== 'text' && question.type !== 'comment'
}

/** The name under which the text of "other" is kept. */
export const commentName = (question: string): string => `${question}-Comment`
