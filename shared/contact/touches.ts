/**
 * What one telephone number met in all drives of the office: on which days other drives called it (the cap across drives),
 * and whose it is (a person who calls back). Read from the drives' indexes of numbers, so nothing is written for it.
 */

import type { Call } from '../call/call.ts'
import { outcomes } from '../call/outcome.ts'
import type { Campaign } from '../campaign/campaign.ts'
import { addressHash } from '../objection/objection.ts'
import { addDays, localTime } from '../platform/local-time.ts'
import type { Keys, OfficeKeys } from '../platform/secrets.ts'
import type { Contact } from './contact.ts'
import type { Whom } from './link.ts'
import type { NumberIndexStore } from './number-index-store.ts'

/** A week as the cap counts it: today and the six days before. */
export const touchDays = 7
/** Drives that ended longer ago are not searched when somebody calls back. */
const searchedDays = 90
/** How long the list of drives may be old: a drive launched this minute has called nobody yet. */
const drivesFreshMilliseconds = 60_000

export interface TouchDeps {
  /** Launched drives that run, or ended at or after an instant. */
  campaigns: { atWork(since: Date): Promise<Campaign[]> }
  numbers: Pick<NumberIndexStore, 'find'>
  calls: { ofPerson(whom: Whom): Promise<{ calls: Call[] }> }
  /** When e-mails of her drive went out to a person: of debts they count as well. (T8) */
  mailsTo?: (whom: Whom) => Promise<Date[]>
  now: () => Date
}

const dayMilliseconds = 86_400_000

/** Whether an attempt is one that the cap counts: it was made, and its outcome counts. */
const isTouch = ({ outcome, skip, promised }: Call): boolean =>
  !skip && !promised && outcome !== undefined && outcomes[outcome].counts

/**
 * The local dates, within the last 7 days, on which other drives called a person, and `withMails` also wrote to her; `hashes` are
 * those of her numbers and addresses (`addressHash` of E.164). In order, each once. Two people in one household share what their
 * number met.
 */
export function touchedElsewhere({ campaigns, numbers, calls, mailsTo, now }: TouchDeps) {
  let known: { at: number; drives: Promise<Campaign[]> } | undefined
  const drivesNow = () => {
    const at = now().getTime()
    if (!known || Math.abs(at - known.at) > drivesFreshMilliseconds) {
      const drives = campaigns.atWork(new Date(at - touchDays * dayMilliseconds))
      known = { at, drives }
      drives.catch(() => {
        known = undefined
      })
    }
    return known.drives
  }
  return async (hashes: string | readonly string[], exceptCampaign: string, withMails = false): Promise<string[]> => {
    const others = (await drivesNow()).filter(
      ({ id, list }) => id !== exceptCampaign && list && (withMails || list.withPhone),
    )
    const first = addDays(localTime(now()).date, 1 - touchDays)
    const dates = new Set<string>()
    const people = await Promise.all(others.map((campaign) => findAll(numbers, campaign, [hashes].flat())))
    const touches = await Promise.all(
      people.flat().map(async (whom) => {
        const [{ calls: made }, mails] = await Promise.all([
          calls.ofPerson(whom),
          withMails && mailsTo ? mailsTo(whom) : [],
        ])
        return [...made.filter(isTouch).map(({ startedAt }) => new Date(startedAt)), ...mails]
      }),
    )
    for (const at of touches.flat()) {
      const { date } = localTime(at)
      if (date >= first) dates.add(date)
    }
    return [...dates].sort()
  }
}

async function findAll(
  numbers: Pick<NumberIndexStore, 'find'>,
  campaign: Campaign,
  hashes: readonly string[],
): Promise<Whom[]> {
  const found = (await Promise.all(hashes.map((hash) => numbers.find(campaign, hash)))).flat()
  return [...new Map(found.map((whom) => [`${whom.page}.${whom.index}`, whom])).values()]
}

export interface Found {
  campaign: Campaign
  whom: Whom
  contact: Contact
}

/**
 * Everybody who has a number in a drive that runs or ended within 90 days, newest drive first; the page was opened and the
 * number compared. `phone` is in E.164: the text that was typed goes through `checkPhone` before.
 */
export async function findEverywhere(
  phone: string,
  deps: Pick<TouchDeps, 'campaigns' | 'numbers' | 'now'> & {
    contacts: { contact(whom: Whom, keys: Keys): Promise<Contact | undefined> }
    keysOf: (campaign: Campaign) => Promise<Keys>
    officeKeys: () => Promise<OfficeKeys>
  },
): Promise<Found[]> {
  const hash = addressHash((await deps.officeKeys()).address, phone)
  const drives = await deps.campaigns.atWork(new Date(deps.now().getTime() - searchedDays * dayMilliseconds))
  const found: Found[] = []
  for (const campaign of drives) {
    for (const whom of await deps.numbers.find(campaign, hash)) {
      const contact = await deps.contacts.contact(whom, await deps.keysOf(campaign))
      if (contact?.phones.includes(phone)) found.push({ campaign, whom, contact })
    }
  }
  return found
}
