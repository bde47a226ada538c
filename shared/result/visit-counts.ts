/** Counts of a drive's visits: how many stand, by where they were booked, and how many were called off. Rules only. */
import * as z from 'zod/mini'
import type { Delta } from './result.ts'

/** A booking as far as it is counted. */
export const CountedVisit = z.object({
  state: z.string(),
  by: z.enum(['web', 'keypad', 'agent', 'staff']),
  /** Missing for people who came by themselves: no drive counts them. */
  whom: z.optional(z.object({ campaign: z.string() })),
})
type CountedVisit = z.infer<typeof CountedVisit>

/** The point's staff book for people as agents do. */
const channelOf: Record<CountedVisit['by'], 'bookedWeb' | 'bookedKeypad' | 'bookedAgent'> = {
  web: 'bookedWeb',
  keypad: 'bookedKeypad',
  agent: 'bookedAgent',
  staff: 'bookedAgent',
}

const stands = (visit: CountedVisit | undefined): number => (visit && visit.state !== 'cancelled' ? 1 : 0)

/** What a change of a booking adds to the progress of its drive. One that is cancelled is no visit any more. */
export function countVisit(before: CountedVisit | undefined, after: CountedVisit): Delta[] {
  const change = stands(after) - stands(before)
  const { whom, by } = after
  if (!whom || change === 0) return []
  const adds = { booked: change, [channelOf[by]]: change, ...(change < 0 && { cancelled: 1 }) }
  return [{ campaign: whom.campaign, counter: 'progress', adds }]
}
