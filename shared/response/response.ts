/** A response: one person's answers to one survey, each with the mode it was given in. */
import * as z from 'zod/mini'
import { Language } from '../platform/language.ts'

export const Mode = z.enum(['web', 'keypad', 'agent'])
export type Mode = z.infer<typeof Mode>

export const Value = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.array(z.string()),
  z.record(z.string(), z.string()),
])
export type Value = z.infer<typeof Value>

/** One answer: `v` its value, `m` the mode. Short names, because every answered page is a write of at most 1 KB. */
export const GivenAnswer = z.object({ v: Value, m: Mode })
export type GivenAnswer = z.infer<typeof GivenAnswer>

export const Response = z.object({
  state: z.enum(['partial', 'complete']),
  /** Version of the survey that was answered. */
  survey: z.int(),
  language: Language,
  answers: z.record(z.string(), GivenAnswer),
  startedAt: z.string(),
  /** Local day of submission, for counts by day. */
  submittedOn: z.optional(z.string()),
  submittedAt: z.optional(z.string()),
})
export type Response = z.infer<typeof Response>

/** Answers by question, without their modes. */
export function valuesOf(response: Response | undefined): Record<string, Value> {
  const values: Record<string, Value> = {}
  for (const [question, answer] of Object.entries(response?.answers ?? {})) values[question] = answer.v
  return values
}
