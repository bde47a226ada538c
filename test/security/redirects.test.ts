/** No address of ours leads anybody away, and none of them breaks the function that answers. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Office, startOffice } from '../functions/staff/set-up.ts'

let office: Office
beforeAll(async () => {
  office = await startOffice()
})
afterAll(() => office?.close())

/** As Lambda hands it over: the path as it was sent, no browser in between. */
const get = (path: string, headers: Record<string, string> = {}) => {
  const request = new Request(office.publicUrl, { headers })
  Object.defineProperty(request, 'url', { value: office.publicUrl + path })
  return office.app.fetch(request)
}

test.each([
  '//evil.example/?lang=en',
  '///evil.example?lang=pl',
  '/\\evil.example?lang=en',
  '/\\/evil.example?lang=en',
  '//evil.example/campaigns?lang=en&x=1',
  '/%2F/evil.example?lang=en',
  '/.//evil.example?lang=en',
  '/x/..//evil.example?lang=en',
])('the switch of languages on %s stays here', async (path) => {
  const { status, headers } = await get(path)
  expect(status).toBe(303)
  const location = headers.get('location')!
  expect(new URL(location, office.publicUrl).origin).toBe(office.publicUrl)
  expect(location).not.toMatch(/^\/[/\\]/)
})

test.each([
  '/a\u0000b?lang=en',
  '/a\r\nSet-Cookie: x=y?lang=en',
  '/zażółć?lang=en',
  '/%?lang=en',
  '/\u{1F600}?lang=en',
])('the address %j is answered with a page or a redirect, and nothing slips into a header', async (path) => {
  const { status, headers } = await get(path)
  expect(status).toBeLessThan(500)
  expect(headers.getSetCookie().every((cookie) => cookie.startsWith('akcja-language='))).toBe(true)
})

test('links in letters, answers and documents come from the settings, whatever host is asked for', async () => {
  const headers = { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example', Forwarded: 'host=evil.example' }
  const token = await office.token('manager')
  const document = await office.app.request('http://evil.example/api/openapi.json', { headers })
  expect(await document.text()).not.toContain('evil.example')
  const made = await office.app.request('http://evil.example/api/v1/campaigns', {
    method: 'POST',
    headers: { ...headers, Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ name: 'Akcja' }),
  })
  const { id } = await made.json()
  const preview = await office.app.request(`http://evil.example/api/v1/campaigns/${id}/letters/preview`, {
    method: 'POST',
    headers: { ...headers, Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ letter: { subject: 'x', text: '{{link}}' }, language: 'pl' }),
  })
  const letter = await preview.text()
  expect(letter).toContain(office.publicUrl)
  expect(letter).not.toContain('evil.example')
  const signIn = await office.app.request('http://evil.example/sign-in', { headers })
  expect(decodeURIComponent(signIn.headers.get('location')!)).not.toContain('evil.example')
})

test.each(['x'.repeat(3_000), 'office', 'replay#x', '%00', 'cmp_000000000000/../office'])(
  'what is no id of a drive (%s) is not found, and no fault of ours',
  async (id) => {
    const headers = { Authorization: `Bearer ${await office.token('manager')}` }
    const path = `/api/v1/campaigns/${encodeURIComponent(id)}`
    expect([404, 422]).toContain((await get(path, headers)).status)
    const browser = await office.browserOf('manager')
    expect((await browser.get(`/campaigns/${encodeURIComponent(id)}`)).status).toBe(404)
  },
)
