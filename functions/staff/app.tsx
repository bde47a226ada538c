/** The staff function as an app: pages and API, each a table of routes behind one guard, and one answer to every error. */
import { Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { routePath } from 'hono/route'
import { Conflict, Invalid, NotFound, nameOf, Refused } from '../../shared/platform/errors.ts'
import { lineOf, log } from '../../shared/platform/log.ts'
import { serveAssets } from '../../web/components/assets.ts'
import { isSurelyFromOurPage, securityHeaders } from '../../web/components/security.ts'
import { Hindered, type Hindrance } from '../../web/staff/errors.tsx'
import { scripts } from '../../web/staff/scripts.ts'
import { type StaffLanguage, staffLanguages } from '../../web/texts/staff.ts'
import type { Api } from './api.ts'
import type { StaffDeps } from './deps.ts'
import { FormTooLarge, readForm } from './form.ts'
import { pageShower, type Show } from './page.tsx'
import { aboutPages } from './pages/about.tsx'
import { campaignPages } from './pages/campaigns.tsx'
import type { PageDeps } from './pages/pages.ts'
import { mountPages, type Route, type StaffApp, type StaffRequest, type Variables } from './route.ts'
import { staffPolicy } from './security.ts'
import { homeOf, signInRoutes } from './sign-in.tsx'

/** Every page but those of form-pages.ts, launched-pages.ts and agent-pages.ts. */
export function pageRoutes(deps: PageDeps, api: () => Promise<Api>): Route[] {
  const { show } = deps
  return [
    ...signInRoutes(deps),
    ...aboutPages(deps), // before the pages of one drive: `new` is no id
    ...campaignPages(deps),
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
        const [{ document, kinds }, { ApiReference }] = await Promise.all([
          api(),
          import('../../web/staff/reference.tsx'),
        ])
        return show(c, <ApiReference document={await document()} kinds={kinds} />)
      },
    },
    {
      method: 'GET',
      path: '/api/openapi.json',
      roles: 'anyone',
      handle: async (c) => c.json(await (await api()).document()),
    },
  ]
}

/** The app over its deps. */
export function staffApp(deps: StaffDeps): StaffApp {
  const newApp = (): StaffApp => new Hono<{ Variables: Variables }>()
  const app = newApp()
  const show = pageShower(deps.officeName)
  // No page needs the API's schemas, nor does the API need a page: it is loaded with the first request to it.
  let loaded: Promise<Api> | undefined
  const api = () => {
    loaded ??= import('./api.ts').then(({ staffApi }) => staffApi(deps))
    return loaded
  }

  app.use(securityHeaders({ publicUrl: deps.publicUrl, policy: staffPolicy }))
  serveAssets(app)
  for (const script of Object.values(scripts)) serveScript(app, script)
  app.all('/api/v1/*', async (c) => (await api()).answer(c.req.raw))

  const pageDeps = { ...deps, show }
  const pagesOf = (pages: StaffApp, routes: Route[], on: string) =>
    withPages(pages, routes, pageDeps, (c) => hindered(c, show, 'notFound', 404, on))

  // Most visits do not write a drive, nor look into its results and people: the pages that do are loaded with the first of them.
  const form = onVisit(async () => {
    const { formPages } = await import('./form-pages.ts')
    return pagesOf(newApp(), formPages(pageDeps), '/campaigns')
  })
  const launched = onVisit(async () => {
    const { launchedPages } = await import('./launched-pages.ts')
    return pagesOf(newApp(), launchedPages(pageDeps), '/campaigns')
  })
  const objections = onVisit(async () => {
    const { objectionPages } = await import('./pages/objections.tsx')
    return pagesOf(newApp(), objectionPages(pageDeps), '/objections')
  })
  app.all('/objections', objections)
  const claims = onVisit(async () => {
    const { claimPages } = await import('./claim-pages.ts')
    return pagesOf(newApp(), claimPages(pageDeps), '/campaigns')
  })
  for (const page of ['claims', 'claims/*']) app.all(`/campaigns/:id/${page}`, claims)
  const contact = 'contacts/:page{[0-9]+}/:index{[0-9]+}'
  for (const page of ['results/*', 'rates', 'exports/*', 'people', contact, 'again']) {
    app.all(`/campaigns/:id/${page}`, launched)
  }
  const cases = onVisit(async () => {
    const { casesPages } = await import('./case-pages.ts')
    return pagesOf(newApp(), casesPages(pageDeps), '/campaigns')
  })
  for (const path of ['/cases/*', '/office/units']) app.all(path, cases)
  const unitCases = onVisit(async () => {
    const { unitCasePages } = await import('./pages/unit-cases.tsx')
    return pagesOf(newApp(), unitCasePages(pageDeps), '/unit-cases')
  })
  app.all('/unit-cases/*', unitCases)
  const records = onVisit(async () => {
    const { recordPages } = await import('./record-pages.ts')
    return pagesOf(newApp(), recordPages(pageDeps), '/campaigns')
  })
  for (const path of ['/retention/*', '/audit', '/breach/*']) app.all(path, records)
  const services = onVisit(async () => {
    const { servicePages } = await import('./service-pages.ts')
    return pagesOf(newApp(), servicePages(pageDeps), '/services')
  })
  for (const path of ['/services/*', '/visits/*']) app.all(path, services)
  // Agents and their supervisors have pages of their own.
  const agents = onVisit(async () => {
    const { agentPages, agentScript } = await import('./agent-pages.ts')
    const pages = newApp()
    serveScript(pages, agentScript)
    return pagesOf(pages, agentPages(pageDeps), '/')
  })
  for (const path of ['/calls/*', '/phones/*', '/assets/:name{agent-.+}']) app.all(path, agents)
  return withPages(app, pageRoutes(pageDeps, api), pageDeps, form)
}

