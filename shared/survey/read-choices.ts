/** Lists of choices, rows, columns and marks, as the many ways of SurveyJS write them. */
import { advice } from './known-properties.ts'
import { bad, type PropertyReader, type Where } from './property-readers.ts'
import { readText } from './read-texts.ts'
import type { Choice } from './survey.ts'
import { surveyLimits } from './survey-limits.ts'

/** A list of choices: plain values, `value|text`, or objects with value and text. */
export const choices =
  (most: number): PropertyReader =>
  (value, where) => {
    const { report, question, property } = where
    if (!Array.isArray(value) || value.length === 0) {
      if (value !== undefined && !Array.isArray(value)) return bad(where, { pl: 'Podaj listę.', en: 'Give a list.' })
      return void report.problem('noChoices', { question, property })
    }
    if (value.length > most) return void report.problem('tooManyChoices', { question, property }, { max: most })
    const seen = new Set<string>()
    const read = value.map((item) => choice(item, where, seen))
    return read.every((one) => one !== undefined) ? read : undefined
  }

function choice(item: unknown, where: Where, seen: Set<string>): Choice | undefined {
  const { report, question, property } = where
  const parts: Record<string, unknown> = typeof item === 'object' && item !== null ? { ...item } : splitChoice(item)
  for (const name of Object.keys(parts)) {
    if (name !== 'value' && name !== 'text') {
      report.problem('unsupported', { question, property: `${property}.${name}` }, { hint: advice(name) })
    }
  }
  const isPlain = ['string', 'number', 'boolean'].includes(typeof parts.value)
  const value = isPlain ? String(parts.value).normalize('NFC').trim() : ''
  if (!isPlain || !isNameAllowed(value)) {
    return void report.problem('badChoice', { question, property }, { value: isPlain ? String(parts.value) : '' })
  }
  if (seen.has(value)) return void report.problem('duplicateChoice', { question, property }, { value })
  seen.add(value)
  const said = readText(
    parts.text ?? value,
    { ...where, property: `${property}.text` },
    { max: surveyLimits.choiceText },
  )
  return { value, text: said ?? { pl: value } }
}

function splitChoice(item: unknown): Record<string, unknown> {
  const at = typeof item === 'string' ? item.indexOf('|') : -1
  return at > 0 ? { value: String(item).slice(0, at), text: String(item).slice(at + 1) } : { value: item }
}

/** Whether a name may be a key of our objects: no braces, no control characters, nothing that every object has. */
export function isNameAllowed(name: string): boolean {
  return (
    name !== '' &&
    name.length <= surveyLimits.name &&
    !/[{}\u0000-\u001F\u007F-\u009F\u2028\u2029]/.test(name) &&
    name.isWellFormed() &&
    name !== 'prototype' &&
    !(name in Object.prototype)
  )
}
