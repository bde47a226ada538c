/**
 * An agent at work: which lists she works on, the one call that is hers, and for how long. Rules and shapes only. A call is
 * leased: her work renews it, and a closed laptop gives it back. (facts: agents' calls and callbacks)
 */
import * as z from 'zod/mini'
import { type Campaign, isDebt } from '../campaign/campaign.ts'
import { knowsPayments } from '../claim/reminder.ts'
import type { Whom } from '../contact/link.ts'
import { mayUse } from '../contact/point.ts'
import { stepOf } from '../plan/plan.ts'
import { isInWindow, LocalDate, nextOpening } from '../plan/window.ts'
import { Language } from '../platform/language.ts'
import { localTime } from '../platform/local-time.ts'
import { macOf, sameText } from '../platform/secrets.ts'
import {
  type Call,
  type Callback,
  type CallId,
  callbackAgainMinutes,
  callbackTries,
  callIdText,
  listOf,
  ownersMinutes,
} from './call.ts'
import { OutcomeCode, outcomes } from './outcome.ts'

/** A lease ends so long after the last sign of her work. */
export const leaseMinutes = 5
/** How long what she wrote after losing a call is still taken from her. */
const holdHours = 12

/** A call is promised so many days ahead at most; so long after its end a drive's promises are still kept. (facts, 8.6) */
export const promisedDays = 90

/** What an agent works on: lists by their ids (`cmp_x#2`, or `cmp_x#callback` for promises alone). */
export const Choice = z.object({
  lists: z.array(z.string().check(z.maxLength(40))).check(z.maxLength(100)),
  languages: z.array(Language).check(z.minLength(1)),
  skills: z.array(z.string().check(z.maxLength(40))).check(z.maxLength(50)),
})
export type Choice = z.infer<typeof Choice>

export const Agent = z.extend(Choice, {
  /** The issuer's id. */
  agent: z.string(),
  name: z.string(),
  languages: z.array(Language),
  /** The call that is hers, by its text, and since when. */
  call: z.optional(z.string()),
  since: z.optional(z.string()),
  seenAt: z.string(),
  /** When she took the oath of tax secrecy (local day), and who wrote it down. (T1) */
  taxOath: z.optional(z.object({ on: LocalDate, by: z.string(), at: z.string() })),
  /** How many calls of hers ended how on this local day. */
  today: z.optional(z.object({ date: z.string(), outcomes: z.partialRecord(OutcomeCode, z.int()) })),
})
export type Agent = z.infer<typeof Agent>

/** What stands beside a campaign for a list of agents: how far new people were given out, by language, and whether it is closed. */
export const AgentList = z.object({
  fresh: z.record(z.string(), z.int()),
  closed: z.boolean(),
})
export type AgentList = z.infer<typeof AgentList>

/** Something that came too late to be an attempt's outcome, and is kept beside it. */
export const LateRecord = z.object({
  index: z.int(),
  n: z.int(),
  agent: z.string(),
  at: z.string(),
  outcome: OutcomeCode,
  /** Sealed by the campaign's key for the place `<page>#<index>#<n>#late`. */
  note: z.optional(z.custom<Uint8Array>((value) => value instanceof Uint8Array)),
})
export type LateRecord = z.infer<typeof LateRecord>

/** A list that agents can work on. `step` is missing where there are only promises. */
export interface WorkList {
  list: string
  campaign: Campaign
  step?: number
  skill?: string
}

/** The lists of a campaign: its agents' step, or where it has none, the promises made by its other channels. */
export function listsOf(campaign: Campaign): WorkList[] {
  const agents = stepOf(campaign.plan, 'agents')
  if (!agents) return [{ list: listOf(campaign.id, 'callback'), campaign }]
  const { skill } = agents.step
  return [{ list: listOf(campaign.id, agents.number), campaign, step: agents.number, ...(skill && { skill }) }]
}

/** Campaign and step of a list's id; the step is missing where it is a list of promises. Undefined for what is no list. */
export function readList(list: string): { campaign: string; step?: number } | undefined {
  const found = /^(cmp_[0-9a-z]{12})#(?:(\d{1,2})|callback)$/.exec(list)
  return found ? { campaign: found[1]!, ...(found[2] && { step: Number(found[2]) }) } : undefined
}

/** Whether she can do what a list asks for. */
export function isFitFor({ skill }: Pick<WorkList, 'skill'>, skills: readonly string[]): boolean {
  return !skill || skills.includes(skill)
}

/** Whether an agent may know of a campaign's people: of a reminder's, only under the oath of tax secrecy. (T1) */
export function mayKnow(campaign: Campaign, agent: Pick<Agent, 'taxOath'> | undefined, at: Date): boolean {
  if (!isDebt(campaign)) return true
  return agent?.taxOath !== undefined && agent.taxOath.on <= localTime(at).date
}

/** Whether calls of a campaign are made at an instant, but for promises: it runs, it is one of its days, its window is open. */
export function isCalling(campaign: Campaign, at: Date): boolean {
  const today = localTime(at).date
  return (
    campaign.status === 'running' &&
    (!campaign.startsOn || today >= campaign.startsOn) &&
    (!campaign.endsOn || today <= campaign.endsOn) &&
    isInWindow(at, campaign.window) &&
    mayUse(campaign) &&
    knowsPayments(campaign, at)
  )
}

