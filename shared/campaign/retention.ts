/**
 * How long a drive's data are kept: two clocks. Contact data go early, so early that the last copy in a backup ends within what
 * was promised; the record of the drive goes by its class of files, or never by itself. Rules only. (L6, L7)
 */
import { addMonths } from '../case/deadline.ts'
import type { Text } from '../platform/language.ts'
import { addDays, localTime } from '../platform/local-time.ts'
import type { Campaign } from './campaign.ts'

/** A copy that outlives what it was made of. */
export interface Copy {
  what: Text
  /** How long at most after the original is gone; missing where it ends only when somebody ends it. */
  days?: number
}

const say = (pl: string, en: string): Text => ({ pl, en })

/** Every copy that is left when the tables are empty, the longest first. (L6) */
export const copies: Copy[] = [
  {
    what: say(
      'kopie zapasowe tabel, do cofnięcia do dowolnej sekundy',
      'backups of the tables, restorable to any second',
    ),
    days: 35,
  },
  {
    what: say(
      'kolejki komunikatów, z\u00a0tymi, których nie udało się obsłużyć',
      'queues of messages, dead letters among them',
    ),
    days: 14,
  },
  { what: say('pliki z\u00a0kontaktami wgrane do akcji', 'contact files uploaded to the drive'), days: 7 },
  { what: say('pliki z\u00a0eksportami', 'exported files'), days: 2 },
  { what: say('strumienie zmian w\u00a0tabelach', 'streams of changes of the tables'), days: 1 },
  {
    what: say(
      'lista adresów, pod które dostawca poczty nie wysyła (Amazon SES); wpisy usuwa administrator',
      'the list of addresses that the mail provider does not send to (Amazon SES); an administrator removes entries',
    ),
  },
  {
    what: say(
      'pliki pobrane przez pracowników; muszą je usunąć sami',
      'files that staff have downloaded; they must delete them themselves',
    ),
  },
]

/** The longest of the copies that end by themselves. */
export const longestCopyDays = Math.max(...copies.map(({ days = 0 }) => days))

/** Copies with the last day on which each can exist, after an erasure on a local day. */
export function lastDays(erasedOn: string): { what: Text; lastDay?: string }[] {
  return copies.map(({ what, days }) => ({ what, ...(days !== undefined && { lastDay: addDays(erasedOn, days) }) }))
}

/** What is promised to people may not be shorter than the copies live: less than two months cannot be kept. */
export const leastRetentionMonths = 2

/** The last day on which anything of a person may be left, as it was promised. Undefined while the drive has not ended. */
export function promisedUntil({ endedAt, privacy }: Pick<Campaign, 'endedAt' | 'privacy'>): string | undefined {
  if (!endedAt) return undefined
  return addMonths(localTime(new Date(endedAt)).date, privacy?.retentionMonths ?? leastRetentionMonths)
}

/** The local day on which contact data are erased: the copies, and a day for the work itself, fit before what was promised. */
export function eraseOn(campaign: Pick<Campaign, 'endedAt' | 'privacy'>): string | undefined {
  const until = promisedUntil(campaign)
  if (!until) return undefined
  const soonest = addDays(localTime(new Date(campaign.endedAt!)).date, 1)
  const day = addDays(until, -(longestCopyDays + 1))
  return day > soonest ? day : soonest
}

export type RecordFate = 'archive' | 'appraise' | 'destroy' | 'unknown'

/** What becomes of the record of a drive, and after which day: years count from January after the drive's end. (L7) */
export function recordClock({ endedAt, privacy }: Pick<Campaign, 'endedAt' | 'privacy'>): {
  fate: RecordFate
  after?: string
} {
  const records = privacy?.records
  if (!records) return { fate: 'unknown' }
  const fates = { A: 'archive', BE: 'appraise', B: 'destroy' } as const
  const fate = fates[records.category]
  if (!endedAt) return { fate }
  const ended = Number(localTime(new Date(endedAt)).date.slice(0, 4))
  return { fate, after: `${ended + records.years}-12-31` }
}

export type RetentionWork = 'contacts' | 'record'

/** What is to be erased of a drive today: its contact data, later its record (of category B only), or nothing. */
export function dueWork(
  campaign: Pick<Campaign, 'endedAt' | 'privacy' | 'erasedOn'>,
  today: string,
): RetentionWork | undefined {
  if (!campaign.endedAt) return undefined
  if (!campaign.erasedOn) return eraseOn(campaign)! <= today ? 'contacts' : undefined
  const { fate, after } = recordClock(campaign)
  return fate === 'destroy' && after !== undefined && after < today ? 'record' : undefined
}
