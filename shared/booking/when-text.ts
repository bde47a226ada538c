/** Day and time of a visit in words: `wtorek, 10 marca 2026, godz. 8:20`. */
import type { Language } from '../platform/language.ts'
import { localTime } from '../platform/local-time.ts'

const hourWord: Record<Language, string> = { pl: 'godz. ', uk: 'о ', en: '' }

const formats = new Map<Language, Intl.DateTimeFormat>()

/** A local day in words. */
export function dayText(day: string, language: Language): string {
  let format = formats.get(language)
  if (!format) {
    const locale = language === 'en' ? 'en-GB' : language
    format = new Intl.DateTimeFormat(locale, {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      timeZone: 'UTC',
    })
    formats.set(language, format)
  }
  return format.format(new Date(`${day}T12:00:00Z`))
}

/** A slot in words. */
export function whenText({ day, start }: { day: string; start: string }, language: Language): string {
  return `${dayText(day, language)}, ${hourWord[language]}${start.replace(/^0/, '')}`
}

/** An instant in words, by the clock on the office's wall. */
export function instantText(instant: string, language: Language): string {
  const { date, minutes } = localTime(new Date(instant))
  const start = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  return whenText({ day: date, start }, language)
}
