/** The condition language: what can be written, and what cannot. */
import { expect, test } from 'vitest'
import { evaluatorOf } from '../../../shared/survey/evaluate.ts'
import { ExpressionError, expressionLimits, namesIn, parseExpression } from '../../../shared/survey/expression.ts'
import { asWritten, type Value } from '../../../shared/survey/operators.ts'

const value = (text: string, answers: Record<string, Value> = {}): Value =>
  evaluatorOf<Record<string, Value>>(parseExpression(text), (name) => (state) => asWritten(state[name]))(answers)

test.each<[text: string, answers: Record<string, Value>, value: Value]>([
  ["{a} = 'tak'", { a: 'tak' }, true],
  ["{a} = 'TAK '", { a: 'tak' }, true],
  ["{a} <> 'tak'", {}, true],
  ['{a} >= 3 and {a} <= 5', { a: 4 }, true],
  ['{a} >= 3 and {a} <= 5', { a: '4' }, true],
  ['{a} => 3 && {a} =< 5', { a: 6 }, false],
  ['{a} < 3', {}, false],
  ['{a} = 1 or {b} = 1 and {c} = 1', { a: 1 }, true],
  ['({a} = 1 or {b} = 1) and {c} = 1', { a: 1 }, false],
  ["{a} contains 'x'", { a: ['x', 'y'] }, true],
  ["{a} contains ['x', 'z']", { a: ['x', 'y'] }, false],
  ["{a} notcontains 'x'", {}, true],
  ["{a} anyof ['x', 'z']", { a: ['x', 'y'] }, true],
  ["{a} anyof ['x', 'z']", { a: 'z' }, true],
  ["{a} allof ['x', 'y']", { a: ['y', 'x', 'z'] }, true],
  ["{a} noneof ['x', 'y']", { a: ['z'] }, true],
  ['{a} empty', { a: [] }, true],
  ['{a} empty', { a: 0 }, false],
  ['{a} notempty', { a: false }, true],
  ['!({a} notempty)', {}, true],
  ['negate {a} empty', { a: 1 }, true],
  ['{a} + {b} * 2', { a: 1, b: 3 }, 7],
  ['{a} - 1 - 1', { a: 5 }, 3],
  ['2 ^ 3 % 3', {}, 2],
  ['0.1 + 0.2', {}, 0.3],
  ['{a} + 1', {}, 1],
  ['1 / 0', {}, null],
  ['-2 * -3', {}, 6],
  ["iif({a} > 2, 'wiele', 'mało')", { a: 3 }, 'wiele'],
  ["iif({a} > 2, 'wiele', 'mało')", {}, 'mało'],
  ["'it\\'s'", {}, "it's"],
  ['{a} = "00-950"', { a: '00-950' }, true],
  ['{a} = 7', { a: '007' }, true],
  ["{a} = 'true'", { a: true }, true],
  ['{zdrowie-Comment} notempty', { 'zdrowie-Comment': 'x' }, true],
  ['{jakość.cena} = 5', { 'jakość.cena': '5' }, true],
  ['{a} = undefined', {}, true],
])('%s with %o is %o', (text, answers, expected) => {
  expect(value(text, answers)).toEqual(expected)
})

test.each([
  ['', 1],
  ['{a} =', 6],
  ['{a} {b}', 5],
  ['{a', 1],
  ["{a} = 'tak", 7],
  ['({a} = 1', 9],
  ['{a} = 1)', 8],
  ['{a} = 012', 7],
  ['{a} = zażółć', 9],
  ['iif({a}, 1', 11],
  ['{a} = 1; alert(1)', 8],
  ['a.constructor', 2],
])('%s is refused at character %i', (text, at) => {
  let error: unknown
  try {
    parseExpression(text)
  } catch (thrown) {
    error = thrown
  }
  expect(error).toBeInstanceOf(ExpressionError)
  expect(error).toMatchObject({ at })
})

test('an expression is bounded in length and depth, whatever it nests', () => {
  const { characters, depth } = expressionLimits
  const deep = (open: string, close: string) => `${open.repeat(depth + 1)}1${close.repeat(depth + 1)}`
  for (const text of [
    '1'.padEnd(characters + 1, ' + 1'),
    deep('(', ')'),
    deep('!', ''),
    deep('[', ']'),
    deep('iif(', ')'),
  ]) {
    expect(() => parseExpression(text), text.slice(0, 20)).toThrow(ExpressionError)
  }
})

test('a long chain of one operator is not deep', () => {
  const chain = Array.from({ length: 150 }, (_, index) => `{q} = ${index}`).join(' or ')
  expect(value(chain, { q: 149 })).toBe(true)
})

test('the names in an expression are its variables and functions, each once', () => {
  const names = namesIn(parseExpression('iif({a} = {b}, [{c.d}, !{a}], foo({ e }) empty)'.replace(' empty', '')))
  expect(names).toEqual({ variables: ['a', 'b', 'c.d', 'e'], functions: ['iif', 'foo'] })
})