/** Whether promises of a campaign are kept at an instant: also after its end, unless it is paused. (facts, 8.6) */
export function keepsPromises(campaign: Campaign, at: Date): boolean {
  const isOpen = campaign.status !== 'paused' && campaign.launchedAt !== undefined
  return isOpen && isInWindow(at, campaign.window) && knowsPayments(campaign, at)
}

/** Whose a promise is for an agent at an instant: hers, anyone's, or another agent's still. */
export function whoseIs({ owner, dueAt }: { owner?: string; dueAt: string }, agent: string, at: Date) {
  if (owner === agent) return 'hers'
  return !owner || isLate(dueAt, at) ? 'anyones' : 'anothers'
}

/** Whether a promise is late. */
export function isLate(dueAt: string, at: Date): boolean {
  return at.getTime() >= Date.parse(dueAt) + ownersMinutes * 60_000
}

/** When a lease ends that is given or renewed at an instant, epoch ms. */
export function leaseEnd(at: Date): number {
  return at.getTime() + leaseMinutes * 60_000
}

/** Whether an attempt is being made by an agent at an instant. */
export function isHeld(call: Call | undefined, at: Date): boolean {
  return call?.state === 'leased' && call.leaseUntil! > at.getTime()
}

/** Whether an attempt is still this agent's, given out at `startedAt`; also when its lease ran out and nobody took it. */
export function isStillHers(call: Call | undefined, agent: string, startedAt: string): call is Call {
  return call?.state === 'leased' && call.agent === agent && call.startedAt === startedAt
}

/**
 * What proves to us later that a call was given to an agent: its beginning and a MAC by the campaign's key. Whoever lost the
 * call may still hand in what she heard.
 */
export function holdOf(key: Uint8Array, agent: string, call: CallId, startedAt: string): string {
  return `${startedAt}~${macOf(key, `hold.${agent}.${callIdText(call)}.${startedAt}`)}`
}

/** When the call was given to this agent, if the hold is genuine and not too old. */
export function readHold(key: Uint8Array, agent: string, call: CallId, hold: string, at: Date): string | undefined {
  const [startedAt = ''] = hold.split('~')
  if (!sameText(hold, holdOf(key, agent, call, startedAt))) return undefined
  return at.getTime() - Date.parse(startedAt) < holdHours * 3_600_000 ? startedAt : undefined
}

/**
 * A person whom an agent found by her number on a local day, and the MAC that proves it: nobody takes people off a list by counting
 * its places. (X2)
 */
export function foundText(key: Uint8Array, agent: string, { campaign, page, index }: Whom, at: Date): string {
  const place = `${campaign}.${page}.${index}`
  return `${place}~${macOf(key, `found.${agent}.${place}.${localTime(at).date}`)}`
}

/** The place that such a text names, genuine or not; undefined for any other text. */
export function placeFound(text: string): Whom | undefined {
  const [, campaign = '', page, index] = /^(cmp_[0-9a-z]{12})\.(\d{1,7})\.(\d{1,2})~[\w-]{1,100}$/.exec(text) ?? []
  return campaign ? { campaign, page: Number(page), index: Number(index) } : undefined
}

/** Whether a text names whom this agent found, on this local day. */
export function isFound(key: Uint8Array, agent: string, text: string, at: Date): boolean {
  const whom = placeFound(text)
  return whom !== undefined && sameText(text, foundText(key, agent, whom, at))
}

/** What becomes of a promise after an attempt to keep it: kept, tried again, or given up after the third. */
export function promiseAfter(callback: Callback, outcome: OutcomeCode, campaign: Campaign, at: Date): Callback {
  if (outcome === 'not_dialled') return { ...callback, dueAt: at.toISOString() }
  const { reached, final } = outcomes[outcome]
  if (reached || final) return { ...callback, state: 'kept', tries: callback.tries + 1 }
  const tries = callback.tries + 1
  const again = nextOpening(new Date(at.getTime() + callbackAgainMinutes * 60_000), campaign.window)
  if (tries >= callbackTries || !again) return { ...callback, state: 'given up', tries }
  return { ...callback, tries, dueAt: again.toISOString() }
}

/** Outcomes that agents may pick, in the order in which they are shown: first how nobody was reached, then how somebody was. */
export const pickedOutcomes: readonly OutcomeCode[] = (Object.keys(outcomes) as OutcomeCode[])
  .filter((code) => outcomes[code].picked)
  .sort((one, other) => Number(outcomes[one].reached) - Number(outcomes[other].reached))

/** The day's counts of an agent with one more. */
export function countedToday(agent: Agent | undefined, outcome: OutcomeCode, at: Date): NonNullable<Agent['today']> {
  const { date } = localTime(at)
  const known = agent?.today?.date === date ? agent.today.outcomes : {}
  return { date, outcomes: { ...known, [outcome]: (known[outcome] ?? 0) + 1 } }
}
