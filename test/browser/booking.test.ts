/**
 * A visit from the link in a mail to the list on the door, in a real browser over the whole local cloud: every page without a fault of
 * axe in every look, by keyboard alone, without JavaScript, and with the warning before a held time runs out.
 */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importContacts } from '../../local/api.ts'
import { startCloud, type TestCloud } from '../builders/cloud.ts'
import { contactFile, contentAt, driveOf, people } from '../builders/drive.ts'
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
let service: string
let point: string
/** Each person's own link, in the order of the list: the fourth reads Ukrainian. */
let links: string[]

const letter = (subject: string) => ({ subject, text: '{{imie}}, umów wizytę:\n\n{{link}}' })
const list = people(8, 'wizyty.example.org')
const week = (capacity: number, to = '10:00') =>
  [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to, capacity }))

beforeAll(async () => {
  ;[browser, office] = await Promise.all([startBrowser(), startCloud()])
  const { manager } = office
  const made = await manager.post('/services', {
    name: { pl: 'Nieodpłatna pomoc prawna', uk: 'Безоплатна правова допомога', en: 'Free legal aid' },
    minutes: 30,
    horizonDays: 21,
    statement: { pl: 'nie stać mnie na odpłatną pomoc prawną.', uk: 'не маю коштів на платну правову допомогу.' },
    bring: { pl: 'Dokument tożsamości i pisma w Twojej sprawie.' },
  })
  service = made.id
  const place = { access: { wheelchair: true, pjm: true }, languages: ['pl', 'uk'], phone: '61 646 33 44' }
  const first = { ...place, name: 'Punkt Stare Miasto', address: 'ul. Ratajczaka 44', hours: week(1) }
  const second = { ...place, name: 'Punkt Rataje', address: 'os. Piastowskie 16', hours: week(2, '12:00') }
  point = (await manager.post(`/services/${service}/points`, first)).id
  await manager.post(`/services/${service}/points`, second)
  const { id } = await manager.post('/campaigns', {
    ...contentAt(office.cloud.clock.now()),
    ...{ name: 'Pomoc prawna', asks: 'booking', service },
    plan: [
      { kind: 'email', letters: { pl: letter('Umów wizytę'), uk: letter('Запис') }, stop: ['booked', 'objected'] },
    ],
  })
  const upload = await importContacts(manager, id, contactFile(list))
  if (upload.state !== 'imported') throw new Error(`not imported: ${JSON.stringify(upload)}`)
  const drive = driveOf(office, id, list)
  await drive.approve()
  await drive.run()
  const mails = await drive.mails()
  links = list.map(({ email }) => /https?:\/\/\S+\/b\/\S+/.exec(mails.get(email)!.text!)![0])
})
afterAll(async () => {
  await browser?.close()
  await office?.close()
})

/** What is read on the page, on one line. */
const text = async (page: Page) => (await page.innerText('main')).replaceAll('\u00a0', ' ').replace(/\s+/g, ' ')

/** What is wrong with a page at 320 pixels. The pages that differ most are looked at in every look. */
async function faults(page: Page, name: string): Promise<string[]> {
  await page.setViewportSize({ width: 320, height: 900 })
  const sideways = await sidewaysScroll(page)
  const found = [...(await violations(page)), ...(sideways > 0 ? [`scrolls ${sideways} px sideways`] : [])]
  await picture(page, `${name}-narrow`)
  await page.setViewportSize({ width: 1280, height: 900 })
  return found.map((fault) => `${name}: ${fault}`)
}
const aPage = (options: { javaScript?: boolean; width?: number } = {}) =>
  browser.page({ baseURL: office.cloud.url, ...options })

async function signedIn(role: 'manager' | 'agent', javaScript = true): Promise<Page> {
  const page = await aPage({ javaScript })
  await page.goto('/')
  await page.click('main a[href="/sign-in"]')
  await page.click(`button[value="${role}"]`)
  await page.waitForURL(/\/(campaigns|calls)/)
  return page
}

/** From the mail's link to the page on which a time is held. */
async function toHeld(page: Page, link: string, day = 0, time = 0): Promise<void> {
  await page.goto(link)
  await page.click('main .govuk-button')
  await page.click('.akcja-cards > li:nth-child(2) a')
  await page.locator('.akcja-days a').nth(day).click()
  await page.locator('button[name=slot]').nth(time).click()
  await page.waitForSelector('#details')
}

