/** By which name the office signs: a discreet drive never under the name of a unit that tells what it is about. (L12) */
import { type CampaignContent, isDiscreet } from './campaign.ts'

export interface OfficeNames {
  /** As residents know who asks. */
  officeName: string
  /** The city's own name, which tells nothing; as above where none is given. */
  discreetName?: string | undefined
}

/** The name in From, in titles and footers, and in what a call says first. */
export function officeNameFor(
  campaign: Pick<CampaignContent, 'discreet' | 'purposeClass'>,
  { officeName, discreetName = officeName }: OfficeNames,
): string {
  return isDiscreet(campaign) ? discreetName : officeName
}
