/**
 * From rows to pages: check, leave out who is there twice or objected, fill pages of 100, write them some at a time.
 * The same file, mapping and objections give the same pages, so a message delivered twice rewrites what is there.
 */
import type { PersonClaims } from '../claim/claim.ts'
import type { ClaimsOfFile, ReadRow } from '../claim/claims-of-file.ts'
import type { ConsentDays } from '../consent/days.ts'
import { addressHasher, normalAddress } from '../objection/objection.ts'
import type { Forbidden } from '../objection/objection-store.ts'
import { type PackedRow, rowCheck } from './check.ts'
import { contactsPerPage } from './contact.ts'
import type { Counts } from './format.ts'
import { type Mapping, phoneColumns } from './mapping.ts'
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
  /** Of a reminder: the claims of each row's person. */
  claims?: PersonClaims[]
  /** Where consent is needed: the days on which each row's person agreed. */
  consents?: ConsentDays[]
}

export interface ImportDeps {
  /** Whether a person with these addresses must be left out; not given where nobody objected. */
  objected?: ((addresses: string[]) => boolean) | undefined
  /** Of a reminder: the claims of its file, which make one contact of all rows of a person. */
  claims?: ClaimsOfFile | undefined
  /** Where consent is needed: that of a row, by which of her addresses it has; or why the row is refused. */
  consentOf?: ((row: Row, has: { email: boolean; phone: boolean }) => ConsentDays | BadRow) | undefined
  /** Told of each e-mail address and number that comes onto the list, and whose it is. */
  address?: ((address: string, page: number, index: number) => void) | undefined
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
  { objected, claims, consentOf, address, write, report, progress }: ImportDeps,
): Promise<{ counts: Counts; badRows: BadRow[] }> {
  const phones = phoneColumns(plan.mapping).length
  const checkPhone = phones > 0 ? (await import('./phone.ts')).checkPhone : undefined
  const check = rowCheck(plan.columns, plan.mapping, plan.isRagged, checkPhone)
  const seen = seenAddresses()
  const counts = {
    ...{ rows: 0, contacts: 0, bad: 0, duplicates: 0, objected: 0, pages: 0, withPhone: 0, withEmail: 0 },
    byLanguage: {} as Counts['byLanguage'],
    ...(claims && { joined: 0 }),
    ...(consentOf && { agreed: { email: 0, phone: 0 } }),
  }
  const shown: BadRow[] = []
  const writer = boundedWriter(write)
  let headerToCome = plan.header
  let page: PackedRow[] = []
  let owed: PersonClaims[] = []
  let consents: ConsentDays[] = []
  const filled = (): FilledPage => ({
    page: counts.pages++,
    rows: page,
    ...(claims && { claims: owed }),
    ...(consentOf && { consents }),
  })
  const full = async (): Promise<void> => {
    if (claims) claims.keep(filled())
    else await writer.add(filled())
    page = []
    owed = []
    consents = []
  }

  /** Whether a person was there before: under her e-mail address, or under her first number. */
  const isRepeated = (email: string, phone: string | undefined): boolean => {
    const address = email && normalAddress(email)
    if (!phone) return !seen.isNew(address)
    if ((address && seen.has(address)) || seen.has(phone)) return true
    if (address) seen.isNew(address)
    return !seen.isNew(phone)
  }

  const meet = (claim: ReadRow, email: string, phone: string | undefined, isLeftOut: boolean) =>
    claims!.meet(email && normalAddress(email), phone, claim, counts.pages * contactsPerPage + page.length, isLeftOut)

  const take = (row: Row): BadRow | undefined => {
    const checked = check(row)
    counts.rows++
    if (!Array.isArray(checked)) {
      counts.bad++
      return checked
    }
    const claim = claims?.read(row)
    if (claim && 'reason' in claim) {
      counts.bad++
      return claim
    }
    const [language, email] = checked
    const numbers = phones > 0 ? checked.slice(2, 2 + phones).filter(Boolean) : []
    const consent = consentOf?.(row, { email: email !== '', phone: numbers.length > 0 })
    if (consent && 'reason' in consent) {
      counts.bad++
      return consent
    }
    const isLeftOut = () => objected?.(email ? [email, ...numbers] : numbers) ?? false
    const became = claim ? meet(claim, email, numbers[0], isLeftOut()) : undefined
    if (became?.as === 'bad') {
      counts.bad++
      const column = became.column ?? plan.mapping.email ?? phoneColumns(plan.mapping)[0] ?? -1
      return { row: row.row, column: plan.columns[column] ?? '', reason: became.reason }
    }
    if (became?.as === 'joined') counts.joined!++
    else if (!became && isRepeated(email, numbers[0])) counts.duplicates++
    else if (became ? became.as === 'left out' : isLeftOut()) counts.objected++
    else {
      counts.contacts++
      if (email) counts.withEmail++
      if (numbers.length > 0) counts.withPhone++
      counts.byLanguage[language] = (counts.byLanguage[language] ?? 0) + 1
      if (address) for (const one of email ? [email, ...numbers] : numbers) address(one, counts.pages, page.length)
      page.push(checked)
      if (claim) owed.push({ facts: claim.facts, claims: [claim.claim] })
      if (consent) {
        consents.push(consent)
        if (consent.email) counts.agreed!.email++
        if (consent.phone) counts.agreed!.phone++
      }
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
        if (page.length === contactsPerPage) await full()
      }
      if (bad.length) {
        if (shown.length < badRowsShown) shown.push(...bad.slice(0, badRowsShown - shown.length))
        await report(bad)
      }
      await progress(counts.rows)
    }
    if (page.length) await full()
    for (const whole of claims?.pages(contactsPerPage) ?? []) await writer.add(whole)
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

/**
 * Asks the objections by the same hash under which they are kept; undefined where there are none to ask for. An objection
 * is a person's, by whichever of her addresses; a dead address leaves the others. (L5, E6)
 */
export function objectedBy(
  { objected, unreachable }: Forbidden,
  addressKey: Uint8Array | undefined,
): ImportDeps['objected'] {
  if (!addressKey || objected.size + unreachable.size === 0) return undefined
  const hashOf = addressHasher(addressKey)
  return (addresses) => {
    const hashes = addresses.map(hashOf)
    return hashes.some((hash) => objected.has(hash)) || hashes.every((hash) => unreachable.has(hash))
  }
}
