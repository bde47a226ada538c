/** Sample plans for a drive, with what keeps it from each. */
import type { Campaign } from '../../shared/campaign/campaign.ts'
import { type Offered, unfitFor } from '../../shared/plan/offered.ts'
import { kindsOf, samplePlans } from '../../shared/plan/sample-plans.ts'

export function samplesFor(campaign: Campaign, office: Offered) {
  return samplePlans.map((sample) => ({
    ...sample,
    unfit: kindsOf(sample).flatMap((kind) => unfitFor(kind, campaign, office)),
  }))
}
