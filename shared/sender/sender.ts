/**
 * Whether the domain that e-mails come from says who may write in its name: SPF, DKIM and DMARC, which the act demands of public
 * bodies. Without them no drive that writes is launched. Rules only. (L21, E1)
 */
import * as z from 'zod/mini'
import type { Problem } from '../platform/errors.ts'
import type { Text } from '../platform/language.ts'

export const SenderRecord = z.enum(['spf', 'dkim', 'dmarc'])
export type SenderRecord = z.infer<typeof SenderRecord>

/** `unknown`: the name servers did not answer, or nobody said under which name to look. */
export const RecordState = z.enum(['there', 'missing', 'unknown'])
export type RecordState = z.infer<typeof RecordState>

export const SenderCheck = z.object({
  domain: z.string(),
  /** When it was looked up, ISO. */
  at: z.string(),
  records: z.record(SenderRecord, RecordState),
})
export type SenderCheck = z.infer<typeof SenderCheck>

/** TXT records of a name; undefined where no answer came. */
export type LookUp = (name: string) => Promise<string[] | undefined>

/** So long a good answer holds, and one that was not good. */
const goodHours = 24
const badMinutes = 5

export const domainOf = (from: string): string => from.slice(from.lastIndexOf('@') + 1).toLowerCase()

const isSpf = (text: string) => /^v=spf1( |$)/i.test(text)
/** A key without `p=` something is a key that was taken back. */
const isDkim = (text: string) => /(^|;)p=[A-Za-z0-9+/]/.test(text.replace(/\s+/g, ''))
const isDmarc = (text: string) => /^v=DMARC1\s*;/i.test(text) && /;\s*p=(none|quarantine|reject)\b/i.test(text)

/** Where the policy of a domain may stand: at itself, or at the organisation's domain above it. (RFC 7489) */
export function dmarcNames(domain: string): string[] {
  const labels = domain.split('.')
  return labels.slice(0, Math.max(1, labels.length - 1)).map((_, n) => `_dmarc.${labels.slice(n).join('.')}`)
}

async function stateAt(
  names: readonly string[],
  fits: (text: string) => boolean,
  lookUp: LookUp,
): Promise<RecordState> {
  if (names.length === 0) return 'unknown'
  const answers = await Promise.all(names.map(lookUp))
  if (answers.some((texts) => texts?.some(fits))) return 'there'
  return answers.includes(undefined) ? 'unknown' : 'missing'
}

/** Looks at the records of a sender's domain. @param dkim full names of its DKIM records; without any, DKIM stays unknown */
export async function checkSender(
  from: string,
  dkim: readonly string[],
  lookUp: LookUp,
  at: Date,
): Promise<SenderCheck> {
  const domain = domainOf(from)
  const [spf, key, dmarc] = await Promise.all([
    stateAt([domain], isSpf, lookUp),
    stateAt(dkim, isDkim, lookUp),
    stateAt(dmarcNames(domain), isDmarc, lookUp),
  ])
  return { domain, at: at.toISOString(), records: { spf, dkim: key, dmarc } }
}

export const isGood = ({ records }: Pick<SenderCheck, 'records'>): boolean =>
  Object.values(records).every((state) => state === 'there')

/** Whether an answer of before still holds: a good one for a day; another one is soon asked for again. */
export function stillHolds(check: SenderCheck, from: string, at: Date): boolean {
  const minutes = (at.getTime() - Date.parse(check.at)) / 60_000
  return check.domain === domainOf(from) && minutes >= 0 && minutes < (isGood(check) ? goodHours * 60 : badMinutes)
}

const names: Record<SenderRecord, string> = { spf: 'SPF', dkim: 'DKIM', dmarc: 'DMARC' }

/** What keeps a drive that writes from its launch. What is only unknown does not: name servers fail, too. */
export function senderProblems({ domain, records }: SenderCheck): Problem[] {
  const missing = SenderRecord.options.filter((record) => records[record] === 'missing').map((record) => names[record])
  if (missing.length === 0) return []
  const message: Text = {
    pl: `Domena nadawcy ${domain} nie ma w\u00a0DNS: ${missing.join(', ')}. Bez tego urząd nie może wysyłać e-maili. Poproś o\u00a0to dział informatyki; stan pokazuje strona „Dane urzędu”.`,
    en: `The sender’s domain ${domain} lacks in DNS: ${missing.join(', ')}. Without it the office may not send e-mails. Ask the IT department; the page “Office details” shows the state.`,
  }
  return [{ field: 'sender', rule: 'L21', message }]
}
