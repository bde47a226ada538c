/** Writes the rows of an export to a file on disk: CSV that no spreadsheet takes for formulas, or XLSX with typed cells. (X6) */
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { stringify } from 'csv-stringify'
import exceljs from 'exceljs'
import type { ExportFormat, ExportTable } from '../../shared/response/export.ts'

type Rows = AsyncIterable<(string | number)[]>

/** Returns how many rows were written below the header. */
export async function writeFile(path: string, format: ExportFormat, table: ExportTable, rows: Rows): Promise<number> {
  return format === 'csv' ? writeCsv(path, table, rows) : writeXlsx(path, table, rows)
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

async function writeXlsx(path: string, { header }: ExportTable, rows: Rows): Promise<number> {
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({ filename: path, useSharedStrings: false })
  const sheet = workbook.addWorksheet('Odpowiedzi', { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.addRow(header).commit()
  let count = 0
  for await (const row of rows) {
    count++
    sheet.addRow(row).commit()
  }
  sheet.commit()
  await workbook.commit()
  return count
}
