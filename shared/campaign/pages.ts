/** The pages of a drive's list, by how many contacts they have: only the last is not full. Rules only. */
import { contactsPerPage } from '../contact/contact.ts'
import type { Campaign } from './campaign.ts'

export function pageSizes({ list }: Pick<Campaign, 'list'>): number[] {
  const { contacts = 0, pages = 0 } = list ?? {}
  return Array.from({ length: pages }, (_, page) => Math.min(contactsPerPage, contacts - page * contactsPerPage))
}
