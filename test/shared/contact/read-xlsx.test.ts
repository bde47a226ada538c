import { deflateRawSync } from 'node:zlib'
import { readSheet } from 'read-excel-file/node'
import { describe, expect, test } from 'vitest'
import { readXlsx } from '../../../shared/contact/read-xlsx.ts'
import { contactCells, contactFileHeader } from '../../builders/contact-file.ts'
import { all } from '../../builders/pieces.ts'
import { aLargeWorkbook, aWorkbook } from '../../builders/workbook.ts'
import { workbookEntries, type ZipEntry, zipFile } from '../../builders/zip-file.ts'

const read = async (file: Uint8Array) =>
  (await all(readXlsx(file))).map(({ row, cells, fault }) => [row, fault ?? cells])
const sheet = (rows: string, more?: { texts?: string; styles?: string }) => zipFile(workbookEntries(rows, more))

test('a workbook as programs write it: texts, dates, numbers, formulas, rich text, gaps', async () => {
  const book = await aWorkbook([
    ['e-mail', 'data', 'liczba', 'wynik', 'uwagi'],
    [
      'anna@example.org',
      new Date(Date.UTC(2026, 2, 12)),
      48600100200,
      { formula: 'C2*2', result: 97200200400 },
      { richText: [{ text: 'Ząb' }, { text: ' & "ucho" <b>', font: { bold: true } }] },
    ],
    [],
    ['oleh@example.org', new Date(Date.UTC(2026, 2, 12, 14, 30)), 0.1 + 0.2, null, true],
  ])
  expect(await read(book)).toEqual([
    [1, ['e-mail', 'data', 'liczba', 'wynik', 'uwagi']],
    [2, ['anna@example.org', '12.03.2026', '48600100200', '97200200400', 'Ząb & "ucho" <b>']],
    [4, ['oleh@example.org', '12.03.2026', '0.3', '', 'tak']],
  ])
})

test('the first sheet that has rows is read', async () => {
  expect(await read(await aWorkbook([], [['drugi']], [['trzeci']]))).toEqual([[1, ['drugi']]])
})

test('50,000 rows read as another library reads them', async () => {
  const book = await aLargeWorkbook(
    (function* () {
      yield contactFileHeader
      for (let n = 0; n < 50_000; n++) yield contactCells(n)
    })(),
  )
  const rows = await all(readXlsx(book))
  expect(rows).toHaveLength(50_001)
  const theirs = await readSheet(book)
  expect(rows.map(({ cells }) => cells)).toEqual(theirs)
})

describe('what other programs write', () => {
  test('a namespace prefix on every tag, cells and rows without references, texts in the cell', async () => {
    const file = zipFile([
      ...workbookEntries('').slice(0, 4),
      {
        name: 'xl/worksheets/sheet1.xml',
        bytes: Buffer.from(
          '<x:worksheet><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c><x:c><x:v>1</x:v></x:c></x:row>' +
            '<x:row><x:c t=\'str\'><x:f>A1&amp;"&gt;"</x:f><x:v>a&#62;</x:v></x:c></x:row></x:sheetData></x:worksheet>',
        ),
      },
    ])
    expect(await read(file)).toEqual([
      [1, ['a', '1']],
      [2, ['a>']],
    ])
  })

  test('phonetic texts are left out; escapes, CDATA, comments and a > in an attribute are read', async () => {
    const file = sheet(
      '<!-- x --><row r="3" spans="1:2" x=">"><c r="B3" t="s"><v>0</v></c></row><row r="5"><c r="A5" t="s"><v>1</v></c></row>',
      { texts: '<si><t>a</t><rPh><t>zle</t></rPh></si><si><t xml:space="preserve">x_x000D_<![CDATA[<y>]]></t></si>' },
    )
    expect(await read(file)).toEqual([
      [3, ['', 'a']],
      [5, ['x\r<y>']],
    ])
  })

  test.each([
    ['14', '46093', '12.03.2026'],
    ['22', '46093.604166666664', '12.03.2026 14:30'],
    ['20', '0.604166666666667', '14:30'],
    ['164', '46093', '12.03.2026'],
    ['165', '46093.5', '46093.5'],
    ['166', '46093.5', '46093.5'],
    ['0', '1.2345678901234567E+2', '123.456789012346'],
    ['0', '4.86001002E+10', '48600100200'],
    ['0', '-5', '-5'],
    ['14', '-5', '-5'],
    ['14', '1', '01.01.1900'],
  ])('format %s shows %s as %s', async (format, value, shown) => {
    const styles =
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="d&quot; dnia &quot;mmmm\\ yyyy;@"/><numFmt numFmtId="165" formatCode="#,##0.00&quot; days&quot;"/><numFmt numFmtId="166" formatCode="[Red]General"/></numFmts>' +
      `<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="${format}"/></cellXfs></styleSheet>`
    expect(await read(sheet(`<row r="1"><c r="A1" s="1"><v>${value}</v></c></row>`, { styles }))).toEqual([
      [1, [shown]],
    ])
  })
})

