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
import type { Api } from './api.ts'
import type { StaffDeps } from './deps.ts'
import { FormTooLarge } from './form.ts'
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
import { mountPages, type Route, type StaffApp, type Variables, type Visit } from './route.ts'
import { staffPolicy } from './security.ts'
import { homeOf, signInRoutes } from './sign-in.tsx'

/** Every page. */
export function pageRoutes(deps: PageDeps, api: () => Promise<Api>): Route[] {
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
      handle: async (c) => {
        const { document, kinds } = await api()
        return show(c, <ApiReference document={document()} kinds={kinds} />)
      },
    },
    {
      method: 'GET',
      path: '/api/openapi.json',
      roles: 'anyone',
      handle: async (c) => c.json((await api()).document()),
    },
  ]
}

/** The app over its deps. */
export function staffApp(deps: StaffDeps): StaffApp {
  const app: StaffApp = new Hono<{ Variables: Variables }>()
  const show = pageShower(deps.officeName)
  // No page needs the API's schemas, nor does the API need a page: it is loaded with the first request to it.
  let loaded: Promise<Api> | undefined
  const api = () => {
    loaded ??= import('./api.ts').then(({ staffApi }) => staffApi(deps))
    return loaded
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
  app.all('/api/v1/*', async (c) => (await api()).answer(c.req.raw))
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

  mountPages(app, pageRoutes({ ...deps, show }, api), {
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
    c.set('language', known(getCookie(c, name)) ?? 'pl') // before anything can fail: the page that says so needs it
    const chosen = c.req.method === 'GET' ? known(c.req.query('lang')) : undefined
    if (chosen) {
      setCookie(c, name, chosen, { path: '/', httpOnly: true, sameSite: 'Lax', secure, maxAge: 31_536_000 })
      const query = new URLSearchParams(c.req.query())
      query.delete('lang')
      const path = ownPath(c.req.path)
      return c.redirect(query.size > 0 ? `${path}?${query}` : path, 303)
    }
    await next()
    return undefined
  }
}

/** A path as it may stand in a redirect: one slash at its beginning, for two lead to another host, and no control characters. */
function ownPath(path: string): string {
  return new URL(path.replace(/^[/\\]+/, '/'), 'http://here').pathname.replace(/^[/\\]+/, '/')
}
