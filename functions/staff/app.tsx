/** The staff function as an app: pages and API, each a table of routes behind one guard, and one answer to every error. */
import { Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { routePath } from 'hono/route'
import { Conflict, Invalid, NotFound, nameOf, Refused } from '../../shared/platform/errors.ts'
import { lineOf, log } from '../../shared/platform/log.ts'
import { serveAssets } from '../../web/components/assets.ts'
import { securityHeaders } from '../../web/components/security.ts'
import { Hindered, type Hindrance } from '../../web/staff/errors.tsx'
import { ApiReference } from '../../web/staff/reference.tsx'
import { scripts } from '../../web/staff/scripts.ts'
import { type StaffLanguage, staffLanguages } from '../../web/texts/staff.ts'
import { allRoutes } from './api/index.ts'
import { type ApiRoute, mountApi } from './api-route.ts'
import { contactDesk } from './contacts.ts'
import type { StaffDeps } from './deps.ts'
import { exportDesk } from './exports.ts'
import { FormTooLarge } from './form.ts'
import { letterDesk } from './letters.ts'
import { type OpenApi, openApi } from './openapi.ts'
import { pageShower } from './page.tsx'
import { aboutPages } from './pages/about.tsx'
import { campaignPages } from './pages/campaigns.tsx'
import { contactPages } from './pages/contacts.tsx'
import { datesPages } from './pages/dates.tsx'
import { messagePages } from './pages/message.tsx'
import { officePages } from './pages/office.tsx'
import type { PageDeps } from './pages/pages.ts'
import { resultPages } from './pages/results.tsx'
import { surveyPages } from './pages/survey.tsx'
import { kinds } from './problem.ts'
import { resultDesk } from './results.ts'
import { mountPages, type Route, type StaffApp, type Variables, type Visit } from './route.ts'
import { staffPolicy } from './security.ts'
import { homeOf, signInRoutes } from './sign-in.tsx'

/** Every route of the API. */
export function apiRoutes(deps: StaffDeps): ApiRoute[] {
  return allRoutes(deps, {
    contacts: contactDesk(deps),
    letters: letterDesk(deps),
    results: resultDesk(deps),
    exports: exportDesk(deps),
  })
}

/** Every page. */
export function pageRoutes(deps: PageDeps, document: () => OpenApi): Route[] {
  const { show } = deps
  return [
    ...signInRoutes(deps),
    ...aboutPages(deps), // before the pages of one drive: `new` is no id
    ...surveyPages(deps),
    ...contactPages(deps),
    ...messagePages(deps),
    ...datesPages(deps),
    ...resultPages(deps),
    ...campaignPages(deps),
    ...officePages(deps),
    {
      method: 'GET',
      path: '/no-role',
      roles: 'signed in',
      handle: (c, { person }) =>
        homeOf(person) === '/no-role'
          ? show(c, <Hindered by="noRole" on="/" />, { status: 403 })
          : c.redirect(homeOf(person), 303),
    },
    {
      method: 'GET',
      path: '/api',
      roles: 'anyone',
      handle: (c) => show(c, <ApiReference document={document()} kinds={kinds} />),
    },
    {
      method: 'GET',
      path: '/api/openapi.json',
      roles: 'anyone',
      handle: (c) => c.json(document()),
    },
  ]
}

/** The app over its deps. */
export function staffApp(deps: StaffDeps): StaffApp {
  const app: StaffApp = new Hono<{ Variables: Variables }>()
  const show = pageShower(deps.officeName)
  const api = apiRoutes(deps)
  let known: OpenApi | undefined
  const document = () => {
    known ??= openApi(api, deps.publicUrl, deps.issuerUrl)
    return known
  }

  app.use(securityHeaders({ publicUrl: deps.publicUrl, policy: staffPolicy }))
  serveAssets(app)
  for (const { path, text } of Object.values(scripts)) {
    app.get(path, (c) =>
      c.body(text, 200, {
        'Content-Type': 'text/javascript; charset=utf-8',
        'Cache-Control': 'public, max-age=31536000, immutable',
      }),
    )
  }
  mountApi(app, api, deps)
  app.use(languages(deps.publicUrl.startsWith('https:')))

  const hindered = (c: Visit, by: Hindrance, status: number, on: string, error?: unknown) =>
    show(
      c,
      <Hindered
        by={by}
        on={on}
        problems={error instanceof Refused || error instanceof Invalid ? error.problems : []}
      />,
      { status, path: on },
    )
  const signInPath = (back: string) => `/sign-in?back=${encodeURIComponent(back)}`

  mountPages(app, pageRoutes({ ...deps, show }, document), {
    sessions: deps.sessions,
    publicUrl: deps.publicUrl,
    signIn: (c) => c.redirect(signInPath(c.req.path), 303),
    expired: (c) => hindered(c, 'expired', 401, signInPath(formPage(c))),
    notForRole: (c, { person }) =>
      hindered(c, homeOf(person) === '/no-role' ? 'noRole' : 'notForRole', 403, homeOf(person)),
    forged: (c) => hindered(c, 'forged', 403, formPage(c)),
  })

  app.notFound((c) => hindered(c, 'notFound', 404, '/campaigns'))
  app.onError((error, c) => {
    const on = formPage(c)
    if (error instanceof NotFound) return hindered(c, 'notFound', 404, '/campaigns')
    if (error instanceof Conflict) return hindered(c, 'conflict', 409, on)
    if (error instanceof Refused) return hindered(c, 'refused', 409, on, error)
    if (error instanceof Invalid) return hindered(c, 'refused', 422, on, error)
    if (error instanceof FormTooLarge) return hindered(c, 'tooLarge', 413, on)
    log.error('page failed', { route: routePath(c), error: nameOf(error), moduleLine: lineOf(error) })
    return hindered(c, 'broken', 500, on)
  })
  return app
}

/** The page on which a posted form stands; for a move, the drive's own page. */
function formPage(c: Visit): string {
  return c.req.path.replace(/\/moves\/[^/]*$/, '').replace(/\/preview$/, '')
}

/** Which language the pages speak: Polish, unless the person chose English by `?lang=en` on any page. */
function languages(secure: boolean) {
  const name = 'akcja-language'
  const known = (value: string | undefined): StaffLanguage | undefined => staffLanguages.find((code) => code === value)
  return async (c: Visit, next: () => Promise<void>): Promise<Response | undefined> => {
    const chosen = c.req.method === 'GET' ? known(c.req.query('lang')) : undefined
    if (chosen) {
      setCookie(c, name, chosen, { path: '/', httpOnly: true, sameSite: 'Lax', secure, maxAge: 31_536_000 })
      const query = new URLSearchParams(c.req.query())
      query.delete('lang')
      return c.redirect(query.size > 0 ? `${c.req.path}?${query}` : c.req.path, 303)
    }
    c.set('language', known(getCookie(c, name)) ?? 'pl')
    await next()
    return undefined
  }
}
