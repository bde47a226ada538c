/** The API's audit of a day. */
import * as z from 'zod/mini'
import { LocalDate } from '../../../shared/plan/window.ts'
import { type ApiRoute, apiRoute } from '../api-route.ts'
import type { StaffDeps } from '../deps.ts'

export function auditRoutes({ auditDesk }: Pick<StaffDeps, 'auditDesk'>): ApiRoute[] {
  return [
    apiRoute({
      method: 'GET',
      path: '/audit',
      id: 'getAudit',
      tag: 'Audit',
      summary: 'The audit of a day: who did and saw what, and whether it is as it was written',
      roles: ['administrator'],
      query: z.strictObject({ day: LocalDate }),
      answer: {
        status: 200,
        description: 'Entries in the order of time',
        schema: z.object({
          entries: z.array(
            z.object({
              time: z.string(),
              who: z.string(),
              did: z.string(),
              what: z.string(),
              why: z.optional(z.string()),
              rows: z.optional(z.int()),
              sha256: z.optional(z.string()),
            }),
          ),
          anchored: z.boolean(),
          broken: z.optional(z.object({ chain: z.string(), at: z.string(), breach: z.string() })),
        }),
      },
      async handle({ query, person }) {
        const { entries, checked } = await auditDesk.ofDay(query.day, person)
        const shown = entries.map(({ time, who, did, what, why, rows, sha256 }) => ({
          ...{ time, who, did, what },
          ...(why && { why }),
          ...(rows !== undefined && { rows }),
          ...(sha256 && { sha256 }),
        }))
        const { anchored, broken } = checked
        return { status: 200, body: { entries: shown, anchored: anchored > 0, ...(broken && { broken }) } }
      },
    }),
  ]
}
