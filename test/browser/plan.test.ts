/**
 * The plan of three channels built in a real browser over the whole local cloud: by the keyboard, without a script, at 320 px,
 * and every page on the way without a fault of axe.
 */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCloud, type TestCloud } from '../builders/cloud.ts'
import {
  faultsInEveryLook,
  hiddenFocus,
  picture,
  sidewaysScroll,
  startBrowser,
  type TestBrowser,
  tabTo,
  violations,
} from './browser.ts'

let browser: TestBrowser
let office: TestCloud
let manager: Page
let drive: string
const faults: string[] = []

/** Looks at a page wide and narrow, keeps a picture of each, and notes what is wrong. */
async function look(page: Page, name: string): Promise<void> {
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 900 })
    for (const fault of await violations(page)) faults.push(`${name}, ${width} px: ${fault}`)
    const sideways = await sidewaysScroll(page)
    if (sideways > 0) faults.push(`${name}, ${width} px: scrolls ${sideways} px sideways`)
    await picture(page, `plan-${name}-${width}`)
  }
  await page.setViewportSize({ width: 1280, height: 900 })
}

async function signedIn(role: 'manager' | 'approver' | 'administrator', javaScript = true): Promise<Page> {
  const page = await browser.page({ baseURL: office.cloud.url, javaScript })
  await page.goto('/')
  await page.click('main a[href="/sign-in"]')
  await page.click(`button[value="${role}"]`)
  await page.waitForURL(/\/campaigns$/)
  return page
}

const next = (page: Page) => page.click('button[name="and"][value="next"]')
const arrived = (page: Page, path: string) => page.waitForURL((url) => url.pathname.endsWith(path))
const steps = async (page: Page) =>
  (await page.locator('.akcja-plan__step h3').allTextContents()).map((text) => text.replaceAll('\u00a0', ' '))

const csv = [
  'Adres e-mail;Telefon;Imię;Język',
  ...Array.from(
    { length: 40 },
    (_, n) => `osoba${n}@example.org;6011002${String(n).padStart(2, '0')};Osoba;${n % 8 ? 'pl' : 'ua'}`,
  ),
].join('\n')

/** A draft with purpose, survey and a list with telephones, its fourth step open. */
async function aDraft(page: Page): Promise<string> {
  await page.goto('/campaigns/new')
  await page.click('summary')
  await page.fill('#name', 'Ocena obsługi w Centrum Świadczeń')
  await page.fill('#purpose', 'Chcemy wiedzieć, co poprawić w obsłudze.')
  for (const id of ['dataProtectionOfficer', 'dataSource', 'dataCategories', 'recipients', 'registerId']) {
    await page.fill(`#${id}`, 'RCP-12')
  }
  await page.fill('#callsApprovedBy', 'Ewa Inspektor')
  await page.fill('#callsApprovedOn', '2')
  await page.fill('#callsApprovedOn-month', '3')
  await page.fill('#callsApprovedOn-year', '2026')
  await next(page)
  await arrived(page, '/survey')
  const id = /cmp_\w+/.exec(page.url())![0]
  await page.check('input[value="mopr-clients"]')
  await next(page)
  await page.setInputFiles('#file', { name: 'k.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  await page.click('main form button')
  await page.waitForSelector('select[name="email"]', { timeout: 30_000 })
  await page.click('button[value="import"]')
  await page.waitForSelector('.akcja-tiles', { timeout: 30_000 })
  await page.goto(`/campaigns/${id}/message`)
  await arrived(page, '/plan')
  return id
}

beforeAll(async () => {
  ;[browser, office] = await Promise.all([startBrowser(), startCloud()])
  manager = await signedIn('manager')
})
afterAll(async () => {
  await browser?.close()
  await office?.close()
})

test('the plan of three channels is built by the keyboard alone, and the focus shows', async () => {
  drive = await aDraft(manager)
  await look(manager, 'choose')
  await next(manager)
  await look(manager, 'choose-errors')
  expect(await manager.evaluate(() => document.activeElement?.className)).toContain('govuk-error-summary')
  expect(await hiddenFocus(manager)).toEqual([])

  await manager.goto(`/campaigns/${drive}/plan`)
  await tabTo(manager, 'input[name="sample"]')
  await manager.keyboard.press('ArrowDown')
  await manager.keyboard.press('ArrowDown')
  expect(await manager.locator('input[name="sample"]:checked').getAttribute('value')).toBe('email-call-agents')
  await tabTo(manager, 'button[value="next"]')
  await manager.keyboard.press('Enter')
  await manager.waitForSelector('.akcja-plan__step')
  expect(await steps(manager)).toEqual([
    'Krok 1. E-mail',
    'Krok 2. Czekanie',
    'Krok 3. Automatyczny telefon',
    'Krok 4. Telefon konsultanta',
  ])
  await look(manager, 'steps')

  await tabTo(manager, `a[href="/campaigns/${drive}/plan/1"]`)
  await manager.keyboard.press('Enter')
  await arrived(manager, '/plan/1')
  await tabTo(manager, '#amount')
  await manager.keyboard.press('ControlOrMeta+a')
  await manager.keyboard.type('5')
  await tabTo(manager, 'button[value="next"]')
  await manager.keyboard.press('Enter')
  await manager.waitForSelector('text=Czekamy 5 dni.')
  expect(await hiddenFocus(manager)).toEqual([])
})

test('each step has its page', async () => {
  for (const [page, name] of [
    ['message/0', 'email'],
    ['plan/1', 'wait'],
    ['plan/2', 'call'],
    ['plan/3', 'agents'],
    ['plan/attempts', 'attempts'],
  ]) {
    await manager.goto(`/campaigns/${drive}/${page}`)
    await manager.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true
    })
    await look(manager, name!)
  }
  await manager.goto(`/campaigns/${drive}/plan/2`)
  await manager.fill('#opening-pl', 'Dzień dobry, {{imie}}.')
  await next(manager)
  await manager.waitForSelector('.govuk-error-summary')
  await look(manager, 'call-errors')
  await manager.click('a[href="#opening-pl"]')
  expect(await manager.evaluate(() => document.activeElement?.id)).toBe('opening-pl')
  await manager.fill('#opening-pl', 'Dzień dobry, dzwoni Urząd Miasta Poznania. Pytamy o obsługę.')
  await next(manager)
  await arrived(manager, '/plan')

  await manager.goto(`/campaigns/${drive}/plan/attempts`)
  await manager.fill('#again-busy', 'zaraz')
  await next(manager)
  await manager.click('a[href="#again-busy"]')
  expect(await manager.evaluate(() => document.activeElement?.id)).toBe('again-busy')
  await look(manager, 'attempts-errors')
})

