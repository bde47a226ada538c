/** Which column is what: the columns that may be taken, and the guess that is offered. What is not mapped is dropped. (L8) */
import * as z from 'zod/mini'
import { ClaimColumn, guessClaim } from '../claim/columns.ts'
import type { Text } from '../platform/language.ts'
import { checkAddress } from './address.ts'
import { isPesel } from './pesel.ts'
import { columnLetters } from './rows.ts'

/** What a contact may carry besides address and language: the name in letters (`{{imie}}`), its label, usual headers. */
export const mergeFields = {
  imie: {
    label: { pl: 'Imię', en: 'First name' },
    headers: ['imie', 'imiona', 'first name', 'firstname', 'given name'],
  },
  nazwisko: {
    label: { pl: 'Nazwisko', en: 'Last name' },
    headers: ['nazwisko', 'last name', 'lastname', 'surname', 'family name'],
  },
  osoba: {
    label: { pl: 'Imię i nazwisko', en: 'Full name' },
    headers: ['imie i nazwisko', 'nazwisko i imie', 'osoba', 'full name', 'name', 'pacjent', 'klient', 'mieszkaniec'],
  },
  zwrot: {
    label: { pl: 'Zwrot grzecznościowy', en: 'Form of address' },
    headers: ['zwrot', 'zwrot grzecznosciowy', 'forma grzecznosciowa', 'pan pani', 'salutation', 'title'],
  },
  dzielnica: {
    label: { pl: 'Dzielnica lub osiedle', en: 'District' },
    headers: ['dzielnica', 'osiedle', 'rada osiedla', 'district'],
  },
  placowka: {
    label: { pl: 'Placówka', en: 'Facility' },
    headers: ['placowka', 'przychodnia', 'poradnia', 'szpital', 'filia', 'jednostka', 'facility', 'clinic'],
  },
  usluga: {
    label: { pl: 'Usługa', en: 'Service' },
    headers: ['usluga', 'rodzaj uslugi', 'swiadczenie', 'sprawa', 'rodzaj sprawy', 'service'],
  },
  data: {
    label: { pl: 'Data', en: 'Date' },
    headers: ['data', 'data wizyty', 'data uslugi', 'termin', 'date', 'visit date'],
  },
} satisfies Record<string, { label: Text; headers: string[] }>

export type MergeField = keyof typeof mergeFields
export const MergeField = z.enum(Object.keys(mergeFields) as [MergeField, ...MergeField[]])

/** The fields that a letter can ask for: those of the list or, while there is none, whatever a list may bring. */
export function fieldsToWriteWith(list: { fields: string[] } | undefined): readonly string[] {
  return list?.fields ?? MergeField.options
}

const Column = z.int().check(z.minimum(0), z.maximum(99))

/** Columns by their number from 0. One of e-mail and telephone there must be; `phone` is tried before `phone2`. */
export const Mapping = z.object({
  email: z.optional(Column),
  phone: z.optional(Column),
  phone2: z.optional(Column),
  language: z.optional(Column),
  fields: z.partialRecord(MergeField, Column),
  /** Of a reminder: the claim, and what the person is recognised by. (T4, T6) */
  claim: z.optional(z.partialRecord(ClaimColumn, Column)),
  /** Where consent is needed: the columns with the days on which people agreed to e-mails and to calls. (L20) */
  consent: z.optional(z.object({ email: z.optional(Column), phone: z.optional(Column) })),
})
export type Mapping = z.infer<typeof Mapping>

/** The mapped fields, always in the same order: the order of values in packed rows. */
export function fieldsOf(mapping: Mapping): MergeField[] {
  return MergeField.options.filter((field) => mapping.fields[field] !== undefined)
}

/** The columns of telephone numbers, in the order in which they are tried. */
export function phoneColumns({ phone, phone2 }: Mapping): number[] {
  return [phone, phone2].filter((column) => column !== undefined)
}

/** Columns that are not taken, by number. */
export function droppedColumns(columns: string[], mapping: Mapping): number[] {
  const { email, language, fields, claim = {}, consent = {} } = mapping
  const others = [fields, claim, consent].flatMap((columns) => Object.values(columns))
  const taken = new Set([email, ...phoneColumns(mapping), language, ...others])
  return columns.map((_, column) => column).filter((column) => !taken.has(column))
}

/** Column names as shown: the header's, or the spreadsheet's letters where it has none. */
export function columnNames(header: string[]): string[] {
  return header.map(
    (cell, column) =>
      cell
        .replace(/[\0-\x1f\x7f]+/g, ' ')
        .trim()
        .slice(0, 100) || columnLetters(column),
  )
}

/** Whether the first row is a contact already: then columns go by letters, and no address ends up as a column's name. */
export function hasHeader(firstRow: string[]): boolean {
  return !firstRow.some((cell) => checkAddress(cell).email !== undefined || looksLikePhone(cell))
}

