/**
 * Releases: the counts of a running drive are shown as they stood at a moment, and newer ones take their place only when what
 * lies between the two tells of nobody. Whoever keeps every page that was ever shown learns nothing of fewer than k people. (A4)
 */
import * as z from 'zod/mini'
import { type Shown, suppress } from './suppression.ts'

/** A table of counts as it stands now. */
export interface TableNow {
  /** How many people (or calls) it counts. */
  base: number
  counts: Record<string, number>
  /** Whether one of them may stand in several cells: where several choices can be ticked. */
  several?: boolean
}

/** A table as it was shown. */
export const Release = z.object({
  base: z.int(),
  counts: z.record(z.string(), z.union([z.int(), z.literal('hidden')])),
})
export type Release = z.infer<typeof Release>

/** What was shown of a table, in order; of many in a row that hid the same cells, the first and the last. */
export const Releases = z.array(Release)
export type Releases = z.infer<typeof Releases>

/** More is hidden than the newest table needs by itself only where it counts so many times the people of the one before. */
const worthHiding = 1.25

/** The name of a table: a question's own, or one of a row of its matrix. */
export const tableKey = (question: string, row?: string): string =>
  row === undefined ? question : `${question}\u001f${row}`

/** What was shown last; undefined while nothing was. */
export const lastOf = (releases: Releases): Release | undefined => releases.at(-1)

/**
 * What may be shown from now on: with the table as it stands now, or as it was if that would tell of somebody.
 * @param k fewest people behind a figure
 */
export function release(before: Releases, now: TableNow, k: number): Releases {
  const last = lastOf(before)
  if (now.base < k || (last && now.base - last.base < k)) return before
  const own = shownWith(now, new Set(), k)
  const shown = settled(before, own, now, k)
  if (!shown || !last) return shown ? [...before, shown] : before
  if (hiddenIn(shown).size > hiddenIn(own).size && now.base < last.base * worthHiding) return before
  if (peopleIn(shown) < peopleIn(last)) return before
  const isBetween = hidesTheSame(last, shown) && before.length > 1 && hidesTheSame(before.at(-2)!, shown)
  return [...(isBetween ? before.slice(0, -1) : before), shown]
}

/** The table of now with these cells hidden besides those that must be. */
function shownWith({ base, counts, several }: TableNow, besides: ReadonlySet<string>, k: number): Release {
  const shown: Record<string, Shown> = suppress(counts, base, k)
  for (const value of besides) if (value in shown) shown[value] = 'hidden'
  const hidden = hiddenIn({ base, counts: shown })
  // One hidden cell is what all others leave: the smallest of these goes with it.
  if (!several && hidden.size === 1) {
    for (const value of smallest(counts, (value) => !hidden.has(value) && counts[value]! > 0)) shown[value] = 'hidden'
  }
  return { base, counts: shown }
}

/** Hides more and more until no table of before and this one tell of anybody; undefined if that cannot be had. */
function settled(before: Releases, first: Release, now: TableNow, k: number): Release | undefined {
  let shown = first
  for (;;) {
    const telling = now.several ? toldOfTicks(before, shown, k) : toldOfCells(before, shown, now, k)
    if (telling.length === 0) return shown
    const hidden = new Set([...hiddenIn(shown), ...telling])
    if (hidden.size === hiddenIn(shown).size) return undefined
    shown = shownWith(now, hidden, k)
  }
}

/** Where several can be ticked: the cells that too few ticked since they were shown, or too few did not. */
function toldOfTicks(before: Releases, shown: Release, k: number): string[] {
  return before.flatMap((one) =>
    shownInBoth(one, shown).filter((value) => {
      const ticked = growth(one, shown, value)
      return isFew(ticked, k) || isFew(shown.base - one.base - ticked, k)
    }),
  )
}

