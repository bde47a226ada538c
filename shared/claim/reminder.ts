/** A drive that reminds of claims, as far as its own settings go: on what state of payments it may act, how many facts it asks. Rules only. (T4, T7) */
import { type Campaign, isDebt } from '../campaign/campaign.ts'
import { isFresh } from './payments.ts'

/** So many facts must match besides the name, unless the drive says otherwise. */
export const usualFacts = 2

/** Whether a drive may reach anybody now as far as payments go: every drive but a reminder may, a reminder on a fresh state only. (T7) */
export function knowsPayments(campaign: Pick<Campaign, 'purposeClass' | 'payments'>, at: Date): boolean {
  return !isDebt(campaign) || isFresh(campaign.payments, at)
}

/** How many facts must match in a drive. */
export function factsNeeded({ identityFacts = usualFacts }: Pick<Campaign, 'identityFacts'>): number {
  return identityFacts
}
