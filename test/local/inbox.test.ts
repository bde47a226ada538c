/** The inbox as a machine sees it: its pages and its JSON, over a SES of the test's own. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SESv2Client, SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-sesv2'
import { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Ses, startSes } from '../../local/engines/ses.ts'
import { inboxApp } from '../../local/inbox/inbox.ts'

const dir = mkdtempSync(join(tmpdir(), 'akcja-inbox-'))
let ses: Ses
let client: SESv2Client
let app: Hono

beforeAll(async () => {
  ses = await startSes({
    dir,
    log: () => {},
    clock: { now: () => Date.UTC(2026, 10, 22, 9, 30) },
    eventAfterMs: 1,
    onEvent: () => {},
  })
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local-secret' }
  client = new SESv2Client({ endpoint: ses.url, region: 'eu-central-1', credentials })
  app = new Hono().route('/local/inbox', inboxApp(ses))
})
afterAll(async () => {
  client.destroy()
  await ses.close()
  rmSync(dir, { recursive: true, force: true })
})

const send = async (to: string, more: Partial<SendEmailCommandInput> = {}) => {
  const Simple = {
    Subject: { Data: 'Ocena usług <medycznych>' },
    Body: {
      Text: { Data: 'Proszę ocenić: https://akcja.example/s/abc.1.2.def, dziękujemy.' },
      Html: {
        Data: '<p onclick="x()">Proszę <a href="https://akcja.example/s/abc">ocenić</a></p><script>alert(1)</script>',
      },
    },
    Headers: [{ Name: 'List-Unsubscribe', Value: '<https://akcja.example/u/abc>' }],
  }
  const { MessageId } = await client.send(
    new SendEmailCommand({
      FromEmailAddress: '=?UTF-8?Q?Urz=C4=85d_Miasta?= <ankiety@um.poznan.example>',
      Destination: { ToAddresses: [to] },
      Content: { Simple },
      EmailTags: [{ Name: 'campaign', Value: 'cmp_1' }],
      ConfigurationSetName: 'akcja-dev',
      ...more,
    }),
  )
  await ses.idle()
  return MessageId!
}
const get = async (path: string) => {
  const answer = await app.request(`/local/inbox${path}`)
  return { status: answer.status, headers: answer.headers, body: await answer.text() }
}

test('an empty inbox says what to do', async () => {
  expect((await get('')).body).toContain('Nothing here yet')
})

test('a mail shows who, what, when in Polish time, and no more of its markup than text', async () => {
  const id = await send('anna@example.org')
  const list = await get('')
  expect(list.body).toContain(`href="/local/inbox/${id}"`)
  expect(list.body).toContain('Ocena usług &lt;medycznych&gt;')
  expect(list.body).toContain('2026-11-22 10:30:00')
  const page = await get(`/${id}`)
  expect(page.status).toBe(200)
  expect(page.body).toContain('Urząd Miasta &lt;ankiety@um.poznan.example&gt;')
  expect(page.body).toContain('cmp_1')
  expect(page.body).toContain('List-Unsubscribe')
  expect(page.body).toContain('<a href="https://akcja.example/s/abc.1.2.def" target="_blank" rel="noreferrer">')
  expect(page.body).not.toContain('<script')
  expect(page.body).toMatch(
    /<iframe[^>]* sandbox="allow-popups allow-popups-to-escape-sandbox"[^>]* srcdoc="&lt;base target=/,
  )
})

test('pages may run nothing and load nothing', async () => {
  const { headers } = await get('')
  const policy = headers.get('content-security-policy')
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toContain('script-src')
  expect(headers.get('cache-control')).toBe('no-store')
})

test('a bounce is shown in the list and with the mail', async () => {
  const id = await send('ola+bounce@example.org')
  expect((await get('?search=ola%2B')).body).toContain('>bounced<')
  expect((await get(`/${id}`)).body).toContain('Email Bounced, as EventBridge got it')
})

test('search looks at addresses and subjects; the pages keep it', async () => {
  for (let i = 0; i < 55; i++) await send(`osoba${i}@example.net`)
  const found = await get('?search=%40example.net')
  expect(found.body).toContain('55 e-mails, page 1 of 2')
  expect(found.body).toContain('href="/local/inbox?search=%40example.net&amp;page=2"')
  const second = await get('?search=%40example.net&page=2')
  expect(second.body.match(/<li>\s*<p>/g)).toHaveLength(5)
  expect(second.body).toContain('rel="prev"')
  expect((await get('?search=nobody-has-this')).body).toContain('0 e-mails')
  expect((await get('?page=9999')).body).toContain('There is no page 9999')
  expect((await get('?page=x')).status).toBe(200)
})

test('what is searched for is shown as text', async () => {
  expect((await get('?search=%22%3E%3Cscript%3E')).body).not.toContain('"><script>')
})

test('tests read mails as JSON', async () => {
  const id = await send('jan@example.org')
  const { messages, total } = JSON.parse((await get('/messages.json?to=jan@example.org')).body)
  expect(total).toBe(1)
  expect(messages[0]).toMatchObject({
    id,
    at: '2026-11-22T09:30:00.000Z',
    to: ['jan@example.org'],
    subject: 'Ocena usług <medycznych>',
    tags: { campaign: 'cmp_1' },
    configurationSet: 'akcja-dev',
    text: expect.stringContaining('https://akcja.example/s/abc.1.2.def'),
    html: expect.stringContaining('ocenić'),
    events: [],
  })
  expect(JSON.parse((await get(`/${id}.json`)).body)).toEqual(messages[0])
  expect(JSON.parse((await get('/messages.json?limit=2')).body).messages).toHaveLength(2)
})

test('a mail that is gone is a plain page', async () => {
  const { status, body } = await get('/no-such-mail')
  expect([status, body]).toEqual([404, expect.stringContaining('No such e-mail')])
  expect((await get('/no-such-mail.json')).status).toBe(404)
})
