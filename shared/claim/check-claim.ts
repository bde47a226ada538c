/**
 * One row of a reminder's file becomes a claim, or the reason why not: what the act forbids, what cannot be read, what must not
 * be kept. Whatever is not clearly allowed is refused. (T4, T6, T7)
 */
import { type Mapping, MergeField } from '../contact/mapping.ts'
import type { BadRow, Reason } from '../contact/reasons.ts'
import type { Row } from '../contact/rows.ts'
import { type Band, type Claim, type IdentityFact, isInTime, type PersonClaims } from './claim.ts'
import { type ClaimColumn, factColumns, looksLikeAmount } from './columns.ts'
import { factHashes, plainWords, readDate } from './identity.ts'
import { caseText } from './payments.ts'

export interface ClaimCheck {
  columns: string[]
  mapping: Mapping
  /** The key of the hashes of facts. */
  key: Uint8Array
  /** The local date of the import. */
  today: string
  /** How many facts a person must have so that she can be recognised. */
  needed: number
}

const longestCase = 64

/** A good row: the claim, and the facts of its person as they are kept if it is the first of hers. */
export interface ClaimRow {
  claim: Claim
  facts: PersonClaims['facts']
}

/** Checks the claims of rows, in order: a case that comes twice is refused the second time. */
export function claimCheck({ columns, mapping, key, today, needed }: ClaimCheck): (row: Row) => ClaimRow | BadRow {
  const from = mapping.claim ?? {}
  const seen = new Set<string>()
  const values = MergeField.options.flatMap((field) => mapping.fields[field] ?? [])
  const names = (['imie', 'nazwisko', 'osoba'] as const).flatMap((field) => mapping.fields[field] ?? [])

  return ({ row, cells }) => {
    const cell = (name: ClaimColumn): string => (from[name] === undefined ? '' : (cells[from[name]] ?? '').trim())
    const bad = (at: number | undefined, reason: Reason): BadRow => ({ row, column: columns[at ?? -1] ?? '', reason })

    const pointer = caseText(cell('case'))
    if (!pointer || pointer.length > longestCase) return bad(from.case, 'case-missing')
    const limitation = readDate(cell('limitation'))
    if (!limitation) return bad(from.limitation, 'limitation-missing')
    if (!isInTime(limitation, today)) return bad(from.limitation, 'limitation-near')
    const title = yesOrNo(cell('title'))
    if (title !== 'no') return bad(from.title, title === 'yes' ? 'title-issued' : 'title-unknown')
    const band = bandOf(cell('band'))
    if (!band) return bad(from.band, looksLikeAmount(cell('band')) ? 'amount' : 'band-unknown')
    const amount = values.find((column) => looksLikeAmount(cells[column] ?? ''))
    if (amount !== undefined) return bad(amount, 'amount')
    if (names.every((column) => plainWords(cells[column] ?? '').length === 0)) return bad(names[0], 'name-missing')

    const facts: PersonClaims['facts'] = {}
    for (const column of factColumns) {
      for (const fact of factsOf(column)) {
        const hashes = factHashes(key, pointer, fact, cell(column))
        if (hashes.length === 0) continue
        facts[fact] = hashes
        break
      }
    }
    if (Object.keys(facts).length < needed) {
      return bad(
        factColumns.map((column) => from[column]).find((column) => column !== undefined),
        'identity-missing',
      )
    }
    if (seen.has(pointer)) return bad(from.case, 'case-repeated')
    seen.add(pointer)
    return { claim: { case: pointer, limitation, band }, facts }
  }
}

/** The facts that a column can hold, the fullest first. */
export function factsOf(column: ClaimColumn): IdentityFact[] {
  return column === 'birth' ? ['birthDate', 'birthYear'] : [column as IdentityFact]
}

const yes = new Set(['tak', 't', 'yes', 'y', 'true', 'prawda', '1', 'x', 'wystawiono', 'wystawiony', 'jest'])
const no = new Set(['nie', 'n', 'no', 'false', 'falsz', '0', 'niewystawiono', 'brak'])

/** An empty cell is no `no`: nobody has said so. */
function yesOrNo(cell: string): 'yes' | 'no' | undefined {
  const word = plainWords(cell).join('')
  return yes.has(word) ? 'yes' : no.has(word) ? 'no' : undefined
}

/** `>160`, `powyżej 160 zł`, `≤160`, `do 160`: the bands, and no number besides. */
export function bandOf(cell: string): Band | undefined {
  const text = cell
    .toLowerCase()
    .replace(/[\s\u00a0\u202f]+/g, '')
    .replace(/(?:zł|zl|pln)$/, '')
  if (/^(?:>|powyżej|powyzej|pow\.?|ponad|over)160(?:[.,]00)?$/.test(text)) return 'over'
  if (/^(?:≤|<=|=<|do|upto)160(?:[.,]00)?$/.test(text)) return 'up to'
  return undefined
}
