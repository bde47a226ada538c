/** What the operators of the condition language do to values. Meant to agree with SurveyJS: its answers are the oracle. */

/** A value inside a condition: an answer, a literal, or nothing. */
export type Value = null | undefined | string | number | boolean | Value[] | { [key: string]: Value }

/** Nothing, an empty text, an empty list, or a row map without a single answer. 0 and false are answers. */
export function isEmpty(value: Value): boolean {
  if (Array.isArray(value)) return value.length === 0
  if (isRows(value)) return Object.values(value).every(isEmpty)
  return !value && value !== 0 && value !== false
}

/** An answer as the language sees it: texts that spell a number or a boolean are one. */
export function asWritten(value: Value): Value {
  if (typeof value !== 'string' || value === '') return value
  const lower = value.toLowerCase()
  if (lower === 'true' || lower === 'false') return lower === 'true'
  if (/^(['"]).*['"]$/s.test(value) && value.length > 1) return value.slice(1, -1)
  // "007" and "00-950" are codes, not numbers; "0.5" and "0,5" are numbers.
  if (value.startsWith('0') && value.length > 1 && !/^0[.,]./.test(value) && !value.startsWith('0x')) return value
  return numberIn(value) ?? value
}

/** The number a text spells, with a decimal point or comma; undefined where it spells none. */
function numberIn(text: string): number | undefined {
  const trimmed = text.trim()
  if (trimmed === '' || /^\d{16,}$/.test(trimmed)) return undefined
  const pointed = trimmed.split(',').length === 2 ? trimmed.replace(',', '.') : trimmed
  const number = Number(pointed)
  return Number.isFinite(number) ? number : undefined
}

/** Equality without regard to case, surrounding space, or the order of a list; 5 equals '5', and nothing equals ''. */
export function equal(left: Value, right: Value): boolean {
  if (left === right) return true
  if (typeof left === 'string' && typeof right === 'string') return folded(left) === folded(right)
  if (isNothing(left) || isNothing(right)) return isNothing(left) && isNothing(right)
  if (typeof left === 'object' || typeof right === 'object') return equalObjects(left, right)
  if (typeof left === 'boolean' && typeof right === 'string') return String(left) === right.toLowerCase()
  if (typeof right === 'boolean' && typeof left === 'string') return String(right) === left.toLowerCase()
  return Number(left) === Number(right)
}

const folded = (text: string) => text.trim().toLowerCase()
const isNothing = (value: Value) => value === null || value === undefined || value === ''

function equalObjects(left: Value, right: Value): boolean {
  if (Array.isArray(left) && Array.isArray(right)) {
    if (left.length !== right.length) return false
    const others = [...right].sort()
    return [...left].sort().every((value, index) => equal(value, others[index]))
  }
  if (!isRows(left) || !isRows(right)) return false
  const rows = Object.keys(left)
  return (
    rows.length === Object.keys(right).length &&
    rows.every((row) => Object.hasOwn(right, row) && equal(left[row], right[row]))
  )
}

const isRows = (value: Value): value is { [key: string]: Value } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Order as JavaScript has it: numbers by size, texts by code, a text that spells a number against a number by size. */
export function less(left: Value, right: Value): boolean {
  if (left === null || left === undefined || right === null || right === undefined) return false
  return (left as number) < (right as number)
}

/** Whether a text holds a text, or a list holds every member asked for. */
export function contains(left: Value, right: Value): boolean {
  return search(left, right) === 'found'
}

/** The opposite of contains, but for two cases of SurveyJS: nothing contains nothing, and no text lacks an empty one. */
export function lacks(left: Value, right: Value): boolean {
  if (!left && !isEmpty(right)) return true
  return search(left, right) === 'missing'
}

function search(left: Value, right: Value): 'found' | 'missing' | 'no question' {
  if (Array.isArray(left)) {
    const held = left
    const asked = Array.isArray(right) ? right : [right]
    if (held.length === 0) return 'missing'
    return asked.every((one) => held.some((value) => equal(value, one))) ? 'found' : 'missing'
  }
  if ((!left && left !== 0 && left !== false) || !right) return 'no question'
  return String(left).toLowerCase().includes(String(right).toLowerCase()) ? 'found' : 'missing'
}

/** Whether the left side holds at least one of the right. */
export function anyOf(left: Value, right: Value): boolean {
  if (isEmpty(left)) return isEmpty(right)
  if (isEmpty(right)) return true
  if (!Array.isArray(left)) return contains(right, left)
  if (!Array.isArray(right)) return contains(left, right)
  return right.some((one) => contains(left, one))
}

/** Whether the left side holds all of the right. */
export function allOf(left: Value, right: Value): boolean {
  if (!left && !isEmpty(right)) return false
  if (!Array.isArray(right)) return contains(left, right)
  return right.every((one) => contains(left, one))
}

export type Arithmetic = '+' | '-' | '*' | '/' | '%' | '^'

/** Twice the longest answer. Values that double from one to the next would fill the memory otherwise. */
const longestText = 20_000

/** Arithmetic in which nothing counts as 0 beside a number; decimals are rounded so that 0.1 + 0.2 is 0.3. */
export function calculate(operator: Arithmetic, left: Value, right: Value): Value {
  const first = orNeutral(left, right)
  const second = orNeutral(right, first)
  const [a, b] = [first as number, second as number]
  switch (operator) {
    case '+':
      if (typeof first === 'string' || typeof second === 'string') return `${a}${b}`.slice(0, longestText)
      return rounded(a + b, Math.max(decimals(a), decimals(b)))
    case '-':
      return rounded(a - b, Math.max(decimals(a), decimals(b)))
    case '*':
      return rounded(a * b, decimals(a) + decimals(b))
    case '/':
      return b ? a / b : null
    case '%':
      return b ? a % b : null
    case '^':
      return a ** b
  }
}

/** What stands for nothing beside another value: 0 beside a number, '' beside a text. */
export function orNeutral(value: Value, beside: Value): Value {
  if (!isEmpty(value) || typeof value === 'string') return isEmpty(value) && typeof beside === 'number' ? 0 : value
  if (typeof beside === 'string') return ''
  return Array.isArray(beside) ? [] : 0
}

const decimals = (value: number) =>
  typeof value === 'number' && !Number.isInteger(value) ? (String(value).split('.')[1]?.length ?? 0) : 0

const rounded = (value: number, digits: number) =>
  digits > 0 && typeof value === 'number' ? Number.parseFloat(value.toFixed(Math.min(digits, 100))) : value
