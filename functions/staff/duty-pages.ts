/** Pages of the office's duties towards people: cases, retention, the audit. Loaded with the first visit to one of them. */
import { auditPages } from './pages/audit.tsx'
import { casePages } from './pages/cases.tsx'
import type { PageDeps } from './pages/pages.ts'
import { retentionPages } from './pages/retention.tsx'
import type { Route } from './route.ts'

export function dutyPages(deps: PageDeps): Route[] {
  return [...casePages(deps), ...retentionPages(deps), ...auditPages(deps)]
}
