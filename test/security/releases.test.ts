/**
 * Somebody who keeps every page of results that was ever shown, knows how many had answered each time, and knows the rule by
 * which pages change. (A4)
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lastOf, type Release, type Releases, release, type TableNow } from '../../shared/result/release.ts'

/** One look at a table with counts by cell. */
const look = (counts: number[], several?: { base: number }): TableNow => ({
  base: several?.base ?? counts.reduce((sum, count) => sum + count, 0),
  counts: Object.fromEntries(counts.map((count, n) => [`v${n}`, count])),
  ...(several && { several: true }),
})

/** What was shown after each look. */
function shownAfter(looks: TableNow[], k: number): (Release | undefined)[] {
  let releases: Releases = []
  return looks.map((now) => {
    releases = release(releases, now, k)
    return lastOf(releases)
  })
}

/** How many came between one page and the next, by page and cell: what really happened, and nobody saw. */
type Came = number[][]

/**
 * Whether somebody with all pages in hand knows how many people are in some cells (`cells`) of those who came after page
 * `from` and up to page `to`. She knows that cells only grow, what each page shows, and how many it counts. What came by page
 * and cell is a flow: it is known only if no people can be exchanged, along a cycle, so that every page looks the same.
 */
function isKnown(pages: Release[], came: Came, from: number, to: number, cells: Set<number>): boolean {
  // Of a cell, what came between two pages that show it is known as a sum: one group.
  const groupOf = (page: number, cell: number): string => {
    const next = pages.findIndex((one, n) => n >= page && one.counts[`v${cell}`] !== 'hidden')
    return next === -1 ? 'whatever is never shown' : `${cell}/${next}`
  }
  const asked = (page: number, cell: number) => page > from && page <= to && cells.has(cell)
  const places = came.flatMap((row, page) =>
    row.map((people, cell) => ({ page, cell, people, group: groupOf(page, cell) })),
  )
  /** Whether people can be moved from a page to a group, through other pages and groups, without touching what is asked. */
  const leads = (start: string, end: string): boolean => {
    const seen = new Set([start])
    for (const at of seen) {
      for (const { page, cell, people, group } of places) {
        if (asked(page, cell)) continue
        if (at === `page ${page}`) seen.add(group) // one more here
        if (at === group && people > 0) seen.add(`page ${page}`) // one less there
      }
    }
    return seen.has(end)
  }
  return !places.some(({ page, cell, people, group }) => {
    if (!asked(page, cell)) return false
    return leads(group, `page ${page}`) || (people > 0 && leads(`page ${page}`, group))
  })
}

/** Groups of fewer than k people that pages tell of. */
function toldBy(looks: number[][], k: number): object[] {
  const shown = shownAfter(
    looks.map((counts) => look(counts)),
    k,
  )
  const moments = shown.flatMap((one, n) => (one && one !== shown[n - 1] ? [n] : []))
  const pages = moments.map((n) => shown[n]!)
  const came = moments.map((n, nth) => looks[n]!.map((count, cell) => count - (looks[moments[nth - 1]!]?.[cell] ?? 0)))
  const told: object[] = []
  const cells = looks[0]?.length ?? 0
  for (let to = 0; to < pages.length; to++) {
    for (let from = -1; from < to; from++) {
      for (let subset = 1; subset < 2 ** cells; subset++) {
        const chosen = new Set(Array.from({ length: cells }, (_, cell) => cell).filter((cell) => subset & (1 << cell)))
        const people = came
          .slice(from + 1, to + 1)
          .reduce((sum, row) => sum + [...chosen].reduce((all, cell) => all + row[cell]!, 0), 0)
        if (people > 0 && people < k && isKnown(pages, came, from, to, chosen)) {
          told.push({ from, to, chosen: [...chosen], people, pages: JSON.stringify(pages), came: JSON.stringify(came) })
        }
      }
    }
  }
  return told
}

test('whoever keeps all pages, in whatever order they came, never knows a group of fewer than k people', () => {
  const some = fc.tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 1, max: 8 }), fc.constantFrom(3, 5, 10))
  fc.assert(
    fc.property(
      some.chain(([cells, pages, k]) =>
        fc.tuple(
          fc.array(fc.array(fc.nat(9), { minLength: cells, maxLength: cells }), { minLength: pages, maxLength: pages }),
          fc.constant(k),
        ),
      ),
      ([steps, k]) => {
        expect(toldBy(grown(steps), k)).toEqual([])
      },
    ),
    { numRuns: 3_000 },
  )
})

