/** The texts of booking pages, by language. */
import type { Language } from '../../shared/platform/language.ts'
import { en } from './booking-en.ts'
import { type BookingMessages, pl } from './booking-pl.ts'
import { uk } from './booking-uk.ts'

const all: Record<Language, BookingMessages> = { pl, uk, en }

export const bookingTexts = (language: Language): BookingMessages => all[language]
