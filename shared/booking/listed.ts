/** What a drive's list has of a contact: by this she is known in other drives of a service. Rules only. (B2) */
import type { Contact } from '../contact/contact.ts'
import { nameOf } from '../contact/name.ts'
import type { Person } from './booking.ts'

/** Her name, her e-mail address and her first number. */
export const listedAs = ({
  fields,
  email,
  phones: [phone],
}: Pick<Contact, 'fields' | 'email' | 'phones'>): NonNullable<Person['listed']> => ({
  name: nameOf(fields),
  ...(email && { email }),
  ...(phone && { phone }),
})
