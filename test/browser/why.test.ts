/**
 * A drive that writes and calls, in a real browser over the whole local cloud: what came of its calls, the report of rates, why
 * or why not of each person, and a new drive for those who were not reached. Every page without a fault of axe, in every width,
 * and without JavaScript too.
 */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importContacts } from '../../local/api.ts'
import { answerSurvey, randomFrom } from '../../local/resident.ts'
import type { Call, Skip } from '../../shared/call/call.ts'
import { callStore } from '../../shared/call/call-store.ts'
import type { OutcomeCode } from '../../shared/call/outcome.ts'
import { startCloud, type TestCloud, tuesdayMorning } from '../builders/cloud.ts'
import { aDraft, driveOf, letters, type Person } from '../builders/drive.ts'
import { faultsInEveryLook, sidewaysScroll, startBrowser, type TestBrowser, violations } from './browser.ts'

let browser: TestBrowser
let office: TestCloud
let manager: Page
let drive: string

const list: Person[] = Array.from({ length: 40 }, (_, n) => ({
  email: `osoba${n}@dzwonimy.example.org`,
  name: `Osoba ${n}`,
  place: 'Poznańskie Centrum Świadczeń',
  language: 'pl' as const,
}))
const file = [
  'Adres e-mail;Imię;Przychodnia;Telefon',
  ...list.map(({ email, name, place }, n) => `${email};${name};${place};${600_300_000 + n}`),
].join('\r\n')

async function signedIn(javaScript = true): Promise<Page> {
  const page = await browser.page({ baseURL: office.cloud.url, javaScript })
  await page.goto('/')
  await page.click('main a[href="/sign-in"]')
  await page.click('button[value="manager"]')
  await page.waitForURL(/\/campaigns$/)
  return page
}

/** Calls as agents leave them behind: how they ended, or why there was none. */
async function aHistory(calls: ReturnType<typeof callStore>): Promise<void> {
  let minutes = 60
  const keep = async (index: number, n: number, end: { outcome: OutcomeCode } | { skip: Skip }, again?: number) => {
    minutes += 7
    const startedAt = new Date(tuesdayMorning + minutes * 60_000)
    const endedAt = 'skip' in end ? startedAt : new Date(startedAt.getTime() + 12_000 + index * 5_000)
    const call: Call = {
      ...{ index, n, state: 'closed', channel: 'agents', step: 1, number: 0, agent: 'anna', ...end },
      ...{ startedAt: startedAt.toISOString(), endedAt: endedAt.toISOString() },
      ...(again && { list: `${drive}#1`, dueAt: new Date(startedAt.getTime() + again * 60_000).toISOString() }),
    }
    if (!(await calls.close({ campaign: drive, page: 0 }, call))) throw new Error('a call was there already')
  }
  await keep(0, 1, { outcome: 'no_answer' }, 180)
  await keep(0, 2, { skip: 'number-busy' }, 5)
  await keep(0, 3, { outcome: 'busy' }, 30)
  await keep(1, 1, { outcome: 'callback' })
  for (let index = 2; index < 9; index++) await keep(index, 1, { outcome: 'no_answer' }, 180)
  for (let index = 9; index < 15; index++) await keep(index, 1, { outcome: 'hung_up' }, 1_440)
  for (let index = 15; index < 21; index++) await keep(index, 1, { outcome: 'refused' })
  await keep(21, 1, { outcome: 'unable' })
  await calls.promise(
    { campaign: drive, page: 0, index: 1 },
    { at: '2026-11-25T09:00:00.000Z', from: 'agent', madeAt: new Date(tuesdayMorning + 8_000_000).toISOString() },
  )
}

beforeAll(async () => {
  ;[browser, office] = await Promise.all([startBrowser(), startCloud()])
  manager = await signedIn()
  drive = await aDraft(office, {
    content: {
      name: 'Ocena obsługi w Centrum Świadczeń',
      plan: [
        { kind: 'email', letters: { pl: letters.pl }, stop: ['answered', 'objected'] },
        { kind: 'agents', scripts: { pl: 'Dzień dobry, dzwonię z Urzędu Miasta.' }, stop: ['answered', 'objected'] },
      ],
    },
  })
  const upload = await importContacts(office.manager, drive, { name: 'lista.csv', content: new Blob([file]) })
  if (upload.state !== 'imported') throw new Error(`not imported: ${JSON.stringify(upload)}`)
  const all = driveOf(office, drive, list)
  await all.approve()
  await all.run()
  const mails = await all.mails()
  const random = randomFrom(5)
  for (const { email } of list.slice(30)) {
    const [link] = /https?:\/\/\S+\/s\/\S+/.exec(mails.get(email)!.text!)!
    await answerSurvey(link!, { random, words: ['Miło.'] })
  }
  await aHistory(callStore(office.db, office.cloud.name('Calls')))
  await office.cloud.idle()
})
afterAll(async () => {
  await browser?.close()
  await office?.close()
})

test('the drive’s own page counts its calls beside its e-mails', async () => {
  await manager.goto(`/campaigns/${drive}`)
  await manager.waitForFunction(() => /Połączenia z.kontaktem/.test(document.querySelector('main')!.textContent!))
  expect(await faultsInEveryLook(manager, 'why-running')).toEqual([])
})

