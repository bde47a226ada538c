/** A page as somebody sent it, made into answers. The form comes from anywhere: nothing in it is taken on trust. */
import { choicesOf, exclusive } from './choices.ts'
import { compile, stateBefore, takesOther, walk } from './compile.ts'
import { cleanLines, cleanText, readDate, readNumber, readPattern, type TextError } from './entries.ts'
import {
  type Answer,
  type Answers,
  commentName,
  isAsked,
  type Question,
  type QuestionOf,
  type Survey,
} from './survey.ts'

/** What can be wrong with an answer. `min` and `max` of an error say what would be right. */
export type ErrorCode =
  | TextError
  | 'required' // nothing was answered; in a matrix with `row`: nothing in this row
  | 'otherRequired' // "other" was chosen, but not said what
  | 'unknownChoice' // a value, or a matrix row, that the question does not offer
  | 'several' // more than one value where one is asked for
  | 'tooFew' // fewer choices than `min`
  | 'tooMany' // more choices than `max`
  | 'exclusive' // "none of these" together with one of these

export interface AnswerError {
  question: string
  /** The matrix row. */
  row?: string
  code: ErrorCode
  min?: number | string
  max?: number | string
  /** The length of what was sent, where length is the trouble. */
  length?: number
}

export interface PageAnswers {
  /** The answers given before, with this page's put in. What is wrong is left out, so nothing wrong can be stored. */
  answers: Answers
  errors: AnswerError[]
  /**
   * Questions that the sent answers have brought up on this very page and that nobody has seen yet: show the page again.
   * They are not reported as unanswered.
   */
  appeared: string[]
}

/** A form's fields: all values sent under a name, or none. */
export type Form = (field: string) => readonly string[]

/** The name of a question's form field; a checkbox repeats it. `index` is the place among `questions(survey)`. */
export const fieldOf = (index: number): string => `q_${index}`
/** The name of the field of a matrix row. */
export const rowFieldOf = (index: number, row: number): string => `q_${index}_${row}`
/** The name of the field for the text of "other". */
export const otherFieldOf = (index: number): string => `q_${index}_other`

/** The most characters in one answer where the question sets no limit. */
export const usualLengths = { text: 200, comment: 2_000 }

/**
 * Reads the page's shown questions from a form; fields of hidden ones are ignored, whatever they hold.
 * `answers` are those given before. An empty field takes an earlier answer back.
 */
export function readPage(survey: Survey, page: number, answers: Answers, form: Form): PageAnswers {
  const merged: Answers = { ...answers }
  const errors: AnswerError[] = []
  const appeared: string[] = []
  const before = stateBefore()
  const state = stateBefore()
  for (const stop of compile(survey)) {
    if (stop.page > page) break
    walk(stop, answers, before)
    walk(stop, merged, state)
    const { question, index } = stop
    if (stop.page !== page || !state.shown[index] || !isAsked(question)) continue
    const entry = readQuestion(question, index, form)
    if (!before.shown[index] && entry.answer === undefined && entry.errors.length === 0) {
      appeared.push(question.name)
      continue
    }
    const found = entry.errors.length === 0 ? shortcomings(question, entry, state.required[index]!) : entry.errors
    for (const error of found) errors.push({ question: question.name, ...error })
    put(merged, question.name, found.length === 0 ? entry.answer : undefined)
    put(merged, commentName(question.name), found.length === 0 ? entry.comment : undefined)
    walk(stop, merged, state)
  }
  return { answers: merged, errors, appeared }
}

type Fault = Omit<AnswerError, 'question'>
interface Entry {
  answer?: Answer | undefined
  comment?: string | undefined
  errors: Fault[]
}

function put(answers: Answers, name: string, answer: Answer | undefined): void {
  if (answer === undefined) delete answers[name]
  else answers[name] = answer
}

/** What is missing from an entry that is right as far as it goes. */
function shortcomings(question: Question, { answer, comment }: Entry, required: boolean): Fault[] {
  if (question.type === 'matrix' && question.eachRowRequired) {
    const given = (answer ?? {}) as Record<string, string>
    return question.rows.flatMap(({ value }) => (Object.hasOwn(given, value) ? [] : [{ row: value, code: 'required' }]))
  }
  if (answer === undefined) return required ? [{ code: 'required' }] : []
  return takesOther(question, answer) && !comment ? [{ code: 'otherRequired' }] : []
}

/** Reads one question from a form, whatever page it stands on: its answer, or what is wrong with what was sent. */
export function readQuestion(question: Question, index: number, form: Form): Entry {
  switch (question.type) {
    case 'text':
      return one(sent(form, fieldOf(index)), (text) => readText(question, text))
    case 'comment':
      return one(sent(form, fieldOf(index)), (text) => readLength(question, cleanLines(text)))
    case 'checkbox':
      return withOther(question, readSeveral(question, sent(form, fieldOf(index))), index, form)
    case 'radiogroup':
    case 'dropdown':
      return withOther(
        question,
        one(sent(form, fieldOf(index)), (text) => readChoice(question, text)),
        index,
        form,
      )
    case 'rating':
    case 'boolean':
      return one(sent(form, fieldOf(index)), (text) => readChoice(question, text))
    case 'matrix':
      return readMatrix(question, index, form)
    default:
      return { errors: [] }
  }
}

/** The values under a name that are not empty. More than a form can hold is cut off: no honest page sends it. */
function sent(form: Form, field: string): string[] {
  return form(field)
    .slice(0, 1_000)
    .filter((value) => typeof value === 'string' && value.trim() !== '')
}

