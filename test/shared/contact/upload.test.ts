import { describe, expect, test } from 'vitest'
import { objectKey } from '../../../shared/contact/messages.ts'
import {
  beginImport,
  keepGoodRows,
  listOf,
  mayBeTaken,
  moveUpload,
  newUpload,
  readUploadKey,
  type Upload,
  UploadState,
  uploadKey,
} from '../../../shared/contact/upload.ts'
import { Refused } from '../../../shared/platform/errors.ts'

const at = new Date('2026-03-10T10:00:00Z')
const mapping = { email: 0, fields: { nazwisko: 2, imie: 1 } }
const anUpload = (change: Partial<Upload> = {}): Upload => ({
  ...newUpload(
    { upload: 'upl_000000000001', campaign: 'cmp_000000000001', name: 'lista.csv', bytes: 9, createdBy: 'maria' },
    at,
  ),
  columns: ['e-mail', 'imię', 'nazwisko', 'PESEL'],
  pesel: [3],
  format: { kind: 'xlsx' },
  ...change,
})
const counts = { rows: 3, contacts: 2, bad: 1, duplicates: 0, objected: 0, pages: 1, byLanguage: { pl: 2 } }

test.each([
  ['uploading', []],
  ['inspecting', []],
  ['inspected', ['begin']],
  ['importing', []],
  ['checked', ['begin', 'keep']],
  ['imported', ['begin']],
  ['failed', ['begin']],
] as const)('%s: the manager may %j', (state, allowed) => {
  const can = (act: () => unknown) => {
    try {
      act()
      return true
    } catch (error) {
      expect(error).toBeInstanceOf(Refused)
      return false
    }
  }
  expect(can(() => beginImport(anUpload({ state }), mapping, false, at))).toBe(
    (allowed as readonly string[]).includes('begin'),
  )
  expect(can(() => keepGoodRows(anUpload({ state })))).toBe((allowed as readonly string[]).includes('keep'))
})

test('an import that has been silent for five minutes may be begun again', () => {
  const later = new Date(at.getTime() + 301_000)
  expect(beginImport(anUpload({ state: 'importing' }), mapping, false, later).state).toBe('importing')
})

test('a file that failed before its columns were known cannot be imported', () => {
  expect(() => beginImport(anUpload({ state: 'failed', format: undefined }), mapping, false, at)).toThrow(Refused)
})

test('a mapping that takes PESEL numbers is refused, and says why', () => {
  const refused = () => beginImport(anUpload({ state: 'inspected' }), { email: 0, fields: { imie: 3 } }, false, at)
  expect(refused).toThrow(Refused)
  try {
    refused()
  } catch (error) {
    expect((error as Refused).problems).toMatchObject([{ field: 'fields.imie', rule: 'L8' }])
  }
})

test('a new beginning forgets what the last import found', () => {
  const begun = beginImport(anUpload({ state: 'checked', counts, badRows: [], reportKey: 'x' }), mapping, true, at)
  expect(begun).toMatchObject({ state: 'importing', keepGood: true, progress: 0 })
  expect([begun.counts, begun.badRows, begun.reportKey, begun.failure]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})

test('no state leads where the table does not', () => {
  for (const to of UploadState.options) {
    if (to === 'inspecting' || to === 'failed') continue
    expect(() => moveUpload(anUpload(), to)).toThrow(Refused)
  }
})

test('a list is taken when all rows are good, or the manager takes the good ones', () => {
  const upload = anUpload({ state: 'checked', counts, mapping })
  expect(mayBeTaken(upload)).toBe(false)
  expect(mayBeTaken({ ...upload, keepGood: true })).toBe(true)
  expect(mayBeTaken({ ...upload, counts: { ...counts, bad: 0 } })).toBe(true)
  expect(mayBeTaken({ ...upload, keepGood: true, state: 'imported' })).toBe(false)
  expect(listOf(upload)).toEqual({
    upload: 'upl_000000000001',
    contacts: 2,
    pages: 1,
    bad: 1,
    duplicates: 0,
    objected: 0,
    byLanguage: { pl: 2 },
    fields: ['imie', 'nazwisko'],
  })
})

describe('keys in the bucket', () => {
  const key = (name: string) => uploadKey('cmp_000000000001', 'upl_000000000001', name)
  test.each([
    ['kontakty.csv', 'lista.csv'],
    ['Żółć – dłużnik Jan Kowalski (2).XLSX', 'lista.xlsx'],
    ['../../etc/passwd', 'lista'],
    ['..', 'lista'],
    ['список.csv', 'lista.csv'],
    ['Nowak.Jan Kowalski', 'lista'],
    ['', 'lista'],
  ])('%j is stored as %s', (name, stored) => {
    expect(key(name)).toBe(`uploads/cmp_000000000001/upl_000000000001/${stored}`)
    expect(readUploadKey(key(name))).toEqual({ campaign: 'cmp_000000000001', upload: 'upl_000000000001' })
  })

  test.each([
    'uploads/x/y/z',
    'uploads/cmp_000000000001/upl_000000000001/',
    'exports/cmp_000000000001/upl_000000000001/a',
    'uploads/cmp_000000000001/upl_000000000001/a/b',
  ])('%s is no upload', (other) => {
    expect(readUploadKey(other)).toBeUndefined()
  })

  test('notifications encode them', () => {
    expect(objectKey('uploads/a+b/%C5%82%2B')).toBe('uploads/a b/ł+')
  })
})
