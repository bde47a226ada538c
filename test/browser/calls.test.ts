/**
 * The agents' pages in a real browser over the whole local cloud: calls worked by the keyboard alone and without a script,
 * what a screen reader is told and in which order, and every page without a fault of axe, wide, zoomed and narrow.
 */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importContacts } from '../../local/api.ts'
import { startCloud, type TestCloud } from '../builders/cloud.ts'
import { aDraft, driveOf } from '../builders/drive.ts'
import { hiddenFocus, picture, sidewaysScroll, startBrowser, type TestBrowser, tabTo, violations } from './browser.ts'

let browser: TestBrowser
let office: TestCloud
let agent: Page
const faults: string[] = []

/** Looks at a page wide, at 200 % and narrow, and keeps a picture of the first and the last. */
async function look(page: Page, name: string): Promise<void> {
  for (const width of [1280, 640, 320]) {
    await page.setViewportSize({ width, height: 900 })
    for (const fault of await violations(page)) faults.push(`${name}, ${width} px: ${fault}`)
    const sideways = await sidewaysScroll(page)
    if (sideways > 0) faults.push(`${name}, ${width} px: scrolls ${sideways} px sideways`)
    if (width !== 640) await picture(page, `calls-${name}-${width}`)
  }
  await page.setViewportSize({ width: 1280, height: 900 })
}

async function signedIn(role: 'manager' | 'agent', javaScript = true): Promise<Page> {
  const page = await browser.page({ baseURL: office.cloud.url, javaScript })
  await page.goto('/')
  await page.click('main a[href="/sign-in"]')
  await page.click(`button[value="${role}"]`)
  await page.waitForURL(/\/(campaigns|calls|calls\/current)$/)
  return page
}

const survey = {
  title: 'Ocena wizyty',
  pages: [
    {
      title: 'Wizyta',
      elements: [
        { type: 'rating', name: 'ocena', title: 'Jak ocenia Pani/Pan wizytę?', isRequired: true, rateMax: 5 },
        { type: 'boolean', name: 'czekanie', title: 'Czy czekanie było za długie?' },
      ],
    },
    { title: 'Na koniec', elements: [{ type: 'comment', name: 'uwagi', title: 'Co poprawić?' }] },
  ],
}
const script =
  'Dzień dobry, czy rozmawiam z {{imie}}?\n\nDzwonię z urzędu miasta w sprawie ostatniej wizyty w przychodni.'
const csv = [
  'Adres e-mail;Imię;Telefon;Język',
  ...Array.from({ length: 8 }, (_, n) => `osoba${n}@example.org;Osoba${n};61 878 10 0${n};pl`),
].join('\r\n')

beforeAll(async () => {
  ;[browser, office] = await Promise.all([startBrowser(), startCloud()])
  const plan = [{ kind: 'agents' as const, scripts: { pl: script }, stop: ['answered' as const, 'objected' as const] }]
  const id = await aDraft(office, {
    content: { name: 'Ocena wizyt przez telefon', plan },
    survey: { definition: survey },
  })
  const upload = await importContacts(office.manager, id, { name: 'kontakty.csv', content: new Blob([csv]) })
  expect(upload.state).toBe('imported')
  const drive = driveOf(office, id, [])
  await drive.approve()
  await drive.run()
  agent = await signedIn('agent')
})
afterAll(async () => {
  await browser?.close()
  await office?.close()
})

const key = async (page: Page, pressed: string) => page.keyboard.press(pressed)
const at = (page: Page, path: RegExp) => page.waitForURL(path)
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.id || document.activeElement?.getAttribute('name') || '')

