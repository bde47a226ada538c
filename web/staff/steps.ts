/** The five steps of writing a drive, in order; the sixth is the check. Which of a drive's fields each one asks for. */
import type { Problem } from '../../shared/platform/errors.ts'

export const steps = ['about', 'survey', 'contacts', 'message', 'dates'] as const
export type Step = (typeof steps)[number]

const fields: Record<Step, RegExp> = {
  about: /^(name|purpose|purposeClass|basis|anonymity|privacy)(\.|$)/,
  survey: /^survey(\.|$)/,
  contacts: /^list(\.|$)/,
  message: /^(plan|replyTo)(\.|$)/,
  dates: /^(startsOn|endsOn|window|ramp|inDoubt)(\.|$)/,
}

/** The step that asks for a field. */
export function stepOf(field: string): Step {
  return steps.find((step) => fields[step].test(field)) ?? 'about'
}

/** The steps about which nothing is missing. */
export function doneSteps(missing: Problem[]): Set<Step> {
  const open = new Set(missing.map(({ field }) => stepOf(field)))
  return new Set(steps.filter((step) => !open.has(step)))
}

/** The page after a step: the next one, or the check. */
export function pageAfter(step: Step): string {
  return steps[steps.indexOf(step) + 1] ?? 'check'
}
