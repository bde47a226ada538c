/** A contact: one person on a campaign's list. A page: 100 of them, packed and sealed as one item. */
import * as z from 'zod/mini'
import { PersonClaims } from '../claim/claim.ts'
import { ConsentDays } from '../consent/days.ts'
import { Language } from '../platform/language.ts'
import { open, seal } from '../platform/secrets.ts'
import type { Wish } from './wish.ts'

/** Many who know contacts never pack or open a page, and zlib costs a cold start 1.5 ms. */
const zlib = () => process.getBuiltinModule('node:zlib')

export const contactsPerPage = 100
/** A part is what one claim covers and one bulk request sends. (E8) */
export const contactsPerPart = 50

export interface Contact {
  /** 0 to 99 in its page. */
  index: number
  language: Language
  /** Missing where the list has only her telephone number. */
  email?: string | undefined
  /** Telephone numbers in E.164, in the order in which they are tried; empty where the list has none. */
  phones: string[]
  /** Merge fields by name. */
  fields: Record<string, string>
  /** The days on which she agreed to offers, by channel; only where the drive needs consent. (L20) */
  consent?: ConsentDays | undefined
  /** How she wishes to be contacted; her language is then the one she wished for. */
  wish?: Wish | undefined
}

/** All addresses by which a person can be reached: what she objects to is kept under each of them. (L5) */
export function addressesOf({ email, phones }: Pick<Contact, 'email' | 'phones'>): string[] {
  return [...(email ? [email] : []), ...phones]
}

/**
 * A page as it is packed: field names once, then a row to a contact: language, e-mail, telephone numbers, values. What a
 * contact has not is an empty text.
 */
const PackedPage = z.object({
  fields: z.array(z.string()),
  /** How many columns of telephone numbers every row has. */
  phones: z._default(z.int(), 0),
  rows: z.array(z.array(z.string())),
  /** Of a reminder: the claims of each row's person. */
  claims: z.optional(z.array(PersonClaims)),
  /** Of a drive that needs consent: the days on which each row's person agreed. */
  consents: z.optional(z.array(ConsentDays)),
})

/** What a page has of each row besides her addresses and fields, where the drive needs it. */
export interface BesideRows {
  claims?: PersonClaims[] | undefined
  consents?: ConsentDays[] | undefined
}

/** `cmp_x#12`: the partition of everything that concerns a page. */
export function pageKey(campaign: string, page: number): string {
  return `${campaign}#${page}`
}

/** Campaign and page number from a page key. */
export function readPageKey(key: string): { campaign: string; page: number } {
  const at = key.indexOf('#')
  return { campaign: key.slice(0, at), page: Number(key.slice(at + 1)) }
}

/** Two digits, so that keys sort as numbers. */
export function indexKey(index: number): string {
  return String(index).padStart(2, '0')
}

/**
 * Rows of one page (language, e-mail, so many telephone numbers, values in the order of `fields`) packed, compressed and
 * sealed by the campaign's key for this one place: about a third of the bytes, so a third of the write units.
 * @param beside of a reminder the claims of each row; where consent is needed, the days on which each agreed
 */
export function sealPage(
  key: Uint8Array,
  place: string,
  fields: string[],
  rows: string[][],
  phones = 0,
  { claims, consents }: BesideRows = {},
): Buffer {
  const plain = Buffer.from(JSON.stringify({ fields, phones, rows, claims, consents }))
  const { brotliCompressSync, constants } = zlib()
  const packed = brotliCompressSync(plain, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
  })
  return seal(key, place, packed)
}

/**
 * A sealed page in which one contact has nothing but her place and her language: she was erased. Of her claims only what the
 * register of actions must name stays, by which nobody can be recognised. (L5, T6)
 */
