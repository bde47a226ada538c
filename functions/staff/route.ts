/**
 * Routes of pages as data: method, path, to whom it is open, what it does. Pages, the auth test and the guard read the same
 * table; a route cannot exist without saying who may use it.
 */
import type { Context, Hono } from 'hono'
import { NotFound } from '../../shared/platform/errors.ts'
import { sameText } from '../../shared/platform/secrets.ts'
import { isFromOurPage } from '../../web/components/security.ts'
import type { StaffLanguage } from '../../web/texts/staff.ts'
import { readForm } from './form.ts'
import { isOneOf, type Role } from './person.ts'
import type { Session, Sessions } from './session.ts'

export interface Variables {
  language: StaffLanguage
  session?: Session
}
export type StaffRequest = Context<{ Variables: Variables }>
export type StaffApp = Hono<{ Variables: Variables }>

type Answer = Response | Promise<Response>

interface Place {
  method: 'GET' | 'POST'
  path: string
}

/** A page for people with a role; `signed in` also for those who have none. */
export interface PageRoute extends Place {
  roles: readonly Role[] | 'signed in'
  /** The page reloads itself while something goes on; such a request does not keep a session alive. */
  live?: boolean
  handle: (c: StaffRequest, session: Session) => Answer
}

/** A page for anyone. The structure test holds the list of these. */
export interface OpenRoute extends Place {
  roles: 'anyone'
  handle: (c: StaffRequest, session?: Session) => Answer
}

export type Route = PageRoute | OpenRoute

export interface Guards {
  sessions: Sessions
  publicUrl: string
  /** What is shown instead of the page. */
  signIn: (c: StaffRequest) => Answer
  notForRole: (c: StaffRequest, session: Session) => Answer
  expired: (c: StaffRequest) => Answer
  /** A form of ours without the token of this session: it was opened before she signed in. */
  stale: (c: StaffRequest) => Answer
  forged: (c: StaffRequest) => Answer
}

/** Puts the routes into the app, each behind its guard. */
export function mountPages(app: StaffApp, routes: Route[], guards: Guards): void {
  for (const route of routes) app.on(route.method, route.path, (c) => guarded(c, route, guards))
}

/** What can stand for an id in an address: whatever else is no key of a table and fits into no redirect. */
const nameable = /^[\x21-\x7e]{1,300}$/

async function guarded(c: StaffRequest, route: Route, guards: Guards): Promise<Response> {
  const live = 'live' in route && c.req.query('live') !== undefined
  const session = await guards.sessions.read(c, { stay: !live })
  c.set('session', session)
  if (route.method === 'POST' && !isFromOurPage(c, guards.publicUrl)) return guards.forged(c)
  if (route.roles === 'anyone') return route.handle(c, session)
  if (!session) return route.method === 'GET' ? guards.signIn(c) : guards.expired(c)
  if (route.roles !== 'signed in' && !isOneOf(session.person, route.roles)) return guards.notForRole(c, session)
  if (!Object.values(c.req.param()).every((part) => nameable.test(part))) throw new NotFound('page')
  // The form must carry the token of this session. (X4)
  if (route.method === 'POST' && !sameText((await readForm(c)).text('csrf'), session.csrf)) return guards.stale(c)
  return route.handle(c, session)
}
