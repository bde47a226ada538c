/** The API's register of cases: what came in, what was done with it, the table of a year. */
import * as z from 'zod/mini'
import { Case, CaseFrom, OfficeMove } from '../../../shared/case/case.ts'
import { PersonProtocol } from '../../../shared/erasure/protocol.ts'
import { type ApiRoute, apiRoute } from '../api-route.ts'
import type { StaffDeps } from '../deps.ts'
import { requestKinds } from '../requests.ts'
import { bare, CaseShown } from './case-views.ts'

const CaseView = z.extend(CaseShown, {
  email: z.optional(z.string()),
  phone: z.optional(z.string()),
  text: z.optional(z.string()),
  protocol: z.optional(PersonProtocol),
})
/** Of those that ended: how many were granted and in time, and the mean days; `key` is missing where nobody said. */
const YearRow = z.object({
  key: z.optional(z.string()),
  cases: z.int(),
  ended: z.int(),
  granted: z.int(),
  inTime: z.int(),
  meanDays: z.optional(z.number()),
})
const YearView = z.object({
  all: YearRow,
  bySubject: z.array(YearRow),
  byDeadline: z.array(YearRow),
  byEnding: z.array(z.object({ key: z.string(), cases: z.int() })),
})
const ById = z.object({ case: Case.shape.id })
const tag = 'Cases'
const writers = ['manager'] as const

export function caseRoutes({ cases }: Pick<StaffDeps, 'cases'>): ApiRoute[] {
  return [
    apiRoute({
      method: 'GET',
      path: '/cases',
      id: 'listCases',
      tag,
      summary: 'Cases with a deadline: the open ones, or those that ended in a year',
      roles: writers,
      query: z.strictObject({ year: z.optional(z.string().check(z.regex(/^\d{4}$/))) }),
      answer: {
        status: 200,
        description: 'Cases, the one that is due first at the head',
        schema: z.object({ cases: z.array(CaseShown) }),
      },
      async handle({ query }) {
        const found = await cases.list(query.year ? `done#${query.year}` : 'open')
        return { status: 200, body: { cases: found.map(bare) } }
      },
    }),
    apiRoute({
      method: 'POST',
      path: '/cases',
      id: 'openCase',
      tag,
      summary: 'Write down a request: for or against her own data, for information or access, or a report',
      description:
        'Requests about her own data need `email` or `phone`; the others need `text`, and `subject` where the kind has some.',
      roles: writers,
      creates: true,
      body: z.strictObject({
        kind: Case.shape.kind,
        from: CaseFrom,
        deadline: z.optional(z.string()),
        subject: z.optional(z.string()),
        unit: z.optional(z.string().check(z.maxLength(200))),
        name: z.optional(z.string().check(z.maxLength(200))),
        place: z.optional(z.string().check(z.maxLength(300))),
        email: z._default(z.string(), ''),
        phone: z._default(z.string(), ''),
        text: z._default(z.string().check(z.maxLength(4000)), ''),
      }),
      answer: { status: 201, description: 'The case', schema: CaseShown },
      async handle({ body, person }) {
        const { kind, from, email, phone, text } = body
        const asked = requestKinds.find((known) => known === kind)
        const one = asked
          ? await cases.request({ ...body, kind: asked }, person)
          : await cases.open({ kind, from }, { email, phone, text }, person)
        return { status: 201, body: bare(one), location: `/api/v1/cases/${one.id}` }
      },
    }),
    apiRoute({
      method: 'GET',
      path: '/cases/year/{year}',
      id: 'countCasesOfYear',
      tag,
      summary: 'The yearly table of a kind of cases, by subject, deadline and ending: counts only',
      roles: ['manager', 'administrator'],
      params: z.object({ year: z.string().check(z.regex(/^20\d{2}$/)) }),
      query: z.strictObject({ kind: z._default(Case.shape.kind, 'public-information') }),
      answer: { status: 200, description: 'The cases that came in that year', schema: YearView },
      async handle({ params, query }) {
        return { status: 200, body: await cases.year(query.kind, Number(params.year)) }
      },
    }),
    apiRoute({
      method: 'GET',
      path: '/cases/{case}',
      id: 'getCase',
      tag,
      summary: 'A case, with the protocol of its erasure where there is one',
      roles: writers,
      params: ById,
      answer: { status: 200, description: 'The case', schema: CaseView },
      async handle({ params, person }) {
        const { one, contents, protocol } = await cases.read(params.case, person)
        const { email, phone, text } = contents
        const told = { ...(email && { email }), ...(phone && { phone }), ...(text && { text }) }
        return { status: 200, body: { ...bare(one), ...told, ...(protocol && { protocol }) } }
      },
    }),
    apiRoute({
      method: 'POST',
      path: '/cases/{case}/moves',
      id: 'moveCase',
      tag,
      summary: 'Take a case, hand it on, prolong it, remark on it, end it',
      roles: writers,
      params: ById,
      body: z.strictObject({
        move: OfficeMove,
        note: z.optional(z.string().check(z.maxLength(1000))),
        unit: z.optional(z.string().check(z.maxLength(200))),
        ending: z.optional(z.string()),
      }),
      answer: { status: 200, description: 'The case', schema: CaseShown },
      async handle({ params, body: { move, note, unit, ending }, person }) {
        const step = { move, ...(note && { note }), ...(unit && { unit }), ...(ending && { ending }) }
        return { status: 200, body: bare(await cases.move(params.case, step, person)) }
      },
    }),
  ]
}