export function pageWithout(key: Uint8Array, place: string, sealed: Uint8Array, index: number): Buffer {
  const { fields, phones, rows, claims, consents } = unpacked(key, place, sealed)
  const blank = rows.map((row, n) => (n === index ? row.map((cell, column) => (column === 0 ? cell : '')) : row))
  const bare = claims?.map((own, n) => (n === index ? { ...own, facts: {} } : own))
  const agreed = consents?.map((days, n) => (n === index ? {} : days))
  return sealPage(key, place, fields, blank, phones, { claims: bare, consents: agreed })
}

const unpacked = (key: Uint8Array, place: string, sealed: Uint8Array): z.infer<typeof PackedPage> =>
  z.parse(
    PackedPage,
    JSON.parse(
      zlib()
        .brotliDecompressSync(open(key, place, sealed))
        .toString(),
    ),
  )

/** The contacts of a sealed page. */
export function openPage(key: Uint8Array, place: string, sealed: Uint8Array): Contact[] {
  return openWhole(key, place, sealed).contacts
}

/** The contacts of a sealed page, and in a reminder their claims in the same order: these go nowhere near a letter or a view. */
export function openWhole(
  key: Uint8Array,
  place: string,
  sealed: Uint8Array,
): { contacts: Contact[]; claims?: PersonClaims[] } {
  const { fields, phones, rows, claims, consents } = unpacked(key, place, sealed)
  const contacts = rows.map(([language, email, ...values], index) => ({
    index,
    language: z.parse(Language, language),
    ...(email && { email }),
    phones: values.slice(0, phones).filter(Boolean),
    fields: Object.fromEntries(fields.map((field, column) => [field, values[phones + column] ?? ''])),
    ...(consents && { consent: consents[index] ?? {} }),
  }))
  return { contacts, ...(claims && { claims }) }
}

/** What can happen to a contact beside the page. */
export const FactKind = z.enum([
  ...(['bounced', 'complained', 'rejected', 'delayed', 'objected', 'revoked'] as const),
  // of a reminder: a claim is paid; its formal reminder (upomnienie) was handed over (T6, T7)
  ...(['paid', 'passed_on'] as const),
])
export type FactKind = z.infer<typeof FactKind>

export const Fact = z.object({
  index: z.int(),
  kind: FactKind,
  at: z.string(),
  /** Which of her claims it closed, counted from 0 in the order of the list; of `paid` and `passed_on`, each claim has its own. (T7) */
  claim: z.optional(z.int()),
  /** The step of the plan that it follows from, where one does. */
  step: z.optional(z.int()),
  /** A code, never a text: `permanent`, `transient`, the scope of an objection. */
  detail: z.optional(z.string()),
  /** Where an objection came from: the page, a key in a call, the staff. */
  source: z.optional(z.string()),
})
export type Fact = z.infer<typeof Fact>

/** The detail of a bounce: for good, or for now. */
export const bounces = { hard: 'permanent', soft: 'transient' } as const

/** The sort key of a fact beside its page: one to each kind, and of a claim one to each kind and claim. */
export function factKey({ index, kind, claim }: Pick<Fact, 'index' | 'kind' | 'claim'>): string {
  return `fact#${indexKey(index)}#${kind}${claim === undefined ? '' : `#${claim}`}`
}

/**
 * Of each kind a contact has one fact, the first. Only who bounced for now can bounce for good afterwards: the detail that
 * a fact takes the place of, if any.
 */
export function outweighs({ kind, detail }: Pick<Fact, 'kind' | 'detail'>): string | undefined {
  return kind === 'bounced' && detail === bounces.hard ? bounces.soft : undefined
}

/** Facts after which nothing more is sent to a contact of this campaign. What closes a claim does so once all of hers are closed. */
export const sparing: Record<FactKind, 'yes' | 'no' | 'with the last claim'> = {
  bounced: 'yes',
  complained: 'yes',
  rejected: 'yes',
  objected: 'yes',
  revoked: 'yes',
  delayed: 'no',
  paid: 'with the last claim',
  passed_on: 'with the last claim',
}