describe('a resident', () => {
  test('books from the mail’s link to a number, moves and cancels; every page is right in every look', async () => {
    const page = await aPage()
    await page.goto(links[0]!)
    expect(await faults(page, 'booking-start')).toEqual([])
    await page.click('main .govuk-button')
    expect(await text(page)).toContain('Najbliższy wolny termin: środa, 25 listopada, 9:00')
    expect(await faultsInEveryLook(page, 'booking-points')).toEqual([])
    await page.click('.akcja-cards > li:nth-child(2) a')
    expect(await faults(page, 'booking-days')).toEqual([])
    await page.click('.akcja-days li:first-child a')
    expect(await faults(page, 'booking-times')).toEqual([])
    await page.click('button[name=slot]')
    await page.waitForSelector('#details')
    expect(await faultsInEveryLook(page, 'booking-details')).toEqual([])
    await page.fill('#name', 'Łucja Żak')
    await page.click('button[value=confirm]')
    await page.waitForSelector('.govuk-error-summary')
    expect(await page.inputValue('#name')).toBe('Łucja Żak')
    expect(await faults(page, 'booking-errors')).toEqual([])
    await page.check('#statement')
    await page.click('button[value=extend]')
    await page.waitForSelector('.govuk-notification-banner--success')
    expect([await page.inputValue('#name'), await page.isChecked('#statement')]).toEqual(['Łucja Żak', true])
    expect(await faults(page, 'booking-extended')).toEqual([])
    await page.click('button[value=confirm]')
    await page.waitForSelector('.akcja-outcome')
    expect(await text(page)).toMatch(/Wizyta umówiona środa, 25 listopada 2026, godz. 9:00.*Dokument tożsamości/)
    expect(await faultsInEveryLook(page, 'booking-booked')).toEqual([])
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.click('a[href$="/visit.ics"]').catch(() => undefined),
    ])
    expect(download.suggestedFilename()).toBe('wizyta.ics')
    await page.click('a[href$="/move"]')
    await page.click('.akcja-cards > li:nth-child(3) a')
    await page.click('.akcja-days li:nth-child(2) a')
    await page.locator('button[name=slot]').nth(2).click()
    expect(await faults(page, 'booking-move')).toEqual([])
    await page.click('button[value=confirm]')
    expect(await text(page)).toContain('Termin zmieniony czwartek, 26 listopada 2026, godz. 10:00')
    await page.click('a[href$="/cancel"]')
    expect(await faults(page, 'booking-cancel')).toEqual([])
    await page.click('button.govuk-button--warning')
    expect(await text(page)).toContain('Wizyta odwołana')
    expect(await faults(page, 'booking-cancelled')).toEqual([])
  })

  test('is warned before a held time runs out, where scripts run', async () => {
    const page = await aPage()
    await page.clock.install()
    await toHeld(page, links[1]!)
    expect(await page.textContent('[data-hold-seconds]')).toBe('')
    await page.clock.fastForward('08:05')
    expect(await page.textContent('[data-hold-seconds]')).toContain('Za 2\u00a0minuty przestaniemy trzymać ten termin.')
    expect(await faults(page, 'booking-warned')).toEqual([])
    await page.clock.fastForward('02:00')
    expect(await page.textContent('[data-hold-seconds]')).toContain('Czas na potwierdzenie minął.')
    await page.click('button[value=drop]')
  })

  test('finds other times where somebody was faster, and keeps what was typed when a hold is lost', async () => {
    const [one, other] = [await aPage(), await aPage()]
    await toHeld(one, links[1]!, 0, 1)
    await one.fill('#name', 'Grażyna Późna')
    office.cloud.clock.advance(11 * 60_000)
    await toHeld(other, links[2]!, 0, 1)
    await other.check('#statement')
    await other.click('button[value=confirm]')
    await other.waitForSelector('.akcja-outcome')
    await one.check('#statement')
    await one.click('button[value=confirm]')
    await one.waitForSelector('text=To, co wpisujesz w formularzu, zachowaliśmy.')
    expect(await faults(one, 'booking-taken')).toEqual([])
    await one.locator('button[name=slot]').first().click()
    expect([await one.inputValue('#name'), await one.isChecked('#statement')]).toEqual(['Grażyna Późna', true])
    await one.click('button[value=confirm]')
    await one.waitForSelector('.akcja-outcome')
  })

  test('needs no JavaScript, in Ukrainian, on a narrow screen', async () => {
    const page = await aPage({ javaScript: false, width: 320 })
    await toHeld(page, links[3]!, 1, 0)
    expect(await text(page)).toContain('Ми тримаємо цей час для вас до')
    expect(await sidewaysScroll(page)).toBe(0)
    await picture(page, 'booking-details-uk')
    await page.click('button[name=switch][value=en]')
    expect(await text(page)).toContain('Book the visit')
    await page.click('button[name=switch][value=uk]')
    await page.check('#statement')
    await page.click('button[value=confirm]')
    expect(await text(page)).toContain('Візит призначено')
    expect(await sidewaysScroll(page)).toBe(0)
    await picture(page, 'booking-booked-uk')
    await page.goto(links[3]!) // whoever has a visit sees it
    expect(await text(page)).toContain('Номер візиту')
  })

  test('books by keyboard alone, and always sees where the focus is', async () => {
    const page = await aPage()
    await page.goto(links[4]!)
    await tabTo(page, 'main .govuk-button')
    await page.keyboard.press('Enter')
    await page.waitForURL(/points/)
    await tabTo(page, '.akcja-cards > li:nth-child(3) a')
    await page.keyboard.press('Enter')
    await page.waitForURL(/days/)
    await tabTo(page, '.akcja-days a')
    await page.keyboard.press('Enter')
    await page.waitForURL(/times/)
    expect(await hiddenFocus(page)).toEqual([])
    await page.reload()
    await tabTo(page, 'button[name=slot]')
    await page.keyboard.press('Enter')
    await page.waitForSelector('#details')
    expect(await hiddenFocus(page)).toEqual([])
    await page.reload()
    await tabTo(page, '#statement')
    await page.keyboard.press('Space')
    await tabTo(page, '#name')
    await page.keyboard.press('End')
    await page.keyboard.type(' Klawiszowa')
    await page.keyboard.press('Enter') // books, and does not ask for more time
    await page.waitForSelector('.akcja-outcome')
    expect(await text(page)).toContain('Klawiszowa')
  })
})

