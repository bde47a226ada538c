/** The page about what is held on a person, and what she does there, in a real browser: every look, by keyboard, without JavaScript. */
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Campaign } from '../../shared/campaign/campaign.ts'
import { aCampaign } from '../builders/campaign.ts'
import { startTables, type TestTables } from '../builders/tables.ts'
import { aDrive, type Drive, type Setting } from '../functions/resident/set-up.ts'
import { faultsInEveryLook, hiddenFocus, startBrowser, type TestBrowser, tabTo } from './browser.ts'

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

const plan = [
  ...aCampaign().plan,
  { kind: 'call', openings: { pl: 'Dzwonimy z urzędu.' }, stop: ['answered'], voicemail: false },
  { kind: 'agents', scripts: { pl: 'Dzień dobry.' }, stop: ['answered'] },
] as Campaign['plan']

/** A drive served on loopback, in which one person was called twice and has agreed to offers. */
async function served(setting?: Setting): Promise<Drive & { url: string }> {
  const drive = await aDrive(tables, {
    campaign: { plan, ...setting?.campaign },
    ...(setting?.site && { site: setting.site }),
  })
  const call = { state: 'closed', channel: 'call', step: 1, number: 0 } as const
  const times = ['2026-03-09T09:00:00.000Z', '2026-03-09T14:00:00.000Z']
  for (const index of [0, 1]) {
    for (const [n, at] of times.entries()) {
      const outcome = n === 0 ? 'no_answer' : 'voicemail_left'
      await drive.calls.close(drive.whom(index), { ...call, index, n: n + 1, startedAt: at, endedAt: at, outcome })
    }
  }
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

const at = (drive: Drive, index = 0, path = '') => `/w/${drive.token(index, 'why')}${path}`
const submit = (page: Page) => page.locator('main button[type=submit]').first().click()

test('every page and state is right in every look', { timeout: 300_000 }, async () => {
  const drive = await served()
  const page = await browser.page({ baseURL: drive.url })
  const looked = async (state: string) => {
    expect(await faultsInEveryLook(page, `why-${state}`)).toEqual([])
    expect(await hiddenFocus(page), state).toEqual([])
  }
  await page.goto(at(drive))
  await looked('pl')
  await page.goto(at(drive, 0, '/contact'))
  await page.check('#only-4')
  await submit(page)
  await looked('saved')
  await page.goto(at(drive, 0, '/erasure'))
  await looked('erasure')
  await submit(page)
  await looked('erasure-done')
  await page.goto(at(drive, 0, '/call'))
  await looked('call')
  await page.goto(at(drive, 1))
  await looked('uk')
  await page.goto(at(drive, 1, '/contact'))
  await looked('contact-uk')
  await page.goto(at(drive, 2, '/copy'))
  await looked('copy-en')
})

test('a discreet drive and one by consent', { timeout: 300_000 }, async () => {
  const consents = {
    textVersion: 'zgoda marketingowa v2',
    source: 'formularz zapisu na newsletter',
    withEmail: 1,
    withPhone: 1,
  }
  const list = { ...aCampaign().list!, consents }
  const offer = await served({ campaign: { purposeClass: 'commercial', basis: '6(1)(a)', list } })
  await offer.agree(0, { email: '2025-11-03', phone: '2025-11-04' })
  const page = await browser.page({ baseURL: offer.url })
  await page.goto(`/o/${offer.token(0, 'objection')}`)
  await page.check('#scope-2')
  await submit(page)
  await page.goto(at(offer))
  expect(await faultsInEveryLook(page, 'why-consent')).toEqual([])
  const discreet = await served({
    campaign: { discreet: true },
    site: { office: 'Miejski Ośrodek Pomocy Rodzinie', discreetOffice: 'Urząd Miasta Poznania' },
  })
  const other = await browser.page({ baseURL: discreet.url })
  await other.goto(at(discreet))
  expect(await faultsInEveryLook(other, 'why-discreet')).toEqual([])
  await other.goto(`/s/${discreet.token(0)}`)
  expect(await other.title()).toBe('Ankieta – Badania i\u00a0konsultacje')
})

test('by keyboard alone, and without JavaScript', async () => {
  const drive = await served()
  const page = await browser.page({ baseURL: drive.url, javaScript: false })
  await page.goto(`/o/${drive.token(0, 'objection')}`)
  await page.click(`footer a[href^="/w/"]`)
  await page.click(`main a[href$="/contact"]`)
  await page.check('#language-3')
  await page.check('#only-2')
  await submit(page)
  expect(await page.locator('h1').textContent()).toBe('Why did we contact you?')
  await page.context().close()

  const keys = await browser.page({ baseURL: drive.url })
  await keys.goto(at(drive, 1, '/contact'))
  await tabTo(keys, '#language-2')
  await keys.keyboard.press('ArrowUp') // Polish
  await tabTo(keys, 'main button[type=submit]')
  await keys.keyboard.press('Enter')
  await keys.waitForURL(/saved/)
  expect((await drive.contacts.contact(drive.whom(1), drive.keys))?.language).toBe('pl')
})
