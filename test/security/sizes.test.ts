/** What is too large to be kept is refused in words, by whatever way it comes; it is no fault of ours. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readSurvey } from '../../shared/survey/read-survey.ts'
import { type Office, startOffice } from '../functions/staff/set-up.ts'

let office: Office
let token: string
beforeAll(async () => {
  office = await startOffice()
  token = await office.token('manager')
})
afterAll(() => office?.close())

async function call(method: string, path: string, body: unknown) {
  const answer = await office.app.request(`${office.publicUrl}/api/v1${path}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: answer.status, json: await answer.json() }
}
const aDraft = async () => (await call('POST', '/campaigns', { name: 'Akcja' })).json.id as string

const many = <T>(count: number, make: (n: number) => T) => Array.from({ length: count }, (_, n) => make(n))
const comment = (n: number, title: string) => ({ type: 'comment', name: `q${n}`, title })

test.each([
  ['of Ukrainian texts', { pages: [{ elements: many(300, (n) => comment(n, 'ї'.repeat(900))) }] }],
  [
    'of plain choices, which grow when they are read',
    { elements: many(80, (n) => ({ type: 'radiogroup', name: `q${n}`, title: 't', choices: many(450, (m) => m) })) },
  ],
  ['that is nearly too large', { elements: many(300, (n) => comment(n, 'x'.repeat(950))) }],
])('a survey %s is taken or refused, never broken', async (_, definition) => {
  const { status, json } = await call('PUT', `/campaigns/${await aDraft()}/survey`, { definition })
  expect([200, 422]).toContain(status)
  expect(status === 200).toBe(readSurvey(definition).problems.length === 0)
  if (status === 422) expect(JSON.stringify(json)).toContain('kB')
})

test('messages that are too long together are refused', async () => {
  const letter = { subject: 'x', text: 'ї'.repeat(19_000) }
  const plan = many(12, () => ({ kind: 'email', stop: [], letters: { pl: letter } }))
  const { status, json } = await call('PATCH', `/campaigns/${await aDraft()}`, { plan })
  expect([status, json.problems?.[0]?.field]).toEqual([422, 'plan'])
})

test.each([
  ['nested a hundred thousand deep', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 422],
  ['objects nested deep', `{"name":"x","plan":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`, 422],
  ['larger than a megabyte', JSON.stringify({ name: 'x'.repeat(1_100_000) }), 413],
  ['a key that is every object’s', '{"name":"x","__proto__":{"status":"running"}}', 422],
  ['another such key', '{"name":"x","constructor":{"prototype":{"status":"running"}}}', 422],
])('a body %s', async (_, body, status) => {
  expect((await call('POST', '/campaigns', body)).status).toBe(status)
  expect(({} as Record<string, unknown>).status).toBeUndefined()
})
