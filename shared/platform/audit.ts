/**
 * The audit as chains: each entry carries a MAC over itself and over the MAC of the one before, so whoever changes, removes,
 * inserts or reorders entries without the office's key is found out. Rules only: no AWS, no clock, no randomness. (X15)
 */
import { createHmac } from 'node:crypto'
import type { Item } from './dynamo.ts'
import { sameText } from './secrets.ts'

/** Writers who work at the same time each have a chain of their own, or wait for each other. */
export const auditShards = 8

export interface AuditEntry {
  /** Who: the id in the token, never a name. */
  who: string
  /** What was done or seen: a verb of the desk. */
  did: string
  /** To what: an id. */
  what: string
  /** What for, where the deed does not say it: the id of a case, of an attempt. */
  why?: string
  /** Of a file that was fetched: rows, and SHA-256 in hex. */
  rows?: number
  sha256?: string
}

/** An entry as it stands in its chain. */
export interface Chained extends AuditEntry {
  /** The chain: `2026-11-16#3`, a day (UTC) and a shard. */
  day: string
  /** Its number in the chain, from `00000001`. */
  at: string
  /** When, ISO 8601. */
  time: string
  /** Random: whoever wrote it knows it again. */
  id: string
  mac: string
  expiresAt: number
}

/** Where a chain ends: the number of its last entry, and that entry's MAC. */
export interface Head {
  count: number
  mac: string
}

/** A chain without entries; its own name is what the first entry follows. */
export const noEntries = (): Head => ({ count: 0, mac: '' })

export const chainOf = (day: string, shard: number): string => `${day}#${shard}`
export const chainsOf = (day: string): string[] =>
  Array.from({ length: auditShards }, (_, shard) => chainOf(day, shard))

const numberOf = (count: number): string => String(count).padStart(8, '0')

/** Entries are kept for two years, and a month in which the chain is checked for the last time. (L14) */
const keptSeconds = (2 * 365 + 31) * 86_400

/** A value whose text does not depend on the order in which the table gives its parts back. */
function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, part]) => [name, inOrder(part)])
}

/** An item's MAC: of every attribute it has but the MAC itself, and of the MAC before. */
function macOf(key: Uint8Array, { mac: _, ...item }: Item, before: string): string {
  return createHmac('sha256', key)
    .update(JSON.stringify([before, inOrder(item)]))
    .digest('base64url')
}

/** The next entry of a chain. */
export function nextEntry(
  entry: AuditEntry,
  chain: string,
  head: Head,
  id: string,
  time: Date,
  key: Uint8Array,
): Chained {
  const item = {
    ...entry,
    day: chain,
    at: numberOf(head.count + 1),
    time: time.toISOString(),
    id,
    expiresAt: Math.floor(time.getTime() / 1000) + keptSeconds,
  }
  return { ...item, mac: macOf(key, item, head.mac) }
}

/** The head of a chain whose last item this is; of an empty chain where there is none. */
export const headOf = (last: Item | undefined): Head =>
  last ? { count: Number(last.at), mac: String(last.mac) } : noEntries()

export type Breach = 'altered' | 'missing' | 'added'

/** Where a chain is not what was written, and what is wrong there. */
export interface Break {
  chain: string
  /** The number of the entry, or the day of an anchor. */
  at: string
  breach: Breach
}

/** Follows a chain from its beginning, a page of items at a time. */
export function follow(chain: string, key: Uint8Array) {
  let head = noEntries()
  let broken: Break | undefined
  return {
    take(items: readonly Item[]): void {
      for (const item of items) {
        if (broken) return
        const at = numberOf(head.count + 1)
        if (item.at !== at)
          broken = { chain, at: item.at > at ? at : String(item.at), breach: item.at > at ? 'missing' : 'added' }
        else if (item.day !== chain || !sameText(macOf(key, item, head.mac), String(item.mac ?? ''))) {
          broken = { chain, at, breach: 'altered' }
        } else head = headOf(item)
      }
    },
    /** How far it holds together, and where not. */
    end: (): { head: Head; broken?: Break } => ({ head, ...(broken && { broken }) }),
  }
}

/** The chain of days: what every chain of a day had come to. */
export const anchors = 'anchors'

/** The anchor of a day: how each of its chains ended, chained to the anchor of the day before. */
export interface Anchor {
  day: typeof anchors
  /** The day that it is about. */
  at: string
  heads: Record<string, Head>
  /** The day of the anchor before; empty for the first. */
  after: string
  mac: string
}

/** The anchor of a day, after the one of the last day that has one. */
export function nextAnchor(
  day: string,
  heads: Record<string, Head>,
  before: Item | undefined,
  key: Uint8Array,
): Anchor {
  const item = { day: anchors, at: day, heads, after: before ? String(before.at) : '' } as const
  return { ...item, mac: macOf(key, item, before ? String(before.mac) : '') }
}

/** The first anchor that is not what was written, of anchors in the order of their days. */
export function brokenAnchor(items: readonly Item[], key: Uint8Array): Break | undefined {
  let before: Item | undefined
  for (const item of items) {
    const after = before ? String(before.at) : ''
    if (item.after !== after) return { chain: anchors, at: after || String(item.at), breach: 'missing' }
    if (!sameText(macOf(key, item, before ? String(before.mac) : ''), String(item.mac ?? ''))) {
      return { chain: anchors, at: String(item.at), breach: 'altered' }
    }
    before = item
  }
  return undefined
}

/** Whether a chain that holds together is as long as the anchor of its day says. */
export function againstAnchor(chain: string, head: Head, anchored: Head | undefined): Break | undefined {
  const wanted = anchored ?? noEntries()
  if (head.count === wanted.count && head.mac === wanted.mac) return undefined
  const breach: Breach = head.count < wanted.count ? 'missing' : head.count > wanted.count ? 'added' : 'altered'
  return { chain, at: numberOf(Math.min(head.count, wanted.count) + (breach === 'altered' ? 0 : 1)), breach }
}
