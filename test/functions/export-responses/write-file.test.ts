/** Files of responses as spreadsheets read them: what people wrote stands in the row or apart from it, and never is a formula. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import readWorkbook from 'read-excel-file/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Told, writeFile } from '../../../functions/export-responses/write-file.ts'
import { type ExportFormat, exportTable } from '../../../shared/response/export.ts'
import type { Answers, Survey } from '../../../shared/survey/survey.ts'
import { questionnaire, words } from '../../builders/questionnaire.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'akcja-exports-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const told = (answers: Answers, n: number): Told => [
  {
    state: 'complete',
    survey: 1,
    language: 'pl',
    answers: Object.fromEntries(Object.entries(answers).map(([name, v]) => [name, { v, m: 'web' as const }])),
    startedAt: '2026-03-10T10:00:00.000Z',
    submittedOn: '2026-03-10',
  },
  `0.${n}`,
]

/** A file of these answers, and how many rows it says it has. */
async function fileOf(format: ExportFormat, identified: boolean, given: Answers[], survey: Survey = questionnaire) {
  const path = join(folder, `${format}-${identified}`)
  async function* responses() {
    for (const [n, answers] of given.entries()) yield told(answers, n)
  }
  const rows = await writeFile(path, format, exportTable(survey, identified), responses())
  return { file: await readFile(path), rows }
}
const csv = (file: Buffer) => parse(file, { bom: true, delimiter: ';', relax_quotes: false }) as string[][]
const sheets = async (file: Buffer) =>
  (await readWorkbook(file, { trim: false } as never)).map(({ sheet, data }) => ({ sheet, data }))

const hostile = words.map((improve, n) => ({
  how: 'other',
  'how-Comment': `=inaczej ${n}`,
  mark: (n % 5) + 1,
  improve,
}))

test('in CSV no word of anybody becomes a formula, nor breaks the table', async () => {
  const { file, rows } = await fileOf('csv', true, hostile)
  const table = csv(file)
  expect(rows).toBe(hostile.length)
  const safe = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)
  expect(table.slice(1).map((row) => row.at(-1))).toEqual(words.map(safe))
  for (const cell of table.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/)
})

test('in XLSX of an identified drive the words stand in the row, as they were written', async () => {
  const found = await sheets((await fileOf('xlsx', true, hostile)).file)
  expect(found.map(({ sheet }) => sheet)).toEqual(['Odpowiedzi'])
  expect(found[0]!.data.slice(1).map((row) => row.at(-1))).toEqual(words)
})

test('a confidential CSV has no words, and a heading that says where they are', async () => {
  const { file, rows } = await fileOf('csv', false, hostile)
  const [header, ...table] = csv(file)
  expect([rows, table.length]).toEqual([hostile.length, hostile.length])
  expect(header!.at(-1)).toBe('Wypowiedzi: osobno, w pliku Excel')
  expect(new Set(table.map((row) => row.at(-1)))).toEqual(new Set(['']))
  expect(file.toString()).not.toMatch(/inaczej|Zażółć|Дякую/)
})

test('a confidential XLSX has them on a second sheet, by question, each once', async () => {
  const { file } = await fileOf('xlsx', false, [...hostile, { how: 'good', mark: 1 }])
  const [rows, apart] = await sheets(file)
  expect(JSON.stringify(rows)).not.toMatch(/inaczej|Zażółć|Дякую/)
  expect(rows!.data).toHaveLength(hostile.length + 2)
  expect(apart!.sheet).toBe('Wypowiedzi')
  expect(apart!.data.map(([question]) => question)).toEqual([
    'Pytanie',
    ...words.map(() => 'Jak było? [inne]'),
    ...words.map(() => 'Co poprawić?'),
  ])
  expect(apart!.data.map(([, text]) => text).sort()).toEqual(
    ['Wypowiedź', ...words, ...words.map((_, n) => `=inaczej ${n}`)].sort(),
  )
})

test('the order of the second sheet says nothing of the order of the rows, nor one question of the other', async () => {
  const many = Array.from({ length: 600 }, (_, n) => ({
    how: 'other',
    'how-Comment': `${n}`,
    mark: 1,
    improve: `${n}`,
  }))
  const apart = (await sheets((await fileOf('xlsx', false, many)).file))[1]!.data.slice(1)
  const [others, improvements] = [0, 600].map((from) => apart.slice(from, from + 600).map(([, text]) => Number(text)))
  const places = many.map((_, n) => n)
  // of 600 in random order, beyond 0.25 once in a thousand million
  for (const [one, other] of [
    [others!, places],
    [improvements!, places],
    [others!, improvements!],
  ] as const) {
    expect(Math.abs(correlation(one, other))).toBeLessThan(0.25)
  }
  expect([...others!].sort((one, other) => one - other)).toEqual(places)
})

test('a survey without words has one sheet, and no heading more', async () => {
  const survey: Survey = {
    pages: [{ name: 'p', elements: [{ type: 'rating', name: 'mark', title: { pl: 'Ocena' }, rateMax: 5 }] }],
  }
  expect(await sheets((await fileOf('xlsx', false, [{ mark: 3 }], survey)).file)).toHaveLength(1)
  expect(csv((await fileOf('csv', false, [{ mark: 3 }], survey)).file)[0]!.at(-1)).toBe('Ocena')
})

/** Pearson's, of two orders of the same numbers from 0 to n - 1. */
function correlation(one: number[], other: number[]): number {
  const mean = (one.length - 1) / 2
  const products = one.reduce((sum, value, n) => sum + (value - mean) * (other[n]! - mean), 0)
  return products / one.reduce((sum, value) => sum + (value - mean) ** 2, 0)
}
