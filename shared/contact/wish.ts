/**
 * How somebody wishes to be contacted in a drive: her language, one channel only. Kept beside her page, one to a person, and
 * read at the check before every act. It says what she would rather have; what she does not want at all is an objection.
 */
import * as z from 'zod/mini'
import { Language } from '../platform/language.ts'

/** `phone` is any call; `agents` a call by a person, and no automated one. */
export const OnlyBy = z.enum(['email', 'phone', 'agents'])
export type OnlyBy = z.infer<typeof OnlyBy>

export const Wish = z.object({
  language: z.optional(Language),
  only: z.optional(OnlyBy),
  /** ISO in UTC. */
  at: z.string(),
})
export type Wish = z.infer<typeof Wish>

/** What reaches people, by the names of the plan's steps. */
export type Reaching = 'email' | 'call' | 'agents'

const reaching: Record<OnlyBy, readonly Reaching[]> = {
  email: ['email'],
  phone: ['call', 'agents'],
  agents: ['agents'],
}

/** Whether a channel agrees with what she wished for. */
export function isWished(wish: Pick<Wish, 'only'> | undefined, channel: Reaching): boolean {
  return !wish?.only || reaching[wish.only].includes(channel)
}
