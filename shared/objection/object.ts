/** One person objects, on a page, by a key or to an agent: under all of her addresses, and as a fact beside her page. (L5) */
import type { Campaign } from '../campaign/campaign.ts'
import { addressesOf, type Contact } from '../contact/contact.ts'
import type { ContactStore } from '../contact/contact-store.ts'
import type { Whom } from '../contact/link.ts'
import type { OfficeKeys } from '../platform/secrets.ts'
import { addressHash, type ObjectionScope, type ObjectionSource, scopeOf, whomKey } from './objection.ts'
import type { ObjectionStore } from './objection-store.ts'

export interface Objecting {
  whom: Whom
  campaign: Pick<Campaign, 'id' | 'purposeClass'>
  contact: Pick<Contact, 'email' | 'phones'>
}

export interface ObjectionDeps {
  contacts: Pick<ContactStore, 'putFact'>
  objections: Pick<ObjectionStore, 'object'>
  officeKeys: () => Promise<OfficeKeys>
}

/**
 * Keeps an objection: under each address for all later sends and calls, and the fact, which this drive's next step and its
 * counts see; at once, because somebody on the telephone is waiting. Objecting twice is objecting once, and what throws
 * half-way is whole when it is repeated.
 */
export async function objectBy(
  { whom, campaign, contact }: Objecting,
  scope: ObjectionScope,
  source: ObjectionSource,
  at: Date,
  { contacts, objections, officeKeys }: ObjectionDeps,
): Promise<void> {
  const { address: key } = await officeKeys()
  const kept = scopeOf(scope, campaign.id, campaign.purposeClass ?? 'survey')
  const addresses = new Set(addressesOf(contact).map((one) => addressHash(key, one)))
  const fact = { index: whom.index, kind: 'objected' as const, at: at.toISOString(), detail: scope, source }
  await Promise.all([
    ...[...addresses].map((address) => objections.object(address, kept, source, at, { whom: whomKey(whom) })),
    contacts.putFact(whom.campaign, whom.page, fact),
  ])
}
