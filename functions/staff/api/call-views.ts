/** Calls, lists and agents as the API shows them. */
import * as z from 'zod/mini'
import { Skip } from '../../../shared/call/call.ts'
import { OutcomeCode } from '../../../shared/call/outcome.ts'
import { Basis } from '../../../shared/campaign/campaign.ts'
import { Band, IdentityFact } from '../../../shared/claim/claim.ts'
import { LocalDate } from '../../../shared/plan/window.ts'
import { Language, Text } from '../../../shared/platform/language.ts'
import { Value } from '../../../shared/response/response.ts'
import type { Matter } from '../call-identity.ts'
import type { CallSeen } from '../call-view.ts'
import { named } from '../openapi.ts'

export const IdentityState = z.enum(['asked', 'confirmed', 'given up', 'settled'])

/** What a reminder is about; never part of a call, always asked for by itself. (T4) */
export const MatterView = z.object({
  campaign: z.string(),
  /** Her open claims, in the order of the list: the pointer to each case in the tax system. */
  claims: z.array(z.object({ case: z.string(), band: Band })),
  script: z.array(z.string()),
  clauseNeeded: z.boolean(),
  /** The instant whose payments are known. */
  paymentsAt: z.optional(z.string()),
})
named.add(MatterView, { id: 'Matter' })

export function matterViewOf({ clause: _, ...matter }: Matter): z.infer<typeof MatterView> {
  return matter
}

export const CallView = z.object({
  call: z.string(),
  /** Send it back with everything about this call. */
  hold: z.string(),
  campaign: z.string(),
  name: z.string(),
  language: Language,
  phone: z.string(),
  /** Whether it can be dialled by Amazon Connect as well. */
  byConnect: z.boolean(),
  promised: z.boolean(),
  attempts: z.array(
    z.object({
      at: z.string(),
      channel: z.enum(['call', 'agents']),
      outcome: z.optional(OutcomeCode),
      skip: z.optional(Skip),
      note: z.optional(z.string()),
    }),
  ),
  script: z.array(z.string()),
  /** For whoever asks where her data are from; in a discreet drive neither the purpose nor the source. */
  origin: z.object({
    purpose: z.optional(Text),
    source: z.optional(z.string()),
    obtainedOn: z.optional(LocalDate),
    basis: z.optional(Basis),
    until: z.optional(LocalDate),
    retentionMonths: z.optional(z.int()),
    controller: z.optional(z.string()),
    officer: z.optional(z.string()),
  }),
  clauseGivenAt: z.optional(z.string()),
  /** The clause must be given before the first answer. */
  clauseNeeded: z.boolean(),
  note: z.string(),
  /** Of a reminder: whether the person was recognised, by what she can be, and how often it may still be tried. */
  identity: z.optional(
    z.object({ state: IdentityState, facts: z.array(IdentityFact), needed: z.int(), triesLeft: z.int() }),
  ),
  /** Her address, masked. */
  email: z.optional(z.string()),
  leaseUntil: z.string(),
  survey: z.optional(
    z.object({
      state: z.enum(['none', 'partial', 'complete', 'closed']),
      answers: z.record(z.string(), Value),
    }),
  ),
})
named.add(CallView, { id: 'Call' })

export const ListView = z.object({
  list: z.string(),
  campaign: z.string(),
  name: z.string(),
  skill: z.optional(z.string()),
  languages: z.array(Language),
  promisesOnly: z.boolean(),
})
named.add(ListView, { id: 'CallList' })

export const FoundView = z.object({
  /** To take her call with, on this day; missing where you cannot. */
  contact: z.optional(z.string()),
  /** Missing where you may not know what the drive is about. */
  campaign: z.optional(z.string()),
  name: z.string(),
  language: Language,
  /** How many calls were made, or passed over. */
  calls: z.int(),
  callback: z.optional(z.string()),
  response: z.optional(z.enum(['partial', 'complete'])),
  mayTake: z.boolean(),
})

export const Overview = z.object({
  lists: z.array(
    z.object({
      list: z.string(),
      campaign: z.string(),
      name: z.string(),
      status: z.string(),
      skill: z.optional(z.string()),
      closed: z.boolean(),
      fresh: z.int(),
      due: z.int(),
      later: z.int(),
      talking: z.int(),
      promised: z.int(),
      late: z.int(),
    }),
  ),
  agents: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      lists: z.array(z.string()),
      call: z.optional(z.string()),
      since: z.optional(z.string()),
      seenAt: z.string(),
      today: z.int(),
    }),
  ),
  outcomes: z.partialRecord(OutcomeCode, z.int()),
})
named.add(Overview, { id: 'Phones' })

/** A call in the API's words. */
export function viewOf(call: CallSeen): z.infer<typeof CallView> {
  const { text, hold, campaign, name, language, phone, promised, attempts, script, note, survey } = call
  return {
    ...{ call: text, hold, campaign: campaign.id, name, language, phone, promised, attempts, script, note },
    byConnect: call.byConnect,
    clauseNeeded: call.clauseNeeded,
    origin: call.origin,
    leaseUntil: new Date(call.leaseUntil).toISOString(),
    ...(call.clauseGivenAt && { clauseGivenAt: call.clauseGivenAt }),
    ...(call.identity && { identity: call.identity }),
    ...(call.email && { email: call.email }),
    ...(survey && { survey: { state: survey.state, answers: survey.answers } }),
  }
}
