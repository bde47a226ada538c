/** Writes the rows of an export to a file on disk: CSV that no spreadsheet takes for formulas, or XLSX with typed cells. (X6) */
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { stringify } from 'csv-stringify'
import type { ExportFormat, ExportTable } from '../../shared/response/export.ts'
import type { Response } from '../../shared/response/response.ts'

/** A response, and whose it is where the campaign is identified. */
export type Told = [response: Response, contact: string | undefined]

/** Returns how many rows were written below the header. The library for XLSX, a megabyte, is loaded when one is asked for. */
export async function writeFile(
  path: string,
  format: ExportFormat,
  table: ExportTable,
  responses: AsyncIterable<Told>,
): Promise<number> {
  if (format === 'csv') return writeCsv(path, table, responses)
  const { writeXlsx } = await import('./write-xlsx.ts')
  return writeXlsx(path, table, responses)
}

/** CSV has one table only: where texts must stand apart from the rows, a heading over nothing says where they are. */
const elsewhere = 'Wypowiedzi: osobno, w pliku Excel'

async function writeCsv(path: string, table: ExportTable, responses: AsyncIterable<Told>): Promise<number> {
  const stringifier = stringify({ bom: true, delimiter: ';', record_delimiter: 'windows', escape_formulas: true })
  const file = createWriteStream(path)
  stringifier.pipe(file)
  stringifier.write(table.texts ? [...table.header, elsewhere] : table.header)
  let count = 0
  for await (const told of responses) {
    count++
    const row = table.row(...told)
    if (!stringifier.write(table.texts ? [...row, ''] : row)) {
      await new Promise((resolve) => stringifier.once('drain', resolve))
    }
  }
  stringifier.end()
  await finished(file)
  return count
}
