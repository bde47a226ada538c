/** Reports that an agent took in her calls, and where they stand. */
import { Reports } from '../../../web/agent/reports.tsx'
import type { Route } from '../route.ts'
import { callers, keysOf } from './call-set-up.tsx'
import type { PageDeps } from './pages.ts'

export function callReportPages({ show, cases, units }: PageDeps): Route[] {
  return [
    {
      method: 'GET',
      path: '/calls/reports',
      roles: callers,
      handle: async (c, { person }) =>
        show(c, <Reports keys={keysOf(c)} reports={await cases.reportsBy(person)} units={await units.units()} />),
    },
  ]
}
