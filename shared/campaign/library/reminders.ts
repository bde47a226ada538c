/**
 * The soft reminder to taxpayers in arrears: agents call, and say what it is about only to the person herself. Neither the
 * drive's name nor its letters nor what an agent says before that tell that there is a debt. (T2, T4)
 */
import { usualFacts } from '../../claim/reminder.ts'
import { scriptMark } from '../../claim/script.ts'
import { agentField } from '../../plan/opening.ts'
import type { AgentsStep, Plan } from '../../plan/plan.ts'
import { type DriveGiven, type DriveTemplate, text } from './drive.ts'

const scripts = ({ office, verifyAt }: DriveGiven): AgentsStep['scripts'] => ({
  pl: text(
    `Dzień dobry, ${office}, mówi {{${agentField}}}. Dzwonię w sprawie urzędowej. Czy to dobry moment na rozmowę?`,
    'Jeśli nie: Kiedy mogę zadzwonić ponownie?',
    `Jeśli ktoś pyta, czy to naprawdę urząd: Można to sprawdzić, dzwoniąc pod numer ${verifyAt}.`,
    'Zanim powiem, o co chodzi, muszę sprawdzić, czy rozmawiam z właściwą osobą. Zadam dwa pytania.',
    'Jeśli odbierze ktoś inny: Dziękuję, zadzwonimy innym razem. Do widzenia.',
    scriptMark,
    'Dziękuję. W naszej ewidencji jest wpłata, której termin już minął. Dzwonię tylko po to, żeby o tym przypomnieć.',
    'Jeśli wpłata została już zrobiona: Dziękuję, sprawdzimy to w ciągu kilku dni.',
    'Jeśli osoba chce zapłacić: Kiedy możemy spodziewać się wpłaty? Zapiszę ten dzień i do tego czasu nie zadzwonimy.',
    'Jeśli pyta o kwotę: proszę odczytać ją w systemie podatkowym; tutaj jej nie ma.',
    'Jeśli osoba ma trudności: W urzędzie można złożyć wniosek o rozłożenie na raty albo odroczenie terminu. Mogę powiedzieć, jak to zrobić.',
    'Ta rozmowa niczego nie kosztuje i nie jest nagrywana. Dziękuję i życzę dobrego dnia.',
  ),
  uk: text(
    `Добрий день, ${office}, говорить {{${agentField}}}. Я телефоную в службовій справі. Чи зручно вам зараз говорити?`,
    'Якщо ні: Коли я можу зателефонувати ще раз?',
    `Якщо питають, чи це справді місто: Це можна перевірити за номером ${verifyAt}.`,
    'Перш ніж сказати, про що йдеться, мушу переконатися, що розмовляю з потрібною особою. Поставлю два запитання.',
    'Якщо відповів хтось інший: Дякую, ми зателефонуємо іншим разом. До побачення.',
    scriptMark,
    'Дякую. У нашому обліку є платіж, строк якого вже минув. Я телефоную лише, щоб про це нагадати.',
    'Якщо вже сплачено: Дякую, ми перевіримо це за кілька днів.',
    'Якщо людина хоче сплатити: Коли ми можемо очікувати платіж? Я запишу цей день, і до того часу ми не телефонуватимемо.',
    'Якщо людині важко сплатити: В управлінні можна подати заяву про сплату частинами або відстрочення. Можу розповісти, як це зробити.',
    'Ця розмова нічого не коштує й не записується. Дякую, гарного дня.',
  ),
  en: text(
    `Good day, this is {{${agentField}}} from ${office}. I am calling on an official matter. Is this a good time?`,
    'If not: When may I call again?',
    `If they ask whether this is really the office: You can check by calling ${verifyAt}.`,
    'Before I say what it is about, I must make sure that I speak to the right person. I will ask two questions.',
    'If somebody else answers: Thank you, we will call another time. Goodbye.',
    scriptMark,
    'Thank you. In our records there is a payment whose date has passed. I am calling only to remind you of it.',
    'If it was paid: Thank you, we will check that within some days.',
    'If the person wants to pay: When can we expect it? I will note the day, and we will not call until then.',
    'If it is hard to pay: You can ask the office for instalments or for more time. I can tell you how.',
    'This call costs nothing and is not recorded. Thank you, and have a good day.',
  ),
})

export const taxpayers: DriveTemplate = {
  id: 'official-matter',
  name: { pl: 'Przypomnienie o\u00a0sprawie urzędowej', en: 'Reminder of an official matter' },
  description: {
    pl: 'Miękka windykacja: konsultanci po ślubowaniu dzwonią do podatników, którzy nie zapłacili w\u00a0terminie. O\u00a0co chodzi, mówią dopiero po sprawdzeniu, z\u00a0kim rozmawiają. Kto zapłacił, do tego już nikt nie dzwoni.',
    en: 'Soft reminders: agents under oath call taxpayers who have not paid in time. What it is about is said only after the person was recognised. Whoever has paid is called no more.',
  },
  list: {
    pl: 'Numery telefonów, znak sprawy, dzień przedawnienia, tytuł wykonawczy (tak lub nie), przedział kwoty i\u00a0dane do rozpoznania osoby. Bez kwot.',
    en: 'Telephone numbers, the case’s sign, the day of limitation, enforcement title (yes or no), the band of the amount, and facts to recognise the person by. No amounts.',
  },
  days: 21,
  purpose: {
    pl: 'Prosimy o\u00a0kontakt w\u00a0sprawie urzędowej.',
    uk: 'Просимо звʼязатися з нами у службовій справі.',
    en: 'We ask for a call on an official matter.',
  },
  purposeClass: 'reminder',
  basis: '6(1)(c)',
  asks: 'nothing',
  discreet: true,
  anonymity: 'identified',
  inDoubt: 'at-most-once',
  attempts: { perDay: 1, inAll: 6 },
  identityFacts: usualFacts,
  privacy: {
    dataSource: 'ewidencja podatników urzędu miasta',
    dataCategories: 'numer telefonu, znak sprawy, przedział kwoty, dane do rozpoznania osoby (jako skróty)',
    retentionMonths: 6,
  },
  plan: (given): Plan => [{ kind: 'agents', scripts: scripts(given), skill: 'podatki', stop: ['objected'] }],
}
