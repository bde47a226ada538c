/** The residents' site: surveys, objections, information. Works without a script and sets no cookie but the language. */
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { routePath } from 'hono/route'
import { nameOf } from '../../shared/platform/errors.ts'
import { lineOf, log } from '../../shared/platform/log.ts'
import { document } from '../../web/components/layout.tsx'
import { isFromOurPage, securityHeaders } from '../../web/components/security.ts'
import { TroublePage } from '../../web/resident/ends.tsx'
import type { ResidentDeps } from './deps.ts'
import { driveCache } from './drives.ts'
import { goneAnswer } from './gone.tsx'
import { infoRoutes } from './info-routes.tsx'
import { objectionRoutes } from './objection-routes.tsx'
import { askedLanguage } from './request.ts'
import { surveyRoutes } from './survey-routes.tsx'

/** Two dozen long answers in Ukrainian, percent-encoded, are about 300 kB. */
const largestForm = 512 * 1024

/** The app, ready for `app.request()` in tests and for Lambda in index.ts. */
export function residentApp(deps: ResidentDeps): Hono {
  const { site } = deps
  const drives = driveCache(deps)
  const gone = goneAnswer(site)
  const app = new Hono({ strict: false })

  app.use(securityHeaders({ publicUrl: site.publicUrl }))
  app.use(
    bodyLimit({
      maxSize: largestForm,
      onError: (c) =>
        c.html(document(<TroublePage site={site} language={askedLanguage(c) ?? 'pl'} kind="tooLarge" />), 413),
    }),
  )
  app.use(async (c, next) => {
    // A mail program unsubscribes from its own server: there is no page and no browser to speak for it. (RFC 8058)
    if (c.req.method === 'GET' || c.req.method === 'HEAD' || c.req.path.startsWith('/u/')) return next()
    if (isFromOurPage(c, site.publicUrl)) return next()
    return c.html(document(<TroublePage site={site} language={askedLanguage(c) ?? 'pl'} kind="forged" />), 403)
  })

  const given = { ...deps, drives, gone }
  // Few surveys are anonymous, few people read what is held on them, few ask to be called, and not every drive is about a visit: the
  // first of each loads its pages.
  app.all(
    '/a/*',
    onVisit(async () => (await import('./anonymous-routes.tsx')).anonymousRoutes(given)),
  )
  app.all(
    '/w/*',
    onVisit(async () => (await import('./why-routes.tsx')).whyRoutes(given)),
  )
  app.all(
    '/b/*',
    onVisit(async () => (await import('./booking-routes.tsx')).bookingRoutes(given)),
  )
  app.all(
    '/v/*',
    onVisit(async () => (await import('./visit-routes.tsx')).visitRoutes(given)),
  )
  app.all(
    '/s/:token/call',
    onVisit(async () => (await import('./call-routes.tsx')).callRoutes(given)),
  )
  app.route('/', surveyRoutes(given))
  app.route('/', objectionRoutes(given))
  app.route('/', infoRoutes({ site, drives }))

  app.notFound((c) =>
    c.req.path.startsWith('/info/')
      ? c.html(document(<TroublePage site={site} language={askedLanguage(c) ?? 'pl'} kind="notFound" />), 404)
      : gone(c),
  )
  app.onError((error, c) => {
    // The route's pattern, never the path: a link is the key to a person's answers. (X16)
    log.error('page failed', {
      method: c.req.method,
      route: routePath(c),
      error: nameOf(error),
      moduleLine: lineOf(error),
    })
    return c.html(document(<TroublePage site={site} language={askedLanguage(c) ?? 'pl'} kind="broken" />), 500)
  })
  return app
}

/** Answers by an app that is loaded with the first visit to one of its pages. */
function onVisit(load: () => Promise<Hono>): (c: Context) => Promise<Response> {
  let loaded: Promise<Hono> | undefined
  return async (c) => {
    loaded ??= load()
    return (await loaded).fetch(c.req.raw, c.env)
  }
}
