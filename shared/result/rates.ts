/**
 * The report of rates: AAPOR classes over everybody on the list, attempts to a contact, field dates. It needs all attempts of
 * everybody, so it is made page by page in the background and kept with its time. Rules and shapes only. (M1, M2)
 */
import * as z from 'zod/mini'
import type { PersonCalls } from '../call/call-store.ts'
import { Eligibility } from '../call/outcome.ts'
import { attemptsOf } from '../call/standing.ts'
import type { Beside } from '../contact/beside-store.ts'
import { bounces, contactsPerPart } from '../contact/contact.ts'
import { sentAt } from '../plan/ledger.ts'
import { localTime } from '../platform/local-time.ts'
import { type Response, valuesOf } from '../response/response.ts'
import { visiblePages, visibleQuestions } from '../survey/flow.ts'
import { isAsked, type Survey } from '../survey/survey.ts'
import { type AaporClass, aaporClasses, classOf, finalCode, responseEnd } from './aapor.ts'
import { isDialled } from './phone-counts.ts'

/** From so many attempts on they are counted together. */
export const manyAttempts = 6

export const RatesFound = z.object({
  at: z.string(),
  eligibility: Eligibility,
  contacts: z.int(),
  classes: z.record(z.enum(aaporClasses), z.int()),
  /** Final AAPOR code → persons. */
  codes: z.record(z.string(), z.int()),
  /** Attempts of each channel. */
  attempts: z.object({ email: z.int(), call: z.int(), agents: z.int() }),
  /** How many persons had 0, 1, 2 … attempts; the last is `manyAttempts` and more. */
  perPerson: z.array(z.int()),
  /** Local days of the first and the last attempt. */
  from: z.optional(z.string()),
  to: z.optional(z.string()),
})
export type RatesFound = z.infer<typeof RatesFound>

export const RatesReport = z.object({
  state: z.enum(['waiting', 'done', 'failed']),
  askedAt: z.string(),
  askedBy: z.string(),
  /** The newest that was made; stays while another is being made. */
  found: z.optional(RatesFound),
})
export type RatesReport = z.infer<typeof RatesReport>

/** A page of the list with all that became of its people. */
export interface PageOfEnds extends Beside {
  /** How many contacts it has. */
  contacts: number
  calls: ReadonlyMap<number, PersonCalls>
  responses: ReadonlyMap<number, Response>
}

/** Gathers the report page by page. */
export function ratesCollector(eligibility: Eligibility, survey: Survey | undefined) {
  const classes = Object.fromEntries(aaporClasses.map((name) => [name, 0])) as Record<AaporClass, number>
  const codes: Record<string, number> = {}
  const attempts = { email: 0, call: 0, agents: 0 }
  const perPerson = Array.from({ length: manyAttempts + 1 }, () => 0)
  let contacts = 0
  let from: string | undefined
  let to: string | undefined

  const onDay = (at: Date) => {
    const { date } = localTime(at)
    if (!from || date < from) from = date
    if (!to || date > to) to = date
  }

  return {
    take(page: PageOfEnds): void {
      for (let index = 0; index < page.contacts; index++) {
        const calls = attemptsOf(page.calls.get(index)?.calls ?? [])
        const dialled = calls.filter(({ outcome }) => isDialled(outcome))
        const emails = sentAt(index, page.ledger)
        for (const { channel, startedAt } of dialled) {
          attempts[channel]++
          onDay(new Date(startedAt))
        }
        for (const at of emails) onDay(at)
        attempts.email += emails.length
        const count = Math.min(manyAttempts, dialled.length + emails.length)
        perPerson[count] = perPerson[count]! + 1
        contacts++

        const facts = page.facts.filter((fact) => fact.index === index)
        const response = page.responses.get(index)
        const code = finalCode(
          {
            calls,
            response: response && responseEnd(response.state, survey ? answeredShare(survey, response) : 0),
            objected: facts.some(({ kind }) => kind === 'objected' || kind === 'complained'),
            mail: mailOf(index, page, emails.length),
          },
          eligibility,
        )
        codes[code] = (codes[code] ?? 0) + 1
        classes[classOf(code)]++
      }
    },

    found: (at: Date): RatesFound => ({
      ...{ at: at.toISOString(), eligibility, contacts, classes, codes, attempts, perPerson },
      ...(from && { from }),
      ...(to && { to }),
    }),
  }
}

/** What became of her e-mails. One that nobody knows of counts as sent: it may lie in her mailbox. */
function mailOf(index: number, { facts, ledger }: Beside, sent: number): 'sent' | 'bounced' | undefined {
  const own = facts.filter((fact) => fact.index === index)
  const cameBack = own.some(
    ({ kind, detail }) => kind === 'rejected' || (kind === 'bounced' && detail === bounces.hard),
  )
  const ends = [...ledger].filter(([key]) => Number(key.split('#')[2]) === Math.floor(index / contactsPerPart))
  const letters = ends.map(([, { outcomes }]) => outcomes[index % contactsPerPart])
  if (cameBack || letters.includes('r')) return 'bounced'
  return sent > 0 || letters.includes('d') ? 'sent' : undefined
}

/** How much of what was asked of her she answered: 0 to 1. */
export function answeredShare(survey: Survey, response: Response): number {
  const answers = valuesOf(response)
  const asked = visiblePages(survey, answers)
    .flatMap((page) => visibleQuestions(survey, page, answers))
    .filter(isAsked)
  if (asked.length === 0) return 1
  return asked.filter(({ name }) => answers[name] !== undefined).length / asked.length
}
