/**
 * The local cloud's OpenID Connect issuer: authorization code with PKCE for one public client, and a few people to
 * choose from instead of passwords. Written out, because the tokens must follow the cloud's clock, which tests move.
 */
import { createHash, randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { SignJWT } from 'jose'
import * as z from 'zod'
import { issuerKey } from './issuer-key.ts'
import { choicePage, languageOf, pagePolicy, refusedPage } from './issuer-page.ts'
import { claimsOf, type PersonKey, people, personKeys } from './issuer-people.ts'

/** The public client that the local cloud gives to the template as OidcClientId. */
export const localClient = 'akcja-local'

const tokenSeconds = 12 * 3600
const codeSeconds = 60

export interface IssuerApp {
  /** Answers requests under the issuer's address. */
  listener: (request: IncomingMessage, response: ServerResponse) => void
  /** A bearer token of a person, of the first with a role by the role's name; good for twelve hours. */
  token(person: PersonKey): Promise<string>
  /** The issuer as tokens name it: the template's OidcIssuer. */
  issuer: string
}

export interface IssuerSettings {
  /** Where the issuer is reached; `/local/issuer` is added to an address without a path. */
  url: string
  /** Folder of the key. */
  dir: string
  /** The cloud's clock: milliseconds since 1970. */
  clock: { now(): number }
}

const SignInRequest = z.object({
  response_type: z.literal('code'),
  client_id: z.literal(localClient),
  redirect_uri: z.url(),
  scope: z.string().refine((scope) => scope.split(' ').includes('openid')),
  code_challenge: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  code_challenge_method: z.literal('S256'),
  state: z.string().max(1000).default(''),
  nonce: z.string().max(1000).default(''),
  ui_locales: z.string().max(100).default(''),
})
type SignInRequest = z.infer<typeof SignInRequest>

const TokenRequest = z.object({
  grant_type: z.literal('authorization_code'),
  client_id: z.literal(localClient),
  code: z.string(),
  code_verifier: z.string().min(43).max(128),
  redirect_uri: z.string(),
})

export function issuerApp({ url, dir, clock }: IssuerSettings): IssuerApp {
  const address = new URL(url)
  if (address.pathname === '/') address.pathname = '/local/issuer'
  const issuer = address.href.replace(/\/$/, '')
  const key = issuerKey(dir)
  const codes = new Map<string, { request: SignInRequest; person: PersonKey; goodUntil: number }>()

  const sign = (person: PersonKey, claims: Record<string, unknown>) => {
    const now = Math.floor(clock.now() / 1000)
    return new SignJWT({ ...claimsOf(person), ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: key.public.kid, typ: 'JWT' })
      .setIssuer(issuer)
      .setAudience(localClient)
      .setSubject(people[person].email.split('@')[0]!)
      .setIssuedAt(now)
      .setExpirationTime(now + tokenSeconds)
      .sign(key.private)
  }

  /** The request to sign in, if it is whole and leads back to a machine of ours. */
  const requestOf = (values: unknown): SignInRequest | undefined => {
    const request = SignInRequest.safeParse(values).data
    return request && isOurs(request.redirect_uri, address) ? request : undefined
  }

  const refuse = (c: Context, values: Record<string, unknown>) =>
    c.html(refusedPage('/', languageOf(`${values.ui_locales ?? ''}`)), 400)

  const app = new Hono().basePath(address.pathname)
  app.use(async (c, next) => {
    await next()
    c.header('Content-Security-Policy', pagePolicy)
    c.header('X-Content-Type-Options', 'nosniff')
    c.header('Referrer-Policy', 'no-referrer')
    c.header('Cache-Control', 'no-store')
  })

  app.get('/.well-known/openid-configuration', (c) =>
    c.json({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      end_session_endpoint: `${issuer}/leave`,
      response_types_supported: ['code'],
      response_modes_supported: ['query'],
      grant_types_supported: ['authorization_code'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['none'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['ES256'],
      scopes_supported: ['openid', 'profile', 'email'],
      claims_supported: ['sub', 'name', 'email', 'email_verified', 'roles'],
      ui_locales_supported: ['pl', 'en'],
      authorization_response_iss_parameter_supported: true,
    }),
  )

  app.get('/jwks', (c) => c.json({ keys: [key.public] }))

  app.get('/authorize', (c) => {
    const request = requestOf(c.req.query())
    if (!request) return refuse(c, c.req.query())
    return c.html(choicePage(`${address.pathname}/authorize`, request, languageOf(request.ui_locales)))
  })

  app.post('/authorize', async (c) => {
    const form = await c.req.parseBody()
    const request = requestOf(form)
    const person = personKeys.find((one) => one === form.person)
    if (!request || !person) return refuse(c, form)
    const code = randomBytes(32).toString('base64url')
    const now = clock.now()
    for (const [old, { goodUntil }] of codes) if (goodUntil < now) codes.delete(old)
    codes.set(code, { request, person, goodUntil: now + codeSeconds * 1000 })
    return c.redirect(withParameters(request.redirect_uri, { code, state: request.state, iss: issuer }), 303)
  })

  app.post('/token', async (c) => {
    const asked = TokenRequest.safeParse(await c.req.parseBody())
    if (!asked.success) return c.json({ error: 'invalid_request' }, 400)
    const { code, code_verifier, redirect_uri } = asked.data
    const given = codes.get(code)
    codes.delete(code) // good for one try
    const proven = createHash('sha256').update(code_verifier).digest('base64url') === given?.request.code_challenge
    if (!given || !proven || given.request.redirect_uri !== redirect_uri || given.goodUntil < clock.now()) {
      return c.json({ error: 'invalid_grant' }, 400)
    }
    const { nonce, scope } = given.request
    return c.json({
      token_type: 'Bearer',
      expires_in: tokenSeconds,
      scope,
      access_token: await sign(given.person, { client_id: localClient, scope }),
      id_token: await sign(given.person, nonce ? { nonce } : {}),
    })
  })

  // nobody stays signed in here: leaving only leads back
  app.get('/leave', (c) => {
    const back = c.req.query('post_logout_redirect_uri')
    return c.redirect(back && isOurs(back, address) ? back : '/', 303)
  })

  app.notFound((c) => refuse(c, {}))

  const listener = getRequestListener(app.fetch)
  return {
    issuer,
    token: (person) => sign(person, { client_id: localClient, scope: 'openid profile email' }),
    listener: (request, response) => void listener(request, response),
  }
}

/** Only back to the cloud itself, by whichever of its two names the browser came. */
function isOurs(target: string, address: URL): boolean {
  const { protocol, hostname, port } = URL.parse(target) ?? {}
  return protocol === address.protocol && port === address.port && ['localhost', '127.0.0.1'].includes(hostname ?? '')
}

function withParameters(target: string, parameters: Record<string, string>): string {
  const url = new URL(target)
  for (const [name, value] of Object.entries(parameters)) if (value) url.searchParams.set(name, value)
  return url.href
}
