/**
 * What the office knows of payments: a file of the tax system says, for one instant, which claims are still unpaid or which
 * are paid. Nobody is reminded on a state that is older than a day. Rules only. (T7)
 */
import * as z from 'zod/mini'

/** What a file lists: claims that are still unpaid, claims that are paid, or claims whose formal reminder (upomnienie) was handed over. */
export const Listed = z.enum(['unpaid', 'paid', 'passed_on'])
export type Listed = z.infer<typeof Listed>

/** The newest state of payments that a drive has. */
export const Payments = z.object({
  /** The instant whose state the file shows, as its sender said; not when it came. */
  at: z.string(),
  listed: z.enum(['unpaid', 'paid']),
  takenAt: z.string(),
  /** The member of staff, by the issuer's id. */
  by: z.string(),
})
export type Payments = z.infer<typeof Payments>

/** A state of payments holds so long. */
export const freshHours = 24
/** Clocks of two offices differ; a file from further ahead is a slip of the pen. */
const aheadMinutes = 10

/** Whether a state of payments may be relied upon at an instant. */
export function isFresh(payments: Pick<Payments, 'at'> | undefined, at: Date): boolean {
  if (!payments) return false
  const age = at.getTime() - Date.parse(payments.at)
  return age <= freshHours * 3_600_000 && age >= -aheadMinutes * 60_000
}

/** Until when a state of payments may be relied upon. */
export function freshUntil({ at }: Pick<Payments, 'at'>): Date {
  return new Date(Date.parse(at) + freshHours * 3_600_000)
}

/** Whether the instant that a sender gives for a file can be true. */
export function canBeStateOf(stated: Date, at: Date): boolean {
  return stated.getTime() <= at.getTime() + aheadMinutes * 60_000
}

/** The state of payments after a file: the newer of the two instants counts. */
export function newerPayments(known: Payments | undefined, come: Payments): Payments {
  return known && known.at >= come.at ? known : come
}

/** A pointer to a case as it is compared: without spaces, in capitals. Empty where a cell holds none. */
export function caseText(cell: string): string {
  return cell
    .normalize('NFC')
    .replace(/[\s\0-\x1f\x7f\u200b-\u200f\ufeff]+/g, '')
    .toUpperCase()
}

/** What a file says of one claim: that it is settled (paid, passed on), or nothing. */
export function isSettledBy(listed: Listed, isInFile: boolean): boolean {
  return listed === 'unpaid' ? !isInFile : isInFile
}
