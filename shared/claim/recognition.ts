/** Where the recognising of a reminder's person stands in one attempt: how often it failed, whether it succeeded, and for whom. Rules only. (T4) */
import * as z from 'zod/mini'

/** Where the recognising of a person stands in one attempt; kept with the attempt. */
export const Identity = z.object({
  /** Times that what she said did not match. */
  misses: z.int(),
  /** When it matched, ISO; and for whom: another agent asks again. */
  confirmedAt: z.optional(z.string()),
  agent: z.optional(z.string()),
})
export type Identity = z.infer<typeof Identity>

/** After so many misses she is only asked to visit or to call. */
export const mostMisses = 3

/** Whether the attempt's person was recognised by this agent. */
export function isConfirmed(call: { identity?: Identity | undefined; agent?: string | undefined }): boolean {
  return call.identity?.confirmedAt !== undefined && call.identity.agent === call.agent
}

/** Whether nothing more may be asked in this attempt. */
export function isGivenUp({ identity }: { identity?: Identity | undefined }): boolean {
  return (identity?.misses ?? 0) >= mostMisses
}

/** What is left of the recognising for whoever takes the attempt over: the misses count on, the match does not. */
export function carriedOver(identity: Identity | undefined): Identity | undefined {
  return identity && { misses: identity.misses }
}
