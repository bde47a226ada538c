/** What a cell of a workbook shows, as text: dates as people write them here, numbers without surprises. */
import { attribute, xmlReader } from './xml.ts'

/** How a style shows a number: as it is, or as a moment. */
export type Style = 'plain' | 'date' | 'time' | 'date-time'

/** Built-in number formats that are dates or times (ECMA-376, 18.8.30); 27 to 36 and 50 to 58 are dates in East Asia. */
function builtIn(id: number): Style {
  if (id === 22) return 'date-time'
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58)) return 'date'
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47)) return 'time'
  return 'plain'
}

/** No program writes a longer one; a file that has it is read no more slowly. */
const longestCode = 255

/** What a format code of the workbook's own shows. Quoted words, escapes and [conditions] are no date signs. */
export function styleOf(code: string): Style {
  const signs = code
    .slice(0, longestCode)
    .split(';', 1)[0]!
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?:h+|m+|s+)\]/gi, 'h')
    .replace(/\[[^\]]*\]/g, '')
    .replace(/general/gi, '')
    .toLowerCase()
  const date = /[dy]/.test(signs) || /m{3}/.test(signs)
  const time = /[hs]/.test(signs)
  return date && time ? 'date-time' : date ? 'date' : time ? 'time' : 'plain'
}

/** Reads `styles.xml`: the style of each cell format, by its index. */
export function stylesReader() {
  const codes = new Map<number, string>()
  const styles: Style[] = []
  let inCellFormats = false
  const reader = xmlReader({
    open(name, attributes) {
      if (name === 'numFmt')
        codes.set(Number(attribute(attributes, 'numFmtId')), attribute(attributes, 'formatCode') ?? '')
      else if (name === 'cellXfs') inCellFormats = true
      else if (name === 'xf' && inCellFormats) {
        const id = Number(attribute(attributes, 'numFmtId') ?? 0)
        const code = codes.get(id)
        styles.push(code === undefined ? builtIn(id) : styleOf(code))
      }
    },
    close(name) {
      if (name === 'cellXfs') inCellFormats = false
    },
  })
  return { ...reader, styles }
}

const two = (n: number) => String(n).padStart(2, '0')

/** A number of a cell as its style shows it: `12.03.2026`, `12.03.2026 14:30`, `14:30`, or the number itself. */
export function numberText(source: string, style: Style, startsIn1904: boolean): string {
  const value = Number(source)
  if (!Number.isFinite(value) || source.trim() === '') return source
  if (style === 'plain' || value < 0 || value > 2_958_466) return plainNumber(value)
  // Day 60 is 29 February 1900, a day that never was: spreadsheets keep it so that old files stay right.
  const days = startsIn1904 ? value + 1462 : value < 60 ? value + 1 : value
  const at = new Date(Math.round((days - 25_569) * 86_400) * 1000)
  const date = `${two(at.getUTCDate())}.${two(at.getUTCMonth() + 1)}.${at.getUTCFullYear()}`
  const time = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`
  const shown = style === 'date-time' && Number.isInteger(value) ? 'date' : style
  return shown === 'date' ? date : shown === 'time' ? time : `${date} ${time}`
}

/** At most 15 digits, as spreadsheets show them, never `4.86E+10`. */
function plainNumber(value: number): string {
  if (Number.isInteger(value)) return Math.abs(value) < 1e21 ? value.toFixed(0) : String(value)
  return String(Number(value.toPrecision(15)))
}

/** A date written out in the file (type `d`): `2026-03-12T14:30:00`. */
export function isoText(source: string): string {
  const found = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d))?/.exec(source)
  if (!found) return source
  const [, year, month, day, hours, minutes] = found
  const date = `${day}.${month}.${year}`
  return hours === undefined || (hours === '00' && minutes === '00') ? date : `${date} ${hours}:${minutes}`
}

/** Workbooks write control characters as `_x000D_`. They come back as what they are, so that they are found out. */
export function unescapeText(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text
}
