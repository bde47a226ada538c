/** The office's own OpenID Connect issuer: discovery, authorization code with PKCE, identity and bearer tokens. (domain.md X11) */
import { createRemoteJWKSet, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'
import * as z from 'zod/mini'
import { IssuerUnavailable, NotSignedIn } from './issuer-errors.ts'
import { Person, personFrom } from './person.ts'

const Discovered = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  end_session_endpoint: z.optional(z.url()),
})
type Discovered = z.infer<typeof Discovered>

const Tokens = z.object({ id_token: z.string() })

export interface IssuerOptions {
  issuer: string
  clientId: string
  /** The claim that lists a person's roles: `cognito:groups`, `roles` … */
  rolesClaim: string
  now: () => Date
}

export type Issuer = ReturnType<typeof oidcIssuer>

/** The issuer under an address. Nothing is fetched before it is needed; what was fetched serves the warm function. */
export function oidcIssuer({ issuer, clientId, rolesClaim, now }: IssuerOptions) {
  const base = issuer.replace(/\/$/, '')
  let found: Promise<Discovered & { keys: JWTVerifyGetKey }> | undefined
  const discover = () => {
    found ??= fetchJson(Discovered, `${base}/.well-known/openid-configuration`).then((discovered) => {
      if (discovered.issuer.replace(/\/$/, '') !== base) throw new IssuerUnavailable('issuer')
      return { ...discovered, keys: createRemoteJWKSet(new URL(discovered.jwks_uri)) }
    })
    found.catch(() => {
      found = undefined
    })
    return found
  }

  /** The claims of a token that this issuer signed for us and that has not expired. */
  const claimsOf = async (token: string): Promise<JWTPayload> => {
    const { keys, issuer } = await discover()
    const verified = await jwtVerify(token, keys, {
      issuer,
      currentDate: now(),
      clockTolerance: 10,
      requiredClaims: ['sub', 'exp'],
    }).catch((error: { code?: string }) => {
      throw error.code === 'ERR_JWKS_TIMEOUT' ? new IssuerUnavailable('keys') : new NotSignedIn('token')
    })
    // Cognito's access tokens carry no audience but the client's id under its own name.
    const { success } = z.safeParse(Person.shape.id, verified.payload.sub)
    if (!success) throw new NotSignedIn('subject') // whom four eyes and the journal could not tell from others
    const audience = [verified.payload.aud ?? (verified.payload.client_id as string)].flat()
    if (!audience.includes(clientId)) throw new NotSignedIn('audience')
    return verified.payload
  }

  return {
    /** Where the browser goes to sign in. */
    async authorizeUrl(request: {
      redirectUri: string
      state: string
      nonce: string
      challenge: string
      language: string
    }) {
      const url = new URL((await discover()).authorization_endpoint)
      const parameters = {
        response_type: 'code',
        client_id: clientId,
        redirect_uri: request.redirectUri,
        scope: 'openid profile email',
        state: request.state,
        nonce: request.nonce,
        code_challenge: request.challenge,
        code_challenge_method: 'S256',
        ui_locales: request.language,
      }
      for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
      return url.href
    },

    /** The person for whom the issuer gave this code, once and to us. Throws NotSignedIn. */
    async redeem(answer: { code: string; verifier: string; nonce: string; redirectUri: string }): Promise<Person> {
      const { token_endpoint } = await discover()
      const body = new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: clientId,
        code: answer.code,
        code_verifier: answer.verifier,
        redirect_uri: answer.redirectUri,
      })
      const { id_token } = await fetchJson(Tokens, token_endpoint, { method: 'POST', body })
      const claims = await claimsOf(id_token)
      if (claims.nonce !== answer.nonce) throw new NotSignedIn('nonce')
      return personFrom(claims, rolesClaim)
    },

    /** The person who holds a bearer token. Throws NotSignedIn. */
    async personOf(token: string): Promise<Person> {
      return personFrom(await claimsOf(token), rolesClaim)
    },

    /** Where the browser goes to leave the issuer's session as well, if the issuer has such a place. */
    async leaveUrl(returnTo: string): Promise<string | undefined> {
      const { end_session_endpoint } = await discover()
      if (!end_session_endpoint) return undefined
      const url = new URL(end_session_endpoint)
      url.searchParams.set('client_id', clientId)
      url.searchParams.set('post_logout_redirect_uri', returnTo)
      url.searchParams.set('logout_uri', returnTo) // Cognito's word for the same
      return url.href
    },
  }
}

async function fetchJson<Schema extends z.ZodMiniType>(
  schema: Schema,
  url: string,
  request: RequestInit = {},
): Promise<z.infer<Schema>> {
  let answer: Response
  try {
    answer = await fetch(url, { ...request, redirect: 'error', signal: AbortSignal.timeout(5000) })
  } catch {
    throw new IssuerUnavailable('no answer')
  }
  if (answer.status === 400 || answer.status === 401) throw new NotSignedIn('refused by the issuer')
  if (!answer.ok) throw new IssuerUnavailable('status')
  const read = z.safeParse(schema, await answer.json().catch(() => undefined))
  if (!read.success) throw new IssuerUnavailable('nonsense')
  return read.data
}
