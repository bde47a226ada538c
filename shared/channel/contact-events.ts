/**
 * What Amazon Connect tells later about our calls: best effort, in no order, twice or never. Only the end of a call is
 * listened to; everything that matters is then asked for, because an event carries neither the reason nor the attempt.
 */
import * as z from 'zod/mini'
import { type CallId, callIdText, type PlaceCallsMessage, readCallId } from '../call/call.ts'
import { isKnown } from '../call/check.ts'
import type { CloseEnd, Ending } from '../call/close.ts'
import { log } from '../platform/log.ts'
import type { VoiceChannel } from './voice.ts'

/** The names of a record in lower case: the documentation writes them now so, now so. */
const inLowerCase = (value: unknown): unknown =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name.toLowerCase(), one]))
    : value

/** A time that may be missing, unset (the first moments of 1970), or no time at all. */
const Moment = z.pipe(
  z.unknown(),
  z.transform((value) => {
    const at = new Date(typeof value === 'string' || typeof value === 'number' ? value : Number.NaN)
    return at.getUTCFullYear() > 2000 ? at : undefined
  }),
)

/** An EventBridge event of Connect, as far as Akcja reads it. Names and values count without regard to case. */
export const ContactEvent = z.object({
  source: z.literal('aws.connect'),
  detail: z.pipe(
    z.pipe(z.unknown(), z.transform(inLowerCase)),
    z.pipe(
      z.object({
        eventtype: z.string(),
        contactid: z.string().check(z.minLength(1)),
        initiationtimestamp: z.optional(Moment),
        connectedtosystemtimestamp: z.optional(Moment),
        disconnecttimestamp: z.optional(Moment),
      }),
      z.transform((detail) => ({
        type: detail.eventtype.toUpperCase(),
        connectContactId: detail.contactid,
        startedAt: detail.initiationtimestamp,
        connectedAt: detail.connectedtosystemtimestamp,
        endedAt: detail.disconnecttimestamp,
      })),
    ),
  ),
})
export type ContactEvent = z.infer<typeof ContactEvent>

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
