/** The API's exports: ask for a file of responses, read how far it is, fetch it. */
import * as z from 'zod/mini'
import { Campaign } from '../../../shared/campaign/campaign.ts'
import { AskedKind, ExportFormat } from '../../../shared/response/export.ts'
import { type ApiRoute, apiRoute } from '../api-route.ts'
import type { ExportDesk } from '../exports.ts'
import { ById } from './campaigns.ts'
import { ExportView } from './views.ts'

const roles = ['manager'] as const
const tag = 'Results'

export function exportRoutes(desk: ExportDesk): ApiRoute[] {
  return [
    apiRoute({
      method: 'POST',
      path: '/campaigns/{id}/exports',
      id: 'createExport',
      tag,
      summary: 'Ask for a file of all responses, or of all attempts',
      description:
        'The file is written in the background, while the drive may go on. Read the export until its state is `done`. Of a confidential drive, what people wrote is in `xlsx` only, on a sheet of its own. It has rows up to a moment after which at least `fewest` more have come, and `#` for what fewer share. Of an anonymous drive there are only `figures`: the table of results, with `#` for a hidden count, `-` for none, `.` for no data, `X` where nothing is counted. A file of `attempts` has a row to each e-mail and call, and no names or numbers.',
      roles,
      creates: true,
      params: ById,
      body: z.strictObject({ format: ExportFormat, kind: z.optional(AskedKind) }),
      answer: { status: 202, description: 'The export', schema: ExportView },
      async handle({ params, body, person }) {
        const wanted = await desk.ask(params.id, body.kind ?? 'responses', body.format, person)
        return { status: 202, body: wanted, location: `/api/v1/campaigns/${params.id}/exports/${wanted.id}` }
      },
    }),
    apiRoute({
      method: 'GET',
      path: '/campaigns/{id}/exports/{export}',
      id: 'getExport',
      tag,
      summary: 'An export, with its address when it is done',
      roles,
      params: z.object({ id: Campaign.shape.id, export: z.string().check(z.regex(/^exp_[0-9a-z]{12}$/)) }),
      answer: { status: 200, description: 'The export', schema: ExportView },
      async handle({ params, person }) {
        const found = await desk.get(params.id, params.export)
        const url = await desk.link(params.id, found, person)
        return { status: 200, body: { ...found, ...(url && { url }) } }
      },
    }),
  ]
}
