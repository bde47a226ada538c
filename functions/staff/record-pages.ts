/** Pages of what was done and what becomes of it: the audit, the keeping of data. Loaded with the first visit to one of them. */
import { auditPages } from './pages/audit.tsx'
import { breachPages } from './pages/breach.tsx'
import type { PageDeps } from './pages/pages.ts'
import { retentionPages } from './pages/retention.tsx'
import type { Route } from './route.ts'

export function recordPages(deps: PageDeps): Route[] {
  return [...retentionPages(deps), ...auditPages(deps), ...breachPages(deps)]
}
