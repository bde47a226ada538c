/** Pages of services and visits. Loaded with the first visit to one of them. */
import type { PageDeps } from './pages/pages.ts'
import { pointsFilePages } from './pages/points-file.tsx'
import { servicePages as pagesOfServices } from './pages/services.tsx'
import { visitDayPages } from './pages/visit-days.tsx'
import { visitPages } from './pages/visits.tsx'
import type { Route } from './route.ts'

export function servicePages(deps: PageDeps): Route[] {
  return [...pagesOfServices(deps), ...pointsFilePages(deps), ...visitPages(deps), ...visitDayPages(deps)]
}
