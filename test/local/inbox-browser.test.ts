/** The inbox as a person sees it: in a real browser, in every look, without JavaScript, and with a hostile mail. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2'
import { type ServerType, serve } from '@hono/node-server'
import { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Ses, startSes } from '../../local/engines/ses.ts'
import { inboxApp } from '../../local/inbox/inbox.ts'
import { faultsInEveryLook, startBrowser, type TestBrowser } from '../browser/browser.ts'

const dir = mkdtempSync(join(tmpdir(), 'akcja-inbox-'))
let ses: Ses
let client: SESv2Client
let server: ServerType
let browser: TestBrowser
let baseURL: string
const asked: string[] = []

beforeAll(async () => {
  ses = await startSes({ dir, log: () => {}, clock: Date, eventAfterMs: 1, rate: 10_000, onEvent: () => {} })
  client = new SESv2Client({
    endpoint: ses.url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local-secret' },
  })
  const app = new Hono().use(async (c, next) => {
    asked.push(c.req.path)
    await next()
  })
  app
    .route('/local/inbox', inboxApp(ses))
    .get('/s/abc', (c) => c.html('<!DOCTYPE html><title>survey</title><p>survey</p>'))
  await new Promise<void>((resolve) => {
    server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
      baseURL = `http://127.0.0.1:${port}`
      resolve()
    })
  })
  browser = await startBrowser()
}, 60_000)
afterAll(async () => {
  await browser.close()
  server.close()
  client.destroy()
  await ses.close()
  rmSync(dir, { recursive: true, force: true })
})

const send = async (to: string, html: string, subject = 'Ocena usług medycznych') => {
  const Simple = {
    Subject: { Data: subject },
    Body: { Text: { Data: `Proszę ocenić: ${baseURL}/s/abc` }, Html: { Data: html } },
  }
  const { MessageId } = await client.send(
    new SendEmailCommand({
      FromEmailAddress: 'ankiety@um.poznan.example',
      Destination: { ToAddresses: [to] },
      Content: { Simple },
      ConfigurationSetName: 'akcja-dev',
      EmailTags: [{ Name: 'campaign', Value: 'cmp_3k9d0a1b2c3d' }],
    }),
  )
  await ses.idle()
  return MessageId!
}

test('list, mail and missing mail are without fault in every look', async () => {
  const long = `${'a'.repeat(50)}.${'b'.repeat(10)}@${'c'.repeat(50)}.example.org`
  const id = await send('anna+bounce@example.org', '<!DOCTYPE html><html lang="pl"><title>x</title><h1>Proszę</h1>')
  await send(long, '<p>x</p>', `Temat${'bezprzerwy'.repeat(20)}`)
  for (let i = 0; i < 60; i++) await send(`osoba${i}@example.org`, '<p>x</p>')
  const page = await browser.page({ baseURL })
  const faults: string[] = []
  for (const [name, path] of [
    ['inbox-list', '/local/inbox?page=2'],
    ['inbox-mail', `/local/inbox/${id}`],
    ['inbox-missing', '/local/inbox/none'],
  ] as const) {
    await page.goto(path)
    // axe waits for ever inside a frame that may run no script; what it says of the frame itself is its title.
    for (const frame of await page.locator('iframe').all()) {
      expect(await frame.getAttribute('title')).toBe('HTML part')
      await frame.evaluate((element) => element.removeAttribute('sandbox'))
      await frame.evaluate((element) => element.setAttribute('srcdoc', element.getAttribute('srcdoc') ?? ''))
    }
    faults.push(...(await faultsInEveryLook(page, name)))
  }
  expect(faults).toEqual([])
}, 120_000)

test('without JavaScript a person searches, opens a mail, and follows its link into a tab of its own', async () => {
  await send('jan@example.org', `<p>Proszę <a href="${baseURL}/s/abc">ocenić</a></p>`)
  const page = await browser.page({ baseURL, javaScript: false })
  await page.goto('/local/inbox')
  await page.getByLabel('Part of an address or of a subject').fill('jan@')
  await page.getByRole('button', { name: 'Search' }).click()
  await page.getByRole('link', { name: 'Ocena usług medycznych' }).click()
  const tab = page.context().waitForEvent('page')
  await page.frameLocator('iframe').getByRole('link', { name: 'ocenić' }).click()
  await (await tab).waitForLoadState()
  expect((await tab).url()).toBe(`${baseURL}/s/abc`)
})

test('a mail runs nothing, loads nothing and sends nothing', async () => {
  const id = await send(
    'zla@example.org',
    `<img src="${baseURL}/pixel"><script>fetch('${baseURL}/script')</script><img src=x onerror="fetch('${baseURL}/onerror')">
    <link rel="stylesheet" href="${baseURL}/style"><iframe src="${baseURL}/frame"></iframe><meta http-equiv="refresh" content="0;url=${baseURL}/refresh">
    <form action="${baseURL}/form"><button>x</button></form>`,
  )
  asked.length = 0
  const page = await browser.page({ baseURL })
  await page.goto(`/local/inbox/${id}`, { waitUntil: 'networkidle' })
  await page.frameLocator('iframe[title="HTML part"]').getByRole('button').click()
  await page.waitForTimeout(300)
  expect(asked).toEqual([`/local/inbox/${id}`])
  expect(page.url()).toBe(`${baseURL}/local/inbox/${id}`)
})
