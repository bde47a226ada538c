/** What a reminder's plan may not do: more e-mails than attempts, or two within a day. (T8) */
import type { Problem } from '../platform/errors.ts'
import { type Campaign, debtAttempts, isDebt } from './campaign.ts'

const leastHours = 24

export function tooOften(campaign: Campaign): Problem[] {
  if (!isDebt(campaign)) return []
  const problems: Problem[] = []
  if (campaign.plan.filter(({ kind }) => kind === 'email').length > debtAttempts.inAll) {
    const message = {
      pl: `E-maili może być najwyżej ${debtAttempts.inAll}: tyle prób wolno podjąć wobec jednej osoby.`,
      en: `There may be ${debtAttempts.inAll} e-mails at most: so many attempts one person may get.`,
    }
    problems.push({ field: 'plan', rule: 'T8', message })
  }
  for (const [n, step] of campaign.plan.entries()) {
    if (step.kind !== 'wait' || step.hours >= leastHours) continue
    const message = {
      pl: `Poczekaj co najmniej ${leastHours} godziny: jednego dnia wolno podjąć jedną próbę.`,
      en: `Wait ${leastHours} hours at least: there may be one attempt a day.`,
    }
    problems.push({ field: `plan.${n}`, rule: 'T8', message })
  }
  return problems
}
