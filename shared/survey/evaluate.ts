/** An expression's tree made into a function, once, so that asking it again for another person costs next to nothing. */
import type { Expression } from './expression.ts'
import { allOf, anyOf, calculate, contains, equal, isEmpty, lacks, less, orNeutral, type Value } from './operators.ts'

/** Gives an expression's value for a state: the answers so far, in whatever form the reader of variables knows. */
export type Evaluator<State> = (state: State) => Value

/** The functions an expression may call. None looks at a clock, at chance or at the network. */
export const functions: Record<string, (values: Value[]) => Value> = {
  iif: ([condition, then, otherwise]) => (condition ? then : otherwise),
}

/**
 * The evaluator of a tree. `reader` gives the reader of each variable, asked once per variable here, not per evaluation.
 */
export function evaluatorOf<State>(
  expression: Expression,
  reader: (variable: string) => Evaluator<State>,
): Evaluator<State> {
  const make = (node: Expression) => evaluatorOf(node, reader)
  switch (expression.kind) {
    case 'literal': {
      const { value } = expression
      return () => value
    }
    case 'variable':
      return reader(expression.name)
    case 'list': {
      const items = expression.items.map(make)
      return (state) => items.map((item) => item(state))
    }
    case 'call': {
      const call = Object.hasOwn(functions, expression.name) ? functions[expression.name] : undefined
      if (!call) throw new Error(`no such function: ${expression.name}`)
      const parameters = expression.arguments.map(make)
      return (state) => call(parameters.map((parameter) => parameter(state)))
    }
    case 'one': {
      const of = make(expression.of)
      if (expression.operator === 'not') return (state) => !of(state)
      const wanted = expression.operator === 'empty'
      return (state) => isEmpty(of(state)) === wanted
    }
    case 'two': {
      const left = make(expression.left)
      const right = make(expression.right)
      const apply = twoSided[expression.operator]
      return (state) => apply(left(state), right(state))
    }
  }
}

/** The evaluator as a condition: only true, 1 and '1' hold; a text or a list by itself does not. */
export function conditionOf<State>(evaluator: Evaluator<State>): (state: State) => boolean {
  return (state) => {
    const value = evaluator(state)
    return typeof value === 'object' ? false : Number(value) === 1
  }
}

const twoSided: Record<Extract<Expression, { kind: 'two' }>['operator'], (left: Value, right: Value) => Value> = {
  or: (left, right) => {
    const first = orNeutral(left, right)
    return first || orNeutral(right, first)
  },
  and: (left, right) => {
    const first = orNeutral(left, right)
    return first && orNeutral(right, first)
  },
  '=': equal,
  '<>': (left, right) => !equal(left, right),
  '<': less,
  '>': (left, right) => less(right, left),
  '<=': (left, right) => equal(left, right) || less(left, right),
  '>=': (left, right) => equal(left, right) || less(right, left),
  '+': (left, right) => calculate('+', left, right),
  '-': (left, right) => calculate('-', left, right),
  '*': (left, right) => calculate('*', left, right),
  '/': (left, right) => calculate('/', left, right),
  '%': (left, right) => calculate('%', left, right),
  '^': (left, right) => calculate('^', left, right),
  contains,
  notcontains: lacks,
  anyof: anyOf,
  allof: allOf,
  noneof: (left, right) => !anyOf(left, right),
}
