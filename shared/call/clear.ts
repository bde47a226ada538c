/**
 * Everything about one person, asked again in the moment before her number is dialled: what happened to her, whether she has
 * answered or objected, the caps, her number. What was true when she was put on a list counts for nothing. (T8, X18)
 */
import { type Campaign, isDebt } from '../campaign/campaign.ts'
import { notReminded } from '../claim/may-remind.ts'
import { isAgreed } from '../consent/consent.ts'
import { type Contact, type Fact, indexKey } from '../contact/contact.ts'
import type { ContactStore, WholePage } from '../contact/contact-store.ts'
import type { Whom } from '../contact/link.ts'
import { isWished } from '../contact/wish.ts'
import { addressHash } from '../objection/objection.ts'
import type { ObjectionStore } from '../objection/objection-store.ts'
import { type BookedOnPage, nobodyBooked, stopsBooked } from '../plan/booked.ts'
import { sentAt } from '../plan/ledger.ts'
import { isUndelivered } from '../plan/mailed.ts'
import type { Language } from '../platform/language.ts'
import type { Keys, OfficeKeys } from '../platform/secrets.ts'
import type { ResponseStore } from '../response/response-store.ts'
import { type Call, listOf, type Skip } from './call.ts'
import type { CallStore, PersonCalls } from './call-store.ts'
import { lineHash } from './lines.ts'
import { type CallContext, mayCall, nextAfter } from './recycle.ts'

export interface ClearDeps {
  contacts: Pick<ContactStore, 'wholePage'>
  responses: Pick<ResponseStore, 'get'>
  bookedOnPage: BookedOnPage
  objections: Pick<ObjectionStore, 'objected'>
  calls: Pick<CallStore, 'ofPerson' | 'ofPage' | 'due' | 'closed' | 'close'>
  /** Local dates of this week on which other drives called the numbers (hashes). */
  touchedElsewhere: (hashes: readonly string[], campaign: string, withMails?: boolean) => Promise<string[]>
  keysOf: (campaign: Campaign) => Promise<Keys>
  officeKeys: () => Promise<OfficeKeys>
}

/** What is to be done with her: dial, note why not, or look again when her number is free. */
export type Clearance =
  | { kind: 'dial'; n: number; to: string; number: number; hash: string; language: Language }
  | { kind: 'skip'; call: Call }
  | { kind: 'busy' }

/** The number of her next item. */
export const nextNumber = ({ calls }: PersonCalls): number => (calls.at(-1)?.n ?? 0) + 1

/** What the rules of calling must know about a contact of a page. */
export function contextOf(
  campaign: Campaign,
  { index, phones, language }: Pick<Contact, 'index' | 'phones' | 'language'>,
  { ledger, facts }: Pick<WholePage, 'ledger' | 'facts'>,
): CallContext {
  const undelivered = isUndelivered(index, facts)
  return { campaign, phones: phones.length, language, emailsAt: sentAt(index, ledger), undelivered }
}

/** The hashes of everything by which a contact can be reached. */
export function hashesOf({ email, phones }: Contact, office: OfficeKeys): { all: string[]; phones: string[] } {
  const hashes = phones.map((phone) => addressHash(office.address, phone))
  return { all: email ? [addressHash(office.address, email), ...hashes] : hashes, phones: hashes }
}

/**
 * Asks all of it. `talking` are the numbers with an automated call (`lineHash`), `page` her page as it was read a moment ago.
 * @throws where the list has no such person
 */
export async function clear(
  whom: Whom,
  person: PersonCalls,
  {
    campaign,
    step,
    page,
    talking,
  }: { campaign: Campaign; step: number; page: WholePage; talking: ReadonlySet<string> },
  at: Date,
  deps: ClearDeps,
): Promise<Clearance> {
  const contact = page.contacts[whom.index]
  if (!contact) throw new Error(`no contact ${indexKey(whom.index)} on its page`)
  const context = contextOf(campaign, contact, page)
  const skipped = (skip: Skip, again?: Date): Clearance => ({
    kind: 'skip',
    call: skipOf(skip, again, { whom, person, context, step }, at),
  })

  const fact = sparedBy(page.facts, whom.index)
  if (fact) return skipped(fact)
  const reminded = notReminded(campaign, whom.index, page, person.calls, at)
  if (reminded) return skipped(reminded)
  const hashes = hashesOf(contact, await deps.officeKeys())
  const stop = campaign.plan[step]
  const [response, booked, objected, touchedElsewhere] = await Promise.all([
    deps.responses.get(whom),
    stopsBooked(campaign, stop) ? deps.bookedOnPage(campaign, whom.page) : nobodyBooked,
    deps.objections.objected(hashes.all, campaign.id, campaign.purposeClass!),
    isDebt(campaign)
      ? deps.touchedElsewhere(hashes.all, campaign.id, true)
      : deps.touchedElsewhere(hashes.phones, campaign.id),
  ])
  if (objected) return skipped('objected')
  if (!isAgreed(campaign, contact, 'call')) return skipped('no-consent')
  if (!isWished(contact.wish, 'call')) return skipped('wished')
  const stops = stop?.kind === 'call' && stop.stop.includes('answered')
  if (stops && response?.state === 'complete') return skipped('answered')
  if (booked.has(whom.index)) return skipped('booked')
  if (person.calls.some(({ state, leaseUntil = 0 }) => state === 'leased' && leaseUntil > at.getTime())) {
    return { kind: 'busy' } // an agent has her
  }
  const may = mayCall(person.calls, person.callback, { ...context, channel: 'call', step, touchedElsewhere }, at)
  if ('skip' in may) return skipped(may.skip, may.again)
  const hash = lineHash(hashes.phones[may.number]!)
  if (talking.has(hash)) return { kind: 'busy' }
  const to = contact.phones[may.number]!
  return { kind: 'dial', n: nextNumber(person), to, number: may.number, hash, language: contact.language }
}

/** Facts beside the page after which nobody calls her. That mail to her comes back is none of them. */
function sparedBy(facts: readonly Fact[], index: number): Skip | undefined {
  const kinds = facts.filter((fact) => fact.index === index).map(({ kind }) => kind)
  if (kinds.includes('objected') || kinds.includes('complained')) return 'objected'
  return kinds.includes('revoked') ? 'revoked' : undefined
}

/** The item that says why she was not called, and what is next. */
function skipOf(
  skip: Skip,
  again: Date | undefined,
  { whom, person, context, step }: { whom: Whom; person: PersonCalls; context: CallContext; step: number },
  at: Date,
): Call {
  const instant = at.toISOString()
  const call: Call = {
    index: whom.index,
    n: nextNumber(person),
    state: 'closed',
    channel: 'call',
    step,
    number: person.calls.at(-1)?.number ?? 0,
    startedAt: instant,
    endedAt: instant,
    skip,
  }
  const closed = person.calls.filter(({ state }) => state === 'closed')
  const next = nextAfter([...closed, call], context, at)
  if (next.kind === 'done') return call
  const sameStep = next.step === step
  const dueAt = sameStep && again ? again : next.at
  return { ...call, list: listOf(whom.campaign, next.step), dueAt: dueAt.toISOString() }
}
