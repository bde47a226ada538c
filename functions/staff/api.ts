/** The API as an app of its own beside the pages, with the document that describes it. */
import { Hono } from 'hono'
import { allRoutes } from './api/index.ts'
import { type ApiRoute, mountApi } from './api-route.ts'
import { claimDesk } from './claims.ts'
import { contactDesk } from './contacts.ts'
import type { StaffDeps } from './deps.ts'
import { exportDesk } from './exports.ts'
import { letterDesk } from './letters.ts'
import { type OpenApi, openApi } from './openapi.ts'
import { kinds } from './problem.ts'
import { resultDesk } from './results.ts'
import type { StaffApp, Variables } from './route.ts'

export interface Api {
  answer: (request: Request) => Response | Promise<Response>
  /** The OpenAPI document, made once. */
  document: () => Promise<OpenApi>
  kinds: typeof kinds
}

/** Every route of the API. */
export function apiRoutes(deps: StaffDeps): ApiRoute[] {
  return allRoutes(deps, {
    contacts: contactDesk(deps),
    letters: letterDesk(deps),
    results: resultDesk(deps),
    exports: exportDesk(deps),
    claims: claimDesk(deps),
  })
}

/** The API over its deps. */
export function staffApi(deps: StaffDeps): Api {
  const app: StaffApp = new Hono<{ Variables: Variables }>()
  const routes = apiRoutes(deps)
  mountApi(app, routes, deps)
  let known: Promise<OpenApi> | undefined
  return {
    answer: (request) => app.fetch(request),
    document() {
      known ??= openApi(routes, deps.publicUrl, deps.issuerUrl)
      return known
    },
    kinds,
  }
}