test('the rehearsal tells author and approver how it would go', async () => {
  await manager.goto(`/campaigns/${drive}/plan`)
  expect(await faultsInEveryLook(manager, 'plan-steps')).toEqual([])
  await next(manager)
  await arrived(manager, '/dates')
  await next(manager)
  await arrived(manager, '/check')
  const started = performance.now()
  await manager.reload()
  expect(performance.now() - started).toBeLessThan(4000)
  expect(await manager.textContent('#proba')).toContain('Przed ostatnim dniem akcji zdążymy do każdego.')
  await look(manager, 'check')
  await manager.locator('form[action$="/moves/submit"] button').click()
  await manager.waitForSelector('.govuk-tag--yellow')
  const approver = await signedIn('approver')
  await approver.goto(`/campaigns/${drive}`)
  expect(await approver.textContent('#proba')).toContain('Jak to się skończy')
  await look(approver, 'approve')
})

test('without JavaScript the plan is chosen, changed and gone on from', async () => {
  const plain = await signedIn('manager', false)
  const id = await aDraft(plain)
  await plain.check('input[value="agents"]')
  await next(plain)
  await plain.waitForSelector('.akcja-plan__step')
  await plain.click('button[value="add email"]')
  await arrived(plain, '/message/0')
  await next(plain)
  await arrived(plain, '/plan')
  await plain.click('button[value="add email"]')
  await arrived(plain, '/message/2')
  await next(plain)
  expect(await steps(plain)).toEqual([
    'Krok 1. E-mail',
    'Krok 2. Czekanie',
    'Krok 3. E-mail',
    'Krok 4. Telefon konsultanta',
  ])
  await plain.click('button[value="down 0"]')
  await plain.waitForSelector('text=Przypomnienie')
  await plain.click('button[value="remove 0"]')
  expect(await steps(plain)).toEqual(['Krok 1. E-mail', 'Krok 2. Telefon konsultanta'])
  await next(plain)
  await arrived(plain, '/dates')
  await plain.goto(`/campaigns/${id}`)
  expect(await plain.textContent('main')).toContain('Plan')
})

test('the administrator’s assumptions are a page like the others', async () => {
  const administrator = await signedIn('administrator')
  await administrator.goto('/office')
  await administrator.click('a[href="/office/rehearsal"]')
  await administrator.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true
  })
  await look(administrator, 'settings')
})

test('no page on the way had a fault', () => {
  expect(faults).toEqual([])
})
