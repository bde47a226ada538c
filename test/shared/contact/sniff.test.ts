import { describe, expect, test } from 'vitest'
import { byteTally, encodingByMark } from '../../../shared/contact/encoding.ts'
import { delimiterOf, kindOf } from '../../../shared/contact/sniff.ts'
import type { FailureCode } from '../../../shared/contact/unreadable.ts'

const latin = (text: string) => Buffer.from(text, 'latin1')

test.each<[string, Buffer, 'csv' | 'xlsx' | FailureCode]>([
  ['nothing', Buffer.alloc(0), 'empty'],
  ['text', Buffer.from('email;imię\n'), 'csv'],
  ['text whose first word is PKO', Buffer.from('PKO;email\n'), 'csv'],
  ['a ZIP archive', latin('PK\x03\x04\x14\x00'), 'xlsx'],
  ['an empty ZIP archive', latin('PK\x05\x06'), 'xlsx'],
  ['an .xls or a workbook with a password', latin('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'), 'xls'],
  ['a PDF', latin('%PDF-1.7\n'), 'pdf'],
  ['a web page named .xls', latin('\xef\xbb\xbf<html xmlns:x="urn:schemas-microsoft-com:office:excel">'), 'html'],
  ['a page in capitals', latin('\n<!DOCTYPE HTML>'), 'html'],
  ['an XML spreadsheet', latin('<?xml version="1.0"?><Workbook>'), 'html'],
  ['a web page in UTF-16', Buffer.from('\ufeff<table><tr>', 'utf16le'), 'html'],
  ['a rich text', latin('{\\rtf1\\ansi'), 'not-xlsx'],
  ['a gzip archive', latin('\x1f\x8b\x08\x00\x00\x00'), 'binary'],
  ['a picture', latin('\x89PNG\r\n\x1a\n\x00\x00\x00'), 'binary'],
  ['bytes without a NUL', latin('\x01\x02\x03\x04abc\x05\x06'), 'binary'],
  ['Unicode text of a spreadsheet', Buffer.from('\ufeffemail\timię\n', 'utf16le'), 'csv'],
  ['an address in brackets', Buffer.from('<jan@example.org>\n'), 'csv'],
])('%s', (_, head, expected) => {
  if (expected === 'csv' || expected === 'xlsx') expect(kindOf(head)).toBe(expected)
  else expect(() => kindOf(head)).toThrow(expected)
})

test.each([
  ['semicolons', 'email;imię\na@example.org;Jan\n', ';'],
  ['commas', 'email,imię\na@example.org,Jan\n', ','],
  ['tabs', 'email\timię\na@example.org\tJan\n', '\t'],
  ['commas inside quotation marks', '"Nazwisko, imię";email\n"Nowak, Jan";a@example.org\n', ';'],
  ['a comma in the header only', 'Nazwisko, imię;email\nNowak Jan;a@example.org\n', ';'],
  [
    'semicolons inside values of a comma file',
    'email,uwagi,miasto\na@example.org,a;b,Poznań\nb@example.org,c;d,Poznań\n',
    ',',
  ],
  ['commas in each value', 'email;adres\na@example.org;Wilda, Poznań\nb@example.org;Jeżyce, Poznań\n', ';'],
  ['one column', 'email\na@example.org\n', ';'],
  ['what sep= says', 'sep=,\nemail;x,imię;y\n', ','],
  ['a header without a line end', 'email,imię', ','],
  ['line ends of old Macintosh', 'email,imię\ra@example.org,Jan\r', ','],
])('columns by %s', (_, head, expected) => {
  expect(delimiterOf(head)).toBe(expected)
})

describe('the encoding', () => {
  const tallied = (...pieces: Uint8Array[]) => {
    const tally = byteTally()
    for (const piece of pieces) tally.add(piece)
    return tally
  }
  /** "Żółta łódź Ąśćńęź" in the two 8-bit encodings. */
  const windows = Buffer.from('af f3 b3 74 61 20 b3 f3 64 9f 20 a5 9c e6 f1 ea 9f'.replaceAll(' ', ''), 'hex')
  const iso = Buffer.from('af f3 b3 74 61 20 b3 f3 64 bc 20 a1 b6 e6 f1 ea bc'.replaceAll(' ', ''), 'hex')
  const utf8 = Buffer.from('Żółta łódź Ąśćńęź')

  test.each([
    ['ASCII', Buffer.from('email;imie\n'), 'utf-8'],
    ['UTF-8', utf8, 'utf-8'],
    ['UTF-8 with Ukrainian names', Buffer.from('Олександр;Київ;Żaneta'), 'utf-8'],
    ['UTF-8 with one broken byte in many', Buffer.concat([...Array(10).fill(utf8), Buffer.from([0xb9])]), 'utf-8'],
    ['windows-1250', windows, 'windows-1250'],
    ['ISO 8859-2', iso, 'iso-8859-2'],
    ['letters that both have alike', Buffer.from([0xf3, 0xb3, 0xe6]), 'windows-1250'],
    ['a dash of windows-1250 among ISO letters', Buffer.concat([iso, Buffer.from([0x96])]), 'windows-1250'],
  ])('%s', (_, bytes, expected) => {
    expect(tallied(bytes).encoding()).toBe(expected)
    expect(tallied(...[...bytes].map((byte) => Buffer.from([byte]))).encoding()).toBe(expected)
  })

  test('the first accent may be far behind', () => {
    expect(tallied(Buffer.alloc(1_000_000, 'a'), windows).encoding()).toBe('windows-1250')
  })

  test('a mark at the beginning decides', () => {
    expect(encodingByMark(Buffer.from('\ufeffa'))).toBe('utf-8')
    expect(encodingByMark(Buffer.from('\ufeffa', 'utf16le'))).toBe('utf-16le')
    expect(encodingByMark(Buffer.from('\ufeffa', 'utf16le').swap16())).toBe('utf-16be')
    expect(encodingByMark(Buffer.from('a'))).toBeUndefined()
  })

  test('line ends are counted', () => {
    expect(tallied(Buffer.from('a\nb'), Buffer.from('\n\n')).lines()).toBe(3)
  })
})
