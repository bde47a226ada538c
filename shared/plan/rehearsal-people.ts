/** The people of a rehearsal: as many as the list has, or a sample, with the list's own shares of languages, phones and e-mails. */
import type { Call } from '../call/call.ts'
import type { List } from '../campaign/campaign.ts'
import type { Language } from '../platform/language.ts'

/** More are not simulated one by one: a sample stands for them. */
export const mostPeople = 5_000

/** How it ended for a person; each has exactly one. */
export type End =
  | 'answered by e-mail'
  | 'answered by phone'
  | 'answered to an agent'
  | 'informed' // of a drive that only informs: got the message, on whatever channel
  | 'declined' // refused, objected, cannot take part, is not of the group
  | 'not reached' // everything the plan allows was tried
  | 'no address' // neither an e-mail nor a number that the plan could use
  | 'left' // nobody came to her before the last day was over
export const ends: readonly End[] = [
  'answered by e-mail',
  'answered by phone',
  'answered to an agent',
  'informed',
  'declined',
  'not reached',
  'no address',
  'left',
]

export interface Rehearsed {
  position: number
  language: Language
  hasEmail: boolean
  hasPhone: boolean
  emailsAt: Date[]
  /** When she answers on the web, epoch ms. */
  answersAt: number
  calls: Call[]
  end?: End
}

/** A number from 0 to 1, the same for the same things asked: however the calls are ordered, a person draws the same luck. */
export function draw(seed: number, ...about: number[]): number {
  let mixed = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b)
  for (const one of about) {
    mixed = Math.imul(mixed ^ (one + 0x7f4a7c15), 0xc2b2ae35)
    mixed ^= mixed >>> 15
  }
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 4_294_967_296
}

/** The people, and how many of the list each of them stands for. */
export function peopleOf(list: List, most: number, seed: number): { people: Rehearsed[]; each: number } {
  const size = Math.min(list.contacts, most)
  const each = list.contacts / Math.max(1, size)
  const share = (count: number) => Math.round((count / Math.max(1, list.contacts)) * size)
  const withPhone = share(list.withPhone ?? 0)
  const withEmail = share(list.withEmail ?? list.contacts)
  const languages = Object.entries(list.byLanguage) as [Language, number][]
  const order = shuffled(size, seed)
  const people = Array.from({ length: size }, (_, position): Rehearsed => {
    // Everybody has one of the two: the first have a number, the last an e-mail, those between have both.
    const rank = order[position]!
    return {
      position,
      language: 'pl',
      hasPhone: rank < withPhone,
      hasEmail: rank >= size - withEmail,
      emailsAt: [],
      answersAt: Number.POSITIVE_INFINITY,
      calls: [],
    }
  })
  let at = 0
  const turns = shuffled(size, seed + 1)
  for (const [language, count] of languages) {
    if (language === 'pl') continue
    for (const end = Math.min(size, at + share(count)); at < end; at++) people[turns[at]!]!.language = language
  }
  return { people, each }
}

function shuffled(size: number, seed: number): number[] {
  const order = Array.from({ length: size }, (_, n) => n)
  for (let n = size - 1; n > 0; n--) {
    const other = Math.floor(draw(seed, n, 77) * (n + 1))
    ;[order[n], order[other]] = [order[other]!, order[n]!]
  }
  return order
}

/** Counts of a sample as counts of the list: whole numbers with the list's own sum. */
export function scaled<Name extends string>(counts: Record<Name, number>, total: number): Record<Name, number> {
  const all = Object.entries(counts) as [Name, number][]
  const sum = all.reduce((whole, [, count]) => whole + count, 0) || 1
  const exact = all.map(([name, count]) => ({ name, exact: (count / sum) * total }))
  const result = Object.fromEntries(exact.map(({ name, exact }) => [name, Math.floor(exact)])) as Record<Name, number>
  let rest = total - (Object.values(result) as number[]).reduce((whole, count) => whole + count, 0)
  for (const { name } of [...exact].sort((a, b) => (b.exact % 1) - (a.exact % 1))) {
    if (rest-- <= 0) break
    result[name]++
  }
  return result
}
