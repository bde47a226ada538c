/**
 * The sample drive of the first start: "Ocena usług medycznych" with 1,000 invented contacts, made by the API that the form
 * uses, mailed by the local SES, answered by simulated residents who open the links of their mails.
 */
import { type Api, apiOf, importContacts, until } from './api.ts'
import type { Cloud } from './cloud.ts'
import { progressBar } from './progress-bar.ts'
import { answerSurvey, randomFrom } from './resident.ts'
import { sampleFile, sampleWords } from './sample-people.ts'

const people = 1_000
const answering = 0.42
const visitsAtOnce = 8

const day = (clock: number, days: number) => new Date(clock + days * 86_400_000).toISOString().slice(0, 10)

/** What the office states in every drive: the newcomer's own form comes filled in with it. */
const office = {
  controller: 'Urząd Miasta (dane przykładowe)',
  dataProtectionOfficer: 'iod@urzad.example',
  dataSource: 'lista pacjentów, którzy zgodzili się na kontakt (dane wymyślone)',
  dataCategories: 'imię, nazwisko, adres e-mail, przychodnia',
  recipients: 'dostawca usługi wysyłki wiadomości',
  retentionMonths: 6,
  registerId: 'RCP-PRZYKŁAD-1',
}

/** What the manager would write into the form. */
const content = (now: number) => ({
  name: 'Ocena usług medycznych',
  purpose: {
    pl: 'Chcemy wiedzieć, jak pacjenci oceniają wizyty w przychodniach, żeby poprawić rejestrację i obsługę.',
    uk: 'Ми хочемо знати, як пацієнти оцінюють візити в поліклініках, щоб покращити запис і обслуговування.',
    en: 'We want to know how patients rate their visits, so that booking and service can get better.',
  },
  purposeClass: 'survey',
  basis: '6(1)(e)',
  privacy: { ...office, impactAssessment: { done: false, reference: '' } },
  anonymity: 'confidential',
  startsOn: day(now, 0),
  endsOn: day(now, 30),
  // Open around the clock, because a newcomer may start it at any hour. A real drive keeps to office hours.
  window: { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '23:59', holidays: true, closedDays: [] },
  ramp: false,
  inDoubt: 'at-least-once',
  plan: [{ kind: 'email', stop: ['answered', 'objected'], letters }],
})

const letters = {
  pl: {
    subject: '{{imie}}, jak ocenia Pani/Pan wizytę w przychodni?',
    text: 'Dzień dobry,\n\nniedawno była Pani / był Pan w miejscu: {{placowka}}. Prosimy o kilka odpowiedzi – zajmie to około czterech minut.\n\nAnkieta:\n{{link}}\n\nOdpowiedzi oglądamy tylko jako zestawienia. Dziękujemy za każdą z nich.',
  },
  uk: {
    subject: '{{imie}}, як ви оцінюєте візит у поліклініці?',
    text: 'Добрий день!\n\nНещодавно ви були тут: {{placowka}}. Просимо відповісти на кілька запитань – це займе близько чотирьох хвилин.\n\nОпитування:\n{{link}}\n\nВідповіді ми бачимо лише як зведення. Дякуємо за кожну з них.',
  },
  en: {
    subject: '{{imie}}, how was your visit to the clinic?',
    text: 'Good morning,\n\nyou recently visited {{placowka}}. Please answer a few questions; it takes about four minutes.\n\nThe survey:\n{{link}}\n\nWe only look at answers as summaries. Thank you for each of them.',
  },
}

export interface Sample {
  campaign: string
  /** The personal link of somebody who has not answered yet. */
  link: string
}

/** Runs the drive from draft to answers. Throws with the API's own words if a step is refused. */
export async function runSample(cloud: Cloud, say: (line: string) => void = console.log): Promise<Sample> {
  say('First start: a sample drive with 1,000 invented contacts.')
  const manager = apiOf(cloud.url, await cloud.token('manager'))
  const approver = apiOf(cloud.url, await cloud.token('approver'))

  const administrator = apiOf(cloud.url, await cloud.token('administrator'))
  await administrator.put('/office', office)

  const { id } = await manager.post('/campaigns', content(cloud.clock.now()))
  await manager.put(`/campaigns/${id}/survey`, { library: 'medical-services' })
  const file = { name: 'pacjenci.csv', content: new Blob([sampleFile(people)], { type: 'text/csv' }) }
  const upload = await importContacts(manager, id, file)
  if (upload.state !== 'imported') throw new Error(`the sample's contacts were not imported: ${upload.state}`)
  await manager.post(`/campaigns/${id}/moves`, { move: 'submit' })
  await approver.post(`/campaigns/${id}/moves`, { move: 'approve' })
  await manager.post(`/campaigns/${id}/moves`, { move: 'launch' })

  const sending = progressBar('E-mails ', people)
  await until(
    () => countsOf(manager, id),
    (counts) => {
      sending.to(counts.sent)
      return counts.sent >= people
    },
    120_000,
  )
  sending.end()

  const links = await linksOf(cloud, id)
  const random = randomFrom(20_261_122)
  const going = links.slice(0, Math.round(people * answering))
  const visiting = progressBar('Answers ', going.length)
  let done = 0
  const lane = async () => {
    for (let link = going.shift(); link; link = going.shift()) {
      await answerSurvey(link, { random, words: sampleWords, ...(random() < 0.06 && { leavesAfter: 1 }) })
      visiting.to(++done)
    }
  }
  await Promise.all(Array.from({ length: visitsAtOnce }, lane))
  await cloud.idle(60_000)
  visiting.end()
  return { campaign: id, link: links.at(-1)! }
}

async function countsOf(api: Api, id: string) {
  return (await api.get(`/campaigns/${id}`)).counts
}

/** The personal links in the mails of a drive, as they lie in the inbox, in an order that mixes clinics and names. */
async function linksOf(cloud: Cloud, campaign: string): Promise<string[]> {
  const links: string[] = []
  for (let offset = 0; ; offset += 500) {
    const page = await fetch(`${cloud.url}/local/inbox/messages.json?offset=${offset}&limit=500`)
    const { messages } = (await page.json()) as {
      messages: { text?: string; tags: { name: string; value: string }[] }[]
    }
    if (messages.length === 0) break
    for (const { text = '', tags } of messages) {
      if (!JSON.stringify(tags).includes(campaign)) continue
      const link = /https?:\/\/\S+\/s\/\S+/.exec(text)?.[0]
      if (link) links.push(link)
    }
  }
  const random = randomFrom(7)
  return links
    .map((link) => ({ link, place: random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ link }) => link)
}
