/** Sample plans for a drive, with what keeps it from each. */
import { asksFor, type Campaign } from '../../shared/campaign/campaign.ts'
import { type Offered, unfitFor } from '../../shared/plan/offered.ts'
import { kindsOf, samplePlans } from '../../shared/plan/sample-plans.ts'

export function samplesFor(campaign: Campaign, office: Offered) {
  const asks = asksFor(campaign)
  return samplePlans.map(({ booking, nothing, ...sample }) => ({
    ...sample,
    what: { survey: sample.what, booking, nothing }[asks],
    unfit: kindsOf(sample).flatMap((kind) => unfitFor(kind, campaign, office)),
  }))
}
