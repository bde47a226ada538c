/**
 * An upload: one file of contacts on its way into a campaign. Rules only.
 *
 *     uploading ─► inspecting ─► inspected ─► importing ─► checked ─► imported
 *                      └──────────── failed ◄─────┘           (each may be begun again with another mapping)
 *
 * The pages are written while the file is read. A file with bad rows stays `checked` until its manager has said that the
 * good rows are to be taken (`keepGood`); only then does the list become the campaign's. Nothing is read a second time.
 */
import * as z from 'zod/mini'
import { CopyOf } from '../campaign/again.ts'
import { type Campaign, ConsentText, ContactPoint, isDebt, type List, needsConsent } from '../campaign/campaign.ts'
import { Listed } from '../claim/payments.ts'
import { type Problem, Refused } from '../platform/errors.ts'
import { Text } from '../platform/language.ts'
import { Counts, Format } from './format.ts'
import type { Inspection } from './inspect.ts'
import { fieldsOf, Mapping } from './mapping.ts'
import { mappingProblems } from './mapping-problems.ts'
import { pointOf } from './point.ts'
import { BadRow } from './reasons.ts'

export const UploadState = z.enum([
  'uploading',
  'inspecting',
  'inspected',
  'importing',
  'checked',
  'imported',
  'failed',
])
export type UploadState = z.infer<typeof UploadState>

export const Upload = z.object({
  /** `upl_` and 12 characters. */
  upload: z.string(),
  campaign: z.string(),
  /** The file's name as the manager knows it, and its key in the bucket. */
  name: z.string(),
  key: z.string(),
  bytes: z.int(),
  /** What the store calls this content of the file; another one is another file. */
  etag: z.optional(z.string()),
  state: UploadState,
  /** Grows with every write; a write names the version it read. */
  version: z.int(),
  createdAt: z.string(),
  createdBy: z.string(),
  changedAt: z.string(),
  format: z.optional(Format),
  columns: z.array(z.string()),
  /** Whether the first row names the columns. */
  header: z.boolean(),
  /** Rows of contacts in the file, as counted by the inspection (for progress). */
  rows: z.optional(z.int()),
  /** The first five rows, sealed by the campaign's key: see sample.ts. */
  sample: z.optional(z.custom<Uint8Array>((value) => value instanceof Uint8Array)),
  /** Columns that hold PESEL numbers and cannot be mapped. */
  pesel: z.array(z.int()),
  /** Of a reminder's file: columns that hold amounts and cannot be mapped. (T7) */
  amounts: z.optional(z.array(z.int())),
  /** What the columns seem to be. */
  guess: z.optional(Mapping),
  /** What the manager says they are. */
  mapping: z.optional(Mapping),
  /** Where its addresses come from and what they may be used for. (L3) */
  point: z.optional(ContactPoint),
  /** What the consents in it were given to. (L20) */
  consent: z.optional(ConsentText),
  /** Take the good rows even if there are bad ones. */
  keepGood: z.boolean(),
  /** Rows read so far. */
  progress: z.optional(z.int()),
  counts: z.optional(Counts),
  /** The first 200: row, column, reason; no values. */
  badRows: z.optional(z.array(BadRow)),
  /** Where in the bucket the whole report of bad rows is (CSV). */
  reportKey: z.optional(z.string()),
  failure: z.optional(Text),
  /** A file of case pointers, and no list of contacts: what it lists, for which instant, and what was found in it. (T7) */
  payments: z.optional(
    z.object({
      listed: Listed,
      at: z.string(),
      found: z.optional(
        z.object({ claims: z.int(), matched: z.int(), unknown: z.int(), before: z.int(), settled: z.int() }),
      ),
    }),
  ),
  /** The earlier drive that the list comes from, and who of it. Then there is no file. */
  copy: z.optional(CopyOf),
})
export type Upload = z.infer<typeof Upload>

/** From each state, where the import itself may lead. */
export const uploadMoves: Record<UploadState, UploadState[]> = {
  uploading: ['inspecting', 'failed'],
  inspecting: ['inspected', 'failed'],
  inspected: ['importing'],
  importing: ['checked', 'failed'],
  checked: ['imported', 'importing', 'failed'],
  imported: ['importing'],
  failed: ['importing'],
}

/** An import that has said nothing for so long is not running any more, and may be begun again. */
const silenceSeconds = 300

/** The upload in a new state with what changed, or Refused. */
export function moveUpload(upload: Upload, state: UploadState, changes: Partial<Upload> = {}): Upload {
  if (!uploadMoves[upload.state].includes(state)) throw notNow(upload, [])
  return { ...upload, ...changes, state }
}

/** A new upload, to be stored before the browser is told where to put the file. */
export function newUpload(
  about: Pick<Upload, 'upload' | 'campaign' | 'name' | 'bytes' | 'createdBy'>,
  at: Date,
): Upload {
  return {
    ...about,
    key: uploadKey(about.campaign, about.upload, about.name),
    state: 'uploading',
    version: 0,
    createdAt: at.toISOString(),
    changedAt: at.toISOString(),
    columns: [],
    header: true,
    pesel: [],
    keepGood: false,
  }
}

