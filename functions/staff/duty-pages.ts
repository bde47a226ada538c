/** Pages of the office's duties towards people: cases, retention, the audit. Loaded with the first visit to one of them. */
import { auditPages } from './pages/audit.tsx'
import { caseRequestPages } from './pages/case-requests.tsx'
import { caseYearPages } from './pages/case-year.tsx'
import { casePages } from './pages/cases.tsx'
import type { PageDeps } from './pages/pages.ts'
import { retentionPages } from './pages/retention.tsx'
import type { Route } from './route.ts'

export function dutyPages(deps: PageDeps): Route[] {
  return [
    ...casePages(deps),
    ...caseRequestPages(deps),
    ...caseYearPages(deps),
    ...retentionPages(deps),
    ...auditPages(deps),
  ]
}