describe('staff', () => {
  test('set up a service with a point, its hours and a special day, without JavaScript', async () => {
    const page = await signedIn('manager', false)
    await page.click('.akcja-nav a[href="/services"]')
    await page.click('a[href="/services/new"]')
    await page.fill('#name', 'Złota rączka dla seniora')
    await page.click('main button.govuk-button')
    await page.click('a[href$="/points/new"]')
    await page.click('main button.govuk-button')
    expect(await text(page)).toContain('Wpisz nazwę i adres punktu')
    await page.fill('#name', 'Klub Seniora')
    await page.fill('#address', 'ul. Leśna 1')
    for (const [part, value] of [
      ['from', '9'],
      ['to', '12:00'],
      ['capacity', '2'],
    ]) {
      await page.fill(`#h1-0-${part}`, value!)
    }
    await page.click('main button.govuk-button')
    expect(await text(page)).toContain('Klub Seniora')
    await page.click('a[href$="/points-file"]')
    const file = (hours: string) => ({
      ...{ name: 'punkty.csv', mimeType: 'text/csv' },
      buffer: Buffer.from(`nazwa;adres;godziny\nKlub Seniora;ul. Leśna 1;wt 9-12 (2)\nWilda;ul. Górna 1;${hours}\n`),
    })
    await page.setInputFiles('#file', file('rano'))
    await page.click('main form:last-of-type button')
    expect(await text(page)).toContain('3 godziny Napisz dni i godziny')
    await page.setInputFiles('#file', file('pn-pt 8-12'))
    await page.click('main form[enctype] button')
    expect(await text(page)).toContain('ul. Górna 1')
    await page.click('a[href$="/dates"]')
    await page.fill('#date', '24')
    await page.fill('#date-month', '12')
    await page.fill('#date-year', '2026')
    await page.check('input[value=hours]')
    await page.fill('#from', '8:00')
    await page.fill('#to', '10:00')
    await page.click('main form:last-of-type button.govuk-button')
    expect(await text(page)).toContain('24 grudnia 2026 8:00–10:00 (1)')
  })

  test('see day, week, lists and one visit; every page is right in every look', async () => {
    const page = await signedIn('manager')
    const at = `/services/${service}/points/${point}`
    const pages: [string, string][] = [
      ['services', '/services'],
      ['service', `/services/${service}`],
      ['service-form', `/services/${service}/edit`],
      ['point-form', at],
      ['dates', `${at}/dates`],
      ['day', `${at}/days/2026-11-25`],
      ['door', `${at}/days/2026-11-25?door`],
      ['week', `${at}/weeks/2026-11-25`],
      ['book', `${at}/book?day=2026-11-27&start=0900`],
      ['close', `${at}/days/2026-11-25/close`],
      ['waiting', `/services/${service}/waiting`],
      ['no-shows', `/services/${service}/no-shows`],
    ]
    for (const [name, path] of pages) {
      await page.goto(path)
      const wide = ['day', 'point-form'].includes(name)
      expect(await (wide ? faultsInEveryLook : faults)(page, `visits-${name}`)).toEqual([])
    }
    await page.goto(`${at}/days/2026-11-25`)
    const names = await text(page)
    expect(names).toContain('Zdzisław')
    await page.click('.akcja-visits a[href^="/visits/"]')
    expect(await faults(page, 'visits-visit')).toEqual([])
    await page.click('a[href$="/move"]')
    expect(await faults(page, 'visits-move')).toEqual([])
    await page.emulateMedia({ media: 'print' })
    await page.goto(`${at}/days/2026-11-25?door`)
    await picture(page, 'visits-door-printed')
    expect(await page.isVisible('.akcja-nav')).toBe(false)
    expect(await text(page)).not.toContain('Zdzisław')
    await page.goto(`${at}/weeks/2026-11-25`)
    await picture(page, 'visits-week-printed')
    expect(await page.innerText('main')).not.toContain('Zdzisław')
    await page.goto(`${at}/days/2026-11-25`)
    await picture(page, 'visits-day-printed')
    await page.emulateMedia({ media: 'screen' })
  })

  test('see on the list and at the visit that a mail has come back, and find it under the address when it is to be erased', async () => {
    const page = await signedIn('manager')
    const at = `/services/${service}/points/${point}`
    const email = 'bronislawa.brzeczyszczykiewicz+bounce@wizyty.example.org'
    await page.goto(`${at}/book?day=2026-11-30&start=0900`)
    await page.fill('#name', 'Bronisława Brzęczyszczykiewicz')
    await page.fill('#email', email)
    await page.fill('#phone', '600 100 200')
    for (const box of await page.locator('main input[type=checkbox]').all()) await box.check()
    await page.locator('main form button').first().click()
    await office.cloud.idle()
    await page.goto(`${at}/days/2026-11-30`)
    expect(await text(page)).toContain('e-mail nie dotarł: zadzwoń')
    expect(await faults(page, 'visits-undelivered')).toEqual([])
    await page.click('.akcja-visits a[href^="/visits/"]')
    expect(await text(page)).toContain('wiadomość e-mail nie dotarła')
    expect(await faults(page, 'visits-undelivered-one')).toEqual([])
    const asked = await office.manager.post('/cases', { kind: 'erasure', from: 'letter', email })
    await page.goto(`/cases/${asked.id}/people`)
    expect(await text(page)).toContain('Odwołaj wizyty zaznaczonych osób')
    expect(await faults(page, 'erasure-visit')).toEqual([])
  })

  test('close a day, and the resident finds another time on the page of her visit', async () => {
    const page = await signedIn('manager')
    await page.goto(`/services/${service}/points/${point}/days/2026-11-25/close`)
    await page.fill('#reason', 'Awaria ogrzewania')
    await page.click('button.govuk-button--warning')
    await page.waitForSelector('text=Dzień jest zamknięty')
    expect(await faults(page, 'visits-closed')).toEqual([])
    const resident = await aPage()
    await resident.goto(links[2]!)
    expect(await text(resident)).toContain('Powód: Awaria ogrzewania')
    expect(await faults(resident, 'booking-closed')).toEqual([])
    await resident.click('form[action$="/offer"] button')
    expect(await text(resident)).toContain('Termin zmieniony')
  })
})