describe('by the keyboard alone', () => {
  test('an agent chooses what she works on', async () => {
    await look(agent, 'home-empty')
    await tabTo(agent, 'a[href="/calls/lists"]')
    await key(agent, 'Enter')
    await at(agent, /\/calls\/lists$/)
    await look(agent, 'lists')
    await tabTo(agent, 'input[name="lists"]')
    await key(agent, 'Space')
    await key(agent, 's')
    await at(agent, /\/calls$/)
    expect(await agent.textContent('main')).toContain('Ocena wizyt przez telefon')
    await look(agent, 'home')
    expect(await hiddenFocus(agent)).toEqual([])
  })

  test('she works a whole talk: number, clause, survey, note, outcome', async () => {
    await agent.goto('/calls')
    await key(agent, 'n')
    await at(agent, /\/calls\/current$/)
    await agent.waitForFunction(() =>
      /^Nowa rozmowa: Osoba\d/.test(document.querySelector('[data-announce]')!.textContent!),
    )
    await look(agent, 'call')
    await key(agent, 't')
    expect(await focused(agent)).toBe('dial')
    expect(await agent.getAttribute('#dial', 'href')).toMatch(/^tel:\+4861878100\d$/)
    await Promise.all([agent.waitForNavigation(), key(agent, 'i')])
    expect(await agent.textContent('#clause')).toContain('Przekazano:')
    await key(agent, 'd') // nothing answered yet
    await agent.waitForSelector('.govuk-error-summary')
    await look(agent, 'survey-errors')
    await key(agent, 'a')
    expect(await focused(agent)).toBe('q_0')
    await key(agent, 'Space')
    await Promise.all([agent.waitForNavigation(), key(agent, 'd')])
    await key(agent, 'a')
    await agent.keyboard.type('Więcej krzeseł, nie mniej') // letters that are keys elsewhere
    await key(agent, 'Escape')
    await Promise.all([agent.waitForNavigation(), key(agent, 'd')])
    expect(await agent.textContent('#survey')).toContain('Podsumowanie odpowiedzi')
    expect(await agent.textContent('#survey')).toContain('Więcej krzeseł, nie mniej')
    await look(agent, 'survey-review')
    await Promise.all([agent.waitForNavigation(), key(agent, 'd')])
    expect(await agent.textContent('#survey')).toContain('Odpowiedzi są wysłane')
    await key(agent, 'e')
    expect(await focused(agent)).toBe('note')
    await agent.keyboard.type('Rozmowa bez uwag')
    await key(agent, 'Escape')
    await key(agent, 'w')
    await key(agent, 's') // the survey was sent, so "complete" is chosen
    await at(agent, /done=saved$/)
    expect(await agent.textContent('main')).toContain('Wynik zapisany.')
    await look(agent, 'saved')
  })

  test('she works two more without touching the mouse', async () => {
    await key(agent, 'n')
    await at(agent, /\/calls\/current$/)
    await key(agent, 'w')
    await key(agent, 'Space') // the first outcome
    await key(agent, 'ArrowDown')
    expect(await agent.isChecked('input[value="no_answer"]')).toBe(true)
    await key(agent, 's')
    await at(agent, /done=saved$/)

    await key(agent, 'n')
    await at(agent, /\/calls\/current$/)
    await key(agent, 'w')
    for (let n = 0; n < 25 && !(await agent.isChecked('input[value="callback"]')); n++) await key(agent, 'ArrowDown')
    await tabTo(agent, '#callback')
    await agent.keyboard.type('45')
    await key(agent, 'Escape')
    await key(agent, 's')
    await agent.waitForSelector('.govuk-error-summary')
    await look(agent, 'callback-errors')
    await tabTo(agent, '#callback')
    await key(agent, 'Control+A')
    await agent.keyboard.type('25')
    await key(agent, 'Tab')
    await key(agent, 'Tab')
    await key(agent, 'Tab')
    expect(await focused(agent)).toBe('callback-time')
    await agent.keyboard.type('14:30')
    await key(agent, 'Escape')
    await key(agent, 's')
    await at(agent, /done=saved$/)
    expect(await agent.textContent('main')).toContain('3') // calls ended today
  })

  test('keys can be changed, put behind Alt and Shift, and switched off', async () => {
    await agent.goto('/calls/keys')
    await look(agent, 'keys')
    await agent.check('input[value="alt"]')
    await agent.fill('#key-next', 'x')
    await agent.click('main form button')
    await at(agent, /\/calls$/)
    await key(agent, 'x')
    await key(agent, 'n')
    expect(agent.url()).toMatch(/\/calls$/)
    await key(agent, 'Alt+Shift+X')
    await at(agent, /\/calls\/current$/)
    await agent.focus('#note')
    await key(agent, 'Alt+Shift+T') // works in a field too
    expect(await focused(agent)).toBe('dial')
    await agent.goto('/calls/keys')
    await agent.check('input[value="off"]')
    await agent.fill('#key-next', 'n')
    await agent.click('main form button')
    await at(agent, /\/calls\/current$/)
    expect(await agent.locator('[aria-keyshortcuts]').count()).toBe(0)
    await key(agent, 't')
    expect(await focused(agent)).not.toBe('dial')
    await agent.click('button[value="release"]')
    await at(agent, /done=released$/)
  })
})

