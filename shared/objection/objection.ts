/** An objection: do not contact, for this campaign, this purpose, or at all. Kept under a keyed hash of the address. (L5, E6) */
import { createHmac, hash } from 'node:crypto'
import * as z from 'zod/mini'
import type { PurposeClass } from '../campaign/campaign.ts'
import type { Whom } from '../contact/link.ts'

export const ObjectionScope = z.enum(['campaign', 'purpose', 'all'])
export type ObjectionScope = z.infer<typeof ObjectionScope>

/** Where an objection came from. */
export const ObjectionSource = z.enum(['page', 'one-click', 'complaint', 'staff', 'keypad', 'letter', 'visit'])
export type ObjectionSource = z.infer<typeof ObjectionSource>

/** An address, as it is compared: NFC, no spaces around, lower case. */
export function normalAddress(address: string): string {
  return address.normalize('NFC').trim().toLowerCase()
}

/** The hash under which an address is kept: 128 bits of HMAC-SHA-256 by the office's key, 22 characters. */
export function addressHash(key: Uint8Array, address: string): string {
  return createHmac('sha256', key).update(normalAddress(address)).digest().subarray(0, 16).toString('base64url')
}

const blockBytes = 64

/**
 * `addressHash` for the million addresses of a long list, several times faster: the blocks that HMAC makes of the key are
 * made once. (RFC 2104)
 */
export function addressHasher(key: Uint8Array): (address: string) => string {
  if (key.byteLength > blockBytes) throw new Error('the key of addresses is longer than a block')
  let inner = Buffer.alloc(blockBytes + 512, 0x36)
  const outer = Buffer.alloc(blockBytes + 32, 0x5c)
  for (const [n, byte] of key.entries()) {
    inner[n]! ^= byte
    outer[n]! ^= byte
  }
  return (address) => {
    const text = normalAddress(address)
    const most = blockBytes + text.length * 3
    if (inner.length < most) inner = Buffer.concat([inner.subarray(0, blockBytes)], most)
    const length = blockBytes + inner.write(text, blockBytes)
    hash('sha256', inner.subarray(0, length), 'buffer').copy(outer, blockBytes)
    return hash('sha256', outer, 'buffer').subarray(0, 16).toString('base64url')
  }
}

/** The scope of an objection as it is kept: `all`, `purpose#survey`, `campaign#cmp_x`. */
export function scopeOf(scope: ObjectionScope, campaign: string, purposeClass: PurposeClass): string {
  if (scope === 'all') return 'all'
  return scope === 'purpose' ? `purpose#${purposeClass}` : `campaign#${campaign}`
}

/** What an objection that is kept is about: the opposite of `scopeOf`. Undefined for `dead`, which is none. */
export function readScope(
  kept: string,
):
  | { scope: 'all' }
  | { scope: 'purpose'; purposeClass: PurposeClass }
  | { scope: 'campaign'; campaign: string }
  | undefined {
  if (kept === 'all') return { scope: 'all' }
  const [scope, of = ''] = kept.split('#')
  if (scope === 'purpose') return { scope, purposeClass: of as PurposeClass }
  return scope === 'campaign' ? { scope, campaign: of } : undefined
}

/** One line of what happened to an address: an objection was told, or taken back by staff on the person's written wish. */
export const ObjectionEntry = z.object({
  scope: z.string(),
  source: z.string(),
  /** ISO in UTC. */
  at: z.string(),
  /** By whose link or call it was told: `cmp_x.12.7`. */
  whom: z.optional(z.string()),
  /** The member of staff, where one wrote it down or took it back. */
  by: z.optional(z.string()),
  /** It was taken back, for this reason. */
  takenBack: z.optional(z.string()),
})
export type ObjectionEntry = z.infer<typeof ObjectionEntry>

/** What is kept of one address, with how it came to be so. */
export interface KeptAddress {
  scopes: ReadonlySet<string>
  log: ObjectionEntry[]
}

/** The objections in force under an address, each with the entry that it began with. */
export function inForce({ scopes, log }: KeptAddress): ObjectionEntry[] {
  return [...scopes].flatMap((scope) => {
    if (!readScope(scope)) return []
    return log.findLast((entry) => entry.scope === scope && !entry.takenBack) ?? []
  })
}

/** `cmp_x.12.7`: by whose link or call an objection was told. */
export const whomKey = ({ campaign, page, index }: Whom): string => `${campaign}.${page}.${index}`

/** The opposite of `whomKey`. */
export function readWhom(text: string): Whom | undefined {
  const found = /^(cmp_[0-9a-z]{12})\.(\d{1,7})\.(\d{1,2})$/.exec(text)
  return found ? { campaign: found[1]!, page: Number(found[2]), index: Number(found[3]) } : undefined
}

/** Undeliverable for good (a hard bounce): not an objection, but nothing is sent there either. (E6) */
export const dead = 'dead'

/** What is kept of one address: the scopes of its objections, and until when soft bounces keep it quiet (epoch s). */
export interface Reach {
  scopes: ReadonlySet<string>
  quietUntil?: number | undefined
}

/** Whether an objection kept under an address covers this campaign. */
export function isObjected({ scopes }: Reach, campaign: string, purposeClass: PurposeClass | undefined): boolean {
  return scopes.has('all') || scopes.has(`purpose#${purposeClass}`) || scopes.has(`campaign#${campaign}`)
}

/** Whether what is kept about an address forbids writing to it for this campaign at this instant. */
export function forbids(reach: Reach, campaign: string, purposeClass: PurposeClass | undefined, at: Date): boolean {
  const { scopes, quietUntil = 0 } = reach
  return scopes.has(dead) || isObjected(reach, campaign, purposeClass) || quietUntil > at.getTime() / 1000
}

/** Three soft bounces within 30 days keep an address quiet for 30 days. (E6) */
const softBounceLimit = 3
export const softBounceSeconds = 30 * 86_400

/**
 * Until when the soft bounces of an address keep it quiet, all in epoch seconds and in order; undefined if they never did.
 * What bounces during the quiet was sent before it and adds nothing, and after it the count begins anew.
 */
export function quietAfter(bounces: readonly number[]): number | undefined {
  let quietUntil: number | undefined
  let recent: number[] = []
  for (const at of bounces) {
    if (quietUntil !== undefined && at < quietUntil) continue
    recent = [...recent.filter((before) => at - before <= softBounceSeconds), at]
    if (recent.length < softBounceLimit) continue
    quietUntil = at + softBounceSeconds
    recent = []
  }
  return quietUntil
}
