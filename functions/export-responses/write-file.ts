/** Writes the rows of an export to a file on disk: CSV that no spreadsheet takes for formulas, or XLSX with typed cells. (X6) */
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

/** Returns how many rows were written below the header. The library of each format is loaded when it is asked for: that for XLSX is a megabyte. */
export async function writeFile<Item extends unknown[]>(
  path: string,
  format: ExportFormat,
  table: Table<Item>,
  items: AsyncIterable<Item>,
): Promise<number> {
  if (format === 'csv') return (await import('./write-csv.ts')).writeCsv(path, table, items)
  const { writeXlsx } = await import('./write-xlsx.ts')
  return writeXlsx(path, table, items)
}
