/** Workbooks as programs write them (by exceljs), for tests. */
import { Writable } from 'node:stream'
import excel from 'exceljs'

type Cell = string | number | boolean | Date | null | excel.CellFormulaValue | excel.CellRichTextValue

/** A workbook with one sheet to each list of rows. */
export async function aWorkbook(...sheets: Cell[][][]): Promise<Buffer> {
  const book = new excel.Workbook()
  sheets.forEach((rows, n) => {
    book.addWorksheet(`Arkusz${n + 1}`).addRows(rows)
  })
  return Buffer.from(await book.xlsx.writeBuffer())
}

/** A large workbook, written row by row; texts in the shared table, as Excel does it. */
export async function aLargeWorkbook(rows: Iterable<Cell[]>): Promise<Buffer> {
  const pieces: Buffer[] = []
  const stream = new Writable({
    write(piece: Buffer, _, done) {
      pieces.push(piece)
      done()
    },
  })
  const book = new excel.stream.xlsx.WorkbookWriter({ stream, useSharedStrings: true, useStyles: true })
  const sheet = book.addWorksheet('Kontakty')
  for (const row of rows) sheet.addRow(row).commit()
  sheet.commit()
  await book.commit()
  return Buffer.concat(pieces)
}
