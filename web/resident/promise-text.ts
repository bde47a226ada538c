/** When a call is promised, in words. Apart from the page that promises it, which few visits need. */
import { callMinutes, clockText } from '../../shared/plan/open-times.ts'
import type { Language } from '../../shared/platform/language.ts'
import { localTime } from '../../shared/platform/local-time.ts'
import { residentTexts } from '../texts/resident.ts'
import { weekday } from '../texts/texts.ts'

/** `wtorek, 10 marca, między 10:00 a 11:00` for a promised time. */
export function promiseText(at: Date, language: Language): string {
  const { date, minutes } = localTime(at)
  const t = residentTexts(language).call
  return t.promise(weekday(language, date), clockText(minutes), clockText((minutes + callMinutes) % 1440))
}
