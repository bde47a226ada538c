/** How much of a survey was answered, of what an automated call asks of this person. Loads the engine: only after a call that began. */
import * as z from 'zod/mini'
import { type Response, valuesOf } from '../response/response.ts'
import { visiblePages, visibleQuestions } from './flow.ts'
import { keypadProfile } from './keypad.ts'
import { Survey } from './survey.ts'

/** 0 to 1; of a survey that asks her nothing, 1. `definition` is the survey as it was frozen. */
export function shareOf(definition: unknown, response: Response): number {
  const survey = z.parse(Survey, definition)
  const answers = valuesOf(response)
  const fit = new Set(keypadProfile(survey).fits.map(({ index }) => index))
  const asked = visiblePages(survey, answers)
    .flatMap((page) => visibleQuestions(survey, page, answers))
    .filter(({ index }) => fit.has(index))
  if (asked.length === 0) return 1
  return asked.filter(({ name }) => answers[name] !== undefined).length / asked.length
}
