/** Every condition of a survey looked at before anyone answers: can it be read, and does it look back only? */
import { functions } from './evaluate.ts'
import { type Expression, ExpressionError, namesIn, parseExpression } from './expression.ts'
import { finderOf, type Reference } from './references.ts'
import { type Element, isAsked, questions, type Survey } from './survey.ts'
import type { Report } from './survey-problems.ts'

/** One expression of a survey: whose, in which property, and before which question it is asked. */
interface Asked {
  question: string
  property: string
  text: string
  /** It may look at questions with a smaller index. */
  before: number
}

/**
 * Reports conditions that cannot be read, that name what is not there, or that look at what comes later; calculated
 * values that depend on themselves too. `refused` are questions already complained about, in lower case.
 */
export function checkConditions(survey: Survey, report: Report, refused: ReadonlySet<string>): void {
  const find = finderOf(survey)
  const trees = new Map((survey.calculatedValues ?? []).map((one) => [one.name, tree(one.expression)]))
  const positions = positionsOf(survey, trees, report)
  const everywhere = questions(survey).length
  const calculated = (survey.calculatedValues ?? []).map(
    ({ name, expression }): Asked => ({ question: name, property: 'expression', text: expression, before: everywhere }),
  )
  const eligible = survey.eligibleIf
    ? [{ question: '', property: 'eligibleIf', text: survey.eligibleIf, before: everywhere }]
    : []
  for (const { question, property, text, before } of [...calculated, ...eligible, ...expressionsOf(survey)]) {
    const where = question ? { question, property } : { property }
    try {
      const { variables, functions: called } = namesIn(parseExpression(text))
      for (const name of called) {
        if (!Object.hasOwn(functions, name)) report.problem('unknownFunction', where, { value: name })
      }
      for (const name of variables) {
        const reference = find(name)
        if (!reference) {
          if (!isRefused(name, refused)) report.problem('unknownReference', where, { value: name })
        } else if (positions(reference) >= before) report.problem('laterReference', where, { value: name })
      }
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error
      report.problem('conditionSyntax', where, { value: text, at: error.at })
    }
  }
}

function tree(text: string): Expression | undefined {
  try {
    return parseExpression(text)
  } catch {
    return undefined // reported with the other conditions
  }
}

/** A refused question's name, or a part of it: a row, the text of "other". */
function isRefused(variable: string, refused: ReadonlySet<string>): boolean {
  const name = variable.toLowerCase()
  return refused.has(name) || [...refused].some((one) => name.startsWith(`${one}.`) || name === `${one}-comment`)
}

/** Where a reference stands: a question's index; for a calculated value that of the last question it needs. */
function positionsOf(
  survey: Survey,
  trees: Map<string, Expression | undefined>,
  report: Report,
): (reference: Reference) => number {
  const find = finderOf(survey)
  const values = survey.calculatedValues ?? []
  const known = new Map<number, number>()
  const open = new Set<number>()
  const position = (reference: Reference): number => {
    if (reference.kind !== 'calculated') return reference.question
    const { index } = reference
    const { name } = values[index]!
    if (open.has(index)) {
      report.problem('cycle', { question: name, property: 'expression' }, { value: name })
      known.set(index, -1)
    }
    if (known.has(index)) return known.get(index)!
    open.add(index)
    const expression = trees.get(name)
    const needed = expression ? namesIn(expression).variables.map(find) : []
    const last = Math.max(-1, ...needed.map((one) => (one ? position(one) : -1)))
    open.delete(index)
    if (!known.has(index)) known.set(index, last)
    return known.get(index)!
  }
  for (const index of values.keys()) position({ kind: 'calculated', index })
  return position
}

/** All conditions and expressions of the pages, each with the question before which it is asked. */
function expressionsOf(survey: Survey): Asked[] {
  const asked: Asked[] = []
  let index = 0
  const add = (question: string, property: string, text: string | undefined) => {
    if (text !== undefined) asked.push({ question, property, text, before: index })
  }
  const enter = (elements: readonly Element[]) => {
    for (const element of elements) {
      add(element.name, 'visibleIf', element.visibleIf)
      if (element.type === 'panel') enter(element.elements)
      else {
        if (isAsked(element)) add(element.name, 'requiredIf', element.requiredIf)
        if (element.type === 'expression') add(element.name, 'expression', element.expression)
        index++
      }
    }
  }
  for (const page of survey.pages) {
    add(page.name, 'visibleIf', page.visibleIf)
    enter(page.elements)
  }
  return asked
}
