/** A drive by telephone: as its manager plans and watches it, as agents work on it, as a resident's phone rings. */
import { type Api, apiOf, importContacts, type Json } from '../../local/api.ts'
import type { Cloud } from '../../local/cloud.ts'
import type { PersonKey } from '../../local/issuer-people.ts'
import { sampleFile } from '../../local/sample-people.ts'
import type { TestBrowser } from '../browser/browser.ts'
import { answer, inboxOf } from './resident-walk.ts'
import { fillDate, inBothLanguages, office, openDetails, replyTo, type Staff, signIn } from './staff-walk.ts'

const people = 120
const domain = 'swiadczenia.example.org'
const minutes = 60_000
const hours = 60 * minutes
const days = 24 * hours

/** 09:10 in Poland on the day after which the drive begins, and the days on which it calls. */
const tuesday = Date.parse('2026-11-24T08:10:00Z')
const friday = Date.parse('2026-11-27T08:20:00Z')
const mondayMorning = Date.parse('2026-11-30T08:40:00Z')

/** Drafts the drive, with pictures of its plan and its rehearsal, and launches it. Returns its id. */
export async function planPhoneDrive(
  cloud: Cloud,
  browser: TestBrowser,
  { shoot }: Pick<Staff, 'shoot'>,
): Promise<string> {
  cloud.clock.set(tuesday)
  const api = await apis(cloud)
  const { id } = await api.manager.post('/campaigns', content(tuesday))
  await api.manager.put(`/campaigns/${id}/survey`, { library: 'benefits-centre' })
  const upload = await importContacts(api.manager, id, { name: 'klienci.csv', content: contactFile() })
  if (upload.state !== 'imported') throw new Error(`the contacts were not imported: ${JSON.stringify(upload)}`)

  const manager = await signIn(browser, cloud.url, 'manager')
  const path = `/campaigns/${id}`
  await manager.goto(`${path}/plan`)
  await manager.check('input[name=sample][value=email-call-agents]')
  await manager.locator('button[value=next]').click()
  await manager.locator('.akcja-plan').waitFor()
  await inBothLanguages(manager, `${path}/plan`, 'form-plan', shoot, { height: 1100 })
  await inBothLanguages(manager, `${path}/plan/attempts`, 'form-attempts', shoot, { height: 1250 })
  await manager.goto(`${path}/message/0`)
  await openDetails(manager)
  await manager.fill('#replyTo', replyTo)
  await manager.locator('button[value=next]').click()
  await manager.goto(`${path}/dates`)
  await fillDate(manager, 'startsOn', new Date(tuesday))
  await fillDate(manager, 'endsOn', new Date(tuesday + 24 * days))
  await manager.locator('button[value=next]').click()
  await manager.waitForURL('**/check')
  await inBothLanguages(manager, `${path}/check`, 'form-rehearsal', shoot, { from: '#rehearsal', height: 900 })

  await api.manager.post(`${path}/moves`, { move: 'submit' })
  await api.approver.post(`${path}/moves`, { move: 'approve' })
  await api.manager.post(`${path}/moves`, { move: 'launch' })
  return id
}

/** E-mails on Tuesday, automated calls on Friday, with a picture of the first that rings. */
export async function callPeople(cloud: Cloud, browser: TestBrowser, { shoot }: Pick<Staff, 'shoot'>): Promise<void> {
  const mails = async () => (await inboxOf(cloud.url)).filter(({ to }) => to[0]!.endsWith(`@${domain}`))
  await ticks(cloud, 4, 2 * minutes)
  const going = (await mails()).filter((_, n) => n % 4 === 1)
  if (going.length < people / 5) throw new Error('the e-mails were not sent')
  await answer(going, 31)
  await ticks(cloud, 4, 3 * minutes)
  cloud.clock.set(friday)
  await cloud.tick()
  await settle(cloud)
  await answerPhone(browser, cloud, shoot)
  await ticks(cloud, 14, 1.5 * minutes)
  cloud.clock.set(friday + 4 * hours)
  await ticks(cloud, 8, 1.5 * minutes)
}

/** Agents at work on Monday: their pages, their supervisor's, and what the manager sees of one person and of all. */
export async function workLists(
  cloud: Cloud,
  browser: TestBrowser,
  id: string,
  { shoot }: Pick<Staff, 'shoot'>,
): Promise<void> {
  cloud.clock.set(mondayMorning)
  await ticks(cloud, 3, minutes)
  const agent = await signIn(browser, cloud.url, 'agent')
  await agent.goto('/calls/lists')
  await agent.locator('input[name=lists]').first().check()
  await agent.locator('button[value=save]').click()
  await agent.waitForURL('**/calls')
  await inBothLanguages(agent, '/calls', 'agent-home', shoot, { height: 900 })
  await agent.locator('form[action="/calls/next"] button').click()
  await agent.waitForURL('**/calls/current')
  await inBothLanguages(agent, '/calls/current', 'agent-call', shoot, { height: 1300 })
  const [, page, index] = (await agent.inputValue('input[name=call]')).split('.')
  await inBothLanguages(agent, '/calls/keys', 'agent-keys', shoot, { height: 1100 })

  const list = `${id}#3`
  const others = ['agent-2', 'agent-3'] as const
  for (const [n, person] of others.entries()) {
    const api = await apiFor(cloud, person)
    await api.put('/calls/lists', { lists: [list], languages: n === 0 ? ['pl', 'uk'] : ['pl', 'en'], skills: [] })
    for (const outcome of n === 0
      ? (['no_answer', 'refused', 'busy'] as const)
      : (['voicemail', 'callback'] as const)) {
      await work(api, outcome, cloud.clock.now())
      cloud.clock.advance(minutes / 2)
    }
    await api.post('/calls/next')
  }

  const manager = await signIn(browser, cloud.url, 'manager')
  await inBothLanguages(manager, '/phones', 'phones', shoot, { height: 1000 })
  const path = `/campaigns/${id}`
  await inBothLanguages(manager, `${path}/contacts/${page}/${index}`, 'why', shoot, { height: 1100 })
  await inBothLanguages(manager, `${path}/results`, 'results-phone', shoot, { from: '#calls', height: 1000 })
}

