/**
 * The ledger of sends: for each part of a page and step, who claimed it and how it ended for each contact.
 * Its states are the whole of "never twice, never zero":
 *
 *   (none) ──claim──► claimed ──record──► recorded
 *     ▲                  │ └──release──► released ──claim──► claimed
 *     │                  └──lease over──► doubt ──readmit (at-least-once only)──► released
 */
import * as z from 'zod/mini'
import { contactsPerPart } from '../contact/contact.ts'

/** How a step ended for one contact: a letter in the part's string of outcomes, and whether that is for good. */
export const outcomes = {
  '.': { name: 'due', final: false, sent: false },
  s: { name: 'sent', final: true, sent: true },
  r: { name: 'refused by the provider', final: true, sent: false },
  a: { name: 'spared: answered', final: true, sent: false },
  b: { name: 'spared: booked', final: true, sent: false },
  o: { name: 'spared: objected', final: true, sent: false },
  u: { name: 'spared: unreachable', final: true, sent: false },
  p: { name: 'spared: settled', final: true, sent: false },
  l: { name: 'spared: forbidden by law', final: true, sent: false },
  n: { name: 'spared: no e-mail address', final: true, sent: false },
  w: { name: 'spared: wished another channel', final: true, sent: false },
  c: { name: 'spared: no consent', final: true, sent: false },
  k: { name: 'spared: tried often enough', final: true, sent: false },
  d: { name: 'in doubt', final: true, sent: false },
} as const
export type Outcome = keyof typeof outcomes

export const Ledger = z.object({
  state: z.enum(['claimed', 'released', 'recorded', 'doubt']),
  /** Until when the claim holds, epoch ms. */
  leaseUntil: z.int(),
  /** The claim's own name, random: who writes must still hold this one. Absent from what was claimed before there were names. */
  nonce: z._default(z.string(), ''),
  /** One letter to a contact of the part. */
  outcomes: z.string().check(z.regex(/^[.srabouplnwckd]*$/)),
  at: z.string(),
})
export type Ledger = z.infer<typeof Ledger>

export interface Part {
  campaign: string
  page: number
  step: number
  part: number
}

/** `step#0#1` */
export function partKey({ step, part }: Pick<Part, 'step' | 'part'>): string {
  return `step#${step}#${part}`
}

/** Step and part of a ledger item's sort key. */
export function readPartKey(item: string): { step: number; part: number } {
  const [, step, part] = item.split('#')
  return { step: Number(step), part: Number(part) }
}

/** When e-mails went out to the contact at an index of its page, by the page's ledger. */
export function sentAt(index: number, ledger: ReadonlyMap<string, Pick<Ledger, 'outcomes' | 'at'>>): Date[] {
  return [...ledger].flatMap(([key, { outcomes: letters, at }]) => {
    const { part } = readPartKey(key)
    return letters[index - part * contactsPerPart] === 's' ? [new Date(at)] : []
  })
}

/** The parts of a page with so many contacts. */
export function partsOf(contacts: number): number[] {
  return Array.from({ length: Math.ceil(contacts / contactsPerPart) }, (_, part) => part)
}

export interface SendCounts {
  sent: number
  refused: number
  spared: number
  doubt: number
}

/** What a ledger item adds to a campaign's counts: everybody of a part in doubt whose outcome is open counts as doubt. */
export function countsOf(ledger: Pick<Ledger, 'state' | 'outcomes'> | undefined): SendCounts {
  const counts: SendCounts = { sent: 0, refused: 0, spared: 0, doubt: 0 }
  for (const letter of ledger?.outcomes ?? '') {
    if (letter === 's') counts.sent++
    else if (letter === 'r') counts.refused++
    else if (letter === 'd') counts.doubt++
    else if (letter !== '.') counts.spared++
    else if (ledger?.state === 'doubt') counts.doubt++
  }
  return counts
}
