/** The API's view of what becomes of drives when they are over. */
import * as z from 'zod/mini'
import { Campaign } from '../../../shared/campaign/campaign.ts'
import { eraseOn, promisedUntil, recordClock } from '../../../shared/campaign/retention.ts'
import { DriveProtocol } from '../../../shared/erasure/protocol.ts'
import { type ApiRoute, apiRoute } from '../api-route.ts'
import type { StaffDeps } from '../deps.ts'

export function retentionRoutes({ retention }: Pick<StaffDeps, 'retention'>): ApiRoute[] {
  return [
    apiRoute({
      method: 'GET',
      path: '/retention',
      id: 'getRetention',
      tag: 'Retention',
      summary: 'What becomes of every drive when it is over, and the protocols of what was erased',
      roles: ['manager', 'approver', 'administrator'],
      answer: {
        status: 200,
        description: 'Two clocks to a drive',
        schema: z.object({
          drives: z.array(
            z.object({
              campaign: Campaign.shape.id,
              name: z.string(),
              eraseOn: z.optional(z.string()),
              promisedUntil: z.optional(z.string()),
              erasedOn: z.optional(z.string()),
              record: z.object({
                fate: z.enum(['archive', 'appraise', 'destroy', 'unknown']),
                after: z.optional(z.string()),
              }),
            }),
          ),
          protocols: z.array(DriveProtocol),
        }),
      },
      async handle() {
        const { drives, protocols } = await retention.drives()
        const shown = drives.map((campaign) => ({
          campaign: campaign.id,
          name: campaign.name,
          eraseOn: eraseOn(campaign),
          promisedUntil: promisedUntil(campaign),
          erasedOn: campaign.erasedOn,
          record: recordClock(campaign),
        }))
        return { status: 200, body: { drives: shown, protocols } }
      },
    }),
  ]
}
