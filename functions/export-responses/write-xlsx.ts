/** Writes the rows of an export as XLSX, as a stream: text stays text, whatever it begins with. (X6) */
import exceljs from 'exceljs'
import type { ExportTable } from '../../shared/response/export.ts'
import type { Rows } from './write-file.ts'

/** Returns how many rows were written below the header. */
export async function writeXlsx(path: string, { header }: ExportTable, rows: Rows): Promise<number> {
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
