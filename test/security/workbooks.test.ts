/** Workbooks made to fill the memory or the time of whoever opens them: refused in the manager's words, far under a function's memory. */
import { expect, test } from 'vitest'
import { readXlsx } from '../../shared/contact/read-xlsx.ts'
import { Unreadable } from '../../shared/contact/unreadable.ts'
import { all } from '../builders/pieces.ts'
import { workbookEntries, zipFile } from '../builders/zip-file.ts'

const mega = 1024 * 1024
const row = (cell: string) => `<row r="1">${cell}</row>`
const fill = (piece: string, bytes: number) => piece.repeat(Math.ceil(bytes / piece.length))

test.each([
  [
    'one cell in endless pieces',
    () => row(`<c t="str"><v>${fill(`${'a'.repeat(60_000)}<!---->`, 80 * mega)}</v></c>`),
    {},
  ],
  ['one number in endless pieces', () => row(`<c><v>${fill(`${'1'.repeat(60_000)}<!---->`, 80 * mega)}</v></c>`), {}],
  [
    'one shared text in endless pieces',
    () => row('<c t="s"><v>0</v></c>'),
    { texts: () => `<si><t>${fill(`${'a'.repeat(60_000)}<!---->`, 80 * mega)}</t></si>` },
  ],
  [
    'nothing but number formats',
    () => row('<c><v>1</v></c>'),
    { styles: () => `<numFmts>${fill('<numFmt numFmtId="#" formatCode="d"/>', 80 * mega)}</numFmts>` },
  ],
  [
    'nothing but cell formats',
    () => row('<c><v>1</v></c>'),
    { styles: () => `<cellXfs>${fill('<xf/>', 80 * mega)}</cellXfs>` },
  ],
] as [string, () => string, { texts?: () => string; styles?: () => string }][])('%s', async (_, rows, more) => {
  const file = zipFile(
    workbookEntries(rows(), {
      ...(more.texts && { texts: more.texts() }),
      ...(more.styles && { styles: more.styles() }),
    }),
  )
  expect(file.byteLength).toBeLessThan(2 * mega)
  const before = process.memoryUsage().rss
  const begun = performance.now()
  const error = await all(readXlsx(file)).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(Unreadable)
  expect(performance.now() - begun).toBeLessThan(10_000)
  expect(process.memoryUsage().rss - before).toBeLessThan(300 * mega)
})
