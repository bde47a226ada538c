/** The pump of a step: up to which page messages are on their way, and up to which page all is recorded. Rules only. */
import * as z from 'zod/mini'
import { contactsPerPage } from '../contact/contact.ts'

export const Pump = z.object({
  /** Pages below this have been put into the queue. */
  position: z.int(),
  /** When it last moved, and when it first did: epoch ms, 0 for never. */
  pumpedAt: z.int(),
  startedAt: z.int(),
  /** Pages below this are recorded to the last contact. */
  sweptTo: z.int(),
  sweptAt: z.int(),
  /** Pages below this were in the queue at the last sweep: the next one asks for their records. */
  sweepUntil: z.int(),
  done: z.boolean(),
  version: z.int(),
})
export type Pump = z.infer<typeof Pump>

export const stillPump: Pump = {
  position: 0,
  pumpedAt: 0,
  startedAt: 0,
  sweptTo: 0,
  sweptAt: 0,
  sweepUntil: 0,
  done: false,
  version: 0,
}

/** Kept free for mails of other systems of the office, of what the provider takes in a day. */
const dailyReserve = 100

/** One turn of the clock fills the queue for a little longer than a minute, so that it neither starves nor swells. */
const secondsAhead = 75

const ramp: [afterMinutes: number, contacts: number][] = [
  [0, 200],
  [30, 2000],
  [60, Number.MAX_SAFE_INTEGER],
]

/** How many contacts the ramp lets through so many milliseconds after the step began. (E5: 200, 2,000, the rest) */
export function rampLimit(sinceStart: number): number {
  let limit = 0
  for (const [afterMinutes, contacts] of ramp) if (sinceStart >= afterMinutes * 60_000) limit = contacts
  return limit
}

interface Limits {
  /** Of the whole list. */
  pages: number
  /** Mails a second. */
  rate: number
  /** Mails that the provider still takes today; what is over waits for tomorrow instead of being dropped. (E7) */
  leftToday: number
  ramp: boolean
  at: Date
}

/**
 * The position that the pump may move to: as many pages as the rate can send until the next turn. Two turns at the same
 * moment move it once.
 */
export function pagesToPump(pump: Pump, { pages, rate, leftToday, ramp, at }: Limits): number {
  const most = Math.max(secondsAhead, contactsPerPage / rate) // a slow provider earns a page in more than a turn
  const elapsed = pump.pumpedAt === 0 ? secondsAhead : Math.min((at.getTime() - pump.pumpedAt) / 1000, most)
  const byRate = pump.position + Math.floor((Math.max(elapsed, 0) * rate) / contactsPerPage)
  const first = pump.position === 0 ? 1 : 0
  const byRamp = ramp
    ? Math.ceil(rampLimit(pump.startedAt ? at.getTime() - pump.startedAt : 0) / contactsPerPage)
    : Number.MAX_SAFE_INTEGER
  const byQuota = pump.position + Math.floor(Math.max(0, leftToday - dailyReserve) / contactsPerPage)
  return Math.max(pump.position, Math.min(pages, Math.max(byRate, pump.position + first), byRamp, byQuota))
}
