/** The sweep: finds parts without a record, so that nobody is forgotten, and settles those in doubt by the campaign's rule. */
import { type Campaign, inDoubtFor } from '../campaign/campaign.ts'
import { contactsPerPage } from '../contact/contact.ts'
import { log } from '../platform/log.ts'
import { type Ledger, type Part, partsOf } from './ledger.ts'
import type { LedgerStore } from './ledger-store.ts'

const pagesAtOnce = 16

export interface Swept {
  /** Pages to put into the queue again. */
  due: number[]
  /** Every page below this is recorded (or, at most once, in doubt for good). */
  sweptTo: number
}

/** Looks at pages `from` up to but not including `until`. */
export async function sweepPages(
  campaign: Campaign,
  step: number,
  from: number,
  until: number,
  at: Date,
  { ledger }: { ledger: Pick<LedgerStore, 'ofPage' | 'doubt' | 'readmit'> },
): Promise<Swept> {
  const ends: PageEnd[] = []
  for (let start = from; start < until; start += pagesAtOnce) {
    const numbers = Array.from({ length: Math.min(pagesAtOnce, until - start) }, (_, n) => start + n)
    ends.push(...(await Promise.all(numbers.map((page) => sweepPage(campaign, page, step, at, ledger)))))
  }
  const open = ends.findIndex((end) => end !== 'recorded')
  return {
    due: ends.flatMap((end, n) => (end === 'due' ? [from + n] : [])),
    sweptTo: from + (open === -1 ? ends.length : open),
  }
}

/** `due`: to be sent (again). `waiting`: somebody holds a claim on it. */
type PageEnd = 'recorded' | 'due' | 'waiting'

async function sweepPage(
  campaign: Campaign,
  page: number,
  step: number,
  at: Date,
  ledger: Pick<LedgerStore, 'ofPage' | 'doubt' | 'readmit'>,
): Promise<PageEnd> {
  const entries = await ledger.ofPage(campaign.id, page, step)
  const contacts = Math.min(contactsPerPage, campaign.list!.contacts - page * contactsPerPage)
  const ends = await Promise.all(
    partsOf(contacts).map((part) =>
      sweepPart({ campaign: campaign.id, page, step, part }, entries.get(part), campaign, at, ledger),
    ),
  )
  if (ends.includes('due')) return 'due'
  return ends.includes('waiting') ? 'waiting' : 'recorded'
}

async function sweepPart(
  part: Part,
  entry: Ledger | undefined,
  campaign: Campaign,
  at: Date,
  ledger: Pick<LedgerStore, 'doubt' | 'readmit'>,
): Promise<PageEnd> {
  if (!entry || entry.state === 'released') return 'due'
  if (entry.state === 'recorded') return 'recorded'
  if (entry.state === 'claimed') {
    if (entry.leaseUntil >= at.getTime() || !(await ledger.doubt(part, at))) return 'waiting'
    log.warn('claim without a record', { campaign: part.campaign, page: part.page, step: part.step, part: part.part })
  }
  if (inDoubtFor(campaign) === 'at-most-once') return 'recorded' // shown as unknown, never sent again by itself
  return (await ledger.readmit(part)) ? 'due' : 'waiting'
}
