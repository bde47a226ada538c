/**
 * Whether one person of a reminder may be contacted now, as far as her claims go: one of them at least is not settled, and not
 * forbidden by the act. Asked wherever anything goes out or is dialled, a moment before it does. Rules only. (T6, T7)
 */
import type { Call } from '../call/call.ts'
import { outcomes } from '../call/outcome.ts'
import { attemptsOf } from '../call/standing.ts'
import { type Campaign, isDebt } from '../campaign/campaign.ts'
import { contactsPerPart, type Fact } from '../contact/contact.ts'
import type { WholePage } from '../contact/contact-store.ts'
import { type Ledger, readPartKey } from '../plan/ledger.ts'
import { localTime } from '../platform/local-time.ts'
import { barredBy, type Claim, type PersonClaims } from './claim.ts'

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

/** Something that was done to contact a person. */
export interface Contacting {
  at: Date
  isMail: boolean
}

/** All that was done to contact a person, or was tried. */
export function contactings(index: number, ledger: ReadonlyMap<string, Ledger>, calls: readonly Call[]): Contacting[] {
  const called = attemptsOf(calls).filter(isAction)
  return [
    ...mailsAt(index, ledger).map((at) => ({ at, isMail: true })),
    ...called.map(({ startedAt }) => ({ at: new Date(startedAt), isMail: false })),
  ]
}

/** E-mails are recorded so long after the look at claims at most, those in doubt too: whoever paid meanwhile may have been written to. */
const lookedBeforeMs = 15 * 60_000

/** What closed one of a person's claims: payments, handing over, or both. */
export function closingsOf(index: number, claim: number, facts: readonly Fact[]): Fact[] {
  return facts.filter(
    (fact) => fact.index === index && fact.claim === claim && (fact.kind === 'paid' || fact.kind === 'passed_on'),
  )
}

/**
 * Of each of a person's claims what was done about it: contacting her is an action on every claim that was open at that moment,
 * neither closed nor barred by the act. What was done while none was open (she called by herself) is an action on each. (T6)
 */
export function actionsByClaim<Done extends Contacting>(
  index: number,
  { claims }: PersonClaims,
  facts: readonly Fact[],
  done: readonly Done[],
): Done[][] {
  const numbers = claims.map((_, n) => n)
  const closedAt = numbers.map((n) => Math.min(...closingsOf(index, n, facts).map(({ at }) => Date.parse(at))))
  const about: Done[][] = claims.map(() => [])
  for (const one of [...done].sort((a, b) => a.at.getTime() - b.at.getTime())) {
    const lookedAt = one.at.getTime() - (one.isMail ? lookedBeforeMs : 0)
    const { date } = localTime(one.at)
    const open = numbers.filter((n) => closedAt[n]! > lookedAt && !barredBy(claims[n]!, dates(about[n]!), date))
    for (const n of open.length > 0 ? open : numbers) about[n]!.push(one)
  }
  return about
}

const dates = (done: readonly Contacting[]): Date[] => done.map(({ at }) => at)

/** How a person's claims stand at an instant. */
export interface ClaimsStanding {
  /** Neither paid nor handed over. */
  open: Claim[]
  /** Of those, the ones that the act lets her be reminded of. */
  due: Claim[]
}

/** How the claims of a contact stand; undefined where the page has none of hers. `calls` are all of hers. */
export function standingOf(
  index: number,
  { facts, claims, ledger }: Pick<WholePage, 'facts' | 'claims' | 'ledger'>,
  calls: readonly Call[],
  at: Date,
): ClaimsStanding | undefined {
  const person = claims?.[index]
  if (!person) return undefined
  const isOpen = (n: number) => closingsOf(index, n, facts).length === 0
  const about = actionsByClaim(index, person, facts, contactings(index, ledger, calls))
  const today = localTime(at).date
  return {
    open: person.claims.filter((_, n) => isOpen(n)),
    due: person.claims.filter((claim, n) => isOpen(n) && !barredBy(claim, dates(about[n]!), today)),
  }
}

/** A claim, and whether it is open or what closed it. */
export interface HeldClaim extends Claim {
  state: 'open' | 'paid' | 'passed_on'
}

/** All that is held of a contact's claims, for herself when she asks for it; none where the page has none of hers. */
export function heldClaims(index: number, { facts, claims }: Pick<WholePage, 'facts' | 'claims'>): HeldClaim[] {
  return (claims?.[index]?.claims ?? []).map((claim, n) => ({
    ...claim,
    state: (closingsOf(index, n, facts)[0]?.kind as 'paid' | 'passed_on' | undefined) ?? 'open',
  }))
}

/**
 * Why a person is not to be contacted about her claims; undefined where she may be, and in every drive that is no reminder.
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
  const standing = standingOf(index, page, calls, at)
  if (standing?.open.length === 0) return 'paid'
  return standing && standing.due.length > 0 ? undefined : 'barred'
}
