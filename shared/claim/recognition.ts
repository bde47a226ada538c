/** Where the recognising of a reminder's person stands in one attempt: how often it failed, whether it succeeded, and for whom. Rules only. (T4) */
import * as z from 'zod/mini'
import { localTime } from '../platform/local-time.ts'

/** What is asked of an attempt here. */
interface Attempt {
  n: number
  startedAt: string
  identity?: Identity | undefined
}

/** Where the recognising of a person stands in one attempt; kept with the attempt. */
export const Identity = z.object({
  /** Times that what she said did not match. */
  misses: z.int(),
  /** When it matched, ISO; and for whom: another agent asks again. */
  confirmedAt: z.optional(z.string()),
  agent: z.optional(z.string()),
})
export type Identity = z.infer<typeof Identity>

/** After so many misses on one local day she is only asked to visit or to call. */
const mostMisses = 3

/** Whether the attempt's person was recognised by this agent. */
export function isConfirmed(call: { identity?: Identity | undefined; agent?: string | undefined }): boolean {
  return call.identity?.confirmedAt !== undefined && call.identity.agent === call.agent
}

/**
 * Misses of a person's other attempts of the same local day. Whoever gives a call back, or hangs up and calls again, has no new
 * tries by that: else facts could be tried until one matches.
 */
function missesBefore(calls: readonly Attempt[], { n, startedAt }: Attempt): number {
  const { date } = localTime(new Date(startedAt))
  return calls
    .filter((one) => one.n !== n && one.identity && localTime(new Date(one.startedAt)).date === date)
    .reduce((sum, { identity }) => sum + identity!.misses, 0)
}

/** How often recognising may still be tried in an attempt, of all of a person's calls. */
export function triesLeft(calls: readonly Attempt[], call: Attempt): number {
  return Math.max(0, mostMisses - missesBefore(calls, call) - (call.identity?.misses ?? 0))
}

/** What is left of the recognising for whoever takes the attempt over: the misses count on, the match does not. */
export function carriedOver(identity: Identity | undefined): Identity | undefined {
  return identity && { misses: identity.misses }
}
