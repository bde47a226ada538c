/** Drives that ask for an opinion: by e-mail with a reminder, and by phone where people are easier reached so. */
import type { Stop } from '../../plan/plan.ts'
import { agents, type DriveGiven, type DriveTemplate, email, type Letters, text, wait } from './drive.ts'

/** Nobody is asked twice more than this. */
const attempts = { perDay: 1, inAll: 4 }
const reminderAfterDays = 5
const stop: Stop[] = ['answered', 'objected']

interface Words {
  subject: string
  /** What is asked about, as the end of "prosimy o opinię o …". */
  about: string
}

/** `byPhone`: whether the survey can be answered in a call as well. */
const invitations = ({ minutes }: DriveGiven, words: Record<'pl' | 'uk' | 'en', Words>, byPhone: boolean): Letters => ({
  pl: {
    subject: words.pl.subject,
    text: text(
      'Dzień dobry,',
      `prosimy o opinię ${words.pl.about}. Ankieta zajmie około ${minutes.pl}. Udział jest dobrowolny.`,
      'Odnośnik jest tylko dla Państwa:\n{{link}}',
      ...(byPhone
        ? ['Nie korzystają Państwo z internetu albo wolą porozmawiać? Na stronie ankiety można poprosić o telefon.']
        : []),
      'Dziękujemy za pomoc!',
    ),
  },
  uk: {
    subject: words.uk.subject,
    text: text(
      'Добрий день,',
      `просимо Вашої думки ${words.uk.about}. Опитування займе приблизно ${minutes.uk}. Участь добровільна.`,
      'Посилання лише для Вас:\n{{link}}',
      ...(byPhone ? ['Волієте поговорити? На сторінці опитування можна попросити про дзвінок.'] : []),
      'Дякуємо за допомогу!',
    ),
  },
  en: {
    subject: words.en.subject,
    text: text(
      'Good day,',
      `please tell us what you think ${words.en.about}. The survey takes about ${minutes.en}. Taking part is voluntary.`,
      'This link is only for you:\n{{link}}',
      ...(byPhone ? ['Would you rather talk? On the page of the survey you can ask for a call.'] : []),
      'Thank you for your help!',
    ),
  },
})

const reminders = ({ minutes }: DriveGiven, words: Record<'pl' | 'uk' | 'en', Words>): Letters => ({
  pl: {
    subject: `Przypominamy: ${lower(words.pl.subject)}`,
    text: text(
      'Dzień dobry,',
      `kilka dni temu prosiliśmy o opinię ${words.pl.about}. Ankieta jest jeszcze otwarta i zajmie około ${minutes.pl}.`,
      'Odnośnik jest tylko dla Państwa:\n{{link}}',
      'To nasze jedyne przypomnienie. Dziękujemy!',
    ),
  },
  uk: {
    subject: `Нагадуємо: ${lower(words.uk.subject)}`,
    text: text(
      'Добрий день,',
      `кілька днів тому ми просили Вашої думки ${words.uk.about}. Опитування ще відкрите й займе приблизно ${minutes.uk}.`,
      'Посилання лише для Вас:\n{{link}}',
      'Це наше єдине нагадування. Дякуємо!',
    ),
  },
  en: {
    subject: `Reminder: ${lower(words.en.subject)}`,
    text: text(
      'Good day,',
      `some days ago we asked what you think ${words.en.about}. The survey is still open and takes about ${minutes.en}.`,
      'This link is only for you:\n{{link}}',
      'This is our only reminder. Thank you!',
    ),
  },
})

const lower = (sentence: string) => sentence.charAt(0).toLowerCase() + sentence.slice(1)

/** Invitation, and a reminder to those who have not answered. (M14) */
const inLetters = (given: DriveGiven, words: Record<'pl' | 'uk' | 'en', Words>, byPhone = true) => [
  email(invitations(given, words, byPhone), stop),
  wait(reminderAfterDays),
  email(reminders(given, words), stop),
]

const usual = {
  purposeClass: 'survey',
  basis: '6(1)(e)',
  anonymity: 'confidential',
  inDoubt: 'at-least-once',
  attempts,
} as const

