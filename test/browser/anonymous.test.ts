/** An anonymous survey in a real browser: every page in every look, by keyboard alone, without JavaScript, and back and forth. */
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTables, type TestTables } from '../builders/tables.ts'
import { aDrive, type Drive } from '../functions/resident/set-up.ts'
import { faultsInEveryLook, hiddenFocus, startBrowser, type TestBrowser, tabTo } from './browser.ts'

let tables: TestTables
let browser: TestBrowser
const servers: ReturnType<typeof serve>[] = []

beforeAll(async () => {
  ;[tables, browser] = await Promise.all([startTables({ streams: false }), startBrowser()])
})
afterAll(async () => {
  await browser?.close()
  for (const server of servers) server.close()
  await tables?.close()
})

async function served(): Promise<Drive & { url: string }> {
  const drive = await aDrive(tables, { campaign: { anonymity: 'anonymous' } })
  const { serveAssets } = await import('../../web/components/assets.ts')
  const app = serveAssets(new Hono()).route('/', drive.app)
  app.notFound((c) => drive.app.fetch(c.req.raw))
  const url = await new Promise<string>((resolve) => {
    servers.push(
      serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, (info: AddressInfo) =>
        resolve(`http://127.0.0.1:${info.port}`),
      ),
    )
  })
  return { ...drive, url }
}

/** The page's main button: it goes on, or sends. */
const main = 'main .govuk-button:not(.govuk-button--secondary)'
const next = (page: Page) => page.locator(main).click()

async function wholeWay(page: Page, link: string, look: (state: string) => Promise<void> | void) {
  await page.goto(link)
  await look('start')
  await next(page)
  await look('first')
  await next(page) // nothing answered
  await look('errors')
  await page.check('#q_0-2') // badly
  await next(page)
  await look('appeared')
  await page.check('#q_1')
  await next(page)
  await page.fill('#q_4', 'Za długo czekałam.')
  await next(page)
  await page.fill('#q_6', '44')
  await page.check('#q_10_0')
  await page.check('#q_10_1-2')
  await next(page)
  await look('review')
  await next(page)
  await look('thanks')
}

test('every page and state, in every look', { timeout: 300_000 }, async () => {
  const drive = await served()
  const page = await browser.page({ baseURL: drive.url })
  await wholeWay(page, `/s/${drive.token()}`, async (state) => {
    expect(await faultsInEveryLook(page, `anonymous-${state}`)).toEqual([])
    if (state === 'first' || state === 'review') expect(await hiddenFocus(page), state).toEqual([])
  })
  expect(await drive.anonymous.sheets(drive.campaign.id)).toEqual([
    { answers: { how: 'bad', what: ['wait'], aspects: { time: 'good', place: 'bad' } } },
  ])
  await page.goto(`/s/${drive.token()}`)
  expect(await faultsInEveryLook(page, 'anonymous-used')).toEqual([])
})

test('the whole way without JavaScript, in another language in the middle', async () => {
  const drive = await served()
  const page = await browser.page({ baseURL: drive.url, javaScript: false })
  const states: string[] = []
  await wholeWay(page, `/s/${drive.token()}`, async (state) => {
    states.push(state)
    if (state === 'review') {
      await page.click('button[lang=uk]')
      expect(await page.getAttribute('html', 'lang')).toBe('uk')
      expect(await page.textContent('main')).toContain('Погано')
    }
  })
  expect(states.at(-1)).toBe('thanks')
  expect(await drive.anonymous.sheets(drive.campaign.id)).toHaveLength(1)
})

test('the whole way by keyboard alone, with a change from the summary', async () => {
  const drive = await served()
  const page = await browser.page({ baseURL: drive.url })
  const press = async (selector: string, key: string) => {
    await tabTo(page, selector)
    await page.keyboard.press(key)
  }
  const heading = (text: string) => page.locator('h1', { hasText: text }).waitFor()
  await page.goto(`/s/${drive.token()}`)
  await press('main button', 'Enter')
  await heading('Ostatnia wizyta')
  await press('#q_0', 'Space')
  await press(main, 'Enter')
  await heading('O Tobie')
  await tabTo(page, '#q_6')
  await page.keyboard.type('44')
  await press('#q_10_0', 'Space')
  await press('#q_10_1', 'Space')
  await page.press('#q_6', 'Enter') // goes on, and neither back nor to another language
  await heading('Sprawdź odpowiedzi')
  await press('#change-2', 'Enter')
  await heading('Ostatnia wizyta')
  await page.check('#q_2-4')
  await press(main, 'Enter')
  await heading('Sprawdź odpowiedzi')
  await press(main, 'Enter')
  await page.waitForURL('**/thanks')
  expect(await drive.anonymous.sheets(drive.campaign.id)).toEqual([
    { answers: { how: 'good', mark: 4, aspects: { time: 'good', place: 'good' } } },
  ])
})
