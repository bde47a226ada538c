/**
 * Claim, check again, send, record: one page of contacts, one e-mail step. What was claimed before is not sent again;
 * what is claimed and never recorded is found by the sweep (`sweep.ts`).
 */
import { asksFor, type Campaign, inDoubtFor, isDebt } from '../campaign/campaign.ts'
import type { CampaignStore } from '../campaign/campaign-store.ts'
import { officeNameFor } from '../campaign/office-name.ts'
import type { EmailChannel, MailResult } from '../channel/email.ts'
import type { RateGate } from '../channel/rate.ts'
import { mailsAt, notReminded } from '../claim/may-remind.ts'
import { knowsPayments } from '../claim/reminder.ts'
import { isAgreed } from '../consent/consent.ts'
import { addressesOf, contactsPerPage, contactsPerPart, sparing } from '../contact/contact.ts'
import type { ContactStore } from '../contact/contact-store.ts'
import { mayUse } from '../contact/point.ts'
import { isWished } from '../contact/wish.ts'
import { addressHash } from '../objection/objection.ts'
import type { ObjectionStore } from '../objection/objection-store.ts'
import { nameOf, SendError } from '../platform/errors.ts'
import { localTime } from '../platform/local-time.ts'
import { log } from '../platform/log.ts'
import type { Keys, OfficeKeys } from '../platform/secrets.ts'
import type { ResponseStore } from '../response/response-store.ts'
import { type BookedOnPage, nobodyBooked, stopsBooked } from './booked.ts'
import { type Ledger, type Outcome, type Part, partsOf } from './ledger.ts'
import type { LedgerStore } from './ledger-store.ts'
import { composeLetter, footerOf } from './letter.ts'
import { inRequests, mailTo, type Reachable } from './mails.ts'
import type { DispatchMessage, EmailStep } from './plan.ts'
import { isPressed } from './pressure.ts'
import { isInWindow } from './window.ts'

export interface DispatchDeps {
  campaigns: Pick<CampaignStore, 'get'>
  contacts: Pick<ContactStore, 'wholePage'>
  responses: Pick<ResponseStore, 'statesOfPage'>
  bookedOnPage: BookedOnPage
  objections: Pick<ObjectionStore, 'forbidden'>
  ledger: Pick<LedgerStore, 'claim' | 'note' | 'record' | 'release'>
  channel: EmailChannel
  rate: Pick<RateGate, 'take' | 'rateNow'>
  /** Local dates of this week on which other drives tried to reach somebody, by the hashes of her addresses. Asked for debts. (T8) */
  touchedElsewhere: (hashes: readonly string[], campaign: string, withMails: boolean) => Promise<string[]>
  /** Pauses the campaign by itself: the provider says that our own settings are wrong, or takes none of our letters. */
  pause: (campaign: Campaign, reason: 'misconfigured' | 'rejected') => Promise<void>
  keysOf: (campaign: Campaign) => Promise<Keys>
  officeKeys: () => Promise<OfficeKeys>
  officeName: string
  /** For drives that must not be told by their sender. */
  discreetName?: string
  /** Base of residents' links, without a slash at its end. */
  publicUrl: string
  now: () => Date
}

/** Longer than this nobody waits for a turn at the provider: the sweep brings the part back. */
const longestWait = 20_000
/** Requests that are due sooner than this after one another are not kept apart. */
const shortBreak = 200

/** Whether a campaign sends at this instant: running, within its days, inside its window, to addresses it may use. (L3) */
export function isSending(campaign: Campaign, at: Date): boolean {
  const today = localTime(at).date
  return (
    campaign.status === 'running' &&
    today >= campaign.startsOn! &&
    today <= campaign.endsOn! &&
    isInWindow(at, campaign.window) &&
    mayUse(campaign) &&
    knowsPayments(campaign, at)
  )
}

/** Sends one step to one page. Returns when every part is recorded, given back, or found claimed before. */
export async function dispatch(message: DispatchMessage, deps: DispatchDeps): Promise<void> {
  const campaign = await deps.campaigns.get(message.campaign)
  if (!isSending(campaign, deps.now())) return // the sweep brings the page back when it may go out
  const contacts = Math.min(contactsPerPage, (campaign.list?.contacts ?? 0) - message.page * contactsPerPage)
  const ends = await Promise.allSettled(
    partsOf(contacts).map((part) =>
      dispatchPart({ ...message, part }, Math.min(contactsPerPart, contacts - part * contactsPerPart), deps),
    ),
  )
  // Only now: a part that is still sending when the function ends would be frozen with it, and wake after its lease.
  for (const end of ends) if (end.status === 'rejected') throw end.reason
}

