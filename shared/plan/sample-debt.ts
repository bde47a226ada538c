/** What a new step of a reminder says at first: who calls and where to call back, and nothing of the matter before she is recognised. (T2, T5, L32) */
import { scriptMark } from '../claim/script.ts'
import { agentField } from './opening.ts'
import type { AgentsStep, CallStep, Letter } from './plan.ts'

interface Given {
  office: string
  verifyAt: string
}

const paragraphs = (...all: string[]): string => all.join('\n\n')

export const debtLetter = ({ office, verifyAt }: Given): Letter => ({
  subject: 'Prosimy o\u00a0kontakt w\u00a0sprawie urzędowej',
  text: paragraphs(
    'Dzień dobry,',
    `prosimy o\u00a0kontakt w\u00a0sprawie urzędowej. Nasz numer to ${verifyAt}. Jest też na stronie urzędu.`,
    'O\u00a0co chodzi, powiemy w\u00a0rozmowie, gdy upewnimy się, że rozmawiamy z\u00a0właściwą osobą.',
    office,
  ),
})

export const debtOpenings = ({ office, verifyAt }: Given): CallStep['openings'] => ({
  pl: `Dzień dobry, dzwoni automat: ${office}. Prosimy o kontakt w sprawie urzędowej pod numerem ${verifyAt}.`,
  en: `Good day, this is an automated call from ${office}. Please call us back. The number is ${verifyAt}.`,
})

export const debtScripts = ({ office, verifyAt }: Given): AgentsStep['scripts'] => ({
  pl: paragraphs(
    `Dzień dobry, ${office}, mówi {{${agentField}}}. Dzwonię w\u00a0sprawie urzędowej. Czy to dobry moment na rozmowę?`,
    'Jeśli nie: Kiedy mogę zadzwonić ponownie?',
    `Jeśli ktoś pyta, czy to naprawdę urząd: Można to sprawdzić, dzwoniąc pod numer ${verifyAt}.`,
    'Zanim powiem, o\u00a0co chodzi, muszę sprawdzić, czy rozmawiam z\u00a0właściwą osobą.',
    scriptMark,
    'Dziękuję. Teraz mogę powiedzieć, o\u00a0co chodzi. W\u00a0naszej ewidencji jest wpłata, której termin już minął.',
    'Jeśli osoba chce zapłacić: Kiedy możemy spodziewać się wpłaty? Do tego dnia nie zadzwonimy.',
  ),
  uk: paragraphs(
    `Добрий день, ${office}, говорить {{${agentField}}}. Телефоную в\u00a0офіційній справі. Чи зручно вам зараз говорити?`,
    'Якщо ні: Коли я можу зателефонувати ще раз?',
    `Якщо питають, чи це справді місто: Це можна перевірити за номером ${verifyAt}.`,
    'Перш ніж сказати, про що йдеться, мушу переконатися, що розмовляю з\u00a0потрібною особою.',
    scriptMark,
    'Дякую. Тепер можу сказати, про що йдеться. У\u00a0нашому обліку є платіж, строк якого вже минув.',
    'Якщо людина хоче сплатити: Коли ми можемо очікувати платіж? До цього дня ми не телефонуватимемо.',
  ),
  en: paragraphs(
    `Good day, this is {{${agentField}}} from ${office}. I am calling in an official matter. Is this a good time?`,
    'If not: When may I call again?',
    `If they ask whether this is really the office: You can check by calling ${verifyAt}.`,
    'Before I say what it is about, I must make sure that I speak to the right person.',
    scriptMark,
    'Thank you. Now I can say what it is about. In our records there is a payment whose date has passed.',
    'If the person wants to pay: When can we expect it? We will not call until that day.',
  ),
})
