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

/**
 * Where an automated call stands in the survey: written in the same write as the answer, so that a turn that comes twice is
 * known again. Turns count the prompts of a call from 1; nodes are named by `shared/call/node.ts`.
 */
export const Talk = z.object({
  /** The attempt (`CallId.n`). */
  n: z.int(),
  /** The turn of the prompt that was spoken after this write. */
  turn: z.int(),
  node: z.string(),
  /** The first question of this call: no key goes back before it. */
  from: z.string(),
  /** What led to the node: the gate, an answer, the key for the question before, a date that somebody else took, the end. */
  via: z.enum(['start', 'next', 'back', 'taken', 'done']),
  /** The date that is offered: held since the prompt of `turn`. Once it is booked, with the code of the booking. */
  visit: z.optional(
    z.object({
      point: z.string(),
      day: z.string(),
      start: z.string(),
      turn: z.int(),
      /** It is the first of all. */
      first: z.optional(z.boolean()),
      code: z.optional(z.string()),
    }),
  ),
  /** Choices taken so far of a question that is asked choice by choice. */
  chosen: z.optional(z.array(z.string())),
})
export type Talk = z.infer<typeof Talk>

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
  /** The newest automated call that got past its opening. */
  talk: z.optional(Talk),
})
export type Response = z.infer<typeof Response>

/** Answers by question, without their modes. */
export function valuesOf(response: Response | undefined): Record<string, Value> {
  const values: Record<string, Value> = {}
  for (const [question, answer] of Object.entries(response?.answers ?? {})) values[question] = answer.v
  return values
}
