/** Signing in, the session, and what the doors of pages let through. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { safePath } from '../../../functions/staff/sign-in.tsx'
import { aBrowser, aboutForm, type Office, startOffice } from './set-up.ts'

let office: Office
beforeAll(async () => {
  office = await startOffice()
})
afterAll(() => office.close())

const minutes = (count: number) => {
  office.clock.at = new Date(office.clock.at.getTime() + count * 60_000)
}

test('a manager signs in by the issuer and stands before the drives', async () => {
  const browser = await office.browserOf('manager')
  const page = await browser.get('/campaigns')
  expect(page.status).toBe(200)
  expect(page.html).toContain('Maria Kowalska')
})

test('who is not signed in is led to the sign-in and back to the page', async () => {
  const browser = aBrowser(office.app, office.publicUrl)
  const page = await browser.get('/campaigns/cmp_000000000001')
  expect(page.status).toBe(303)
  expect(page.headers.get('location')).toBe('/sign-in?back=%2Fcampaigns%2Fcmp_000000000001')
})

test('the way to the issuer carries code flow, PKCE, state and nonce, each time anew', async () => {
  const ask = async () =>
    new URL((await aBrowser(office.app, office.publicUrl).get('/sign-in')).headers.get('location')!).searchParams
  const [first, second] = [await ask(), await ask()]
  expect(first.get('response_type')).toBe('code')
  expect(first.get('code_challenge_method')).toBe('S256')
  for (const name of ['state', 'nonce', 'code_challenge']) {
    expect(first.get(name)).toHaveLength(43)
    expect(first.get(name)).not.toBe(second.get(name))
  }
})

test.each([
  ['another state', (query: URLSearchParams) => query.set('state', 'x'.repeat(43))],
  ['a code that the issuer never gave', (query: URLSearchParams) => query.set('code', 'x'.repeat(43))],
  ['no code', (query: URLSearchParams) => query.delete('code')],
])('an answer of the issuer with %s signs nobody in', async (_, spoil) => {
  const browser = aBrowser(office.app, office.publicUrl)
  const authorize = new URL((await browser.get('/sign-in')).headers.get('location')!)
  const form = new URLSearchParams(authorize.search)
  form.set('person', 'manager')
  const chosen = await fetch(authorize.origin + authorize.pathname, { method: 'POST', body: form, redirect: 'manual' })
  const back = new URL(chosen.headers.get('location')!)
  spoil(back.searchParams)
  const page = await browser.get(back.pathname + back.search)
  expect(page.status).toBe(400)
  expect(browser.cookies.has('akcja-session')).toBe(false)
})

test('the answer of the issuer in another browser signs nobody in', async () => {
  const authorize = new URL((await aBrowser(office.app, office.publicUrl).get('/sign-in')).headers.get('location')!)
  const form = new URLSearchParams(authorize.search)
  form.set('person', 'manager')
  const chosen = await fetch(authorize.origin + authorize.pathname, { method: 'POST', body: form, redirect: 'manual' })
  const back = new URL(chosen.headers.get('location')!)
  const other = aBrowser(office.app, office.publicUrl)
  expect((await other.get(back.pathname + back.search)).status).toBe(400)
})

test('a session ends after half an hour without a sign of the person', async () => {
  const browser = await office.browserOf('manager')
  minutes(29)
  expect((await browser.get('/campaigns')).status).toBe(200)
  minutes(29)
  expect((await browser.get('/campaigns')).status).toBe(200)
  minutes(31)
  expect((await browser.get('/campaigns')).status).toBe(303)
})

test('a page that reloads itself does not keep a session alive', async () => {
  const browser = await office.browserOf('manager')
  await browser.get('/campaigns/new')
  const created = await browser.post('/campaigns/new', { ...aboutForm, and: 'later' })
  const [path] = created.headers.get('location')!.split('?')
  for (let turn = 0; turn < 5; turn++) {
    minutes(5)
    expect((await browser.get(`${path}?live`)).status).toBe(200)
  }
  minutes(6)
  expect((await browser.get(`${path}?live`)).status).toBe(303)
})

test('a session ends after ten hours, however busy the person', async () => {
  const browser = await office.browserOf('manager')
  for (let turn = 0; turn < 29; turn++) {
    minutes(20)
    expect((await browser.get('/campaigns')).status).toBe(200)
  }
  minutes(25)
  expect((await browser.get('/campaigns')).status).toBe(303)
})

test('an altered session cookie is none', async () => {
  const browser = await office.browserOf('manager')
  const cookie = browser.cookies.get('akcja-session')!
  browser.cookies.set('akcja-session', `${cookie.slice(0, -4)}AAAA`)
  expect((await browser.get('/campaigns')).status).toBe(303)
})

test('signing out ends the session here and offers the issuer', async () => {
  const browser = await office.browserOf('manager')
  await browser.get('/campaigns')
  expect((await browser.post('/sign-out')).headers.get('location')).toBe('/signed-out')
  expect((await browser.get('/signed-out')).html).toContain('/local/issuer/leave')
  expect((await browser.get('/campaigns')).status).toBe(303)
})

test('an agent begins at her calls, and is told that drives are not for her role', async () => {
  const browser = await office.browserOf('agent')
  expect((await browser.get('/')).headers.get('location')).toBe('/calls')
  const page = await browser.get('/campaigns')
  expect(page.status).toBe(403)
  expect(page.html).toContain('Ta strona nie jest dostępna dla Twojej roli')
})

test('an approver cannot write a drive', async () => {
  const browser = await office.browserOf('approver')
  expect((await browser.get('/campaigns/new')).status).toBe(403)
})

test.each([
  ['without the token', { csrf: 'x' }, {}],
  ['from a foreign page', {}, { Origin: 'https://evil.example' }],
  ['from a foreign page, as the browser says', {}, { 'Sec-Fetch-Site': 'cross-site' }],
])('a form %s changes nothing', async (_, fields, headers) => {
  const browser = await office.browserOf('manager')
  await browser.get('/campaigns/new')
  const answer = await browser.post('/campaigns/new', { ...aboutForm, name: 'Podrobiona', ...fields }, headers)
  expect(answer.status).toBe(403)
  expect((await browser.get('/campaigns')).html).not.toContain('Podrobiona')
})

test.each([
  ['that may be a stranger’s, for nobody says whose it is', { Origin: 'null' }],
  ['of which the browser does not say that it is ours', { 'Sec-Fetch-Site': 'none' }],
])('a form %s is not given back to be sent by a press', async (_, headers) => {
  const forged = { ...aboutForm, name: 'Podrobiona', csrf: 'x' }
  const signedIn = await office.browserOf('manager')
  await signedIn.get('/campaigns/new')
  for (const browser of [signedIn, aBrowser(office.app, office.publicUrl)]) {
    const answer = await browser.post('/campaigns/new', forged, headers)
    expect([401, 403]).toContain(answer.status)
    expect(answer.html).not.toContain('Podrobiona')
  }
})

const hiddenFields = (html: string) =>
  Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [
      name!,
      value!
        .replaceAll('&quot;', '"')
        .replaceAll('&#39;', "'")
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&amp;', '&'),
    ]),
  )

test('what was typed when the session ended is sent once more after signing in, every character of it', async () => {
  const name = "Ocena „usług” <i>'&amp;' Їжак"
  const first = await office.browserOf('manager')
  await first.get('/campaigns/new')
  minutes(31)
  const ended = await first.post('/campaigns/new', { ...aboutForm, name, dataCategories: 'imię,\nadres' })
  expect(ended.status).toBe(401)
  expect(ended.html).toContain('href="/sign-in?back=%2Fcampaigns%2Fnew" target="_blank"')
  const kept = hiddenFields(ended.html)
  expect(kept).toMatchObject({ ...aboutForm, name, dataCategories: 'imię,\r\nadres', csrf: '' })

  const again = await office.browserOf('manager')
  const renewed = await again.post('/campaigns/new', kept)
  expect(renewed.status).toBe(403)
  expect((await again.get('/campaigns')).html).not.toContain('Їжак')
  const { csrf, ...fields } = hiddenFields(renewed.html)
  expect(csrf).not.toBe('')
  expect((await again.post('/campaigns/new', { ...fields, csrf: csrf! })).status).toBe(303)
  expect((await again.get('/campaigns')).html).toContain('Їжак')
})

test('a form with a file, which no page can send again, says that nothing was done', async () => {
  const browser = await office.browserOf('manager')
  minutes(31)
  const file = new Blob(['{}'], { type: 'application/json' })
  const page = await browser.post('/campaigns/new', { ...aboutForm, file })
  expect(page.status).toBe(401)
  expect(page.html).toContain('Nic nie zostało zapisane ani wykonane')
  expect(page.html).not.toContain(aboutForm.dataCategories)
})

test.each([
  ['/campaigns', '/campaigns'],
  ['/campaigns/x?page=2', '/campaigns/x?page=2'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  ['/sign-in', '/'],
  ['/a\nb', '/'],
  [undefined, '/'],
])('after signing in, %s leads to %s', (path, expected) => {
  expect(safePath(path)).toBe(expected)
})

test('every page carries the policy that lets no script or frame of others in', async () => {
  const page = await (await office.browserOf('manager')).get('/campaigns')
  const policy = page.headers.get('content-security-policy')!
  for (const rule of ["default-src 'none'", "script-src 'self'", "form-action 'self'", "frame-ancestors 'none'"]) {
    expect(policy).toContain(rule)
  }
  expect(page.headers.get('cache-control')).toBe('no-store')
  expect(page.headers.get('x-content-type-options')).toBe('nosniff')
})

test('pages speak English to who asks for it, and go on so', async () => {
  const browser = await office.browserOf('manager')
  expect((await browser.get('/campaigns?lang=en')).headers.get('location')).toBe('/campaigns')
  expect((await browser.get('/campaigns')).html).toContain('<html lang="en"')
})
