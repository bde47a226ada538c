/** In any order: spreads those who ask at once over what there is. */

/** A copy in an order drawn by `random` (0 up to but not including 1). */
export function shuffled<T>(all: readonly T[], { random }: { random: () => number }): T[] {
  const list = [...all]
  for (let n = list.length - 1; n > 0; n--) {
    const other = Math.floor(random() * (n + 1))
    ;[list[n], list[other]] = [list[other]!, list[n]!]
  }
  return list
}
