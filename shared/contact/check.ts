/** One row of a file becomes a contact, or the reason why not. Runs half a million times: no schema, few objects. */
import type { Language } from '../platform/language.ts'
import { checkAddress } from './address.ts'
import { fieldsOf, type Mapping, phoneColumns } from './mapping.ts'
import { holdsPesel } from './pesel.ts'
import type { CheckedPhone } from './phone.ts'
import type { BadRow, Reason } from './reasons.ts'
import type { Row } from './rows.ts'

/** How people write a language into a list. What is not here is Polish. */
const languages: Record<string, Language> = {
  ...same('pl', 'pl', 'pol', 'polski', 'polska', 'polish', 'польська', 'pl-pl', 'pl_pl'),
  ...same(
    'uk',
    'uk',
    'ua',
    'ukr',
    'ukraiński',
    'ukrainski',
    'ukraina',
    'ukrainian',
    'українська',
    'украинский',
    'uk-ua',
    'uk_ua',
  ),
  ...same('en', 'en', 'eng', 'angielski', 'english', 'англійська', 'en-gb', 'en_gb', 'en-us', 'en_us'),
}

function same(language: Language, ...words: string[]): Record<string, Language> {
  return Object.fromEntries(words.map((word) => [word, language]))
}

/** The language that a cell names; Polish if it names none of ours. */
export function languageOf(cell: string): Language {
  const word = cell.trim().toLowerCase()
  return Object.hasOwn(languages, word) ? languages[word]! : 'pl'
}

const maxValueLength = 200
const notAscii = /[^\0-\x7f]/
/** Those that turn the order of letters round among them: a name may not rearrange the letter that it stands in. */
const control = /[\0-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]+/g
const formulaErrors = new Set([
  ...['#N/A', '#REF!', '#VALUE!', '#DIV/0!', '#NAME?', '#NULL!', '#NUM!', '#SPILL!', '#CALC!'],
  ...['#N/D!', '#N/D', '#ADR!', '#ARG!', '#DZIEL/0!', '#NAZWA?', '#ZERO!', '#LICZBA!', '#ROZLANIE!', '#OBL!'],
])

/**
 * The text of a merge field: NFC, trimmed, control characters (line breaks too: X7) made spaces. Markup stays what it
 * is, text; whoever puts it into a letter escapes it (X8).
 */
function checkValue(cell: string): { value: string; reason?: undefined } | { reason: Reason } {
  let value = cell.trim()
  if (notAscii.test(value)) {
    if (value.includes('\ufffd')) return { reason: 'characters' }
    value = value.normalize('NFC')
  }
  value = value.replace(control, ' ')
  if (value.length > maxValueLength) return { reason: 'value-too-long' }
  if (value.charCodeAt(0) === 35 && formulaErrors.has(value.toUpperCase())) return { reason: 'formula-error' }
  if (holdsPesel(value)) return { reason: 'pesel' }
  return { value }
}

/**
 * A good row as it is packed: language, e-mail, telephone numbers (as many as are mapped), values in the order of
 * `fieldsOf(mapping)`. What she has not is an empty text; at least one address is there.
 */
export type PackedRow = [language: Language, email: string, ...values: string[]]

/**
 * Checks rows by a mapping. A row has its columns' cells and no more; missing ones at the end are a fault in CSV, and
 * natural in a workbook, which leaves out empty cells. An address that is there must be right, whatever else the row has:
 * a bad number is reported, and not dropped in silence.
 * @param isRagged rows may be shorter than the header (XLSX)
 * @param checkPhone needed where a column of numbers is mapped
 */
export function rowCheck(
  columns: string[],
  mapping: Mapping,
  isRagged: boolean,
  checkPhone?: (cell: string) => CheckedPhone,
): (row: Row) => PackedRow | BadRow {
  const phones = phoneColumns(mapping)
  if (phones.length > 0 && !checkPhone) throw new Error('numbers are mapped, and nobody checks them')
  const fields = fieldsOf(mapping).map((field) => mapping.fields[field]!)
  const bad = ({ row }: Row, column: number, reason: Reason): BadRow => ({ row, column: columns[column] ?? '', reason })
  const width = columns.length

  return (row) => {
    const { cells, fault } = row
    if (fault) return bad(row, -1, fault)
    if (cells.length !== width) {
      for (let extra = width; extra < cells.length; extra++) {
        if (cells[extra]!.trim() !== '') return bad(row, -1, 'too-many-cells')
      }
      if (cells.length < width && !isRagged) return bad(row, -1, 'too-few-cells')
    }
    const packed: PackedRow = [mapping.language === undefined ? 'pl' : languageOf(cells[mapping.language] ?? ''), '']
    let missing: Reason | undefined
    if (mapping.email !== undefined) {
      const { email, reason } = checkAddress(cells[mapping.email] ?? '')
      if (reason === undefined) packed[1] = email
      else if (reason === 'email-missing') missing = reason
      else return bad(row, mapping.email, reason)
    }
    let hasPhone = false
    for (const column of phones) {
      const { phone = '', reason } = checkPhone!(cells[column] ?? '')
      if (reason !== undefined && reason !== 'phone-missing') return bad(row, column, reason)
      missing ??= reason
      hasPhone ||= phone !== ''
      packed.push(packed.includes(phone, 2) ? '' : phone) // the same number twice is one number
    }
    if (packed[1] === '' && !hasPhone) {
      const both = mapping.email !== undefined && phones.length > 0
      return bad(row, mapping.email ?? phones[0]!, both ? 'address-missing' : missing!)
    }
    for (const column of fields) {
      const checked = checkValue(cells[column] ?? '')
      if (checked.reason !== undefined) return bad(row, column, checked.reason)
      packed.push(checked.value)
    }
    return packed
  }
}
