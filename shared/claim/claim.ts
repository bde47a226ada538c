/**
 * A claim: arrears on the list of a reminder, as far as the office may keep them here: a pointer to the case, a band instead of
 * an amount, the end of the limitation period. A person has one or several, and facts by which she can be recognised. Rules
 * only. (T4, T6, T7)
 */
import * as z from 'zod/mini'
import { LocalDate } from '../plan/window.ts'
import type { Text } from '../platform/language.ts'
import { addDays, localTime } from '../platform/local-time.ts'

/** Against ten times the cost of a formal reminder: 16 zł, so 160 zł. (T6) */
export const Band = z.enum(['over', 'up to'])
export type Band = z.infer<typeof Band>
export const bandTexts: Record<Band, Text> = {
  over: { pl: 'powyżej 160 zł', uk: 'понад 160 zł', en: 'over 160 zł' },
  'up to': { pl: 'do 160 zł', uk: 'до 160 zł', en: 'up to 160 zł' },
}

/** By what a person is recognised besides her name. */
export const IdentityFact = z.enum(['street', 'house', 'postcode', 'birthDate', 'birthYear', 'account'])
export type IdentityFact = z.infer<typeof IdentityFact>
export const factTexts: Record<IdentityFact, Text> = {
  street: { pl: 'Ulica', en: 'Street' },
  house: { pl: 'Numer domu i mieszkania', en: 'House and flat number' },
  postcode: { pl: 'Kod pocztowy', en: 'Postcode' },
  birthDate: { pl: 'Data urodzenia', en: 'Date of birth' },
  birthYear: { pl: 'Rok urodzenia', en: 'Year of birth' },
  account: { pl: 'Cztery ostatnie cyfry rachunku podatkowego', en: 'Last four digits of the tax account' },
}

export const Claim = z.object({
  /** As `caseText` gives it. Opaque: what it means is in the tax system. */
  case: z.string(),
  /** The last day of the limitation period. */
  limitation: LocalDate,
  band: Band,
})
export type Claim = z.infer<typeof Claim>

/** So many claims one person may have on a list: a page of a hundred contacts stays far below what an item may hold. */
export const mostClaims = 20

/** What a reminder's list has of one contact: her claims, in the order of the file, and what she is recognised by. */
export const PersonClaims = z.object({
  /** Keyed hashes of the facts, made for her first claim; more than one where a fact has more than one right way to be said. */
  facts: z.partialRecord(IdentityFact, z.array(z.string())),
  claims: z.array(Claim).check(z.minLength(1), z.maxLength(mostClaims)),
})
export type PersonClaims = z.infer<typeof PersonClaims>

/** How everything about a reminder is called before the person is recognised, and wherever others could read it. (T2, L12) */
export const neutralName: Text = { pl: 'Sprawa urzędowa', uk: 'Офіційна справа', en: 'Official matter' }

/** Months of the limitation period that must be left, and days after which nobody is reminded any more. (T6) */
export const monthsLeft = 6
export const reminderDays = 21

/** The local date so many months later; the last day of a month where it has no such day. */
export function addMonths(date: string, months: number): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  const first = new Date(Date.UTC(year, month - 1 + months, 1, 12))
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  first.setUTCDate(Math.min(day, last))
  return first.toISOString().slice(0, 10)
}

/** Whether more than six months of the limitation period are left on a local date. */
export function isInTime(limitation: string, today: string): boolean {
  return addMonths(today, monthsLeft) < limitation
}

/** The local day on which 21 days have passed since the first action: the day of the action itself is not counted. */
export function lastDay(firstAction: string): string {
  return addDays(firstAction, reminderDays)
}

/** The first local day on which one of some actions was done. */
export function firstDay(actions: readonly Date[]): string | undefined {
  const first = actions.length > 0 ? new Date(Math.min(...actions.map((at) => at.getTime()))) : undefined
  return first && localTime(first).date
}

/** Why a claim's person is not reminded on a local date: its law forbids it, whatever the plan says. (T6) */
export type Barred = 'limitation' | 'twenty-one days'

/** Whether the act forbids another action on a claim. `actions` are all that were done before. */
export function barredBy(
  claim: Pick<Claim, 'limitation'>,
  actions: readonly Date[],
  today: string,
): Barred | undefined {
  if (!isInTime(claim.limitation, today)) return 'limitation'
  const first = firstDay(actions)
  return first !== undefined && today >= lastDay(first) ? 'twenty-one days' : undefined
}
