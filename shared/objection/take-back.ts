/**
 * Takes an objection back on the person's written wish: under every address of hers that it was kept under, and as the fact
 * beside her page, so that the drives it was told in may reach her again. (L5)
 */
import type { Campaign } from '../campaign/campaign.ts'
import { addressesOf } from '../contact/contact.ts'
import type { ContactStore } from '../contact/contact-store.ts'
import type { Whom } from '../contact/link.ts'
import { NotFound } from '../platform/errors.ts'
import type { Keys, OfficeKeys } from '../platform/secrets.ts'
import { addressHash, isObjected, readWhom } from './objection.ts'
import type { ObjectionStore } from './objection-store.ts'

export interface TakeBackDeps {
  campaigns: { get: (id: string) => Promise<Campaign> }
  contacts: Pick<ContactStore, 'contact' | 'removeFact'>
  objections: Pick<ObjectionStore, 'kept' | 'takeBack'>
  keysOf: (campaign: Campaign) => Promise<Keys>
  officeKeys: () => Promise<OfficeKeys>
}

/**
 * @param address the hash of one of her addresses
 * @param scope as it is kept: `all`, `purpose#survey`, `campaign#cmp_x`
 * @returns under how many addresses it was; 0 where there is none
 */
export async function takeBack(
  address: string,
  scope: string,
  because: { by: string; reason: string },
  at: Date,
  deps: TakeBackDeps,
): Promise<number> {
  const log = (await deps.objections.kept([address])).get(address)?.log ?? []
  const told = log.flatMap((entry) => (entry.scope === scope && entry.whom ? (readWhom(entry.whom) ?? []) : []))
  const people = (await Promise.all(told.map((whom) => personOf(whom, deps)))).filter((one) => one !== undefined)
  const addresses = new Set([address, ...people.flatMap(({ hashes }) => hashes)])
  const done = await Promise.all([...addresses].map((one) => deps.objections.takeBack(one, scope, because, at)))
  for (const { whom, campaign, hashes } of people) {
    const kept = await deps.objections.kept(hashes)
    const stays = [...kept.values()].some((reach) => isObjected(reach, campaign.id, campaign.purposeClass))
    if (!stays) await deps.contacts.removeFact(whom, 'objected')
  }
  return done.filter(Boolean).length
}

/** A person by whose link it was told, with all her addresses; undefined where the drive or her data are gone. */
async function personOf(whom: Whom, { campaigns, contacts, keysOf, officeKeys }: TakeBackDeps) {
  try {
    const campaign = await campaigns.get(whom.campaign)
    const contact = await contacts.contact(whom, await keysOf(campaign))
    if (!contact) return undefined
    const { address: key } = await officeKeys()
    return { whom, campaign, hashes: addressesOf(contact).map((one) => addressHash(key, one)) }
  } catch (error) {
    if (error instanceof NotFound) return undefined
    throw error
  }
}
