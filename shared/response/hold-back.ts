/**
 * What an export of rows holds back: rows until at least k have come together, so that two files tell of nobody who came between
 * them; and each value that fewer than k people share, as the page of results does. Rules only. (A4, A6)
 */
import * as z from 'zod/mini'
import { suppress } from '../result/suppression.ts'
import type { Response } from './response.ts'

/** The sign for a hidden value, as dane.gov.pl reads it. */
export const hiddenMark = '#'
/** What stands between several values in one cell. */
const between = ' | '

/** Up to where rows were given out: those sent until then, and once the drive was over also the unfinished ones. */
export const Cut = z.object({ until: z.string(), unfinished: z.boolean(), rows: z.int() })
export type Cut = z.infer<typeof Cut>

/** Whether a response is among the rows of a cut. */
export function isWithin(cut: Cut | undefined, { state, submittedAt }: Response): boolean {
  if (!cut) return false
  return state === 'complete' ? (submittedAt ?? '') <= cut.until : cut.unfinished
}

/** How many rows there would be up to now, by what is sent and what is not. */
export interface RowsNow {
  sent: number
  unfinished: number
}

/**
 * The cut from now on: a newer one only when it has at least k rows more, so nobody who keeps two files finds fewer new rows.
 * @param isOver whether no more answers can come
 */
export function nextCut(last: Cut | undefined, rows: RowsNow, isOver: boolean, now: Date, k: number): Cut | undefined {
  const before = last?.rows ?? 0
  const until = now.toISOString()
  const withAll: Cut = { until, unfinished: true, rows: rows.sent + rows.unfinished }
  if (isOver && withAll.rows - before >= k) return withAll
  const withSent: Cut = {
    until,
    unfinished: last?.unfinished ?? false,
    rows: rows.sent + (last?.unfinished ? rows.unfinished : 0),
  }
  return withSent.rows - before >= k ? withSent : last
}

type Cell = string | number

/**
 * Hides in each column the values that fewer than k rows share, with what else would give them away. Count all rows first,
 * then let each of them through.
 */
export function holdBack(k: number) {
  const columns: { base: number; counts: Record<string, number> }[] = []
  let hidden: Set<string>[] | undefined
  const partsOf = (cell: Cell) => String(cell).split(between)

  return {
    count(cells: Cell[]): void {
      for (const [n, cell] of cells.entries()) {
        columns[n] ??= { base: 0, counts: {} }
        if (cell === '') continue
        const column = columns[n]
        column.base++
        for (const part of partsOf(cell)) column.counts[part] = (column.counts[part] ?? 0) + 1
      }
    },

    /** The cells of a row as they may be given out. */
    held(cells: Cell[]): Cell[] {
      hidden ??= columns.map(({ base, counts }) => {
        const shown = suppress(counts, base, k)
        return new Set(Object.keys(shown).filter((value) => shown[value] === 'hidden'))
      })
      return cells.map((cell, n) => {
        if (cell === '' || !partsOf(cell).some((part) => hidden![n]!.has(part))) return cell
        const kept = partsOf(cell).filter((part) => !hidden![n]!.has(part))
        return [...kept, hiddenMark].join(between)
      })
    },
  }
}
