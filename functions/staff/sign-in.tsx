/** Signing in and out: authorization code with PKCE, state and nonce, all of it in one short-lived encrypted cookie. (X11) */
import { createHash, randomBytes } from 'node:crypto'
import { nameOf } from '../../shared/platform/errors.ts'
import { log } from '../../shared/platform/log.ts'
import { SignedOut, SignInFailed, Start } from '../../web/staff/sign-in.tsx'
import type { Issuer } from './issuer.ts'
import { IssuerUnavailable } from './issuer-errors.ts'
import type { Show } from './page.tsx'
import type { Person } from './person.ts'
import type { Route, StaffRequest } from './route.ts'
import type { Sessions } from './session.ts'

export interface SignInDeps {
  issuer: Issuer
  sessions: Sessions
  publicUrl: string
  show: Show
}

const random = () => randomBytes(32).toString('base64url')

/** A path of ours, or the start page: an address from outside must never become a redirect. */
export function safePath(path: string | undefined): string {
  return path && /^\/(?![/\\])[\x21-\x7e]*$/.test(path) && !path.startsWith('/sign-') ? path : '/'
}

/** Where a person of these roles begins. */
export function homeOf(person: Person): string {
  if (person.roles.some((role) => role !== 'agent' && role !== 'unit')) return '/campaigns'
  if (person.roles.includes('agent')) return '/calls'
  return person.roles.includes('unit') ? '/unit-cases' : '/no-role'
}

export function signInRoutes({ issuer, sessions, publicUrl, show }: SignInDeps): Route[] {
  const redirectUri = `${publicUrl}/sign-in/callback`

  const failed = (c: StaffRequest, error: unknown) => {
    log.warn('sign-in failed', { error: nameOf(error) })
    return show(c, <SignInFailed unavailable={error instanceof IssuerUnavailable} />, {
      status: error instanceof IssuerUnavailable ? 503 : 400,
    })
  }

  return [
    {
      method: 'GET',
      path: '/',
      roles: 'anyone',
      handle: (c, session) => (session ? c.redirect(homeOf(session.person), 303) : show(c, <Start />)),
    },
    {
      method: 'GET',
      path: '/sign-in',
      roles: 'anyone',
      handle: async (c) => {
        const signIn = { state: random(), nonce: random(), verifier: random(), back: safePath(c.req.query('back')) }
        try {
          const url = await issuer.authorizeUrl({
            redirectUri,
            state: signIn.state,
            nonce: signIn.nonce,
            challenge: createHash('sha256').update(signIn.verifier).digest('base64url'),
            language: c.get('language'),
          })
          await sessions.leave(c, signIn)
          return c.redirect(url, 303)
        } catch (error) {
          return failed(c, error)
        }
      },
    },
    {
      method: 'GET',
      path: '/sign-in/callback',
      roles: 'anyone',
      handle: async (c) => {
        const signIn = await sessions.comeBack(c)
        const { state, code } = c.req.query()
        if (!signIn || !code || state !== signIn.state) return failed(c, undefined)
        try {
          const { verifier, nonce } = signIn
          const { person } = await sessions.open(c, await issuer.redeem({ code, verifier, nonce, redirectUri }))
          return c.redirect(signIn.back === '/' ? homeOf(person) : signIn.back, 303)
        } catch (error) {
          return failed(c, error)
        }
      },
    },
    {
      method: 'POST',
      path: '/sign-out',
      roles: 'signed in',
      handle: (c) => {
        sessions.close(c)
        return c.redirect('/signed-out', 303)
      },
    },
    {
      method: 'GET',
      path: '/signed-out',
      roles: 'anyone',
      // The form's own answer cannot lead to the issuer: our policy lets forms end nowhere but here. So a link does.
      handle: async (c) =>
        show(c, <SignedOut leaveUrl={await issuer.leaveUrl(`${publicUrl}/sign-in`).catch(() => undefined)} />),
    },
  ]
}
