import { describe, expect, test } from 'vitest'
import { languageOf, rowCheck } from '../../../shared/contact/check.ts'
import { isBlank } from '../../../shared/contact/rows.ts'

const columns = ['e-mail', 'imię', 'język', 'uwagi']
const mapping = { email: 0, language: 2, fields: { imie: 1 } }
const check = rowCheck(columns, mapping, false)
const row = (...cells: string[]) => ({ row: 7, cells })

test('a good row is language, address and the mapped values; the rest is dropped', () => {
  expect(check(row(' Anna@Example.org ', ' Anna ', 'UA', 'tajne'))).toEqual(['uk', 'Anna@example.org', 'Anna'])
})

test('markup in a value is text and stays as it is', () => {
  const value = '<script>alert(1)</script> & "Alfa" {{link}}'
  expect(check(row('a@example.org', value, '', ''))).toEqual(['pl', 'a@example.org', value])
})

test.each<[string, string[], { column: string; reason: string }]>([
  ['a bad address', ['brak', 'Anna', 'pl', ''], { column: 'e-mail', reason: 'email-syntax' }],
  ['a cell too many', ['a@example.org', 'Anna', 'pl', '', 'x'], { column: '', reason: 'too-many-cells' }],
  ['a cell too few', ['a@example.org', 'Anna', 'pl'], { column: '', reason: 'too-few-cells' }],
  ['a long value', ['a@example.org', 'x'.repeat(201), 'pl', ''], { column: 'imię', reason: 'value-too-long' }],
  ['an unreadable letter', ['a@example.org', 'Ma\ufffdgorzata', 'pl', ''], { column: 'imię', reason: 'characters' }],
  ['a formula error', ['a@example.org', '#N/D!', 'pl', ''], { column: 'imię', reason: 'formula-error' }],
  ['a PESEL', ['a@example.org', 'Anna 44051401458', 'pl', ''], { column: 'imię', reason: 'pesel' }],
])('%s is reported with row, column and reason', (_, cells, expected) => {
  expect(check(row(...cells))).toEqual({ row: 7, ...expected })
})

test("the reader's own finding comes first", () => {
  expect(check({ row: 3, cells: [], fault: 'quote' })).toEqual({ row: 3, column: '', reason: 'quote' })
})

test('empty cells beyond the header do no harm, nor do missing ones in a workbook', () => {
  expect(check(row('a@example.org', 'Anna', 'pl', '', '', ' '))).toEqual(['pl', 'a@example.org', 'Anna'])
  expect(rowCheck(columns, mapping, true)(row('a@example.org'))).toEqual(['pl', 'a@example.org', ''])
})

test('what is wrong in a column that is dropped does not matter', () => {
  expect(check(row('a@example.org', 'Anna', 'pl', '44051401458'))).toEqual(['pl', 'a@example.org', 'Anna'])
})

test('control characters and line breaks in a value become a space, letters are composed', () => {
  const value = 'A\u0328nna\r\nBcc:\u2028x\0y'
  expect(check(row('a@example.org', value, '', ''))).toEqual(['pl', 'a@example.org', 'Ąnna Bcc: x y'])
})

test('no value turns the letters round that stand after it', () => {
  expect(check(row('a@example.org', 'Anna \u202Eikswon', '', ''))).toEqual(['pl', 'a@example.org', 'Anna  ikswon'])
})

describe('the language', () => {
  test.each([
    ['pl', 'pl'],
    [' Polski ', 'pl'],
    ['UA', 'uk'],
    ['Українська', 'uk'],
    ['ukraiński', 'uk'],
    ['en-GB', 'en'],
    ['angielski', 'en'],
    ['', 'pl'],
    ['klingoński', 'pl'],
    ['__proto__', 'pl'],
    ['constructor', 'pl'],
  ])('%j is %s', (cell, expected) => {
    expect(languageOf(cell)).toBe(expected)
  })
})

test('a row of empty cells is blank', () => {
  expect(isBlank(['', ' ', '\t'])).toBe(true)
  expect(isBlank(['', 'x'])).toBe(false)
})