function one(values: string[], read: (text: string) => Entry): Entry {
  if (values.length === 0) return { errors: [] }
  return values.length > 1 ? { errors: [{ code: 'several' }] } : read(values[0]!)
}

const fault = (code: ErrorCode, more: Omit<Fault, 'code'> = {}): Entry => ({ errors: [{ code, ...more }] })

function readText(question: QuestionOf<'text'>, text: string): Entry {
  switch (question.inputType) {
    case 'number':
      return readNumber(text, limitsOf(question))
    case 'date':
      return readDate(text, question)
    default: {
      const entry = readLength(question, cleanText(text))
      if (entry.answer === undefined) return entry
      const patterns = (question.validators ?? []).flatMap((validator) =>
        validator.type === 'pattern' ? [validator.pattern] : validator.type === 'email' ? ['email' as const] : [],
      )
      if (question.inputType === 'email') patterns.push('email')
      if (question.inputType === 'tel') patterns.push('phone')
      if (isNumeric(question)) return readNumber(text, limitsOf(question))
      return readPattern(String(entry.answer), patterns)
    }
  }
}

export const isNumeric = (question: QuestionOf<'text'>) =>
  question.validators?.some(({ type }) => type === 'numeric') ?? false

/** The narrowest of the limits that a question and its validators set on a number. */
export function limitsOf({ min, max, validators = [] }: QuestionOf<'text'>): { min?: number; max?: number } {
  const numeric = validators.filter((validator) => validator.type === 'numeric')
  const mins = [min, ...numeric.map(({ minValue }) => minValue)].filter((limit) => typeof limit === 'number')
  const maxs = [max, ...numeric.map(({ maxValue }) => maxValue)].filter((limit) => typeof limit === 'number')
  return { ...(mins.length > 0 && { min: Math.max(...mins) }), ...(maxs.length > 0 && { max: Math.min(...maxs) }) }
}

/** The most characters an answer to this question may have. */
export function maxLengthOf({ type, maxLength, validators = [] }: QuestionOf<'text' | 'comment'>): number {
  const limits = validators.flatMap((validator) => (validator.type === 'text' ? [validator.maxLength] : []))
  return Math.min(...[maxLength ?? usualLengths[type], ...limits].filter((limit) => limit !== undefined))
}

function readLength(question: QuestionOf<'text' | 'comment'>, text: string): Entry {
  const max = maxLengthOf(question)
  const min = Math.max(0, ...(question.validators ?? []).map((one) => (one.type === 'text' ? (one.minLength ?? 0) : 0)))
  if (text === '') return { errors: [] }
  if (text.length > max) return fault('tooLong', { max, length: text.length })
  if (text.length < min) return fault('tooShort', { min, length: text.length })
  return { answer: text, errors: [] }
}

function readChoice(question: Question, text: string): Entry {
  const choice = choicesOf(question).find(({ value }) => value === text)
  if (!choice) return fault('unknownChoice')
  if (question.type === 'boolean') return { answer: choice.value === 'true', errors: [] }
  const mark = Number(choice.value)
  const isNumber = question.type === 'rating' && Number.isFinite(mark) && String(mark) === choice.value
  return { answer: isNumber ? mark : choice.value, errors: [] }
}

function readSeveral(question: QuestionOf<'checkbox'>, values: string[]): Entry {
  const offered = choicesOf(question).map(({ value }) => value)
  const chosen = new Set(values)
  if (values.some((value) => !offered.includes(value))) return fault('unknownChoice')
  if (chosen.size === 0) return { errors: [] }
  const { minSelectedChoices: min = 0, maxSelectedChoices: max = 0 } = question
  const apart = question.choices.every(({ value }) => !chosen.has(value)) && !chosen.has('other')
  if (!apart && values.some((value) => isExclusive(question, value))) return fault('exclusive')
  if (apart && chosen.size > 1) return fault('exclusive')
  if (!apart && chosen.size < min) return fault('tooFew', { min })
  if (max > 0 && chosen.size > max) return fault('tooMany', { max })
  return { answer: offered.filter((value) => chosen.has(value)), errors: [] }
}

/** "None" and its like stand alone, unless the author made a choice of that value. */
const isExclusive = (question: QuestionOf<'checkbox'>, value: string) =>
  exclusive.has(value) && question.choices.every((choice) => choice.value !== value)

function withOther(question: Question, entry: Entry, index: number, form: Form): Entry {
  if (entry.answer === undefined || !takesOther(question, entry.answer)) return entry
  const said = one(sent(form, otherFieldOf(index)), (text) => {
    const comment = cleanText(text)
    return comment.length > usualLengths.text
      ? fault('tooLong', { max: usualLengths.text, length: comment.length })
      : { answer: comment, errors: [] }
  })
  return said.errors.length > 0 ? said : { ...entry, comment: said.answer as string | undefined }
}

function readMatrix(question: QuestionOf<'matrix'>, index: number, form: Form): Entry {
  const answer: Record<string, string> = {}
  const errors: Fault[] = []
  for (const [place, { value: row }] of question.rows.entries()) {
    const entry = one(sent(form, rowFieldOf(index, place)), (text) => readChoice(question, text))
    errors.push(...entry.errors.map((error) => ({ row, ...error })))
    if (typeof entry.answer === 'string') answer[row] = entry.answer
  }
  return { ...(Object.keys(answer).length > 0 && { answer }), errors }
}
