/**
 * The calls of a rehearsal: lines and agents take people one after another, and what follows an attempt is decided by the very
 * rules that decide it in earnest (`nextAfter`, `mayCall`). Rules only.
 */
import type { Call } from '../call/call.ts'
import { startsAtOnce, startsPerSecond } from '../call/lines.ts'
import { type OutcomeCode, outcomes } from '../call/outcome.ts'
import { type CallContext, type Channel, mayCall, nextAfter } from '../call/recycle.ts'
import type { Campaign } from '../campaign/campaign.ts'
import { stepOf } from './plan.ts'
import { draw, type Rehearsed } from './rehearsal-people.ts'
import type { Rates, RehearsalSettings } from './rehearsal-settings.ts'
import { opening, openLater, Queue, type Stretches } from './rehearsal-time.ts'

export interface CallPart {
  campaign: Campaign
  settings: RehearsalSettings
  hours: Record<Channel, Stretches>
  seed: number
  each: number
}

/** What a channel did, in the sample's own numbers. */
export interface ChannelDone {
  attempts: number
  busySeconds: number
  /** Of attempts that were picked up, each in seconds of talk. */
  serviceSeconds: number
  networkSeconds: number
  firstAt?: number
  lastAt?: number
  /** People whose turn on this channel had not come when the time was over. */
  left: number
}

/** A channel at work: its servers (lines, agents), who is due on it, and whom nobody has called yet. */
interface Desk {
  channel: Channel
  step: number
  hours: Stretches
  free: Queue<undefined>
  due: Queue<Rehearsed>
  fresh: Rehearsed[]
  next: number
  /** No call before: the provider takes so many a second. */
  notBefore: number
  draw: (luck: number) => OutcomeCode
  done: ChannelDone
}

export const nothingDone = (): ChannelDone => ({
  ...{ attempts: 0, busySeconds: 0, serviceSeconds: 0, networkSeconds: 0, left: 0 },
})

const hangUpSeconds = 5
const shortTalkSeconds = 60

/** Calls everybody until nothing is due or the drive is over. Writes into the people what happened. */
export function rehearseCalls(people: Rehearsed[], from: number, part: CallPart): Record<Channel, ChannelDone> {
  const { campaign, settings } = part
  const desks = {
    call: deskOf('call', Math.min(settings.lines, people.length), settings.callRates, part),
    agents: deskOf('agents', Math.min(settings.agents, people.length), settings.agentRates, part),
  }
  const first = stepOf(campaign.plan, 'call') ? desks.call : desks.agents
  first.fresh = people.filter((person) => person.hasPhone && !person.end)

  for (;;) {
    const [call, agents] = [nextTurn(desks.call, from), nextTurn(desks.agents, from)]
    const desk = agents === undefined || (call !== undefined && call <= agents) ? desks.call : desks.agents
    const at = desk === desks.call ? call : agents
    if (at === undefined) break
    const person = desk.due.size > 0 && desk.due.peek()!.at <= at ? desk.due.pop()!.what : desk.fresh[desk.next++]!
    const next = turn(person, desk, at, part)
    if (next) desks[next.channel].due.push(next.at, person)
  }
  for (const desk of Object.values(desks)) desk.done.left = desk.due.size + desk.fresh.length - desk.next
  return { call: desks.call.done, agents: desks.agents.done }
}

function deskOf(channel: Channel, servers: number, rates: Rates, { campaign, hours }: CallPart): Desk {
  const found = stepOf(campaign.plan, channel)
  const free = new Queue<undefined>()
  for (let n = 0; n < (found ? servers : 0); n++) free.push(0, undefined)
  return {
    channel,
    step: found?.number ?? -1,
    hours: hours[channel],
    free,
    due: new Queue(),
    fresh: [],
    next: 0,
    notBefore: 0,
    draw: drawer(rates),
    done: nothingDone(),
  }
}

/** When the channel's next turn begins; undefined: nobody is left, or no time, or nobody to call. */
function nextTurn(desk: Desk, from: number): number | undefined {
  const server = desk.free.peek()
  if (!server) return undefined
  const ready = Math.max(server.at, desk.notBefore, from)
  if (desk.next < desk.fresh.length) return opening(desk.hours, ready)
  const due = desk.due.peek()
  return due && opening(desk.hours, Math.max(ready, due.at))
}