/** Whether a cell has the shape of a Polish number. Good enough for a guess; what is taken goes through `checkPhone`. */
export function looksLikePhone(cell: string): boolean {
  return /^(?:\+?48|0048|0)?[1-9]\d{8}$/.test(cell.replace(/[\s().\-/'\u2010-\u2015]+/g, ''))
}

const headersOf = {
  email: [
    ...['email', 'e mail', 'mail', 'adres email', 'adres e mail', 'adres mailowy', 'adres poczty elektronicznej'],
    ...['poczta elektroniczna', 'poczta', 'email address', 'e mail address', 'електронна пошта'],
  ],
  phone:
    /(?<!\p{L})(?:tel|telefon\w*|kom|komork\w*|komorkowy|mobil\w*|phone\w*|cell|cellphone|gsm|sms|nr do kontaktu|телефон\w*|моб\w*)(?!\p{L})/u,
  language: ['jezyk', 'jezyk kontaktu', 'jezyk korespondencji', 'language', 'lang', 'мова'],
}

/** `Adres e-mail:` and `ADRES_EMAIL` are the same header. */
export function plainHeader(header: string): string {
  return header
    .toLowerCase()
    .replaceAll('ł', 'l')
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** Columns that hold PESEL numbers in at least half of their cells, or say so: they can't be mapped. */
export function peselColumns(columns: string[], rows: string[][]): number[] {
  return columns.flatMap((name, column) => {
    const values = rows.map((cells) => (cells[column] ?? '').trim()).filter(Boolean)
    const share = values.filter(isPesel).length / (values.length || 1)
    return share >= 0.5 || /\bpesel\b/.test(plainHeader(name)) ? [column] : []
  })
}

/**
 * The mapping that headers and values suggest; undefined where no column holds addresses or numbers. Numbers are guessed
 * from values alone only where nothing names the columns: other registers have nine digits too.
 */
export function guessMapping(columns: string[], rows: string[][]): Mapping | undefined {
  const plain = columns.map(plainHeader)
  const refused = new Set(peselColumns(columns, rows))
  const free = (column: number) => column >= 0 && !refused.has(column)
  const byHeader = (headers: string[]) => plain.findIndex((header, column) => headers.includes(header) && free(column))

  const shareOf = (column: number, isOne: (cell: string) => boolean) => {
    const values = rows.map((cells) => cells[column] ?? '').filter((cell) => cell.trim() !== '')
    return values.filter(isOne).length / (values.length || 1)
  }
  const shareOfAddresses = (column: number) => shareOf(column, (cell) => checkAddress(cell).email !== undefined)
  let email = byHeader(headersOf.email)
  if (!free(email) || shareOfAddresses(email) < 0.5) {
    const shares = columns.map((_, column) => (free(column) ? shareOfAddresses(column) : 0))
    const best = Math.max(0, ...shares)
    if (best >= 0.5) email = shares.indexOf(best)
  }
  const hasEmail = free(email)
  if (hasEmail) refused.add(email)
  const isNamed = columns.some((name, column) => name !== columnLetters(column))
  const phones = columns
    .map((_, column) => column)
    .filter((column) => free(column) && (!isNamed || headersOf.phone.test(plain[column]!)))
    .filter((column) => shareOf(column, looksLikePhone) >= 0.5)
    .slice(0, 2)
  if (!hasEmail && phones.length === 0) return undefined
  for (const column of phones) refused.add(column)
  const language = byHeader(headersOf.language)
  const fields: Mapping['fields'] = {}
  for (const field of MergeField.options) {
    const column = byHeader(mergeFields[field].headers)
    if (free(column)) fields[field] = column
  }
  const [phone, phone2] = phones
  return {
    ...(hasEmail && { email }),
    ...(phone !== undefined && { phone }),
    ...(phone2 !== undefined && { phone2 }),
    ...(free(language) && { language }),
    fields,
  }
}

/** The mapping with the columns of claims that the headers suggest. */
export function withClaimGuess(mapping: Mapping, columns: string[], refused: readonly number[]): Mapping {
  const plain = columns.map(plainHeader)
  const fields = Object.fromEntries(
    Object.entries(mapping.fields).filter(([, column]) => !refused.includes(column)),
  ) as Mapping['fields']
  const { email, language } = mapping
  const taken = [email, ...phoneColumns(mapping), language, ...Object.values(fields), ...refused]
  return { ...mapping, fields, claim: guessClaim(plain, new Set(taken.filter((column) => column !== undefined))) }
}

/** The columns of consents that the headers suggest: `zgoda_email`, `Zgoda na telefon`. */
export function guessConsents(columns: string[]): NonNullable<Mapping['consent']> {
  const plain = columns.map(plainHeader)
  const find = (kind: RegExp) => plain.findIndex((header) => /zgod|consent|згод/.test(header) && kind.test(header))
  const [email, phone] = [find(/mail|пошт/), find(/tel|phone|kom|тел/)]
  return { ...(email >= 0 && { email }), ...(phone >= 0 && { phone }) }
}
