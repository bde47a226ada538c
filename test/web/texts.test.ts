/** Numbers, dates and plurals as the languages write them. */
import { expect, test } from 'vitest'
import { bound, date, moment, number, percent, plural } from '../../web/texts/texts.ts'

test.each([
  [0, '0\u00a0osób'],
  [1, '1\u00a0osoba'],
  [2, '2\u00a0osoby'],
  [5, '5\u00a0osób'],
  [12, '12\u00a0osób'],
  [22, '22\u00a0osoby'],
  [1.5, '1,5\u00a0osoby'],
])('%d people in Polish', (count, expected) => {
  expect(plural('pl', count, { one: 'osoba', few: 'osoby', many: 'osób', other: 'osoby' })).toBe(expected)
})

test.each([
  [1, '1\u00a0сторінка'],
  [3, '3\u00a0сторінки'],
  [11, '11\u00a0сторінок'],
  [21, '21\u00a0сторінка'],
])('%d pages in Ukrainian', (count, expected) => {
  expect(plural('uk', count, { one: 'сторінка', few: 'сторінки', many: 'сторінок', other: 'сторінки' })).toBe(expected)
})

test('Polish groups thousands from five digits on', () => {
  expect([999, 1020, 12_345, 7.5].map((value) => number('pl', value))).toEqual(['999', '1020', '12\u00a0345', '7,5'])
})

test('a share is a percentage with at most one decimal', () => {
  expect([percent('pl', 0.6204), percent('en', 1)]).toEqual(['62%', '100%'])
})

test.each([
  ['pl', '22\u00a0listopada 2026'],
  ['uk', '22\u00a0листопада 2026\u00a0року'],
  ['en', '22\u00a0November 2026'],
] as const)('a date in %s', (language, expected) => {
  expect(date(language, '2026-11-22')).toBe(expected)
})

test('a moment is told by the clock of Poznań', () => {
  expect(moment('pl', new Date('2026-07-01T22:05:00Z'))).toBe('2\u00a0lipca 2026, 00:05')
})

test('one-letter words and numbers hold on to what follows', () => {
  expect(bound('Ankieta o zdrowiu i w pracy: 5 minut (a potem 20 %)')).toBe(
    'Ankieta o\u00a0zdrowiu i\u00a0w\u00a0pracy: 5\u00a0minut (a\u00a0potem 20\u00a0%)',
  )
  expect(bound('Koło do domu')).toBe('Koło do domu')
})
