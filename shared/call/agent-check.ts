/**
 * Whether a person may be called by an agent now: everything is read afresh when the call is given out, not when it was put
 * on a list. (facts: before dialling)
 */
import { type Campaign, isDebt } from '../campaign/campaign.ts'
import type { CampaignStore } from '../campaign/campaign-store.ts'
import type { Claim, PersonClaims } from '../claim/claim.ts'
import { notReminded, standingOf } from '../claim/may-remind.ts'
import { isAgreed } from '../consent/consent.ts'
import { addressesOf, type Contact } from '../contact/contact.ts'
import type { ContactStore, WholePage } from '../contact/contact-store.ts'
import type { Whom } from '../contact/link.ts'
import { isWished } from '../contact/wish.ts'
import { addressHash } from '../objection/objection.ts'
import type { ObjectionStore } from '../objection/objection-store.ts'
import { type BookedOnPage, nobodyBooked, stopsBooked } from '../plan/booked.ts'
import { stepOf } from '../plan/plan.ts'
import type { AuditStore } from '../platform/audit-store.ts'
import type { Keys, OfficeKeys } from '../platform/secrets.ts'
import type { Response } from '../response/response.ts'
import type { ResponseStore } from '../response/response-store.ts'
import type { AgentListStore } from './agent-list-store.ts'
import type { AgentStore } from './agent-store.ts'
import type { Call, Callback, Skip } from './call.ts'
import type { CallStore, PersonCalls } from './call-store.ts'
import { contextOf } from './clear.ts'
import type { LeaseStore } from './lease-store.ts'
import type { LinesStore } from './lines-store.ts'
import { type CallContext, mayCall } from './recycle.ts'

export interface AgentDeps {
  agents: AgentStore
  leases: LeaseStore
  lists: AgentListStore
  calls: CallStore
  campaigns: Pick<CampaignStore, 'get' | 'atWork'>
  contacts: Pick<ContactStore, 'wholePage' | 'putFact'>
  responses: Pick<ResponseStore, 'get'>
  bookedOnPage: BookedOnPage
  objections: Pick<ObjectionStore, 'objected' | 'object'>
  lines: Pick<LinesStore, 'get'>
  /** Local dates of this week on which other drives called one of the numbers (hashes). */
  touchedElsewhere: (hashes: string[], exceptCampaign: string, withMails?: boolean) => Promise<string[]>
  keysOf: (campaign: Campaign) => Promise<Keys>
  officeKeys: () => Promise<OfficeKeys>
  audit: Pick<AuditStore, 'write'>
  now: () => Date
  /** 0 up to but not including 1: spreads agents over a list. */
  random: () => number
}

/** What is known of a person when her turn comes. */
export interface Candidate {
  campaign: Campaign
  whom: Whom
  contact: Contact
  keys: Keys
  calls: Call[]
  callback?: Callback | undefined
  context: CallContext
  /** Of a reminder: her claims, those that are told of, and whether all are settled. Shown to nobody before she is recognised. (T4) */
  claims?: PersonClaims | undefined
  told?: Claim[]
  settled?: boolean
}

export type Verdict = { number: number; hash: string } | { skip: Skip; again?: Date }

/** A person with her page, her calls and her facts; undefined past the end of the list. */
export async function candidateOf(
  campaign: Campaign,
  whom: Whom,
  deps: Pick<AgentDeps, 'calls' | 'contacts' | 'keysOf' | 'now'>,
  known?: PersonCalls,
): Promise<(Candidate & { page: WholePage }) | undefined> {
  const keys = await deps.keysOf(campaign)
  const [page, { calls, callback }] = await Promise.all([
    deps.contacts.wholePage(whom.campaign, whom.page, keys),
    known ?? deps.calls.ofPerson(whom),
  ])
  const contact = page.contacts[whom.index]
  if (!contact) return undefined
  const context = contextOf(campaign, contact, page)
  const reminder = isDebt(campaign) ? claimsOf(whom.index, page, calls, deps.now()) : {}
  return { campaign, whom, contact, keys, calls, callback, context, page, ...reminder }
}

/** Told is of what she may be reminded of; whoever calls by herself when there is nothing of that, is told of what is open. (T6, T7) */
function claimsOf(index: number, page: WholePage, calls: Call[], at: Date) {
  const { open = [], due = [] } = standingOf(index, page, calls, at) ?? {}
  const claims = page.claims?.[index]
  return { claims, told: due.length > 0 ? due : open, settled: claims !== undefined && open.length === 0 }
}

/** A person with everything that is asked of before she is called. */
export type Turn = Candidate & { page: WholePage; response: Response | undefined }

/** A person whose turn it is, all of it read at once; undefined past the end of the list. */
export async function turnOf(
  campaign: Campaign,
  whom: Whom,
  deps: Pick<AgentDeps, 'calls' | 'contacts' | 'keysOf' | 'responses' | 'now'>,
  known?: PersonCalls,
): Promise<Turn | undefined> {
  const [candidate, response] = await Promise.all([candidateOf(campaign, whom, deps, known), deps.responses.get(whom)])
  return candidate && { ...candidate, response }
}

/**
 * Whether she may be called, and on which number. A promise is kept whatever caps say; one that she asked for on the web only as
 * long as she has not answered there, as that page tells her.
 */
export async function checkNow(
  { campaign, whom, contact, calls, callback, context, page, response }: Turn,
  { step, promised }: { step: number; promised: boolean },
  deps: AgentDeps,
  at: Date,
): Promise<Verdict> {
  const facts = new Set(page.facts.filter(({ index }) => index === whom.index).map(({ kind }) => kind))
  if (facts.has('objected') || facts.has('complained')) return { skip: 'objected' }
  if (facts.has('revoked')) return { skip: 'revoked' }
  const reminded = notReminded(campaign, whom.index, page, calls, at)
  if (reminded) return { skip: reminded }
  const { address } = await deps.officeKeys()
  const hashOf = (text: string) => addressHash(address, text)
  const hashes = contact.phones.map(hashOf)
  const agents = stepOf(campaign.plan, 'agents')?.step
  const stops = agents?.stop ?? ['answered', 'objected']
  const isAsked = promised && callback?.from !== 'web'
  const [booked, objected, touchedElsewhere] = await Promise.all([
    !isAsked && stopsBooked(campaign, agents) ? deps.bookedOnPage(campaign, whom.page) : nobodyBooked,
    deps.objections.objected(addressesOf(contact).map(hashOf), campaign.id, campaign.purposeClass ?? 'survey'),
    promised
      ? []
      : isDebt(campaign)
        ? deps.touchedElsewhere(addressesOf(contact).map(hashOf), campaign.id, true)
        : deps.touchedElsewhere(hashes, campaign.id),
  ])
  if (objected) return { skip: 'objected' }
  if (!promised && !isAgreed(campaign, contact, 'agents')) return { skip: 'no-consent' }
  if (!promised && !isWished(contact.wish, 'agents')) return { skip: 'wished' }
  if (!isAsked && response?.state === 'complete' && stops.includes('answered')) return { skip: 'answered' }
  if (booked.has(whom.index)) return { skip: 'booked' }
  const may = mayCall(
    calls.filter(({ state }) => state === 'closed'),
    promised ? undefined : callback,
    { ...context, channel: 'agents', step, touchedElsewhere, ...(promised && { keepsPromise: true }) },
    at,
  )
  return 'skip' in may ? may : { number: may.number, hash: hashes[may.number]! }
}
