/** One row of a file becomes a contact, or the reason why not. Runs half a million times: no schema, few objects. */
import type { Language } from '../platform/language.ts'
import { checkAddress } from './address.ts'
import { fieldsOf, type Mapping } from './mapping.ts'
import { holdsPesel } from './pesel.ts'
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
const control = /[\0-\x1f\x7f-\x9f\u2028\u2029]+/g
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

/** A good row as it is packed: language, e-mail, values in the order of `fieldsOf(mapping)`. */
export type PackedRow = [language: Language, email: string, ...values: string[]]

/**
 * Checks rows by a mapping. A row has its columns' cells and no more; missing ones at the end are a fault in CSV, and
 * natural in a workbook, which leaves out empty cells.
 * @param isRagged rows may be shorter than the header (XLSX)
 */
export function rowCheck(columns: string[], mapping: Mapping, isRagged: boolean): (row: Row) => PackedRow | BadRow {
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
    const { email, reason } = checkAddress(cells[mapping.email] ?? '')
    if (reason !== undefined) return bad(row, mapping.email, reason)
    const packed: PackedRow = [mapping.language === undefined ? 'pl' : languageOf(cells[mapping.language] ?? ''), email]
    for (const column of fields) {
      const checked = checkValue(cells[column] ?? '')
      if (checked.reason !== undefined) return bad(row, column, checked.reason)
      packed.push(checked.value)
    }
    return packed
  }
}
