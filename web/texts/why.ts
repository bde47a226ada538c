/** The texts of the page about what is held on a person, by language. */
import type { Language } from '../../shared/platform/language.ts'
import { en } from './why-en.ts'
import { pl, type WhyMessages } from './why-pl.ts'
import { uk } from './why-uk.ts'

const all: Record<Language, WhyMessages> = { pl, uk, en }

export const whyTexts = (language: Language): WhyMessages => all[language]
