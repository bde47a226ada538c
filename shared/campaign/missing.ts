/** What keeps a drive from being launched, for whoever needs it now and then: its rules and the linter are long, and few requests ask. */
import type { Offered } from '../plan/offered.ts'
import type { Problem } from '../platform/errors.ts'
import type { Campaign } from './campaign.ts'

/** As `missingForLaunch`, loaded with its first use. */
export async function missingFor(campaign: Campaign, office?: Offered): Promise<Problem[]> {
  const { missingForLaunch } = await import('./launch.ts')
  return missingForLaunch(campaign, office)
}
