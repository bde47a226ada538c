/**
 * The sample drive of the first start: "Ocena usług medycznych" with 1,000 invented contacts, made by the API that the form
 * uses, mailed by the local SES, answered by simulated residents who open the links of their mails.
 */
import { apiOf } from './api.ts'
import type { Cloud } from './cloud.ts'
import { randomFrom } from './resident.ts'
import { answerAll, formOf, launchDrive, linksOf, office } from './sample-drive.ts'
import { sampleFile, sampleWords } from './sample-people.ts'

const people = 1_000
const answering = 0.42

/** What the manager would write into the form. */
const content = (now: number) => ({
  ...formOf(now),
  name: 'Ocena usług medycznych',
  purpose: {
    pl: 'Chcemy wiedzieć, jak pacjenci oceniają wizyty w przychodniach, żeby poprawić rejestrację i obsługę.',
    uk: 'Ми хочемо знати, як пацієнти оцінюють візити в поліклініках, щоб покращити запис і обслуговування.',
    en: 'We want to know how patients rate their visits, so that booking and service can get better.',
  },
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
  const administrator = apiOf(cloud.url, await cloud.token('administrator'))
  await administrator.put('/office', office)
  const contacts = { name: 'pacjenci.csv', text: sampleFile(people), people }
  const campaign = await launchDrive(cloud, {
    content: content(cloud.clock.now()),
    survey: 'medical-services',
    contacts,
  })

  const links = await linksOf(cloud, campaign)
  const going = links.slice(0, Math.round(people * answering))
  await answerAll(going, { random: randomFrom(20_261_122), words: sampleWords })
  await cloud.idle(60_000)
  return { campaign, link: links.at(-1)! }
}
