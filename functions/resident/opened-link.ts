/** A personal link that was opened: the token read, its MAC checked, the campaign known. */
import { type Campaign, isDebt, isDiscreet } from '../../shared/campaign/campaign.ts'
import { officeNameFor } from '../../shared/campaign/office-name.ts'
import { isGenuine, type LinkPurpose, makeLink, readLink, type Whom } from '../../shared/contact/link.ts'
import type { Language } from '../../shared/platform/language.ts'
import type { PageContext } from '../../web/resident/frame.tsx'
import type { Site } from '../../web/resident/site.ts'
import type { ResidentDeps } from './deps.ts'
import type { Drives } from './drives.ts'

export interface OpenedLink {
  whom: Whom
  campaign: Campaign
  /** Token of this person's page to object. */
  objection: string
  /** Token of her page about what is held on her. */
  why: string
}

/** Opens a token made for a purpose; undefined for whatever is not a link of ours. (X1) */
export async function openLink(
  token: string,
  purpose: LinkPurpose,
  { drives, keysOf }: { drives: Drives } & Pick<ResidentDeps, 'keysOf'>,
): Promise<OpenedLink | undefined> {
  const claim = readLink(token)
  if (!claim) return undefined
  const campaign = await drives.campaign(claim.campaign)
  if (!campaign) return undefined
  const keys = await keysOf(campaign)
  if (!isGenuine(keys.link, purpose, claim)) return undefined
  const whom = { campaign: claim.campaign, page: claim.page, index: claim.index }
  return {
    whom,
    campaign,
    objection: makeLink(keys.link, 'objection', whom),
    why: makeLink(keys.link, 'why', whom),
  }
}

/** What every page behind a link is given. A discreet drive's pages go under the name that tells nothing. (L12) */
export function pageContext(
  { campaign, objection, why }: Pick<OpenedLink, 'campaign'> & Partial<OpenedLink>,
  { office, discreetOffice, ...site }: Site,
  language: Language,
): PageContext & { campaign: string } {
  return {
    site: { ...site, office: officeNameFor(campaign, { officeName: office, discreetName: discreetOffice }) },
    language,
    campaign: shortId(campaign),
    objection,
    why,
    discreet: isDiscreet(campaign),
    hidesPrivacy: isDebt(campaign),
  }
}

/** The campaign's part of addresses: its id without the prefix. */
export const shortId = (campaign: Campaign): string => campaign.id.slice(4)
