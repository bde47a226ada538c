/** How far a drive has come, as it may be known: of an anonymous drive, how many answered and whose links are used by batches. */
import type { Campaign } from '../../shared/campaign/campaign.ts'
import type { Progress } from '../../shared/result/result.ts'
import type { StaffDeps } from './deps.ts'

export type ProgressDeps = Pick<StaffDeps, 'campaigns' | 'results' | 'anonymous' | 'now'>

/** The counts of a drive. Only anonymous ones need more than one small read, and that every ten minutes at most. */
export async function progressOf(campaign: Campaign, deps: ProgressDeps): Promise<Progress> {
  const progress = await deps.results.progress(campaign.id)
  if (campaign.anonymity !== 'anonymous' || !campaign.launchedAt) return progress
  const { countedOf } = await import('./anonymous-results.ts')
  const { answered, used } = await countedOf(campaign, deps)
  return { ...progress, answered, opened: used }
}
