/**
 * What staff do with objections: look an address up, take one back on the person's written wish, write down one that was told
 * by letter or at the counter. No address is kept or logged: the audit names its keyed hash. (L5, X15)
 */
import { type Campaign, PurposeClass } from '../../shared/campaign/campaign.ts'
import { checkAddress } from '../../shared/contact/address.ts'
import type { ContactStore } from '../../shared/contact/contact-store.ts'
import { hiddenEmail } from '../../shared/contact/email-text.ts'
import { holdsPesel } from '../../shared/contact/pesel.ts'
import { maskedPhone } from '../../shared/contact/phone-text.ts'
import { addressHash, inForce, type ObjectionEntry, readScope } from '../../shared/objection/objection.ts'
import type { ObjectionStore } from '../../shared/objection/objection-store.ts'
import { takeBack } from '../../shared/objection/take-back.ts'
import type { AuditStore } from '../../shared/platform/audit-store.ts'
import { Refused } from '../../shared/platform/errors.ts'
import type { Text } from '../../shared/platform/language.ts'
import type { Keys, OfficeKeys } from '../../shared/platform/secrets.ts'
import type { Person } from './person.ts'

export interface ObjectionDeskDeps {
  campaigns: { get: (id: string) => Promise<Campaign> }
  contacts: Pick<ContactStore, 'contact' | 'removeFact'>
  objections: Pick<ObjectionStore, 'kept' | 'takeBack' | 'object'>
  keysOf: (campaign: Campaign) => Promise<Keys>
  officeKeys: () => Promise<OfficeKeys>
  audit: Pick<AuditStore, 'write'>
  now: () => Date
}

/** What is kept of an address. */
export interface FoundAddress {
  /** Its keyed hash: what later steps name it by. */
  address: string
  /** The address cut short, where it was just typed. */
  shown?: string
  inForce: ObjectionEntry[]
  /** Everything that happened, the newest first. */
  log: ObjectionEntry[]
}

/** How an objection reached the office, where no page or call took it. */
export const toldBy = ['letter', 'visit'] as const
export type ToldBy = (typeof toldBy)[number]

const shortestReason = 5
const longestReason = 200

const refuse = (field: string, pl: string, en: string) =>
  new Refused(en, [{ field, message: { pl, en } satisfies Text }])

export function objectionDesk(deps: ObjectionDeskDeps) {
  const { objections, audit, now } = deps

  const read = async (address: string): Promise<FoundAddress> => {
    const kept = (await objections.kept([address])).get(address)
    return kept ? { address, inForce: inForce(kept), log: kept.log.toReversed() } : { address, inForce: [], log: [] }
  }

  return {
    /** What is kept of an address that was looked up before, by its hash. */
    read: async (address: string): Promise<FoundAddress> => {
      checkAddressHash(address)
      return read(address)
    },

    /** Looks an e-mail address or a Polish number up, as typed. Refused where it is neither. */
    async find(typed: string, person: Person): Promise<FoundAddress> {
      const { text, shown } = await addressOf(typed)
      const address = addressHash((await deps.officeKeys()).address, text)
      await audit.write({ who: person.id, did: 'look up objections', what: address }, now())
      return { ...(await read(address)), shown }
    },

    /** Takes one back, with the reason: which letter asks for it. */
    async takeBack(address: string, scope: string, reason: string, person: Person): Promise<FoundAddress> {
      checkAddressHash(address)
      if (!readScope(scope)) throw refuse('scope', 'Nie ma takiego sprzeciwu.', 'There is no such objection.')
      checkReason(reason)
      // Noted first: what nobody noted must not happen.
      await audit.write({ who: person.id, did: 'take back objection', what: `${address} ${scope}` }, now())
      const done = await takeBack(address, scope, { by: person.id, reason }, now(), deps)
      if (done === 0) {
        throw refuse(
          'scope',
          'Tego sprzeciwu już nie ma. Sprawdź adres jeszcze raz.',
          'This objection is gone already.',
        )
      }
      return read(address)
    },

    /** Writes down an objection that was told by letter or at the counter. */
    async record(address: string, about: PurposeClass | 'all', by: ToldBy, person: Person): Promise<FoundAddress> {
      checkAddressHash(address)
      const scope = about === 'all' ? about : `purpose#${about}`
      await audit.write({ who: person.id, did: 'record objection', what: `${address} ${scope}` }, now())
      await objections.object(address, scope, by, now(), { by: person.id })
      return read(address)
    },
  }
}
export type ObjectionDesk = ReturnType<typeof objectionDesk>

/** What an objection that staff write down can be about. */
export const recordable = ['all', ...PurposeClass.options] as const

function checkAddressHash(address: string): void {
  if (!/^[A-Za-z0-9_-]{22}$/.test(address))
    throw refuse('address', 'Wpisz adres jeszcze raz.', 'Type the address again.')
}

/** The reason is kept for years beside the address: it names a letter, never a person. */
function checkReason(reason: string): void {
  if (reason.length < shortestReason || reason.length > longestReason) {
    throw refuse(
      'reason',
      `Podaj powód: znak i\u00a0datę pisma (od ${shortestReason} do ${longestReason} znaków).`,
      `Give the reason: the mark and date of the letter (${shortestReason} to ${longestReason} characters).`,
    )
  }
  if (reason.includes('@') || holdsPesel(reason) || /(?:\d[ -]?){9}/.test(reason)) {
    throw refuse(
      'reason',
      'Nie wpisuj tu danych osoby: wystarczy znak i\u00a0data pisma.',
      'Write nothing about the person here: the mark and date of the letter are enough.',
    )
  }
}

async function addressOf(typed: string): Promise<{ text: string; shown: string }> {
  const { email } = checkAddress(typed)
  if (email) return { text: email, shown: hiddenEmail(email) }
  const { checkPhone } = await import('../../shared/contact/phone.ts')
  const { phone } = checkPhone(typed)
  if (phone) return { text: phone, shown: maskedPhone(phone) }
  throw refuse(
    'typed',
    'Wpisz cały adres e-mail albo polski numer telefonu.',
    'Type a whole e-mail address or a Polish telephone number.',
  )
}
