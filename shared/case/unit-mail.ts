/**
 * A mail to the unit that answers for a case: that it was handed on, or that its last day is near. One a day at most for a case and a
 * unit. Rules only. (L5, UDIP art. 13)
 */
import { createHash } from 'node:crypto'
import * as z from 'zod/mini'
import { localTime } from '../platform/local-time.ts'
import type { Case } from './case.ts'

export const UnitMailAbout = z.enum(['handed on', 'reminder'])
export type UnitMailAbout = z.infer<typeof UnitMailAbout>

/** How far a mail has come. `doubt`: nobody knows whether it went out, and it is not sent again. */
export const UnitMailState = z.enum([
  'due',
  'claimed',
  'sent',
  'refused',
  'bounced',
  'doubt',
  'no-address',
  'out-of-date',
  'given-up',
])
export type UnitMailState = z.infer<typeof UnitMailState>
/** How one ends. */
export type UnitMailEnd = Exclude<UnitMailState, 'due' | 'claimed'>

export const UnitMail = z.object({
  case: z.string(),
  /** `mail#<local day>#<mark of the unit>`: a second one on that day is the same one. */
  item: z.string(),
  about: UnitMailAbout,
  /** The unit that the case named; the one of its kind when missing. */
  unit: z.optional(z.string()),
  state: UnitMailState,
  tries: z.int(),
})
export type UnitMail = z.infer<typeof UnitMail>

/** How long whoever claimed a mail may take to send it. */
export const leaseMinutes = 5
/** How long a mail waits that the provider did not take, and how often. */
export const retryMinutes = 10
export const mostSends = 24
/** A mail is forgotten after so many days: what became of it stands in the case. */
export const keptDays = 60

/** The mail that is due about a case. */
export function unitMailOf({ id, unit }: Pick<Case, 'id' | 'unit'>, about: UnitMailAbout, at: Date): UnitMail {
  const mark = createHash('sha256')
    .update(unit ?? '')
    .digest('hex')
    .slice(0, 12)
  const item = `mail#${localTime(at).date}#${mark}`
  return { case: id, item, about, ...(unit && { unit }), state: 'due', tries: 0 }
}

/** What of a mail comes back in events of the provider, and which mail it is by that. */
export const tagsOf = ({ case: id, item }: Pick<UnitMail, 'case' | 'item'>) => ({
  case: id,
  mail: item.slice('mail#'.length).replace('#', '_'),
})
export const mailOfTags = (id: string, mail: string) => ({ case: id, item: `mail#${mail.replace('_', '#')}` })

/** Whether it is still true: the case is open, this unit is in charge of it, and has not sent it back. */
export const isStillDue = ({ state, unit }: Case, mail: UnitMail): boolean =>
  state !== 'done' && state !== 'returned' && unit === mail.unit
