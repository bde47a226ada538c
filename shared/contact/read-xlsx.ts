/**
 * Rows of an XLSX workbook. Our own reader over the ZIP's directory: what the libraries do is to unpack a whole workbook
 * first and look at its size afterwards, or to believe what its headers say. Here the sheet streams under a cap. (X10)
 */
import { isoText, numberText, type Style, stylesReader, unescapeText } from './cell-text.ts'
import type { Row } from './rows.ts'
import { maxColumns, maxXlsxBytes, Unreadable } from './unreadable.ts'
import { attribute, xmlReader } from './xml.ts'
import { type Budget, type Entry, readEntries, unpack } from './zip.ts'

export interface XlsxLimits {
  /** Bytes of the whole workbook unpacked, as far as it is read. */
  unpacked: number
  /** Bytes of its table of texts, which is held in memory. */
  texts: number
  rows: number
}

/** A million rows of a handful of columns; a bomb of 50 MB could be a thousand times as much. */
const usualLimits: XlsxLimits = { unpacked: 600 * 1024 * 1024, texts: 96 * 1024 * 1024, rows: 1_048_576 }

/**
 * Rows of the first visible sheet that has any. Formulas give the value they had when the file was saved.
 * Throws Unreadable: too large (with "save as CSV"), damaged, no workbook at all, empty.
 */
export async function* readXlsx(file: Uint8Array, limits: XlsxLimits = usualLimits): AsyncGenerator<Row[]> {
  if (file.byteLength > maxXlsxBytes) throw new Unreadable('xlsx-too-large')
  const entries = readEntries(file)
  const budget: Budget = { left: limits.unpacked }
  const book = await readWorkbook(file, entries, budget)
  const texts = await readTexts(file, entries.get(book.texts), budget, limits.texts)
  const styles = await readStyles(file, entries.get(book.styles), budget)
  const context: CellContext = { texts, styles, startsIn1904: book.startsIn1904 }
  for (const path of book.sheets) {
    const entry = entries.get(path)
    if (!entry) throw new Unreadable('damaged')
    let any = false
    for await (const rows of readSheet(unpack(file, entry, budget), context, limits.rows)) {
      any = true
      yield rows
    }
    if (any) return
  }
  throw new Unreadable('empty')
}

/** Bytes of a part that is held in memory and is small in every honest workbook: its sheets, its relations, its styles. */
const smallPart = 16 * 1024 * 1024
/** Characters of one text, as many as programs can write (32,767) and then some, in however many pieces it comes. */
const longestText = 1_000_000

/** Feeds an entry to a reader of XML, to its end. */
async function readPart(
  file: Uint8Array,
  entry: Entry,
  budget: Budget,
  reader: ReturnType<typeof xmlReader>,
  limit = smallPart,
): Promise<void> {
  if (entry.unpacked > limit) throw new Unreadable('xlsx-too-large')
  const decoder = new TextDecoder()
  for await (const piece of unpack(file, entry, budget)) reader.push(decoder.decode(piece, { stream: true }))
  reader.push(decoder.decode())
  reader.end()
}

interface Workbook {
  /** Paths of the visible sheets, in the order of their tabs. */
  sheets: string[]
  texts: string
  styles: string
  startsIn1904: boolean
}

