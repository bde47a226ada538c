/** Pages of a drive that has gone out: results, rates, exports, its people one by one, and a new drive for those not reached. */
import { againPages } from './pages/again.tsx'
import type { PageDeps } from './pages/pages.ts'
import { personPages } from './pages/person.tsx'
import { resultPages } from './pages/results.tsx'
import type { Route } from './route.ts'

export function launchedPages(deps: PageDeps): Route[] {
  return [...resultPages(deps), ...personPages(deps), ...againPages(deps)]
}
