/** Pages of agents and their supervisors, with the script that only they load. */
import { callHomePages } from './pages/call-home.tsx'
import { callReportPages } from './pages/call-reports.tsx'
import { callSearchPages } from './pages/call-search.tsx'
import { callSetUpPages } from './pages/call-set-up.tsx'
import { callPages } from './pages/calls.tsx'
import { oathPages } from './pages/oaths.tsx'
import type { PageDeps } from './pages/pages.ts'
import { phonePages } from './pages/phones.tsx'
import type { Route } from './route.ts'

export { agentScript } from '../../web/agent/script.ts'

export function agentPages(deps: PageDeps): Route[] {
  return [
    ...callHomePages(deps),
    ...callSetUpPages(deps),
    ...callPages(deps),
    ...callSearchPages(deps),
    ...callReportPages(deps),
    ...phonePages(deps),
    ...oathPages(deps),
  ]
}
