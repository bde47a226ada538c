/** A survey made ready to be walked: its questions as a list of stops, its conditions as functions. Done once a survey. */
import { conditionOf, type Evaluator, evaluatorOf } from './evaluate.ts'
import { parseExpression } from './expression.ts'
import { asWritten, isEmpty, type Value } from './operators.ts'
import { finderOf, type Reference } from './references.ts'
import { type Answers, commentName, type Element, isAsked, type Panel, type Question, type Survey } from './survey.ts'

/** One question on the way. */
export interface Stop {
  question: Question
  /** Its place among all questions. */
  index: number
  page: number
  /** The panels it stands in, from the outside. */
  panels: Panel[]
  /** All must hold for it to be shown: its page's condition, its panels', its own. */
  conditions: Condition[]
  required: Condition
  compute?: Evaluator<State>
}
type Condition = (state: State) => boolean

/** What one walk has found out, by question: shown, required, the value, the text of "other". */
export interface State {
  shown: boolean[]
  required: boolean[]
  values: Value[]
  comments: Value[]
  /** Calculated values, by their place, once somebody asked. */
  calculated: Map<number, Value>
}

const compiledSurveys = new WeakMap<Survey, Stop[]>()

/** The stops of a survey. Throws ExpressionError for a survey that did not come from `readSurvey`. */
export function compile(survey: Survey): Stop[] {
  const known = compiledSurveys.get(survey)
  if (known) return known
  const evaluator = evaluatorsOf(survey)
  const condition = (text: string): Condition => conditionOf(evaluator(text))
  const stops: Stop[] = []
  const enter = (elements: readonly Element[], page: number, panels: Panel[], around: Condition[]) => {
    for (const element of elements) {
      const conditions = element.visibleIf === undefined ? around : [...around, condition(element.visibleIf)]
      if (element.type === 'panel') enter(element.elements, page, [...panels, element], conditions)
      else {
        const { requiredIf = undefined } = isAsked(element) ? element : {}
        const isRequired = isAlwaysRequired(element)
        stops.push({
          question: element,
          index: stops.length,
          page,
          panels,
          conditions,
          required: isRequired || requiredIf === undefined ? () => isRequired : condition(requiredIf),
          ...(element.type === 'expression' && { compute: evaluator(element.expression) }),
        })
      }
    }
  }
  for (const [index, { elements, visibleIf }] of survey.pages.entries()) {
    enter(elements, index, [], visibleIf === undefined ? [] : [condition(visibleIf)])
  }
  compiledSurveys.set(survey, stops)
  return stops
}

const eligibilities = new WeakMap<Survey, Condition>()

/** Whether a state fulfils what the survey asks for before it leads on; so does every state where it asks for nothing. */
export function isEligibleState(survey: Survey, state: State): boolean {
  if (survey.eligibleIf === undefined) return true
  const known = eligibilities.get(survey)
  if (known) return known(state)
  const condition: Condition = conditionOf(evaluatorsOf(survey)(survey.eligibleIf))
  eligibilities.set(survey, condition)
  return condition(state)
}

/** A matrix that asks for every row is required by that. */
function isAlwaysRequired(question: Question): boolean {
  if (!isAsked(question)) return false
  return question.isRequired === true || (question.type === 'matrix' && question.eachRowRequired === true)
}

/** Makes evaluators of a survey's expressions, their variables resolved. */
function evaluatorsOf(survey: Survey): (text: string) => Evaluator<State> {
  const find = finderOf(survey)
  const evaluator = (text: string) => evaluatorOf<State>(parseExpression(text), reader)
  const calculated: Evaluator<State>[] = []
  const reader = (variable: string): Evaluator<State> => {
    const reference = find(variable)
    if (!reference) return () => null
    if (reference.kind !== 'calculated') return (state) => asWritten(partOf(state, reference))
    const { index } = reference
    return (state) => {
      // Everything it reads lies before whoever asks, so it cannot change later in the same walk.
      if (!state.calculated.has(index)) state.calculated.set(index, calculated[index]?.(state))
      return asWritten(state.calculated.get(index))
    }
  }
  calculated.push(...(survey.calculatedValues ?? []).map(({ expression }) => evaluator(expression)))
  return evaluator
}

function partOf(state: State, reference: Exclude<Reference, { kind: 'calculated' }>): Value {
  const value = state.values[reference.question]
  switch (reference.kind) {
    case 'question':
      return value ?? null
    case 'comment':
      return state.comments[reference.question] ?? null
    case 'length':
      return Array.isArray(value) ? value.length : 0
    case 'row':
      return (own(value, reference.row) as Value) ?? null
  }
}

/** Walks the survey with a person's answers: one pass, every question once. */
export function stateOf(survey: Survey, answers: Answers): State {
  const state = stateBefore()
  for (const stop of compile(survey)) walk(stop, answers, state)
  return state
}

/** The state before the first question. */
export function stateBefore(): State {
  return { shown: [], required: [], values: [], comments: [], calculated: new Map() }
}

/** Takes one step: decides whether the question is shown, and takes its answer into the state if so. */
export function walk({ question, index, conditions, required, compute }: Stop, answers: Answers, state: State): void {
  const shown = conditions.every((condition) => condition(state))
  state.shown[index] = shown
  state.required[index] = shown && required(state)
  if (!shown) return
  const value = compute ? compute(state) : (own(answers, question.name) as Value)
  state.values[index] = isEmpty(value) ? undefined : value
  state.comments[index] = takesOther(question, value) ? (own(answers, commentName(question.name)) as Value) : undefined
}

/** Whether the answer says "other", so that its text counts. */
export function takesOther(question: Question, value: Value): boolean {
  if (!('showOtherItem' in question) || !question.showOtherItem) return false
  return value === 'other' || (Array.isArray(value) && value.includes('other'))
}

/** A key of its own, never one that every object inherits. */
const own = (of: unknown, key: string): unknown =>
  typeof of === 'object' && of !== null && Object.hasOwn(of, key) ? (of as Record<string, unknown>)[key] : undefined
