/**
 * What Amazon Connect tells later about our calls: best effort, in no order, twice or never. Only the end of a call is
 * listened to; everything that matters is then asked for, because an event carries neither the reason nor the attempt.
 */
import { type CallId, callIdText, type PlaceCallsMessage, readCallId } from '../call/call.ts'
import { isKnown } from '../call/check.ts'
import type { CloseEnd, Ending } from '../call/close.ts'
import { log } from '../platform/log.ts'
import type { ContactEvent } from './contact-event.ts'
import type { VoiceChannel } from './voice.ts'

export interface ContactEventDeps {
  voice: Pick<VoiceChannel, 'describe'>
  close: (id: CallId, ending: Ending, connectContactId: string) => Promise<CloseEnd>
  /** Puts a message for place-calls into its queue, to be seen so many seconds later. */
  later: (message: PlaceCallsMessage, seconds: number) => Promise<void>
  now: () => Date
}

/** The events after which a call is over. What Connect invents later is ignored. */
const ends = new Set(['DISCONNECTED', 'COMPLETED'])
const reasonSeconds = 15

/**
 * Takes events. Connect tells each end twice, as DISCONNECTED and as COMPLETED, and both come in one batch as a rule: what
 * tells of one call at the same time is done once, or the second write is refused and paid for.
 */
export function contactListener(deps: ContactEventDeps): (event: ContactEvent) => Promise<void> {
  const going = new Map<string, Promise<void>>()
  return (event) => {
    const { type, connectContactId } = event.detail
    if (!ends.has(type)) return Promise.resolve()
    const known = going.get(connectContactId)
    if (known !== undefined) return known
    const heard = hearContact(event, deps).finally(() => going.delete(connectContactId))
    going.set(connectContactId, heard)
    return heard
  }
}

/** Takes one event. Taking it twice is taking it once. */
export async function hearContact({ detail }: ContactEvent, deps: ContactEventDeps): Promise<void> {
  if (!ends.has(detail.type)) return
  const { connectContactId } = detail
  const found = await deps.voice.describe(connectContactId)
  const id = found?.call === undefined ? undefined : readCallId(found.call)
  if (!found || !id) {
    log.info('event for a call that is not ours', { kind: detail.type })
    return
  }
  const ending = { ...times(detail), ...found }
  if (!isKnown(ending, deps.now())) {
    // The reason comes some seconds after the event: the check of this call asks for it.
    await deps.later({ kind: 'check', call: callIdText(id), connectContactId, round: 1 }, reasonSeconds)
    return
  }
  await deps.close(id, { kind: 'heard', ...ending }, connectContactId)
}

function times({ startedAt, connectedAt, endedAt }: ContactEvent['detail']) {
  return { ...(startedAt && { startedAt }), ...(connectedAt && { connectedAt }), ...(endedAt && { endedAt }) }
}
