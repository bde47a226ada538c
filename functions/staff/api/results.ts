/** The API's results: counts after suppression, and free texts for those who may read them. */
import * as z from 'zod/mini'
import { Skip } from '../../../shared/call/call.ts'
import { OutcomeCode } from '../../../shared/call/outcome.ts'
import { Text } from '../../../shared/platform/language.ts'
import { type ApiRoute, apiRoute } from '../api-route.ts'
import { readFrom } from '../cursor.ts'
import type { StaffDeps } from '../deps.ts'
import { named } from '../openapi.ts'
import type { ResultDesk } from '../results.ts'
import { ById } from './campaigns.ts'
import { Counts, countsOf } from './views.ts'

/** A count, or `hidden` where it could point at a person. (A4) */
const Shown = z.union([z.int(), z.literal('hidden')])

const ResultsView = z.object({
  counts: Counts,
  /** Responses a local day. */
  days: z.array(z.object({ day: z.string(), responses: z.int() })),
  questions: z.array(
    z.object({
      name: z.string(),
      title: Text,
      type: z.string(),
      answered: Shown,
      tables: z.array(
        z.object({
          row: z.optional(z.object({ value: z.string(), label: Text })),
          base: Shown,
          rows: z.array(z.object({ value: z.string(), label: Text, count: Shown })),
        }),
      ),
      texts: z.optional(z.object({ name: z.string(), count: Shown })),
    }),
  ),
  /** What came of the calls; missing while nothing was done by phone. */
  phone: z.optional(
    z.object({
      /** Calls dialled, by channel; and in how many somebody was reached. */
      calls: z.object({ call: z.int(), agents: z.int() }),
      reached: z.int(),
      /** All that ended, also what was never dialled: the base of the outcomes. */
      ended: z.int(),
      outcomes: z.array(z.object({ outcome: OutcomeCode, label: Text, reached: z.boolean(), count: Shown })),
      days: z.array(z.object({ day: z.string(), calls: z.int() })),
      /** The local hour in which the largest share of calls reached somebody. */
      bestHour: z.optional(z.object({ hour: z.int(), share: z.number() })),
      /** Turns at which somebody was not called. */
      skips: z.array(z.object({ skip: Skip, label: Text, count: Shown })),
      callbacks: z.object({ made: z.int(), kept: z.int(), 'given up': z.int(), withdrawn: z.int() }),
    }),
  ),
  /** Fewest people behind a count that is shown. */
  fewest: z.int(),
  /** Items read for this answer: one, and one to each group of questions, however many answered. */
  read: z.int(),
})

named.add(ResultsView, { id: 'Results' })
const tag = 'Results'

type Deps = Pick<StaffDeps, 'campaigns' | 'audit' | 'now'>

export function resultRoutes(desk: ResultDesk, { campaigns, audit, now }: Deps): ApiRoute[] {
  return [
    apiRoute({
      method: 'GET',
      path: '/campaigns/{id}/results',
      id: 'getResults',
      tag,
      summary: 'Counts of every question and day',
      description:
        'Unless the drive is identified, newer counts of a question take the place of older ones only when at least `fewest` more have answered and the two together tell of nobody.',
      roles: ['manager', 'approver'],
      params: ById,
      answer: { status: 200, description: 'The results', schema: ResultsView },
      async handle({ params }) {
        const campaign = await campaigns.get(params.id)
        const { progress, ...shown } = await desk.of(campaign)
        return { status: 200, body: { counts: countsOf(campaign, progress), ...shown } }
      },
    }),
    apiRoute({
      method: 'GET',
      path: '/campaigns/{id}/results/texts',
      id: 'listTexts',
      tag,
      summary: 'What people wrote in answer to a question',
      description:
        'That you read is kept in the audit. Unless the drive is identified, neither day nor order leads back to a person. Of an anonymous drive there are none until no more answers can come.',
      roles: ['manager'],
      params: ById,
      query: z.object({ question: z.string().check(z.minLength(1)), cursor: z.optional(z.string()) }),
      answer: {
        status: 200,
        description: 'Some of the texts',
        schema: z.object({
          /** The day only of an identified drive. */
          texts: z.array(z.object({ text: z.string(), day: z.optional(z.string()) })),
          cursor: z.optional(z.string()),
        }),
      },
      async handle({ params, query, person }) {
        const campaign = await campaigns.get(params.id)
        await audit.write({ who: person.id, did: 'read texts', what: params.id }, now())
        const body = await readFrom(query.cursor, (from) => desk.texts(campaign, query.question, from))
        return { status: 200, body }
      },
    }),
  ]
}
