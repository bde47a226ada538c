/** The report of bad rows as CSV for a spreadsheet: `;`, UTF-8 with BOM, no formulas (X6). Rows and reasons, no values. */
import { stringify } from 'csv-stringify/sync'
import { type BadRow, reasons } from './reasons.ts'

const lines = (rows: (string | number)[][]): string =>
  stringify(rows, { delimiter: ';', record_delimiter: 'windows', escape_formulas: true })

/** The beginning of the file. */
export const reportHeading = `\ufeff${lines([['Wiersz', 'Kolumna', 'Powód', 'Reason']])}`

/** Lines for some bad rows. */
export function reportLines(rows: BadRow[]): string {
  return lines(rows.map(({ row, column, reason }) => [row, column, reasons[reason].pl, reasons[reason].en]))
}