test('without the rule she does: the same pages shown as they come tell of single people', () => {
  const pages: Release[] = [
    { base: 30, counts: { v0: 20, v1: 10 } },
    { base: 31, counts: { v0: 20, v1: 11 } },
  ]
  expect(
    isKnown(
      pages,
      [
        [20, 10],
        [0, 1],
      ],
      0,
      1,
      new Set([1]),
    ),
  ).toBe(true)
  expect(isKnown([{ base: 31, counts: { v0: 'hidden', v1: 'hidden' } }], [[20, 11]], -1, 0, new Set([1]))).toBe(false)
})

const arrivals = (cells: number) =>
  fc.array(fc.array(fc.nat(14), { minLength: cells, maxLength: cells }), { maxLength: 14 })

/** Counts after each look, from what came in between. */
const grown = (steps: number[][]): number[][] =>
  steps.map((_, n) => steps[0]!.map((__, cell) => steps.slice(0, n + 1).reduce((sum, step) => sum + step[cell]!, 0)))

describe('between any two pages that were ever shown', () => {
  test('each cell, and what is hidden together, grew by nobody or by at least k', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 6 }).chain((cells) => arrivals(cells)),
        fc.constantFrom(5, 10),
        (steps, k) => {
          const pages = shownAfter(
            grown(steps).map((counts) => look(counts)),
            k,
          ).filter((one) => one !== undefined)
          for (const [n, later] of pages.entries()) {
            for (const earlier of pages.slice(0, n)) {
              const all = later.base - earlier.base
              expect(all === 0 || all >= k).toBe(true)
              let rest = all
              for (const [value, count] of Object.entries(later.counts)) {
                const before = earlier.counts[value]
                if (typeof count !== 'number' || typeof before !== 'number') continue
                expect(count - before === 0 || count - before >= k).toBe(true)
                rest -= count - before
              }
              expect(rest === 0 || rest >= k).toBe(true)
            }
          }
        },
      ),
      { numRuns: 500 },
    )
  })

  test('where several can be ticked, those who did and those who did not', () => {
    fc.assert(
      fc.property(arrivals(4), fc.constantFrom(5, 10), (steps, k) => {
        // Each time the first says how many came, the others how many of these ticked a choice.
        const came = grown(steps.map(([people, ...ticked]) => [people!, ...ticked.map((n) => Math.min(n, people!))]))
        const looks = came.map(([base, ...ticked]) => look(ticked, { base: base! }))
        const pages = shownAfter(looks, k).filter((one) => one !== undefined)
        for (const [n, later] of pages.entries()) {
          for (const earlier of pages.slice(0, n)) {
            const all = later.base - earlier.base
            for (const [value, count] of Object.entries(later.counts)) {
              const before = earlier.counts[value]
              if (typeof count !== 'number' || typeof before !== 'number') continue
              for (const people of [count - before, all - (count - before)]) {
                expect(people === 0 || people >= k).toBe(true)
              }
            }
          }
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('what is shown', () => {
  test('nothing of fewer than k; then everything, and nothing new until k more have come', () => {
    const steps = [look([2, 2]), look([20, 10]), look([21, 12]), look([25, 15])]
    expect(shownAfter(steps, 5)).toEqual([
      undefined,
      { base: 30, counts: { v0: 20, v1: 10 } },
      { base: 30, counts: { v0: 20, v1: 10 } },
      { base: 40, counts: { v0: 25, v1: 15 } },
    ])
  })

  test('a cell that grew by one person waits, and is hidden with another when much has come', () => {
    const [, waits, much] = shownAfter([look([40, 20, 10]), look([50, 30, 11]), look([70, 40, 11])], 5)
    expect(waits).toEqual({ base: 70, counts: { v0: 40, v1: 20, v2: 10 } })
    expect(much).toEqual({ base: 121, counts: { v0: 70, v1: 'hidden', v2: 'hidden' } })
  })

  test('a long drive shows nearly all that is answered nearly all the time', () => {
    let releases: Releases = []
    const counts = [0, 0, 0, 0]
    let behind = 0
    let looks = 0
    let seed = 7
    const random = () => {
      seed = (seed * 48_271) % 2_147_483_647
      return seed / 2_147_483_647
    }
    for (let n = 1; n <= 3_000; n++) {
      const chosen = random()
      counts[chosen < 0.6 ? 0 : chosen < 0.95 ? 1 : chosen < 0.99 ? 2 : 3]!++
      releases = release(releases, look(counts), 5)
      if (n < 100) continue
      looks++
      behind += (n - (lastOf(releases)?.base ?? 0)) / n
    }
    expect(behind / looks).toBeLessThan(0.15)
    expect(releases.length).toBeLessThan(30)
  })
})
