/**
 * What a rehearsal assumes about the office, about people and about prices, in one table; the office's administrator changes it.
 * Sources: `facts` are figures of the field's documentation, everything marked `assumed` is a guess to be replaced by the
 * office's own experience.
 */
import * as z from 'zod/mini'
import { OutcomeCode } from '../call/outcome.ts'

const Share = z.number().check(z.minimum(0), z.maximum(1))
const Price = z.number().check(z.minimum(0), z.maximum(1_000))
const Clock = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/))
const seconds = z.int().check(z.minimum(1), z.maximum(3_600))

/** Outcome → share of all attempts on a channel. Together 1. */
export const Rates = z.partialRecord(OutcomeCode, Share)
export type Rates = z.infer<typeof Rates>

export const RehearsalSettings = z.object({
  /** What the mail provider takes. */
  mailsPerSecond: z.number().check(z.minimum(0.1), z.maximum(1_000)),
  /** Automated calls at once. */
  lines: z.int().check(z.minimum(1), z.maximum(500)),
  /** Agents at work, and when. */
  agents: z.int().check(z.minimum(0), z.maximum(500)),
  agentsFrom: Clock,
  agentsTo: Clock,
  /** Until somebody picks up, or nobody does. */
  ringSeconds: seconds,
  /** An automated call that was picked up and did not come to its end. */
  talkSeconds: seconds,
  /** A talk of an agent, and her work after each attempt. */
  agentTalkSeconds: seconds,
  agentWrapSeconds: seconds,
  /** Of those who got an e-mail: who answers, and who objects. */
  emailAnswered: Share,
  emailObjected: Share,
  callRates: Rates,
  agentRates: Rates,
  /** PLN. */
  prices: z.object({
    mail: Price,
    /** A minute of an automated call: the service, from 10 seconds; and the telephone network, from a minute. */
    serviceMinute: Price,
    networkMinute: Price,
    /** 0: her time is not counted. */
    agentHour: Price,
  }),
})
export type RehearsalSettings = z.infer<typeof RehearsalSettings>

export const usualRehearsal: RehearsalSettings = {
  mailsPerSecond: 14, // facts: an ordinary account
  lines: 10, // facts: concurrent calls of one Connect instance
  agents: 5, // assumed
  agentsFrom: '08:00', // assumed
  agentsTo: '16:00', // assumed
  ringSeconds: 25, // facts: assumed there too
  talkSeconds: 40, // facts: assumed there too
  agentTalkSeconds: 180, // facts: 3 minutes of service a conversation
  agentWrapSeconds: 30, // assumed
  emailAnswered: 0.3, // facts: the example of the cost floor
  emailObjected: 0.005, // assumed
  callRates: {
    complete: 0.1, // assumed
    partial: 0.02, // assumed
    refused: 0.03, // assumed
    objection: 0.01, // assumed
    callback: 0.03, // assumed
    hung_up: 0.15, // assumed
    break_off: 0.05, // assumed
    no_input: 0.12, // assumed; voicemail that picks up is among them
    busy: 0.06, // assumed
    no_answer: 0.32, // assumed
    not_reachable: 0.06, // assumed
    bad_number: 0.02, // assumed
    blocked: 0.01, // facts: about 1 %
    technical: 0.02, // facts: about 2 %
  },
  agentRates: {
    // facts: conversations in 35 to 100 % of attempts; here in 50
    complete: 0.25, // assumed
    partial: 0.01, // assumed
    refused: 0.1, // assumed
    soft_refusal: 0.05, // assumed
    objection: 0.01, // assumed
    hung_up: 0.02, // assumed
    callback: 0.04, // assumed
    wrong_person: 0.02, // assumed
    busy: 0.05, // assumed
    no_answer: 0.3, // assumed
    not_reachable: 0.05, // assumed
    voicemail: 0.08, // assumed
    bad_number: 0.02, // assumed
  },
  prices: {
    mail: 0.0006, // facts: 0.16 USD for 1,000, at 4 PLN, assumed
    serviceMinute: 0.15, // facts: 0.038 USD, at 4 PLN
    networkMinute: 0.08, // facts: Poland not found, 0.02 USD taken
    agentHour: 0, // to be filled in by the office
  },
}

/** The shares of a channel, together. */
export function sumOf(rates: Rates): number {
  return Object.values(rates).reduce((sum, share) => sum + (share ?? 0), 0)
}

/** Earlier attempts by outcome as shares, where there are enough of them to tell something; undefined where not. */
export function ratesFrom(counts: Partial<Record<OutcomeCode, number>>, atLeast = 300): Rates | undefined {
  const all = Object.values(counts).reduce((sum, count) => sum + (count ?? 0), 0)
  if (all < atLeast) return undefined
  const known = Object.entries(counts) as [OutcomeCode, number][]
  return Object.fromEntries(known.map(([code, count]) => [code, count / all])) as Rates
}
