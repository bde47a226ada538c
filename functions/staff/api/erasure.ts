/** The API's part of a case about a person's own data: who is found, erasing her. */
import * as z from 'zod/mini'
import { Case } from '../../../shared/case/case.ts'
import { LocalDate } from '../../../shared/plan/window.ts'
import { Language } from '../../../shared/platform/language.ts'
import { type ApiRoute, apiRoute } from '../api-route.ts'
import type { StaffDeps } from '../deps.ts'
import { bare, CaseShown } from './case-views.ts'

const ById = z.object({ case: Case.shape.id })
const tag = 'Cases'
const writers = ['manager'] as const

export function erasureRoutes({ cases, erasure }: Pick<StaffDeps, 'cases' | 'erasure'>): ApiRoute[] {
  return [
    apiRoute({
      method: 'POST',
      path: '/cases/{case}/search',
      id: 'findPeopleOfCase',
      tag,
      summary: 'Everybody whom drives hold under the addresses of a case',
      description:
        'It is noted who was found, and for which case. Give the `contact` of those who are meant to the erasure.',
      roles: writers,
      params: ById,
      answer: {
        status: 200,
        description: 'People',
        schema: z.object({
          people: z.array(
            z.object({
              contact: z.string(),
              campaign: z.string(),
              drive: z.string(),
              language: Language,
              email: z.optional(z.string()),
              phones: z.array(z.string()),
              fields: z.record(z.string(), z.string()),
              visit: z.boolean(),
            }),
          ),
          /** Visits, and places in waiting lists, that people made by themselves. */
          visits: z.array(
            z.object({
              visit: z.string(),
              service: z.string(),
              name: z.string(),
              day: z.optional(LocalDate),
              state: z.string(),
              stands: z.boolean(),
            }),
          ),
        }),
      },
      async handle({ params, person }) {
        const { found, visits } = await erasure.people(params.case, person)
        const people = found.map(({ whom, campaign, contact: { language, email, phones, fields }, visit }) => ({
          contact: `${whom.campaign}/${whom.page}.${whom.index}`,
          campaign: campaign.id,
          drive: campaign.name,
          language,
          ...(email && { email }),
          phones,
          fields,
          visit,
        }))
        const own = visits.map(({ id, visit, waiting, stands }) => {
          const { service, state } = (visit?.booking ?? waiting?.waiting)!
          const { name } = (visit ?? waiting)!.visitor
          return { visit: id, service, name, ...(visit && { day: visit.booking.day }), state, stands }
        })
        return { status: 200, body: { people, visits: own } }
      },
    }),
    apiRoute({
      method: 'POST',
      path: '/cases/{case}/erasure',
      id: 'erasePeopleOfCase',
      tag,
      summary: 'Erase people whom a case found',
      description:
        'Give each `contact`, and each `visit` of people who came by themselves. What stands still is cancelled with `cancelVisits`, or the erasure is refused. It cannot be undone. Read the case until its state is `done`; then it has a protocol.',
      roles: writers,
      params: ById,
      body: z.strictObject({
        people: z.array(z.string()).check(z.minLength(1), z.maxLength(200)),
        cancelVisits: z.optional(z.boolean()),
      }),
      answer: { status: 202, description: 'The case', schema: CaseShown },
      async handle({ params, body, person }) {
        await erasure.erase(params.case, body.people, person, body.cancelVisits)
        return { status: 202, body: bare((await cases.read(params.case, person)).one) }
      },
    }),
  ]
}