/** One person's turn: skipped with a reason, or called. What is due next for her, if anything. */
function turn(person: Rehearsed, desk: Desk, at: number, part: CallPart): { channel: Channel; at: number } | undefined {
  const { campaign, seed, each } = part
  const { channel, step } = desk
  const now = new Date(at)
  if (person.answersAt <= at) {
    person.end = 'answered by e-mail'
    return undefined
  }
  const context: CallContext = { campaign, phones: 1, language: person.language, emailsAt: person.emailsAt }
  const may = mayCall(person.calls, undefined, { ...context, channel, step, touchedElsewhere: [] }, now)
  const n = person.calls.length + 1
  const made: Call = {
    ...{ index: 0, n, state: 'closed', channel, step, number: 0 },
    startedAt: now.toISOString(),
    endedAt: now.toISOString(),
  }
  if ('skip' in may) {
    person.calls.push({ ...made, skip: may.skip })
    const next = nextAfter(person.calls, context, now)
    if (next.kind === 'done') return over(person, 'not reached')
    const isAgain = next.channel === channel && may.again
    return { channel: next.channel, at: (isAgain ? may.again! : next.at).getTime() }
  }
  const outcome = desk.draw(draw(seed, person.position, n, 3))
  const { busy, talk } = secondsOf(channel, outcome, part)
  const ended = new Date(at + busy * 1000)
  person.calls.push({ ...made, outcome, endedAt: ended.toISOString() })
  occupy(desk, at, busy * 1000 * each)
  if (channel === 'call') {
    const gap = (1000 / startsPerSecond) * each
    desk.notBefore = Math.max(desk.notBefore + gap, at - (startsAtOnce - 1) * gap)
  }
  const { done } = desk
  done.attempts++
  done.busySeconds += busy
  done.firstAt ??= at
  done.lastAt = Math.max(done.lastAt ?? 0, ended.getTime())
  if (talk > 0) {
    done.serviceSeconds += Math.max(10, talk)
    done.networkSeconds += Math.max(60, talk)
  }
  if (outcome === 'complete') return over(person, channel === 'call' ? 'answered by phone' : 'answered to an agent')
  const next = nextAfter(person.calls, context, ended)
  if (next.kind === 'again') return { channel: next.channel, at: next.at.getTime() }
  return over(person, next.because === 'final' ? 'declined' : 'not reached')
}

function over(person: Rehearsed, end: Rehearsed['end']): undefined {
  person.end = end!
}

/** A line or an agent is taken for so long. Somebody who stands for many takes it for all of them, over several days if need be. */
function occupy(desk: Desk, at: number, milliseconds: number): void {
  desk.free.pop()
  desk.free.push(openLater(desk.hours, at, milliseconds) ?? at + milliseconds, undefined)
}

const pickedUp = (outcome: OutcomeCode): boolean =>
  outcomes[outcome].reached || outcome === 'no_input' || outcome === 'voicemail' || outcome === 'voicemail_left'

/** Seconds for which an attempt takes a line or an agent, and seconds of talk among them. */
function secondsOf(
  channel: Channel,
  outcome: OutcomeCode,
  { settings, campaign }: CallPart,
): { busy: number; talk: number } {
  const wrap = channel === 'agents' ? settings.agentWrapSeconds : 0
  if (!pickedUp(outcome)) {
    const rings = outcome === 'no_answer' || outcome === 'not_reachable'
    return { busy: (rings ? settings.ringSeconds : hangUpSeconds) + wrap, talk: 0 }
  }
  const survey = (campaign.survey?.minutes ?? 3) * 60
  const whole = channel === 'call' ? survey : Math.max(settings.agentTalkSeconds, survey)
  const short = channel === 'call' ? settings.talkSeconds : Math.min(shortTalkSeconds, settings.agentTalkSeconds)
  const half = outcome === 'partial' || outcome === 'break_off'
  const talk = outcome === 'complete' ? whole : half ? Math.max(short, whole / 2) : short
  return { busy: settings.ringSeconds / 2 + talk + wrap, talk }
}

/** Turns luck into an outcome by its share; what the shares leave open is nobody picking up. */
function drawer(rates: Rates): (luck: number) => OutcomeCode {
  const upTo: [number, OutcomeCode][] = []
  let sum = 0
  for (const [code, share] of Object.entries(rates) as [OutcomeCode, number][]) {
    sum += share
    upTo.push([sum, code])
  }
  return (luck) => upTo.find(([to]) => luck < to)?.[1] ?? 'no_answer'
}
