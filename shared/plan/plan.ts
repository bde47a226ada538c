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
export const Stop = z.enum([
  'answered',
  'objected',
  'booked',
  'mailed', // of a step by phone: an e-mail of the drive went to her and did not come back
])
export type Stop = z.infer<typeof Stop>

export const EmailStep = z.object({
  kind: z.literal('email'),
  letters: z.partialRecord(Language, Letter),
  stop: z.array(Stop),
})
export type EmailStep = z.infer<typeof EmailStep>

/** The step after it begins so many hours after the step before it is done. */
export const WaitStep = z.object({ kind: z.literal('wait'), hours: z.int().check(z.minimum(1), z.maximum(2_160)) })
export type WaitStep = z.infer<typeof WaitStep>

/**
 * An automated call. `openings` say who calls and why, in the languages that have a voice; no merge fields, because
 * nothing personal is said before the key 1 is pressed. (T2)
 */
export const CallStep = z.object({
  kind: z.literal('call'),
  openings: z.partialRecord(Language, z.string().check(z.maxLength(600))),
  stop: z.array(Stop),
})
export type CallStep = z.infer<typeof CallStep>

/** Agents call. `scripts` is what they say, with merge fields as `{{field}}`, a paragraph to each empty line. */
export const AgentsStep = z.object({
  kind: z.literal('agents'),
  scripts: z.partialRecord(Language, z.string().check(z.maxLength(10_000))),
  /** What an agent must be able to do to work on this list: a word that the supervisor chooses, like `podatki`. */
  skill: z.optional(z.string().check(z.trim(), z.maxLength(40))),
  stop: z.array(Stop),
})
export type AgentsStep = z.infer<typeof AgentsStep>

export const Step = z.discriminatedUnion('kind', [EmailStep, WaitStep, CallStep, AgentsStep])
export type Step = z.infer<typeof Step>
export type StepKind = Step['kind']
export type StepOf<Kind extends StepKind> = Extract<Step, { kind: Kind }>

/** E-mails and waits first, then at most one `call`, then at most one `agents`; `launch.ts` refuses other orders. */
export const Plan = z.array(Step).check(z.maxLength(20))
export type Plan = z.infer<typeof Plan>

/** The step of a kind, with its place in the plan; of e-mails, the first. */
export function stepOf<Kind extends StepKind>(
  plan: Plan,
  kind: Kind,
): { step: StepOf<Kind>; number: number } | undefined {
  const number = plan.findIndex((step) => step.kind === kind)
  return number === -1 ? undefined : { step: plan[number] as StepOf<Kind>, number }
}

/** The letters of a step; none where it is no e-mail. */
export function lettersOf(step: Step | undefined): EmailStep['letters'] {
  return step?.kind === 'email' ? step.letters : {}
}

/** What dispatch is told: one page, one step. Ids only. */
export const DispatchMessage = z.object({
  campaign: z.string(),
  page: z.int().check(z.nonnegative()),
  step: z.int().check(z.nonnegative()),
})
export type DispatchMessage = z.infer<typeof DispatchMessage>

/** What run-steps is told when a campaign should not wait for the clock. */
export const RunStepsMessage = z.object({ campaign: z.string() })
