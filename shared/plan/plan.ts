/** The plan of a campaign: what is done in order, and when a contact needs no more of it. Rules only. */
import * as z from 'zod/mini'
import { Language } from '../platform/language.ts'

/** A letter in one language, with merge fields as `{{field}}`. */
export const Letter = z.object({
  subject: z.string().check(z.maxLength(200)),
  text: z.string().check(z.maxLength(20_000)),
})
export type Letter = z.infer<typeof Letter>

/** Why a contact needs no further step. */
export const Stop = z.enum(['answered', 'objected'])
export type Stop = z.infer<typeof Stop>

export const EmailStep = z.object({
  kind: z.literal('email'),
  letters: z.partialRecord(Language, Letter),
  stop: z.array(Stop),
})
export type EmailStep = z.infer<typeof EmailStep>

export const Step = z.discriminatedUnion('kind', [EmailStep])
export type Step = z.infer<typeof Step>

export const Plan = z.array(Step).check(z.maxLength(20))
export type Plan = z.infer<typeof Plan>

/** What dispatch is told: one page, one step. Ids only. */
export const DispatchMessage = z.object({
  campaign: z.string(),
  page: z.int().check(z.nonnegative()),
  step: z.int().check(z.nonnegative()),
})
export type DispatchMessage = z.infer<typeof DispatchMessage>

/** What run-steps is told when a campaign should not wait for the clock. */
export const RunStepsMessage = z.object({ campaign: z.string() })
