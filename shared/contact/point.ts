/** A contact point: where addresses come from, and what they may be used for. Every channel asks before it uses one. Rules only. (L3) */
import type { Campaign, ContactPoint } from '../campaign/campaign.ts'
import { localTime } from '../platform/local-time.ts'

type Recorded = Pick<Campaign, 'privacy' | 'basis' | 'purposeClass'>

/**
 * What the drive's own record says of its addresses: obtained for this drive, from its source, for its purpose. Undefined
 * while the record is not filled in.
 * @param obtainedOn local date
 */
export function pointByRecord(
  { privacy, basis, purposeClass }: Recorded,
  obtainedOn: string,
): ContactPoint | undefined {
  const source = privacy?.dataSource
  if (!source || !basis || !purposeClass) return undefined
  return { source, basis, obtainedOn, purposesAllowed: [purposeClass] }
}

/** The contact point of a drive's list; for a list of before it was asked, what the drive's record says. */
export function pointOf(campaign: Recorded & Pick<Campaign, 'list' | 'createdAt'>): ContactPoint | undefined {
  return campaign.list?.point ?? pointByRecord(campaign, localTime(new Date(campaign.createdAt)).date)
}

/** Whether the addresses of its list may be used for what the drive is for. Asked at the launch, and again before every act. */
export function mayUse(campaign: Recorded & Pick<Campaign, 'list' | 'createdAt'>): boolean {
  const { purposeClass } = campaign
  return purposeClass !== undefined && pointOf(campaign)?.purposesAllowed.includes(purposeClass) === true
}
