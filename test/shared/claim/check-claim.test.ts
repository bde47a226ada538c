/** Rows of a reminder's file: what the act forbids is refused with its column and reason, and amounts never enter. (T6, T7, L8) */
import { expect, test } from 'vitest'
import { bandOf, claimCheck } from '../../../shared/claim/check-claim.ts'
import { looksLikeAmount } from '../../../shared/claim/columns.ts'
import { identityKey } from '../../../shared/claim/identity.ts'
import { inspect } from '../../../shared/contact/inspect.ts'
import type { Mapping } from '../../../shared/contact/mapping.ts'
import { mappingProblems } from '../../../shared/contact/mapping-problems.ts'

const columns = [
  'Telefon',
  'Imię',
  'Nazwisko',
  'Znak sprawy',
  'Przedawnienie',
  'Tytuł',
  'Próg',
  'Ulica',
  'Nr',
  'Urodzenie',
  'Uwagi',
]
const mapping: Mapping = {
  phone: 0,
  fields: { imie: 1, nazwisko: 2, usluga: 10 },
  claim: { case: 3, limitation: 4, title: 5, band: 6, street: 7, house: 8, birth: 9 },
}
const good = ['601234567', 'Jan', 'Kowalski', 'FN.1', '31.12.2028', 'nie', '>160', 'Głogowska', '12/4', '1970', '']
const check = () =>
  claimCheck({ columns, mapping, key: identityKey({ link: Buffer.alloc(32) }), today: '2026-03-10', needed: 2 })

test('a good row is a claim without amount and without anything clear of the person', () => {
  const claim = check()({ row: 2, cells: good })
  expect(claim).toMatchObject({ claim: { case: 'FN.1', limitation: '2028-12-31', band: 'over' } })
  expect(Object.keys((claim as { facts: object }).facts)).toEqual(['street', 'house', 'birthYear'])
  expect(JSON.stringify(claim)).not.toMatch(/Głogowska|Kowalski|1970|12\/4/)
})

test.each<[string, number, string, string]>([
  ['no case', 3, '', 'case-missing'],
  ['no end of limitation', 4, '', 'limitation-missing'],
  ['no date', 4, 'wkrótce', 'limitation-missing'],
  ['six months left to the day', 4, '10.09.2026', 'limitation-near'],
  ['lapsed', 4, '31.12.2024', 'limitation-near'],
  ['an enforcement title', 5, 'TAK', 'title-issued'],
  ['nothing said of a title', 5, '', 'title-unknown'],
  ['something else said of a title', 5, 'nie wiem', 'title-unknown'],
  ['an amount for a band', 6, '1 234,56 zł', 'amount'],
  ['no band', 6, '', 'band-unknown'],
  ['another number for a band', 6, '> 200', 'band-unknown'],
  ['an amount among the fields', 10, '412,00', 'amount'],
  ['an amount in a remark', 10, '412 zł', 'amount'],
])('%s is refused', (_, column, cell, reason) => {
  const cells = good.with(column, cell)
  expect(check()({ row: 7, cells })).toEqual({ row: 7, column: columns[column], reason })
})

test('who has no name, or fewer facts than are asked, is refused; a case may come once', () => {
  expect(check()({ row: 2, cells: good.with(1, '').with(2, '-') })).toMatchObject({ reason: 'name-missing' })
  expect(check()({ row: 2, cells: good.with(7, '').with(9, '?') })).toMatchObject({ reason: 'identity-missing' })
  const both = check()
  expect(both({ row: 2, cells: good })).not.toHaveProperty('reason')
  expect(both({ row: 3, cells: good.with(3, ' fn.1 ') })).toEqual({
    row: 3,
    column: 'Znak sprawy',
    reason: 'case-repeated',
  })
})

test.each([
  ['>160', 'over'],
  ['powyżej 160 zł', 'over'],
  ['ponad 160,00', 'over'],
  ['≤160', 'up to'],
  ['<= 160 PLN', 'up to'],
  ['do 160 zł', 'up to'],
  ['160', undefined],
  ['16000', undefined],
])('%s is the band %s', (cell, band) => {
  expect(bandOf(cell)).toBe(band)
})

test.each([
  ['1 234,56', true],
  ['1.234,56 zł', true],
  ['412 zł', true],
  ['PLN 12', true],
  ['12.03.2026', false],
  ['61-841', false],
  ['12/4', false],
  ['FN.3120.17', false],
])('%s is an amount: %s', (cell, is) => {
  expect(looksLikeAmount(cell)).toBe(is)
})

const file = (text: string) => {
  const bytes = Buffer.from(text)
  return {
    bytes: bytes.length,
    async stream() {
      return (async function* () {
        yield bytes
      })()
    },
  }
}
const csv = [
  'Telefon;Imię;Nazwisko;Znak sprawy;Termin przedawnienia;Tytuł wykonawczy;Próg kwoty;Kwota;Ulica;Numer domu;Data urodzenia;PESEL',
  '601234567;Jan;Kowalski;FN.1;31.12.2028;nie;>160;1234,56;Głogowska;12/4;01.02.1970;44051401359',
  '601234568;Anna;Nowak;FN.2;31.12.2028;nie;≤160;90,00;Ratajczaka;3;02.02.1971;02070803628',
].join('\r\n')

test('columns of claims are found by their headers; amounts and PESEL are neither shown nor taken', async () => {
  const found = await inspect(file(csv), 'claims')
  expect(found.guess).toEqual({
    phone: 0,
    fields: { imie: 1, nazwisko: 2 },
    claim: { case: 3, limitation: 4, title: 5, band: 6, street: 8, house: 9, birth: 10 },
  })
  expect(found.amounts).toEqual([7])
  expect(JSON.stringify(found.sample)).not.toMatch(/1234,56|90,00|44051401359/)
  const problems = (mapping: Mapping) =>
    mappingProblems(mapping, found.columns, found.pesel, { amounts: found.amounts! }).map(
      ({ field, rule }) => `${field} ${rule}`,
    )
  expect(problems(found.guess!)).toEqual([])
  expect(problems({ ...found.guess!, fields: { ...found.guess!.fields, data: 7 } })).toEqual(['fields.data T7'])
  expect(problems({ ...found.guess!, claim: { ...found.guess!.claim, band: 7 } })).toEqual(['claim.band T7'])
  expect(problems({ ...found.guess!, fields: { ...found.guess!.fields, data: 11 } })).toEqual(['fields.data L8'])
  expect(problems({ phone: 0, fields: {} })).toEqual([
    ...['claim.case T7', 'claim.limitation T6', 'claim.title T6', 'claim.band T7'],
    ...['fields.nazwisko T4', 'claim.street T4'],
  ])
})

test('in any other drive nothing is guessed of claims, and columns of them are refused', async () => {
  const found = await inspect(file(csv))
  expect(found.guess).not.toHaveProperty('claim')
  expect(found).not.toHaveProperty('amounts')
  expect(mappingProblems({ phone: 0, fields: {}, claim: { case: 3 } }, found.columns, found.pesel)).toMatchObject([
    { field: 'claim', rule: 'L8' },
  ])
})
