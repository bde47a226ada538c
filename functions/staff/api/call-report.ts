/** The API's reports of residents: taken by an agent in whatever call they are made, and what became of those that she took. */
import * as z from 'zod/mini'
import { Case } from '../../../shared/case/case.ts'
import { Invalid } from '../../../shared/platform/errors.ts'
import { type ApiRoute, apiRoute } from '../api-route.ts'
import type { StaffDeps } from '../deps.ts'

const tag = 'Calls'
const { id, state, openedOn, dueOn, subject, unit, ending } = Case.shape
/** A report as the agent sees it who took it: its number and where it stands, not what was said. */
const ReportView = z.object({ case: id, state, openedOn, dueOn, subject, unit, ending })
const viewOf = ({ id: number, state, openedOn, dueOn, subject, unit, ending }: Case) => ({
  case: number,
  ...{ state, openedOn, dueOn, subject, unit, ending },
})

export function callReportRoutes({ calls, cases }: Pick<StaffDeps, 'calls' | 'cases'>): ApiRoute[] {
  return [
    apiRoute({
      method: 'POST',
      path: '/calls/{call}/report',
      id: 'takeReport',
      tag,
      summary: 'Take a resident’s report during a call, and hand it on to the unit in charge',
      description:
        'A case with its own number and last day; the person of the list is not written into it. The same words in the same call are one report.',
      roles: ['agent'],
      params: z.object({ call: z.string().check(z.regex(/^cmp_[0-9a-z]{12}\.\d{1,7}\.\d{1,2}\.\d{1,3}$/)) }),
      body: z.object({
        hold: z.string().check(z.maxLength(100)),
        subject: z.string().check(z.maxLength(40)),
        place: z.string().check(z.maxLength(300)),
        text: z.string().check(z.maxLength(4000)),
      }),
      answer: { status: 201, description: 'The report', schema: ReportView },
      async handle({ params, body: { hold, ...reported }, person }) {
        const known = await calls.byHold(person.id, params.call, hold)
        const { takeReport } = await import('../call-report.ts')
        try {
          return { status: 201, body: viewOf(await takeReport(person, known, reported, cases)) }
        } catch (error) {
          if (!(error instanceof Invalid)) throw error
          throw new Invalid(error.problems.map((one) => ({ ...one, field: one.field.replace(/^report-/, '') })))
        }
      },
    }),
    apiRoute({
      method: 'GET',
      path: '/calls/reports',
      id: 'listOwnReports',
      tag,
      summary: 'Reports that you took, open or ended this year, and where they stand',
      roles: ['agent'],
      answer: {
        status: 200,
        description: 'Reports, the newest at the head',
        schema: z.object({ reports: z.array(ReportView) }),
      },
      handle: async ({ person }) => ({
        status: 200,
        body: { reports: (await cases.reportsBy(person)).map(viewOf) },
      }),
    }),
  ]
}
