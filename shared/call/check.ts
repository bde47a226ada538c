/**
 * What place-calls asks about every call that it started, some seconds later and then ever more rarely: does its drive still
 * run, and has it ended without anybody saying so? Events are best effort; this is the sweep. (X18)
 */
import type { CampaignStore } from '../campaign/campaign-store.ts'
import type { VoiceChannel } from '../channel/voice.ts'
import { contactsPerPage } from '../contact/contact.ts'
import { NotFound, SendError } from '../platform/errors.ts'
import { log } from '../platform/log.ts'
import { type CallId, type PlaceCallsMessage, readCallId } from './call.ts'
import { type CloseDeps, closeCall, isClosed } from './close.ts'

export type CheckMessage = Extract<PlaceCallsMessage, { kind: 'check' }>

export interface CheckDeps extends CloseDeps {
  campaigns: Pick<CampaignStore, 'get'>
  voice: Pick<VoiceChannel, 'stop' | 'describe'>
  /** Puts a message into the queue, to be seen so many seconds later. */
  later: (message: CheckMessage, seconds: number) => Promise<void>
}

/** Seconds between checks: a stop is felt after 20, an end that was not told after 80, the longest talk is over by the last. */
const pauses = [20, 60, 120, 300, 400]
/** Seconds until what was hung up is asked for. */
const afterStopSeconds = 10
/** Connect tells the reason some seconds after the end. So long it is waited for. */
const reasonMilliseconds = 60_000
const reasonSeconds = 15

/** Seconds from the start of a call to its first check. */
export const firstCheckSeconds = pauses[0]!

/** When Connect answers no more for now, as when a drive with many calls is stopped: they are spread over so many seconds. */
const slowSeconds = { from: 10, over: 50 }

/** Checks one call. */
export async function checkCall(message: CheckMessage, deps: CheckDeps): Promise<void> {
  const id = readCallId(message.call)
  if (!id) throw new Error('not the id of a call')
  try {
    await check(id, message, deps)
  } catch (error) {
    if (!(error instanceof SendError && error.retry)) throw error
    const place = id.page * contactsPerPage + id.index
    await deps.later(message, slowSeconds.from + (place % slowSeconds.over))
  }
}

async function check(id: CallId, message: CheckMessage, deps: CheckDeps): Promise<void> {
  const person = await deps.calls.ofPerson(id)
  if (isClosed(person, id, message.connectContactId)) return
  const campaign = await deps.campaigns.get(id.campaign).catch((error: unknown) => {
    if (error instanceof NotFound) return undefined
    throw error
  })
  const { round } = message
  const isLast = round >= pauses.length - 1
  const isStopped = campaign?.status !== 'running'
  if (isStopped || isLast) {
    if (isLast) log.warn('call without an end', { campaign: id.campaign, count: round })
    await deps.voice.stop(message.connectContactId)
  } else if (round === 0) {
    await again(message, deps)
    return
  }
  const found = await deps.voice.describe(message.connectContactId)
  if (!isLast) {
    if (found && !found.endedAt && !found.reason) {
      if (!isStopped) return again(message, deps)
      return deps.later({ ...message, round: message.round + 1 }, afterStopSeconds)
    }
    if (found && !isKnown(found, deps.now())) return again(message, deps, reasonSeconds)
    if (!found && round < 2) return again(message, deps)
  }
  await closeCall(id, { kind: 'heard', ...found }, message.connectContactId, deps)
}

/** Whether all is known of an ended call that will ever be. */
export function isKnown({ reason, endedAt }: { reason?: string; endedAt?: Date }, now: Date): boolean {
  if (reason) return true
  if (!endedAt) return false
  const since = now.getTime() - endedAt.getTime()
  return since > reasonMilliseconds || since < -reasonMilliseconds // a clock that is so wrong says nothing
}

/** Asks again after the round's own pause, or after a short one, which is no round. */
async function again(message: CheckMessage, deps: CheckDeps, seconds?: number): Promise<void> {
  if (seconds !== undefined) return deps.later(message, seconds)
  const round = message.round + 1
  await deps.later({ ...message, round }, pauses[round] ?? pauses.at(-1)!)
}
