/** Links to residents: campaign, page, index and a MAC by the campaign's key. Nothing to look up, nothing to guess. (X1) */
import { macOf, sameText } from '../platform/secrets.ts'
import { contactsPerPage } from './contact.ts'

/** What a link is for; one purpose's link is no link for another. */
export type LinkPurpose = 'survey' | 'booking' | 'objection' | 'unsubscribe' | 'why'

export interface Whom {
  campaign: string
  page: number
  index: number
}

const text = (purpose: LinkPurpose, { campaign, page, index }: Whom): string =>
  `${purpose}.${campaign}.${page}.${index}`

/** The token of a resident's link: `<campaign without cmp_>.<page>.<index>.<mac>`. */
export function makeLink(linkKey: Uint8Array, purpose: LinkPurpose, whom: Whom): string {
  return `${whom.campaign.slice(4)}.${whom.page}.${whom.index}.${macOf(linkKey, text(purpose, whom))}`
}

const shape = /^([0-9a-z]{12})\.(0|[1-9]\d{0,6})\.(0|[1-9]\d?)\.([A-Za-z0-9_-]{22})$/

/** What a token claims, before its MAC is checked; undefined if it has not the shape of one. */
export function readLink(token: string): (Whom & { mac: string }) | undefined {
  const found = shape.exec(token)
  if (!found) return undefined
  const index = Number(found[3])
  return index < contactsPerPage
    ? { campaign: `cmp_${found[1]}`, page: Number(found[2]), index, mac: found[4]! }
    : undefined
}

/** Whether a token was made by this campaign's key for this purpose. Constant time. */
export function isGenuine(linkKey: Uint8Array, purpose: LinkPurpose, claim: Whom & { mac: string }): boolean {
  return sameText(macOf(linkKey, text(purpose, claim)), claim.mac)
}