describe('is refused:', () => {
  const withPart = (part: Partial<ZipEntry> & { name: string }): Buffer =>
    zipFile(workbookEntries('<row/>').map((entry) => (entry.name === part.name ? { ...entry, ...part } : entry)))
  const small = { unpacked: 1_000_000, texts: 100_000, rows: 1000 }
  const reading = (file: Uint8Array, limits = small) => all(readXlsx(file, limits))

  test('a bomb whose directory tells its size, before a byte is unpacked', async () => {
    const bomb = zipFile(workbookEntries({ name: 'xl/worksheets/sheet1.xml', bytes: Buffer.alloc(2_000_000, ' ') }))
    expect(bomb.length).toBeLessThan(4_000)
    await expect(reading(bomb)).rejects.toThrow('xlsx-too-large')
  })

  test('a bomb of ten gigabytes whose headers say it is small, as soon as more comes out than they say', async () => {
    // One megabyte of blanks, deflated and repeated: legal, as the stream is flushed and not ended.
    const block = deflateRawSync(Buffer.alloc(1_048_576, ' '), { finishFlush: 2 })
    const bytes = Buffer.concat(Array(10_240).fill(block))
    const bomb = zipFile(workbookEntries({ name: 'xl/worksheets/sheet1.xml', bytes, packed: { unpacked: 5_000 } }))
    const before = process.memoryUsage().arrayBuffers
    await expect(reading(bomb)).rejects.toThrow('damaged')
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100_000_000)
  })

  test('many parts that are small enough one by one', async () => {
    const texts = `<si><t>${'x'.repeat(50_000)}</t></si>`
    await expect(
      reading(sheet(`<row><c t="inlineStr"><is><t>${'y'.repeat(60_000)}</t></is></c></row>`, { texts }), {
        ...small,
        unpacked: 100_000,
      }),
    ).rejects.toThrow('xlsx-too-large')
  })

  test('a table of texts that would fill the memory', async () => {
    await expect(reading(sheet('<row/>', { texts: `<si><t>${'x'.repeat(200_000)}</t></si>` }))).rejects.toThrow(
      'xlsx-too-large',
    )
  })

  test('more rows than the limit', async () => {
    await expect(reading(sheet('<row><c><v>1</v></c></row>'.repeat(1001)))).rejects.toThrow('xlsx-too-large')
  })

  test('a file of more than 50 MB, unread', async () => {
    await expect(reading(new Uint8Array(50 * 1024 * 1024 + 1))).rejects.toThrow('xlsx-too-large')
  })

  test.each<[string, Buffer, string]>([
    ['a document type with entities', sheet('<!DOCTYPE x [<!ENTITY a "b">]><row/>'), 'damaged'],
    ['a part named twice', zipFile([...workbookEntries('<row/>'), ...workbookEntries('<row/>').slice(-1)]), 'damaged'],
    ['a part with a password', withPart({ name: 'xl/workbook.xml', encrypted: true }), 'xls'],
    ['an archive without a workbook', zipFile([{ name: 'lista.csv', bytes: Buffer.from('a;b') }]), 'not-xlsx'],
    ['a document of LibreOffice', zipFile([{ name: 'mimetype', bytes: Buffer.from('x'), stored: true }]), 'not-xlsx'],
    ['an archive cut off', sheet('<row/>').subarray(0, 300), 'damaged'],
    [
      'a local header that lies elsewhere',
      Buffer.from(sheet('<row/>').toString('latin1').replaceAll('PK\x03\x04', 'PK\x03\x05'), 'latin1'),
      'damaged',
    ],
    [
      'deflated data that are none',
      withPart({ name: 'xl/worksheets/sheet1.xml', bytes: Buffer.alloc(50, 255), packed: { unpacked: 50 } }),
      'damaged',
    ],
    [
      'XML that breaks off',
      withPart({ name: 'xl/worksheets/sheet1.xml', bytes: Buffer.from('<worksheet><row') }),
      'damaged',
    ],
    [
      'a tag without an end',
      withPart({ name: 'xl/worksheets/sheet1.xml', bytes: Buffer.from(`<a b="${'x'.repeat(600_000)}`) }),
      'damaged',
    ],
    ['a workbook whose sheets are all empty', sheet(''), 'empty'],
  ])('%s', async (_, file, code) => {
    await expect(reading(file)).rejects.toThrow(code)
  })
})

test('a comment at the end of an archive, and entries that are stored, are nothing strange', async () => {
  const entries = workbookEntries('<row r="1"><c><v>1</v></c></row>').map((entry) => ({ ...entry, stored: true }))
  expect(await read(zipFile(entries, { comment: 'PK' }))).toEqual([[1, ['1']]])
})

test('a cell far to the right spoils its own row only', async () => {
  const file = sheet(
    '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row><row r="2"><c r="A2"><v>3</v></c></row>',
  )
  expect(await read(file)).toEqual([
    [1, 'too-many-cells'],
    [2, ['3']],
  ])
})
