/** Starting what was claimed: each call by itself, and for each the check that follows it. What comes to nothing is given back. */
import { nameOf, SendError } from '../platform/errors.ts'
import { log } from '../platform/log.ts'
import { callIdText } from './call.ts'
import { firstCheckSeconds } from './check.ts'
import { closeCall } from './close.ts'
import { afterTrouble, type Lines, mostTroubles } from './lines.ts'
import type { Claimed, PlaceDeps } from './place.ts'

/** `later`: nothing rings, for certain. `doubt`: nobody knows; the claim stays until a trace is found or its time is over. */
type StartEnd = 'started' | 'later' | 'misconfigured' | 'rejected' | 'doubt'

/**
 * Starts the calls that were claimed with these lines.
 * @throws where Connect takes a call for malformed: that is our bug, and somebody must see it
 */
export async function startCalls(claimed: readonly Claimed[], lines: Lines, deps: PlaceDeps): Promise<void> {
  const ends = await Promise.all(claimed.map(async (call) => ({ ...call, end: await start(call, deps) })))
  const of = (...wanted: StartEnd[]) => ends.filter(({ end }) => wanted.includes(end)).map(({ id }) => id)

  const rejected = of('rejected')
  for (const id of rejected) await closeCall(id, { kind: 'refused' }, undefined, deps)

  const back = of('later', 'misconfigured')
  const started = of('started').length
  // One answer that is lost among others that came is no trouble of the provider's; its claim waits for a trace.
  const trouble = back.length + (started > 0 ? 0 : of('doubt').length)
  if (trouble > 0) {
    const at = deps.now()
    const after = await deps.lines.change((now) => afterTrouble(now, back, started > 0 ? 'some' : 'all', at))
    log.warn('calls not started', { count: trouble })
    await deps.later({ kind: 'fill' }, Math.ceil((after.quietUntil - at.getTime()) / 1000))
    const toPause = after.troubles >= mostTroubles ? ends.map(({ id }) => id) : of('misconfigured')
    for (const campaign of new Set(toPause.map((id) => id.campaign))) await deps.pause(campaign)
  } else if (lines.troubles > 0 && started > 0) {
    await deps.lines.change((now) => ({ ...now, troubles: 0 }))
  }
  if (rejected.length > 0) throw new Error('Connect refused a call as malformed')
}

async function start({ id, to, language }: Claimed, deps: PlaceDeps): Promise<StartEnd> {
  const call = callIdText(id)
  for (let attempt = 1; ; attempt++) {
    try {
      const { connectContactId } = await deps.voice.start({ to, call, language })
      await deps
        .later({ kind: 'check', call, connectContactId, round: 0 }, firstCheckSeconds)
        .catch((error: unknown) => {
          // The phone rings. Its event tells the end; without one the claim's time runs out.
          log.error('call without a check', { campaign: id.campaign, page: id.page, error: nameOf(error) })
        })
      return 'started'
    } catch (error) {
      if (error instanceof SendError && attempt === 1) {
        log.warn('call not taken', { campaign: id.campaign, failure: error.failure })
        if (error.failure === 'rejected' || error.failure === 'misconfigured') return error.failure
        return 'later'
      }
      // The same token once more, at once: had it gone out, the same contact comes back and nothing rings twice.
      if (attempt === 1) continue
      log.warn('call in doubt', { campaign: id.campaign, page: id.page, error: nameOf(error) })
      return 'doubt'
    }
  }
}
