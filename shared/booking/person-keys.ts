/**
 * By what one person is known in a service: as a contact of a drive, by an e-mail address, by a telephone number together with her name.
 * Which addresses count is in docs/decisions/one-visit-by-the-addresses-of-lists.md. (B2)
 */
import { indexKey, pageKey } from '../contact/contact.ts'
import { addressHash } from '../objection/objection.ts'
import { workingKey } from '../platform/secrets.ts'
import type { Person } from './booking.ts'
import type { By } from './calendar.ts'

/** Where the mark of a person's active visit (or of her waiting) stands. */
export interface PersonKey {
  place: string
  item: string
}

export type Address = Pick<Person, 'phone' | 'email'>

/** Somebody as a list, or the staff, know her: addresses that she did not type into a form of the web herself. */
export type Known = Address & { name?: string | undefined }

/** The mark of a contact, under her page: one Query tells of everybody on it. */
export const contactKey = (service: string, { campaign, page, index }: NonNullable<Person['whom']>): PersonKey => ({
  place: pageKey(campaign, page),
  item: `${indexKey(index)}#${service}`,
})

/** A key of these marks alone: whoever reads the tables joins no visit with an objection by equal hashes. */
const markKey = (officeKey: Uint8Array) => workingKey(officeKey, 'marks of visits')

/** Where the marks of one address stand, an e-mail address or a number in E.164. @param key the office's key of addresses */
export const addressPlace = (address: string, key: Uint8Array): string => `who#${addressHash(markKey(key), address)}`

/** The service of a mark that stands under an address. */
export const serviceOfMark = (item: string): string => item.split('#')[0]!

/** A name as two lists write it the same: without case, accents, order and signs. */
export const plainName = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll('ł', 'l')
    .normalize('NFKD')
    .replaceAll(/[\p{M}\p{Cf}]/gu, '')
    .split(/[^\p{L}]+/u)
    .filter(Boolean)
    .sort()
    .join(' ')

/**
 * The marks of somebody by what is known of her: her e-mail address, and her number with her name. A number alone is none: a household
 * shares it.
 */
export function addressKeys(service: string, { name, phone, email }: Known, key: Uint8Array): PersonKey[] {
  const named = plainName(name ?? '')
  return [
    ...(email ? [{ place: addressPlace(email.toLowerCase(), key), item: service }] : []),
    ...(phone && named
      ? [{ place: addressPlace(phone, key), item: `${service}#${addressHash(markKey(key), `name ${named}`)}` }]
      : []),
  ]
}

/**
 * All marks of a person: that of her drive, and those of her addresses. What a resident types into a form of the web counts for nothing: only
 * what her list has (`listed`). Somebody without any has none; only staff book for her.
 */
export function personKeys(service: string, person: Person, by: By, key: Uint8Array): PersonKey[] {
  const known = by === 'web' && person.whom ? person.listed : person
  return [
    ...(person.whom ? [contactKey(service, person.whom)] : []),
    ...(known ? addressKeys(service, known, key) : []),
  ]
}

const waits = 'waits#'

/** The marks of the waiting list beside those of visits. */
export const waitingKeys = (keys: readonly PersonKey[]): PersonKey[] =>
  keys.map(({ place, item }) => ({ place: `${waits}${place}`, item }))

/** The marks that the visit of somebody from the waiting list has. */
export const visitKeys = (keys: readonly PersonKey[]): PersonKey[] =>
  keys.map(({ place, item }) => ({ place: place.slice(waits.length), item }))
