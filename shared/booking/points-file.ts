/**
 * Points of a service from a file: name, address, hours, telephone. Each fault is told by row, column and reason; hours are written as
 * people write them, `pn-pt 8:00-12:00, śr 15-19 (2)`, the number in brackets being places at a time. Rules only.
 */
import * as z from 'zod/mini'
import { isBlank, type Row } from '../contact/rows.ts'
import type { Text } from '../platform/language.ts'
import { type Clock, mostPlaces, type Point, WeeklyHours } from './service.ts'

const line = z.string().check(z.trim(), z.minLength(1), z.maxLength(200))

/** What a row says of a point. */
export const PointRow = z.object({
  name: line,
  address: line,
  phone: z.optional(z.string().check(z.trim(), z.maxLength(40))),
  hours: z.array(WeeklyHours).check(z.minLength(1), z.maxLength(100)),
})
export type PointRow = z.infer<typeof PointRow>

/** A service takes no more points. */
export const mostPoints = 60

export interface PointFault {
  /** As a spreadsheet numbers it. */
  row: number
  /** The heading of the column, as the file has it; none where the row as a whole is wrong. */
  column?: string
  reason: Text
}

type Column = 'name' | 'address' | 'hours' | 'phone'

const headings: Record<Column, RegExp> = {
  name: /^(nazwa|punkt|name|point)/,
  address: /^(adres|address)/,
  hours: /^(godziny|hours|dni i godziny)/,
  phone: /^(telefon|numer telefonu|phone)/,
}

const reasons = {
  damaged: { pl: 'Tego wiersza nie da się odczytać.', en: 'This row cannot be read.' },
  missing: { pl: 'Ta komórka jest pusta.', en: 'This cell is empty.' },
  long: { pl: 'Skróć do 200 znaków.', en: 'Shorten it to 200 characters.' },
  phone: { pl: 'Skróć do 40 znaków.', en: 'Shorten it to 40 characters.' },
  hours: {
    pl: 'Napisz dni i\u00a0godziny, na przykład „pn-pt 8:00-12:00, śr 15:00-19:00 (2)”.',
    en: 'Write days and hours, such as “pn-pt 8:00-12:00, śr 15:00-19:00 (2)”.',
  },
  overlap: {
    pl: 'Dwa przedziały tego samego dnia nachodzą na siebie.',
    en: 'Two times of the same day overlap.',
  },
  twice: { pl: 'Punkt o\u00a0tej nazwie jest już w\u00a0pliku.', en: 'A point of this name is in the file already.' },
  tooMany: {
    pl: `Usługa może mieć najwyżej ${mostPoints} punktów.`,
    en: `A service has at most ${mostPoints} points.`,
  },
} satisfies Record<string, Text>

/** What is wrong with the file as a whole: columns that must be there and are not. */
export type MissingColumns = ('name' | 'address' | 'hours')[]

/** Points and faults of a file's rows, the first of which has the headings. */
export function readPoints(rows: readonly Row[]): {
  points: PointRow[]
  faults: PointFault[]
  missing: MissingColumns
} {
  const [head, ...rest] = rows.filter(({ cells, fault }) => fault || !isBlank(cells))
  const titles = head?.cells.map((cell) => cell.trim()) ?? []
  const at = (column: Column) => titles.findIndex((title) => headings[column].test(title.toLowerCase()))
  const columns = { name: at('name'), address: at('address'), hours: at('hours'), phone: at('phone') }
  const missing = (['name', 'address', 'hours'] as const).filter((column) => columns[column] < 0)
  if (missing.length > 0) return { points: [], faults: [], missing }

  const points: PointRow[] = []
  const faults: PointFault[] = []
  const names = new Set<string>()
  for (const { row, cells, fault } of rest) {
    if (fault) {
      faults.push({ row, reason: reasons.damaged })
      continue
    }
    const wrong: PointFault[] = []
    const tell = (column: Column, reason: Text) => wrong.push({ row, column: titles[columns[column]]!, reason })
    const cell = (column: Column) => (cells[columns[column]] ?? '').trim()
    for (const column of ['name', 'address'] as const) {
      if (!cell(column)) tell(column, reasons.missing)
      else if (cell(column).length > 200) tell(column, reasons.long)
    }
    const name = cell('name').toLowerCase()
    if (name && names.has(name)) tell('name', reasons.twice)
    names.add(name)
    const hours = cell('hours') ? readHours(cell('hours')) : undefined
    if (!hours) tell('hours', cell('hours') ? reasons.hours : reasons.missing)
    else if (overlaps(hours)) tell('hours', reasons.overlap)
    if (cell('phone').length > 40) tell('phone', reasons.phone)
    if (wrong.length === 0 && points.length >= mostPoints) wrong.push({ row, reason: reasons.tooMany })
    faults.push(...wrong)
    if (wrong.length > 0 || !hours) continue
    points.push({ name: cell('name'), address: cell('address'), hours, ...(cell('phone') && { phone: cell('phone') }) })
  }
  return { points, faults, missing: [] }
}

