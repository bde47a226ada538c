/** How one question is asked over a telephone keypad, or why it cannot be. Rules only. */
import type { Text } from '../platform/language.ts'
import { choicesOf, exclusive, type OfferedChoice } from './choices.ts'
import type { Unfit } from './keypad-texts.ts'
import { isNumeric, limitsOf } from './read-page.ts'
import { type Choice, isAsked, type Question, type QuestionOf } from './survey.ts'

/** A choice and the key it lies on. */
export interface Key {
  key: string
  value: string
  text: Text
}

/** How a question is asked: by how many keys, and in how many prompts. */
export type KeypadWay =
  /** One key. A scale is said as its two ends, everything else choice by choice. */
  | { kind: 'keys'; keys: Key[]; scale: boolean }
  /** Up to two digits, then `#`. */
  | { kind: 'number'; min: number; max: number }
  /** One key to each row of a matrix. */
  | { kind: 'rows'; rows: Choice[]; keys: Key[] }
  /** Yes or no to each choice; `none` is the answer where nothing was taken. */
  | { kind: 'each'; choices: Choice[]; none?: string }

/** Keys 0 and 9 are reserved on every question of one key, so that at most 8 choices fit. */
const mostKeys = 8
/** The two-key block takes 0 to 99. */
const mostNumber = 99
/** More questions of yes or no than this for one answer, and people hang up. */
const mostEach = 4

/** The way of a question, or why it has none. */
export function wayOf(question: Question): KeypadWay | { unfit: Unfit } {
  switch (question.type) {
    case 'radiogroup':
    case 'dropdown':
    case 'boolean':
      return byPosition(choicesOf(question))
    case 'rating':
      return scale(question)
    case 'matrix': {
      const way = byPosition(question.columns)
      return 'keys' in way ? { kind: 'rows', rows: question.rows, keys: way.keys } : way
    }
    case 'checkbox':
      return each(question)
    case 'text':
      return question.inputType === 'number' || isNumeric(question) ? number(question) : { unfit: 'words' }
    case 'comment':
      return { unfit: 'words' }
    default:
      return { unfit: 'note' }
  }
}

/** Whether it must be answered, always or under a condition. */
export function mayBeRequired(question: Question): boolean {
  if (!isAsked(question)) return false
  if (question.isRequired || question.requiredIf !== undefined) return true
  return question.type === 'matrix' && question.eachRowRequired === true
}

function byPosition(choices: readonly OfferedChoice[]): { kind: 'keys'; keys: Key[]; scale: false } | { unfit: Unfit } {
  if (choices.length > mostKeys) return { unfit: 'tooManyChoices' }
  return {
    kind: 'keys',
    keys: choices.map(({ value, text }, n) => ({ key: String(n + 1), value, text })),
    scale: false,
  }
}

/** A mark lies on its own key where it can; a scale with 0, or beyond 8, is typed as a number. */
function scale(question: QuestionOf<'rating'>): KeypadWay | { unfit: Unfit } {
  const choices = choicesOf(question)
  const marks = choices.map(({ value }) => Number(value))
  const plain = choices.every(({ value, text }) => text.pl === value)
  const whole = marks.every((mark) => Number.isInteger(mark) && mark >= 0 && mark <= mostNumber)
  if (!plain || !whole) return byPosition(choices)
  const [min, max] = [Math.min(...marks), Math.max(...marks)]
  if (min >= 1 && max <= mostKeys) {
    return { kind: 'keys', keys: choices.map(({ value, text }) => ({ key: value, value, text })), scale: true }
  }
  return marks.length === max - min + 1 ? { kind: 'number', min, max } : byPosition(choices)
}

function each(question: QuestionOf<'checkbox'>): KeypadWay | { unfit: Unfit } {
  const choices = choicesOf(question)
  const asked = choices.filter((choice) => !(choice.special && exclusive.has(choice.value)))
  if (asked.length > mostEach) return { unfit: 'tooManyToTake' }
  const { minSelectedChoices: min = 0, maxSelectedChoices: max = 0 } = question
  if (min > 1 || (max > 0 && max < asked.length)) return { unfit: 'countedChoices' }
  const none = choices.find(({ special }) => special === 'none')
  // No to everything would be no answer, and the question would come again and again.
  if (!none && mayBeRequired(question)) return { unfit: 'noneIsNoAnswer' }
  return { kind: 'each', choices: asked, ...(none && { none: none.value }) }
}

function number(question: QuestionOf<'text'>): KeypadWay | { unfit: Unfit } {
  const { min = 0, max = Number.POSITIVE_INFINITY } = limitsOf(question)
  const from = Math.max(0, Math.ceil(min))
  if (max > mostNumber || from > max) return { unfit: 'longNumber' }
  return { kind: 'number', min: from, max: Math.floor(max) }
}
