/** The API's campaigns: list, create, read, change, choose a survey, move. */
import * as z from 'zod/mini'
import { Campaign } from '../../../shared/campaign/campaign.ts'
import { StaffMove } from '../../../shared/campaign/desk.ts'
import { Text } from '../../../shared/platform/language.ts'
import { Survey } from '../../../shared/survey/survey.ts'
import { type ApiRoute, apiRoute } from '../api-route.ts'
import { readFrom } from '../cursor.ts'
import type { StaffDeps } from '../deps.ts'
import type { MissingDeps } from '../missing.ts'
import { PhoneView, phoneView } from '../phone-view.ts'
import { ApiError } from '../problem.ts'
import { type ProgressDeps, progressOf } from '../progress.ts'
import { library } from '../survey-library.ts'
import { CampaignChange, CampaignSummary, CampaignView, campaignSummary, campaignView, NewCampaign } from './views.ts'

export const ById = z.object({ id: Campaign.shape.id })

const readers = ['manager', 'approver', 'administrator'] as const
const tag = 'Drives'

type Deps = Pick<StaffDeps, 'desk'> & MissingDeps & ProgressDeps

export function campaignRoutes(deps: Deps): ApiRoute[] {
  const { campaigns, desk } = deps
  const viewOf = async (campaign: Campaign) => campaignView(campaign, await progressOf(campaign, deps), deps)
  const answered = async (campaign: Campaign, status: 200 | 201 = 200) => ({
    status,
    body: await viewOf(campaign),
    version: campaign.version,
    ...(status === 201 && { location: `/api/v1/campaigns/${campaign.id}` }),
  })
  const unchanged = async (id: string, version: number | undefined) => {
    if (version !== undefined && (await campaigns.get(id)).version !== version) throw new ApiError('version-differs')
  }

  return [
    apiRoute({
      method: 'GET',
      path: '/campaigns',
      id: 'listCampaigns',
      tag,
      summary: 'All drives, the newest first',
      roles: readers,
      query: z.object({
        limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100)), 25),
        cursor: z.optional(z.string()),
      }),
      answer: {
        status: 200,
        description: 'A page of drives',
        schema: z.object({ campaigns: z.array(CampaignSummary), cursor: z.optional(z.string()) }),
      },
      async handle({ query }) {
        const { campaigns: found, cursor } = await readFrom(query.cursor, (from) => campaigns.list(query.limit, from))
        const summaries = await Promise.all(
          found.map(async (campaign) => campaignSummary(campaign, await progressOf(campaign, deps))),
        )
        return { status: 200, body: { campaigns: summaries, ...(cursor && { cursor }) } }
      },
    }),
    apiRoute({
      method: 'POST',
      path: '/campaigns',
      id: 'createCampaign',
      tag,
      summary: 'A new draft',
      description:
        'Only the name is needed; the rest can come later. What keeps it from being launched stands in `missing`.',
      roles: ['manager'],
      creates: true,
      body: NewCampaign,
      answer: { status: 201, description: 'The draft', schema: CampaignView },
      handle: async ({ body, person }) => answered(await desk.create(body, person), 201),
    }),
    apiRoute({
      method: 'GET',
      path: '/campaigns/{id}',
      id: 'getCampaign',
      tag,
      summary: 'A drive with its counts',
      roles: readers,
      params: ById,
      versioned: true,
      answer: { status: 200, description: 'The drive', schema: CampaignView },
      handle: async ({ params }) => answered(await campaigns.get(params.id)),
    }),
    apiRoute({
      method: 'PATCH',
      path: '/campaigns/{id}',
      id: 'changeCampaign',
      tag,
      summary: 'Change a draft',
      description: 'Fields that are given replace the ones that stand; the others stay.',
      roles: ['manager'],
      params: ById,
      body: CampaignChange,
      versioned: true,
      answer: { status: 200, description: 'The changed draft', schema: CampaignView },
      async handle({ params, body, person, version }) {
        await unchanged(params.id, version)
        return answered(await desk.write(params.id, body, person, version))
      },
    }),
    apiRoute({
      method: 'POST',
      path: '/campaigns/{id}/moves',
      id: 'moveCampaign',
      tag,
      summary: 'Submit, approve, launch, pause, resume, stop',
      description:
        'The approver must be somebody else than the author. Pause and stop hold for work that is already queued, within five seconds.',
      roles: readers,
      params: ById,
      body: z.strictObject({
        move: StaffMove,
        /** Of `return`: what the author should change. */
        remark: z.optional(z.string().check(z.maxLength(2000))),
      }),
      answer: { status: 200, description: 'The drive after the move', schema: CampaignView },
      handle: async ({ params, body, person }) => answered(await desk.move(params.id, body.move, person, body.remark)),
    }),
    apiRoute({
      method: 'PUT',
      path: '/campaigns/{id}/survey',
      id: 'chooseSurvey',
      tag,
      summary: 'Give a draft its survey',
      description:
        'From the library by its id, or a definition of your own: a subset of SurveyJS JSON. What cannot be taken is named, question by question.',
      roles: ['manager'],
      params: ById,
      body: z.union([
        z.strictObject({ library: z.string() }),
        z.strictObject({ definition: z.record(z.string(), z.unknown()) }),
      ]),
      answer: { status: 200, description: 'The draft with its survey', schema: CampaignView },
      async handle({ params, body, person }) {
        if ('definition' in body) return answered(await desk.chooseSurvey(params.id, 'own', body.definition, person))
        const entry = (await library()).find(({ id }) => id === body.library)
        if (!entry) throw new ApiError('not-found')
        return answered(await desk.chooseSurvey(params.id, entry.id, entry.survey, person))
      },
    }),
    apiRoute({
      method: 'GET',
      path: '/campaigns/{id}/survey',
      id: 'getSurvey',
      tag,
      summary: 'The survey of a drive',
      roles: readers,
      params: ById,
      answer: { status: 200, description: 'The definition', schema: Survey },
      async handle({ params }) {
        const { survey } = await campaigns.get(params.id)
        if (!survey) throw new ApiError('not-found')
        return { status: 200, body: await campaigns.survey(params.id, survey.version) }
      },
    }),
    apiRoute({
      method: 'GET',
      path: '/campaigns/{id}/survey/phone',
      id: 'getSurveyByPhone',
      tag,
      summary: 'What an automated call asks of the survey of a drive',
      description:
        'How many of its questions are asked by phone, which are left out and why, and what keeps it off the phone.',
      roles: readers,
      params: ById,
      answer: { status: 200, description: 'By phone', schema: PhoneView },
      async handle({ params }) {
        const { survey } = await campaigns.get(params.id)
        if (!survey) throw new ApiError('not-found')
        const definition = z.parse(Survey, await campaigns.survey(params.id, survey.version))
        return { status: 200, body: await phoneView(definition) }
      },
    }),
    apiRoute({
      method: 'GET',
      path: '/surveys',
      id: 'listSurveys',
      tag,
      summary: 'The library of surveys',
      roles: readers,
      answer: {
        status: 200,
        description: 'Surveys that a drive can take as they are',
        schema: z.object({
          surveys: z.array(
            z.object({ id: z.string(), title: Text, description: Text, minutes: z.int(), phone: PhoneView }),
          ),
        }),
      },
      handle: async () => ({
        status: 200,
        body: {
          surveys: await Promise.all(
            (await library()).map(async ({ id, title, description, minutes, survey }) => ({
              id,
              title,
              description,
              minutes,
              phone: await phoneView(survey),
            })),
          ),
        },
      }),
    }),
  ]
}
