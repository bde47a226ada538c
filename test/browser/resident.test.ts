/** Residents' pages in a real browser: every page and state in every look, by keyboard alone, and without JavaScript. */
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { library } from '../../shared/survey/library/library.ts'
import { startTables, type TestTables } from '../builders/tables.ts'
import { aDrive, type Drive, type Setting } from '../functions/resident/set-up.ts'
import { faultsInEveryLook, hiddenFocus, sidewaysScroll, startBrowser, type TestBrowser, tabTo } from './browser.ts'

let tables: TestTables
let browser: TestBrowser
const servers: ReturnType<typeof serve>[] = []

beforeAll(async () => {
  ;[tables, browser] = await Promise.all([startTables(), startBrowser()])
})
afterAll(async () => {
  await browser?.close()
  for (const server of servers) server.close()
  await tables?.close()
})

/** A drive served on loopback, stylesheet and all. */
async function served(setting?: Setting): Promise<Drive & { url: string }> {
  const drive = await aDrive(tables, setting)
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

/** Where the page is, without the token. */
const place = (page: Page) => new URL(page.url()).pathname.replace(/^\/([sou])\/[^/]+/, '/$1')

const next = (page: Page) => page.locator('main button[type=submit]').click()

/** Goes through the survey of every kind of question; hands each page and state to `look`. */
async function wholeWay(page: Page, link: string, look: (state: string) => Promise<void> | void) {
  await page.goto(link)
  await look('start')
  await next(page)
  await next(page) // nothing answered
  await look('errors')
  await page.check('#q_0-2') // badly
  await next(page)
  await look('appeared')
  await page.check('#q_1')
  await next(page)
  await look('comment')
  await page.fill('#q_4', 'Za długo czekałam.')
  await next(page)
  await look('last')
  await page.fill('#q_6', '7')
  await next(page)
  await look('errors-last')
  await page.fill('#q_6', '44')
  await page.check('#q_10_0')
  await page.check('#q_10_1-2')
  await next(page)
  await look('review')
  await next(page)
  await look('thanks')
}

describe('every page and state, in every look', () => {
  test('the way through a survey', { timeout: 300_000 }, async () => {
    const drive = await served()
    const page = await browser.page({ baseURL: drive.url })
    await wholeWay(page, `/s/${drive.token()}`, async (state) => {
      expect(await faultsInEveryLook(page, `resident-${state}`)).toEqual([])
      expect(await hiddenFocus(page), state).toEqual([])
    })
    expect((await drive.responses.get(drive.whom(0)))!.state).toBe('complete')
  })

  test.each(library)('the survey "$id", page by page, in Ukrainian', { timeout: 300_000 }, async ({ id, survey }) => {
    const drive = await served({ survey })
    const page = await browser.page({ baseURL: drive.url })
    for (const [n] of survey.pages.entries()) {
      await page.goto(`/s/${drive.token(1)}/${n + 1}`)
      if (place(page) !== `/s/${n + 1}`) continue // closed by its condition
      expect(await faultsInEveryLook(page, `library-${id}-${n + 1}`)).toEqual([])
    }
  })

  test('objection, unsubscribing, information, and what does not open', { timeout: 300_000 }, async () => {
    const drive = await served()
    const page = await browser.page({ baseURL: drive.url })
    const looked = async (state: string) => expect(await faultsInEveryLook(page, `resident-${state}`)).toEqual([])
    await page.goto(`/u/${drive.token(0, 'unsubscribe')}`)
    await looked('unsubscribe')
    await page.click('main a.govuk-button')
    await looked('objection')
    await next(page)
    await looked('objection-error')
    await page.check('#scope-2')
    await next(page)
    await looked('objected')
    await page.goto(`/info/${drive.campaign.id.slice(4)}/privacy`)
    await looked('privacy')
    await page.goto('/info/accessibility')
    await looked('accessibility')
    await page.goto('/info/nothing')
    await looked('not-found')
    await page.goto('/s/nothing')
    await looked('gone')
    await page.goto(`/s/${drive.token()}/1`)
    await drive.change({ status: 'stopped' })
    await page.check('#q_0')
    await next(page)
    await looked('closed')
  })
})

test('the whole way without JavaScript', async () => {
  const drive = await served()
  const page = await browser.page({ baseURL: drive.url, javaScript: false })
  const states: string[] = []
  await wholeWay(page, `/s/${drive.token()}`, (state) => void states.push(`${state} ${place(page)}`))
  expect(states).toEqual([
    'start /s',
    'errors /s/1',
    'appeared /s/1',
    'comment /s/2',
    'last /s/3',
    'errors-last /s/3',
    'review /s/review',
    'thanks /s/thanks',
  ])
  expect((await drive.responses.get(drive.whom(0)))!.state).toBe('complete')
})

test('the whole way by keyboard alone', async () => {
  const drive = await served()
  const page = await browser.page({ baseURL: drive.url })
  const press = async (selector: string, key: string) => {
    await tabTo(page, selector)
    await page.keyboard.press(key)
  }
  await page.goto(`/s/${drive.token()}`)
  await press('.govuk-skip-link', 'Enter')
  await press('main button', 'Enter')
  await page.waitForURL('**/1')
  await press('#q_0', 'Space')
  await press('main button', 'Enter')
  await page.waitForURL('**/3')
  await tabTo(page, '#q_6')
  await page.keyboard.type('44')
  await press('#q_10_0', 'Space')
  await press('#q_10_1', 'Space')
  await press('main button', 'Enter')
  await page.waitForURL('**/review')
  await press('main button', 'Enter')
  await page.waitForURL('**/thanks')
  expect((await drive.responses.get(drive.whom(0)))!.answers.age!.v).toBe(44)
})

test('Enter in a field saves the page; it does not switch the language', async () => {
  const drive = await served()
  const page = await browser.page({ baseURL: drive.url })
  await page.goto(`/s/${drive.token()}/3`)
  await page.check('#q_10_0')
  await page.check('#q_10_1')
  await page.fill('#q_6', '44')
  await page.press('#q_6', 'Enter')
  await page.waitForURL('**/review')
  expect(await page.getAttribute('html', 'lang')).toBe('pl')
})

test('switching the language in the middle of a page keeps what was typed', async () => {
  const drive = await served()
  const page = await browser.page({ baseURL: drive.url, javaScript: false })
  await page.goto(`/s/${drive.token()}/3`)
  await page.fill('#q_6', '44')
  await page.check('#q_10_0-2')
  await page.click('button[lang=uk]')
  expect(await page.getAttribute('html', 'lang')).toBe('uk')
  expect(await page.inputValue('#q_6')).toBe('44')
  expect(await page.isChecked('#q_10_0-2')).toBe(true)
})

test('the back button after sending shows thanks, not the questions', async () => {
  const drive = await served()
  const page = await browser.page({ baseURL: drive.url })
  await wholeWay(page, `/s/${drive.token()}`, () => {})
  await page.waitForURL(/\/thanks$/) // a page that is being left has no history to ask for
  await page.goBack()
  expect(place(page)).toBe('/s/thanks')
})

test('an error in the summary leads to its field', async () => {
  const drive = await served()
  const page = await browser.page({ baseURL: drive.url })
  await page.goto(`/s/${drive.token()}/1`)
  await next(page)
  await page.click('.govuk-error-summary a')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('q_0')
})

test('text twice as large still fits the width', async () => {
  const drive = await served()
  const page = await browser.page({ baseURL: drive.url, width: 640 })
  await page.goto(`/s/${drive.token()}/1`)
  await page.evaluate(() => document.documentElement.setAttribute('style', 'font-size: 200%'))
  expect(await sidewaysScroll(page)).toBe(0)
})
