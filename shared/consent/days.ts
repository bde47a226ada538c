/** The days on which somebody agreed to offers, by channel, and how a file says them. Rules only. (L20) */
import * as z from 'zod/mini'
import type { Reason } from '../contact/reasons.ts'

/** The local days on which a person agreed, by channel; missing where she did not. */
export const ConsentDays = z.object({ email: z.optional(z.string()), phone: z.optional(z.string()) })
export type ConsentDays = z.infer<typeof ConsentDays>

const shapes = [
  /^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})(?:[T ][\d:.]+Z?)?$/,
  /^(?<day>\d{1,2})[./-](?<month>\d{1,2})[./-](?<year>\d{4})(?:\s*r\.?)?(?: [\d:]+)?$/,
]

/** Words for no consent: an empty cell by another name. */
const none = /^(?:-+|–|nie|brak|n|no|0)$/i

/**
 * The day in a cell of consents: `2025-11-03`, `3.11.2025`; undefined where there is none. A consent without a day is no
 * proof of one, and none is given in the future.
 * @param today local date
 */
export function consentDay(cell: string, today: string): { day: string | undefined } | { reason: Reason } {
  const text = cell.trim()
  if (!text || none.test(text)) return { day: undefined }
  const found = shapes.map((shape) => shape.exec(text)?.groups).find(Boolean)
  if (!found) return { reason: 'consent-date' }
  const day = `${found.year}-${found.month!.padStart(2, '0')}-${found.day!.padStart(2, '0')}`
  const at = new Date(`${day}T12:00:00Z`)
  const exists = !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day)
  return exists && day <= today ? { day } : { reason: 'consent-date' }
}

/** Reads the consents of a row: at least one that an address of hers can use. */
export function readConsents(
  cells: { email?: string | undefined; phone?: string | undefined },
  has: { email: boolean; phone: boolean },
  today: string,
): { consents: ConsentDays } | { column: 'email' | 'phone'; reason: Reason } {
  const consents: ConsentDays = {}
  for (const column of ['email', 'phone'] as const) {
    const found = consentDay(cells[column] ?? '', today)
    if ('reason' in found) return { column, reason: found.reason }
    if (found.day && has[column]) consents[column] = found.day
  }
  if (consents.email || consents.phone) return { consents }
  return { column: cells.email === undefined ? 'phone' : 'email', reason: 'consent-missing' }
}
