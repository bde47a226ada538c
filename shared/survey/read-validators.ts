/** Rules for what people type: lengths, limits, and patterns by name. Patterns of an author's own are refused. */
import type { Text } from '../platform/language.ts'
import { bad, length, number, type PropertyReader, type Where } from './property-readers.ts'
import { readProperties } from './read-properties.ts'
import type { Validator } from './survey.ts'
import { surveyLimits } from './survey-limits.ts'

export const validators: PropertyReader = (value, where) => {
  if (value === undefined) return undefined
  if (!Array.isArray(value)) return bad(where, { pl: 'Podaj listę.', en: 'Give a list.' })
  const read = value.map((one) => validator(one, where)).filter((one) => one !== undefined)
  return read.length > 0 ? read : undefined
}

function validator(value: unknown, where: Where): Validator | undefined {
  const { report, question, property } = where
  const {
    type,
    text: said,
    ...limits
  } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>
  const kind = typeof type === 'string' ? type.replace(/validator$/, '') : ''
  if (said !== undefined) report.note('ignored', { question, property: `${property}.text` })
  const read = (allowed: Record<string, PropertyReader>): Record<string, unknown> =>
    readProperties(limits, allowed, { report, question }, (name) => `${property}.${name}`)
  switch (kind) {
    case 'email':
      return { ...read({}), type: kind }
    case 'numeric':
      return { ...read({ minValue: number(-1e15, 1e15), maxValue: number(-1e15, 1e15) }), type: kind }
    case 'text':
      return {
        ...read({ minLength: length(surveyLimits.commentLength), maxLength: length(surveyLimits.commentLength) }),
        type: kind,
      }
    case 'pattern': {
      const pattern = limits.pattern
      if (pattern === 'phone' || pattern === 'email' || pattern === 'postcode') return { type: kind, pattern }
    }
  }
  const hint: Text =
    kind === 'regex'
      ? {
          pl: 'Własne wzorce nie są dozwolone. Użyj {"type": "pattern", "pattern": "phone"}, „email” albo „postcode”.',
          en: 'Patterns of your own are not allowed. Use {"type": "pattern", "pattern": "phone"}, "email" or "postcode".',
        }
      : { pl: 'Dozwolone: numeric, text, email, pattern.', en: 'Allowed: numeric, text, email, pattern.' }
  return void report.problem('unknownValidator', { question, property }, { value: kind, hint })
}
