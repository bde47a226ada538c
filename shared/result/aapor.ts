/**
 * Outcome rates by AAPOR (Standard Definitions, 9th edition): classes of codes, the final code of a person from all her attempts
 * and modes, and the named rates. Rules only. (M1, M2)
 */
import type { Call } from '../call/call.ts'
import { type Eligibility, outcomes } from '../call/outcome.ts'

/** I complete, P partial, R refusal, NC non-contact, O other, UH and UO unknown eligibility, NE not eligible. */
export const aaporClasses = ['I', 'P', 'R', 'NC', 'O', 'UH', 'UO', 'NE'] as const
export type AaporClass = (typeof aaporClasses)[number]
export type ClassCounts = Record<AaporClass, number>

const classOfStart: [start: string, AaporClass][] = [
  ['1.1', 'I'],
  ['1.2', 'P'],
  ['2.1', 'R'],
  ['2.2', 'NC'],
  ['2.3', 'O'],
  ['3.1', 'UH'],
  ['3.2', 'UO'],
  ['3.3', 'UO'],
  ['3.9', 'UO'],
  ['4.', 'NE'],
]

/** The class of a code, as `R` of `2.112`. Throws for what is no code. */
export function classOf(code: string): AaporClass {
  const found = /^[1-4]\.\d{1,3}$/.test(code) && classOfStart.find(([start]) => code.startsWith(start))
  if (!found) throw new RangeError(`no AAPOR code: ${code}`)
  return found[1]
}

/** The response on whatever channel: under half of the questions that applied is a break-off. */
export type ResponseEnd = 'complete' | 'partial' | 'break-off'

/** Where a response stands: `share` of the questions that applied to her, 0 to 1. State the threshold with every report. */
export function responseEnd(state: 'complete' | 'partial', share: number): ResponseEnd {
  if (state === 'complete') return 'complete'
  return share >= 0.5 ? 'partial' : 'break-off'
}

/** All that became of one person in a drive. */
export interface Ends {
  /** Her calls in order; turns at which she was skipped say nothing here. */
  calls: readonly Pick<Call, 'outcome' | 'number'>[]
  response?: ResponseEnd | undefined
  /** Objected by e-mail or on the web. */
  objected?: boolean | undefined
  /** What became of the e-mails: one that came back for good, or any that did not. */
  mail?: 'sent' | 'bounced' | undefined
  /** Staff found that she does not belong to the sample, or stands in it twice. */
  takenOut?: '4.10' | '4.81' | undefined
}

const codeOfResponse: Record<ResponseEnd, string> = { complete: '1.1', partial: '1.2', 'break-off': '2.12' }

/**
 * The one code that a person ends with. An interview goes before a refusal, that before other reasons, these before
 * non-contact, and what is known before what is unknown: who was once reached never becomes unknown again.
 */
export function finalCode(ends: Ends, eligibility: Eligibility): string {
  const { calls, response, objected, mail, takenOut } = ends
  if (takenOut) return takenOut
  const codes: string[] = []
  if (mail === 'bounced') codes.push('3.30')
  if (mail === 'sent') codes.push(eligibility === 'people' ? '2.20' : '3.90')
  for (const { outcome } of calls) if (outcome) codes.push(outcomes[outcome].aapor[eligibility])
  if (objected) codes.push('2.112')
  if (response) codes.push(codeOfResponse[response])

  if (codes.length === 0) return '3.11' // nothing was tried

  const numbers = new Set(calls.filter(({ outcome }) => outcome).map(({ number }) => number)).size
  // Of equals the later one is kept: it is what is known last.
  return codes.reduce((best, code) => (compare(weight(code, numbers), weight(best, numbers)) >= 0 ? code : best))
}

/** Codes that say less than others of their class, the least first: not tried, for review, always busy, no answer, non-contact. */
const vague = ['3.11', '3.90', '3.12', '3.13', '2.20']

/** Precedence of a code, and within it how much the code says. */
function weight(code: string, numbers: number): [rank: number, detail: number] {
  const detail = vague.includes(code) ? vague.indexOf(code) : code.startsWith('3.1') ? vague.length : vague.length + 1
  return [rankOf(code, numbers), detail]
}

function rankOf(code: string, numbers: number): number {
  if (code === '4.10' || code === '4.81') return 9
  if (code === '1.1') return 8
  if (code === '1.2') return 7
  // Whom the screening questions sent away was reached and is known not to belong here.
  if (code.startsWith('4.7') || code.startsWith('4.8')) return 6
  const known = { R: 5, O: 4, NC: 3 }[classOf(code) as string]
  if (known) return known
  if (code.startsWith('3.')) return 1
  // A dead number ends a number: while she has another one, nothing is known of her.
  return numbers > 1 ? 0 : 2
}

const compare = (a: [number, number], b: [number, number]): number => a[0] - b[0] || a[1] - b[1]

/** How many persons ended in each class; the classes add up to the persons. Staff's tests are left out by the caller. (M2) */
export function countClasses(codes: Iterable<string>): ClassCounts {
  const counts: ClassCounts = { I: 0, P: 0, R: 0, NC: 0, O: 0, UH: 0, UO: 0, NE: 0 }
  for (const code of codes) counts[classOf(code)]++
  return counts
}

export const rateNames = [
  'RR1', 'RR2', 'RR3', 'RR4', 'RR5', 'RR6', 'COOP1', 'COOP2', 'COOP3', 'COOP4',
  'REF1', 'REF2', 'REF3', 'CON1', 'CON2', 'CON3',
] as const // biome-ignore format: a table
export type RateName = (typeof rateNames)[number]

/** Shares from 0 to 1. Undefined where the denominator is zero: shown as "-", never as 0 %. */
export type Rates = Record<RateName | 'e', number | undefined>

/** The rates of a drive. `e`, the share of the unknown taken as eligible, is the proportional estimate: printed, never tuned. */
export function ratesOf({ I, P, R, NC, O, UH, UO, NE }: ClassCounts): Rates {
  const known = I + P + R + NC + O
  const unknown = UH + UO
  const e = share(known, known + NE)
  const some = e === undefined ? undefined : known + e * unknown
  const contacted = I + P + R + O
  return {
    e,
    RR1: share(I, known + unknown),
    RR2: share(I + P, known + unknown),
    RR3: share(I, some),
    RR4: share(I + P, some),
    RR5: share(I, known),
    RR6: share(I + P, known),
    COOP1: share(I, contacted),
    COOP2: share(I + P, contacted),
    COOP3: share(I, I + P + R),
    COOP4: share(I + P, I + P + R),
    REF1: share(R, known + unknown),
    REF2: share(R, some),
    REF3: share(R, known),
    CON1: share(contacted, known + unknown),
    CON2: share(contacted, some),
    CON3: share(contacted, known),
  }
}

function share(part: number, whole: number | undefined): number | undefined {
  return whole ? part / whole : undefined
}
