/**
 * From rows to pages: check, leave out who is there twice or objected, fill pages of 100, write them some at a time.
 * The same file, mapping and objections give the same pages, so a message delivered twice rewrites what is there.
 */
import { addressHash, normalAddress } from '../objection/objection.ts'
import { type PackedRow, rowCheck } from './check.ts'
import { contactsPerPage } from './contact.ts'
import type { Counts } from './format.ts'
import type { Mapping } from './mapping.ts'
import type { BadRow } from './reasons.ts'
import { isBlank, type Row } from './rows.ts'
import { seenAddresses } from './seen.ts'

export interface ImportPlan {
  columns: string[]
  mapping: Mapping
  /** Whether the first row that is not empty names the columns. */
  header: boolean
  /** Whether rows may be shorter than the header (XLSX). */
  isRagged: boolean
}

/** One page to write: its number, and the packed rows of its contacts. */
export interface FilledPage {
  page: number
  rows: PackedRow[]
}

export interface ImportDeps {
  /** Whether an address must not be written to; left out where nobody objected. */
  objected?: ((email: string) => boolean) | undefined
  /** Keeps some pages (at most 25). Called up to four times at once; must be idempotent. */
  write: (pages: FilledPage[]) => Promise<void>
  /** Takes bad rows, in order; awaited, so that a slow report slows the reading. */
  report: (rows: BadRow[]) => void | Promise<void>
  /** Told of the rows done after each batch; awaited. */
  progress: (rows: number) => void | Promise<void>
}

const pagesPerWrite = 25
const writesAtOnce = 4
/** How many bad rows are kept at hand for the page that shows them; the report has all. */
const badRowsShown = 200

/** Runs the import. Throws what reading or writing threw, after the writes under way have ended. */
export async function importRows(
  batches: AsyncIterable<Row[]>,
  plan: ImportPlan,
  { objected, write, report, progress }: ImportDeps,
): Promise<{ counts: Counts; badRows: BadRow[] }> {
  const check = rowCheck(plan.columns, plan.mapping, plan.isRagged)
  const { isNew } = seenAddresses()
  const counts: Counts = { rows: 0, contacts: 0, bad: 0, duplicates: 0, objected: 0, pages: 0, byLanguage: {} }
  const shown: BadRow[] = []
  const writer = boundedWriter(write)
  let headerToCome = plan.header
  let page: PackedRow[] = []

  const take = (row: Row): BadRow | undefined => {
    const checked = check(row)
    counts.rows++
    if (!Array.isArray(checked)) {
      counts.bad++
      return checked
    }
    const [language, email] = checked
    if (!isNew(normalAddress(email))) counts.duplicates++
    else if (objected?.(email)) counts.objected++
    else {
      counts.contacts++
      counts.byLanguage[language] = (counts.byLanguage[language] ?? 0) + 1
      page.push(checked)
    }
    return undefined
  }

  try {
    for await (const rows of batches) {
      const bad: BadRow[] = []
      for (const row of rows) {
        if (!row.fault && isBlank(row.cells)) continue
        if (headerToCome) {
          headerToCome = false
          continue
        }
        const badRow = take(row)
        if (badRow) bad.push(badRow)
        if (page.length === contactsPerPage) {
          await writer.add({ page: counts.pages++, rows: page })
          page = []
        }
      }
      if (bad.length) {
        if (shown.length < badRowsShown) shown.push(...bad.slice(0, badRowsShown - shown.length))
        await report(bad)
      }
      await progress(counts.rows)
    }
    if (page.length) await writer.add({ page: counts.pages++, rows: page })
  } finally {
    await writer.finish()
  }
  return { counts, badRows: shown }
}

/** Writes pages in batches, a few batches at once; `add` waits when that many are under way, so memory stays flat. */
function boundedWriter(write: ImportDeps['write']) {
  const underWay = new Set<Promise<void>>()
  let waiting: FilledPage[] = []
  let failure: { error: unknown } | undefined
  const flush = async () => {
    const pages = waiting
    waiting = []
    while (underWay.size >= writesAtOnce) await Promise.race(underWay)
    if (failure) throw failure.error
    const writing: Promise<void> = write(pages)
      .catch((error: unknown) => {
        failure ??= { error }
      })
      .finally(() => underWay.delete(writing))
    underWay.add(writing)
  }
  return {
    async add(page: FilledPage): Promise<void> {
      waiting.push(page)
      if (waiting.length === pagesPerWrite) await flush()
    },
    async finish(): Promise<void> {
      if (waiting.length && !failure) await flush()
      await Promise.all(underWay)
      if (failure) throw failure.error
    },
  }
}

/** Asks the objections by the same hash under which they are kept; undefined where there are none to ask for. */
export function objectedBy(forbidden: Set<string>, addressKey: Uint8Array | undefined): ImportDeps['objected'] {
  return addressKey && forbidden.size ? (email) => forbidden.has(addressHash(addressKey, email)) : undefined
}
