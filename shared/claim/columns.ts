/** Which columns of a file tell a reminder of a claim, by their headers; and which hold amounts, which never enter. Rules only. (L8, T7) */
import * as z from 'zod/mini'
import type { Text } from '../platform/language.ts'

/** What a claim is read from. `birth` holds dates or years. */
export const claimColumns = {
  case: {
    label: { pl: 'Oznaczenie sprawy', en: 'Case pointer' },
    headers:
      /^(oznaczenie|numer|nr|znak|sygnatura|id)( sprawy| karty| konta kontrahenta)?$|^sprawa$|^case( pointer| number| id)?$/,
  },
  limitation: {
    label: { pl: 'Termin przedawnienia', en: 'End of the limitation period' },
    headers: /przedawn|^limitation( date)?$/,
  },
  title: {
    label: { pl: 'Tytuł wykonawczy (tak/nie)', en: 'Enforcement title (yes/no)' },
    headers: /tytul.*wykonaw|^enforcement( title)?$/,
  },
  band: {
    label: { pl: 'Próg kwoty (do 160 / powyżej 160)', en: 'Amount band (up to 160 / over 160)' },
    headers: /^(prog|przedzial|zakres|grupa)( kwoty| kwotowy| kwotowa)?$|^amount band$|^band$/,
  },
  street: { label: { pl: 'Ulica', en: 'Street' }, headers: /^(ulica|ul|nazwa ulicy|street)$/ },
  house: {
    label: { pl: 'Numer domu i mieszkania', en: 'House and flat number' },
    headers: /^(nr|numer) (domu|budynku|posesji)( i (mieszkania|lokalu))?$|^dom$|^house( number)?$/,
  },
  postcode: { label: { pl: 'Kod pocztowy', en: 'Postcode' }, headers: /^kod( pocztowy)?$|^post ?code$|^zip( code)?$/ },
  birth: {
    label: { pl: 'Data albo rok urodzenia', en: 'Date or year of birth' },
    headers: /^(data|rok) urodzenia$|^urodzon[ya]$|^(date|year) of birth$|^birth( ?date| ?year)?$/,
  },
  account: {
    label: { pl: 'Rachunek podatkowy (cztery ostatnie cyfry)', en: 'Tax account (last four digits)' },
    headers:
      /^(rachunek|konto|mikrorachunek)( podatkow[ey])?( koncowka)?$|koncowka (rachunku|konta)|^tax account( suffix)?$/,
  },
} satisfies Record<string, { label: Text; headers: RegExp }>

export type ClaimColumn = keyof typeof claimColumns
export const ClaimColumn = z.enum(Object.keys(claimColumns) as [ClaimColumn, ...ClaimColumn[]])

/** Those that every claim has. */
export const ownColumns: readonly ClaimColumn[] = ['case', 'limitation', 'title', 'band']
/** Those by which a person is recognised; a list must have some more than are asked for, as people forget. */
export const factColumns: readonly ClaimColumn[] = ['street', 'house', 'postcode', 'birth', 'account']
export const fewestFactColumns = 3

/** Whether a cell holds an amount of money: with grosze, or with its currency. */
export function looksLikeAmount(cell: string): boolean {
  const text = cell.replace(/[\s\u00a0\u202f]+/g, '').toLowerCase()
  return (
    /^-?\d+(?:[.,]\d{3})*[.,]\d{2}(?:zł|zl|pln|eur|€)?$/.test(text) ||
    /\d(?:zł|zl|pln|eur|€)$|^(?:pln|eur|€)\d/.test(text)
  )
}

const amountHeaders =
  /(?<!prog )\b(kwota|kwoty|naleznosc|zaleglosc|saldo|odsetki|do zaplaty|suma|amount|balance|debt)\b(?! band)/

/**
 * Columns that hold amounts in at least half of their cells, or say so and hold numbers. `plain` are the headers without
 * capitals and marks.
 */
export function amountColumns(plain: readonly string[], rows: readonly string[][]): number[] {
  return plain.flatMap((header, column) => {
    const values = rows.map((cells) => (cells[column] ?? '').trim()).filter(Boolean)
    const share = (isOne: (cell: string) => boolean) => values.filter(isOne).length / (values.length || 1)
    const isNumber = (cell: string) => /^-?[\d\s.,]+(?:\s*(?:zł|pln))?$/i.test(cell)
    return share(looksLikeAmount) >= 0.5 || (amountHeaders.test(header) && share(isNumber) >= 0.5) ? [column] : []
  })
}

/** The columns of claims that headers suggest. A column that is taken already is none of them. */
export function guessClaim(plain: readonly string[], taken: ReadonlySet<number>): Partial<Record<ClaimColumn, number>> {
  const found: Partial<Record<ClaimColumn, number>> = {}
  const used = new Set(taken)
  for (const name of ClaimColumn.options) {
    const column = plain.findIndex((header, at) => !used.has(at) && claimColumns[name].headers.test(header))
    if (column === -1) continue
    found[name] = column
    used.add(column)
  }
  return found
}
