/** Readers of single property values: numbers, flags, limits, conditions, texts. */
import type { Text } from '../platform/language.ts'
import { isDate } from './entries.ts'
import { readText, type TextRules } from './read-texts.ts'
import { surveyLimits } from './survey-limits.ts'
import type { Report } from './survey-problems.ts'

/** Where a value stands, so that a problem can be said about it. */
export interface Where {
  report: Report
  /** The question's name, or the page's; undefined for the survey itself. */
  question?: string
  property: string
}

/** Reads a property's value; undefined leaves it out, with a problem in the report unless it was nothing. */
export type PropertyReader = (value: unknown, where: Where) => unknown

export const text =
  (rules: TextRules): PropertyReader =>
  (value, where) =>
    readText(value, where, rules)

export const condition: PropertyReader = (value, where) => {
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value === 'string' && value.trim().length <= 2_000) return value.trim() || undefined
  return bad(where, { pl: 'Podaj wyrażenie do 2000 znaków.', en: 'Give an expression of up to 2,000 characters.' })
}

/** Reports a wrong value, with what would be right. */
export function bad({ report, question, property }: Where, hint: Text): undefined {
  report.problem('badValue', { question, property }, { hint })
}

export const flag: PropertyReader = (value, where) => {
  if (value === undefined || value === null || value === false) return undefined
  return value === true || bad(where, { pl: 'Podaj true albo false.', en: 'Give true or false.' })
}

export const number =
  (from: number, to: number, whole = false): PropertyReader =>
  (value, where) => {
    if (value === undefined || value === null) return undefined
    if (typeof value === 'number' && value >= from && value <= to && (!whole || Number.isInteger(value))) return value
    return bad(where, { pl: `Podaj liczbę od ${from} do ${to}.`, en: `Give a number from ${from} to ${to}.` })
  }

/** A length limit; -1 and 0 mean none in SurveyJS. */
export const length =
  (most: number): PropertyReader =>
  (value, where) =>
    value === -1 || value === 0 ? undefined : number(1, most, true)(value, where)

/** How many may be chosen; 0 means any number. */
export const count: PropertyReader = (value, where) =>
  value === 0 ? undefined : number(1, surveyLimits.choices, true)(value, where)

export const numberOrDate: PropertyReader = (value, where) => {
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value === 'number') return number(-1e15, 1e15)(value, where)
  if (typeof value === 'string' && isDate(value)) return value
  if (typeof value === 'string' && /^-?\d{1,15}(\.\d{1,10})?$/.test(value)) return Number(value)
  return bad(where, { pl: 'Podaj liczbę albo datę RRRR-MM-DD.', en: 'Give a number or a date YYYY-MM-DD.' })
}

export const inputType: PropertyReader = (value, where) => {
  if (value === undefined || value === 'text') return undefined
  if (['number', 'date', 'tel', 'email'].includes(value as string)) return value
  return bad(where, {
    pl: 'Dozwolone: text, number, date, tel, email.',
    en: 'Allowed: text, number, date, tel, email.',
  })
}

export const channelNotes: PropertyReader = (value, where) => {
  if (value === undefined || value === null) return undefined
  const fits = typeof value === 'object' && !Array.isArray(value) && depthOf(value) <= 5
  if (fits && JSON.stringify(value).length <= surveyLimits.channelNotes) return value
  return bad(where, { pl: 'Podaj mały obiekt JSON.', en: 'Give a small JSON object.' })
}

const depthOf = (value: unknown, depth = 0): number =>
  depth > 5 || typeof value !== 'object' || value === null
    ? depth
    : Math.max(depth, ...Object.values(value).map((inner) => depthOf(inner, depth + 1)))
