/** Points from a file: hours as people write them, faults by row and column, placeholders filled before anything is added. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addressToFill, readHours, readPoints, withPoints } from '../../../shared/booking/points-file.ts'
import type { Point } from '../../../shared/booking/service.ts'

const row = (weekday: number, from: string, to: string, capacity = 1) => ({ weekday, from, to, capacity })

test.each([
  ['pn-śr 8-12', [row(1, '08:00', '12:00'), row(2, '08:00', '12:00'), row(3, '08:00', '12:00')]],
  ['wt 15:30–19.00 (2)', [row(2, '15:30', '19:00', 2)]],
  ['pn, śr i pt 8:00-12:00', [row(1, '08:00', '12:00'), row(3, '08:00', '12:00'), row(5, '08:00', '12:00')]],
  ['poniedziałek 8 do 12; czwartek 9-13 (3 osoby)', [row(1, '08:00', '12:00'), row(4, '09:00', '13:00', 3)]],
  ['Mon-Tue 8-9', [row(1, '08:00', '09:00'), row(2, '08:00', '09:00')]],
  ['sob. 10-14, nd 10-12', [row(6, '10:00', '14:00'), row(7, '10:00', '12:00')]],
])('%s is understood', (text, hours) => {
  expect(readHours(text)).toEqual(hours)
})

test.each(['codziennie', '8-12', 'pn 12-8', 'pn 8-25', 'pt-pn 8-12', 'pn 8-12 lub wg umowy', 'pn 8-12 (0)', 'xx 8-12'])(
  '%s is refused',
  (text) => {
    expect(readHours(text)).toBeUndefined()
  },
)

test('no text of hours makes a row that ends before it begins, nor throws', () => {
  const words = fc.constantFrom('pn', 'wt-pt', 'śr', '8', '12:30', '-', '–', '(2)', ',', ';', ' ', 'do', 'i', 'x')
  fc.assert(
    fc.property(fc.array(words, { maxLength: 12 }), (parts) => {
      for (const { from, to, weekday } of readHours(parts.join(' ')) ?? []) {
        expect(from < to && weekday >= 1 && weekday <= 7).toBe(true)
      }
    }),
  )
})

const file = (...lines: string[]) => lines.map((text, n) => ({ row: n + 1, cells: text.split(';') }))

test('each fault is told by row, column and reason; good rows are there beside them', () => {
  const { points, faults, missing } = readPoints(
    file(
      'Nazwa punktu;Adres;Godziny;Telefon',
      'Wilda;ul. Górna 1;pn-pt 8-12;61 000 00 01',
      '',
      'Łazarz;;pn-pt 8-12;',
      'Wilda;ul. Dolna 2;kiedyś;',
      'Jeżyce;ul. Długa 3;pn 8-12, pn 11-13;',
    ),
  )
  expect(missing).toEqual([])
  expect(points.map(({ name, phone }) => [name, phone])).toEqual([['Wilda', '61 000 00 01']])
  expect(faults.map(({ row: at, column }) => [at, column])).toEqual([
    [4, 'Adres'],
    [5, 'Nazwa punktu'],
    [5, 'Godziny'],
    [6, 'Godziny'],
  ])
})

test('a file without a column that must be there names it', () => {
  expect(readPoints(file('Nazwa;Ulica', 'Wilda;Górna 1')).missing).toEqual(['address', 'hours'])
})

const closed = (n: number): Point => ({
  id: `pt_00000000000${n}`,
  name: `Punkt nr ${n}`,
  address: addressToFill,
  access: { wheelchair: true, pjm: false },
  languages: ['pl'],
  hours: [],
  exceptions: [],
  closed: true,
})

test('a point of the same name is changed, others take the places without an address, the rest are added; all open', () => {
  const hours = [row(1, '08:00', '12:00')]
  const rows = ['Wilda', 'punkt nr 2', 'Łazarz', 'Jeżyce'].map((name) => ({ name, address: `${name} 1`, hours }))
  let ids = 0
  const after = withPoints([closed(1), closed(2)], rows, () => `pt_new${++ids}`)
  expect(after.map(({ id, name, closed: is }) => [id, name, is])).toEqual([
    ['pt_000000000001', 'Wilda', undefined],
    ['pt_000000000002', 'punkt nr 2', undefined],
    ['pt_new1', 'Łazarz', undefined],
    ['pt_new2', 'Jeżyce', undefined],
  ])
  expect(after[0]!.access.wheelchair).toBe(true)
})
