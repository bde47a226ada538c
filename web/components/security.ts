/** Headers and checks that every page of ours carries. (domain.md X1, X4, X5) */
import type { Context, MiddlewareHandler } from 'hono'

export interface SecurityOptions {
  /** Where browsers reach us, without a trailing slash; HSTS is set when it is https. */
  publicUrl: string
  /** What a page needs beyond our own styles and forms, by directive: `{ 'script-src': "'self'" }`. Replaces the default. */
  policy?: Record<string, string>
}

const strictest: Record<string, string> = {
  'default-src': "'none'",
  'style-src': "'self'",
  'img-src': "'self' data:",
  'form-action': "'self'",
  'base-uri': "'none'",
  'object-src': "'none'",
  'frame-ancestors': "'none'",
}

/** A Content-Security-Policy: the strictest that our pages work with, with these directives replaced or added. */
export function contentSecurityPolicy(policy: Record<string, string> = {}): string {
  return Object.entries({ ...strictest, ...policy })
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ')
}

/** Sets the headers on every answer, errors too; what a handler has set itself stays. */
export function securityHeaders({ publicUrl, policy }: SecurityOptions): MiddlewareHandler {
  const headers: [string, string][] = [
    ['Content-Security-Policy', contentSecurityPolicy(policy)],
    ['X-Content-Type-Options', 'nosniff'],
    ['Referrer-Policy', 'no-referrer'],
    ['Cache-Control', 'no-store'],
    ['Cross-Origin-Opener-Policy', 'same-origin'],
    ['Permissions-Policy', 'camera=(), geolocation=(), microphone=()'],
  ]
  if (publicUrl.startsWith('https:')) {
    headers.push(['Strict-Transport-Security', 'max-age=31536000; includeSubDomains'])
  }
  return async (c, next) => {
    await next()
    for (const [name, value] of headers) if (!c.res.headers.has(name)) c.res.headers.set(name, value)
  }
}

/**
 * Whether a request that changes something comes from one of our own pages, as far as the browser says. `Sec-Fetch-Site`
 * decides where it is sent; else `Origin`, which must be ours or the host that was asked. Our pages send no referrer, for
 * which browsers write `Origin: null`: that and a missing header are no sign of a stranger, so a page whose right comes from
 * a cookie must ask for a token besides.
 */
export function isFromOurPage(c: Context, publicUrl: string): boolean {
  const site = c.req.header('Sec-Fetch-Site')
  if (site) return site === 'same-origin' || site === 'none'
  const origin = c.req.header('Origin')
  return !origin || origin === 'null' || origin === new URL(publicUrl).origin || origin === new URL(c.req.url).origin
}

/**
 * Whether the browser itself says that the request comes from one of our own pages. A page that gives back what was posted, with the
 * token of the session beside it, needs this: `Origin: null` may be a stranger's, who would have somebody send his words by a press.
 */
export function isSurelyFromOurPage(c: Context, publicUrl: string): boolean {
  const site = c.req.header('Sec-Fetch-Site')
  return site ? site === 'same-origin' : c.req.header('Origin') === new URL(publicUrl).origin
}
