/** What a key, or a number, answers at a place: read by the same rules as a form of the web. Rules only. */
import type { Fit } from '../survey/keypad.ts'
import { fieldOf, readQuestion } from '../survey/read-page.ts'
import type { Answer, Answers } from '../survey/survey.ts'
import type { QuestionPlace } from './node.ts'

/** What was keyed in: the answer as it now stands, or the choices taken so far where more of them are still to be asked. */
export type Keyed = { answer: Answer | undefined; chosen?: never } | { chosen: string[]; answer?: never }

/** The answer that an input gives at a place; undefined where it gives none. `chosen`: choices taken before at this question. */
export function answerBy(
  { question, index, way }: Fit,
  { part = 0 }: QuestionPlace,
  input: string,
  { answers, chosen = [] }: { answers: Answers; chosen?: string[] | undefined },
): Keyed | undefined {
  const read = (value: string): Keyed | undefined => {
    const { answer, errors } = readQuestion(question, index, (field) => (field === fieldOf(index) ? [value] : []))
    return errors.length === 0 && answer !== undefined ? { answer } : undefined
  }
  switch (way.kind) {
    case 'number': {
      const number = /^\d{1,2}$/.test(input) ? Number(input) : Number.NaN
      return number >= way.min && number <= way.max ? read(String(number)) : undefined
    }
    case 'keys': {
      const pressed = way.keys.find(({ key }) => key === input)
      return pressed && read(pressed.value)
    }
    case 'rows': {
      const pressed = way.keys.find(({ key }) => key === input)
      if (!pressed) return undefined
      const before = (answers[question.name] ?? {}) as Record<string, string>
      const now: Record<string, string> = { ...before, [way.rows[part]!.value]: pressed.value }
      // In the order of the rows, as a page sends them: what is the same is the same text.
      return { answer: Object.fromEntries(Object.entries(now).sort(([a], [b]) => rowAt(a) - rowAt(b))) }
    }
    case 'each': {
      if (input !== '1' && input !== '2') return undefined
      const here = way.choices[part]!.value
      const taken = [...chosen.filter((value) => placeOf(value) < part), ...(input === '1' ? [here] : [])]
      if (part < way.choices.length - 1) return { chosen: taken }
      if (taken.length > 0) return { answer: taken }
      return { answer: way.none === undefined ? undefined : [way.none] }
    }
  }

  function rowAt(value: string): number {
    return way.kind === 'rows' ? way.rows.findIndex((row) => row.value === value) : 0
  }
  function placeOf(value: string): number {
    return way.kind === 'each' ? way.choices.findIndex((choice) => choice.value === value) : 0
  }
}

/** Whether one of its own answers lets people pass: "hard to say", "I prefer not to say"; or saying no to each choice. */
export function offersWayOut({ way }: Fit): boolean {
  if (way.kind === 'each') return true
  return way.kind !== 'number' && way.keys.some(({ value }) => value === 'dontknow' || value === 'refused')
}
