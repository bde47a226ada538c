/** Everybody on a drive's list with her addresses: whom the office must tell after a breach. (L10) */
import type { Campaign } from '../../shared/campaign/campaign.ts'
import { addressesOf } from '../../shared/contact/contact.ts'
import { nameOf } from '../../shared/contact/name.ts'
import type { ExportDeps } from './deps.ts'
import type { Table } from './write-file.ts'

export type AffectedRow = string[]

export const affectedTable: Table<AffectedRow> = {
  name: 'Osoby do powiadomienia',
  header: ['Miejsce na liście', 'Imię i nazwisko', 'E-mail', 'Telefony', 'Język'],
  row: (...row) => row,
}

/** In the order of the list; who was erased has no address any more and is left out. */
export async function* affectedRows(campaign: Campaign, deps: ExportDeps): AsyncGenerator<AffectedRow> {
  const { id, list } = campaign
  const keys = await deps.keysOf(campaign)
  for (let page = 0; page < (list?.pages ?? 0); page++) {
    const { contacts } = await deps.contacts.wholePage(id, page, keys)
    for (const contact of contacts) {
      if (addressesOf(contact).length === 0) continue
      const { index, fields, email = '', phones, language } = contact
      yield [`${page}.${index}`, nameOf(fields), email, phones.join(' '), language]
    }
  }
}