test('a screen reader finds the parts of a talk in their order, each with its name', async () => {
  await agent.goto('/calls')
  await agent.click('main form button')
  await at(agent, /\/calls\/current$/)
  const tree = await agent.locator('main').ariaSnapshot()
  const order = [
    'heading "Osoba',
    'link "Zadzwoń: 61',
    'region "Co powiedzieć"',
    'region "Informacja o danych osobowych"',
    'button "Informacja przekazana"',
    'region "Ankieta"',
    'group "Jak ocenia Pani/Pan wizytę?',
    'button "Zapisz i dalej"',
    'textbox "Notatka"',
    'region "Wynik rozmowy"',
    'group "Nie udało się porozmawiać"',
    'radio "Zajęte"',
    'group "Udało się porozmawiać"',
    'radio "Umówiony telefon"',
    'button "Zapisz wynik"',
    'button "Oddaj rozmowę bez dzwonienia"',
  ]
  const plain = tree.replaceAll('\u00a0', ' ')
  const places = order.map((part) => [part, plain.indexOf(part)] as const)
  expect(places.filter(([, place]) => place < 0)).toEqual([])
  expect(places.map(([part]) => part)).toEqual(
    [...places].sort(([, one], [, other]) => one - other).map(([part]) => part),
  )
  expect(await agent.locator('[autoplay], audio, video').count()).toBe(0)
})

test('the lease is renewed by the open page, and who lost the call is told so aloud', async () => {
  await agent.clock.install()
  await agent.goto('/calls/current')
  const before = await agent.textContent('[data-until]')
  await agent.fill('#note', 'W trakcie rozmowy')
  await office.later(3 * 60_000)
  const renewed = agent.waitForResponse(/\/calls\/renew/)
  await agent.clock.fastForward(61_000)
  expect((await renewed).status()).toBe(200)
  await agent.waitForFunction((text) => document.querySelector('[data-until]')!.textContent !== text, before)
  await agent.reload()
  expect(await agent.inputValue('#note')).toBe('W trakcie rozmowy')
  const other = await agent.context().newPage()
  await other.goto('/calls/current')
  await other.click('button[value="release"]')
  await other.waitForURL(/done=released$/)
  await agent.clock.fastForward(61_000)
  await agent.waitForFunction(() => document.querySelector('[data-lost]')!.textContent !== '')
  await look(agent, 'lost')
  await other.close()
})

test('a supervisor sees the lists, and finds who calls back by the number', async () => {
  await office.later(6 * 60_000)
  const manager = await signedIn('manager')
  await agent.goto('/calls')
  await agent.click('main form button')
  await at(agent, /\/calls\/current$/)
  await manager.goto('/phones')
  expect(await manager.textContent('main')).toContain('Anna Wiśniewska')
  await look(manager, 'supervisor')
  await manager.click('button[value="close"]')
  await manager.waitForSelector('button[value="open"]')
  await manager.click('button[value="open"]')
  await manager.waitForSelector('button[value="close"]')
  await manager.goto('/calls/search')
  await manager.fill('#phone', '61 878 10 00')
  await manager.click('main form button')
  await manager.waitForSelector('#found-heading')
  expect((await manager.textContent('#found-heading'))!.replaceAll('\u00a0', ' ')).toBe('Znaleziono: 1 osoba')
  await look(manager, 'search')
  await agent.click('button[value="release"]')
  await at(agent, /done=released$/)
})

