/** The first look at a file: what it is, its columns, its first rows, what the columns seem to hold. Nothing is stored. */
import { amountColumns } from '../claim/columns.ts'
import { byteTally, encodingByMark } from './encoding.ts'
import type { Format } from './format.ts'
import {
  columnNames,
  guessMapping,
  hasHeader,
  type Mapping,
  peselColumns,
  plainHeader,
  withClaimGuess,
} from './mapping.ts'
import { readCsv } from './read-csv.ts'
import { readXlsx } from './read-xlsx.ts'
import { isBlank, type Row } from './rows.ts'
import { delimiterOf, kindOf } from './sniff.ts'
import { maxColumns, maxFileBytes, maxXlsxBytes, Unreadable } from './unreadable.ts'

/**
 * What a file is for. `claims` is a reminder's list, which takes columns of claims and no amounts; `cases` holds case pointers and
 * nothing else, and may be one row without a header.
 */
export type FileKind = 'contacts' | 'claims' | 'cases'

export interface Inspection {
  format: Format
  /** Names of the columns: from the header, or letters. */
  columns: string[]
  /** Whether the first row names the columns. */
  header: boolean
  /** Rows of contacts in the file: exact for a workbook and a short text, else counted by lines. */
  rows: number
  /** The first five rows of contacts, cut to 200 characters a cell. Personal data. */
  sample: string[][]
  /** Columns that hold PESEL numbers. */
  pesel: number[]
  /** Columns of a reminder's file that hold amounts. (T7) */
  amounts?: number[]
  guess?: Mapping
}

/** A file in the bucket. It is streamed once or, where it must be, taken whole. */
export interface ContactFile {
  bytes: number
  stream(): Promise<AsyncIterable<Uint8Array>>
}

/** So much of the beginning is looked at closely. */
const headBytes = 512 * 1024
const rowsLookedAt = 1_000
const sampleRows = 5

/**
 * Looks at a file from its first byte to its last. Throws Unreadable where it cannot be a list of contacts.
 */
export async function inspect(file: ContactFile, kind: FileKind = 'contacts'): Promise<Inspection> {
  if (file.bytes === 0) throw new Unreadable('empty')
  if (file.bytes > maxFileBytes) throw new Unreadable('too-large')
  const tally = byteTally()
  const begun: Uint8Array[] = []
  let kept = 0
  let found: 'csv' | 'xlsx' | undefined
  for await (const piece of await file.stream()) {
    if (kept < headBytes) {
      begun.push(piece)
      kept += piece.byteLength
    }
    // the smallest piece that tells all kinds of files from each other
    if (found === undefined && kept >= 1024) found = kindOf(Buffer.concat(begun))
    if (found === 'xlsx') break
    tally.add(piece)
  }
  const head = Buffer.concat(begun)
  found ??= kindOf(head)
  return found === 'xlsx' ? inspectWorkbook(file, kind) : inspectText(head, tally, head.length >= file.bytes, kind)
}

async function inspectText(
  head: Buffer,
  tally: ReturnType<typeof byteTally>,
  isWhole: boolean,
  kind: FileKind,
): Promise<Inspection> {
  const encoding = encodingByMark(head) ?? tally.encoding()
  const text = new TextDecoder(encoding).decode(head, { stream: true })
  const format = { kind: 'csv', encoding, delimiter: delimiterOf(text.slice(0, 100_000)) } as const
  const rows: Row[] = []
  for await (const batch of readCsv(onePiece(head), format)) rows.push(...batch)
  if (!isWhole && rows.at(-1)?.fault !== 'row-too-long') rows.pop() // cut in the middle
  const full = rows.filter(({ cells, fault }) => fault || !isBlank(cells))
  return describe(format, full, isWhole ? full.length : Math.max(full.length, tally.lines()), kind)
}

async function inspectWorkbook(file: ContactFile, kind: FileKind): Promise<Inspection> {
  const bytes = await takeWhole(file)
  const full: Row[] = []
  let count = 0
  for await (const batch of readXlsx(bytes)) {
    for (const row of batch) {
      if (!row.fault && isBlank(row.cells)) continue
      count++
      if (full.length <= rowsLookedAt) full.push(row)
    }
  }
  return describe({ kind: 'xlsx' }, full, count, kind)
}

/** A workbook's bytes, which have to be at hand all at once. */
export async function takeWhole(file: ContactFile): Promise<Uint8Array> {
  if (file.bytes > maxXlsxBytes) throw new Unreadable('xlsx-too-large')
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of await file.stream()) {
    length += piece.byteLength
    if (length > maxXlsxBytes) throw new Unreadable('xlsx-too-large')
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

/** All rows of a file, as its format says. */
export async function* readRows(format: Format, file: ContactFile): AsyncGenerator<Row[]> {
  if (format.kind === 'csv') yield* readCsv(await file.stream(), format)
  else yield* readXlsx(await takeWhole(file))
}

function describe(format: Format, full: Row[], count: number, kind: FileKind): Inspection {
  const first = full[0]
  if (!first) throw new Unreadable('empty')
  if (first.fault) throw new Unreadable('header')
  const header = hasHeader(first.cells)
  const width = lastFull(first.cells) + 1
  if (width > maxColumns) throw new Unreadable('too-many-columns')
  const columns = columnNames(header ? first.cells.slice(0, width) : first.cells.slice(0, width).map(() => ''))
  const contacts = full.slice(header ? 1 : 0)
  if (contacts.length === 0 && kind !== 'cases') throw new Unreadable('header-only')
  const cells = contacts.slice(0, rowsLookedAt).flatMap((row) => (row.fault ? [] : [row.cells]))
  const guess = guessMapping(columns, cells)
  const pesel = peselColumns(columns, cells)
  const isDebt = kind === 'claims'
  const amounts = isDebt ? amountColumns(columns.map(plainHeader), cells) : []
  // PESEL numbers and amounts are not kept, not even in the sealed sample. (L8, T7)
  const hidden = new Set([...pesel, ...amounts])
  const shown = (row: string[], column: number) => (hidden.has(column) ? '' : (row[column] ?? '').slice(0, 200))
  return {
    format,
    columns,
    header,
    rows: count - (header ? 1 : 0),
    sample: cells.slice(0, sampleRows).map((row) => columns.map((_, column) => shown(row, column))),
    pesel,
    ...(isDebt && { amounts }),
    ...(guess && { guess: isDebt ? withClaimGuess(guess, columns, [...hidden]) : guess }),
  }
}

function lastFull(cells: string[]): number {
  return cells.findLastIndex((cell) => cell.trim() !== '')
}

async function* onePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
