/**
 * Anonymous drives: a link is used once, for a ticket that opens the survey under an address of its own, which is called her
 * sheet. What is kept of a link says nothing of a sheet, and what is kept of a sheet nothing of a link. Rules only. (A1-A3)
 */
import { createHash } from 'node:crypto'
import * as z from 'zod/mini'
import type { Campaign } from '../campaign/campaign.ts'
import type { Whom } from '../contact/link.ts'
import { macOf, sameText } from '../platform/secrets.ts'
import { Value } from './response.ts'

/** Whether nobody, not even who runs the system, may be able to join an answer with a person. */
export function isAnonymous({ anonymity }: Pick<Campaign, 'anonymity'>): boolean {
  return anonymity === 'anonymous'
}

/** 128 random bits as base64url: they stand in her browser only, and are never stored. */
const secret = '[A-Za-z0-9_-]{22}'
const mac = secret

const ticketText = ({ campaign, page, index }: Whom, secret: string) => `ticket.${campaign}.${page}.${index}.${secret}`
const sheetText = (campaign: string, secret: string) => `sheet.${campaign}.${secret}`

/** What the form of a start page carries: a fresh secret, signed for this person's link. Nothing about it is kept. */
export function makeTicket(linkKey: Uint8Array, whom: Whom, secret: string): string {
  return `${secret}.${macOf(linkKey, ticketText(whom, secret))}`
}

/** The secret of a ticket that we made for this person's link; undefined for any other text. Constant time. */
export function secretOfTicket(linkKey: Uint8Array, whom: Whom, ticket: string): string | undefined {
  const found = new RegExp(`^(${secret})\\.(${mac})$`).exec(ticket)
  if (!found || !sameText(macOf(linkKey, ticketText(whom, found[1]!)), found[2]!)) return undefined
  return found[1]!
}

/** The address of her sheet, `/a/…`: the campaign's id, the ticket's secret, and a MAC that knows no link. */
export function makeSheet(linkKey: Uint8Array, campaign: string, secret: string): string {
  return `${campaign.slice(4)}.${secret}.${macOf(linkKey, sheetText(campaign, secret))}`
}

/** What the address of a sheet claims, before its MAC is checked. */
export interface SheetClaim {
  campaign: string
  secret: string
  mac: string
}

export function readSheet(address: string): SheetClaim | undefined {
  const found = new RegExp(`^([0-9a-z]{12})\\.(${secret})\\.(${mac})$`).exec(address)
  return found ? { campaign: `cmp_${found[1]}`, secret: found[2]!, mac: found[3]! } : undefined
}

/** Whether the address of a sheet was made by this campaign's key. Constant time. */
export function isOurSheet(linkKey: Uint8Array, claim: SheetClaim): boolean {
  return sameText(macOf(linkKey, sheetText(claim.campaign, claim.secret)), claim.mac)
}

/**
 * What is kept of a used link: 32 bits of a hash of the ticket's secret, so that a button pressed twice is pressed once. It
 * leads to no sheet, because a sheet's key is another hash of the same unknown 128 bits.
 */
export function markOf(secret: string): string {
  return createHash('sha256').update(`mark.${secret}`).digest('base64url').slice(0, 6)
}

/** Under what a sheet's answers are kept; each of its texts is kept under a key of its own, so that no two can be joined. */
export const answersKey = (secret: string): string => keyOf(`answers.${secret}`)
export const textKey = (secret: string, question: string): string => keyOf(`text.${question}.${secret}`)
const keyOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32)

/** What is kept of a sheet: answers that are counted, and nothing besides. No time, no language, no version, no mode. (A2) */
export const Sheet = z.object({ answers: z.record(z.string(), Value) })
export type Sheet = z.infer<typeof Sheet>

/** What somebody wrote or measured, apart from all else that she answered. (A5) */
export const LooseText = z.object({ question: z.string(), text: z.string() })
export type LooseText = z.infer<typeof LooseText>

export const Counted = z.object({
  /** When the drive was last looked at. */
  at: z.string(),
  /** Sheets that were sent, and links that were used. */
  answered: z.int(),
  used: z.int(),
  /** Counters by the names that they have in other drives (`groups.ts`). */
  counters: z.record(z.string(), z.int()),
})
export type Counted = z.infer<typeof Counted>

/**
 * The day after which nothing of an anonymous drive is kept, as epoch seconds: the same for everybody, so that it tells
 * nothing of when somebody answered.
 */
export function forgottenAfter({ endsOn, privacy }: Pick<Campaign, 'endsOn' | 'privacy'>): number {
  const end = new Date(`${endsOn ?? '2099-12-31'}T00:00:00Z`)
  end.setUTCMonth(end.getUTCMonth() + (privacy?.retentionMonths ?? 12))
  return Math.ceil(end.getTime() / 1000) + 2 * 86_400
}
