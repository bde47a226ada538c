/** Texts of staff pages. Polish is the source, English follows it key by key: a missing one fails the compiler. */
import * as common from './staff-common.ts'
import * as decide from './staff-decide.ts'
import * as form from './staff-form.ts'
import * as rates from './staff-rates.ts'
import * as running from './staff-running.ts'
import * as why from './staff-why.ts'
import type { Words } from './staff-words.ts'

export const staffLanguages = ['pl', 'en'] as const
export type StaffLanguage = (typeof staffLanguages)[number]

const pl = { ...common.pl, ...form.pl, ...decide.pl, ...running.pl, ...why.pl, ...rates.pl }
const en: StaffTexts = { ...common.en, ...form.en, ...decide.en, ...running.en, ...why.en, ...rates.en }

export type StaffTexts = Words<typeof pl>

const texts: Record<StaffLanguage, StaffTexts> = { pl, en }

/** The texts in a language. */
export function staffTexts(language: StaffLanguage): StaffTexts {
  return texts[language]
}
