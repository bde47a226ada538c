import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutRows, readCsv } from '../../../shared/contact/read-csv.ts'
import type { Row } from '../../../shared/contact/rows.ts'
import { all, inPieces } from '../../builders/pieces.ts'

const read = (text: string | Uint8Array, { delimiter = ';', encoding = 'utf-8', size = 64 * 1024 } = {}) =>
  all(readCsv(inPieces(text, size), { delimiter, encoding: encoding as 'utf-8' }))
const cells = (rows: Row[]) => rows.map((row) => row.fault ?? row.cells)

test.each<[string, string, (string[] | string)[]]>([
  [
    'plain lines',
    'a;b\nc;d\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  [
    'a last line without an end',
    'a;b\r\nc;d',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['empty cells', ';b;\n', [['', 'b', '']]],
  ['an empty line, which counts', 'a\n\nb\n', [['a'], [''], ['b']]],
  ['a separator in quotation marks', '"Nowak; Jan";x\n', [['Nowak; Jan', 'x']]],
  ['doubled quotation marks', '"Firma ""Alfa""";x\n', [['Firma "Alfa"', 'x']]],
  [
    'a line break in a cell',
    '"Poznań\r\nWilda";x\r\ny;z\r\n',
    [
      ['Poznań\r\nWilda', 'x'],
      ['y', 'z'],
    ],
  ],
  ['a quotation mark inside a plain cell', 'Firma "Alfa";x\n', [['Firma "Alfa"', 'x']]],
  [
    'an empty quoted cell at the end',
    'a;""\nb;c\n',
    [
      ['a', ''],
      ['b', 'c'],
    ],
  ],
  ['spaces after the closing mark', '"a" ;b\n', [['a', 'b']]],
  ['an unclosed mark in the middle', 'a;b\n"c;d\ne;f\n', [['a', 'b'], 'quote', ['e', 'f']]],
  ['an unclosed mark before quoted lines', '"a;b\n"c";"d"\n', ['quote', ['c', 'd']]],
  ['an unclosed mark in the last line', 'a;b\n"c;d', [['a', 'b'], 'quote']],
  ['text after the closing mark', '"a"b;c\nd;e\n', ['quote', ['d', 'e']]],
  [
    'line ends of old Macintosh',
    'a;b\rc;d\r',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['a sep= line, which is no row', 'sep=;\r\na;b\r\n', [['a', 'b']]],
  ['nothing', '', []],
])('%s', async (_, text, expected) => {
  for (const size of [1, 2, 3, 7, 64 * 1024]) expect(cells(await read(text, { size }))).toEqual(expected)
})

test('rows are numbered as a spreadsheet numbers them: empty ones count, a cell of two lines does not', async () => {
  const rows = await read('a;b\n\n"c\nd";e\n"f;g\nh;i\n')
  expect(rows.map(({ row, cells, fault }) => [row, fault ?? cells[0]])).toEqual([
    [1, 'a'],
    [2, ''],
    [3, 'c\nd'],
    [4, 'quote'],
    [5, 'h'],
  ])
})

test('one unclosed quotation mark costs one row of ten thousand', async () => {
  const lines = Array.from({ length: 10_000 }, (_, n) => `osoba${n}@example.org;Jan ${n}`)
  lines[100] = `"${lines[100]}`
  const rows = await read(lines.join('\n'), { size: 1000 })
  expect(rows).toHaveLength(10_000)
  expect(rows.filter(({ fault }) => fault)).toEqual([{ row: 101, cells: [], fault: 'quote' }])
})

test('a line without an end is reported once and not kept in memory', async () => {
  async function* endless() {
    yield Buffer.from('a;b\n')
    for (let n = 0; n < 200; n++) yield Buffer.alloc(100_000, 'x')
    yield Buffer.from('\nc;d\n')
  }
  expect(cells(await all(readCsv(endless(), { delimiter: ';', encoding: 'utf-8' })))).toEqual([
    ['a', 'b'],
    'row-too-long',
    ['c', 'd'],
  ])
})

test('a quoted cell that goes on for thousands of lines is damage', async () => {
  const rows = await read(`a;"${'x\n'.repeat(3000)}";b\nc;d\n`)
  expect(rows[0]).toEqual({ row: 1, cells: [], fault: 'quote' })
  expect(rows.at(-1)?.cells).toEqual(['c', 'd'])
})

test.each([
  ['utf-8', '\ufeffżółć;x\n', Buffer.from('\ufeffżółć;x\n')],
  ['windows-1250', 'żółć', Buffer.from([0xbf, 0xf3, 0xb3, 0xe6, 0x3b, 0x78, 0x0a])],
  ['iso-8859-2', 'żółć', Buffer.from([0xbf, 0xf3, 0xb3, 0xe6, 0x3b, 0x78, 0x0a])],
  ['utf-16le', 'żółć', Buffer.from('\ufeffżółć;x\n', 'utf16le')],
  ['utf-16be', 'żółć', Buffer.from('\ufeffżółć;x\n', 'utf16le').swap16()],
])('%s is decoded, its mark left out, however the pieces fall', async (encoding, _, bytes) => {
  for (const size of [1, 3, 1000]) expect(cells(await read(bytes, { encoding, size }))).toEqual([['żółć', 'x']])
})

test('bytes that are no UTF-8 come as the replacement character, in their own row', async () => {
  const rows = await read(Buffer.concat([Buffer.from('a;b\n'), Buffer.from([0xb9, 0x3b, 0x78, 0x0a])]))
  expect(cells(rows)).toEqual([
    ['a', 'b'],
    ['\ufffd', 'x'],
  ])
})

test('reads whatever table a spreadsheet writes as csv-parse reads it', () => {
  const cell = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.string({ unit: fc.constantFrom('"', ';', ',', '\n', '\r\n', 'ż', ' ', 'a'), maxLength: 8 }),
  )
  const table = fc
    .integer({ min: 1, max: 5 })
    .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 20 }))
  fc.assert(
    fc.property(table, fc.constantFrom(';', ',', '\t'), fc.integer({ min: 1, max: 40 }), (rows, delimiter, size) => {
      // A lone CR is a line end to csv-parse only when it met one first; our reader keeps it in its cell.
      const plain = rows.map((row) => row.map((text) => text.replaceAll(/\r(?!\n)/g, '')))
      const text = stringify(plain, { delimiter, quoted_string: true })
      const { push, end } = cutRows(delimiter)
      const found: Row[] = []
      for (let at = 0; at < text.length; at += size) found.push(...push(text.slice(at, at + size)))
      found.push(...end())
      expect(found.map(({ cells }) => cells)).toEqual(parse(text, { delimiter, record_delimiter: ['\n'] }))
    }),
    { numRuns: 500 },
  )
})

test('any text at all is read to its end, every row once, in order', () => {
  const text = fc.string({ unit: fc.constantFrom('"', ';', '\n', '\r', 'a', 'ł'), maxLength: 200 })
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 20 }), (source, size) => {
      const whole = cutRows(';')
      const expected = [...whole.push(source), ...whole.end()]
      const { push, end } = cutRows(';')
      const found: Row[] = []
      for (let at = 0; at < source.length; at += size) found.push(...push(source.slice(at, at + size)))
      found.push(...end())
      expect(found).toEqual(expected)
      expect(found.map(({ row }) => row)).toEqual(found.map((_, n) => n + 1))
    }),
    { numRuns: 1000 },
  )
})
