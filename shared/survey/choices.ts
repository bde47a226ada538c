/** What there is to choose from in a question, and which choices an answer marks. */
import type { Text } from '../platform/language.ts'
import type { Answer, Choice, Question, QuestionOf } from './survey.ts'

/** A choice as people see it. `special` marks those that are not the author's own. */
export interface OfferedChoice extends Choice {
  special?: Special
}
export type Special = 'other' | 'none' | 'refused' | 'dontknow'

/** The choices a question may offer besides its own: value, switch, text, and the text where the author gave none. */
export const specialChoices = [
  {
    value: 'other',
    shown: 'showOtherItem',
    text: 'otherText',
    usual: { pl: 'Inne', uk: 'Інше', en: 'Other' },
  },
  {
    value: 'none',
    shown: 'showNoneItem',
    text: 'noneText',
    usual: { pl: 'Żadne z powyższych', uk: 'Нічого з переліченого', en: 'None of the above' },
  },
  {
    value: 'dontknow',
    shown: 'showDontKnowItem',
    text: 'dontKnowText',
    usual: { pl: 'Trudno powiedzieć', uk: 'Важко сказати', en: 'Hard to say' },
  },
  {
    value: 'refused',
    shown: 'showRefuseItem',
    text: 'refuseText',
    usual: { pl: 'Wolę nie odpowiadać', uk: 'Не хочу відповідати', en: 'I prefer not to answer' },
  },
] as const

/** Choices that cannot stand beside another one in a checkbox. */
export const exclusive = new Set<string>(['none', 'dontknow', 'refused'] satisfies Special[])

const yes: Text = { pl: 'Tak', uk: 'Так', en: 'Yes' }
const no: Text = { pl: 'Nie', uk: 'Ні', en: 'No' }

/**
 * What can be chosen: for a matrix its columns, for yes or no `true` and `false`, for a rating its marks.
 * Values are texts; an answer is one of them when `String(answer)` is. Empty for questions that offer nothing.
 */
export function choicesOf(question: Question): OfferedChoice[] {
  switch (question.type) {
    case 'radiogroup':
    case 'dropdown':
    case 'checkbox':
      return [...question.choices, ...specialsOf(question)]
    case 'rating':
      return (
        question.rateValues ?? marksOf(question).map((mark) => ({ value: String(mark), text: { pl: String(mark) } }))
      )
    case 'boolean':
      return [
        { value: 'true', text: question.labelTrue ?? yes },
        { value: 'false', text: question.labelFalse ?? no },
      ]
    case 'matrix':
      return question.columns
    default:
      return []
  }
}

function specialsOf(question: QuestionOf<'radiogroup' | 'dropdown' | 'checkbox'>): OfferedChoice[] {
  return specialChoices
    .filter(({ shown }) => question[shown])
    .map(({ value, text, usual }) => ({ value, text: question[text] ?? usual, special: value }))
}

/** The numbers of a scale, from `rateMin` (1) to `rateMax` (5) by `rateStep` (1). */
export function marksOf({ rateMin = 1, rateMax = 5, rateStep = 1 }: QuestionOf<'rating'>): number[] {
  const count = Math.floor((rateMax - rateMin) / rateStep + 1e-9) + 1
  return Array.from({ length: Math.max(count, 0) }, (_, index) => Number((rateMin + index * rateStep).toFixed(6)))
}

/** One mark that an answer puts on a counted question: the choice, and in a matrix the row it stands in. */
export interface Mark {
  row?: string
  choice: string
}

/** The marks of an answer: what a result counts. None for questions that are not counted. */
export function marksIn(question: Question, answer: Answer): Mark[] {
  if (question.type === 'text' || question.type === 'comment') return []
  if (question.type === 'html' || question.type === 'expression') return []
  if (Array.isArray(answer)) return answer.map((choice) => ({ choice }))
  if (typeof answer === 'object') return Object.entries(answer).map(([row, choice]) => ({ row, choice }))
  return [{ choice: String(answer) }]
}
