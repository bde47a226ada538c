/** What residents read, by language. */
import type { Language } from '../../shared/platform/language.ts'
import { en } from './resident-en.ts'
import { pl, type ResidentMessages } from './resident-pl.ts'
import { uk } from './resident-uk.ts'

const all: Record<Language, ResidentMessages> = { pl, uk, en }

/** The residents' texts in a language. */
export const residentTexts = (language: Language): ResidentMessages => all[language]
