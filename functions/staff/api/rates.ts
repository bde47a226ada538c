/** The API's report of rates: ask for it, read it. */
import * as z from 'zod/mini'
import { rateNames } from '../../../shared/result/aapor.ts'
import { RatesFound } from '../../../shared/result/rates.ts'
import { type ApiRoute, apiRoute } from '../api-route.ts'
import { named } from '../openapi.ts'
import { ApiError } from '../problem.ts'
import { type RatesDeskDeps, ratesDesk, type ShownReport } from '../rates.ts'
import { ById } from './campaigns.ts'

const { codes: _, ...found } = RatesFound.shape

const ReportView = z.object({
  /** `waiting` while it is being made; what was made before still stands. */
  state: z.enum(['waiting', 'done', 'failed']),
  askedAt: z.string(),
  /** The list has fewer people than may stand behind a figure. */
  tooFew: z.optional(z.literal(true)),
  found: z.optional(
    z.object({
      ...found,
      /** Final AAPOR code → persons. */
      codes: z.record(z.string(), z.union([z.int(), z.literal('hidden')])),
      /** Shares from 0 to 1; missing where the denominator is zero. `e` is the proportional estimate. */
      rates: z.partialRecord(z.enum([...rateNames, 'e']), z.number()),
      /** Attempts to a contact, on average. */
      perContact: z.number(),
    }),
  ),
})
named.add(ReportView, { id: 'RatesReport' })

const tag = 'Results'
const roles = ['manager', 'approver'] as const

export function rateRoutes(deps: RatesDeskDeps): ApiRoute[] {
  const desk = ratesDesk(deps)
  const view = (report: ShownReport): unknown => report
  return [
    apiRoute({
      method: 'POST',
      path: '/campaigns/{id}/rates',
      id: 'createRates',
      tag,
      summary: 'Ask for the report of rates',
      description:
        'It is made in the background from all attempts of everybody on the list, and kept. Read it until its state is `done`.',
      roles,
      params: ById,
      answer: { status: 202, description: 'The report as it stands', schema: ReportView },
      handle: async ({ params, person }) => ({ status: 202, body: view(await desk.ask(params.id, person)) }),
    }),
    apiRoute({
      method: 'GET',
      path: '/campaigns/{id}/rates',
      id: 'getRates',
      tag,
      summary: 'The newest report of rates: AAPOR classes, named rates, attempts, field dates',
      description:
        'AAPOR Standard Definitions, 9th edition. Who was only written to and is silent counts as non-contact (lists of people) or as unknown (lists of numbers); what could not be delivered counts as unknown.',
      roles,
      params: ById,
      answer: { status: 200, description: 'The report', schema: ReportView },
      async handle({ params }) {
        const report = await desk.get(await deps.campaigns.get(params.id))
        if (!report) throw new ApiError('not-found')
        return { status: 200, body: view(report) }
      },
    }),
  ]
}
