/** Suppression: no figure that could point at a person is shown, nor one from which it could be worked out. (A4) */

import type { Campaign } from '../campaign/campaign.ts'

/** Fewest people behind a figure that is shown. */
export const fewestShown = 5

/** The same for special categories of data (health, welfare, beliefs), and where the matter alone is a secret. (A4, L2, L12) */
const fewestOfSpecial = 10

/** How many people must stand behind a figure of a campaign. */
export function fewestFor({ basis, discreet }: Pick<Campaign, 'basis' | 'discreet'>): number {
  return basis?.startsWith('9(2)') || discreet ? fewestOfSpecial : fewestShown
}

/** A count as it may be shown; `hidden` where it may not. Nobody (0) is shown: it says nothing about a person's answer. */
export type Shown = number | 'hidden'

/**
 * The counts of one question (value → count) of `answered` people, as they may be shown. A count is hidden if fewer than k
 * gave it, or all but fewer than k; and so many others with it, smallest first, that the hidden ones cannot be worked out
 * from the total: at least two are hidden, with at least k people together, and not all as small or as large as they can be.
 * Under k answers in all, nothing is shown.
 */
export function suppress(
  counts: Record<string, number>,
  answered: number,
  k: number = fewestShown,
): Record<string, Shown> {
  const values = Object.keys(counts)
  if (answered < k) return Object.fromEntries(values.map((value) => [value, 'hidden']))
  const isSmall = (people: number) => people > 0 && people < k
  const hidden = new Set(values.filter((value) => isSmall(counts[value]!)))
  if (hidden.size > 0) {
    const others = values
      .filter((value) => !hidden.has(value) && counts[value]! > 0)
      .sort((one, other) => counts[one]! - counts[other]!)
    const isTold = () => {
      const people = [...hidden].reduce((sum, value) => sum + counts[value]!, 0)
      // Whoever knows this rule knows: one of them at least is small, and each is smaller than whatever is shown.
      const largest = Math.max(k, counts[others[0]!] ?? Number.POSITIVE_INFINITY) - 1
      return hidden.size < 2 || people < k || people <= hidden.size + 1 || people >= k - 1 + (hidden.size - 1) * largest
    }
    while (isTold() && others.length > 0) {
      const next = counts[others[0]!]
      while (others.length > 0 && counts[others[0]!] === next) hidden.add(others.shift()!) // which of two equals, would tell
    }
    if (isTold()) for (const value of values) hidden.add(value)
  }
  // Where several answers may be given, a count can also tell of the few who did not give this one.
  for (const value of values) if (isSmall(answered - counts[value]!)) hidden.add(value)
  return Object.fromEntries(values.map((value) => [value, hidden.has(value) ? 'hidden' : counts[value]!]))
}
