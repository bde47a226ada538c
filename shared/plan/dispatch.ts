/**
 * Claim, check again, send, record: one page of contacts, one e-mail step. What was claimed before is not sent again;
 * what is claimed and never recorded is found by the sweep (`sweep.ts`).
 */
import type { Campaign } from '../campaign/campaign.ts'
import type { CampaignStore } from '../campaign/campaign-store.ts'
import type { EmailChannel, Mail, MailResult } from '../channel/email.ts'
import type { RateGate } from '../channel/rate.ts'
import { type Contact, contactsPerPage, contactsPerPart, sparing } from '../contact/contact.ts'
import type { ContactStore } from '../contact/contact-store.ts'
import { makeLink } from '../contact/link.ts'
import { addressHash } from '../objection/objection.ts'
import type { ObjectionStore } from '../objection/objection-store.ts'
import { nameOf, SendError } from '../platform/errors.ts'
import type { Language } from '../platform/language.ts'
import { localTime } from '../platform/local-time.ts'
import { log } from '../platform/log.ts'
import type { Keys, OfficeKeys } from '../platform/secrets.ts'
import type { ResponseStore } from '../response/response-store.ts'
import { type Ledger, type Outcome, type Part, partsOf } from './ledger.ts'
import type { LedgerStore } from './ledger-store.ts'
import { composeLetter, mailData } from './letter.ts'
import type { DispatchMessage, EmailStep } from './plan.ts'
import { isInWindow } from './window.ts'

export interface DispatchDeps {
  campaigns: Pick<CampaignStore, 'get'>
  contacts: Pick<ContactStore, 'wholePage'>
  responses: Pick<ResponseStore, 'statesOfPage'>
  objections: Pick<ObjectionStore, 'forbidden'>
  ledger: Pick<LedgerStore, 'claim' | 'record' | 'release'>
  channel: EmailChannel
  rate: Pick<RateGate, 'take'>
  /** Pauses the campaign by itself: the provider says that our own settings are wrong. */
  pause: (campaign: Campaign, reason: 'misconfigured') => Promise<void>
  keysOf: (campaign: Campaign) => Promise<Keys>
  officeKeys: () => Promise<OfficeKeys>
  officeName: string
  /** Base of residents' links, without a slash at its end. */
  publicUrl: string
  now: () => Date
}

/** Longer than this nobody waits for a turn at the provider: the sweep brings the part back. */
const longestWait = 20_000

/** Whether a campaign sends at this instant: running, within its days, inside its window. */
export function isSending(campaign: Campaign, at: Date): boolean {
  const today = localTime(at).date
  return (
    campaign.status === 'running' &&
    today >= campaign.startsOn! &&
    today <= campaign.endsOn! &&
    isInWindow(at, campaign.window)
  )
}

/** Sends one step to one page. Returns when every part is recorded, given back, or found claimed before. */
export async function dispatch(message: DispatchMessage, deps: DispatchDeps): Promise<void> {
  const campaign = await deps.campaigns.get(message.campaign)
  if (!isSending(campaign, deps.now())) return // the sweep brings the page back when it may go out
  const contacts = Math.min(contactsPerPage, (campaign.list?.contacts ?? 0) - message.page * contactsPerPage)
  await Promise.all(
    partsOf(contacts).map((part) =>
      dispatchPart({ ...message, part }, Math.min(contactsPerPart, contacts - part * contactsPerPart), deps),
    ),
  )
}

export type PartEnd = 'claimed before' | 'not now' | 'given back' | 'recorded' | 'in doubt'

