/** What every reader of contact files gives: rows of text cells, in batches as large as a piece of the file. */
import type { Reason } from './reasons.ts'

export interface Row {
  /** As a spreadsheet numbers it: from 1, empty rows counted. */
  row: number
  cells: string[]
  /** What the reader itself found wrong; the cells are then not to be used. */
  fault?: Reason
}

/** The name of a column without one, as spreadsheets have it: A, B … Z, AA. `index` from 0. */
export function columnLetters(index: number): string {
  let letters = ''
  for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26)) {
    letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters
  }
  return letters
}

export function isBlank(cells: string[]): boolean {
  for (const cell of cells) if (cell !== '' && cell.trim() !== '') return false
  return true
}
