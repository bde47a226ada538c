/** Texts as plain typed modules: `pl` is the source, the others must satisfy its type. Numbers, dates and plurals by language. */
import type { Language } from '../../shared/platform/language.ts'

/** The plural forms a language has. Leaving one out is a type error. */
export interface PluralForms {
  pl: { one: string; few: string; many: string; other: string }
  uk: { one: string; few: string; many: string; other: string }
  en: { one: string; other: string }
}

const rules: Partial<Record<Language, Intl.PluralRules>> = {}

/**
 * A counted noun: `plural('pl', 3, { one: 'osoba', few: 'osoby', many: 'osób', other: 'osoby' })` is `3 osoby`.
 * `other` is for fractions in Polish and Ukrainian.
 */
export function plural<L extends Language>(language: L, count: number, forms: PluralForms[L]): string {
  rules[language] ??= new Intl.PluralRules(language)
  const form = rules[language].select(count) as keyof PluralForms[L]
  return `${number(language, count)}\u00a0${forms[form]}`
}

const numbers: Record<string, Intl.NumberFormat> = {}

/** A number as it is written in the language: `12 345`, `1020` in Polish. */
export function number(language: Language, value: number, options: Intl.NumberFormatOptions = {}): string {
  // Small whole numbers are most of what a page shows, and the first formatter of a process costs 14 ms.
  if (Number.isInteger(value) && value >= 0 && value < 1000 && Object.keys(options).length === 0) return String(value)
  const key = `${language}${JSON.stringify(options)}`
  numbers[key] ??= new Intl.NumberFormat(language, options)
  return numbers[key].format(value)
}

/** A share (0 to 1) as a percentage with at most one decimal. */
export function percent(language: Language, share: number): string {
  return number(language, share, { style: 'percent', maximumFractionDigits: 1 })
}

const dates: Record<string, Intl.DateTimeFormat> = {}

function format(language: Language, zone: string, options: Intl.DateTimeFormatOptions, at: Date): string {
  const key = `${language} ${zone} ${JSON.stringify(options)}`
  dates[key] ??= new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { ...options, timeZone: zone })
  return dates[key].format(at)
}

/** A local date `2026-11-22` in words: `22 listopada 2026`. */
export function date(language: Language, localDate: string): string {
  const words = format(
    language,
    'UTC',
    { day: 'numeric', month: 'long', year: 'numeric' },
    new Date(`${localDate}T12:00Z`),
  )
  // Ukrainian adds "р.", which reads oddly before a full stop.
  return bound(words.replace(/\s+р\.$/u, ' року'))
}

/** A local date as a day of the week: `wtorek, 10 marca`. */
export function weekday(language: Language, localDate: string): string {
  const options = { weekday: 'long', day: 'numeric', month: 'long' } as const
  return bound(format(language, 'UTC', options, new Date(`${localDate}T12:00Z`)))
}

/** A moment in local words: `22 listopada 2026, 14:05`. */
export function moment(language: Language, at: Date, zone = 'Europe/Warsaw'): string {
  const day = format(language, zone, { day: 'numeric', month: 'long', year: 'numeric' }, at).replace(
    /\s+р\.$/u,
    ' року',
  )
  return bound(`${day}, ${format(language, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, at)}`)
}

/**
 * Ties one-letter words (w, z, o, i, a, u; я, і, з, в …) and numbers before a unit to what follows, so that no line ends with them.
 */
export function bound(text: string): string {
  return text.replace(/(?<=^|[\s(„"\u00a0])([\p{L}]) (?=\S)/gu, '$1\u00a0').replace(/(\d) (?=\p{L}|%|zł)/gu, '$1\u00a0')
}
