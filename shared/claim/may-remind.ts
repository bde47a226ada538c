/**
 * Whether one person of a reminder may be contacted now, as far as her claim goes: not settled, and not forbidden by the act.
 * Asked wherever anything goes out or is dialled, a moment before it does. Rules only. (T6, T7)
 */
import type { Call } from '../call/call.ts'
import { outcomes } from '../call/outcome.ts'
import { attemptsOf } from '../call/standing.ts'
import { type Campaign, isDebt } from '../campaign/campaign.ts'
import { contactsPerPart, type Fact } from '../contact/contact.ts'
import type { WholePage } from '../contact/contact-store.ts'
import { type Ledger, readPartKey } from '../plan/ledger.ts'
import { localTime } from '../platform/local-time.ts'
import { barredBy } from './claim.ts'

/** A call that somebody may have heard ring: from the first of these the days are counted. */
export function isAction(call: Call & { outcome: keyof typeof outcomes }): boolean {
  const { counts, reached } = outcomes[call.outcome]
  return counts || reached
}

/** When e-mails went out to a contact of a page, or may have: what is in doubt counts, so that the days never begin too late. */
export function mailsAt(index: number, ledger: ReadonlyMap<string, Ledger>): Date[] {
  return [...ledger].flatMap(([key, { outcomes: letters, state, at }]) => {
    if (readPartKey(key).part !== Math.floor(index / contactsPerPart)) return []
    const letter = letters[index % contactsPerPart]
    const isDoubt = letter === 'd' || (letter === '.' && state === 'doubt')
    return letter === 's' || isDoubt ? [new Date(at)] : []
  })
}

/** When a person was contacted, or tried to be. */
export function actionsAt(index: number, ledger: ReadonlyMap<string, Ledger>, calls: readonly Call[]): Date[] {
  const called = attemptsOf(calls).filter(isAction)
  return [...mailsAt(index, ledger), ...called.map(({ startedAt }) => new Date(startedAt))]
}

/** Whether her claim is settled: paid, or its formal reminder was handed over. */
export function isSettled(index: number, facts: readonly Fact[]): boolean {
  return facts.some((fact) => fact.index === index && (fact.kind === 'paid' || fact.kind === 'passed_on'))
}

/**
 * Why a person is not to be contacted about her claim; undefined where she may be, and in every drive that is no reminder.
 * A contact without a claim is never reminded of anything.
 */
export function notReminded(
  campaign: Campaign,
  index: number,
  page: Pick<WholePage, 'facts' | 'claims' | 'ledger'>,
  calls: readonly Call[],
  at: Date,
): 'paid' | 'barred' | undefined {
  if (!isDebt(campaign)) return undefined
  if (isSettled(index, page.facts)) return 'paid'
  const claim = page.claims?.[index]
  if (!claim) return 'barred'
  return barredBy(claim, actionsAt(index, page.ledger, calls), localTime(at).date) && 'barred'
}