/** Sends one part of so many contacts. Its claim is the only right to send. */
export async function dispatchPart(part: Part, contacts: number, deps: DispatchDeps): Promise<PartEnd> {
  const wait = await deps.rate.take(contacts)
  if (wait > longestWait) return 'not now'
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))

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
  const outcomes = check.outcomes
  try {
    for (const [language, due] of byLanguage(check.due, check.step)) {
      const results = await deps.channel.send({
        fromName: deps.officeName,
        replyTo: check.campaign.replyTo,
        template: composeLetter(check.step.letters[language]!, language, {
          officeName: deps.officeName,
          privacyUrl: `${deps.publicUrl}/info/${check.campaign.id.slice(4)}/privacy`,
        }),
        mails: due.map((contact) => mailTo(contact, part, check.keys, deps.publicUrl)),
      })
      due.forEach((contact, n) => {
        outcomes[contact.index % contactsPerPart] = letterOf(results[n]!, check.campaign)
      })
    }
  } catch (error) {
    if (!(error instanceof SendError)) {
      // It may have gone out, and an e-mail cannot be taken back: the claim stays without a record.
      // When its lease ends, the campaign's rule decides: at-most-once or at-least-once.
      log.warn('in doubt', { ...idsOf(part), error: nameOf(error) })
      return 'in doubt'
    }
    log.warn('not sent', { ...idsOf(part), failure: error.failure })
    if (error.failure === 'misconfigured') await deps.pause(check.campaign, 'misconfigured')
    if (error.failure === 'rejected') {
      for (const [n, letter] of outcomes.entries()) if (letter === '.') outcomes[n] = 'r'
    }
  }
  if (outcomes.includes('.')) {
    await insist(() => deps.ledger.release(part, claim, outcomes.join('')))
    return 'given back' // nothing went out to those who are still due; the sweep sends the part again
  }
  await insist(() => deps.ledger.record(part, claim, outcomes.join(''), deps.now()))
  return 'recorded'
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
  due: Contact[]
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
  const [{ contacts, facts }, states] = await Promise.all([
    deps.contacts.wholePage(part.campaign, part.page, keys),
    deps.responses.statesOfPage(part.campaign, part.page),
  ])
  const first = part.part * contactsPerPart
  const ours = contacts.slice(first, first + contactsPerPart)
  const hashes = new Map(ours.map((contact) => [contact.index, addressHash(office.address, contact.email)]))
  const forbidden = await deps.objections.forbidden(
    [...hashes.values()],
    campaign.id,
    campaign.purposeClass!,
    deps.now(),
  )
  const spared = new Map(facts.filter((fact) => sparing[fact.kind]).map((fact) => [fact.index, fact.kind]))

  const due: Contact[] = []
  const outcomes = ours.map((contact): Outcome => {
    const before = claim.outcomes[contact.index - first] as Outcome | undefined
    if (before && before !== '.') return before
    if (step.stop.includes('answered') && states.get(contact.index) === 'complete') return 'a'
    const fact = spared.get(contact.index)
    if (fact) return fact === 'objected' || fact === 'complained' ? 'o' : 'u'
    if (forbidden.has(hashes.get(contact.index)!)) return 'o'
    due.push(contact)
    return '.'
  })
  return { campaign, keys, step, due, outcomes }
}

/** One letter for how a mail ended: doubt about one mail is settled by the campaign's rule at once. */
function letterOf(result: MailResult, campaign: Campaign): Outcome {
  if (result === 'sent') return 's'
  if (result === 'refused') return 'r'
  return result === 'doubt' && campaign.inDoubt === 'at-most-once' ? 'd' : '.'
}

/** Contacts by the language of the letter that they get: their own where it was written, else Polish. */
function byLanguage(due: Contact[], step: EmailStep): Map<Language, Contact[]> {
  const groups = new Map<Language, Contact[]>()
  for (const contact of due) {
    const language = step.letters[contact.language] ? contact.language : 'pl'
    const group = groups.get(language)
    if (group) group.push(contact)
    else groups.set(language, [contact])
  }
  return groups
}

/** One person's mail: her links, her fields, the headers by which she can object without opening it. (E4; RFC 8058, 3834) */
function mailTo(contact: Contact, part: Part, keys: Keys, publicUrl: string): Mail {
  const whom = { campaign: part.campaign, page: part.page, index: contact.index }
  return {
    to: contact.email,
    data: mailData({
      ...contact.fields,
      link: `${publicUrl}/s/${makeLink(keys.link, 'survey', whom)}`,
      objection: `${publicUrl}/o/${makeLink(keys.link, 'objection', whom)}`,
    }),
    headers: {
      'List-Unsubscribe': `<${publicUrl}/u/${makeLink(keys.link, 'unsubscribe', whom)}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'Auto-Submitted': 'auto-generated',
    },
    tags: {
      campaign: part.campaign,
      page: String(part.page),
      index: String(contact.index),
      step: String(part.step),
    },
  }
}

const idsOf = ({ campaign, page, step, part }: Part) => ({ campaign, page, step, part })
