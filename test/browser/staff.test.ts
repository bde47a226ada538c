/**
 * The manager's pages in a real browser over the whole local cloud: a drive from the sign-in to its results, and every page
 * on the way without a fault of axe, without scrolling sideways, with a focus that shows.
 */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answerSurvey, randomFrom } from '../../local/resident.ts'
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
import { visitRegisters } from './registers.ts'

let browser: TestBrowser
let office: TestCloud
let manager: Page
let approver: Page
let drive: string
const faults: string[] = []

/** Looks at a page wide and narrow, keeps a picture of each, and notes what is wrong. */
async function look(page: Page, name: string): Promise<void> {
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 900 })
    for (const fault of await violations(page)) faults.push(`${name}, ${width} px: ${fault}`)
    const sideways = await sidewaysScroll(page)
    if (sideways > 0) faults.push(`${name}, ${width} px: scrolls ${sideways} px sideways`)
    await picture(page, `staff-${name}-${width}`)
  }
  await page.setViewportSize({ width: 1280, height: 900 })
}

async function signedIn(role: 'manager' | 'approver' | 'administrator' | 'agent', javaScript = true): Promise<Page> {
  const page = await browser.page({ baseURL: office.cloud.url, javaScript })
  await page.goto('/')
  await page.click('main a[href="/sign-in"]')
  await page.click(`button[value="${role}"]`)
  await page.waitForURL(/\/(campaigns|calls|no-role)$/)
  return page
}

const next = (page: Page) => page.click('button[name="and"][value="next"]')
/** Waits for a page by the end of its path: a fragment may have come along from a summary of errors. */
const arrived = (page: Page, path: string) => page.waitForURL((url) => url.pathname.endsWith(path))
const idIn = (page: Page) => /cmp_\w+/.exec(page.url())![0]

const csv = [
  'Adres e-mail;Imię;Przychodnia;Język;PESEL',
  ...Array.from(
    { length: 60 },
    (_, n) => `osoba${n}@example.org;Osoba${n};Jeżyce;${n % 10 ? 'pl' : 'ua'};4405140135${n % 10}`,
  ),
  'osoba1@example.org;Osoba1;Jeżyce;pl;',
  'nie-adres;Zły;Jeżyce;pl;',
].join('\n')

async function fillAbout(page: Page): Promise<void> {
  const fields: Record<string, string> = {
    name: 'Ocena usług medycznych 2026',
    purpose: 'Chcemy wiedzieć, co poprawić w miejskich przychodniach.',
    dataProtectionOfficer: 'iod@um.poznan.example',
    dataSource: 'rejestr pacjentów miejskich przychodni',
    dataCategories: 'imię, adres e-mail, odpowiedzi w ankiecie',
    recipients: 'dostawca poczty elektronicznej',
    registerId: 'RCP-12/2026',
  }
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true
  })
  for (const [id, value] of Object.entries(fields)) await page.fill(`#${id}`, value)
}

beforeAll(async () => {
  ;[browser, office] = await Promise.all([startBrowser(), startCloud()])
  manager = await signedIn('manager')
  approver = await signedIn('approver')
})
afterAll(async () => {
  await browser?.close()
  await office?.close()
})

