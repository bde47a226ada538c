/** The form of a point with the hours of its week: a point as its fields, and what was typed as a point. */
import * as z from 'zod/mini'
import { Clock, type Hours, mostPlaces, type Point, type WeeklyHours } from '../../../shared/booking/service.ts'
import { Language } from '../../../shared/platform/language.ts'
import type { FieldError } from '../../../web/components/errors.tsx'
import { type HoursRow, hoursField, type PointForm } from '../../../web/staff/services-form.tsx'
import type { StaffLanguage } from '../../../web/texts/staff.ts'
import { visitTexts } from '../../../web/texts/staff-visits.ts'
import type { Fields } from '../form.ts'
import type { PointContent } from '../services.ts'

/** Rows of hours to each weekday: morning and afternoon, and one more than there are. */
const fewestRows = 2
const mostRows = 8

/** A point as its form: two rows to each weekday, and always one that is blank. */
export function pointForm(point?: Point): PointForm {
  const rowsOf = (weekday: number): HoursRow[] => {
    const known = (point?.hours ?? []).filter((row) => row.weekday === weekday)
    const rows = known.map(({ from, to, capacity }) => ({ from, to, capacity: String(capacity) }))
    const blank = Math.max(fewestRows - rows.length, rows.length < mostRows && rows.length >= fewestRows ? 1 : 0)
    return [...rows, ...Array.from({ length: blank }, () => ({ from: '', to: '', capacity: '' }))]
  }
  return {
    name: point?.name ?? '',
    address: point?.address ?? '',
    phone: point?.phone ?? '',
    access: (['wheelchair', 'pjm'] as const).filter((way) => point?.access[way]),
    languages: point?.languages ?? ['pl'],
    closed: point?.closed ?? false,
    hours: Array.from({ length: 7 }, (_, n) => rowsOf(n + 1)),
  }
}

/** A time however it is written: `8`, `8:00`, `08.30`. */
function readTime(text: string): string | undefined {
  const found = /^(\d{1,2})(?:[:.](\d{2}))?$/.exec(text)
  const clock = found && `${found[1]!.padStart(2, '0')}:${found[2] ?? '00'}`
  return z.safeParse(Clock, clock).data
}

/** A row of hours; undefined where something in it is wrong. */
export function readHours({ from, to, capacity }: HoursRow): Hours | undefined {
  const [begins, ends] = [readTime(from), readTime(to)]
  const places = /^\d{1,3}$/.test(capacity) ? Number(capacity) : 0
  return begins && ends && begins < ends && places >= 1 && places <= mostPlaces
    ? { from: begins, to: ends, capacity: places }
    : undefined
}

/** What was typed of a point, the point that it tells, or what is wrong with it. */
export function readPoint(
  fields: Fields,
  language: StaffLanguage,
): { form: PointForm; content?: PointContent; errors: FieldError[] } {
  const t = visitTexts(language).point
  const errors: FieldError[] = []
  const hours: WeeklyHours[] = []
  const rows = Array.from({ length: 7 }, (_, weekday) => {
    const those: HoursRow[] = []
    for (let n = 0; n < mostRows; n++) {
      const part = (name: keyof HoursRow) => fields.text(hoursField(weekday, n, name))
      const row = { from: part('from'), to: part('to'), capacity: part('capacity') }
      if (n >= fewestRows && !row.from && !row.to && !row.capacity) continue
      those.push(row)
      if (!row.from && !row.to) continue
      const read = readHours({ ...row, capacity: row.capacity || '1' })
      if (read) hours.push({ ...read, weekday: weekday + 1 })
      else errors.push({ id: hoursField(weekday, n, 'from'), text: t.row(t.weekdays[weekday]!) })
    }
    return those
  })
  const form: PointForm = {
    ...{ name: fields.text('name'), address: fields.text('address'), phone: fields.text('phone') },
    ...{ access: fields.all('access'), languages: fields.all('languages'), closed: fields.isOn('closed'), hours: rows },
  }
  if (!form.name || form.name.length > 200) errors.unshift({ id: 'name', text: t.missing })
  if (!form.address || form.address.length > 200) errors.unshift({ id: 'address', text: t.missing })
  if (errors.length > 0) return { form, errors }
  const content: PointContent = {
    ...{ name: form.name, address: form.address },
    ...(form.phone && { phone: form.phone.slice(0, 40) }),
    access: { wheelchair: form.access.includes('wheelchair'), pjm: form.access.includes('pjm') },
    languages: Language.options.filter((one) => form.languages.includes(one)),
    hours,
    ...(form.closed && { closed: true }),
  }
  return { form, content, errors }
}
