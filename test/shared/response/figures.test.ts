/** The table of results as a file: what was shown, with the markers of dane.gov.pl. (A6) */
import { expect, test } from 'vitest'
import { figureRows } from '../../../shared/response/figures.ts'
import { tableKey } from '../../../shared/result/release.ts'
import { questionnaire } from '../../builders/questionnaire.ts'

test('each answer has its count as it was shown, or the sign that says why not', () => {
  const rows = figureRows(questionnaire, {
    how: [{ base: 20, counts: { good: 15, soso: 0, bad: 'hidden', other: 'hidden' } }],
    [tableKey('aspects', 'time')]: [{ base: 12, counts: { good: 7, bad: 5 } }],
    improve: [{ base: 9, counts: {} }],
  })
  expect(rows.slice(0, 4)).toEqual([
    ['Jak było?', '', 'Dobrze', 15, 20],
    ['Jak było?', '', 'Tak sobie', '-', 20],
    ['Jak było?', '', 'Źle', '#', 20],
    ['Jak było?', '', 'Inne', '#', 20],
  ])
  expect(rows.filter(([title]) => title === 'Co było źle?').map((row) => row.slice(3))).toEqual([
    ['.', '.'],
    ['.', '.'],
    ['.', '.'],
  ])
  expect(rows.filter(([title]) => title === 'Szczegóły')).toEqual([
    ['Szczegóły', 'Czas', 'Dobrze', 7, 12],
    ['Szczegóły', 'Czas', 'Źle', 5, 12],
    ['Szczegóły', 'Gabinet', 'Dobrze', '.', '.'],
    ['Szczegóły', 'Gabinet', 'Źle', '.', '.'],
  ])
  expect(rows.at(-1)).toEqual(['Co poprawić?', '', '', 'X', 9])
})
