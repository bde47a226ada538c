/** Chance that can be had again: the same seed and the same words give the same number, whatever happened in between. */

/** A number from 0 (included) to 1 (excluded). */
export function drawn(seed: number, ...words: (string | number)[]): number {
  let hash = 0x811c9dc5 ^ seed
  for (const sign of words.join('|')) hash = Math.imul(hash ^ sign.codePointAt(0)!, 0x01000193)
  // The last signs alone would hardly move the upper bits.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000
}

/** One of the names, each as often as its weight says; `draw` from 0 to 1. */
export function chosen<Name extends string>(weights: Partial<Record<Name, number>>, draw: number): Name {
  const entries = Object.entries(weights) as [Name, number][]
  let left = draw * entries.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [name, weight] of entries) {
    left -= weight
    if (left < 0) return name
  }
  return entries.at(-1)![0]
}
