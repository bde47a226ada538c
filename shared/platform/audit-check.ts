/** Checks the whole audit, or a day of it: every entry against the one before, every past day against its anchor. (X15) */
import { againstAnchor, anchors, type Break, brokenAnchor, chainsOf, follow, type Head } from './audit.ts'
import type { AuditStore } from './audit-store.ts'
import type { Item } from './dynamo.ts'
import { addDays } from './local-time.ts'

export interface Checked {
  /** Days that were looked at, and those of them that are anchored. */
  days: number
  anchored: number
  entries: number
  /** Today's heads: written down elsewhere, they also prove that nothing is cut off the end of today. */
  heads: Record<string, Head>
  /** The first thing that is not as it was written. Undefined: everything is. */
  broken?: Break
}

/** Longer ago than entries are kept, there is nothing to check. */
const mostDays = 2 * 365

function* daysFrom(first: string, last: string): Generator<string> {
  for (let day = first; day <= last; day = addDays(day, 1)) yield day
}

/**
 * Checks the days from the first anchor (or `from`) to today. A past day without an anchor is a break: the clock anchors each
 * day in the night after it, so yesterday has one from three o'clock on.
 */
export async function checkAudit(
  audit: Pick<AuditStore, 'chain'>,
  key: Uint8Array,
  now: Date,
  { from, only }: { from?: string; only?: string } = {},
): Promise<Checked> {
  const anchorItems: Item[] = []
  for await (const items of audit.chain(anchors)) anchorItems.push(...items)
  const byDay = new Map(anchorItems.map((item) => [String(item.at), item.heads as Record<string, Head>]))
  const today = now.toISOString().slice(0, 10)
  const earliest = addDays(today, -mostDays)
  const first = [from ?? anchorItems[0]?.at ?? addDays(today, -1), earliest].sort().at(-1) as string
  const settled = addDays(new Date(now.getTime() - 4 * 3_600_000).toISOString().slice(0, 10), -1)

  const checked: Checked = { days: 0, anchored: 0, entries: 0, heads: {} }
  const badAnchor = brokenAnchor(anchorItems, key)
  for (const day of only ? [only] : daysFrom(first, today)) {
    const anchored = byDay.get(day)
    checked.days++
    if (anchored) checked.anchored++
    const ends = await Promise.all(
      chainsOf(day).map(async (chain) => {
        const followed = follow(chain, key)
        for await (const items of audit.chain(chain)) followed.take(items)
        return { chain, ...followed.end() }
      }),
    )
    for (const { chain, head, broken } of ends) {
      checked.entries += head.count
      if (day === today) checked.heads[chain] = head
      checked.broken ??= broken ?? (anchored && againstAnchor(chain, head, anchored[chain]))
    }
    // Where there is no anchor at all, something was written before anybody anchored, or all of them were removed.
    const wants = anchorItems[0] ? day >= String(anchorItems[0].at) : ends.some(({ head }) => head.count > 0)
    if (!anchored && wants && day <= settled) {
      checked.broken ??= { chain: anchors, at: day, breach: 'missing' }
    }
    if (checked.broken) break
  }
  if (badAnchor && !checked.broken) checked.broken = badAnchor
  return checked
}
