/** What is wrong with the columns that a person chose. (L8) */
import { claimColumns, factColumns as claimFacts, ownColumns as claimOwn, fewestFactColumns } from '../claim/columns.ts'
import type { Problem } from '../platform/errors.ts'
import type { Text } from '../platform/language.ts'
import { type Mapping, phoneColumns } from './mapping.ts'

const noAddress: Problem = {
  field: 'email',
  message: {
    pl: 'Wskaż kolumnę z adresami e-mail albo kolumnę z numerami telefonów.',
    en: 'Pick the column of e-mail addresses, or the column of telephone numbers.',
  },
}

/** A reminder's file, as far as its mapping must know: which columns hold amounts. */
export interface ClaimFile {
  amounts: readonly number[]
}

/**
 * What is wrong with a mapping for these columns. Empty: it can be used.
 * @param claims where the drive is a reminder
 * @param needsConsent where people are contacted only by their consent
 */
export function mappingProblems(
  mapping: Mapping,
  columns: string[],
  pesel: number[],
  claims?: ClaimFile,
  needsConsent = false,
): Problem[] {
  const chosen: [string, number | undefined][] = [
    ['email', mapping.email],
    ['phone', mapping.phone],
    ['phone2', mapping.phone2],
    ['language', mapping.language],
    ...Object.entries(mapping.fields).map(([field, column]): [string, number] => [`fields.${field}`, column]),
    ...Object.entries(mapping.claim ?? {}).map(([field, column]): [string, number] => [`claim.${field}`, column]),
    ...Object.entries(mapping.consent ?? {}).map(([field, column]): [string, number] => [`consent.${field}`, column]),
  ]
  const used = new Map<number, string>()
  if (mapping.email === undefined && phoneColumns(mapping).length === 0) return [noAddress]
  const missing = claims ? claimProblems(mapping) : mapping.claim ? [noReminder] : []
  const found = chosen.flatMap(([field, column]): Problem[] => {
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
    if (claims?.amounts.includes(column)) return [{ field, rule: 'T7', message: amountColumn }]
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
  return [...found, ...missing, ...consentProblems(mapping, needsConsent)]
}

const amountColumn: Text = {
  pl: 'Ta kolumna zawiera kwoty. Kwot nie przyjmujemy, więc nie można jej wybrać; wystarczy próg.',
  en: 'This column holds amounts. Amounts are not taken, so it cannot be chosen; the band is enough.',
}

const noReminder: Problem = {
  field: 'claim',
  rule: 'L8',
  message: {
    pl: 'Dane o\u00a0zaległościach przyjmuje tylko akcja, która o\u00a0nich przypomina.',
    en: 'Only a drive that reminds of claims takes columns about them.',
  },
}

/** Columns that a reminder must have: the claim itself, the name, and enough to recognise a person by. (T4, T6) */
function claimProblems({ fields, claim = {} }: Mapping): Problem[] {
  const problems = claimOwn
    .filter((name) => claim[name] === undefined)
    .map((name): Problem => {
      const { label } = claimColumns[name]
      return {
        field: `claim.${name}`,
        rule: name === 'band' || name === 'case' ? 'T7' : 'T6',
        message: { pl: `Wskaż kolumnę: ${label.pl}.`, en: `Pick the column: ${label.en}.` },
      }
    })
  if (fields.osoba === undefined && (fields.imie === undefined || fields.nazwisko === undefined)) {
    problems.push({
      field: 'fields.nazwisko',
      rule: 'T4',
      message: {
        pl: 'Wskaż kolumny z\u00a0imieniem i\u00a0nazwiskiem: bez nich nie da się potwierdzić tożsamości.',
        en: 'Pick the columns of first and last name: without them nobody’s identity can be confirmed.',
      },
    })
  }
  if (claimFacts.filter((name) => claim[name] !== undefined).length < fewestFactColumns) {
    problems.push({
      field: `claim.${claimFacts[0]}`,
      rule: 'T4',
      message: {
        pl: `Wskaż co najmniej ${fewestFactColumns} kolumny do potwierdzania tożsamości (np. ulica, numer domu, data urodzenia).`,
        en: `Pick at least ${fewestFactColumns} columns to confirm identity by (such as street, house number, date of birth).`,
      },
    })
  }
  return problems
}

/** The columns of consents there must be, and only where they are needed. (L20, L8) */
function consentProblems({ consent }: Mapping, isNeeded: boolean): Problem[] {
  const has = consent?.email !== undefined || consent?.phone !== undefined
  if (has === isNeeded) return []
  const message: Text = isNeeded
    ? {
        pl: 'Wskaż kolumnę z\u00a0datami zgód na e-maile albo na telefony: bez zgody nie można się kontaktować w\u00a0tym celu.',
        en: 'Pick the column with the days of consent to e-mails or to calls: without consent nobody may be contacted for this purpose.',
      }
    : {
        pl: 'Zgody zapisuje tylko akcja z\u00a0ofertą albo reklamą.',
        en: 'Only a drive of offers or advertising keeps consents.',
      }
  return [{ field: 'consent.email', rule: isNeeded ? 'L20' : 'L8', message }]
}
