/** A launched drive that agents work on: three people with numbers, one of them with two. */

import type { Campaign } from '../../../shared/campaign/campaign.ts'
import { numberCollector } from '../../../shared/contact/number-index.ts'
import { numberIndexStore } from '../../../shared/contact/number-index-store.ts'
import { addressHash } from '../../../shared/objection/objection.ts'
import { aLaunchedDrive, type Office } from './set-up.ts'

export interface PhoneDrive {
  drive: Campaign
  phones: Record<'anna' | 'oleh' | 'ewa', string>
}

/** No two drives share a number: what was tried in one counts in all. */
let drives = 0
const script = 'Dzień dobry, czy rozmawiam z {{imie}}?\n\nDzwonię w sprawie wizyt w przychodniach.'

/** Launched by the form, and then given numbers and a plan for agents. */
export async function aPhoneDrive(office: Office, change: Partial<Campaign> = {}): Promise<PhoneDrive> {
  const own = String(++drives).padStart(2, '0')
  const phones = { anna: `+486187812${own}`, oleh: `+486001002${own}`, ewa: `+486001003${own}` }
  const { id } = await aLaunchedDrive(office)
  const { campaigns, keysOf } = office.deps
  const campaign = await campaigns.get(id)
  const rows = [
    ['pl', 'anna@example.org', phones.anna, '', 'Anna'],
    ['uk', 'oleh@example.org', phones.oleh, '', 'Oleh'],
    ['pl', '', phones.ewa, phones.anna, 'Ewa'],
  ]
  await office.contacts.writePages(id, await keysOf(campaign), ['imie'], [{ page: 0, rows }], 2)
  const { address } = await office.officeKeys()
  const collector = numberCollector()
  for (const [index, row] of rows.entries()) {
    for (const phone of row.slice(2, 4).filter(Boolean)) {
      collector.add({ hash: addressHash(address, phone), page: 0, index })
    }
  }
  const list = { ...campaign.list!, contacts: 3, withPhone: 3, byLanguage: { pl: 2, uk: 1 } }
  const { db, names } = office.tables
  await numberIndexStore(db, names.Contacts).write(id, list.upload, collector.pack(), 0)
  const drive = await campaigns.save({
    ...campaign,
    plan: [{ kind: 'agents', scripts: { pl: script }, stop: ['answered', 'objected'] }],
    list,
    ...change,
  })
  return { drive, phones }
}
