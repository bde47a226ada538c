/** Writes the rows of an export to a file on disk: CSV that no spreadsheet takes for formulas, or XLSX with typed cells. (X6) */
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { stringify } from 'csv-stringify'
import type { ExportFormat, ExportTable } from '../../shared/response/export.ts'

export type Rows = AsyncIterable<(string | number)[]>

/** Returns how many rows were written below the header. The library for XLSX, a megabyte, is loaded when one is asked for. */
export async function writeFile(path: string, format: ExportFormat, table: ExportTable, rows: Rows): Promise<number> {
  if (format === 'csv') return writeCsv(path, table, rows)
  const { writeXlsx } = await import('./write-xlsx.ts')
  return writeXlsx(path, table, rows)
}

async function writeCsv(path: string, { header }: ExportTable, rows: Rows): Promise<number> {
  const stringifier = stringify({ bom: true, delimiter: ';', record_delimiter: 'windows', escape_formulas: true })
  const file = createWriteStream(path)
  stringifier.pipe(file)
  stringifier.write(header)
  let count = 0
  for await (const row of rows) {
    count++
    if (!stringifier.write(row)) await new Promise((resolve) => stringifier.once('drain', resolve))
  }
  stringifier.end()
  await finished(file)
  return count
}
