/** What an automated call makes of a survey, for whoever chooses one: how much of it is asked, and why the rest is not. */
import * as z from 'zod/mini'
import { Text } from '../../shared/platform/language.ts'
import type { Survey } from '../../shared/survey/survey.ts'

export const PhoneView = z.object({
  /** Questions that are asked by phone, and all that people answer. */
  asked: z.int(),
  questions: z.int(),
  skipped: z.array(z.object({ question: z.string(), title: Text, why: Text })),
  /** What keeps the survey off the phone; empty where nothing does. */
  problems: z.array(z.object({ question: z.optional(z.string()), message: Text })),
})
export type PhoneView = z.infer<typeof PhoneView>

/** The view of a survey. Loads the survey engine: only where somebody looks at a survey. */
export async function phoneView(survey: Survey): Promise<PhoneView> {
  const { keypadProfile } = await import('../../shared/survey/keypad.ts')
  const { isAsked, questions } = await import('../../shared/survey/survey.ts')
  const { fits, skipped, problems } = keypadProfile(survey)
  const asked = new Map(questions(survey).flatMap((one) => (isAsked(one) ? [[one.name, one.title] as const] : [])))
  return {
    asked: fits.length,
    questions: asked.size,
    skipped: skipped.flatMap(({ question, why }) => {
      const title = asked.get(question)
      return title ? [{ question, title, why }] : []
    }),
    problems,
  }
}
