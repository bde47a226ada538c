/** What the sample drives have in common: from draft to launch by the API that the form uses, the mails, the residents who answer. */
import { apiOf, importContacts, until } from './api.ts'
import type { Cloud } from './cloud.ts'
import { progressBar } from './progress-bar.ts'
import { answerSurvey, type Habits, type Random, randomFrom } from './resident.ts'

/** What the office states in every drive: the newcomer's own form comes filled in with it. */
export const office = {
  controller: 'Urząd Miasta (dane przykładowe)',
  dataProtectionOfficer: 'iod@urzad.example',
  dataSource: 'lista pacjentów, którzy zgodzili się na kontakt (dane wymyślone)',
  dataCategories: 'imię, nazwisko, adres e-mail, przychodnia',
  recipients: 'dostawca usługi wysyłki wiadomości',
  retentionMonths: 6,
  registerId: 'RCP-PRZYKŁAD-1',
}

const day = (clock: number, days: number) => new Date(clock + days * 86_400_000).toISOString().slice(0, 10)

/** Open around the clock, because a newcomer may start it at any hour. A real drive keeps to office hours. */
export const aroundTheClock = {
  days: [1, 2, 3, 4, 5, 6, 7],
  from: '00:00',
  to: '23:59',
  holidays: true,
  closedDays: [],
}

/** What every sample drive says in the form. `now` is the cloud's time. */
export const formOf = (now: number) => ({
  purposeClass: 'survey',
  basis: '6(1)(e)',
  privacy: { ...office, impactAssessment: { done: false, reference: '' } },
  anonymity: 'confidential',
  startsOn: day(now, 0),
  endsOn: day(now, 30),
  window: aroundTheClock,
  ramp: false,
  inDoubt: 'at-least-once',
})

export interface Drive {
  content: object
  /** The id of its survey in the library. */
  survey: string
  contacts: { name: string; text: string; people: number }
}

/** Makes a drive, launches it and watches its e-mails go out; gives its id. Throws with the API's own words if a step is refused. */
export async function launchDrive(cloud: Cloud, { content, survey, contacts }: Drive): Promise<string> {
  const manager = apiOf(cloud.url, await cloud.token('manager'))
  const approver = apiOf(cloud.url, await cloud.token('approver'))
  const { id } = await manager.post('/campaigns', content)
  await manager.put(`/campaigns/${id}/survey`, { library: survey })
  const file = { name: contacts.name, content: new Blob([contacts.text], { type: 'text/csv' }) }
  const upload = await importContacts(manager, id, file)
  if (upload.state !== 'imported') throw new Error(`the sample's contacts were not imported: ${upload.state}`)
  await manager.post(`/campaigns/${id}/moves`, { move: 'submit' })
  await approver.post(`/campaigns/${id}/moves`, { move: 'approve' })

  // Asked of SES itself: the counts of a drive come some seconds later, because the tally waits for more to count at once.
  const before = cloud.engines.ses.accepted()
  const sending = progressBar('E-mails ', contacts.people)
  await manager.post(`/campaigns/${id}/moves`, { move: 'launch' })
  await until(
    async () => cloud.engines.ses.accepted() - before,
    (sent) => {
      sending.to(sent)
      return sent >= contacts.people
    },
    120_000,
  )
  sending.end()
  return id
}

const visitsAtOnce = 8

/** Lets the owners of these links answer, a few at a time. Some leave half way and never come back. */
export async function answerAll(
  links: readonly string[],
  { random, words }: { random: Random; words: Habits['words'] },
): Promise<void> {
  const going = [...links]
  const visiting = progressBar('Answers ', going.length)
  let done = 0
  const lane = async () => {
    for (let link = going.shift(); link; link = going.shift()) {
      await answerSurvey(link, { random, words, ...(random() < 0.06 && { leavesAfter: 1 }) })
      visiting.to(++done)
    }
  }
  await Promise.all(Array.from({ length: visitsAtOnce }, lane))
  visiting.end()
}

/** The personal links in the mails of a drive, as they lie in the inbox, in an order that mixes places and names. */
export async function linksOf(cloud: Cloud, campaign: string): Promise<string[]> {
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