test('the results say how calls ended, and hide what few have in common', async () => {
  await manager.goto(`/campaigns/${drive}/results`)
  const text = (await manager.textContent('#calls + p'))!
  expect(text).toMatch(/Wykonane połączenia: 23/)
  const rows = await manager.textContent('section[aria-labelledby="calls"]')
  expect(rows).toContain('Nie odebrano')
  expect(rows).toContain('ukryte')
  expect(rows).toContain('Umówione telefony: 1')
  expect(rows).toMatch(/Na tym numerze trwała już rozmowa/)
})

test('the report of rates is made by a button and comes by itself', async () => {
  await manager.click('form[action$="/rates"] button')
  await manager.waitForSelector('text=RR1')
  const main = (await manager.textContent('main'))!.replaceAll('\u00a0', ' ')
  expect(main).toContain('I: Pełne odpowiedzi')
  expect(main).toMatch(/RR1 \(odpowiedzi\)I \/ \(K \+ U\)25%/)
  expect(main).toContain('Jak to liczymy')
  await manager.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true
  })
  expect(await faultsInEveryLook(manager, 'why-results')).toEqual([])
})

test('each person has a page that says why, found from the list', async () => {
  await manager.goto(`/campaigns/${drive}/people`)
  const words = (await manager.textContent('main'))!
  for (const state of ['dzwoniono, bez kontaktu', 'umówiony telefon', 'rozmawiano', 'zamknięto po rozmowie']) {
    expect(words).toContain(state)
  }
  expect(await faultsInEveryLook(manager, 'why-people')).toEqual([])
  await manager.click(`a[href="/campaigns/${drive}/contacts/0/0"]`)
  const why = (await manager.textContent('main'))!.replaceAll('\u00a0', ' ')
  expect(why).toContain('Po wyniku „Zajęte”: następna próba po 30 min')
  expect(why).toContain('Na tym numerze trwała już rozmowa.')
  expect(await faultsInEveryLook(manager, 'why-person')).toEqual([])
  await manager.goto(`/campaigns/${drive}/contacts/0/1?lang=en`)
  expect(await manager.textContent('main')).toContain('no cap holds it back')
  await manager.goto('/campaigns?lang=pl')
})

test('a new drive is made from those who were not reached', async () => {
  await manager.goto(`/campaigns/${drive}`)
  await manager.click(`a[href="/campaigns/${drive}/again"]`)
  await manager.click('main form button')
  await manager.waitForSelector('.govuk-error-summary')
  await manager.check('input[value="outcome"]')
  expect(await faultsInEveryLook(manager, 'why-again')).toEqual([])
  await manager.check('input[value="unreached"]')
  await manager.click('main form button')
  await manager.waitForSelector('.akcja-tiles')
  const made = /cmp_\w+/.exec(manager.url())![0]
  expect(made).not.toBe(drive)
  // 40 people: 10 answered, 6 hung up, 6 refused, 1 was unable to take part, 1 was promised a call.
  expect((await office.manager.get(`/campaigns/${made}`)).list.contacts).toBe(16)
  expect(await faultsInEveryLook(manager, 'why-copied')).toEqual([])
})

test('attempts come as a file', async () => {
  await manager.goto(`/campaigns/${drive}/exports`)
  await manager.click('input[value="attempts"] ~ * button[value="csv"]')
  await manager.waitForSelector('a[href*="/exports/exp_"]')
  expect(await faultsInEveryLook(manager, 'why-exports')).toEqual([])
  const [download] = await Promise.all([
    manager.waitForEvent('download'),
    manager.click('a[href*="/exports/exp_"]').catch(() => undefined),
  ])
  expect(download.suggestedFilename()).toMatch(/^proby-.*\.csv$/)
})

test('without JavaScript the report is asked for, comes, and a new drive is made', async () => {
  const plain = await signedIn(false)
  await plain.goto(`/campaigns/${drive}/results`)
  await plain.click('form[action$="/rates"] button')
  await plain.waitForSelector('text=RR1')
  await plain.goto(`/campaigns/${drive}/contacts/0/15`)
  expect(await plain.textContent('main')).toContain('Wynik „Odmowa” kończy sprawę.')
  await plain.goto(`/campaigns/${drive}/again`)
  await plain.check('input[value="outcome"]')
  await plain.selectOption('#outcome', 'hung_up')
  await plain.click('main form button')
  await plain.waitForSelector('.akcja-tiles', { timeout: 30_000 })
  const made = /cmp_\w+/.exec(plain.url())![0]
  expect((await office.manager.get(`/campaigns/${made}`)).list.contacts).toBe(6)
})

test('nothing scrolls sideways at 320 px in English either', async () => {
  await manager.setViewportSize({ width: 320, height: 900 })
  for (const page of ['results', 'contacts/0/0', 'again']) {
    await manager.goto(`/campaigns/${drive}/${page}?lang=en`)
    expect([page, await sidewaysScroll(manager)]).toEqual([page, 0])
    expect(await violations(manager)).toEqual([])
  }
})
