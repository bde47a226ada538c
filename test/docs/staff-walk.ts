/** A drive through the form, as a manager and an approver make it, with a picture of each page in both languages. */
import type { Page } from 'playwright-core'
import { sampleFile } from '../../local/sample-people.ts'
import type { TestBrowser } from '../browser/browser.ts'
import type { Camera, Shot } from './camera.ts'

export const languages = ['pl', 'en'] as const

export interface Staff {
  manager: Page
  approver: Page
  shoot: Camera
}

/** A page of somebody who has signed in by the local issuer. */
export async function signIn(
  browser: TestBrowser,
  baseURL: string,
  role: 'manager' | 'approver' | 'agent' | 'unit',
): Promise<Page> {
  const page = await browser.page({ baseURL, width: 1120 })
  await page.goto('/sign-in')
  await page.locator(`button[value=${role}]`).click()
  await page.waitForURL(/\/(campaigns|calls|unit-cases)$/)
  return page
}

/** The page at a path in Polish and in English, as `name.pl` and `name.en`. It is left in Polish. */
export async function inBothLanguages(page: Page, path: string, name: string, shoot: Camera, shot?: Shot) {
  for (const language of [...languages].reverse()) {
    await page.goto(`${path}${path.includes('?') ? '&' : '?'}lang=${language}`)
    await shoot(page, `${name}.${language}`, shot)
  }
}

/** What an office's list looks like: good rows, a few that are not, an address twice. */
function contactFile(people: number): Buffer {
  const rows = sampleFile(people)
  const twice = rows.split('\r\n').slice(41, 43)
  const bad = [
    'jan.kowalski@;Jan;Kowalski;Przychodnia Łęgi;pl',
    'brak;Ewa;Śliwa;Przychodnia Łęgi;pl',
    'anna nowak@example.org;Anna;Nowak;Przychodnia Stary Rynek;pl',
  ]
  return Buffer.from(`${rows}${[...twice, ...bad].join('\r\n')}\r\n`)
}

/** What the invented office says of its personal data, as it stands in the form. */
export const office = {
  controller: 'Prezydent Miasta (dane przykładowe)',
  dataProtectionOfficer: 'iod@urzad.example',
  dataSource: 'lista pacjentów, którzy zgodzili się na kontakt (dane wymyślone)',
  dataCategories: 'imię, nazwisko, adres e-mail, przychodnia',
  recipients: 'dostawca usługi wysyłki wiadomości',
  retentionMonths: '6',
  registerId: 'RCP-PRZYKŁAD-1',
}

export const replyTo = 'kontakt@urzad.example'

const letters: Record<string, string> = {
  'subject-pl': '{{imie}}, jak ocenia Pani/Pan wizytę w przychodni?',
  'text-pl':
    'Dzień dobry,\n\nprosimy o kilka odpowiedzi na temat wizyty w miejscu: {{placowka}}. Zajmie to około czterech minut.\n\nAnkieta:\n{{link}}\n\nOdpowiedzi oglądamy tylko jako zestawienia. Dziękujemy za każdą z nich.',
  'subject-uk': '{{imie}}, як ви оцінюєте візит у поліклініці?',
  'text-uk':
    'Добрий день!\n\nПросимо відповісти на кілька запитань про візит: {{placowka}}. Це займе близько чотирьох хвилин.\n\nОпитування:\n{{link}}\n\nДякуємо за кожну відповідь.',
  'subject-en': '{{imie}}, how was your visit to the clinic?',
  'text-en':
    'Good morning,\n\nplease answer a few questions about your visit: {{placowka}}. It takes about four minutes.\n\nThe survey:\n{{link}}\n\nThank you for each answer.',
}

