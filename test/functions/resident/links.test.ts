/** Links that do not open: whatever the reason, the answer is the same to the byte. And what every answer carries. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { makeLink } from '../../../shared/contact/link.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'
import { type Answer, aDrive, type Drive } from './set-up.ts'
import { field } from './survey.ts'

let tables: TestTables
beforeAll(async () => {
  tables = await startTables()
})
afterAll(() => tables?.close())

const sent = async (drive: Drive) => {
  const her = drive.visitor()
  const link = `/s/${drive.token()}`
  await her.post(`${link}/1`, { [field.how]: 'good' })
  await her.post(`${link}/3`, { [field.time]: 'good', [field.place]: 'good' })
  await her.post(`${link}/review`)
}

const flipped = (token: string) => {
  const last = token.at(-2)!
  return `${token.slice(0, -2)}${last === 'A' ? 'B' : 'A'}${token.slice(-1)}`
}

describe('the same answer for every link that does not open', async () => {
  const ways: [string, (drive: Drive, other: Drive) => Promise<string> | string][] = [
    ['nonsense', () => 'nonsense'],
    ['an altered MAC', (drive) => flipped(drive.token())],
    ['another index', (drive) => drive.token().replace('.0.0.', '.0.1.')],
    ['a leading zero', (drive) => drive.token().replace('.0.0.', '.0.00.')],
    ['a link to object', (drive) => drive.token(0, 'objection')],
    [
      'a campaign that never was',
      () => makeLink(Buffer.alloc(32), 'survey', { campaign: 'cmp_zzzzzzzzzzzz', page: 0, index: 0 }),
    ],
    [
      'the MAC of another drive',
      (drive, other) => [...drive.token().split('.').slice(0, 3), other.token().split('.')[3]].join('.'),
    ],
    ['nobody at this index', (drive) => drive.token(77)],
    [
      'used',
      async (drive) => {
        await sent(drive)
        drive.clock.at = new Date(drive.clock.at.getTime() + 3_600_000)
        return drive.token()
      },
    ],
    [
      'revoked',
      async (drive) => {
        await drive.contacts.putFact(drive.campaign.id, 0, { index: 0, kind: 'revoked', at: '2026-03-10T09:00:00Z' })
        return drive.token()
      },
    ],
    [
      'over',
      async (drive) => {
        drive.clock.at = new Date('2026-04-01T10:00:00Z')
        return drive.token()
      },
    ],
    [
      'stopped',
      async (drive) => {
        await drive.change({ status: 'stopped' })
        return drive.token()
      },
    ],
  ]
  const plain = (answer: Answer) => ({
    status: answer.status,
    html: answer.html,
    headers: Object.fromEntries(answer.headers),
  })

  test.each(ways)('%s', async (_, make) => {
    const [drive, other] = [await aDrive(tables), await aDrive(tables)]
    const reference = plain(await drive.visitor().get('/s/unknown'))
    expect(reference.status).toBe(404)
    expect(reference.html).toContain('Ten odnośnik nie działa')
    const token = await make(drive, other)
    expect(plain(await drive.visitor().get(`/s/${token}`))).toEqual(reference)
    expect(plain(await drive.visitor().get(`/s/${token}?lang=uk`))).toEqual(reference)
  })

  test.each(['/s/x.y', '/s/x.y/1', '/s/x.y/review', '/s/x.y/thanks', '/o/x.y', '/u/x.y', '/s/', '/s/x.y/what'])(
    'GET and POST %s',
    async (path) => {
      const drive = await aDrive(tables)
      const reference = plain(await drive.visitor().get('/s/unknown'))
      expect(plain(await drive.visitor().get(path))).toEqual(reference)
      expect(plain(await drive.visitor().post(path))).toEqual(reference)
    },
  )

  test('a used link says nothing of it on any of its pages once the hour is over', async () => {
    const drive = await aDrive(tables)
    await sent(drive)
    const reference = plain(await drive.visitor().get('/s/unknown'))
    const link = `/s/${drive.token()}`
    expect(plain(await drive.visitor().get(link))).toEqual(reference)
    drive.clock.at = new Date(drive.clock.at.getTime() + 3_600_000)
    for (const path of ['/1', '/review', '/thanks']) {
      expect(plain(await drive.visitor().get(link + path))).toEqual(reference)
    }
    expect(plain(await drive.visitor().post(`${link}/1`, { [field.how]: 'good' }))).toEqual(reference)
  })

  test('a revoked link cannot be sent by', async () => {
    const drive = await aDrive(tables)
    const her = drive.visitor()
    const link = `/s/${drive.token()}`
    await her.post(`${link}/1`, { [field.how]: 'good' })
    await her.post(`${link}/3`, { [field.time]: 'good', [field.place]: 'good' })
    await drive.contacts.putFact(drive.campaign.id, 0, { index: 0, kind: 'revoked', at: '2026-03-10T09:00:00Z' })
    expect((await her.post(`${link}/review`)).status).toBe(404)
    expect((await drive.responses.get(drive.whom(0)))!.state).toBe('partial')
  })
})

test('every page carries the headers that keep a link private', async () => {
  const drive = await aDrive(tables)
  const paths = [
    `/s/${drive.token()}`,
    `/s/${drive.token()}/1`,
    '/s/unknown',
    `/o/${drive.token(0, 'objection')}`,
    '/info/accessibility',
  ]
  for (const path of paths) {
    const { headers } = await drive.visitor().get(path)
    expect(Object.fromEntries(headers)).toMatchObject({
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy':
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'",
    })
    expect(headers.get('strict-transport-security')).toBeNull()
  }
  const safe = await aDrive(tables, { site: { publicUrl: 'https://akcja.example.org' } })
  const { headers } = await safe.visitor().get(`/s/${safe.token()}?lang=en`)
  expect(headers.get('strict-transport-security')).toContain('max-age=31536000')
  expect(headers.get('set-cookie')).toMatch(/^lang=en; Path=\/s\/[^;]+; HttpOnly; Secure; SameSite=Lax$/)
})

test('no page has a script, a style attribute or anything from elsewhere', async () => {
  const drive = await aDrive(tables)
  for (const path of ['', '/1', '/3', '/review']) {
    const { html } = await drive.visitor().get(`/s/${drive.token()}${path}`)
    expect(html).not.toMatch(/<script|\sstyle=|\son\w+=|https?:\/\/(?!localhost)/)
  }
})

describe('forms from elsewhere', () => {
  const link = (drive: Drive) => `/s/${drive.token()}/1`
  test.each([
    ['another site', { 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['a neighbour', { 'Sec-Fetch-Site': 'same-site' }, 403],
    ['another origin', { Origin: 'https://evil.example.org' }, 403],
    ['our page', { 'Sec-Fetch-Site': 'same-origin', Origin: 'null' }, 303],
    ['our page, by its origin', { Origin: 'http://localhost:3000' }, 303],
    ['our page, by the host that was asked', { Origin: 'http://localhost' }, 303],
    ['an old browser that hides its origin', { Origin: 'null' }, 303],
  ])('%s', async (_, headers, status) => {
    const drive = await aDrive(tables)
    const answer = await drive.visitor().post(link(drive), { [field.how]: 'good' }, headers)
    expect(answer.status).toBe(status)
    expect((await drive.responses.get(drive.whom(0))) !== undefined).toBe(status === 303)
  })

  test('half a megabyte is too much, and said kindly', async () => {
    const drive = await aDrive(tables)
    const answer = await drive.visitor().post(link(drive), { [field.how]: 'x'.repeat(600_000) })
    expect(answer.status).toBe(413)
    expect(answer.html).toContain('Odpowiedzi są za długie')
  })

  test('a body that is no form is a page without answers', async () => {
    const drive = await aDrive(tables)
    const answer = await drive.app.request(link(drive), {
      method: 'POST',
      body: '{"q_0":"good"}',
      headers: { 'Content-Type': 'application/json' },
    })
    expect(answer.status).toBe(422)
  })
})

test('a fault of ours is a plain page, and its log line names no link and no person', async () => {
  const drive = await aDrive(tables)
  const lines: string[] = []
  const spy = vi.spyOn(console, 'error').mockImplementation((line) => void lines.push(String(line)))
  tables.dynamo.failNext({ action: 'GetItem', code: 'InternalServerError', status: 500, times: 10 })
  const answer = await drive.visitor().get(`/s/${drive.token()}/1`)
  tables.dynamo.clearFaults()
  spy.mockRestore()
  expect(answer.status).toBe(500)
  expect(answer.html).toContain('Coś się u\u00a0nas zepsuło')
  expect(lines).toHaveLength(1)
  expect(lines[0]).toContain('"route":"/s/:token/:page')
  expect(lines[0]).not.toContain(drive.token())
  expect(lines[0]).not.toContain('anna')
})
