/**
 * Which telephone numbers can be called, and how they are stored: E.164, Poland only, lines of people only. Loads what is
 * known of numbering plans, so it is imported where a column of numbers is mapped, and nowhere else.
 */
import { type MetadataJson, type NumberType, parsePhoneNumberFromString } from 'libphonenumber-js/core'
import { phoneMetadata } from './phone-metadata.ts'
import type { Reason } from './reasons.ts'

export type CheckedPhone = { phone: string; reason?: undefined } | { reason: Reason; phone?: undefined }

const metadata = phoneMetadata as unknown as MetadataJson

const notAscii = /[^\0-\x7f]/
/** Marks without width that come along when a number is copied from a page or a telephone. */
const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g
const dashes = /[\u2010-\u2015\u2212\u30fc]/g
/** What people write before a number, and the apostrophe by which spreadsheets keep a plus from being a formula. (X6) */
const before = /^'?(?:(?:telefon|tel|komórka|komorka|kom|mobile|phone|nr)\b[.: ]*)*/i
/** A number that a program wrote as a decimal: `618781234.0`. */
const decimal = /^(\d{9,11})[.,]0$/
const extension = /\d\s*(?:;ext=|,?\s*(?:wewn?|wewnętrzny|wewnetrzny|ext|extension|w|x|#)(?![a-z])[.:]?\s*)\d{1,6}$/i
const between = /[,;/|\n]|\b(?:lub|oraz|albo|or|and)\b/i
const signs = /[\s().\-/]+/g

/** Types of lines at which a resident may answer. */
const peoples: ReadonlySet<NumberType> = new Set<NumberType>([
  'FIXED_LINE',
  'MOBILE',
  'FIXED_LINE_OR_MOBILE',
  'VOIP',
  'PERSONAL_NUMBER',
])

/** As nearly all lists have them. A tenth of the work, and a million numbers are one list. */
const usual = /^(?:\+48|0048|48|0)?([1-9]\d{8})$/

/** A dozen numbers with words between them are shorter; the patterns below are for cells of people, not for megabytes of spaces. */
const longestCell = 500

const digitsIn = (text: string): number => text.replace(/\D+/g, '').length

/**
 * One cell as a number in E.164 (`+48618781234`), however it was written: `61 878 12 34`, `0-61 878-12-34`, `+48…`,
 * `0048…`, `48…`, with spaces, dashes, dots or brackets. Or the reason why it cannot be called.
 */
export function checkPhone(cell: string): CheckedPhone {
  let text = cell.trim()
  if (text.length > longestCell) return { reason: 'phone-syntax' }
  const plain = usual.exec(text.replace(signs, ''))
  if (plain) return inPoland(plain[1]!)
  if (notAscii.test(text)) {
    if (text.includes('\ufffd')) return { reason: 'characters' }
    text = text.normalize('NFKC').replace(invisible, '').replace(dashes, '-').trim()
  }
  if (text === '') return { reason: 'phone-missing' }
  text = text.replace(before, '').replace(decimal, '$1')
  if (extension.test(text)) return { reason: 'phone-extension' }
  const parts = text.split(between).filter((part) => digitsIn(part) >= 7)
  if (parts.length > 1) return { reason: 'phone-several' }

  const compact = text.replace(signs, '')
  if (!/^\+?\d+$/.test(compact)) return { reason: 'phone-syntax' }
  const digits = compact.replace(/^\+/, '')
  if (digits.length >= 18) return { reason: 'phone-several' }
  if (compact !== digits || digits.startsWith('00')) return fromAbroad(digits.replace(/^00/, ''))
  // Radom's own prefix is 48 too, but with it a number has 9 digits, not 11.
  if (/^48(?:\d{9}|0\d{9})$/.test(digits)) return inPoland(digits.slice(2))
  if (digits.length > 10 && isNumberAbroad(digits)) return { reason: 'phone-abroad' }
  return inPoland(digits)
}

/** With its country written: ours, or another. */
function fromAbroad(digits: string): CheckedPhone {
  if (digits.startsWith('48')) return inPoland(digits.slice(2))
  return { reason: digits.startsWith('0') ? 'phone-syntax' : 'phone-abroad' }
}

/** Whether digits without a plus are a whole number of a country whose people live here. */
function isNumberAbroad(digits: string): boolean {
  const found = parsePhoneNumberFromString(`+${digits}`, { extract: false }, metadata)
  return found !== undefined && found.country !== 'PL' && found.isValid()
}

/** Without its country: nine digits, whatever stood before them in the years of long-distance prefixes. */
function inPoland(digits: string): CheckedPhone {
  const national = digits.length <= 10 ? digits.replace(/^0/, '') : digits
  // 112, 997, 19115, 116111: answered by services, and dialled by nobody for an office.
  if (/^[19]\d{2,5}$/.test(national)) return { reason: 'phone-emergency' }
  if (national.length < 9) return { reason: 'phone-short' }
  if (/^800\d{6,7}$/.test(national)) return { reason: 'phone-free' }
  if (national.length > 9) return { reason: 'phone-long' }
  if (/^(?:70|80)/.test(national)) return { reason: 'phone-premium' }
  return isPeoples(national) ? { phone: `+48${national}` } : { reason: 'phone-unused' }
}

/** What the library said of ranges: 0 it was not asked yet, 1 lines of people, 2 none. Of nine digits five tell the kind of line. */
const ranges = new Uint8Array(100_000)

/** Whether nine digits are a line at which a resident may answer. */
function isPeoples(national: string): boolean {
  const range = Number(national.slice(0, 5))
  if (ranges[range] === 0) {
    const type = parsePhoneNumberFromString(`+48${national}`, { extract: false }, metadata)?.getType()
    ranges[range] = type !== undefined && peoples.has(type) ? 1 : 2
  }
  return ranges[range] === 1
}
