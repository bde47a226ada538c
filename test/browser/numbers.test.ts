/**
 * Telephone numbers in a real browser: the manager says which columns they are, a resident asks to be called. In every look,
 * by keyboard, and without JavaScript where a resident reads.
 */
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCampaign } from '../builders/campaign.ts'
import { startCloud, type TestCloud } from '../builders/cloud.ts'
import { startTables, type TestTables } from '../builders/tables.ts'
import { aDrive, type Drive } from '../functions/resident/set-up.ts'
import { faultsInEveryLook, hiddenFocus, sidewaysScroll, startBrowser, type TestBrowser, tabTo } from './browser.ts'

let browser: TestBrowser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser?.close())

describe('a resident who would rather talk', () => {
  let tables: TestTables
  let server: ReturnType<typeof serve>
  let url: string
  let drive: Drive

  beforeAll(async () => {
    tables = await startTables()
    const plan = [...aCampaign().plan, { kind: 'agents' as const, scripts: { pl: 'Dzień dobry!' }, stop: [] }]
    drive = await aDrive(tables, { campaign: { plan } })
    const { serveAssets } = await import('../../web/components/assets.ts')
    const app = serveAssets(new Hono()).route('/', drive.app)
    app.notFound((c) => drive.app.fetch(c.req.raw))
    url = await new Promise((resolve) => {
      server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, (info: AddressInfo) =>
        resolve(`http://127.0.0.1:${info.port}`),
      )
    })
  })
  afterAll(async () => {
    server?.close()
    await tables?.close()
  })

  const callbackOf = async (index: number) => (await drive.calls.ofPerson(drive.whom(index))).callback
  const looked = async (page: Page, state: string) => {
    expect(await faultsInEveryLook(page, `call-${state}`)).toEqual([])
    expect(await hiddenFocus(page), state).toEqual([])
  }

  test('asks, changes the time and calls it off, page by page in every look', { timeout: 300_000 }, async () => {
    const page = await browser.page({ baseURL: url })
    await page.goto(`/s/${drive.token(0)}`)
    await looked(page, 'offer')
    await page.click('main a[href$="/call"]')
    await looked(page, 'ask')
    await page.click('button[value="ask"]')
    await page.waitForSelector('.govuk-error-summary')
    expect(await page.evaluate(() => document.activeElement?.className)).toContain('govuk-error-summary')
    await looked(page, 'errors')
    await page.click('a[href="#time"]')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('time')
    await page.check('#day-3')
    await page.selectOption('#time', '10:00')
    await page.click('button[value="ask"]')
    await page.waitForSelector('.akcja-outcome')
    await looked(page, 'promised')
    expect((await callbackOf(0))!.at).toBe('2026-03-12T09:00:00.000Z')
    await page.click('summary')
    await looked(page, 'change')
    await page.check('#day-4')
    await page.selectOption('#time', '19:00')
    await page.click('button[value="ask"]')
    await page.waitForSelector('text=piątek')
    expect((await callbackOf(0))!.at).toBe('2026-03-13T18:00:00.000Z')
    await page.click('button[value="withdraw"]')
    await page.waitForSelector('.govuk-notification-banner')
    await looked(page, 'withdrawn')
    expect((await callbackOf(0))!.state).toBe('withdrawn')
  })

  test('needs no JavaScript, in Ukrainian, on a narrow screen', async () => {
    const page = await browser.page({ baseURL: url, javaScript: false, width: 320 })
    await page.goto(`/s/${drive.token(1)}/call`)
    expect(await page.textContent('h1')).toBe('Попросити про дзвінок')
    await page.check('#day-2')
    await page.selectOption('#time', '09:00')
    await page.click('button[value="ask"]')
    await page.waitForSelector('.akcja-outcome')
    expect((await callbackOf(1))!.state).toBe('open')
    await page.click('button[value="withdraw"]')
    await page.waitForSelector('.govuk-notification-banner')
    expect((await callbackOf(1))!.state).toBe('withdrawn')
  })

  test('can do it by keyboard alone', async () => {
    const page = await browser.page({ baseURL: url })
    await page.goto(`/s/${drive.token(0)}/call`)
    await tabTo(page, '#day')
    await page.keyboard.press('ArrowDown')
    await tabTo(page, '#time')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await tabTo(page, 'button[value="ask"]')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.akcja-outcome')
    expect((await callbackOf(0))!.at).toBe('2026-03-11T09:00:00.000Z')
  })
})

describe('a manager with a list of numbers', () => {
  let office: TestCloud
  beforeAll(async () => {
    office = await startCloud()
  })
  afterAll(() => office?.close())

  const csv = [
    'Adres e-mail;Telefon kom.;Telefon domowy;Imię',
    ...Array.from({ length: 40 }, (_, n) => `osoba${n}@example.org;600 100 2${n + 10};0-61 878 12 ${n + 10};Osoba${n}`),
    ';600 100 199;;Bez adresu',
    'bez.telefonu@example.org;;;Ewa',
    'zly.numer@example.org;112;;Zły',
    ';;;Nikt',
  ].join('\n')

  test('is shown what the columns seem to be, and how many people have which address', {
    timeout: 300_000,
  }, async () => {
    const page = await browser.page({ baseURL: office.cloud.url })
    await page.goto('/')
    await page.click('main a[href="/sign-in"]')
    await page.click('button[value="manager"]')
    await page.waitForURL('**/campaigns')
    const { id } = await office.manager.post('/campaigns', { name: 'Lista z numerami' })
    await page.goto(`/campaigns/${id}/contacts`)
    await page.setInputFiles('#file', { name: 'kontakty.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
    await page.click('main form button')
    await page.waitForSelector('select[name="phone"]')
    expect(await page.inputValue('select[name="email"]')).toBe('0')
    expect(await page.inputValue('select[name="phone"]')).toBe('1')
    expect(await page.inputValue('select[name="phone2"]')).toBe('2')
    expect(await faultsInEveryLook(page, 'numbers-mapping')).toEqual([])

    for (const name of ['email', 'phone', 'phone2']) await page.selectOption(`select[name="${name}"]`, '')
    await page.click('button[value="import"]')
    await page.waitForSelector('.govuk-error-summary')
    expect(await page.textContent('.govuk-error-summary')).toContain('Wskaż kolumnę z adresami e-mail albo')
    for (const [n, name] of ['email', 'phone', 'phone2'].entries()) {
      await page.selectOption(`select[name="${name}"]`, String(n))
    }
    await page.click('button[value="import"]')
    await page.waitForSelector('.akcja-tiles')
    const report = (await page.textContent('main'))!
    expect(report).toContain('To numer alarmowy albo skrócony')
    expect(report).toContain('Brakuje adresu e-mail i numeru telefonu.')
    expect(report.replace(/\s+/g, ' ')).toMatch(/Z adresem e-mail ?41/)
    expect(report.replace(/\s+/g, ' ')).toMatch(/Z numerem telefonu ?41/)
    expect(await faultsInEveryLook(page, 'numbers-report')).toEqual([])
    await page.setViewportSize({ width: 320, height: 900 })
    expect(await sidewaysScroll(page)).toBe(0)
    await page.click('button[value="keep"]')
    await page.waitForSelector(`a[href="/campaigns/${id}/message"]`)
  })
})
