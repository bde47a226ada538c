/**
 * A survey: pages of questions with conditions, in up to three languages. Rules only: no AWS, no clock, no randomness.
 * The definition is a subset of SurveyJS JSON (docs/decisions/survey-definition.md); `readSurvey` makes one from a file.
 */
import * as z from 'zod/mini'
import { Text } from '../platform/language.ts'

const Name = z.string().check(z.minLength(1), z.maxLength(200))
const Condition = z.string().check(z.minLength(1), z.maxLength(2_000))

/** One thing to choose: the value that is stored and counted, and the text that people see. */
export const Choice = z.object({ value: Name, text: Text })
export type Choice = z.infer<typeof Choice>

export const Validator = z.discriminatedUnion('type', [
  z.object({ type: z.literal('numeric'), minValue: z.optional(z.number()), maxValue: z.optional(z.number()) }),
  z.object({ type: z.literal('text'), minLength: z.optional(z.number()), maxLength: z.optional(z.number()) }),
  z.object({ type: z.literal('email') }),
  z.object({ type: z.literal('pattern'), pattern: z.enum(['phone', 'email', 'postcode']) }),
])
export type Validator = z.infer<typeof Validator>

/** What a phone keypad or an agent's screen needs to know beyond the question; read by those channels. */
const ChannelNotes = z.record(z.string(), z.unknown())

const shown = { name: Name, visibleIf: z.optional(Condition) }
const asked = {
  ...shown,
  title: Text,
  description: z.optional(Text),
  isRequired: z.optional(z.boolean()),
  requiredIf: z.optional(Condition),
  ivr: z.optional(ChannelNotes),
  cati: z.optional(ChannelNotes),
}
const select = {
  ...asked,
  choices: z.array(Choice),
  showOtherItem: z.optional(z.boolean()),
  otherText: z.optional(Text),
  showNoneItem: z.optional(z.boolean()),
  noneText: z.optional(Text),
  showDontKnowItem: z.optional(z.boolean()),
  dontKnowText: z.optional(Text),
  showRefuseItem: z.optional(z.boolean()),
  refuseText: z.optional(Text),
}

export const Question = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('text'),
    ...asked,
    inputType: z.optional(z.enum(['text', 'number', 'date', 'tel', 'email'])),
    min: z.optional(z.union([z.number(), z.string()])),
    max: z.optional(z.union([z.number(), z.string()])),
    maxLength: z.optional(z.number()),
    validators: z.optional(z.array(Validator)),
  }),
  z.object({
    type: z.literal('comment'),
    ...asked,
    maxLength: z.optional(z.number()),
    validators: z.optional(z.array(Validator)),
  }),
  z.object({ type: z.literal('radiogroup'), ...select }),
  z.object({ type: z.literal('dropdown'), ...select }),
  z.object({
    type: z.literal('checkbox'),
    ...select,
    minSelectedChoices: z.optional(z.number()),
    maxSelectedChoices: z.optional(z.number()),
  }),
  z.object({
    type: z.literal('rating'),
    ...asked,
    rateMin: z.optional(z.number()),
    rateMax: z.optional(z.number()),
    rateStep: z.optional(z.number()),
    rateValues: z.optional(z.array(Choice)),
    minRateDescription: z.optional(Text),
    maxRateDescription: z.optional(Text),
  }),
  z.object({
    type: z.literal('boolean'),
    ...asked,
    labelTrue: z.optional(Text),
    labelFalse: z.optional(Text),
  }),
  z.object({
    type: z.literal('matrix'),
    ...asked,
    columns: z.array(Choice),
    rows: z.array(Choice),
    eachRowRequired: z.optional(z.boolean()),
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
  title: z.optional(Text),
  description: z.optional(Text),
  elements: z.array(z.lazy(() => Element)),
})
export const Element: z.ZodMiniType<Element> = z.union([Question, Panel])

export const Page = z.object({
  name: Name,
  title: z.optional(Text),
  description: z.optional(Text),
  visibleIf: z.optional(Condition),
  elements: z.array(Element),
})
export type Page = z.infer<typeof Page>

export const CalculatedValue = z.object({ name: Name, expression: Condition })
export type CalculatedValue = z.infer<typeof CalculatedValue>

export const Survey = z.object({
  title: z.optional(Text),
  description: z.optional(Text),
  pages: z.array(Page).check(z.minLength(1)),
  calculatedValues: z.optional(z.array(CalculatedValue)),
})
export type Survey = z.infer<typeof Survey>

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