describe('a drive by hand', () => {
  test('begins at an empty list and the first step', async () => {
    await look(manager, 'list-empty')
    await manager.click('a[href="/campaigns/new/drive"]')
    await look(manager, 'choose-drive')
    await manager.click('form:has(input[name="which"]) button')
    await look(manager, 'choose-drive-errors')
    await manager.check('input[value="none"]')
    await manager.click('form:has(input[name="which"]) button')
    await look(manager, 'about')
    await next(manager)
    await look(manager, 'about-errors')
    expect(await manager.evaluate(() => document.activeElement?.className)).toContain('govuk-error-summary')
    await manager.click('a[href="#name"]')
    expect(await manager.evaluate(() => document.activeElement?.id)).toBe('name')
    await fillAbout(manager)
    await next(manager)
    await arrived(manager, '/survey')
    drive = idIn(manager)
  })

  test('takes a survey, and names what a file of one’s own cannot have', async () => {
    await manager.check('input[value="file"]')
    const survey = { pages: [{ elements: [{ type: 'file', name: 'skan', title: 'Skan' }] }] }
    await manager.setInputFiles('#file', {
      name: 'ankieta.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(survey)),
    })
    await next(manager)
    await manager.waitForSelector('text=Pytanie „skan”')
    await look(manager, 'survey-problems')
    await manager.check('input[value="medical-services"]')
    await next(manager)
    await arrived(manager, '/contacts')
    await manager.goto(`/campaigns/${drive}/survey/preview`)
    await look(manager, 'survey-preview')
    await manager.goto(`/campaigns/${drive}/survey/preview?in=uk`)
    await look(manager, 'survey-preview-uk')
  })

  test('takes contacts from a file, with the page going on by itself', async () => {
    await manager.goto(`/campaigns/${drive}/contacts`)
    await look(manager, 'contacts-upload')
    await manager.setInputFiles('#file', { name: 'kontakty.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
    await manager.click('main form button')
    await manager.waitForSelector('select[name="email"]')
    expect(await manager.textContent('main')).not.toContain('4405140135')
    await look(manager, 'contacts-mapping')
    await manager.click('button[value="import"]')
    await manager.waitForSelector('.akcja-tiles')
    expect(await manager.textContent('main')).toContain('To nie jest poprawny adres e-mail.')
    await look(manager, 'contacts-report')
    await manager.click('button[value="keep"]')
    await manager.waitForSelector(`a[href="/campaigns/${drive}/message"]`)
    await look(manager, 'contacts-taken')
  })

  test('shows the message as it is typed, stops what must not go out, sends a test', async () => {
    await manager.click(`a[href="/campaigns/${drive}/message"]`)
    await manager.fill('#text-pl', 'Dzień dobry {{imie}}, {{nie_ma}}!')
    const preview = manager.frameLocator('iframe[name="preview"]')
    await preview.locator('p:has-text("Dzień dobry Anna")').waitFor()
    await preview.locator('li:has-text("nie istnieje")').waitFor()
    await look(manager, 'message-preview')
    await next(manager)
    await manager.waitForSelector('.govuk-error-summary')
    await look(manager, 'message-errors')
    await manager.fill('#text-pl', 'Dzień dobry {{imie}}!\n\nProsimy o kilka minut:\n{{link}}\n\nDziękujemy!')
    await manager.click('button[value="test"]')
    await manager.waitForSelector('.govuk-notification-banner--success')
    await look(manager, 'message-tested')
    await office.cloud.idle()
    const inbox = await (await fetch(`${office.cloud.url}/local/inbox/messages.json?offset=0&limit=10`)).text()
    expect(inbox).toContain('maria.kowalska@urzad.example')
    await next(manager)
    await arrived(manager, '/dates')
  })

  test('has its dates, and all of it on one page to check', async () => {
    await look(manager, 'dates')
    await manager.fill('#startsOn', '45')
    await next(manager)
    await manager.waitForSelector('.govuk-error-summary')
    await look(manager, 'dates-errors')
    await manager.fill('#startsOn', '24')
    await next(manager)
    await arrived(manager, '/check')
    await look(manager, 'check')
    await manager.goto(`/campaigns/${drive}?saved`)
    await look(manager, 'draft')
    await manager.goto(`/campaigns/${drive}/check`)
    await manager.click('main form button')
    await manager.waitForSelector('.govuk-tag--yellow')
    await look(manager, 'submitted')
  })

  test('is returned with a remark, corrected, approved by another person', async () => {
    await approver.goto(`/campaigns/${drive}`)
    await look(approver, 'approve')
    await approver.click('details:has(#remark) > summary')
    await approver.fill('#remark', 'Proszę poprawić temat.')
    await approver.click('form[action$="/moves/return"] button')
    await manager.goto(`/campaigns/${drive}`)
    expect(await manager.textContent('main')).toContain('Proszę poprawić temat.')
    await look(manager, 'returned')
    await manager.goto(`/campaigns/${drive}/check`)
    await manager.click('main form button')
    await approver.goto(`/campaigns/${drive}`)
    await approver.click('form[action$="/moves/approve"] button')
    await manager.goto(`/campaigns/${drive}`)
    await look(manager, 'approved')
    await manager.click('form[action$="/moves/launch"] button')
    await manager.waitForSelector('.akcja-tiles')
  })

  test('sends, and shows without a reload how far it has come', async () => {
    await manager.evaluate(() => document.body.setAttribute('data-same-page', 'yes'))
    await office.cloud.idle()
    await manager.waitForFunction(() =>
      /Wysłano do wszystkich/.test(document.querySelector('[data-live]')!.textContent!),
    )
    expect(await manager.getAttribute('body', 'data-same-page')).toBe('yes')
    await look(manager, 'running')
  })

  test('counts answers while they arrive', async () => {
    await manager.goto(`/campaigns/${drive}/results`)
    await look(manager, 'results-empty')
    const list = await (await fetch(`${office.cloud.url}/local/inbox/messages.json?offset=0&limit=100`)).json()
    const links = (list as { messages: { text?: string }[] }).messages.flatMap(
      ({ text = '' }) => /https?:\/\/\S+\/s\/\S+/.exec(text)?.[0] ?? [],
    )
    expect(links).toHaveLength(60)
    const random = randomFrom(7)
    for (const link of links.slice(0, 30)) await answerSurvey(link, { random, words: ['Krótsze kolejki.'] })
    await office.cloud.idle()
    await manager.waitForFunction(() => document.querySelector('[data-live]')!.textContent!.includes('30 z'))
    expect(await faultsInEveryLook(manager, 'staff-results')).toEqual([])
    expect(await manager.textContent('main')).toContain('ukryte')
    await manager.click('a[href*="results/texts"]')
    await look(manager, 'texts')
  })

  test('tells what became of each contact, and what was decided', async () => {
    await manager.goto(`/campaigns/${drive}/people`)
    expect(await manager.textContent('main')).toContain('wysłano odpowiedzi')
    await look(manager, 'people')
    await manager.goto(`/campaigns/${drive}/content`)
    await look(manager, 'content')
  })

  test('gives its answers as a file', async () => {
    await manager.goto(`/campaigns/${drive}/exports`)
    await manager.click('button[value="csv"]')
    await manager.waitForSelector('a[href*="/exports/exp_"]')
    await look(manager, 'exports')
    const [download] = await Promise.all([
      manager.waitForEvent('download'),
      manager.click('a[href*="/exports/exp_"]').catch(() => undefined),
    ])
    expect(download.suggestedFilename()).toMatch(/^odpowiedzi-.*\.csv$/)
  })

  test('pauses, goes on, and stops only after a question', async () => {
    await manager.goto(`/campaigns/${drive}`)
    await manager.click('form[action$="/moves/pause"] button')
    await manager.waitForSelector('form[action$="/moves/resume"]')
    await look(manager, 'paused')
    await manager.click('form[action$="/moves/resume"] button')
    await manager.waitForSelector('form[action$="/moves/pause"]')
    await manager.click('form[action$="/moves/stop"] button')
    await manager.waitForSelector('button[value="yes"]')
    await look(manager, 'confirm-stop')
    await manager.click('button[value="yes"]')
    await manager.waitForSelector('.govuk-tag--red')
    await look(manager, 'stopped')
  })
})

test('the other pages are whole too', async () => {
  await manager.goto('/campaigns')
  await look(manager, 'list')
  await manager.goto('/api')
  await look(manager, 'api')
  await manager.goto('/nothing')
  await look(manager, 'not-found')
  await manager.goto('/campaigns?lang=en')
  await look(manager, 'list-english')
  await manager.goto('/campaigns?lang=pl')
  const administrator = await signedIn('administrator')
  await administrator.goto('/office')
  await look(administrator, 'office')
  await look(await signedIn('agent'), 'agent-home')
  const guest = await browser.page({ baseURL: office.cloud.url })
  await guest.goto('/')
  await look(guest, 'start')
})

test('the registers: units, a request, its case, its unit, the table of a year', { timeout: 120_000 }, async () => {
  const [administrator, plain] = [await signedIn('administrator'), await signedIn('manager', false)]
  const [unit, plainUnit] = await Promise.all(
    [true, false].map((javaScript) => browser.page({ baseURL: office.cloud.url, javaScript })),
  )
  await visitRegisters({ manager, administrator, plain, unit: unit!, plainUnit: plainUnit!, look })
})

test('the form is worked by the keyboard alone, and the focus shows', async () => {
  await manager.goto('/campaigns/new')
  expect(await hiddenFocus(manager)).toEqual([])
  await manager.goto('/campaigns/new')
  await tabTo(manager, '#name')
  await manager.keyboard.type('Z klawiatury')
  await tabTo(manager, 'button[value="later"]')
  await manager.keyboard.press('Enter')
  await manager.waitForURL(/\?saved$/)
  expect(await manager.textContent('h1')).toBe('Z klawiatury')
})

test('without JavaScript the form works to the end, waiting pages included', async () => {
  const plain = await signedIn('manager', false)
  await plain.goto('/campaigns/new')
  await plain.click('summary')
  const fields = { name: 'Bez skryptów', purpose: 'Sprawdzamy, czy działa.' }
  for (const [id, value] of Object.entries(fields)) await plain.fill(`#${id}`, value)
  for (const id of ['dataProtectionOfficer', 'dataSource', 'dataCategories', 'recipients', 'registerId']) {
    await plain.fill(`#${id}`, 'x')
  }
  await next(plain)
  await plain.check('input[value="mopr-clients"]')
  await next(plain)
  await plain.setInputFiles('#file', {
    name: 'k.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('email\na@example.org\n'),
  })
  await plain.click('main form button')
  await plain.waitForSelector('select[name="email"]', { timeout: 30_000 })
  await plain.click('button[value="import"]')
  await plain.waitForSelector('.akcja-tiles', { timeout: 30_000 })
  await plain.goto(`/campaigns/${idIn(plain)}/message`)
  await plain.fill('#text-pl', 'Nowy tekst {{link}}')
  await plain.click('button[data-preview]')
  await plain.frameLocator('iframe[name="preview"]').locator('p:has-text("Nowy tekst")').waitFor()
  await next(plain)
  await next(plain)
  await arrived(plain, '/check')
  await plain.click('main form button')
  await plain.waitForSelector('.govuk-tag--yellow')
})

test('a session that has ended leads to the sign-in and back', async () => {
  const page = await signedIn('manager')
  await office.later(40 * 60_000)
  await page.goto(`/campaigns/${drive}`)
  await page.click('button[value="manager"]')
  await page.waitForURL(new RegExp(`/campaigns/${drive}$`))
})

test('no page on the way had a fault', () => {
  expect(faults).toEqual([])
})
