/** Pages of the register of cases, and of the units that answer them. Loaded with the first visit to one of them. */
import { caseRequestPages } from './pages/case-requests.tsx'
import { caseYearPages } from './pages/case-year.tsx'
import { casePages } from './pages/cases.tsx'
import { erasurePages } from './pages/erasure.tsx'
import type { PageDeps } from './pages/pages.ts'
import { unitPages } from './pages/units.tsx'
import type { Route } from './route.ts'

export function casesPages(deps: PageDeps): Route[] {
  return [
    ...casePages(deps),
    ...erasurePages(deps),
    ...caseRequestPages(deps),
    ...caseYearPages(deps),
    ...unitPages(deps),
  ]
}