export type PartEnd = 'claimed before' | 'not now' | 'given back' | 'recorded' | 'in doubt'

/** Sends one part of so many contacts. Its claim is the only right to send. */
export async function dispatchPart(part: Part, contacts: number, deps: DispatchDeps): Promise<PartEnd> {
  const rate = await deps.rate.rateNow()
  const wait = await deps.rate.take(contacts, longestWait)
  if (wait > longestWait) return 'not now'
  if (wait > 0) await pass(wait)

  const claim = await deps.ledger.claim(part, contacts, deps.now())
  if (!claim) return 'claimed before'

  const check = await checkAgain(part, claim, deps).catch(async (error: unknown) => {
    await insist(() => deps.ledger.release(part, claim, claim.outcomes))
    throw error
  })
  if (check === 'not now') {
    await deps.ledger.release(part, claim, claim.outcomes)
    return 'not now'
  }
  const { outcomes } = check
  const begun = deps.now().getTime()
  let asked = 0
  for (const { language, people } of inRequests(check.due, check.step, rate)) {
    // A slow provider is asked for a second's worth at a time, and between two of them a stop must be felt. (X18)
    const share = (asked * 1000) / rate
    const early = Math.min(share, begun + share - deps.now().getTime()) // no longer, should the clock be set back
    if (early > shortBreak && !(await goesOn(early, part, deps))) break
    asked += people.length
    const mark = (letterOf: (n: number) => Outcome) => {
      for (const [n, { index }] of people.entries()) outcomes[index % contactsPerPart] = letterOf(n)
    }
    try {
      const results = await deps.channel.send({
        fromName: officeNameFor(check.campaign, deps),
        replyTo: check.campaign.replyTo,
        template: composeLetter(check.step.letters[language]!, language, footerOf(check.campaign, deps)),
        mails: people.map((contact) => mailTo(contact, part, check.keys, deps.publicUrl, asksFor(check.campaign))),
      })
      mark((n) => letterOf(results[n]!, check.campaign))
    } catch (error) {
      if (!(error instanceof SendError)) {
        // It may have gone out, and an e-mail cannot be taken back: the claim stays without a record.
        // When its lease ends, the campaign's rule decides: at-most-once or at-least-once.
        log.warn('in doubt', { ...idsOf(part), error: nameOf(error) })
        if (people.length < check.due.length) return doubtAboutSome(part, claim, check, mark, deps)
        return 'in doubt'
      }
      log.warn('not sent', { ...idsOf(part), failure: error.failure })
      // Refused as a whole, which is about the letter or our settings and not about these people: nobody is given up for it,
      // unless a person has looked and resumed all the same.
      const givenUp = error.failure === 'rejected' && check.campaign.accepted.includes('rejected')
      if (error.failure === 'misconfigured' || error.failure === 'rejected') {
        if (!givenUp) await pause(check.campaign, error.failure, deps)
      }
      if (!givenUp) break // nothing went out to those who are still due
      mark(() => 'r')
    }
  }
  return close(part, claim, outcomes, deps)
}

/** Records the part, or gives it back: nothing went out to those who are still due, and the sweep sends it again. */
async function close(part: Part, claim: Ledger, outcomes: Outcome[], deps: DispatchDeps): Promise<PartEnd> {
  if (outcomes.includes('.')) {
    await insist(() => deps.ledger.release(part, claim, outcomes.join('')))
    return 'given back'
  }
  await insist(() => deps.ledger.record(part, claim, outcomes.join(''), deps.now()))
  return 'recorded'
}

/**
 * One of several requests got no answer: what is known of the others is kept, so that the rule in doubt falls only upon
 * those it concerns. At most once, they are in doubt for good and the rest goes on; else the lease has to pass.
 */
async function doubtAboutSome(
  part: Part,
  claim: Ledger,
  { campaign, outcomes }: Check,
  mark: (letterOf: () => Outcome) => void,
  deps: DispatchDeps,
): Promise<PartEnd> {
  if (inDoubtFor(campaign) === 'at-most-once') {
    mark(() => 'd')
    return close(part, claim, outcomes, deps)
  }
  await insist(() => deps.ledger.note(part, claim, outcomes.join('')))
  return 'in doubt'
}

/** Pauses the campaign, if it can: what is known of the sends is kept in any case, and the next part tries again. */
async function pause(campaign: Campaign, reason: 'misconfigured' | 'rejected', deps: DispatchDeps): Promise<void> {
  await deps.pause(campaign, reason).catch((error: unknown) => {
    log.error('not paused', { campaign: campaign.id, error: nameOf(error) })
  })
}

