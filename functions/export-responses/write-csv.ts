/** Writes the rows of an export as CSV that no spreadsheet takes for formulas. (X6) */
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { stringify } from 'csv-stringify'
import type { Table } from './write-file.ts'

/** CSV has one table only: where texts must stand apart from the rows, a heading over nothing says where they are. */
const elsewhere = 'Wypowiedzi: osobno, w pliku Excel'

/** Returns how many rows were written below the header. */
export async function writeCsv<Item extends unknown[]>(
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
