/** The local issuer's page in a real browser: every look, and signing in without JavaScript. */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type IssuerApp, issuerApp, localClient } from '../../local/issuer.ts'
import { personKeys } from '../../local/issuer-people.ts'
import { faultsInEveryLook, hiddenFocus, startBrowser, type TestBrowser } from './browser.ts'

let browser: TestBrowser
let app: IssuerApp
let server: Server
let url: string
const dir = mkdtempSync(join(tmpdir(), 'issuer-'))

const signIn = (language: string, changed: Record<string, string> = {}) =>
  `${app.issuer}/authorize?${new URLSearchParams({
    response_type: 'code',
    client_id: localClient,
    redirect_uri: `${url}/sign-in/callback`,
    scope: 'openid',
    code_challenge: 'c'.repeat(43),
    code_challenge_method: 'S256',
    ui_locales: language,
    ...changed,
  })}`

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url!.startsWith('/local/issuer')) app.listener(request, response)
    else response.end('back at Akcja')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://localhost:${(server.address() as AddressInfo).port}`
  app = issuerApp({ url, dir, clock: Date })
  browser = await startBrowser()
}, 60_000)

afterAll(async () => {
  await browser?.close()
  server?.close()
  rmSync(dir, { recursive: true })
})

test.each(['pl', 'en'])('the people are without fault in every look (%s)', async (language) => {
  const page = await browser.page()
  await page.goto(signIn(language))
  expect(await page.getByRole('button').count()).toBe(personKeys.length)
  expect(await faultsInEveryLook(page, `issuer-${language}`)).toEqual([])
  expect(await hiddenFocus(page)).toEqual([])
})

test('a request that is not ours gets a page without fault', async () => {
  const page = await browser.page()
  await page.goto(signIn('pl', { client_id: 'another' }))
  expect(await faultsInEveryLook(page, 'issuer-refused')).toEqual([])
})

test('one press signs in, without a script', async () => {
  const page = await browser.page({ javaScript: false })
  await page.goto(signIn('pl'))
  await page.getByRole('button', { name: 'Adam Nowak' }).click()
  await page.waitForURL(`${url}/sign-in/callback?*`)
  expect(new URL(page.url()).searchParams.get('code')).toMatch(/^[\w-]{43}$/)
})
