/** The API's cases of a unit: those that were handed on to a unit of whoever asks, and what the unit does with them. */
import * as z from 'zod/mini'
import { Case, CaseEntry, UnitMove } from '../../../shared/case/case.ts'
import { type ApiRoute, apiRoute } from '../api-route.ts'
import type { StaffDeps } from '../deps.ts'

const { id, kind, state, openedOn, dueOn, from, subject, unit, prolonged, ending, closedAt } = Case.shape
/** A case in the list of its unit: nothing of what was said. */
const Listed = z.object({ id, kind, state, openedOn, dueOn, from, subject, unit, prolonged, ending, closedAt })
const Shown = z.extend(Listed, {
  /** The name of the drive in which it came in. */
  drive: z.optional(z.string()),
  text: z.optional(z.string()),
  place: z.optional(z.string()),
  name: z.optional(z.string()),
  email: z.optional(z.string()),
  phone: z.optional(z.string()),
  journal: z.array(CaseEntry),
})
const listed = (one: Case): z.infer<typeof Listed> => z.parse(Listed, one)
const ById = z.object({ case: id })
const tag = 'Cases'
const roles = ['unit'] as const

export function unitCaseRoutes({ unitCases }: Pick<StaffDeps, 'unitCases'>): ApiRoute[] {
  return [
    apiRoute({
      method: 'GET',
      path: '/unit-cases',
      id: 'listUnitCases',
      tag,
      summary: 'Cases that were handed on to your unit: open ones, and those that ended this year',
      description: 'You belong to a unit that has your e-mail address or id on its list of people.',
      roles,
      answer: {
        status: 200,
        description: 'Your units and their cases; of the open ones the one that is due first at the head',
        schema: z.object({ units: z.array(z.string()), open: z.array(Listed), done: z.array(Listed) }),
      },
      async handle({ person }) {
        const { units, open, done } = await unitCases.list(person)
        return {
          status: 200,
          body: { units: units.map(({ name }) => name), open: open.map(listed), done: done.map(listed) },
        }
      },
    }),
    apiRoute({
      method: 'GET',
      path: '/unit-cases/{case}',
      id: 'getUnitCase',
      tag,
      summary: 'A case of your unit, with as much of what was said as the unit needs',
      roles,
      params: ById,
      answer: { status: 200, description: 'The case', schema: Shown },
      async handle({ params, person }) {
        const { one, contents, drive } = await unitCases.read(params.case, person)
        return { status: 200, body: { ...listed(one), ...(drive && { drive }), ...contents, journal: one.journal } }
      },
    }),
    apiRoute({
      method: 'POST',
      path: '/unit-cases/{case}/moves',
      id: 'moveUnitCase',
      tag,
      summary: 'Take up a case of your unit, remark on it, answer what was done, send it back, end it',
      description:
        'Answers, remarks and sending back need `note`. Only some kinds, like reports, are ended by the unit, with an `ending`; of the others the manager decides the ending.',
      roles,
      params: ById,
      body: z.strictObject({
        move: UnitMove,
        note: z.optional(z.string().check(z.maxLength(1000))),
        ending: z.optional(z.string()),
      }),
      answer: { status: 200, description: 'The case', schema: Listed },
      handle: async ({ params, body, person }) => ({
        status: 200,
        body: listed(await unitCases.move(params.case, body, person)),
      }),
    }),
  ]
}
