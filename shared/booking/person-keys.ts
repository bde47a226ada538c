/** By what one person is known in a service: as a contact of a drive, or by her telephone number and e-mail address. (B2) */
import { indexKey, pageKey } from '../contact/contact.ts'
import { addressHash } from '../objection/objection.ts'
import type { Person } from './booking.ts'

/** Where the mark of a person's active visit (or of her waiting) stands. */
export interface PersonKey {
  place: string
  item: string
}

export type Address = Pick<Person, 'phone' | 'email'>

/** The mark of a contact, under her page: one Query tells of everybody on it. */
export const contactKey = (service: string, { campaign, page, index }: NonNullable<Person['whom']>): PersonKey => ({
  place: pageKey(campaign, page),
  item: `${indexKey(index)}#${service}`,
})

/** Where the marks of one address stand, an e-mail address or a number in E.164. */
export const addressPlace = (address: string, key: Uint8Array): string => `who#${addressHash(key, address)}`

/** The marks of somebody who came by herself, by each address she gave. */
export function addressKeys(service: string, { phone, email }: Address, key: Uint8Array): PersonKey[] {
  return [phone, email?.toLowerCase()].flatMap((one) => (one ? [{ place: addressPlace(one, key), item: service }] : []))
}

/**
 * All marks of a person. A contact has the one of her drive, whatever address she gives: families share them. Somebody without an address
 * has none; only staff book for her.
 */
export function personKeys(service: string, person: Pick<Person, 'whom'> & Address, key: Uint8Array): PersonKey[] {
  return person.whom ? [contactKey(service, person.whom)] : addressKeys(service, person, key)
}

/** The marks of the waiting list beside those of visits. */
export const waitingKeys = (keys: readonly PersonKey[]): PersonKey[] =>
  keys.map(({ place, item }) => ({ place: `waits#${place}`, item }))
