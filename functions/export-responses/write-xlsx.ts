/** Writes the rows of an export as XLSX, as a stream: text stays text, whatever it begins with. (X6) */
import exceljs from 'exceljs'
import { textsOf } from './texts.ts'
import type { Table } from './write-file.ts'

/** Returns how many rows were written below the header. Texts that must stand apart follow on a sheet of their own. */
export async function writeXlsx<Item extends unknown[]>(
  path: string,
  table: Table<Item>,
  items: AsyncIterable<Item>,
): Promise<number> {
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({ filename: path, useSharedStrings: false })
  const begin = (name: string, header: string[]) => {
    const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] })
    sheet.addRow(header).commit()
    return sheet
  }
  const sheet = begin(table.name, table.header)
  const texts = table.texts && textsOf(table.texts.questions)
  let count = 0
  for await (const item of items) {
    count++
    sheet.addRow(table.row(...item)).commit()
    texts?.take(table.texts!.of(item[0]))
  }
  sheet.commit()
  if (texts) {
    const apart = begin('Wypowiedzi', ['Pytanie', 'Wypowiedź'])
    for (const pair of texts.told()) apart.addRow(pair).commit()
    apart.commit()
  }
  await workbook.commit()
  return count
}
