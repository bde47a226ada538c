/**
 * The rehearsal of a drive: its plan is played through on a virtual clock for the list's own numbers, by the rules that hold in
 * earnest, so that before the launch it is known when it ends, how many attempts it takes, and what it costs. Rules only: the
 * same things asked give the same answer.
 */
import type { Channel } from '../call/recycle.ts'
import { asksFor, type Campaign } from '../campaign/campaign.ts'
import { instantOf, localTime } from '../platform/local-time.ts'
import { type CallPart, type ChannelDone, nothingDone, rehearseCalls } from './rehearsal-calls.ts'
import { rehearseMails } from './rehearsal-mails.ts'
import { type End, ends, mostPeople, peopleOf, type Rehearsed, scaled } from './rehearsal-people.ts'
import type { RehearsalSettings } from './rehearsal-settings.ts'
import { openBetween, openHours, type Stretches, within } from './rehearsal-time.ts'

export interface RehearsalAsked {
  campaign: Campaign
  settings: RehearsalSettings
  /** Mails a second that campaigns may use. */
  mailsPerSecond: number
  /** Nothing happens before. */
  from: Date
  seed?: number
  /** People simulated at most. */
  most?: number
}

export interface Rehearsal {
  contacts: number
  /** So many were simulated, each standing for `contacts / people`. */
  people: number
  /** When the last e-mail or attempt is over; undefined where nothing happens at all. */
  endsAt?: Date
  /** Whether everybody's turn came before the drive was over. */
  inTime: boolean
  ends: Record<End, number>
  /** Of those who are left: never called at all. */
  uncalled: number
  attempts: { email: number; call: number; agents: number }
  /** Automated calls an hour, while the window is open. */
  callsPerHour: number
  agentHours: number
  /** The fewest agents, and lines, with whom nobody on their list is left; missing where not even very many suffice. */
  agentsNeeded?: number
  linesNeeded?: number
  /** PLN, the parts and the whole. */
  cost: { mails: number; calls: number; agentCalls: number; agentTime: number; total: number }
}

interface Played {
  people: Rehearsed[]
  each: number
  sent: number
  lastAt: number
  calls: Record<Channel, ChannelDone>
  hours: Record<Channel, Stretches>
  begins: number
}

/** Tried for the fewest agents with so many people: the answer is a round number. */
const peopleToTry = 300
const mostServers = 500

/** Whether there is something to play through: people, a plan, and days that are not over. */
export function canRehearse({ list, plan, startsOn, endsOn }: Campaign, from: Date): boolean {
  if (!list || list.contacts === 0 || plan.length === 0 || !startsOn || !endsOn) return false
  return endsOn >= startsOn && endsOn >= localTime(from).date
}

/** Plays a drive through. Undefined while its list, its plan or its days are missing, or its last day is over. */
export function rehearse(asked: RehearsalAsked): Rehearsal | undefined {
  const { campaign, settings, from, most = mostPeople } = asked
  if (!canRehearse(campaign, from)) return undefined
  const { plan } = campaign
  const contacts = campaign.list!.contacts

  const played = play(asked, settings, most)
  const { people, each, sent, calls, hours } = played
  const counts = Object.fromEntries(ends.map((end) => [end, 0])) as Record<End, number>
  for (const { end } of people) counts[end!]++
  const round = (count: number) => Math.round(count * each)
  const { prices } = settings
  const mails = sent * each * prices.mail
  const agentHours = (calls.agents.busySeconds * each) / 3600
  const priceOf = ({ serviceSeconds, networkSeconds }: ChannelDone) =>
    ((serviceSeconds * prices.serviceMinute + networkSeconds * prices.networkMinute) / 60) * each
  const cost = {
    mails,
    calls: priceOf(calls.call),
    agentCalls: priceOf(calls.agents),
    agentTime: agentHours * prices.agentHour,
  }
  const has = (wanted: string) => plan.some(({ kind }) => kind === wanted)
  const agentsNeeded = has('agents') ? fewest('agents', asked, played) : undefined
  // Lines cost nothing while they are silent: only too few of them are news.
  const linesNeeded = calls.call.left > 0 ? fewest('lines', asked, played) : undefined
  return {
    contacts,
    people: people.length,
    ...(played.lastAt > 0 && { endsAt: new Date(played.lastAt) }),
    inTime: counts.left === 0,
    ends: scaled(counts, contacts),
    uncalled: round(people.filter(({ end, calls: made }) => end === 'left' && !made.some(({ skip }) => !skip)).length),
    attempts: { email: round(sent), call: round(calls.call.attempts), agents: round(calls.agents.attempts) },
    callsPerHour: perHour(calls.call, hours.call, each),
    agentHours,
    ...(agentsNeeded !== undefined && { agentsNeeded }),
    ...(linesNeeded !== undefined && { linesNeeded }),
    cost: { ...cost, total: cost.mails + cost.calls + cost.agentCalls + cost.agentTime },
  }
}

