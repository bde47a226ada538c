/** The API's plans: what a drive can choose from, and its rehearsal. */
import * as z from 'zod/mini'
import { Plan } from '../../../shared/plan/plan.ts'
import { RehearsalSettings } from '../../../shared/plan/rehearsal-settings.ts'
import { planOf } from '../../../shared/plan/sample-plans.ts'
import { Refused } from '../../../shared/platform/errors.ts'
import { Text } from '../../../shared/platform/language.ts'
import { type ApiRoute, apiRoute } from '../api-route.ts'
import type { StaffDeps } from '../deps.ts'
import { named } from '../openapi.ts'
import { givenOf } from '../plan-words.ts'
import { samplesFor } from '../plans.ts'
import { RehearsalView, rehearsalDesk } from '../rehearsal.ts'
import { ById } from './campaigns.ts'

named.add(RehearsalSettings, { id: 'RehearsalSettings' })
named.add(RehearsalView, { id: 'Rehearsal' })
const tag = 'Plans'
const readers = ['manager', 'approver', 'administrator'] as const

export function planRoutes(deps: StaffDeps): ApiRoute[] {
  const { campaigns, office, audit, now } = deps
  const rehearsals = rehearsalDesk(deps)
  return [
    apiRoute({
      method: 'GET',
      path: '/campaigns/{id}/sample-plans',
      id: 'listSamplePlans',
      tag,
      summary: 'Plans that a drive can take as they are',
      description: 'With their texts, what happens to a person, and why some cannot be used now. Write one by `PATCH`.',
      roles: readers,
      params: ById,
      answer: {
        status: 200,
        description: 'Sample plans',
        schema: z.object({
          plans: z.array(z.object({ id: z.string(), title: Text, what: Text, plan: Plan, unfit: z.array(Text) })),
        }),
      },
      async handle({ params }) {
        const campaign = await campaigns.get(params.id)
        const plans = samplesFor(campaign, deps).map(({ id, title, what, unfit }) => ({
          ...{ id, title, what, unfit },
          plan: planOf(id, givenOf(campaign, deps)),
        }))
        return { status: 200, body: { plans } }
      },
    }),
    apiRoute({
      method: 'POST',
      path: '/campaigns/{id}/rehearsal',
      id: 'rehearse',
      tag,
      summary: 'Play a drive through before its launch',
      description:
        'When it ends, how many attempts it takes, what it costs, for the list as it is. Nobody is contacted. Settings that are given stand in for the office’s own.',
      roles: readers,
      params: ById,
      body: z.strictObject(z.partial(RehearsalSettings).shape),
      answer: { status: 200, description: 'How it would go', schema: RehearsalView },
      async handle({ params, body }) {
        const found = await rehearsals.rehearse(await campaigns.get(params.id), body)
        if (found) return { status: 200, body: found }
        throw new Refused('nothing to rehearse', [
          {
            field: 'plan',
            message: {
              pl: 'Do próby potrzebne są plan, lista kontaktów i\u00a0terminy, które jeszcze nie minęły.',
              en: 'A rehearsal needs a plan, a list of contacts, and days that are not over.',
            },
          },
        ])
      },
    }),
    apiRoute({
      method: 'GET',
      path: '/office/rehearsal',
      id: 'getRehearsalSettings',
      tag: 'Office',
      summary: 'What a rehearsal assumes: lines, agents, shares of outcomes, prices',
      roles: readers,
      answer: { status: 200, description: 'The settings', schema: RehearsalSettings },
      handle: async () => ({ status: 200, body: await office.rehearsal() }),
    }),
    apiRoute({
      method: 'PUT',
      path: '/office/rehearsal',
      id: 'putRehearsalSettings',
      tag: 'Office',
      summary: 'Change what a rehearsal assumes',
      roles: ['administrator'],
      body: RehearsalSettings,
      answer: { status: 200, description: 'The settings', schema: RehearsalSettings },
      async handle({ body, person }) {
        await office.putRehearsal(body)
        await audit.write({ who: person.id, did: 'rehearsal settings', what: 'office' }, now())
        return { status: 200, body }
      },
    }),
  ]
}
