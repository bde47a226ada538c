/** Components in a real browser: axe and a picture in every look, and the keyboard. */

import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildStyles } from '../../web/styles/build.ts'
import { faultsInEveryLook, hiddenFocus, startBrowser, type TestBrowser } from './browser.ts'

let browser: TestBrowser
let url: string
let server: ReturnType<typeof serve>

beforeAll(async () => {
  buildStyles()
  const [{ Fields, Figures }, { document }, { serveAssets }, { securityHeaders }, { jsx }] = await Promise.all([
    import('./gallery.tsx'),
    import('../../web/components/layout.tsx'),
    import('../../web/components/assets.ts'),
    import('../../web/components/security.ts'),
    import('hono/jsx'),
  ])
  const app = serveAssets(new Hono())
  app.use(securityHeaders({ publicUrl: 'http://localhost' }))
  app.get('/fields', (c) => c.html(document(jsx(Fields, {}))))
  app.get('/errors', (c) => c.html(document(jsx(Fields, { error: true }))))
  app.get('/figures', (c) => c.html(document(jsx(Figures, {}))))
  url = await new Promise((resolve) => {
    server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, (info: AddressInfo) =>
      resolve(`http://127.0.0.1:${info.port}`),
    )
  })
  browser = await startBrowser()
}, 60_000)

afterAll(async () => {
  await browser?.close()
  server?.close()
})

test.each(['fields', 'errors', 'figures'])(
  'the components of /%s are without fault in every look',
  async (name) => {
    const page = await browser.page({ baseURL: url })
    await page.goto(`/${name}`)
    expect(await faultsInEveryLook(page, `components-${name}`)).toEqual([])
  },
  60_000,
)

test('whatever gets the focus by keyboard shows it', async () => {
  const page = await browser.page({ baseURL: url })
  for (const name of ['fields', 'figures']) {
    await page.goto(`/${name}`)
    expect(await hiddenFocus(page)).toEqual([])
  }
})

test('after a failed answer the list of errors has the focus, without a script', async () => {
  const page = await browser.page({ baseURL: url, javaScript: false })
  await page.goto('/errors')
  expect(await page.evaluate(() => document.activeElement?.className)).toBe('govuk-error-summary')
})
