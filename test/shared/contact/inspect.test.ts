import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { inspect, readRows } from '../../../shared/contact/inspect.ts'
import { contactFileBytes } from '../../builders/contact-file.ts'
import { aFile, all } from '../../builders/pieces.ts'
import { aWorkbook } from '../../builders/workbook.ts'

const sample = (name: string) => readFile(join(import.meta.dirname, '../../data/contacts', name))

test.each([
  ['utf-8.csv', { kind: 'csv', encoding: 'utf-8', delimiter: ';' }],
  ['utf-8-bom.csv', { kind: 'csv', encoding: 'utf-8', delimiter: ',' }],
  ['windows-1250.csv', { kind: 'csv', encoding: 'windows-1250', delimiter: ';' }],
  ['iso-8859-2.csv', { kind: 'csv', encoding: 'iso-8859-2', delimiter: ';' }],
  ['unicode-text.txt', { kind: 'csv', encoding: 'utf-16le', delimiter: '\t' }],
  ['skoroszyt.xlsx', { kind: 'xlsx' }],
] as const)('%s: the same three people, whatever program wrote them', async (name, format) => {
  const file = aFile(await sample(name))
  const found = await inspect(file)
  expect(found).toEqual({
    format,
    columns: ['Adres e-mail', 'Imię', 'Nazwisko', 'Język'],
    header: true,
    rows: 3,
    sample: [
      ['grazyna.zolc@example.org', 'Grażyna', 'Żółć', 'pl'],
      ['swietoslaw.zrebiec@example.org', 'Świętosław', 'Źrebiec', 'pl'],
      ['oleh.bondar@example.org', 'Oleh', 'Bondar, mł.', 'uk'],
    ],
    pesel: [],
    guess: { email: 0, language: 3, fields: { imie: 1, nazwisko: 2 } },
  })
  const rows = await all(readRows(found.format, aFile(await sample(name), { size: 11 })))
  expect(rows.map(({ cells }) => cells)).toEqual([found.columns, ...found.sample])
})

describe('is refused:', () => {
  test.each<[string, string | Uint8Array, string]>([
    ['an empty file', '', 'empty'],
    ['a file of empty lines', '\n;;\n\r\n', 'empty'],
    ['a header only', 'e-mail;imię\n', 'header-only'],
    ['a header only, without a line end', 'e-mail;imię', 'header-only'],
    ['a header with an unclosed quotation mark', '"e-mail;imię\na@example.org;Anna\n', 'header'],
    ['a hundred and one columns', `${'x;'.repeat(100)}e-mail\n${'1;'.repeat(100)}a@example.org\n`, 'too-many-columns'],
    ['one endless line', 'x'.repeat(2_000_000), 'header'],
  ])('%s', async (_, content, code) => {
    await expect(inspect(aFile(content))).rejects.toThrow(code)
  })

  test('a file of a gigabyte, without reading a byte of it', async () => {
    const file = aFile('e-mail\na@example.org\n', { bytes: 1024 ** 3 })
    await expect(inspect(file)).rejects.toThrow('too-large')
    expect(file.taken).toBe(0)
  })

  test('a workbook of sixty megabytes, after its first bytes', async () => {
    const content = Buffer.concat([await aWorkbook([['e-mail']]), Buffer.alloc(60 * 1024 * 1024)])
    const file = aFile(content)
    await expect(inspect(file)).rejects.toThrow('xlsx-too-large')
    expect(file.taken).toBeLessThan(1_000_000)
  })

  test('a workbook with a header only', async () => {
    await expect(inspect(aFile(await aWorkbook([['e-mail', 'imię']])))).rejects.toThrow('header-only')
  })
})

test('a file without a header: columns go by letters, so that no address becomes a name', async () => {
  const found = await inspect(aFile('Anna;anna@example.org\nOleh;oleh@example.org\n'))
  expect(found).toMatchObject({ header: false, columns: ['A', 'B'], rows: 2, guess: { email: 1, fields: {} } })
})

test('columns that are empty at the end of the header are none', async () => {
  expect((await inspect(aFile('e-mail;imię;;\na@example.org;Anna;;\n'))).columns).toEqual(['e-mail', 'imię'])
})

test('a large file is counted by its lines and looked at to its end for its encoding', async () => {
  const ascii = 'osoba@example.org;Jan Kowalski\r\n'.repeat(100_000)
  const found = await inspect(
    aFile(Buffer.concat([Buffer.from(`email;imie\r\n${ascii}`), Buffer.from([0xb9, 0x9c, 0x0d, 0x0a])])),
  )
  expect(found.rows).toBe(100_001)
  expect(found.format).toEqual({ kind: 'csv', encoding: 'windows-1250', delimiter: ';' })
})

test('the builder of large files writes what is read', async () => {
  for (const encoding of ['utf-8', 'windows-1250'] as const) {
    const found = await inspect(aFile(Buffer.concat([...contactFileBytes({ rows: 5000, encoding })])))
    expect(found).toMatchObject({
      rows: 5000,
      format: { encoding },
      columns: ['Adres e-mail', 'Imię', 'Nazwisko', 'Dzielnica', 'Język'],
    })
  }
})

test('a column of PESEL numbers is named, not shown as a choice', async () => {
  const found = await inspect(aFile('e-mail;numer;imię\na@example.org;44051401458;Anna\n'))
  expect(found.pesel).toEqual([1])
  expect(found.guess).toEqual({ email: 0, fields: { imie: 2 } })
})
