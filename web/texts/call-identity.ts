/** Texts of an agent's call in a reminder: recognising the person, the matter, what is said to anybody else. Only these pages load them. */
import type { Language } from '../../shared/platform/language.ts'
import type { StaffLanguage } from './staff.ts'
import type { Words } from './staff-words.ts'
import { plural } from './texts.ts'

const pl = {
  identity: 'Tożsamość rozmówcy',
  lead: (needed: number) =>
    `Zapytaj o\u00a0imię i\u00a0nazwisko oraz o\u00a0co najmniej ${needed} z\u00a0poniższych danych. Nie podpowiadaj; wpisz to, co powie rozmówca.`,
  name: 'Imię i\u00a0nazwisko, tak jak mówi rozmówca',
  check: 'Sprawdź zgodność',
  miss: (left: number) =>
    `Nie zgadza się. Pozostało: ${plural('pl', left, { one: 'próba', few: 'próby', many: 'prób', other: 'próby' })}.`,
  missHint: 'Nie mów, która część się nie zgadza. Zapytaj jeszcze raz i\u00a0wpisz wszystko od nowa.',
  givenUp: 'Tożsamości nie potwierdzono',
  givenUpSay: 'Powiedz tylko to i\u00a0zakończ rozmowę:',
  settled: 'Sprawa jest zamknięta',
  settledSay: 'Właśnie przyszła o\u00a0tym informacja. Nie mów o\u00a0sprawie, zakończ rozmowę neutralnie:',
  confirmed: 'Tożsamość potwierdzona.',
  matter: 'Sprawa',
  campaign: 'Akcja',
  openClaims: (count: number) => `Otwarte sprawy tej osoby: ${count}`,
  case: 'Oznaczenie w\u00a0systemie podatkowym',
  band: 'Próg kwoty',
  amountHint: 'Kwotę sprawdź w\u00a0systemie podatkowym. Nie wpisuj jej do notatki.',
  payments: (at: string) => `Stan wpłat z: ${at}.`,
  noMatter: 'Skrypt nie ma drugiej części.',
  others: 'Ktoś inny, poczta głosowa, pomyłka: co wolno powiedzieć',
  third: 'Odebrał ktoś inny (także z\u00a0rodziny)',
  voicemail: 'Poczta głosowa',
  wrong: 'Pomyłka, zły numer',
  note: 'Tylko to, co pomoże następnej osobie zadzwonić. Niczego o\u00a0samej sprawie.',
  promiseFollows: 'Zadzwonimy dopiero po podanym dniu.',
  promiseDay: 'Do kiedy rozmówca to zrobi',
  promiseHint: 'Do tego dnia włącznie nie zadzwonimy. Potem tylko wtedy, gdy nowy plik nie pokaże wpłaty.',
  promiseInvalid: 'Podaj dzień, na przykład 27.11.2026.',
  liveChanged: 'Właśnie zmieniły się otwarte sprawy tej osoby. Odśwież stronę, zanim powiesz o\u00a0nich więcej.',
  liveSettled: 'Sprawa jest zamknięta. Nie mów o\u00a0niej i\u00a0zakończ rozmowę neutralnie.',
}
export type IdentityTexts = Words<typeof pl>

const en: IdentityTexts = {
  identity: 'Who you are talking with',
  lead: (needed) =>
    `Ask for the first and last name and at least ${needed} of the following. Do not prompt; type what the person says.`,
  name: 'First and last name, as the person says it',
  check: 'Check whether it matches',
  miss: (left) => `No match. Left: ${plural('en', left, { one: 'try', other: 'tries' })}.`,
  missHint: 'Do not say which part differs. Ask again, and type everything anew.',
  givenUp: 'Identity was not confirmed',
  givenUpSay: 'Say only this and end the call:',
  settled: 'The case is closed',
  settledSay: 'Word of it has just come. Do not speak of the matter, end the call neutrally:',
  confirmed: 'Identity confirmed.',
  matter: 'The matter',
  campaign: 'Drive',
  openClaims: (count) => `Open claims of this person: ${count}`,
  case: 'Pointer in the tax system',
  band: 'Amount band',
  amountHint: 'Look the amount up in the tax system. Do not write it into the note.',
  payments: (at) => `Payments as of: ${at}.`,
  noMatter: 'The script has no second part.',
  others: 'Somebody else, voicemail, wrong number: what may be said',
  third: 'Somebody else answered (family too)',
  voicemail: 'Voicemail',
  wrong: 'Wrong number',
  note: 'Only what helps the next person to call. Nothing about the matter itself.',
  promiseFollows: 'Nobody calls before the day is over.',
  promiseDay: 'By when the person will do it',
  promiseHint: 'Until the end of that day nobody calls. After it, only if a new file shows no payment.',
  promiseInvalid: 'Enter a day, such as 27.11.2026.',
  liveChanged: 'The open claims of this person have just changed. Reload the page before you say more of them.',
  liveSettled: 'The case is closed. Do not speak of it, and end the call neutrally.',
}

const texts: Record<StaffLanguage, IdentityTexts> = { pl, en }
export function identityTexts(language: StaffLanguage): IdentityTexts {
  return texts[language]
}

/** What may be said to anybody, in the person's language: the office, a request to call, nothing of the matter. (T2, T5) */
export interface NeutralWords {
  third: string
  voicemail: string
  wrong: string
  givenUp: string
  settled: string
}
export const neutralWords: Record<Language, (office: string, phone: string) => NeutralWords> = {
  pl: (office, phone) => ({
    third: 'Dziękuję. Zadzwonię innym razem. Do widzenia.',
    voicemail: `Dzień dobry, tu ${office}. Prosimy o\u00a0kontakt w\u00a0sprawie urzędowej${phone ? ` pod numerem ${phone}` : '; numer telefonu jest na stronie urzędu'}. Do usłyszenia.`,
    wrong: 'Przepraszam za pomyłkę. Do widzenia.',
    givenUp: `Nie mogę kontynuować tej rozmowy. Prosimy o\u00a0wizytę w\u00a0urzędzie albo telefon${phone ? ` pod numer ${phone}` : ''}. Dziękuję, do widzenia.`,
    settled: 'Dziękuję za rozmowę, sprawa nie wymaga już kontaktu. Do widzenia.',
  }),
  uk: (office, phone) => ({
    third: 'Дякую. Я зателефоную іншим разом. До побачення.',
    voicemail: `Добрий день, це ${office}. Просимо звʼязатися з\u00a0нами в\u00a0офіційній справі${phone ? ` за номером ${phone}` : '; номер телефону є на сайті установи'}. До побачення.`,
    wrong: 'Перепрошую, це помилка, неправильний номер. До побачення.',
    givenUp: `Я не можу продовжувати цю розмову. Просимо завітати до установи або зателефонувати${phone ? ` за номером ${phone}` : ''}. Дякую, до побачення.`,
    settled: 'Дякую за розмову, справа більше не потребує контакту. До побачення.',
  }),
  en: (office, phone) => ({
    third: 'Thank you. I will call another time. Goodbye.',
    voicemail: `Good morning, this is ${office}. Please contact us in an official matter${phone ? ` on ${phone}` : '; the number is on the office’s website'}. Goodbye.`,
    wrong: 'I am sorry, I have the wrong number. Goodbye.',
    givenUp: `I cannot continue this call. Please visit the office or call${phone ? ` ${phone}` : ' us'}. Thank you, goodbye.`,
    settled: 'Thank you for talking with me, the matter needs no further contact. Goodbye.',
  }),
}
