/** The phone page as a person uses it: in a real browser, by keyboard, in every look, and without JavaScript. */
import { type ServerType, serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { phoneApp } from '../../local/phone/phone.ts'
import { speechSound } from '../../local/phone/sound.ts'
import { faultsInEveryLook, hiddenFocus, startBrowser, type TestBrowser, tabTo } from '../browser/browser.ts'
import { type Stage, stage } from '../contracts/engines/connect-setup.ts'

let browser: TestBrowser
let staged: Stage
let server: ServerType
let baseURL: string

beforeAll(async () => {
  staged = await stage()
  const app = new Hono({ strict: false }).route(
    '/local/phone',
    phoneApp(staged.connect, speechSound('no-such-program')),
  )
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
})

let calls = 0
const ring = () => staged.call('+48600111200', `cmp_3k9d0a1b2c3d.0.0.${++calls}`)
const said = (page: Page) => page.locator('[data-part="said"]')
const hears = (page: Page, words: string) => said(page).filter({ hasText: words }).waitFor()
afterEach(() => {
  for (const { call } of staged.connect.open()) staged.connect.hangUp(call.contactId)
})

test('it rings, is answered, a key is pressed, and the question is heard', async () => {
  const page = await browser.page({ baseURL })
  await page.goto('/local/phone')
  await page.getByText('Czeka na połączenie').waitFor()
  const id = await ring()
  await page.getByRole('heading', { name: 'Dzwoni +48 61 000 00 10' }).waitFor()
  expect(await page.title()).toContain('Dzwoni')
  await page.getByRole('button', { name: 'Odbierz' }).click()
  await hears(page, 'Aby rozpocząć, proszę nacisnąć 1.')
  expect(await said(page).getAttribute('aria-live')).toBe('polite')
  expect(await said(page).getAttribute('lang')).toBe('pl')
  await page.getByRole('button', { name: '1', exact: true }).click()
  await hears(page, 'Pytanie 1 z 4')
  await page.getByRole('button', { name: 'Rozłącz' }).click()
  await page.getByText('Czeka na połączenie').waitFor()
  expect(staged.connect.call(id)).toMatchObject({ keys: '1', reason: 'CUSTOMER_DISCONNECT' })
  await page.context().close()
})

test('a whole call by the keyboard alone', async () => {
  const page = await browser.page({ baseURL })
  await page.goto('/local/phone')
  const id = await ring()
  await page.getByRole('button', { name: 'Odbierz' }).waitFor()
  await tabTo(page, '[data-part="actions"] button')
  await page.keyboard.press('Enter')
  await hears(page, 'Aby rozpocząć')
  // What had the focus is gone; it is where one reads on.
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-part'))).toBe('state')
  await page.keyboard.press('1')
  for (const n of [1, 2, 3, 4]) {
    await hears(page, `Pytanie ${n} z 4`)
    await page.keyboard.press('3')
  }
  await hears(page, 'Dziękujemy. Do widzenia.')
  expect(staged.connect.call(id)?.keys).toBe('13333')
  await page.context().close()
})

test('keys of the keyboard can be switched off, and typing a number presses none', async () => {
  const page = await browser.page({ baseURL })
  await page.goto('/local/phone')
  const id = await ring()
  await page.getByRole('button', { name: 'Odbierz' }).click()
  await hears(page, 'Aby rozpocząć')
  await page.getByLabel('Który numer to Twój?').fill('600')
  await page.getByLabel('Który numer to Twój?').press('1')
  await page.getByLabel('Cyfry, * i # z klawiatury').uncheck()
  await page.keyboard.press('1')
  await page.waitForTimeout(200)
  expect(staged.connect.call(id)?.keys).toBe('')
  await page.getByRole('button', { name: 'krzyżyk' }).click()
  await expect.poll(() => staged.connect.call(id)?.keys).toBe('#')
  staged.connect.hangUp(id)
  await page.context().close()
})

test('waiting, ringing, talking and a wrong number are without fault in every look', async () => {
  const page = await browser.page({ baseURL })
  const faults: string[] = []
  await page.goto('/local/phone')
  faults.push(...(await faultsInEveryLook(page, 'phone-waiting')))
  faults.push(...(await hiddenFocus(page)))
  const id = await ring()
  await page.getByRole('button', { name: 'Odbierz' }).waitFor()
  faults.push(...(await faultsInEveryLook(page, 'phone-ringing')))
  staged.connect.answer(id)
  await hears(page, 'Aby rozpocząć')
  faults.push(...(await faultsInEveryLook(page, 'phone-talking')))
  staged.connect.hangUp(id)
  await page.getByLabel('Który numer to Twój?').fill('12')
  await page.getByRole('button', { name: 'Zmień numer' }).click()
  await page.getByText('Wpisz numer z 9 cyfr').waitFor()
  faults.push(...(await faultsInEveryLook(page, 'phone-wrong-number')))
  expect(faults).toEqual([])
  await page.context().close()
}, 120_000)

test('without JavaScript a person answers and presses by forms, and the page comes again by itself', async () => {
  const page = await browser.page({ baseURL, javaScript: false })
  const id = await ring()
  await page.goto('/local/phone')
  expect(await page.locator('noscript').first().innerHTML()).toContain('refresh')
  expect(await page.getByLabel('Czytaj na głos').isVisible()).toBe(false)
  await page.getByRole('button', { name: 'Odbierz' }).click()
  await hears(page, 'Aby rozpocząć')
  await page.getByRole('button', { name: '1', exact: true }).click()
  await hears(page, 'Pytanie 1 z 4')
  await page.getByRole('button', { name: 'Rozłącz' }).click()
  await page.getByText('rozłączone przez Ciebie').first().waitFor()
  expect(staged.connect.call(id)?.keys).toBe('1')
  await page.context().close()
})
