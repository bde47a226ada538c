/** What is kept of a file between its first look and its import: how it is read, and what became of its rows. */
import * as z from 'zod/mini'
import { Language } from '../platform/language.ts'

export const Encoding = z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1250', 'iso-8859-2'])
export type Encoding = z.infer<typeof Encoding>

/** How a file is read; kept with the upload, so that the import reads what was shown. */
export const Format = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('csv'), encoding: Encoding, delimiter: z.string().check(z.length(1)) }),
  z.object({ kind: z.literal('xlsx') }),
])
export type Format = z.infer<typeof Format>

/** What became of the rows; each row is exactly one of contact, bad, duplicate, objected, joined. */
export const Counts = z.object({
  rows: z.int(),
  contacts: z.int(),
  bad: z.int(),
  duplicates: z.int(),
  objected: z.int(),
  pages: z.int(),
  /** Of a reminder: rows with one more claim of somebody who stood on the list already. */
  joined: z.optional(z.int()),
  byLanguage: z.partialRecord(Language, z.int()),
  /** Contacts with at least one telephone number, and with an e-mail address. Imports of before there were numbers have neither. */
  withPhone: z.optional(z.int()),
  withEmail: z.optional(z.int()),
  /** Where the drive needs consent: contacts who agreed to e-mails, and to calls. */
  agreed: z.optional(z.object({ email: z.int(), phone: z.int() })),
})
export type Counts = z.infer<typeof Counts>
