/** Errors of answers in the resident's words: each says what to do. */
import type { Language } from '../../shared/platform/language.ts'
import type { AnswerError } from '../../shared/survey/read-page.ts'
import type { Question } from '../../shared/survey/survey.ts'
import { residentTexts } from '../texts/resident.ts'

/** What to do about an error of this question. */
export function errorText(error: AnswerError, question: Question, language: Language): string {
  const t = residentTexts(language).errors
  const { min = 0, max = 0 } = error
  switch (error.code) {
    case 'required':
      if (question.type === 'matrix') return t.required.row
      if (question.type === 'checkbox') return t.required.chooseAny
      return question.type === 'text' || question.type === 'comment' ? t.required.write : t.required.choose
    case 'tooFew':
      return t.tooFew(Number(min))
    case 'tooMany':
      return t.tooMany(Number(max))
    case 'tooShort':
      return t.tooShort(Number(min))
    case 'tooLong':
      return t.tooLong(Number(max), error.length ?? 0)
    case 'tooSmall':
    case 'tooEarly':
      return t[error.code](min)
    case 'tooLarge':
    case 'tooLate':
      return t[error.code](max)
    default:
      return t[error.code]
  }
}
