/** How much of a survey was answered, of what an automated call asks of this person. Loads the engine: only after a call that began. */
import { type Response, valuesOf } from '../response/response.ts'
import { visiblePages, visibleQuestions } from './flow.ts'
import { keypadProfile } from './keypad.ts'
import type { Survey } from './survey.ts'

/** 0 to 1; of a survey that asks her nothing, 1. */
export function answeredShare(survey: Survey, response: Response): number {
  const answers = valuesOf(response)
  const fit = new Set(keypadProfile(survey).fits.map(({ index }) => index))
  const asked = visiblePages(survey, answers)
    .flatMap((page) => visibleQuestions(survey, page, answers))
    .filter(({ index }) => fit.has(index))
  if (asked.length === 0) return 1
  return asked.filter(({ name }) => answers[name] !== undefined).length / asked.length
}
