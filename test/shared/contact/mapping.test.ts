import { describe, expect, test } from 'vitest'
import {
  columnNames,
  droppedColumns,
  fieldsOf,
  guessMapping,
  hasHeader,
  type Mapping,
  peselColumns,
  plainHeader,
} from '../../../shared/contact/mapping.ts'
import { mappingProblems } from '../../../shared/contact/mapping-problems.ts'
import { holdsPesel, isPesel } from '../../../shared/contact/pesel.ts'

const people = [
  ['anna@example.org', 'Anna', 'Nowak', 'pl'],
  ['oleh@example.org', 'Oleh', 'Bondar', 'uk'],
]

test.each<[string, string[], string[][], Mapping | undefined]>([
  [
    'Polish headers',
    ['Adres e-mail', 'Imię', 'Nazwisko', 'Język'],
    people,
    { email: 0, language: 3, fields: { imie: 1, nazwisko: 2 } },
  ],
  [
    'English headers',
    ['E-MAIL', 'first_name', 'Surname', 'lang'],
    people,
    { email: 0, language: 3, fields: { imie: 1, nazwisko: 2 } },
  ],
  ['headers that say nothing', ['A', 'B', 'C', 'D'], people, { email: 0, fields: {} }],
  [
    'two columns of addresses: the one whose header says so',
    ['Kontakt opiekuna', 'e-mail'],
    [['opiekun@example.org', 'anna@example.org']],
    { email: 1, fields: {} },
  ],
  [
    'a header that promises addresses over empty cells',
    ['e-mail', 'kontakt'],
    [
      ['', 'anna@example.org'],
      ['', 'oleh@example.org'],
    ],
    { email: 1, fields: {} },
  ],
  [
    'the field of the full name',
    ['Imię i nazwisko', 'mail', 'Przychodnia', 'Data wizyty'],
    [['Anna Nowak', 'anna@example.org', 'Wilda', '12.03.2026']],
    { email: 1, fields: { osoba: 0, placowka: 2, data: 3 } },
  ],
  [
    'numbers beside addresses, in the order of the columns',
    ['e-mail', 'Telefon kom.', 'Imię', 'Tel. domowy', 'Telefon do pracy'],
    [['anna@example.org', '600 100 200', 'Anna', '61 878 12 34', '61 878 12 35']],
    { email: 0, phone: 1, phone2: 3, fields: { imie: 2 } },
  ],
  [
    'numbers and no addresses',
    ['Imię', 'Numer telefonu'],
    [
      ['Anna', '+48 600 100 200'],
      ['Jan', '0-61 878 12 34'],
    ],
    { phone: 1, fields: { imie: 0 } },
  ],
  ['an English header of numbers', ['mobile_phone'], [['600100200']], { phone: 0, fields: {} }],
  ['a Ukrainian header of numbers', ['Мобільний телефон'], [['600100200']], { phone: 0, fields: {} }],
  [
    'whether she may be called is no number',
    ['e-mail', 'Zgoda na kontakt telefoniczny'],
    [['anna@example.org', 'tak']],
    { email: 0, fields: {} },
  ],
  [
    'nine digits of another register are no numbers',
    ['e-mail', 'REGON', 'Hotel'],
    [['anna@example.org', '631259640', '600100200']],
    { email: 0, fields: {} },
  ],
  [
    'without a header the values speak',
    ['A', 'B'],
    [['anna@example.org', '600 100 200']],
    { email: 0, phone: 1, fields: {} },
  ],
  ['no addresses at all', ['imię', 'miasto'], [['Anna', 'Poznań']], undefined],
  [
    'a column of PESEL numbers is never offered',
    ['e-mail', 'imię', 'imię'],
    [['anna@example.org', '44051401458', 'Anna']],
    { email: 0, fields: { imie: 2 } },
  ],
])('guesses: %s', (_, columns, rows, expected) => {
  expect(guessMapping(columns, rows)).toEqual(expected)
})

test('the order of fields is always the same, whatever the order of choosing', () => {
  expect(fieldsOf({ email: 0, fields: { nazwisko: 1, imie: 2 } })).toEqual(['imie', 'nazwisko'])
})

test('columns that are not mapped are dropped and can be named', () => {
  expect(droppedColumns(['e-mail', 'PESEL', 'imię', 'uwagi'], { email: 0, fields: { imie: 2 } })).toEqual([1, 3])
})

test('a first row with an address is a contact, not a header', () => {
  expect(hasHeader(['e-mail', 'imię'])).toBe(true)
  expect(hasHeader(['Anna', 'anna@example.org'])).toBe(false)
  expect(hasHeader(['Anna', '0-61 878 12 34'])).toBe(false)
  expect(hasHeader(['imię', 'telefon (9 cyfr)', 'tel. 2'])).toBe(true)
  expect(columnNames(['', ' Imię\n', ''])).toEqual(['A', 'Imię', 'C'])
})

test('headers are compared without case, accents and punctuation', () => {
  expect(plainHeader(' Adres_E-MAIL: ')).toBe('adres e mail')
  expect(plainHeader('Język')).toBe('jezyk')
  expect(plainHeader('Placówka łódzka')).toBe('placowka lodzka')
})

describe('a mapping is refused when', () => {
  const columns = ['e-mail', 'imię', 'PESEL']
  test.each<[string, Mapping, string[]]>([
    ['a column does not exist', { email: 3, fields: {} }, ['email']],
    ['a column is used twice', { email: 0, fields: { imie: 1, osoba: 1 } }, ['fields.osoba']],
    ['the address is also the language', { email: 0, language: 0, fields: {} }, ['language']],
    ['it takes PESEL numbers', { email: 0, fields: { usluga: 2 } }, ['fields.usluga']],
    ['there is neither address nor number', { language: 1, fields: {} }, ['email']],
    ['a number is there twice', { phone: 1, phone2: 1, fields: {} }, ['phone2']],
    ['only numbers are there: it is not', { phone2: 1, fields: {} }, []],
    ['nothing is wrong: it is not', { email: 0, language: 1, fields: {} }, []],
  ])('%s', (_, mapping, fields) => {
    expect(mappingProblems(mapping, columns, [2]).map(({ field }) => field)).toEqual(fields)
  })
})

describe('PESEL', () => {
  test.each([
    ['44051401458', true],
    ['02270803624', true],
    ['44051401459', false],
    ['44131401453', false],
    ['4405140145', false],
    ['48600100200', false],
    ['abcdefghijk', false],
  ])('%s: %s', (text, expected) => {
    expect(isPesel(text)).toBe(expected)
  })

  test('is found among words, and not in longer numbers', () => {
    expect(holdsPesel('Jan Nowak (44051401458)')).toBe(true)
    expect(holdsPesel('konto 4405140145844051401458')).toBe(false)
    expect(holdsPesel('Jan Nowak')).toBe(false)
  })

  test('makes a column that may not be taken: by its header, or by most of its values', () => {
    const rows = [
      ['1', '44051401458', ''],
      ['2', '02270803624', ''],
      ['3', 'brak', ''],
    ]
    expect(peselColumns(['lp', 'nr', 'Nr PESEL'], rows)).toEqual([1, 2])
  })
})
