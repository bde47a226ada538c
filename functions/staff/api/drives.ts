/** The API's library of drives: what an office can begin with. */
import * as z from 'zod/mini'
import { Language, Text } from '../../../shared/platform/language.ts'
import { type ApiRoute, apiRoute } from '../api-route.ts'
import type { StaffDeps } from '../deps.ts'
import { beginDrive, drives } from '../drives.ts'
import { ById } from './campaigns.ts'
import { CampaignView, campaignView } from './views.ts'

export function driveRoutes(deps: StaffDeps): ApiRoute[] {
  return [
    apiRoute({
      method: 'GET',
      path: '/drives',
      id: 'listDrives',
      tag: 'Campaigns',
      summary: 'The library of drives',
      description: 'Each is whole but for its list of contacts.',
      roles: ['manager', 'approver', 'administrator'],
      answer: {
        status: 200,
        description: 'Drives to begin with',
        schema: z.object({
          drives: z.array(z.object({ id: z.string(), name: Text, description: Text, list: Text, days: z.int() })),
        }),
      },
      handle: async () => ({
        status: 200,
        body: {
          drives: (await drives()).map(({ id, name, description, list, days }) => ({
            id,
            name,
            description,
            list,
            days,
          })),
        },
      }),
    }),
    apiRoute({
      method: 'POST',
      path: '/drives/{drive}/campaigns',
      id: 'beginDrive',
      tag: 'Campaigns',
      summary: 'A new draft from the library',
      description:
        'With its purpose, basis, texts, plan and survey, from today on. Only its list of contacts is missing.',
      roles: ['manager'],
      creates: true,
      params: z.object({ drive: z.string().check(z.maxLength(40)) }),
      answer: { status: 201, description: 'The draft', schema: CampaignView },
      async handle({ params, person }) {
        const campaign = await beginDrive(params.drive, deps, person)
        return {
          status: 201,
          body: await campaignView(campaign, await deps.results.progress(campaign.id), deps),
          location: `/api/v1/campaigns/${campaign.id}`,
        }
      },
    }),
    apiRoute({
      method: 'GET',
      path: '/campaigns/{id}/sample-messages',
      id: 'getSampleMessages',
      tag: 'Campaigns',
      summary: 'Five messages with the data of five people of the list',
      description:
        'Of the first step that says something. Addresses are left out, links lead nowhere. That you read is kept in the audit.',
      roles: ['manager', 'approver'],
      params: ById,
      answer: {
        status: 200,
        description: 'The messages',
        schema: z.object({
          messages: z.array(
            z.object({
              kind: z.enum(['email', 'call', 'agents']),
              step: z.int(),
              language: Language,
              subject: z.optional(z.string()),
              text: z.string(),
            }),
          ),
        }),
      },
      async handle({ params, person }) {
        const { sampleMessages } = await import('../sample-messages.ts')
        return {
          status: 200,
          body: { messages: await sampleMessages(await deps.campaigns.get(params.id), person, deps) },
        }
      },
    }),
  ]
}
