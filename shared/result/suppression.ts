/** Suppression: no figure that could point at a person is shown, nor one from which it could be worked out. (A4) */

/** Fewest people behind a figure that is shown. */
export const fewestShown = 5

/** A count as it may be shown; `hidden` where it may not. Nobody (0) is shown: it says nothing about a person's answer. */
export type Shown = number | 'hidden'

/**
 * The counts of one question (value → count) of `answered` people, as they may be shown. Counts under k are hidden,
 * and so many others, smallest first, that the hidden ones cannot be worked out from the total: at least two are hidden,
 * with at least k people together. Under k answers in all, nothing is shown.
 */
export function suppress(
  counts: Record<string, number>,
  answered: number,
  k: number = fewestShown,
): Record<string, Shown> {
  const values = Object.keys(counts)
  if (answered < k) return Object.fromEntries(values.map((value) => [value, 'hidden']))
  const hidden = new Set(values.filter((value) => counts[value]! > 0 && counts[value]! < k))
  if (hidden.size > 0) {
    const others = values
      .filter((value) => !hidden.has(value) && counts[value]! > 0)
      .sort((one, other) => counts[one]! - counts[other]!)
    const people = () => [...hidden].reduce((sum, value) => sum + counts[value]!, 0)
    while ((hidden.size < 2 || people() < k) && others.length > 0) hidden.add(others.shift()!)
    if (hidden.size < 2 || people() < k) for (const value of values) hidden.add(value)
  }
  return Object.fromEntries(values.map((value) => [value, hidden.has(value) ? 'hidden' : counts[value]!]))
}