/** Answers by an app that is loaded with the first visit to one of its pages. */
function onVisit(load: () => Promise<StaffApp>): (c: StaffRequest) => Promise<Response> {
  let loaded: Promise<StaffApp> | undefined
  return async (c) => {
    loaded ??= load()
    return (await loaded).fetch(c.req.raw)
  }
}

/** A script under an address that changes with its text. */
function serveScript(app: StaffApp, { path, text }: { path: string; text: string }): void {
  app.get(path, (c) =>
    c.body(text, 200, {
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cache-Control': 'public, max-age=31536000, immutable',
    }),
  )
}

/** Shows what kept a person from a page, and where to go on. */
function hindered(c: StaffRequest, show: Show, by: Hindrance, status: number, on: string, error?: unknown): Response {
  const problems = error instanceof Refused || error instanceof Invalid ? error.problems : []
  return show(c, <Hindered by={by} on={on} problems={problems} />, { status, path: on })
}

/**
 * Gives back what was typed without this session's token, to be sent once more: only a page of its own asks for what is typed, and
 * only where the browser says that it was a page of ours. (X4)
 */
async function notSaved(
  c: StaffRequest,
  show: Show,
  publicUrl: string,
  session: 'ended' | 'renewed',
  on: string,
): Promise<Response> {
  const status = session === 'ended' ? 401 : 403
  const isOurs = formPage(c) === c.req.path && isSurelyFromOurPage(c, publicUrl)
  const fields = isOurs ? (await readForm(c)).texts('csrf') : undefined
  if (!fields?.length) return hindered(c, show, session === 'ended' ? 'expired' : 'forged', status, on)
  const { NotSaved } = await import('../../web/staff/not-saved.tsx')
  const { search } = new URL(c.req.url)
  return show(c, <NotSaved session={session} fields={fields} action={c.req.path + search} on={on} />, {
    status,
    path: on,
  })
}

/**
 * Puts pages into an app, with the same guard, languages and answers to errors for all of them.
 * @param missing the answer to an address that none of the routes has
 */
function withPages(
  app: StaffApp,
  routes: Route[],
  { show, sessions, publicUrl }: PageDeps,
  missing: (c: StaffRequest) => Response | Promise<Response>,
): StaffApp {
  const signInPath = (back: string) => `/sign-in?back=${encodeURIComponent(back)}`

  app.use(languages(publicUrl.startsWith('https:')))
  mountPages(app, routes, {
    sessions,
    publicUrl,
    signIn: (c) => c.redirect(signInPath(c.req.path), 303),
    expired: (c) => notSaved(c, show, publicUrl, 'ended', signInPath(formPage(c))),
    stale: (c) => notSaved(c, show, publicUrl, 'renewed', formPage(c)),
    notForRole: (c, { person }) =>
      hindered(c, show, homeOf(person) === '/no-role' ? 'noRole' : 'notForRole', 403, homeOf(person)),
    forged: (c) => hindered(c, show, 'forged', 403, formPage(c)),
  })
  app.notFound(missing)
  app.onError((error, c) => {
    const on = formPage(c)
    if (error instanceof NotFound) return hindered(c, show, 'notFound', 404, '/')
    if (error instanceof Conflict) return hindered(c, show, 'conflict', 409, on)
    if (error instanceof Refused) return hindered(c, show, 'refused', 409, on, error)
    if (error instanceof Invalid) return hindered(c, show, 'refused', 422, on, error)
    if (error instanceof FormTooLarge) return hindered(c, show, 'tooLarge', 413, on)
    log.error('page failed', { route: routePath(c), error: nameOf(error), moduleLine: lineOf(error) })
    return hindered(c, show, 'broken', 500, on)
  })
  return app
}

/** The page on which a posted form stands; for a move, the drive's own page. */
function formPage(c: StaffRequest): string {
  return c.req.path
    .replace(/\/moves\/[^/]*$/, '')
    .replace(/\/preview$/, '')
    .replace(/^(\/(?:calls|phones))\/(?:next|take|renew|hand-over|lists)$/, '$1')
}

/** Which language the pages speak: Polish, unless the person chose English by `?lang=en` on any page. */
function languages(secure: boolean) {
  const name = 'akcja-language'
  const known = (value: string | undefined): StaffLanguage | undefined => staffLanguages.find((code) => code === value)
  return async (c: StaffRequest, next: () => Promise<void>): Promise<Response | undefined> => {
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