/** The resident whose number ends in 00 answers, begins, and listens to the first question. */
async function answerPhone(browser: TestBrowser, { url }: Cloud, shoot: Staff['shoot']): Promise<void> {
  const page = await browser.page({ baseURL: url, width: 760, height: 900 })
  await page.goto('/local/phone')
  await page.getByRole('button', { name: 'Odbierz' }).click()
  const said = page.locator('[data-part=said]')
  await said.filter({ hasText: 'Aby rozpocząć' }).waitFor()
  await page.keyboard.press('1')
  await said.filter({ hasText: 'Aby przejść do pytań' }).waitFor()
  await page.keyboard.press('1')
  await said.filter({ hasText: 'Pytanie 1 z' }).waitFor()
  await page.mouse.move(0, 0)
  await shoot(page, 'phone', { height: 900 })
  await page.getByRole('button', { name: 'Rozłącz' }).click()
  await page.context().close()
}

/** Takes the next call, if somebody is due, and ends it. */
async function work(api: Api, outcome: string, now: number): Promise<void> {
  const { call } = await api.post('/calls/next')
  if (!call) return
  const callback = outcome === 'callback' && { callback: { at: new Date(now + 6 * hours).toISOString(), mine: true } }
  await api.post(`/calls/${call.call}/outcome`, { hold: call.hold, outcome, clauseGiven: true, ...callback })
}

/** Lets the clock rule fire so often. */
async function ticks(cloud: Cloud, times: number, every: number): Promise<void> {
  for (let n = 0; n < times; n++) {
    await cloud.tick()
    await settle(cloud)
    cloud.clock.advance(every)
  }
  await settle(cloud)
}

/** Waits until nothing is being done. What Connect throttled waits for its next turn by the clock: that is not waited for. */
const settle = (cloud: Cloud) => cloud.idle(6_000).catch(() => {})

const apiFor = async (cloud: Cloud, person: PersonKey): Promise<Api> => apiOf(cloud.url, await cloud.token(person))
const apis = async (cloud: Cloud) => ({
  manager: await apiFor(cloud, 'manager'),
  approver: await apiFor(cloud, 'approver'),
})

/** People with an e-mail address and a telephone. The first one's rings in the browser; others behave by chance. */
function contactFile(): Blob {
  const names = sampleFile(people)
    .split('\r\n')
    .slice(1, people + 1)
  const rows = names.map((row, n) => {
    const [, first, last, , language] = row.split(';')
    const ending = n === 0 ? 0 : n % 40 === 7 ? 7 : 16 + (n % 84)
    const phone = `60020${String(n % 90).padStart(2, '0')}${String(ending).padStart(2, '0')}`
    return [`klient${n}@${domain}`, first, last, phone, n % 10 === 4 ? 'uk' : language].join(';')
  })
  return new Blob([`Adres e-mail;Imię;Nazwisko;Telefon;Język\r\n${rows.join('\r\n')}\r\n`], { type: 'text/csv' })
}

const day = (at: number) => new Date(at).toISOString().slice(0, 10)

const content = (now: number): Json => ({
  name: 'Ocena obsługi w Poznańskim Centrum Świadczeń',
  purpose: {
    pl: 'Chcemy wiedzieć, jak klienci oceniają obsługę w Poznańskim Centrum Świadczeń, żeby skrócić czekanie.',
    uk: 'Ми хочемо знати, як клієнти оцінюють обслуговування, щоб скоротити очікування.',
    en: 'We want to know how clients rate the benefits centre, so that waiting gets shorter.',
  },
  purposeClass: 'survey',
  basis: '6(1)(e)',
  privacy: {
    ...office,
    dataSource: 'rejestr klientów centrum (dane wymyślone)',
    dataCategories: 'imię, nazwisko, adres e-mail, numer telefonu',
    retentionMonths: 6,
    impactAssessment: { done: false, reference: '' },
  },
  automatedCalls: { approvedBy: 'Ewa Inspektor, inspektor ochrony danych', on: day(now) },
  anonymity: 'confidential',
  startsOn: day(now),
  endsOn: day(now + 24 * days),
  ramp: false,
  inDoubt: 'at-least-once',
})