const pass = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

/** Waits for the time of a part's next request, and says whether the campaign is still sending then. */
async function goesOn(early: number, part: Part, deps: DispatchDeps): Promise<boolean> {
  await pass(early)
  try {
    return isSending(await deps.campaigns.get(part.campaign), deps.now())
  } catch {
    return false // what is known of the requests before must not be lost to this one
  }
}

/** What is known of a send must not be lost to a busy table: tries for some seconds longer than the SDK does. */
async function insist(write: () => Promise<unknown>): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await write()
      return
    } catch (error) {
      if (attempt === 4) throw error
      await new Promise((resolve) => setTimeout(resolve, 250 * 2 ** attempt))
    }
  }
}

interface Check {
  campaign: Campaign
  keys: Keys
  step: EmailStep
  due: Reachable[]
  /** One letter to a contact of the part, in order. */
  outcomes: Outcome[]
}

/** Reads everything afresh: the campaign, the facts beside the page, the answers, the objections. */
async function checkAgain(part: Part, claim: Ledger, deps: DispatchDeps): Promise<Check | 'not now'> {
  const campaign = await deps.campaigns.get(part.campaign)
  if (!isSending(campaign, deps.now())) return 'not now'
  const step = campaign.plan[part.step]
  if (step?.kind !== 'email') throw new Error('the plan has no such e-mail step')

  const [keys, office] = await Promise.all([deps.keysOf(campaign), deps.officeKeys()])
  const [page, states, booked] = await Promise.all([
    deps.contacts.wholePage(part.campaign, part.page, keys),
    deps.responses.statesOfPage(part.campaign, part.page),
    stopsBooked(campaign, step) ? deps.bookedOnPage(campaign, part.page) : nobodyBooked,
  ])
  const { contacts, facts } = page
  const first = part.part * contactsPerPart
  const ours = contacts.slice(first, first + contactsPerPart)
  const hashes = new Map(
    ours.flatMap(({ index, email }) => (email ? [[index, addressHash(office.address, email)] as const] : [])),
  )
  const forbidden = await deps.objections.forbidden(
    [...hashes.values()],
    campaign.id,
    campaign.purposeClass!,
    deps.now(),
  )
  const spared = new Map(facts.filter((fact) => sparing[fact.kind] === 'yes').map((fact) => [fact.index, fact.kind]))

  const due: Reachable[] = []
  const outcomes = ours.map((contact): Outcome => {
    const before = claim.outcomes[contact.index - first] as Outcome | undefined
    if (before && before !== '.') return before
    if (step.stop.includes('answered') && states.get(contact.index) === 'complete') return 'a'
    if (booked.has(contact.index)) return 'b'
    const fact = spared.get(contact.index)
    const reminded = notReminded(campaign, contact.index, page, [], deps.now())
    if (reminded === 'paid') return 'p'
    if (fact) return fact === 'objected' || fact === 'complained' ? 'o' : 'u'
    if (reminded) return 'l'
    const { email } = contact
    if (!email) return 'n' // her turn comes with the steps by phone
    if (forbidden.has(hashes.get(contact.index)!)) return 'o'
    if (!isAgreed(campaign, contact, 'email')) return 'c'
    if (!isWished(contact.wish, 'email')) return 'w'
    due.push({ ...contact, email })
    return '.'
  })
  if (!isDebt(campaign)) return { campaign, keys, step, due, outcomes }

  const isTooMuch = async (contact: Reachable): Promise<boolean> => {
    const own = mailsAt(contact.index, page.ledger)
    if (isPressed(campaign, own, [], deps.now())) return true
    const all = addressesOf(contact).map((address) => addressHash(office.address, address))
    return isPressed(campaign, own, await deps.touchedElsewhere(all, campaign.id, true), deps.now())
  }
  const pressed = await Promise.all(due.map(isTooMuch))
  for (const [n, { index }] of due.entries()) if (pressed[n]) outcomes[index - first] = 'k'
  return { campaign, keys, step, due: due.filter((_, n) => !pressed[n]), outcomes }
}

/** One letter for how a mail ended: doubt about one mail is settled by the campaign's rule at once. */
function letterOf(result: MailResult, campaign: Campaign): Outcome {
  if (result === 'sent') return 's'
  if (result === 'refused') return 'r'
  return result === 'doubt' && inDoubtFor(campaign) === 'at-most-once' ? 'd' : '.'
}

const idsOf = ({ campaign, page, step, part }: Part) => ({ campaign, page, step, part })
