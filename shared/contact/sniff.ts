/** What kind of file this is, by its first bytes and lines, whatever its name says. */
import { cutRows, readSeparatorLine } from './read-csv.ts'
import { isBlank } from './rows.ts'
import { Unreadable } from './unreadable.ts'

const startsWith = (head: Uint8Array, ...bytes: number[]) => bytes.every((byte, at) => head[at] === byte)

/**
 * `csv` for any text, `xlsx` for any ZIP archive (whether it holds a workbook shows when it is opened).
 * Throws Unreadable with the right sentence for what people upload by mistake.
 */
export function kindOf(head: Uint8Array): 'csv' | 'xlsx' {
  if (head.length === 0) throw new Unreadable('empty')
  if (startsWith(head, 0x50, 0x4b, 3, 4) || startsWith(head, 0x50, 0x4b, 5, 6)) return 'xlsx'
  if (startsWith(head, 0xd0, 0xcf, 0x11, 0xe0)) throw new Unreadable('xls')
  if (startsWith(head, 0x09, 0x08) || startsWith(head, 0x09, 0x04)) throw new Unreadable('xls') // BIFF without a container
  if (startsWith(head, 0x25, 0x50, 0x44, 0x46)) throw new Unreadable('pdf')
  const inUtf16 = startsWith(head, 0xff, 0xfe) || startsWith(head, 0xfe, 0xff)
  if (!inUtf16 && head.includes(0)) throw new Unreadable('binary')
  const begin = new TextDecoder(inUtf16 ? 'utf-16le' : 'latin1').decode(head.subarray(0, 200))
  if (/^[^a-z<]{0,5}<(?:!doctype|html|table|\?xml|head|meta|style|div)/i.test(begin)) throw new Unreadable('html')
  if (begin.startsWith('{\\rtf')) throw new Unreadable('not-xlsx')
  if (!inUtf16 && isMostlyControl(head)) throw new Unreadable('binary')
  return 'csv'
}

/** Compressed or encrypted bytes hold control characters everywhere; text has tabs and line ends only. */
function isMostlyControl(head: Uint8Array): boolean {
  let controls = 0
  for (const byte of head) if (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13) controls++
  return controls > head.length * 0.02
}

const delimiters = [';', '\t', ',', '|'] as const

/**
 * What separates the columns: what `sep=` says, else the sign by which most of the first rows have as many cells as
 * the header. A file of one column has none; `;` then does no harm.
 */
export function delimiterOf(head: string): string {
  const said = readSeparatorLine(head)
  if (said) return said
  const lines = head.includes('\n') ? head : head.replaceAll('\r', '\n')
  let best = { delimiter: ';', score: 0, columns: 1 }
  for (const delimiter of delimiters) {
    const cut = cutRows(delimiter)
    const rows = [...cut.push(lines), ...cut.end()].filter(({ cells, fault }) => !fault && !isBlank(cells)).slice(0, 20)
    const columns = rows[0]?.cells.length ?? 0
    if (columns < 2) continue
    const score = rows.filter(({ cells }) => cells.length === columns).length / rows.length
    if (score > best.score + 0.2 || (score > best.score - 0.2 && columns > best.columns)) {
      best = { delimiter, score, columns }
    }
  }
  return best.delimiter
}