export const medicalServices: DriveTemplate = {
  ...usual,
  id: 'medical-services',
  name: { pl: 'Zadowolenie z\u00a0usług medycznych', en: 'Satisfaction with medical services' },
  description: {
    pl: 'Ankieta internetowa po wizycie w\u00a0miejskiej placówce medycznej: e-mail i\u00a0jedno przypomnienie. Temat i\u00a0nadawca nie zdradzają, o\u00a0co chodzi.',
    en: 'A web survey after a visit to a city medical facility: an e-mail and one reminder. Subject and sender do not tell what it is about.',
  },
  list: {
    pl: 'Adresy e-mail pacjentów; mogą być język i\u00a0imię. Bez rozpoznań i\u00a0numerów PESEL.',
    en: 'E-mail addresses of patients; language and first name may be there. No diagnoses, no PESEL numbers.',
  },
  days: 21,
  survey: 'medical-services',
  discreet: true,
  purpose: {
    pl: 'Chcemy wiedzieć, co poprawić w\u00a0obsłudze.',
    uk: 'Ми хочемо знати, що покращити в обслуговуванні.',
    en: 'We want to know what to improve in our service.',
  },
  privacy: {
    dataSource: 'rejestracja wizyt w miejskich placówkach medycznych',
    dataCategories: 'imię, adres e-mail, odpowiedzi w ankiecie',
    retentionMonths: 6,
  },
  plan: (given) =>
    inLetters(given, {
      pl: { subject: 'Prosimy o opinię: kilka minut', about: 'o ostatniej wizycie' },
      uk: { subject: 'Просимо Вашої думки: кілька хвилин', about: 'про останній візит' },
      en: { subject: 'Your opinion, please: a few minutes', about: 'of your last visit' },
    }),
}

const familyHelpPurpose = {
  pl: 'Chcemy wiedzieć, jak oceniają Państwo naszą obsługę.',
  uk: 'Ми хочемо знати, як Ви оцінюєте наше обслуговування.',
  en: 'We want to know what you think of our service.',
}

export const familyHelp: DriveTemplate = {
  ...usual,
  id: 'mopr-clients',
  name: { pl: 'Zadowolenie klientów MOPR', en: 'Satisfaction of the family-help centre’s clients' },
  description: {
    pl: 'Dyskretna ankieta: e-mail, jedno przypomnienie, potem telefon konsultanta. Ani nadawca, ani temat, ani początek rozmowy nie mówią, że chodzi o\u00a0pomoc rodzinie.',
    en: 'A discreet survey: an e-mail, one reminder, then a call by an agent. Neither sender nor subject nor the beginning of a call say that it is about family help.',
  },
  list: {
    pl: 'Adresy e-mail lub numery telefonów. Bez rodzaju pomocy i\u00a0bez sytuacji rodziny.',
    en: 'E-mail addresses or telephone numbers. Not the kind of help, nor the family’s situation.',
  },
  days: 28,
  survey: 'mopr-clients',
  discreet: true,
  purpose: familyHelpPurpose,
  privacy: {
    dataSource: 'ewidencja osób, które korzystały z obsługi w ostatnim roku',
    dataCategories: 'adres e-mail, numer telefonu, odpowiedzi w ankiecie',
    retentionMonths: 6,
  },
  plan: (given) => [
    ...inLetters(given, {
      pl: { subject: 'Prosimy o opinię: kilka minut', about: 'o naszej obsłudze' },
      uk: { subject: 'Просимо Вашої думки: кілька хвилин', about: 'про наше обслуговування' },
      en: { subject: 'Your opinion, please: a few minutes', about: 'of our service' },
    }),
    wait(3),
    agents(given, familyHelpPurpose, { asks: 'survey', stop }),
  ],
}

export const participatoryBudget: DriveTemplate = {
  ...usual,
  id: 'participatory-budget',
  name: { pl: 'Ocena Poznańskiego Budżetu Obywatelskiego', en: 'Evaluation of the Participatory Budget' },
  description: {
    pl: 'Ankieta po głosowaniu: co mieszkańcy wiedzą o\u00a0budżecie, jak głosowali, co im przeszkodziło. E-mail i\u00a0jedno przypomnienie.',
    en: 'A survey after the vote: what residents know of the budget, how they voted, what kept them from it. An e-mail and one reminder.',
  },
  list: {
    pl: 'Adresy e-mail osób, które zgodziły się na kontakt w\u00a0sprawie budżetu.',
    en: 'E-mail addresses of people who agreed to be contacted about the budget.',
  },
  days: 21,
  survey: 'participatory-budget',
  purpose: {
    pl: 'Chcemy wiedzieć, co poprawić w\u00a0Poznańskim Budżecie Obywatelskim.',
    uk: 'Ми хочемо знати, що покращити в Познанському громадському бюджеті.',
    en: 'We want to know what to improve in Poznań’s Participatory Budget.',
  },
  privacy: {
    dataSource: 'osoby, które podały adres przy głosowaniu lub zgłaszaniu projektów',
    dataCategories: 'adres e-mail, odpowiedzi w ankiecie',
    retentionMonths: 12,
  },
  plan: (given) =>
    inLetters(given, {
      pl: { subject: 'Jak oceniają Państwo Budżet Obywatelski?', about: 'o Poznańskim Budżecie Obywatelskim' },
      uk: { subject: 'Що Ви думаєте про громадський бюджет?', about: 'про Познанський громадський бюджет' },
      en: { subject: 'What do you think of the Participatory Budget?', about: 'of Poznań’s Participatory Budget' },
    }),
}

