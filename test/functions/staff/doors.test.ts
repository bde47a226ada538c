/** Every route has its guard: the table says to whom it is open, and nothing else is. (design: conventions, 10) */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { apiBase } from '../../../functions/staff/api-route.ts'
import { Role } from '../../../functions/staff/person.ts'
import { aBrowser, type Office, startOffice } from './set-up.ts'

let office: Office
beforeAll(async () => {
  office = await startOffice()
})
afterAll(() => office.close())

/** Pages that need no sign-in. Whoever adds one adds it here, and says why. */
const openPages = [
  'GET /', // what Akcja is, and the way in
  'GET /sign-in',
  'GET /sign-in/callback',
  'GET /signed-out',
  'GET /api', // the reference tells nothing of any drive
  'GET /api/openapi.json',
]

const filled = (path: string) =>
  path
    .replace(':id{cas_[0-9a-z]{12}}', 'cas_000000000001')
    .replace(':id{cmp_[0-9a-z]{12}}', 'cmp_000000000001')
    .replace(':year{20[0-9]{2}}', '2026')
    .replace(':work{contacts|record}', 'contacts')
    .replace(':id', 'cmp_000000000001')
    .replace(':upload', 'upl_000000000001')
    .replace(':export', 'exp_000000000001')
    .replace(/:page\{[^}]*\}{1,2}\/:index\{[^}]*\}{1,2}/, '0/0')
    .replace(':move', 'pause')
    .replace('{case}', 'cas_000000000001')
    .replace('{year}', '2026')
    .replace('{id}', 'cmp_000000000001')
    .replace('{upload}', 'upl_000000000001')
    .replace('{export}', 'exp_000000000001')
    .replace('{contact}', '0.0')
    .replace('{call}', 'cmp_000000000001.0.0.1')
    .replace('{page}', '0')

test('only the pages on the list are open to anyone', () => {
  const open = office.pageRoutes().filter(({ roles }) => roles === 'anyone')
  expect(open.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([...openPages].sort())
})

test('no page shows or does anything for who is not signed in', async () => {
  const browser = aBrowser(office.app, office.publicUrl)
  for (const { method, path, roles } of office.pageRoutes()) {
    if (roles === 'anyone') continue
    const answer = method === 'GET' ? await browser.get(filled(path)) : await browser.post(filled(path))
    expect([path, answer.status]).toEqual([path, method === 'GET' ? 303 : 401])
    if (method === 'GET') expect(answer.headers.get('location')).toContain('/sign-in?back=')
  }
})

test.each(Role.options)('every page that the table does not open to the %s says so', async (role) => {
  const browser = await office.browserOf(role)
  for (const { method, path, roles } of office.pageRoutes()) {
    if (roles === 'anyone' || roles === 'signed in' || (method === 'POST' && roles.includes(role) && role !== 'agent'))
      continue
    const answer = method === 'GET' ? await browser.get(filled(path)) : await browser.post(filled(path))
    expect([path, answer.status === 403]).toEqual([path, !roles.includes(role)])
  }
})

test('no page that the code has is missing from the table', () => {
  const folder = join(import.meta.dirname, '../../../functions/staff/pages')
  const known = new Set(office.pageRoutes().map(({ method, path }) => `${method} ${path}`))
  const written = readdirSync(folder).flatMap((name) => {
    const code = readFileSync(join(folder, name), 'utf8')
    return [...code.matchAll(/method: '(\w+)',\s+path: '([^']+)'/g)].map(([, method, path]) => `${method} ${path}`)
  })
  expect(written.length).toBeGreaterThan(70)
  expect(written.filter((route) => !known.has(route))).toEqual([])
})

test('whoever only belongs to a unit gets to its cases, by page and by API, and nowhere else', () => {
  const open = <Route extends { method: string; path: string; roles: readonly string[] | string }>(routes: Route[]) =>
    routes.filter(({ roles }) => roles.includes('unit')).map(({ method, path }) => `${method} ${path}`)
  expect(open(office.pageRoutes())).toEqual([
    'GET /cases/:id{cas_[0-9a-z]{12}}', // the link in mails, which leads on to the next but one
    'GET /unit-cases',
    'GET /unit-cases/:id{cas_[0-9a-z]{12}}',
    'POST /unit-cases/:id{cas_[0-9a-z]{12}}/moves/:move',
  ])
  expect(open(office.apiRoutes())).toEqual([
    'GET /unit-cases',
    'GET /unit-cases/{case}',
    'POST /unit-cases/{case}/moves',
  ])
})

describe('the API', () => {
  const call = (method: string, path: string, token?: string) =>
    office.app.request(`${office.publicUrl}${apiBase}${filled(path)}`, {
      method,
      headers: { ...(token && { Authorization: `Bearer ${token}` }), 'Content-Type': 'application/json' },
      ...(method !== 'GET' && { body: '{}' }),
    })

  test('answers nobody without a token', async () => {
    for (const { method, path } of office.apiRoutes()) {
      const answer = await call(method, path)
      expect([path, answer.status]).toEqual([path, 401])
      expect(answer.headers.get('www-authenticate')).toBe('Bearer')
    }
  })

  test('answers only the roles in its table', async () => {
    for (const role of Role.options) {
      const token = await office.token(role)
      for (const { method, path, roles } of office.apiRoutes()) {
        const { status } = await call(method, path, token)
        expect([role, method, path, status === 403]).toEqual([role, method, path, !roles.includes(role)])
      }
    }
  })

  test.each([
    ['nonsense', 'nonsense'],
    ['an unsigned token', `${btoa('{"alg":"none"}')}.${btoa('{"sub":"x"}')}.`.replaceAll('=', '')],
  ])('takes %s for no token', async (_, token) => {
    expect((await call('GET', '/campaigns', token)).status).toBe(401)
  })

  test('takes no token that has expired', async () => {
    const token = await office.token('manager')
    const before = office.clock.at
    office.clock.at = new Date(before.getTime() + 13 * 3_600_000)
    expect((await call('GET', '/campaigns', token)).status).toBe(401)
    office.clock.at = before
  })

  test('takes no cookie: a page of somebody else cannot call it', async () => {
    const browser = await office.browserOf('manager')
    expect((await browser.get(`${apiBase}/campaigns`)).status).toBe(401)
  })

  test('knows no address that is not in its table, and says so only to who has signed in', async () => {
    expect((await call('GET', '/nothing')).status).toBe(401)
    const answer = await call('GET', '/nothing', await office.token('manager'))
    expect(answer.status).toBe(404)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
  })
})
