/** The local issuer as a client of OpenID Connect meets it: the code flow with PKCE, tokens by its published keys. */
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose'
import { afterEach, expect, test } from 'vitest'
import { oidcIssuer } from '../../functions/staff/issuer.ts'
import { issuerApp, localClient } from '../../local/issuer.ts'
import { people, personKeys } from '../../local/issuer-people.ts'

const noon = Date.parse('2026-11-23T12:00:00Z')
const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

/** An issuer behind a real server, a clock that stands until it is moved, and the staff function's own client of it. */
async function setUp({ dir }: { dir?: string } = {}) {
  const folder = dir ?? mkdtempSync(join(tmpdir(), 'issuer-'))
  let now = noon
  const server = createServer((request, response) => app.listener(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://localhost:${(server.address() as AddressInfo).port}`
  const app = issuerApp({ url, dir: folder, clock: { now: () => now } })
  ends.push(() => server.close().closeAllConnections())
  if (!dir) ends.push(() => rmSync(folder, { recursive: true }))

  const client = oidcIssuer({
    issuer: app.issuer,
    clientId: localClient,
    rolesClaim: 'roles',
    now: () => new Date(now),
  })
  const redirectUri = `${url}/sign-in/callback`
  const verifier = 'v'.repeat(43)
  const request = {
    redirectUri,
    state: 'the state',
    nonce: 'the nonce',
    challenge: createHash('sha256').update(verifier).digest('base64url'),
    language: 'pl',
  }
  return {
    folder,
    url,
    app,
    client,
    verifier,
    redirectUri,
    request,
    pass: (ms: number) => {
      now += ms
    },
    /** Opens the page, presses the button of a person, and returns where the browser is sent. */
    async choose(person: string, changed: Partial<typeof request> = {}) {
      const address = await client.authorizeUrl({ ...request, ...changed })
      const page = await (await fetch(address)).text()
      const form = new URLSearchParams(
        [...page.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name, value]): [string, string] => [
          name!,
          value!.replaceAll('&amp;', '&'),
        ]),
      )
      form.set('person', person)
      const answer = await fetch(`${app.issuer}/authorize`, { method: 'POST', body: form, redirect: 'manual' })
      return { status: answer.status, location: new URL(answer.headers.get('location') ?? url) }
    },
  }
}

test.each(personKeys)('the %s signs in by choosing a name', async (key) => {
  const { choose, client, verifier, redirectUri } = await setUp()
  const { status, location } = await choose(key)
  expect(status).toBe(303)
  expect(location.href).toContain(`${redirectUri}?`)
  expect(location.searchParams.get('state')).toBe('the state')
  const code = location.searchParams.get('code')!
  expect(await client.redeem({ code, verifier, nonce: 'the nonce', redirectUri })).toEqual({
    id: people[key].email.split('@')[0],
    name: people[key].name,
    email: people[key].email,
    emailVerified: true,
    roles: [people[key].role],
  })
})

test.each([
  ['used twice', {}, 0, 2],
  ['brought with another verifier', { verifier: 'w'.repeat(43) }, 0, 1],
  ['brought for another address', { redirectUri: 'http://localhost:1/sign-in/callback' }, 0, 1],
  ['brought after a minute', {}, 61_000, 1],
] as const)('a code %s is refused', async (_, changed, later, times) => {
  const { choose, client, verifier, redirectUri, pass } = await setUp()
  const { location } = await choose('manager')
  const answer = { code: location.searchParams.get('code')!, verifier, nonce: 'the nonce', redirectUri }
  pass(later)
  for (let time = 1; time < times; time++) await client.redeem(answer)
  await expect(client.redeem({ ...answer, ...changed })).rejects.toThrow('refused by the issuer')
})

test.each([
  ['leads away from the cloud', { redirectUri: 'https://example.org/sign-in/callback' }],
  ['leads to another port', { redirectUri: 'http://localhost:9/sign-in/callback' }],
  ['has no PKCE challenge', { challenge: '' }],
])('a request that %s gets a page, not a redirect', async (_, changed) => {
  const { client, request } = await setUp()
  const answer = await fetch(await client.authorizeUrl({ ...request, ...changed }), { redirect: 'manual' })
  expect(answer.status).toBe(400)
  expect(await answer.text()).toContain('Nie można się zalogować')
})

test('a person who is not of the office cannot be chosen', async () => {
  const { choose } = await setUp()
  expect((await choose('mayor')).status).toBe(400)
})

test('a bearer token is verified by the published keys, for this client, and lasts a working day', async () => {
  const { app, client, pass } = await setUp()
  const token = await app.token('approver')
  const keys = createRemoteJWKSet(new URL(`${app.issuer}/jwks`))
  const { payload } = await jwtVerify(token, keys, {
    issuer: app.issuer,
    audience: localClient,
    currentDate: new Date(noon),
  })
  expect(payload).toMatchObject({ name: 'Adam Nowak', roles: ['approver'], iat: noon / 1000 })
  expect(await client.personOf(token)).toMatchObject({ roles: ['approver'] })
  pass(13 * 3600_000)
  await expect(client.personOf(token)).rejects.toThrow('token')
})

test('a token of one start is good after the next, and of another folder never', async () => {
  const first = await setUp()
  const token = await first.app.token('manager')
  const again = issuerApp({ url: first.url, dir: first.folder, clock: { now: () => noon } })
  expect(decodeJwt(await again.token('manager'))).toEqual(decodeJwt(token))
  expect(await first.client.personOf(await again.token('manager'))).toMatchObject({ roles: ['manager'] })

  const other = await setUp()
  const foreign = issuerApp({ url: first.url, dir: other.folder, clock: { now: () => noon } })
  await expect(first.client.personOf(await foreign.token('manager'))).rejects.toThrow('token')
})

test('leaving leads back to the cloud, and nowhere else', async () => {
  const { client, app, url } = await setUp()
  const leave = async (to: string) => (await fetch(to, { redirect: 'manual' })).headers.get('location')
  expect(await leave((await client.leaveUrl(`${url}/sign-in`))!)).toBe(`${url}/sign-in`)
  expect(await leave(`${app.issuer}/leave?post_logout_redirect_uri=https://example.org/`)).toBe('/')
})

test('what stands in the request comes back as text, never as markup', async () => {
  const { client, request } = await setUp()
  const page = await (
    await fetch(await client.authorizeUrl({ ...request, state: '"><script>alert(1)</script>' }))
  ).text()
  expect(page).not.toContain('<script>')
  expect(page).toContain('&quot;&gt;&lt;script&gt;')
})
