/** Writes the rows of an export to a file on disk: CSV that no spreadsheet takes for formulas, or XLSX with typed cells. (X6) */
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { stringify } from 'csv-stringify'
import type { ExportFormat } from '../../shared/response/export.ts'
import type { Response } from '../../shared/response/response.ts'

/** A response, and whose it is where the campaign is identified. */
export type Told = [response: Response, contact: string | undefined]

/** A table to write: its header, the row that is made of each item, and texts that must stand apart from the rows. */
export interface Table<Item extends unknown[]> {
  /** The name of its sheet. */
  name: string
  header: string[]
  row: (...item: Item) => (string | number)[]
  texts?: { questions: string[]; of: (item: Item[0]) => string[] }
}

/** Returns how many rows were written below the header. The library for XLSX, a megabyte, is loaded when one is asked for. */
export async function writeFile<Item extends unknown[]>(
  path: string,
  format: ExportFormat,
  table: Table<Item>,
  items: AsyncIterable<Item>,
): Promise<number> {
  if (format === 'csv') return writeCsv(path, table, items)
  const { writeXlsx } = await import('./write-xlsx.ts')
  return writeXlsx(path, table, items)
}

/** CSV has one table only: where texts must stand apart from the rows, a heading over nothing says where they are. */
const elsewhere = 'Wypowiedzi: osobno, w pliku Excel'

async function writeCsv<Item extends unknown[]>(
  path: string,
  table: Table<Item>,
  items: AsyncIterable<Item>,
): Promise<number> {
  const stringifier = stringify({ bom: true, delimiter: ';', record_delimiter: 'windows', escape_formulas: true })
  const file = createWriteStream(path)
  stringifier.pipe(file)
  stringifier.write(table.texts ? [...table.header, elsewhere] : table.header)
  let count = 0
  for await (const item of items) {
    count++
    const row = table.row(...item)
    if (!stringifier.write(table.texts ? [...row, ''] : row)) {
      await new Promise((resolve) => stringifier.once('drain', resolve))
    }
  }
  stringifier.end()
  await finished(file)
  return count
}
