/**
 * A call: what was tried by phone to reach one person, what came of it, and what is due next. The calls of a page of
 * contacts lie together (`page`), those of one person in order (`07#01`, `07#02`). Rules and shapes only.
 */
import * as z from 'zod/mini'
import { Identity } from '../claim/recognition.ts'
import { LocalDate } from '../plan/window.ts'
import { OutcomeCode } from './outcome.ts'

/** Why a person was not called when her turn came. */
export const Skip = z.enum([
  'answered', // she has answered, on whatever channel
  'booked', // she has a visit, booked on whatever channel
  'mailed', // she has got the drive's e-mail, and the step calls the others
  'objected',
  'no-number', // none, or none left
  'no-voice', // her language has no voice for automated calls
  'capped', // attempts of this drive used up, in all
  'capped-today', // attempts of this drive used up for the day
  'capped-elsewhere', // another drive reached her today, or on enough days of this week
  'number-busy', // somebody talks on her number already
  'callback', // a promised call comes first
  'revoked',
  'wished', // she wished another channel
  'no-consent', // to calls of this purpose
  'paid', // the claim of a reminder is settled, or its formal reminder was handed over
  'barred', // the law forbids another reminder of this claim
])
export type Skip = z.infer<typeof Skip>

/**
 * One item of a person's calls: an attempt, or a turn at which she was skipped. Written once when it ends; agents' attempts
 * exist as `leased` before. What is due next stands on the newest of them (`list`, `dueAt`).
 */
export const Call = z.object({
  /** 0 to 99 in its page. */
  index: z.int(),
  /** 1, 2, 3 … of this person in this drive, over automated calls and agents. */
  n: z.int(),
  state: z.enum(['leased', 'closed']),
  channel: z.enum(['call', 'agents']),
  /** Place of its step in the plan. */
  step: z.int(),
  /** Which of the contact's numbers, from 0. */
  number: z.int(),
  startedAt: z.string(),
  endedAt: z.optional(z.string()),
  outcome: z.optional(OutcomeCode),
  skip: z.optional(Skip),
  /** The agent, by the issuer's id. */
  agent: z.optional(z.string()),
  /** Until when an agent holds it, epoch ms. */
  leaseUntil: z.optional(z.int()),
  /** When the agent gave the information clause, ISO. (L4) */
  clauseGivenAt: z.optional(z.string()),
  /** In a reminder: where the recognising of the person stands. (T4) */
  identity: z.optional(Identity),
  /** The last local day on which she is left alone, because she promised to act by then. */
  restsOn: z.optional(LocalDate),
  /** Whether it keeps a promise to call back: then no cap counts it. */
  promised: z.optional(z.boolean()),
  /** Connect's id of the contact. */
  connectContactId: z.optional(z.string()),
  /** A note of the agent, sealed by the campaign's key for the place `<page>#<index>#<n>#note`. */
  note: z.optional(z.custom<Uint8Array>((value) => value instanceof Uint8Array)),
  /** What is due next: the list it stands on, and from when, ISO in UTC. Both or neither. Key of the index `due`. */
  list: z.optional(z.string()),
  dueAt: z.optional(z.string()),
})
export type Call = z.infer<typeof Call>

/** A promise to call back. One to a person: a new wish replaces the one before. Sort key `07#callback`. */
export const Callback = z.object({
  index: z.int(),
  state: z.enum(['open', 'kept', 'given up', 'withdrawn']),
  /** The promised time, ISO in UTC. */
  at: z.string(),
  /** The agent who promised it for herself; anyone's where missing, and 15 minutes after `at`. */
  owner: z.optional(z.string()),
  /** Where the wish came from. */
  from: z.enum(['keypad', 'web', 'agent']),
  /** Attempts made to keep it. */
  tries: z.int(),
  madeAt: z.string(),
  /** Changes with every write. */
  version: z.int(),
  list: z.optional(z.string()),
  dueAt: z.optional(z.string()),
})
export type Callback = z.infer<typeof Callback>

/** A promised call that is not made belongs to anyone after so long. */
export const ownersMinutes = 15
/** Tries to keep a promise, and the minutes between them. */
export const callbackTries = 3
export const callbackAgainMinutes = 30

/** `07#03` */
export function callKey(index: number, n: number): string {
  return `${String(index).padStart(2, '0')}#${String(n).padStart(2, '0')}`
}

/** `07#callback` */
export function callbackKey(index: number): string {
  return `${String(index).padStart(2, '0')}#callback`
}

/** The list of a step (`cmp_x#2`), where retries and hand-overs wait; and of promised calls (`cmp_x#callback`). */
export function listOf(campaign: string, step: number | 'callback'): string {
  return `${campaign}#${step}`
}

/** One attempt by its place: what Connect carries as the attribute `call` and as client token: `cmp_x.12.7.3`. */
export interface CallId {
  campaign: string
  page: number
  index: number
  n: number
}

export function callIdText({ campaign, page, index, n }: CallId): string {
  return `${campaign}.${page}.${index}.${n}`
}

/** A call id from its text; undefined if it is none. */
export function readCallId(text: string): CallId | undefined {
  const found = /^(cmp_[0-9a-z]{12})\.(0|[1-9]\d{0,6})\.(0|[1-9]\d?)\.([1-9]\d{0,2})$/.exec(text)
  if (!found) return undefined
  return { campaign: found[1]!, page: Number(found[2]), index: Number(found[3]), n: Number(found[4]) }
}

/**
 * What place-calls is told. `fill`: lines may be free, calls may be due. `check`: a call was started so long ago that it is
 * asked for: hang up if its campaign has stopped, close it if nobody has. Ids only.
 */
export const PlaceCallsMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('fill') }),
  z.object({
    kind: z.literal('check'),
    call: z.string(),
    connectContactId: z.string(),
    /** How often it was checked before. */
    round: z.int(),
  }),
])
export type PlaceCallsMessage = z.infer<typeof PlaceCallsMessage>
