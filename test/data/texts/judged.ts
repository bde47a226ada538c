/** A text of the corpus: what it stands in, and whether the linter must let it through is told by the file that it is in. */
import type { Place } from '../../../shared/text/text.ts'
import type { Language } from '../../../shared/platform/language.ts'

export interface Judged {
  drive: 'debt' | 'discreet'
  place: Place
  language: Language
  text: string
}

/** Lines of one place and language. */
export const of = (drive: Judged['drive'], place: Place, language: Language, ...texts: string[]): Judged[] =>
  texts.map((text) => ({ drive, place, language, text }))
