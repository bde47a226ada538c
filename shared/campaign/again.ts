/**
 * A new drive for those whom an earlier one did not reach: what of its content comes along, and who of its list. Whoever
 * answered, objected or was done with does not, nor do addresses and numbers that are dead. Rules only.
 */
import * as z from 'zod/mini'
import type { PersonCalls } from '../call/call-store.ts'
import { type OutcomeCode, outcomes } from '../call/outcome.ts'
import { attemptsOf, ruleOf } from '../call/standing.ts'
import { bounces, type Contact, type Fact } from '../contact/contact.ts'
import type { Response } from '../response/response.ts'
import { asksFor, type Campaign, CampaignContent } from './campaign.ts'

/** Outcomes by which people can be chosen: after a final one nobody is contacted again. */
export const againOutcomes = (Object.keys(outcomes) as OutcomeCode[]).filter((code) => !outcomes[code].final) as [
  OutcomeCode,
  ...OutcomeCode[],
]

/** `unreached`: no contact on any channel. `unanswered`: no answer was sent. `outcome`: the last call ended so. */
export const AgainFilter = z.discriminatedUnion('who', [
  z.object({ who: z.literal('unreached') }),
  z.object({ who: z.literal('unanswered') }),
  z.object({ who: z.literal('outcome'), outcome: z.enum(againOutcomes) }),
])
export type AgainFilter = z.infer<typeof AgainFilter>

/** Where the list of an upload comes from, if it is no file. */
export const CopyOf = z.object({ from: z.string(), filter: AgainFilter })
export type CopyOf = z.infer<typeof CopyOf>

const longestName = 120

/** The content of the new drive: everything but its dates. `suffix` says that it is another turn. */
export function contentAgain(campaign: Campaign, suffix: string): CampaignContent {
  const end = ` – ${suffix}`
  const name = `${campaign.name.slice(0, longestName - end.length)}${end}`
  const { startsOn: _, endsOn: __, ...content } = z.parse(CampaignContent, { ...campaign, name })
  return content
}

/** What an earlier drive knows of one of its contacts. */
export interface Known {
  /** Of everybody on her page. */
  facts: readonly Fact[]
  response: Response['state'] | undefined
  person: PersonCalls
  /** She has a visit that stands. */
  isBooked?: boolean | undefined
  /** An e-mail went out to her. */
  isMailed?: boolean | undefined
}

/** The addresses with which a contact comes along; undefined if she does not. */
export function comesAlong(
  contact: Contact,
  filter: AgainFilter,
  { facts, response, person, isBooked, isMailed }: Known,
  campaign: Campaign,
): Pick<Contact, 'email' | 'phones'> | undefined {
  const own = facts.filter(({ index }) => index === contact.index)
  const has = (kind: Fact['kind']) => own.some((fact) => fact.kind === kind)
  const asks = asksFor(campaign)
  // Of a drive that asks for a visit the answers are not the end.
  if (
    isBooked ||
    (response === 'complete' && asks !== 'booking') ||
    has('objected') ||
    has('complained') ||
    has('revoked')
  )
    return undefined
  if (person.callback?.state === 'open' || person.calls.at(-1)?.state === 'leased') return undefined
  const attempts = attemptsOf(person.calls)
  if (attempts.some(({ outcome }) => outcomes[outcome].final)) return undefined
  // A message that only informs has reached whoever got it.
  const isInformed = asks === 'nothing' && isMailed && !has('bounced') && !has('rejected')
  const outcomesSoFar = attempts.map(({ outcome }) => outcome)
  if ((isInformed && filter.who !== 'outcome') || !isChosen(filter, response, outcomesSoFar)) return undefined

  const isDead = own.some(({ kind, detail }) => kind === 'rejected' || (kind === 'bounced' && detail === bounces.hard))
  const email = isDead ? undefined : contact.email
  const gone = new Set(
    attempts.filter(({ outcome }) => ruleOf(campaign, outcome)?.otherNumber).map(({ number }) => number),
  )
  const phones = contact.phones.filter((_, number) => !gone.has(number))
  return email || phones.length > 0 ? { ...(email && { email }), phones } : undefined
}

function isChosen(filter: AgainFilter, response: Response['state'] | undefined, ends: readonly OutcomeCode[]): boolean {
  if (filter.who === 'unanswered') return true
  if (filter.who === 'outcome') return ends.at(-1) === filter.outcome
  return response === undefined && !ends.some((outcome) => outcomes[outcome].reached)
}
