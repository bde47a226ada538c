/** Results: counts made from responses and facts while they arrive. Rules only. */
import * as z from 'zod/mini'
import type { PhoneCounts } from './phone-counts.ts'

/** How far a drive has come. Every count but `contacts` is kept by the tally. */
export const Progress = z.object({
  sent: z._default(z.int(), 0),
  /** Refused by the provider. */
  refused: z._default(z.int(), 0),
  /** Left out before the send: answered, objected, unreachable. */
  spared: z._default(z.int(), 0),
  doubt: z._default(z.int(), 0),
  bounced: z._default(z.int(), 0),
  /** Of these, for good: the address does not exist. */
  hardBounced: z._default(z.int(), 0),
  complained: z._default(z.int(), 0),
  delayed: z._default(z.int(), 0),
  objected: z._default(z.int(), 0),
  /** Began the survey: the first page was saved. Opening a link counts nothing, because mail scanners open links. (E4) */
  opened: z._default(z.int(), 0),
  answered: z._default(z.int(), 0),
  /** Calls that were dialled and have ended; of these such in which somebody was reached; turns at which nobody was called. */
  calls: z._default(z.int(), 0),
  reached: z._default(z.int(), 0),
  skipped: z._default(z.int(), 0),
  /** Visits that were booked and stand, of these by web, by keypad, by agents and staff; visits that were called off. */
  booked: z._default(z.int(), 0),
  bookedWeb: z._default(z.int(), 0),
  bookedKeypad: z._default(z.int(), 0),
  bookedAgent: z._default(z.int(), 0),
  cancelled: z._default(z.int(), 0),
})
export type Progress = z.infer<typeof Progress>

/** Counts of one question: how many answered it, and how often each value was given. */
export interface QuestionCounts {
  answered: number
  /** `markKey` → count. */
  values: Record<string, number>
}

export interface Results {
  progress: Progress
  /** Question → counts. */
  questions: Record<string, QuestionCounts>
  /** Local day → responses. */
  days: Record<string, number>
  phone: PhoneCounts
}

/** One thing to add to one counter item. */
export interface Delta {
  campaign: string
  /** The item: `progress`, which holds a first group of questions too; `phone`; or a further group, `q#1`. */
  counter: string
  adds: Record<string, number>
}

/** A free text to keep for reading: under its question, with the local day it was given. */
export interface GivenText {
  campaign: string
  question: string
  text: string
  day: string
}

/** The name under which a mark is counted: the choice, and in a matrix its row before it. */
export function markKey({ row, choice }: { row?: string | undefined; choice: string }): string {
  return row === undefined ? choice : `${row}\u001f${choice}`
}
