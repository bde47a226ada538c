/** Bearer tokens that somebody made up, borrowed or kept too long: none of them opens the API. */
import { createServer, type Server } from 'node:http'
import { exportJWK, type GenerateKeyPairResult, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { oidcIssuer } from '../../functions/staff/issuer.ts'

const now = new Date('2026-03-10T10:00:00Z')
const seconds = Math.floor(now.getTime() / 1000)
const clientId = 'akcja'

let server: Server
let base: string
let ours: GenerateKeyPairResult
let theirs: GenerateKeyPairResult
let asked = 0

beforeAll(async () => {
  ours = await generateKeyPair('ES256', { extractable: true })
  theirs = await generateKeyPair('ES256', { extractable: true })
  const jwk = { ...(await exportJWK(ours.publicKey)), kid: 'k1', use: 'sig', alg: 'ES256' }
  server = createServer((request, response) => {
    response.setHeader('Content-Type', 'application/json')
    if (request.url === '/keys') {
      asked++
      response.end(JSON.stringify({ keys: [jwk] }))
    } else {
      response.end(
        JSON.stringify({
          issuer: base,
          authorization_endpoint: `${base}/authorize`,
          token_endpoint: `${base}/token`,
          jwks_uri: `${base}/keys`,
        }),
      )
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as { port: number }).port}`
})
afterAll(() => server?.close())

const claims = { sub: 'maria', name: 'Maria', roles: ['manager'], aud: clientId, exp: seconds + 600 }
type Claims = Record<string, unknown>
const token = (change: Claims = {}, header: Record<string, unknown> = {}, key = ours.privateKey) =>
  new SignJWT({ iss: base, ...claims, ...change }).setProtectedHeader({ alg: 'ES256', kid: 'k1', ...header }).sign(key)
const personOf = (bearer: string) =>
  oidcIssuer({ issuer: base, clientId, rolesClaim: 'roles', now: () => now }).personOf(bearer)

test('a token of the issuer, for us, in time, names its person and roles', async () => {
  expect(await personOf(await token())).toMatchObject({ id: 'maria', roles: ['manager'] })
  const access = await token({ aud: undefined, client_id: clientId })
  expect(await personOf(access)).toMatchObject({ id: 'maria' })
})

const forged: [string, () => Promise<string> | string][] = [
  ['without a signature', () => new UnsecuredJWT({ iss: base, ...claims }).encode()],
  ['whose signature was cut off', async () => (await token()).replace(/[^.]+$/, '')],
  ['signed by somebody else', () => token({}, {}, theirs.privateKey)],
  ['that brings its own key', async () => token({}, { jwk: await exportJWK(theirs.publicKey) }, theirs.privateKey)],
  ['that says where its key is', () => token({}, { jku: 'https://evil.example/keys', kid: 'k2' }, theirs.privateKey)],
  [
    'signed by our public key as if it were a secret',
    async () => {
      const secret = new TextEncoder().encode(JSON.stringify(await exportJWK(ours.publicKey)).padEnd(64, 'x'))
      return new SignJWT({ iss: base, ...claims }).setProtectedHeader({ alg: 'HS256', kid: 'k1' }).sign(secret)
    },
  ],
  ['of another issuer', () => token({ iss: 'https://evil.example' })],
  ['of an issuer whose name begins like ours', () => token({ iss: `${base}.evil.example` })],
  ['for another client', () => token({ aud: 'other' })],
  [
    'for another client, though it says it came by us',
    () => token({ aud: 'other', client_id: clientId, azp: clientId }),
  ],
  ['for nobody in particular', () => token({ aud: undefined })],
  ['that expired', () => token({ exp: seconds - 11 })],
  ['that never expires', () => token({ exp: undefined })],
  ['that is not valid yet', () => token({ nbf: seconds + 60 })],
  ['of nobody', () => token({ sub: undefined })],
  ['of somebody without a name', () => token({ sub: '' })],
  ['of somebody whose id is endless', () => token({ sub: 'x'.repeat(256) })],
  [
    'with one letter changed',
    async () => (await token()).replace(/\.(.)/, (_, letter) => `.${letter === 'e' ? 'f' : 'e'}`),
  ],
  ['that is none', () => 'nonsense'],
  ['that is empty between its dots', () => '..'],
]
test.each(forged)('a token %s', async (_, make) => {
  await expect(personOf(await make())).rejects.toThrow(expect.objectContaining({ name: 'NotSignedIn' }))
})

test.each([
  ['roles that do not exist', { roles: ['root', 'manager ', 'Manager'] }, ['manager']],
  ['roles in one text', { roles: 'manager,approver' }, ['manager', 'approver']],
  ['no roles', { roles: undefined }, []],
  ['groups of many words', { roles: ['Deputy manager', 'no, manager', 'approver'] }, ['approver']],
  ['a role that is an object', { roles: [{ name: 'manager' }, ['manager'], null] }, []],
  ['a group that only ends like a role', { roles: ['ex-manager', 'managers', 'manager/readonly'] }, []],
])('a token with %s', async (_, change, roles) => {
  expect((await personOf(await token(change))).roles).toEqual(roles)
})

test('keys that nobody has do not make us ask the issuer again and again', async () => {
  const issuer = oidcIssuer({ issuer: base, clientId, rolesClaim: 'roles', now: () => now })
  asked = 0
  for (let n = 0; n < 20; n++) {
    const unknown = await token({}, { kid: `made-up-${n}` }, theirs.privateKey)
    await expect(issuer.personOf(unknown)).rejects.toThrow()
  }
  expect(asked).toBeLessThanOrEqual(2)
})
