/** A campaign about to be sent: real tables, real contacts, and a provider that does as a test tells it. */

import { randomBytes } from 'node:crypto'
import { bookedStore } from '../../shared/booking/booked-store.ts'
import type { Campaign } from '../../shared/campaign/campaign.ts'
import { campaignStore } from '../../shared/campaign/campaign-store.ts'
import type { MailBatch, MailResult } from '../../shared/channel/email.ts'
import { contactStore } from '../../shared/contact/contact-store.ts'
import { objectionStore } from '../../shared/objection/objection-store.ts'
import { bookedOnPage } from '../../shared/plan/booked.ts'
import { type DispatchDeps, dispatch } from '../../shared/plan/dispatch.ts'
import { ledgerStore } from '../../shared/plan/ledger-store.ts'
import { sweepPages } from '../../shared/plan/sweep.ts'
import { newId } from '../../shared/platform/ids.ts'
import { responseStore } from '../../shared/response/response-store.ts'
import { aCampaign } from './campaign.ts'
import type { TestTables } from './tables.ts'

export const keys = { seal: randomBytes(32), link: randomBytes(32) }
export const office = { address: randomBytes(32), session: randomBytes(32) }

/** A campaign with so many contacts (one page unless told), and a provider that answers as `answer` says. */
export async function aSending(
  { db, names }: TestTables,
  clock: { now: Date },
  change: Partial<Campaign> = {},
  answer: (batch: MailBatch) => MailResult[] = (batch) => batch.mails.map(() => 'sent'),
) {
  const id = newId('cmp')
  const contacts = change.list?.contacts ?? 60
  const campaign = aCampaign({
    list: { ...aCampaign().list!, contacts, pages: Math.ceil(contacts / 100) },
    ...change,
    id,
  })
  const campaigns = campaignStore(db, names.Campaigns)
  const pages = contactStore(db, names.Contacts)
  const ledger = ledgerStore(db, names.Contacts)
  const objections = objectionStore(db, names.Addresses)
  const responses = responseStore(db, names.Responses)
  await campaigns.create(campaign)
  const people = Array.from({ length: contacts }, (_, n) => ['pl', `${id}.${n}@example.org`, `Osoba ${n}`])
  await pages.writePages(
    id,
    keys,
    ['imie'],
    Array.from({ length: Math.ceil(contacts / 100) }, (_, page) => ({
      page,
      rows: people.slice(page * 100, page * 100 + 100),
    })),
  )
  const batches: MailBatch[] = []
  const pauses: string[] = []
  const deps: DispatchDeps = {
    campaigns,
    contacts: pages,
    responses,
    bookedOnPage: bookedOnPage(bookedStore(db, names.Bookings)),
    objections,
    ledger,
    channel: {
      async send(batch) {
        batches.push(batch)
        return answer(batch)
      },
      capacity: async () => ({ perSecond: 1000, leftToday: 100_000 }),
    },
    rate: { take: async () => 0, rateNow: async () => 1000 },
    touchedElsewhere: async () => [],
    pause: async (_, reason) => {
      pauses.push(reason)
    },
    keysOf: async () => keys,
    officeKeys: async () => office,
    officeName: 'Urząd Miasta Poznania',
    publicUrl: 'https://akcja.example.org',
    now: () => clock.now,
  }
  const mails = () => batches.flatMap((batch) => batch.mails)
  const inbox = () => mails().map((mail) => mail.to)
  const address = (n: number) => `${id}.${n}@example.org`
  return {
    id,
    campaign,
    campaigns,
    pages,
    ledger,
    objections,
    responses,
    batches,
    pauses,
    deps,
    inbox,
    /** What that contact was sent: batches leave side by side, so their order says nothing of whose they are. */
    mailTo: (n: number) => mails().find((mail) => mail.to === address(n))!,
    deliver: (page = 0) => dispatch({ campaign: id, page, step: 0 }, deps),
    sweep: () => sweepPages(campaign, 0, 0, campaign.list!.pages, clock.now, { ledger }),
    states: async (page = 0) => [...(await ledger.ofPage(id, page, 0)).values()].map((entry) => entry.state),
    address,
  }
}
