/** Reads posted forms: trimmed texts, picked values, dates in three boxes. What is typed comes back as it was. */
import type { StaffRequest } from './route.ts'

export type Fields = ReturnType<typeof fieldsOf>

/** The largest form that is read: a questionnaire in a file. */
export const largestForm = 1_000_000

/** The fields of a posted form. Throws FormTooLarge before reading what is too large; what is no form is an empty one. */
export async function readForm(c: StaffRequest): Promise<Fields> {
  if (Number(c.req.header('content-length') ?? 0) > largestForm + 10_000) throw new FormTooLarge()
  return fieldsOf(await c.req.formData().catch(() => new FormData()))
}

/** More was sent than a form of ours can hold. */
export class FormTooLarge extends Error {
  override name = 'FormTooLarge'
}

export function fieldsOf(body: FormData) {
  const all = (name: string): string[] =>
    body.getAll(name).filter((value): value is string => typeof value === 'string')
  const text = (name: string): string => (all(name)[0] ?? '').replace(/\r\n?/g, '\n').trim()
  return {
    all,
    /** A text without spaces around it and with plain line ends; empty if it was not sent. */
    text,
    /** A text, or nothing where it is empty. */
    given: (name: string): string | undefined => text(name) || undefined,
    /** One of the values, if it was picked. */
    oneOf: <Value extends string>(name: string, values: readonly Value[]): Value | undefined =>
      values.find((value) => value === text(name)),
    /** The text of a file, if one was chosen. */
    file: async (name: string): Promise<string | undefined> => {
      const value = body.get(name)
      return value && typeof value !== 'string' && value.size > 0 ? value.text() : undefined
    },
    /** Every field but one, as it was sent; undefined where a file came along, which no page can send again. */
    texts: (but: string): [string, string][] | undefined => {
      const sent = [...body.entries()].filter(([name]) => name !== but)
      if (sent.some(([, value]) => typeof value !== 'string' && value.size > 0)) return undefined
      return sent.flatMap(([name, value]): [string, string][] => (typeof value === 'string' ? [[name, value]] : []))
    },
    isOn: (name: string): boolean => text(name) === 'on',
    /** The three boxes of a date as typed. */
    dateParts: (name: string) => ({
      day: text(`${name}-day`),
      month: text(`${name}-month`),
      year: text(`${name}-year`),
    }),
  }
}

export interface DateParts {
  day: string
  month: string
  year: string
}

/** The local date that three boxes say; undefined where they are empty, 'invalid' where there is no such day, or none of our centuries. */
export function dateOf({ day, month, year }: DateParts): string | undefined | 'invalid' {
  if (!day && !month && !year) return undefined
  if (!/^\d{1,2}$/.test(day) || !/^\d{1,2}$/.test(month) || !/^(?:19|20|21)\d{2}$/.test(year)) return 'invalid'
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const at = new Date(`${date}T12:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === date ? date : 'invalid'
}

/** A local date as three boxes. */
export function partsOfDate(date: string | undefined): DateParts {
  const [year = '', month = '', day = ''] = date?.split('-') ?? []
  return { day: day.replace(/^0/, ''), month: month.replace(/^0/, ''), year }
}