const culturePurpose = {
  pl: 'Chcemy wiedzieć, jakich wydarzeń kulturalnych brakuje na osiedlach.',
  uk: 'Ми хочемо знати, яких культурних подій бракує в мікрорайонах.',
  en: 'We want to know which cultural events the estates lack.',
}

export const culture: DriveTemplate = {
  ...usual,
  id: 'culture-on-estates',
  name: {
    pl: 'Preferencje kulturalne mieszkańców osiedli peryferyjnych',
    en: 'Cultural preferences of residents of peripheral estates',
  },
  description: {
    pl: 'Krótka ankieta o\u00a0kulturze blisko domu: e-mail, jedno przypomnienie, potem telefon do tych, którzy nie odpowiedzieli.',
    en: 'A short survey about culture near home: e-mail, one reminder, then a call to those who did not answer.',
  },
  list: {
    pl: 'Adresy e-mail lub numery telefonów mieszkańców wybranych osiedli.',
    en: 'E-mail addresses or telephone numbers of residents of chosen estates.',
  },
  days: 28,
  survey: 'culture-on-estates',
  purpose: culturePurpose,
  privacy: {
    dataSource: 'mieszkańcy, którzy zgodzili się na kontakt w sprawach osiedla',
    dataCategories: 'adres e-mail, numer telefonu, osiedle, odpowiedzi w ankiecie',
    retentionMonths: 12,
  },
  plan: (given) => [
    ...inLetters(given, {
      pl: { subject: 'Jakiej kultury brakuje na Państwa osiedlu?', about: 'o kulturze blisko domu' },
      uk: { subject: 'Якої культури бракує у Вашому районі?', about: 'про культуру поруч із домом' },
      en: { subject: 'Which culture is missing where you live?', about: 'of culture near your home' },
    }),
    wait(3),
    agents(given, culturePurpose, { asks: 'survey', stop }),
  ],
}

export const diversity: DriveTemplate = {
  ...usual,
  id: 'diversity',
  name: { pl: 'Różnorodność w\u00a0urzędzie', en: 'Diversity at the office' },
  description: {
    pl: 'Anonimowa ankieta wśród pracowników urzędu: e-mail i\u00a0jedno przypomnienie. Nikt, także administrator systemu, nie połączy odpowiedzi z\u00a0osobą.',
    en: 'An anonymous survey among the office’s employees: an e-mail and one reminder. Nobody, not even the administrator of the system, can join answers with a person.',
  },
  list: { pl: 'Służbowe adresy e-mail. Nic więcej.', en: 'E-mail addresses at work. Nothing else.' },
  days: 21,
  survey: 'diversity',
  anonymity: 'anonymous',
  basis: '9(2)(a)',
  purpose: {
    pl: 'Chcemy wiedzieć, czy każdy jest u\u00a0nas traktowany z\u00a0szacunkiem.',
    uk: 'Ми хочемо знати, чи до кожного в нас ставляться з повагою.',
    en: 'We want to know whether everybody is treated with respect here.',
  },
  privacy: {
    dataSource: 'służbowa książka adresowa',
    dataCategories: 'służbowy adres e-mail; odpowiedzi bez powiązania z osobą',
    retentionMonths: 3,
  },
  plan: (given) => {
    const words = {
      pl: { subject: 'Anonimowa ankieta: jak się u nas pracuje', about: 'o tym, jak się u nas pracuje' },
      uk: { subject: 'Анонімне опитування: як у нас працюється', about: 'про те, як у нас працюється' },
      en: { subject: 'Anonymous survey: what work is like here', about: 'of what work is like here' },
    }
    return inLetters(given, words, false)
  },
}
