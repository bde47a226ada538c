/** Pages of reminders only: claims and payments. Loaded with the first visit to one of them. */
import { claimPages as pagesOfClaims } from './pages/claims.tsx'
import type { PageDeps } from './pages/pages.ts'
import type { Route } from './route.ts'

export function claimPages(deps: PageDeps): Route[] {
  return pagesOfClaims(deps)
}