const weekdays: [RegExp, number][] = [
  [/^(pn|pon|poniedzia|mon)/, 1],
  [/^(wt|tue)/, 2],
  [/^(śr|sr|wed)/, 3],
  [/^(cz|thu)/, 4],
  [/^(pt|pi|fri)/, 5],
  [/^(so|sat)/, 6],
  [/^(nd|ni|sun)/, 7],
]
const weekdayOf = (word: string) => weekdays.find(([name]) => name.test(word.toLowerCase()))?.[1]

/** Some days, then a time from and to, then perhaps places: `pn, śr-pt 8:00–12:00 (2)`. What the days are is read by `daysIn`. */
const stretch =
  /([\p{L}\s.,;/–-]+)(\d{1,2}(?:[:.]\d{2})?)\s*(?:[-–]|do|to)\s*(\d{1,2}(?:[:.]\d{2})?)(?:\s*\(\s*(\d{1,3})[^)]*\))?/gu
/** A week with four times a day, in full words, is shorter. */
const longestHours = 1_000

/** Weekly hours as people write them; undefined where any part of the text is not understood. */
export function readHours(text: string): WeeklyHours[] | undefined {
  if (text.length > longestHours) return undefined
  const found: WeeklyHours[] = []
  let rest = text
  for (const [whole, days, from, to, places] of text.matchAll(stretch)) {
    rest = rest.replace(whole, '')
    const weekdays = daysIn(days!)
    const [begins, ends] = [clockOf(from!), clockOf(to!)]
    const capacity = places === undefined ? 1 : Number(places)
    if (!weekdays || !begins || !ends || begins >= ends || capacity < 1 || capacity > mostPlaces) return undefined
    found.push(...weekdays.map((weekday) => ({ weekday, from: begins, to: ends, capacity })))
  }
  return found.length > 0 && /^[\s,;/]*$/.test(rest) ? found : undefined
}

/** `pn-śr, pt` as numbers. */
function daysIn(text: string): number[] | undefined {
  const words = text
    .replace(/\s*[-–]\s*/g, '-')
    .split(/[\s,;/.]+|(?<=\s)i(?=\s)/u)
    .filter((word) => word && word !== 'i' && word !== 'and')
  const days = new Set<number>()
  for (const word of words) {
    const [first, last = first, more] = word.split('-').filter(Boolean).map(weekdayOf)
    if (more !== undefined || first === undefined || last === undefined || last < first) return undefined
    for (let day = first; day <= last; day++) days.add(day)
  }
  return days.size > 0 ? [...days] : undefined
}

/** `8`, `8.30`, `08:30` as a time on the wall. */
function clockOf(text: string): z.infer<typeof Clock> | undefined {
  const [hour = '', minute = '00'] = text.split(/[:.]/)
  return Number(hour) < 24 && Number(minute) < 60 ? `${hour.padStart(2, '0')}:${minute}` : undefined
}

function overlaps(hours: readonly WeeklyHours[]): boolean {
  const sorted = hours.toSorted((one, other) => one.weekday - other.weekday || one.from.localeCompare(other.from))
  return sorted.some((row, n) => sorted[n + 1]?.weekday === row.weekday && sorted[n + 1]!.from < row.to)
}

/** What stands for an address in a service of the library until the office writes it. */
export const addressToFill = 'adres uzupełnia urząd'

/**
 * The points of a service after a file: those of the same name changed, others put where an address is still to be filled in, the rest
 * added. All of them open; what the file does not say of a point stays.
 */
export function withPoints(points: readonly Point[], rows: readonly PointRow[], newPoint: () => string): Point[] {
  const after = [...points]
  const taken = new Set<number>()
  const place = (row: PointRow, at: number) => {
    const { closed: _, ...before } = after[at]!
    after[at] = { ...before, ...row }
    taken.add(at)
  }
  const same = (row: PointRow) =>
    after.findIndex(({ name }, at) => !taken.has(at) && name.toLowerCase() === row.name.toLowerCase())
  const unplaced = rows.filter((row) => {
    const at = same(row)
    if (at >= 0) place(row, at)
    return at < 0
  })
  for (const row of unplaced) {
    const at = after.findIndex((point, n) => !taken.has(n) && point.closed && point.address === addressToFill)
    if (at >= 0) {
      place(row, at)
      continue
    }
    taken.add(after.length)
    after.push({
      id: newPoint(),
      access: { wheelchair: false, pjm: false },
      languages: ['pl'],
      exceptions: [],
      ...row,
    })
  }
  return after
}
