/** Texts of a survey file made plain: languages sorted out, markup taken off or refused, length checked. */
import type { Text } from '../platform/language.ts'
import type { Report } from './survey-problems.ts'

export interface Place {
  report: Report
  /** The question's name, where the text belongs to one. */
  question?: string
  property: string
}

export interface TextRules {
  max: number
  /** Line ends are kept. */
  lines?: boolean
}

/** The languages as SurveyJS spells them. Its code for Ukrainian is `ua`; the language's own is `uk`. */
const spellings: Record<string, keyof Text> = { default: 'pl', pl: 'pl', ua: 'uk', uk: 'uk', en: 'en' }

/**
 * The text of a value: a string is Polish, an object has `default` or `pl`, `uk` (or `ua`) and `en`.
 * Undefined for nothing, and for what was reported as a problem.
 */
export function readText(value: unknown, place: Place, rules: TextRules): Text | undefined {
  const { report, question, property } = place
  const where = { ...(question !== undefined && { question }), property }
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    const pl = plain(String(value), place, rules)
    return pl === undefined ? undefined : { pl }
  }
  const bad = () => report.problem('badValue', where, { hint: textHint })
  if (typeof value !== 'object' || Array.isArray(value)) return void bad()
  const text: Partial<Text> = {}
  // `default` first, so that the language's own code wins.
  const entries = Object.entries(value).sort(([a], [b]) => rank(a) - rank(b))
  for (const [code, said] of entries) {
    const language = Object.hasOwn(spellings, code) ? spellings[code] : undefined
    if (!language) {
      if (!/^[a-z]{2,3}(?:-[A-Za-z]{2,4})?$/.test(code)) bad()
      else report.note('languageLeftOut', {}, { value: code })
      continue
    }
    if (typeof said !== 'string') {
      bad()
      continue
    }
    const plainly = plain(said, place, rules)
    if (plainly) text[language] = plainly
  }
  if (text.pl === undefined) {
    if (Object.values(value).some((said) => typeof said === 'string' && said.trim() !== '')) {
      report.problem('missingPolish', where)
    }
    return undefined
  }
  return { pl: text.pl, ...(text.uk && { uk: text.uk }), ...(text.en && { en: text.en }) }
}

const rank = (code: string) => (code === 'default' || code === 'ua' ? 0 : 1)

const textHint: Text = {
  pl: 'Podaj tekst albo obiekt z polami „default” (lub „pl”), „uk” i „en”.',
  en: 'Give a text, or an object with "default" (or "pl"), "uk" and "en".',
}

/** Tags that only shape a text and can go; all others are refused. */
const shapingTags = /^\/?(?:b|strong|i|em|u|s|br|p|div|span|small|sub|sup|center|font|nobr|ul|ol|li|h[1-6])$/
const lineTags = /^(?:br|\/p|\/div|\/li|\/h[1-6])$/

function plain(written: string, { report, question, property }: Place, { max, lines }: TextRules): string | undefined {
  const where = { ...(question !== undefined && { question }), property }
  if (written.length > max * 4) return void report.problem('textTooLong', where, { max, count: written.length })
  const refused = /!?\[[^\][]{0,500}\]\([^()]{0,500}\)|<!--|<[a-z]+:/i.exec(written)
  if (refused) return void report.problem('markup', where, { value: refused[0] })

  let foreign: string | undefined
  let text = written.replace(/<(\/?[a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*)?\/?>/g, (tag, name: string) => {
    const known = name.toLowerCase()
    if (!shapingTags.test(known)) foreign ??= tag
    return lineTags.test(known) ? '\n' : ''
  })
  if (foreign) return void report.problem('markup', where, { value: foreign })

  text = text
    .replace(/\*\*([^*\n]{1,500})\*\*/g, '$1')
    .replace(/__([^_\n]{1,500})__/g, '$1')
    .replace(/(^|[^\p{L}\p{N}*])\*([^*\s](?:[^*\n]{0,500}[^*\s])?)\*(?![\p{L}\p{N}*])/gu, '$1$2')
    .replace(/&(amp|lt|gt|quot|nbsp|#39);/g, (_, entity: string) => entities[entity]!)
  if (text !== written) report.note('markupRemoved', where)

  // A tag spelled with &lt; or left open: nobody can tell what was meant.
  const left = /<[/!]?[a-zA-Z][^<]{0,30}/.exec(text)
  if (left) return void report.problem('markup', where, { value: left[0] })
  const placeholder = /\{[^{}]*\}/.exec(text)
  if (placeholder) return void report.problem('placeholder', where, { value: placeholder[0] })
  text = tidied(text, lines ?? false)
  if (text.length > max) return void report.problem('textTooLong', where, { max, count: text.length })
  return text
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00A0', '#39': "'" }

function tidied(text: string, lines: boolean): string {
  const clean = text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFEFF]/g, '')
  return lines
    ? clean
        .replace(/[ \t]+/g, ' ')
        .replace(/ ?\n ?/g, '\n')
        .replace(/\n{3,}/g, '\n\n')
        .trim()
    : clean.replace(/[ \t\n]+/g, ' ').trim()
}
