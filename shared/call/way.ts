/** The way of a call through a survey: which prompt comes next, which before, and where a half-done response goes on. Rules only. */
import { stateOf } from '../survey/compile.ts'
import { missing } from '../survey/flow.ts'
import { type Fit, keypadProfile } from '../survey/keypad.ts'
import { isEmpty } from '../survey/operators.ts'
import { type Answer, type Answers, questions, type Survey } from '../survey/survey.ts'
import type { QuestionPlace } from './node.ts'

/** The question of a place, if it is one that is asked by phone. */
export function fitAt(survey: Survey, { index, part }: QuestionPlace): Fit | undefined {
  const fit = keypadProfile(survey).fits.find((one) => one.index === index)
  if (!fit) return undefined
  const parts = partsOf(fit)
  const known = parts === undefined ? part === undefined : part !== undefined && part < parts
  return known ? fit : undefined
}

/** In how many prompts a question is asked; undefined for one that is asked at once. */
function partsOf({ way }: Fit): number | undefined {
  if (way.kind === 'rows') return way.rows.length
  return way.kind === 'each' ? way.choices.length : undefined
}

/** All prompts of a question. A choice by choice question is begun at its beginning. */
export function placesOf(fit: Fit): QuestionPlace[] {
  const { index, way } = fit
  if (way.kind === 'rows') return way.rows.map((_, part) => ({ kind: 'question', index, part }))
  return [{ kind: 'question', index, ...(way.kind === 'each' && { part: 0 }) }]
}

function isGiven({ way }: Fit, answer: Answer | undefined, part: number | undefined): boolean {
  if (way.kind !== 'rows') return !isEmpty(answer)
  return typeof answer === 'object' && Object.hasOwn(answer, way.rows[part!]!.value)
}

const isAfter = (place: QuestionPlace, after: { index: number; part?: number }): boolean =>
  place.index > after.index || (place.index === after.index && (place.part ?? 0) > (after.part ?? 0))

/** The prompts that the answers so far open, in order. */
function openPlaces(survey: Survey, answers: Answers): { place: QuestionPlace; given: boolean }[] {
  const { shown, values } = stateOf(survey, answers)
  return keypadProfile(survey)
    .fits.filter(({ index }) => shown[index])
    .flatMap((fit) =>
      placesOf(fit).map((place) => ({ place, given: isGiven(fit, values[fit.index] as Answer, place.part) })),
    )
}

/**
 * The next prompt without an answer behind a place; then what must be answered and is not, wherever it stands;
 * then the confirmation.
 */
export function placeAfter(
  survey: Survey,
  answers: Answers,
  after: { index: number; part?: number },
): QuestionPlace | { kind: 'confirm' } {
  const open = openPlaces(survey, answers).filter(({ given }) => !given)
  const next = open.find(({ place }) => isAfter(place, after))
  if (next) return next.place
  const gaps = new Set(missing(survey, answers).map(({ question }) => question))
  const gap = open.find(({ place }) => gaps.has(questions(survey)[place.index]!.name))
  return gap?.place ?? { kind: 'confirm' }
}

/** Where a call begins: behind the last question that has an answer, whether it was given by web or by phone. */
export function placeToResume(survey: Survey, answers: Answers): QuestionPlace | { kind: 'confirm' } {
  const { shown, values } = stateOf(survey, answers)
  const all = questions(survey)
  const last = all.findLastIndex(({ type }, index) => type !== 'expression' && shown[index] && !isEmpty(values[index]))
  if (last === -1) return placeAfter(survey, answers, { index: -1 })
  const rows = openPlaces(survey, answers).filter(({ place, given }) => place.index === last && given)
  return placeAfter(survey, answers, { index: last, part: rows.at(-1)?.place.part ?? Number.POSITIVE_INFINITY })
}

/** The prompt before a place, but none before the one that this call began with. */
export function placeBefore(
  survey: Survey,
  answers: Answers,
  place: QuestionPlace | { kind: 'confirm' },
  from: QuestionPlace | { kind: 'confirm' },
): QuestionPlace | undefined {
  if (from.kind !== 'question') return undefined
  // Inside a question that is asked choice by choice, one choice back.
  if (place.kind === 'question' && fitAt(survey, place)?.way.kind === 'each' && place.part! > 0) {
    return { ...place, part: place.part! - 1 }
  }
  const places = openPlaces(survey, answers).map((one) => one.place)
  return places.findLast((one) => !isAfter(from, one) && (place.kind === 'confirm' || isAfter(place, one)))
}

/** Whether a question must be answered, given the answers so far. */
export function isRequired(survey: Survey, answers: Answers, index: number): boolean {
  return stateOf(survey, answers).required[index] === true
}

/** Which question it is, of how many that are asked of her as things stand. Counts from 1. */
export function progressAt(survey: Survey, answers: Answers, index: number): { number: number; of: number } {
  const asked = [...new Set(openPlaces(survey, answers).map(({ place }) => place.index))]
  return { number: asked.indexOf(index) + 1, of: asked.length }
}