const withoutSlash = (path: string) => path.replace(/^\//, '')

/** Path of a part from the relation's target: relative to the part that names it, unless it begins with a slash. */
const pathFrom = (part: string, target: string): string =>
  target.startsWith('/')
    ? withoutSlash(target)
    : `${part.slice(0, part.lastIndexOf('/') + 1)}${target.replace(/^\.\//, '')}`

async function readWorkbook(file: Uint8Array, entries: Map<string, Entry>, budget: Budget): Promise<Workbook> {
  const relations = async (part: string) => {
    const slash = part.lastIndexOf('/') + 1
    const entry = entries.get(`${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`)
    const found: { id: string; type: string; path: string }[] = []
    if (!entry) return found
    const reader = xmlReader({
      open(name, attributes) {
        if (name !== 'Relationship') return
        const [id, type, target] = ['Id', 'Type', 'Target'].map((word) => attribute(attributes, word) ?? '')
        found.push({ id: id!, type: type!.slice(type!.lastIndexOf('/') + 1), path: pathFrom(part, target!) })
      },
    })
    await readPart(file, entry, budget, reader)
    return found
  }
  const main = (await relations('')).find(({ type }) => type === 'officeDocument')?.path ?? 'xl/workbook.xml'
  const entry = entries.get(main)
  if (!entry) throw new Unreadable('not-xlsx')
  const parts = await relations(main)
  const book: Workbook = {
    sheets: [],
    texts: parts.find(({ type }) => type === 'sharedStrings')?.path ?? '',
    styles: parts.find(({ type }) => type === 'styles')?.path ?? '',
    startsIn1904: false,
  }
  const reader = xmlReader({
    open(name, attributes) {
      if (name === 'workbookPr') book.startsIn1904 = /^(?:1|true)$/.test(attribute(attributes, 'date1904') ?? '')
      if (name !== 'sheet' || (attribute(attributes, 'state') ?? 'visible') !== 'visible') return
      const id = /[\s:]id\s*=\s*["']([^"']*)["']/.exec(attributes)?.[1] // the prefix is `r` by custom only
      const part = parts.find((relation) => relation.id === id && relation.type === 'worksheet')
      if (part) book.sheets.push(part.path)
    },
  })
  await readPart(file, entry, budget, reader)
  if (!book.sheets.length) throw new Unreadable('not-xlsx')
  return book
}

function longer(text: string, piece: string): string {
  if (text.length + piece.length > longestText) throw new Unreadable('damaged')
  return text + piece
}

/** The table of texts that cells point into. Furigana (`rPh`) is no part of a text. */
async function readTexts(file: Uint8Array, entry: Entry | undefined, budget: Budget, limit: number): Promise<string[]> {
  const texts: string[] = []
  if (!entry) return texts
  let text = ''
  let reading = false
  let phonetic = false
  const reader = xmlReader({
    open(name) {
      if (name === 'si') text = ''
      else if (name === 't') reading = !phonetic
      else if (name === 'rPh') phonetic = true
    },
    text(piece) {
      if (reading) text = longer(text, piece)
    },
    close(name) {
      if (name === 't') reading = false
      else if (name === 'rPh') phonetic = false
      else if (name === 'si') texts.push(unescapeText(text))
    },
  })
  await readPart(file, entry, budget, reader, limit)
  return texts
}

async function readStyles(file: Uint8Array, entry: Entry | undefined, budget: Budget): Promise<Style[]> {
  if (!entry) return []
  const reader = stylesReader()
  await readPart(file, entry, budget, reader)
  return reader.styles
}

interface CellContext {
  texts: string[]
  styles: Style[]
  startsIn1904: boolean
}

async function* readSheet(
  pieces: AsyncIterable<Uint8Array>,
  context: CellContext,
  maxRows: number,
): AsyncGenerator<Row[]> {
  const sheet = sheetReader(context)
  const decoder = new TextDecoder()
  let count = 0
  for await (const piece of pieces) {
    sheet.push(decoder.decode(piece, { stream: true }))
    const rows = sheet.take()
    count += rows.length
    if (count > maxRows) throw new Unreadable('xlsx-too-large')
    if (rows.length) yield rows
  }
  sheet.end()
  const last = sheet.take()
  if (last.length) yield last
}

/** Rows of a sheet out of its XML. Empty rows are left out; empty cells before the last full one are ''. */
function sheetReader({ texts, styles, startsIn1904 }: CellContext) {
  let rows: Row[] = []
  let row: Row = { row: 0, cells: [] }
  let column = -1
  let type = ''
  let style: Style = 'plain'
  let text = ''
  let reading = false
  const cellText = (): string => {
    if (type === 's') return texts[Number(text)] ?? '\ufffd'
    if (type === 'inlineStr' || type === 'str') return unescapeText(text)
    if (type === 'b') return text === '1' ? 'tak' : 'nie'
    if (type === 'd') return isoText(text)
    return type === 'e' ? text : numberText(text, style, startsIn1904)
  }
  const reader = xmlReader({
    open(name, attributes) {
      if (name === 'c') {
        const reference = attribute(attributes, 'r')
        column = reference ? columnOf(reference) : column + 1
        type = attribute(attributes, 't') ?? 'n'
        style = styles[Number(attribute(attributes, 's') ?? 0)] ?? 'plain'
        text = ''
      } else if (name === 'v' || name === 't') reading = true
      else if (name === 'row') {
        row = { row: Number(attribute(attributes, 'r')) || row.row + 1, cells: [] }
        column = -1
      }
    },
    text(piece) {
      if (reading) text = longer(text, piece)
    },
    close(name) {
      if (name === 'v' || name === 't') reading = false
      else if (name === 'c' && text !== '') {
        if (column >= maxColumns) row.fault = 'too-many-cells'
        else {
          while (row.cells.length < column) row.cells.push('')
          row.cells[column] = cellText()
        }
      } else if (name === 'row' && (row.cells.length || row.fault)) rows.push(row)
    },
  })
  return {
    ...reader,
    /** Rows read since the last time. */
    take(): Row[] {
      const taken = rows
      rows = []
      return taken
    },
  }
}

/** The column of a cell's reference, from 0: 2 for `C7`. */
function columnOf(reference: string): number {
  let column = 0
  for (let at = 0; at < reference.length; at++) {
    const letter = reference.charCodeAt(at) & 0xdf // upper case
    if (letter < 65 || letter > 90) break
    column = column * 26 + letter - 64
    if (column > 20_000) break
  }
  return column - 1
}