/** An upload that is no file but a part of an earlier drive's list, and is being imported from the beginning. */
export function newCopy(
  about: Pick<Upload, 'upload' | 'campaign' | 'name' | 'createdBy'>,
  from: Campaign,
  copy: CopyOf,
  at: Date,
): Upload {
  const { fields = [], withPhone, contacts, consents } = from.list ?? {}
  const agreed = consents ? ['consent-email', 'consent-phone'] : []
  const columns = ['email', ...(withPhone ? ['phone', 'phone2'] : []), 'language', ...fields, ...agreed]
  const point = pointOf(from)
  const place = (column: string) => columns.indexOf(column)
  return {
    ...newUpload({ ...about, bytes: 0 }, at),
    key: '',
    state: 'importing',
    columns,
    header: false,
    rows: contacts,
    mapping: {
      email: place('email'),
      ...(withPhone && { phone: place('phone'), phone2: place('phone2') }),
      language: place('language'),
      fields: Object.fromEntries(fields.map((field) => [field, place(field)])),
      ...(consents && { consent: { email: place('consent-email'), phone: place('consent-phone') } }),
    },
    // The addresses come along with where they are from: a drive for another purpose must not have them. (L3)
    ...(point && { point }),
    ...(consents && { consent: { textVersion: consents.textVersion, source: consents.source } }),
    keepGood: true,
    progress: 0,
    copy,
  }
}

/** The upload with what the inspection found. `sample` is sealed. */
export function inspected(upload: Upload, found: Inspection, sample: Uint8Array): Upload {
  const { format, columns, header, rows, pesel, amounts, guess } = found
  return moveUpload(upload, 'inspected', {
    ...{ format, columns, header, rows, pesel, guess, sample },
    ...(amounts && { amounts }),
  })
}

/**
 * The upload about to be imported with a mapping, or Refused with what is wrong with it. Whatever an earlier import found
 * is forgotten. Afterwards the import function is told: `{ kind: 'import', campaign, upload }`.
 * @param drive what it is for: a reminder takes claims, an offer consents
 * @param about where the addresses come from; the consents' text where there are any
 */
export function beginImport(
  upload: Upload,
  mapping: Mapping,
  keepGood: boolean,
  at: Date,
  drive: Pick<Campaign, 'purposeClass'> = {},
  about: Pick<Upload, 'point' | 'consent'> = {},
): Upload {
  const claims = isDebt(drive) ? { amounts: upload.amounts ?? [] } : undefined
  const problems = mappingProblems(mapping, upload.columns, upload.pesel, claims, needsConsent(drive))
  if (needsConsent(drive) && !about.consent) problems.push(noConsentText)
  if (problems.length) throw new Refused('the mapping does not fit the file', problems)
  const isSilent = at.getTime() - Date.parse(upload.changedAt) > silenceSeconds * 1000
  const canBegin = upload.state === 'importing' ? isSilent : uploadMoves[upload.state].includes('importing')
  if (!canBegin || !upload.format) throw notNow(upload, [])
  return {
    ...upload,
    state: 'importing',
    mapping,
    point: about.point,
    consent: about.consent,
    keepGood,
    progress: 0,
    counts: undefined,
    badRows: undefined,
    reportKey: undefined,
    failure: undefined,
  }
}

/** The checked upload whose good rows are to be taken, or Refused. Afterwards the import function is told as above. */
export function keepGoodRows(upload: Upload): Upload {
  if (upload.state !== 'checked') throw notNow(upload, [])
  return { ...upload, keepGood: true }
}

/** Whether the list may become the campaign's: all rows good, or the manager takes the good ones. */
export function mayBeTaken({ state, counts, keepGood }: Upload): boolean {
  return state === 'checked' && counts !== undefined && (counts.bad === 0 || keepGood)
}

/** What the campaign keeps of the list. */
export function listOf({ upload, counts, mapping, point, consent }: Upload): List {
  if (!counts || !mapping) throw new Error('an upload that was not read has no list')
  const { rows: _, agreed, joined = 0, ...found } = counts
  return {
    upload,
    ...found,
    fields: fieldsOf(mapping),
    ...(mapping.claim && { claims: found.contacts + joined }),
    ...(point && { point }),
    ...(consent && agreed && { consents: { ...consent, withEmail: agreed.email, withPhone: agreed.phone } }),
  }
}

/**
 * The key of an uploaded file: `uploads/<campaign>/<upload>/lista.csv`. Of its name only the ending: people put names of people into
 * names of files, and a key stands in the bucket's notifications, which are messages of a queue. (X16)
 */
export function uploadKey(campaign: string, upload: string, name: string): string {
  const ending = /\.[a-z0-9]{1,5}$/i.exec(name)?.[0].toLowerCase() ?? ''
  return `uploads/${campaign}/${upload}/lista${ending}`
}

/** Campaign and upload from a key made by `uploadKey`; undefined for any other. */
export function readUploadKey(key: string): { campaign: string; upload: string } | undefined {
  const found = /^uploads\/(cmp_[0-9a-z]{12})\/(upl_[0-9a-z]{12})\/[^/]+$/.exec(key)
  return found ? { campaign: found[1]!, upload: found[2]! } : undefined
}

/** Where the report of bad rows is kept. */
export function reportKey(campaign: string, upload: string): string {
  return `exports/${campaign}/${upload}/bledne-wiersze.csv`
}

const noConsentText: Problem = {
  field: 'consent.textVersion',
  rule: 'L20',
  message: {
    pl: 'Podaj wersję treści zgody i\u00a0miejsce, w\u00a0którym ją wyrażono.',
    en: 'Give the version of the consent’s text, and where it was given.',
  },
}

function notNow({ state }: Upload, problems: Problem[]): Refused {
  return new Refused(`the upload is ${state}`, [
    ...problems,
    {
      field: 'state',
      message: {
        pl: 'Tego nie można teraz zrobić z tym plikiem. Odśwież stronę i sprawdź jego stan.',
        en: 'This cannot be done with the file now. Reload the page and see its state.',
      },
    },
  ])
}