/** From an empty list to an approved drive. `today` is the local day on which it begins. Returns its path. */
export async function prepareDrive({ manager, approver, shoot }: Staff, people: number, today: Date): Promise<string> {
  const next = () => manager.locator('button[value=next]').click()
  const both = (path: string, name: string, shot?: Shot) => inBothLanguages(manager, path, name, shoot, shot)

  await manager.goto('/campaigns/new')
  await manager.fill('#name', 'Ocena usług medycznych')
  await manager.fill(
    '#purpose',
    'Chcemy wiedzieć, jak pacjenci oceniają wizyty w przychodniach, żeby poprawić obsługę.',
  )
  await openDetails(manager)
  await manager.fill('#purposeUk', 'Ми хочемо знати, як пацієнти оцінюють візити, щоб покращити обслуговування.')
  await manager.fill('#purposeEn', 'We want to know how patients rate their visits, so that service can get better.')
  await manager.check('input[name=purposeClass][value=survey]')
  await manager.selectOption('#basis', '6(1)(e)')
  await manager.check('input[name=anonymity][value=confidential]')
  for (const [name, value] of Object.entries(office)) await manager.fill(`#${name}`, value)
  await manager.check('input[name=dpia][value=no]')
  await next()
  await manager.waitForURL('**/survey')
  const drive = new URL(manager.url()).pathname.replace(/\/survey$/, '')
  await both(`${drive}/about`, 'form-about', { height: 1800 })

  await manager.goto(`${drive}/survey`)
  await manager.check('input[name=which][value=medical-services]')
  await both(`${drive}/survey`, 'form-survey', { height: 1400 })
  await manager.check('input[name=which][value=medical-services]')
  await next()
  await manager.waitForURL('**/contacts')

  await manager.setInputFiles('input[type=file]', {
    name: 'pacjenci.csv',
    mimeType: 'text/csv',
    buffer: contactFile(people),
  })
  await manager.locator('main form button').first().click()
  await manager.locator('#email').waitFor({ timeout: 60_000 })
  const upload = new URL(manager.url()).pathname
  await both(upload, 'form-columns', { height: 1250 })
  await manager.locator('button[value=import]').click()
  await manager.locator('button[value=keep]').waitFor({ timeout: 60_000 })
  await both(upload, 'form-report', { height: 1250 })
  await manager.locator('button[value=keep]').click()
  await manager.locator(`a[href="${drive}/message"]`).waitFor({ timeout: 60_000 })

  await manager.goto(`${drive}/message`)
  await openDetails(manager)
  for (const [name, value] of Object.entries(letters)) await manager.fill(`#${name}`, value)
  await manager.fill('#replyTo', replyTo)
  await next()
  await manager.waitForURL('**/dates')
  await both(`${drive}/message`, 'form-message', { height: 1300 })

  await manager.goto(`${drive}/dates`)
  await fillDate(manager, 'startsOn', today)
  await fillDate(manager, 'endsOn', new Date(today.getTime() + 21 * 86_400_000))
  await next()
  await manager.waitForURL('**/check')
  await both(`${drive}/dates`, 'form-dates', { height: 1400 })
  await both(drive, 'form-steps')
  await both(`${drive}/check`, 'form-check', { height: 1700 })
  await manager.locator(`form[action="${drive}/moves/submit"] button`).click()

  await inBothLanguages(approver, drive, 'approval', shoot, { from: 'section[aria-labelledby=decide]', height: 360 })
  await approver.locator(`form[action="${drive}/moves/approve"] button`).click()
  await both(drive, 'launch', { height: 600 })
  return drive
}

export async function launch({ manager }: Staff, drive: string): Promise<void> {
  await manager.goto(drive)
  await manager.locator(`form[action="${drive}/moves/launch"] button`).click()
  await manager.waitForURL(`**${drive}`)
}

export async function openDetails(page: Page): Promise<void> {
  await page.locator('details').evaluateAll((all) => {
    for (const details of all) details.setAttribute('open', '')
  })
}

/** Fills in a date of the form by its UTC day. */
export async function fillDate(page: Page, name: string, at: Date): Promise<void> {
  const parts = { day: at.getUTCDate(), month: at.getUTCMonth() + 1, year: at.getUTCFullYear() }
  for (const [part, value] of Object.entries(parts)) await page.fill(`[name="${name}-${part}"]`, String(value))
}
