/**
 * Which column is what. A list of columns that may be taken, the guess that is offered, and the rules for what a person
 * chooses instead. What is not mapped is dropped. (L8)
 */
import * as z from 'zod/mini'
import type { Problem } from '../platform/errors.ts'
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

/** Columns by their number from 0. */
export const Mapping = z.object({
  email: Column,
  language: z.optional(Column),
  fields: z.partialRecord(MergeField, Column),
})
export type Mapping = z.infer<typeof Mapping>

/** The mapped fields, always in the same order: the order of values in packed rows. */
export function fieldsOf(mapping: Mapping): MergeField[] {
  return MergeField.options.filter((field) => mapping.fields[field] !== undefined)
}

/** Columns that are not taken, by number. */
export function droppedColumns(columns: string[], mapping: Mapping): number[] {
  const taken = new Set([mapping.email, mapping.language, ...Object.values(mapping.fields)])
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
  return !firstRow.some((cell) => checkAddress(cell).email !== undefined)
}

const headersOf = {
  email: [
    ...['email', 'e mail', 'mail', 'adres email', 'adres e mail', 'adres mailowy', 'adres poczty elektronicznej'],
    ...['poczta elektroniczna', 'poczta', 'email address', 'e mail address', 'електронна пошта'],
  ],
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

/** The mapping that headers and values suggest; undefined where no column holds addresses. */
export function guessMapping(columns: string[], rows: string[][]): Mapping | undefined {
  const plain = columns.map(plainHeader)
  const refused = new Set(peselColumns(columns, rows))
  const free = (column: number) => column >= 0 && !refused.has(column)
  const byHeader = (headers: string[]) => plain.findIndex((header, column) => headers.includes(header) && free(column))

  const shareOfAddresses = (column: number) => {
    const values = rows.map((cells) => cells[column] ?? '').filter((cell) => cell.trim() !== '')
    return values.filter((cell) => checkAddress(cell).email).length / (values.length || 1)
  }
  let email = byHeader(headersOf.email)
  if (!free(email) || shareOfAddresses(email) < 0.5) {
    const shares = columns.map((_, column) => (free(column) ? shareOfAddresses(column) : 0))
    const best = Math.max(0, ...shares)
    if (best >= 0.5) email = shares.indexOf(best)
  }
  if (!free(email)) return undefined
  refused.add(email)
  const language = byHeader(headersOf.language)
  const fields: Mapping['fields'] = {}
  for (const field of MergeField.options) {
    const column = byHeader(mergeFields[field].headers)
    if (free(column)) fields[field] = column
  }
  return { email, ...(free(language) && { language }), fields }
}

/** What is wrong with a mapping for these columns. Empty: it can be used. */
export function mappingProblems(mapping: Mapping, columns: string[], pesel: number[]): Problem[] {
  const chosen: [string, number | undefined][] = [
    ['email', mapping.email],
    ['language', mapping.language],
    ...Object.entries(mapping.fields).map(([field, column]): [string, number] => [`fields.${field}`, column]),
  ]
  const used = new Map<number, string>()
  return chosen.flatMap(([field, column]) => {
    if (column === undefined) return []
    if (column >= columns.length) {
      return [
        {
          field,
          message: { pl: 'W pliku nie ma takiej kolumny.', en: 'The file has no such column.' },
        } satisfies Problem,
      ]
    }
    if (pesel.includes(column)) {
      return [
        {
          field,
          rule: 'L8',
          message: {
            pl: 'Ta kolumna zawiera numery PESEL. Takich danych nie przechowujemy, więc nie można jej wybrać.',
            en: 'This column holds PESEL numbers. Such data are not stored, so it cannot be chosen.',
          },
        },
      ]
    }
    if (used.has(column)) {
      return [
        {
          field,
          message: {
            pl: 'Ta kolumna jest już wybrana w innym miejscu. Wybierz inną.',
            en: 'This column is already chosen elsewhere. Choose another one.',
          },
        },
      ]
    }
    used.set(column, field)
    return []
  })
}
