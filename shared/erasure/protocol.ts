/** The protocol of an erasure: what was erased, when, by which rule, and which copies are left until when. Rules only. (L5, L6, L7) */
import * as z from 'zod/mini'
import { LocalDate } from '../plan/window.ts'
import { Text } from '../platform/language.ts'

/** What is erased of a drive at the end of its retention, in this order: whatever happens on the way, its contacts are unreadable from the first step on. */
export const contactSteps = [
  'key',
  'pages',
  'addresses',
  'responses',
  'calls',
  'visits',
  'anonymous',
  'texts',
  'desk',
  'files',
] as const
/** What is erased of its record, when that may be destroyed too. */
export const recordSteps = ['results', 'content', 'drive'] as const

export const EraseStep = z.enum([...contactSteps, ...recordSteps])
export type EraseStep = z.infer<typeof EraseStep>

/** What every step is about, in the words of people; for protocols. */
export const stepNames: Record<EraseStep, Text> = {
  key: {
    pl: 'klucz akcji (bez niego kontaktów nie da się odczytać, także z\u00a0kopii)',
    en: 'the key of the drive (without it contacts cannot be read, in copies either)',
  },
  pages: { pl: 'kontakty i\u00a0zapisy wysyłek', en: 'contacts and records of sending' },
  addresses: { pl: 'indeks adresów i\u00a0numerów', en: 'index of addresses and numbers' },
  responses: { pl: 'odpowiedzi', en: 'responses' },
  calls: { pl: 'rozmowy i\u00a0umówione telefony', en: 'calls and promised calls' },
  visits: { pl: 'wizyty', en: 'visits' },
  anonymous: { pl: 'odpowiedzi anonimowe', en: 'anonymous answers' },
  texts: { pl: 'wypowiedzi własnymi słowami', en: 'texts that people wrote' },
  desk: { pl: 'wgrania list, eksporty, przebieg kroków', en: 'uploads, exports, progress of steps' },
  files: { pl: 'pliki', en: 'files' },
  results: { pl: 'wyniki i\u00a0zestawienia', en: 'results and reports' },
  content: { pl: 'treść akcji i\u00a0ankiety', en: 'content and questionnaires' },
  drive: { pl: 'karta akcji', en: 'the drive itself' },
}

export const DriveProtocol = z.object({
  campaign: z.string(),
  /** The drive's name, as the office knows it. */
  name: z.string(),
  work: z.enum(['contacts', 'record']),
  /** The rule by which it was due: the words of the drive. */
  rule: Text,
  /** The last day that was promised to people. */
  promised: z.optional(LocalDate),
  begunAt: z.string(),
  doneAt: z.optional(z.string()),
  /** The local day of the end of the work: copies are counted from it. */
  erasedOn: z.optional(LocalDate),
  /** How many items (or files) each step found before it erased them. */
  found: z.partialRecord(EraseStep, z.int()),
  /** Where the work stands: the step, the place in it, and whether what lies there was counted and may be gone already. */
  step: z.int(),
  place: z.int(),
  counted: z.boolean(),
  version: z.int(),
})
export type DriveProtocol = z.infer<typeof DriveProtocol>

/** What was held of one person in one drive, as counts; written down before anything of it goes. */
export const PersonFound = z.object({
  campaign: z.string(),
  /** The drive's name. */
  name: z.string(),
  page: z.int(),
  index: z.int(),
  facts: z.int(),
  responses: z.int(),
  texts: z.int(),
  calls: z.int(),
  visits: z.int(),
  files: z.int(),
  /** Exported files that may have her answers: they end by themselves. */
  exports: z.array(z.string()),
})
export type PersonFound = z.infer<typeof PersonFound>

export const PersonProtocol = z.object({
  begunAt: z.string(),
  doneAt: z.optional(z.string()),
  erasedOn: z.optional(LocalDate),
  /** Who ordered it: the id of a member of staff. */
  orderedBy: z.string(),
  people: z.array(PersonFound),
  /** Visits and places in waiting lists that she made by herself, by their ids. */
  visits: z.optional(z.array(z.string())),
  /** How many are done. */
  erased: z.int(),
  /** What a second search by the same addresses found of those who were to be erased: nothing, or it was not done. */
  foundAgain: z.optional(z.int()),
})
export type PersonProtocol = z.infer<typeof PersonProtocol>

/** What stays after a person was erased, and why. */
export const kept: Text[] = [
  {
    pl: 'sprzeciwy wobec kontaktu: bez nich urząd mógłby napisać lub zadzwonić jeszcze raz; zapisane jako skrót, z\u00a0którego nie da się odczytać adresu',
    en: 'objections to being contacted: without them the office might write or call again; kept as a hash from which no address can be read',
  },
  {
    pl: 'dziennik zdarzeń: kto z\u00a0pracowników co zrobił i\u00a0co widział; nazywa miejsce na liście, nie osobę',
    en: 'the audit: which member of staff did and saw what; it names a place on a list, not a person',
  },
  { pl: 'liczby w\u00a0wynikach: nikogo w\u00a0nich nie widać', en: 'counts in results: nobody can be seen in them' },
  {
    pl: 'odpowiedzi w\u00a0ankietach anonimowych: nie wiadomo, które są czyje, więc nie da się ich znaleźć',
    en: 'answers in anonymous surveys: nobody knows whose they are, so they cannot be found',
  },
  {
    pl: 'rejestr działań informacyjnych wobec dłużników, jeżeli jej dotyczył: nakazują go przepisy (Dz.U. 2020 poz. 1294)',
    en: 'the register of actions towards debtors where it concerned the person: the law demands it (Journal of Laws 2020 item 1294)',
  },
]
