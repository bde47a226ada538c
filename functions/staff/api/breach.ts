/** The API after a breach: whom it concerns, and a file of whom to tell. (L10) */
import * as z from 'zod/mini'
import { Campaign } from '../../../shared/campaign/campaign.ts'
import { LocalDate } from '../../../shared/plan/window.ts'
import { Text } from '../../../shared/platform/language.ts'
import { ExportFormat } from '../../../shared/response/export.ts'
import { type ApiRoute, apiRoute } from '../api-route.ts'
import type { BreachDesk } from '../breach.ts'
import { ById } from './campaigns.ts'
import { ExportView } from './views.ts'

const roles = ['administrator'] as const
const tag = 'Audit'

export function breachRoutes(desk: BreachDesk): ApiRoute[] {
  return [
    apiRoute({
      method: 'POST',
      path: '/breaches',
      id: 'findAffected',
      tag,
      summary: 'After a breach: which drives held data of how many people, and of which kinds',
      description:
        'Of one drive, or of all whose data were here on any of the local days. Each look is kept in the audit.',
      roles,
      body: z.strictObject({
        campaign: z.optional(Campaign.shape.id),
        from: z.optional(LocalDate),
        to: z.optional(LocalDate),
      }),
      answer: {
        status: 200,
        description: 'The protocol',
        schema: z.object({
          drives: z.array(
            z.object({
              campaign: Campaign.shape.id,
              name: z.string(),
              people: z.int(),
              categories: z.string(),
              held: z.array(Text),
              from: LocalDate,
              until: z.optional(LocalDate),
            }),
          ),
        }),
      },
      handle: async ({ body, person }) => ({ status: 200, body: { drives: await desk.affected(body, person) } }),
    }),
    apiRoute({
      method: 'POST',
      path: '/campaigns/{id}/affected',
      id: 'createAffectedFile',
      tag,
      summary: 'Ask for a file of everybody on a drive’s list with her addresses, to tell them of a breach',
      roles,
      creates: true,
      params: ById,
      body: z.strictObject({ format: ExportFormat }),
      answer: { status: 202, description: 'The file', schema: ExportView },
      async handle({ params, body, person }) {
        const wanted = await desk.ask(params.id, body.format, person)
        return { status: 202, body: wanted, location: `/api/v1/campaigns/${params.id}/affected/${wanted.id}` }
      },
    }),
    apiRoute({
      method: 'GET',
      path: '/campaigns/{id}/affected/{export}',
      id: 'getAffectedFile',
      tag,
      summary: 'That file, with its address when it is done',
      roles,
      params: z.object({ id: Campaign.shape.id, export: z.string().check(z.regex(/^exp_[0-9a-z]{12}$/)) }),
      answer: { status: 200, description: 'The file', schema: ExportView },
      async handle({ params, person }) {
        const found = await desk.get(params.id, params.export)
        const url = await desk.link(params.id, found, person)
        return { status: 200, body: { ...found, ...(url && { url }) } }
      },
    }),
  ]
}
