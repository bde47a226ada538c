/**
 * The sample drive by telephone: "Ocena obsługi w Poznańskim Centrum Świadczeń" with 300 invented contacts. First e-mails, which
 * some answer on the web; then, without a wait, automated calls, which go on by themselves; then agents.
 */
import { until } from './api.ts'
import type { Cloud } from './cloud.ts'
import { randomFrom } from './resident.ts'
import { answerAll, formOf, launchDrive, linksOf, office } from './sample-drive.ts'
import { centreWords, phoneFile } from './sample-people.ts'

const answering = 0.2
const stop = ['answered', 'objected']

/** What the manager would write into the form. */
const content = (now: number) => ({
  ...formOf(now),
  name: 'Ocena obsługi w Poznańskim Centrum Świadczeń',
  purpose: {
    pl: 'Chcemy wiedzieć, jak mieszkańcy oceniają wizyty w Poznańskim Centrum Świadczeń, żeby skrócić kolejki i poprawić obsługę.',
    uk: 'Ми хочемо знати, як мешканці оцінюють візити до Познанського центру виплат, щоб скоротити черги й покращити обслуговування.',
    en: 'We want to know how residents rate their visits to the Poznań Benefits Centre, so that queues get shorter and service better.',
  },
  privacy: {
    ...office,
    dataSource: 'lista osób, które zgodziły się na kontakt (dane wymyślone)',
    dataCategories: 'imię, nazwisko, adres e-mail, numer telefonu, data wizyty',
    recipients: 'dostawcy usług wysyłki wiadomości i połączeń telefonicznych',
    impactAssessment: { done: false, reference: '' },
  },
  automatedCalls: {
    approvedBy: 'inspektor ochrony danych (dane przykładowe)',
    on: new Date(now).toISOString().slice(0, 10),
  },
  // Nobody waits here between the e-mail, the automated call and the agent: all of it may come on one day.
  attempts: { perDay: 4, inAll: 8 },
  plan: [
    { kind: 'email', letters, stop },
    { kind: 'call', openings, stop },
    { kind: 'agents', scripts, stop },
  ],
})

const letters = {
  pl: {
    subject: '{{imie}}, jak ocenia Pani/Pan wizytę w Poznańskim Centrum Świadczeń?',
    text: 'Dzień dobry,\n\n{{data}} była Pani / był Pan w Poznańskim Centrum Świadczeń. Prosimy o odpowiedź na siedem pytań – zajmie to około dwóch minut.\n\nAnkieta:\n{{link}}\n\nKto nie odpowie, do tego zadzwonimy. Odpowiedzi oglądamy tylko jako zestawienia. Dziękujemy za każdą z nich.',
  },
  uk: {
    subject: '{{imie}}, як Ви оцінюєте візит до Познанського центру виплат?',
    text: 'Добрий день!\n\n{{data}} Ви були в Познанському центрі виплат (Poznańskie Centrum Świadczeń). Просимо відповісти на сім запитань – це займе близько двох хвилин.\n\nОпитування:\n{{link}}\n\nЯкщо Ви не відповісте, ми зателефонуємо. Відповіді ми бачимо лише як зведення. Дякуємо за кожну з них.',
  },
  en: {
    subject: '{{imie}}, how was your visit to the Poznań Benefits Centre?',
    text: 'Good morning,\n\nyou visited the Poznań Benefits Centre on {{data}}. Please answer seven questions; it takes about two minutes.\n\nThe survey:\n{{link}}\n\nWe will call you if you do not answer. We only look at answers as summaries. Thank you for each of them.',
  },
}

const openings = {
  pl: 'Pytamy, jak oceniają Państwo swoją ostatnią wizytę w Poznańskim Centrum Świadczeń. To sześć krótkich pytań.',
  en: 'We ask how you rate your last visit to the Poznań Benefits Centre. There are six short questions.',
}

const scripts = {
  pl: 'Dzień dobry, {{urzad}}, mówi {{agent}}. Czy rozmawiam z osobą: {{imie}} {{nazwisko}}?\n\nDzwonię w sprawie wizyty w Poznańskim Centrum Świadczeń ({{data}}). Chcę zadać siedem pytań, zajmie to około trzech minut. Czy to dobry moment na rozmowę?\n\nJeśli nie: Kiedy mogę zadzwonić ponownie?\n\nUdział jest dobrowolny. Jeśli nie chce Pan lub Pani takich telefonów, wystarczy powiedzieć, a więcej nie zadzwonimy.',
  uk: 'Добрий день, {{urzad}}, говорить {{agent}}. Я розмовляю з особою: {{imie}} {{nazwisko}}?\n\nТелефоную щодо візиту до Познанського центру виплат ({{data}}). Хочу поставити сім запитань, це займе близько трьох хвилин. Чи зручно Вам зараз говорити?\n\nЯкщо ні: Коли я можу зателефонувати ще раз?\n\nУчасть добровільна. Якщо Ви не хочете таких дзвінків, скажіть, і ми більше не телефонуватимемо.',
  en: 'Good day, this is {{agent}} from {{urzad}}. Am I speaking with {{imie}} {{nazwisko}}?\n\nI am calling about your visit to the Poznań Benefits Centre ({{data}}). I would like to ask seven questions; it takes about three minutes. Is this a good time?\n\nIf not: When may I call again?\n\nTaking part is voluntary. If you do not want such calls, just say so, and we will not call again.',
}

/**
 * Runs the drive until its first calls ring, and leaves it to go on; gives its id. `people` are few where a test has no time.
 * Throws with the API's own words if a step is refused.
 */
export async function runPhoneSample(
  cloud: Cloud,
  { people = 300, say = console.log }: { people?: number; say?: (line: string) => void } = {},
): Promise<string> {
  say(`A second drive, with ${people} invented contacts: e-mails, then automated calls, then agents.`)
  const visit = new Date(cloud.clock.now() - 9 * 86_400_000)
  const day = new Intl.DateTimeFormat('pl-PL', { dateStyle: 'short', timeZone: 'Europe/Warsaw' }).format(visit)
  const contacts = { name: 'klienci.csv', text: phoneFile(people, day), people }
  const campaign = await launchDrive(cloud, {
    content: content(cloud.clock.now()),
    survey: 'benefits-centre',
    contacts,
  })

  const links = await linksOf(cloud, campaign)
  const going = links.slice(0, Math.round(people * answering))
  await answerAll(going, { random: randomFrom(20_261_123), words: centreWords })

  // The clock sees that everybody was written to, and the calls begin. From here on it does so by itself.
  await cloud.tick()
  await until(
    async () => cloud.connect.calls().filter(({ attributes }) => attributes.call?.startsWith(`${campaign}.`)).length,
    (calls) => calls > 0,
    90_000, // should somebody's record come late, the next minute begins it
  )
  say(`Calls    go on by themselves, ${cloud.connect.settings.lines} at a time.`)
  return campaign
}
