/** The API's way to a new drive from those whom an earlier one did not reach. */
import * as z from 'zod/mini'
import { AgainFilter } from '../../../shared/campaign/again.ts'
import { type AgainDeskDeps, againDesk } from '../again.ts'
import { type ApiRoute, apiRoute } from '../api-route.ts'
import { ById } from './campaigns.ts'
import { UploadView, uploadView } from './views.ts'

export function againRoutes(deps: AgainDeskDeps): ApiRoute[] {
  const desk = againDesk(deps)
  return [
    apiRoute({
      method: 'POST',
      path: '/campaigns/{id}/again',
      id: 'sendAgain',
      tag: 'Contacts',
      summary: 'A new draft for those who were not reached',
      description:
        'It has the content and the survey of this drive, without its dates. Its list is imported in the background: read the upload until its state is `imported`. Whoever answered, objected or refused never comes along, nor do dead addresses and numbers.',
      roles: ['manager'],
      creates: true,
      params: ById,
      body: AgainFilter,
      answer: {
        status: 201,
        description: 'The new drive’s id, and the upload of its list',
        schema: z.object({ id: z.string(), upload: UploadView }),
      },
      async handle({ params, body, person }) {
        const { campaign, upload } = await desk.make(params.id, body, 'ponowienie', person)
        return {
          status: 201,
          body: { id: campaign.id, upload: uploadView(upload, undefined) },
          location: `/api/v1/campaigns/${campaign.id}`,
        }
      },
    }),
  ]
}