function play(
  { campaign, mailsPerSecond, from, seed = 1 }: RehearsalAsked,
  settings: RehearsalSettings,
  most: number,
): Played {
  const { list, plan, window, startsOn, endsOn, ramp } = campaign
  const [firstDay, lastDay] = [localTime(from).date > startsOn! ? localTime(from).date : startsOn!, endsOn!]
  const begins = Math.max(from.getTime(), instantOf(startsOn!, 0).getTime())
  const over = instantOf(lastDay, 24 * 60 - 1).getTime() + 60_000
  const { people, each } = peopleOf(list!, most, seed)
  const hours = {
    call: openHours(window, firstDay, lastDay),
    agents: openHours(within(window, settings.agentsFrom, settings.agentsTo), firstDay, lastDay),
  }
  const mails = rehearseMails(people, begins, {
    plan,
    ramp,
    settings,
    rate: mailsPerSecond,
    hours: hours.call,
    seed,
    each,
  })
  const part: CallPart = { campaign, settings, hours, seed, each }
  const byPhone = plan.some(({ kind }) => kind === 'call' || kind === 'agents')
  const calls =
    byPhone && mails.doneAt !== undefined
      ? rehearseCalls(people, mails.doneAt, part)
      : { call: nothingDone(), agents: nothingDone() }
  for (const person of people)
    person.end = endOf(person, {
      ...{ over, byPhone, mailed: mails.complete, byEmail: sendsMail(campaign) },
      informs: asksFor(campaign) === 'nothing',
    })
  return {
    ...{ people, each, sent: mails.sent, calls, hours, begins },
    lastAt: Math.max(mails.lastAt ?? 0, calls.call.lastAt ?? 0, calls.agents.lastAt ?? 0),
  }
}

const sendsMail = ({ plan }: Campaign): boolean => plan.some(({ kind }) => kind === 'email')

/** How it ended for a person when the drive is over. An answer on the web counts, whenever it came. */
function endOf(
  { end, answersAt, hasPhone, hasEmail, emailsAt }: Rehearsed,
  {
    over,
    byPhone,
    byEmail,
    mailed,
    informs,
  }: { over: number; byPhone: boolean; byEmail: boolean; mailed: boolean; informs: boolean },
): End {
  if (informs && end !== 'declined' && (emailsAt.length > 0 || end?.startsWith('answered'))) return 'informed'
  if (answersAt < over && (!end || end === 'not reached')) return 'answered by e-mail'
  if (end) return end
  if (byPhone && hasPhone) return 'left'
  if (emailsAt.length > 0) return 'not reached'
  return byEmail && hasEmail && !mailed ? 'left' : 'no address'
}

function perHour({ attempts, firstAt, lastAt }: ChannelDone, hours: Stretches, each: number): number {
  if (firstAt === undefined || lastAt === undefined) return 0
  return Math.round((attempts * each) / Math.max(1, openBetween(hours, firstAt, lastAt) / 3_600_000))
}

/** Begins where their work alone would fill the days, and adds until nobody is left on their list. */
function fewest(
  which: 'agents' | 'lines',
  asked: RehearsalAsked,
  { calls, hours, begins, each }: Played,
): number | undefined {
  const { settings } = asked
  const channel = which === 'agents' ? 'agents' : 'call'
  const most = Math.min(asked.most ?? mostPeople, peopleToTry)
  const suffices = (count: number) => play(asked, { ...settings, [which]: count }, most).calls[channel].left === 0
  const { left, busySeconds } = calls[channel]
  const days = openBetween(hours[channel], begins, Number.MAX_SAFE_INTEGER) / 1000
  const least =
    left > 0 ? Math.max(1, settings[which]) : Math.max(1, Math.ceil((busySeconds * each) / Math.max(1, days)))
  let [low, high] = [least, least]
  while (!suffices(high)) {
    if (high >= mostServers) return undefined
    low = high + 1
    high = Math.min(mostServers, high * 2)
  }
  while (low < high) {
    const middle = (low + high) >> 1
    if (suffices(middle)) high = middle
    else low = middle + 1
  }
  return high
}
