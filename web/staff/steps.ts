/** The five steps of writing a drive, in order; the sixth is the check. Which of a drive's fields each one asks for. */
import type { Campaign } from '../../shared/campaign/campaign.ts'
import { isOneLetter } from '../../shared/plan/order.ts'
import type { Problem } from '../../shared/platform/errors.ts'

export const steps = ['about', 'survey', 'contacts', 'plan', 'dates'] as const
export type Step = (typeof steps)[number]

const fields: Record<Step, RegExp> = {
  about: /^(name|purpose|purposeClass|basis|anonymity|privacy|discreet|automatedCalls)(\.|$)/,
  survey: /^(asks|survey|service)(\.|$)/,
  contacts: /^list(\.|$)/,
  plan: /^(plan|replyTo|attempts|rules|eligibility)(\.|$)/,
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

/** The page after a step: the next one that lacks something, then any before it, then the check. What is ready is not asked again. */
export function pageAfter(step: Step, missing: Problem[]): string {
  const done = doneSteps(missing)
  const at = steps.indexOf(step)
  const next = [...steps.slice(at + 1), ...steps.slice(0, at)].find((one) => !done.has(one)) ?? 'check'
  // Most of the first page is filled in: it says itself what is not, and opens where that stands.
  return next === 'about' ? 'about?check' : next
}

/** The only step that lacks something; undefined where several do, or none. */
export function lastOpen(missing: Problem[]): Step | undefined {
  const done = doneSteps(missing)
  const open = steps.filter((step) => !done.has(step))
  return open.length === 1 ? open[0] : undefined
}

/** A drive by a single e-mail to a list without telephones: its fourth step is the letter itself, and no word is lost on plans. */
export function isLetterOnly({ plan, list }: Pick<Campaign, 'plan' | 'list'>): boolean {
  return isOneLetter(plan) && !list?.withPhone
}

/** Where a step of the plan is written. */
export function pathOfStep(campaign: Pick<Campaign, 'id' | 'plan' | 'list'>, number: number): string {
  const { id, plan } = campaign
  if (plan[number]?.kind !== 'email') return `/campaigns/${id}/plan/${number}`
  return `/campaigns/${id}/message${isLetterOnly(campaign) ? '' : `/${number}`}`
}
