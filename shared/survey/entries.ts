/** What people type, made clean and read: texts, numbers, dates, addresses. Polish habits: 1 234,5 and 60-123. */

/** What can be wrong with something typed. */
export type TextError =
  | 'notNumber'
  | 'tooSmall'
  | 'tooLarge'
  | 'notDate'
  | 'tooEarly'
  | 'tooLate'
  | 'tooLong'
  | 'tooShort'
  | 'notEmail'
  | 'notPhone'
  | 'notPostcode'

interface Entry<T> {
  answer?: T
  errors: { code: TextError; min?: number | string; max?: number | string }[]
}

/** A single line: composed (NFC), without control characters and half characters, spaces trimmed. */
export function cleanText(text: string): string {
  return cleanLines(text)
    .replace(/[\n\t]+/g, ' ')
    .trim()
}

/** Several lines: as a single line, but line ends stay, each as \n. */
export function cleanLines(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g, '')
    .trim()
}

/** Beyond this a number is a slip of the hand, and no longer exact. */
const largest = 1e15

/** A number with a decimal comma or point; spaces between thousands are fine, exponents are not. */
export function readNumber(
  text: string,
  { min = -largest, max = largest }: { min?: number; max?: number },
): Entry<number> {
  const written = cleanText(text)
    .replace(/[\s\u00A0\u202F]/g, '')
    .replace(/^\u2212/, '-')
  if (!/^[-+]?(?:\d{1,40}(?:[.,]\d{0,20})?|[.,]\d{1,20})$/.test(written)) return { errors: [{ code: 'notNumber' }] }
  const answer = Number(written.replace(',', '.'))
  if (answer < min) return { errors: [{ code: 'tooSmall', min }] }
  if (answer > max) return { errors: [{ code: 'tooLarge', max }] }
  return { answer: answer === 0 ? 0 : answer, errors: [] }
}

/** A day of the calendar, as the browser sends it (2026-11-30) or as people write it (30.11.2026); years 1900 to 2100. */
export function readDate(text: string, limits: { min?: unknown; max?: unknown }): Entry<string> {
  const written = cleanText(text)
  const [, year, month, day] =
    /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(written) ??
    reversed(/^(\d{1,2})[.\-/](\d{1,2})[.\-/](\d{4})$/.exec(written)) ??
    []
  const answer = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`
  if (!isDate(answer)) return { errors: [{ code: 'notDate' }] }
  if (typeof limits.min === 'string' && answer < limits.min) return { errors: [{ code: 'tooEarly', min: limits.min }] }
  if (typeof limits.max === 'string' && answer > limits.max) return { errors: [{ code: 'tooLate', max: limits.max }] }
  return { answer, errors: [] }
}

const reversed = (match: RegExpExecArray | null) => match && [match[0], match[3], match[2], match[1]]

/** Whether it is a day that exists, written 2026-11-30. */
export function isDate(text: string): boolean {
  if (!/^(19|20)\d\d-\d\d-\d\d$/.test(text) && !/^2100-\d\d-\d\d$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

export type Pattern = 'phone' | 'email' | 'postcode'

/** The named patterns: the only ones there are, since a pattern from a file could take minutes to match. */
const patterns: Record<Pattern, { code: TextError; read: (text: string) => string | undefined }> = {
  phone: {
    code: 'notPhone',
    read: (text) => {
      const digits = text.replace(/[\s().\-/\u00A0]/g, '')
      return /^(?:\+|00)?\d{7,15}$/.test(digits) ? digits : undefined
    },
  },
  email: {
    code: 'notEmail',
    read: (text) =>
      text.length <= 254 &&
      /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}[\p{L}\p{N}-]{2,63}$/u.test(text)
        ? text
        : undefined,
  },
  postcode: {
    code: 'notPostcode',
    read: (text) => {
      const digits = text.replace(/[\s-]/g, '')
      return /^\d{5}$/.test(digits) ? `${digits.slice(0, 2)}-${digits.slice(2)}` : undefined
    },
  },
}

/** The text in the form that its patterns ask for; the first that does not fit is the error. */
export function readPattern(text: string, wanted: readonly Pattern[]): Entry<string> {
  let answer = text
  for (const name of wanted) {
    const read = patterns[name].read(answer)
    if (read === undefined) return { errors: [{ code: patterns[name].code }] }
    answer = read
  }
  return { answer, errors: [] }
}