test('a report is taken in a call, and followed', async () => {
  await office.later(6 * 60_000)
  await agent.goto('/calls')
  await agent.click('main form button')
  await at(agent, /\/calls\/current$/)
  await agent.click('#report summary')
  await agent.click('button[value="report"]')
  await agent.waitForSelector('.govuk-error-summary')
  await look(agent, 'report-errors')
  await agent.selectOption('[name="report-subject"]', 'icicles')
  await agent.fill('[name="report-place"]', 'ul. Głogowska 12')
  await agent.fill('[name="report-text"]', 'Sople nad wejściem.')
  await agent.click('button[value="report"]')
  await agent.waitForSelector('#report .govuk-notification-banner--success')
  await look(agent, 'report')
  await agent.goto('/calls/reports')
  expect(await agent.textContent('main')).toContain('sople')
  await look(agent, 'reports')
  expect(await hiddenFocus(agent)).toEqual([])
  await agent.goto('/calls/current')
  await agent.click('button[value="release"]')
  await at(agent, /done=released$/)
})

test('claims of a reminder are closed and opened again, without a script', async () => {
  const { id } = await office.manager.post('/drives/official-matter/campaigns', {})
  const header =
    'Telefon;Imię;Nazwisko;Znak sprawy;Termin przedawnienia;Tytuł wykonawczy;Próg kwoty;Ulica;Numer domu;Data urodzenia'
  const rows = [1, 2, 3].map(
    (n) => `61 878 20 0${n};Jan;Kowalski;UP.${n}.2026;31.12.2029;nie;≤160;Głogowska;${n}/1;13.02.1947`,
  )
  rows.push(rows[2]!.replace('UP.3', 'UP.4')) // another instalment of the third person
  const content = new Blob([[header, ...rows].join('\r\n')])
  const upload = await importContacts(office.manager, id, { name: 'sprawy.csv', content })
  expect(upload.state).toBe('imported')
  const [bare, page] = [await signedIn('manager', false), await signedIn('manager')]
  await page.goto(`/campaigns/${id}/contacts/${upload.upload}`)
  expect(await page.textContent('main')).toMatch(/Kolejne sprawy tych samych osób\s*1/)
  await look(page, 'joined claims')
  await bare.goto(`/campaigns/${id}/claims`)
  await bare.fill('textarea[name="cases"]', 'UP.2.2026')
  await bare.check('input[name="mark"][value="paid"]')
  await bare.click('button[value="mark"]')
  expect(await bare.textContent('main')).toMatch(/Zamknięto: 1\ssprawa/)
  await page.goto(`/campaigns/${id}/claims`)
  await page.click('summary:has-text("Cofnij zamknięcie")')
  await page.fill('textarea[name="reopened"]', 'UP.2.2026')
  await page.click('button[value="reopen"]')
  expect(await page.textContent('.govuk-error-summary')).toContain('Napisz, dlaczego') // a reason is missing, and nothing typed is lost
  await look(page, 'claims')
  await bare.click('summary:has-text("Cofnij zamknięcie")')
  await bare.fill('textarea[name="reopened"]', 'UP.2.2026')
  await bare.fill('input[name="reason"]', 'Pomyłka w znaku sprawy')
  await bare.click('button[value="reopen"]')
  expect(await bare.textContent('main')).toMatch(/Otwarto ponownie: 1\ssprawa/)
})

test('without JavaScript a call is worked to its end', async () => {
  await office.later(6 * 60_000)
  const plain = await signedIn('agent', false)
  await plain.click('main form button')
  await plain.waitForURL(/\/calls\/current$/)
  await plain.click('button[value="clause"]')
  await plain.check('#q_0-3')
  await plain.click('button[value="page"]')
  await plain.fill('#note', 'bez skryptu')
  await plain.click('button[value="page"]')
  expect(await plain.inputValue('#note')).toBe('bez skryptu')
  await plain.click('button[value="submit"]')
  await plain.click('button[value="save"]')
  await plain.waitForURL(/done=saved$/)
})

test('no page on the way had a fault', () => {
  expect(faults).toEqual([])
})