/** Where each stands in one cell: the cells to hide next, so that the table tells of nobody; none when it doesn't. */
function toldOfCells(before: Releases, shown: Release, { counts }: TableNow, k: number): string[] {
  const another = () => smallest(counts, (value) => isShown(shown, value) && counts[value]! > 0)

  // What is hidden holds those at least who were shown there before: it must hold k people more.
  const hiddenNow = hiddenIn(shown)
  const known = [...hiddenNow].reduce((sum, value) => sum + lastShown(before, value), 0)
  if (hiddenNow.size > 0 && togetherIn(shown, hiddenNow) - known < k) return another()

  for (const [n, one] of before.entries()) {
    const hiddenThen = hiddenIn(one)
    const later = [...before.slice(n + 1), shown]

    // What was hidden then holds those at most who were shown there since: it must have held k people fewer.
    const most = [...hiddenThen].reduce((sum, value) => sum + firstShown(later, value), 0)
    const isBack = (value: string) => hiddenThen.has(value) && isShown(shown, value)
    if (hiddenThen.size > 0 && most - togetherIn(one, hiddenThen) < k) return smallest(counts, isBack)

    // What has not grown at all, had not grown either while it was hidden, and would tell what was hidden beside it.
    const standsStill = (value: string) =>
      growth(one, shown, value) === 0 && later.some((between) => !isShown(between, value))
    const few = shownInBoth(one, shown).filter((value) => isFew(growth(one, shown, value), k) || standsStill(value))
    if (few.length > 0) return few

    // What is hidden together is known together: from one table to the other it grew by what is left.
    const together = hiddenThen.isDisjointFrom(hiddenNow) ? hiddenNow : hiddenThen.union(hiddenNow)
    const came = togetherIn(shown, together) - togetherIn(one, together)
    if (isFew(came, k)) return another()
    // If nobody came to it, what is shown of it again stood there already.
    if (came === 0 && Object.keys(counts).some(isBack)) return smallest(counts, isBack)
  }
  return []
}

const isFew = (people: number, k: number) => people > 0 && people < k
const isShown = (release: Release, value: string) => typeof release.counts[value] === 'number'
const hiddenIn = ({ counts }: Release) => new Set(Object.keys(counts).filter((value) => counts[value] === 'hidden'))
const hidesTheSame = (one: Release, other: Release) => hiddenIn(one).symmetricDifference(hiddenIn(other)).size === 0
const shownInBoth = (one: Release, other: Release) =>
  Object.keys(other.counts).filter((value) => isShown(one, value) && isShown(other, value))
/** How much a cell that both show has grown. */
const growth = (one: Release, other: Release, value: string) =>
  (other.counts[value] as number) - (one.counts[value] as number)
const lastShown = (releases: Releases, value: string): number =>
  (releases.findLast((one) => isShown(one, value))?.counts[value] as number | undefined) ?? 0
const firstShown = (releases: Releases, value: string): number =>
  (releases.find((one) => isShown(one, value))?.counts[value] as number | undefined) ?? Number.POSITIVE_INFINITY

/** The smallest of some cells, as a list of one; none if there is none. */
function smallest(counts: Record<string, number>, isOne: (value: string) => boolean): string[] {
  const some = Object.keys(counts).filter(isOne)
  return some.sort((one, other) => counts[one]! - counts[other]!).slice(0, 1)
}

/** How many people a table tells of in some cells, which hold either all that is hidden in it, or nothing of that. */
function togetherIn(release: Release, cells: ReadonlySet<string>): number {
  const hidesWithin = hiddenIn(release).size > 0 && hiddenIn(release).isSubsetOf(cells)
  const told = Object.entries(release.counts).filter(([value]) => cells.has(value) !== hidesWithin)
  const sum = told.reduce((people, [, count]) => people + (count as number), 0)
  return hidesWithin ? release.base - sum : sum
}

/** How many people a table shows something of; of one without cells, how many there are. */
function peopleIn({ counts, base }: Release): number {
  const cells = Object.values(counts)
  return cells.length === 0 ? base : cells.reduce<number>((sum, count) => sum + (count === 'hidden' ? 0 : count), 0)
}
