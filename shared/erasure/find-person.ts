/** Everything that drives hold under a person's addresses: every drive whose contacts are not erased is asked. (L5) */
import type { Campaign } from '../campaign/campaign.ts'
import type { CampaignStore } from '../campaign/campaign-store.ts'
import { addressesOf, type Contact } from '../contact/contact.ts'
import type { ContactStore } from '../contact/contact-store.ts'
import type { Whom } from '../contact/link.ts'
import type { NumberIndexStore } from '../contact/number-index-store.ts'
import { addressHash, normalAddress } from '../objection/objection.ts'
import { NotFound } from '../platform/errors.ts'
import type { Keys, OfficeKeys } from '../platform/secrets.ts'

export interface FindDeps {
  campaigns: Pick<CampaignStore, 'list' | 'get'>
  contacts: Pick<ContactStore, 'contact'>
  numbers: Pick<NumberIndexStore, 'find'>
  keysOf: (campaign: Campaign) => Promise<Keys>
  officeKeys: () => Promise<OfficeKeys>
}

export interface FoundPerson {
  campaign: Campaign
  whom: Whom
  contact: Contact
}

const drivesAtOnce = 100

/**
 * Everybody on a list with one of these addresses (e-mail, or a number in E.164), newest drive first. People of one household
 * share addresses: whoever acts on what is found chooses.
 */
export async function findPeople(addresses: readonly string[], deps: FindDeps): Promise<FoundPerson[]> {
  if (addresses.length === 0) return []
  const { address: key } = await deps.officeKeys()
  const wanted = new Set(addresses.map(normalAddress))
  const hashes = [...wanted].map((one) => addressHash(key, one))
  const found: FoundPerson[] = []
  let cursor: string | undefined
  do {
    const page = await deps.campaigns.list(drivesAtOnce, cursor)
    for (const campaign of page.campaigns) {
      if (!campaign.list || campaign.erasedOn) continue
      const places = (await Promise.all(hashes.map((hash) => deps.numbers.find(campaign, hash)))).flat()
      for (const whom of new Map(places.map((one) => [`${one.page}.${one.index}`, one])).values()) {
        const contact = await contactOf(campaign, whom, deps)
        if (contact && addressesOf(contact).some((one) => wanted.has(normalAddress(one)))) {
          found.push({ campaign, whom, contact })
        }
      }
    }
    cursor = page.cursor
  } while (cursor)
  return found
}

/** One contact by her place; undefined where she or her drive is gone. */
export async function findByPlace(whom: Whom, deps: FindDeps): Promise<FoundPerson | undefined> {
  const campaign = await deps.campaigns.get(whom.campaign).catch(goneIsNone)
  if (!campaign?.list || campaign.erasedOn) return undefined
  const contact = await contactOf(campaign, whom, deps)
  return contact && { campaign, whom, contact }
}

/** The key may be destroyed in this very moment: then nothing is held. */
async function contactOf(campaign: Campaign, whom: Whom, { contacts, keysOf }: FindDeps): Promise<Contact | undefined> {
  const keys = await keysOf(campaign).catch(goneIsNone)
  return keys && contacts.contact(whom, keys)
}

function goneIsNone(error: unknown): undefined {
  if (error instanceof NotFound) return undefined
  throw error
}
