/** Drives that invite to a visit: e-mail with a link, then an automated call that offers the first free date, then agents. */
import type { Stop } from '../../plan/plan.ts'
import { agents, automated, type DriveTemplate, email, type Letters, text, wait } from './drive.ts'
import { benefitsCentreVisit, goldenHand, legalAidVisit } from './services.ts'

const stop: Stop[] = ['booked', 'objected']

const usual = {
  purposeClass: 'public_info',
  basis: '6(1)(e)',
  asks: 'booking',
  anonymity: 'identified',
  inDoubt: 'at-least-once',
  attempts: { perDay: 1, inAll: 4 },
} as const

const benefitsLetters: Letters = {
  pl: {
    subject: 'Umów wizytę w urzędzie bez kolejki',
    text: text(
      'Dzień dobry,',
      'mogą Państwo umówić się na wizytę. Proszę wybrać miejsce, dzień i godzinę. Będziemy na Państwa czekać.',
      'Odnośnik jest tylko dla Państwa:\n{{link}}',
      'Tym samym odnośnikiem można zmienić termin albo odwołać wizytę. Można się też umówić przez telefon: 61 646 33 44.',
    ),
  },
  uk: {
    subject: 'Запишіться на візит до управління без черги',
    text: text(
      'Добрий день,',
      'Ви можете записатися на візит. Оберіть місце, день і годину. Ми чекатимемо на Вас.',
      'Посилання лише для Вас:\n{{link}}',
      'За тим самим посиланням можна змінити час або скасувати візит. Можна записатися також телефоном: 61 646 33 44.',
    ),
  },
  en: {
    subject: 'Book a visit to the office without a queue',
    text: text(
      'Good day,',
      'you can book a visit. Please choose the place, the day and the hour. We will be ready for you.',
      'This link is only for you:\n{{link}}',
      'By the same link you can move or cancel the visit. You can also book it by phone: 61 646 33 44.',
    ),
  },
}

const visitPurpose = {
  pl: 'Zapraszamy do umówienia wizyty w\u00a0urzędzie.',
  uk: 'Запрошуємо записатися на візит до управління.',
  en: 'We invite you to book a visit to the office.',
}

export const benefitsVisits: DriveTemplate = {
  ...usual,
  id: 'benefits-visits',
  name: { pl: 'Umawianie wizyt w\u00a0Poznańskim Centrum Świadczeń', en: 'Visits at the Poznań Benefits Centre' },
  description: {
    pl: 'E-mail z\u00a0odnośnikiem do kalendarza. Kto się nie umówi, do tego dzwoni automat i\u00a0proponuje pierwszy wolny termin, a\u00a0potem konsultant. Temat nie zdradza, o\u00a0jakie świadczenie chodzi.',
    en: 'An e-mail with a link to the calendar. Who does not book is called automatically and offered the first free date, then by an agent. The subject does not tell which benefit it is about.',
  },
  list: {
    pl: 'Adresy e-mail lub numery telefonów. Bez rodzaju świadczenia.',
    en: 'E-mail addresses or telephone numbers. Not the kind of benefit.',
  },
  days: 28,
  discreet: true,
  visit: benefitsCentreVisit,
  purpose: visitPurpose,
  privacy: {
    dataSource: 'ewidencja osób, których sprawa wymaga wizyty',
    dataCategories: 'imię, adres e-mail, numer telefonu, termin wizyty',
    retentionMonths: 6,
  },
  plan: (given) => [
    email(benefitsLetters, stop),
    wait(3),
    automated(given, visitPurpose, { asks: 'booking', stop }),
    agents(given, visitPurpose, { asks: 'booking', stop }),
  ],
}

const legalAidLetters: Letters = {
  pl: {
    subject: 'Umów bezpłatną rozmowę w punkcie miejskim',
    text: text(
      'Dzień dobry,',
      'w 22 punktach w Poznaniu można bezpłatnie porozmawiać z prawnikiem lub doradcą. Wybierają Państwo punkt i godzinę.',
      'Odnośnik jest tylko dla Państwa:\n{{link}}',
      'Przy umawianiu prosimy tylko o oświadczenie, że nie stać Państwa na płatną poradę. O co chodzi, powiedzą Państwo dopiero w punkcie.',
      'Umówimy wizytę też przez telefon: 61 646 33 44.',
    ),
  },
  uk: {
    subject: 'Запишіться на безплатну розмову в міському пункті',
    text: text(
      'Добрий день,',
      'у 22 пунктах Познані можна безплатно поговорити з юристом або консультантом. Ви обираєте пункт і годину.',
      'Посилання лише для Вас:\n{{link}}',
      'Під час запису ми просимо лише заяву, що Ви не можете оплатити платну консультацію. Про що йдеться, Ви скажете аж у пункті.',
      'Запишемо Вас також телефоном: 61 646 33 44.',
    ),
  },
  en: {
    subject: 'Book a free talk at a point of the city',
    text: text(
      'Good day,',
      'at 22 points in Poznań you can talk to a lawyer or an adviser free of charge. You choose the point and the hour.',
      'This link is only for you:\n{{link}}',
      'When you book, we only ask for a statement that you cannot afford paid advice. You say what it is about only when you are there.',
      'You can also book by phone: 61 646 33 44.',
    ),
  },
}

const legalAidPurpose = {
  pl: 'Zapraszamy do umówienia bezpłatnej porady w\u00a0punkcie miejskim.',
  uk: 'Запрошуємо записатися на безплатну консультацію в міському пункті.',
  en: 'We invite you to book free advice at a point of the city.',
}

export const legalAid: DriveTemplate = {
  ...usual,
  id: 'legal-aid',
  name: { pl: 'Nieodpłatna pomoc prawna: umawianie porad', en: 'Free legal aid: booking advice' },
  description: {
    pl: 'E-mail z\u00a0odnośnikiem do kalendarza 22 punktów, potem telefon konsultanta. Osoba oświadcza, że jest uprawniona; sprawy nie opisuje.',
    en: 'An e-mail with a link to the calendar of 22 points, then a call by an agent. The person states that she is entitled; the matter is not described.',
  },
  list: {
    pl: 'Adresy e-mail lub numery telefonów osób, które prosiły o\u00a0termin.',
    en: 'E-mail addresses or telephone numbers of people who asked for a date.',
  },
  days: 28,
  discreet: true,
  visit: legalAidVisit,
  purpose: legalAidPurpose,
  privacy: {
    dataSource: 'osoby, które poprosiły o termin w punkcie nieodpłatnej pomocy',
    dataCategories: 'imię, adres e-mail, numer telefonu, termin wizyty, oświadczenie o uprawnieniu',
    retentionMonths: 6,
  },
  plan: (given) => [email(legalAidLetters, stop), wait(3), agents(given, legalAidPurpose, { asks: 'booking', stop })],
}

const seniorLetters: Letters = {
  pl: {
    subject: 'Złota rączka dla Seniora: zapisy na drobne naprawy',
    text: text(
      'Dzień dobry,',
      'zapraszamy do zapisania się na bezpłatną drobną naprawę w domu. Usługa jest dla mieszkańców Poznania, którzy mają co najmniej 65 lat.',
      'Odnośnik jest tylko dla Państwa:\n{{link}}',
      'Najpierw zadamy trzy pytania, potem wybierają Państwo dzień. Gdy miejsc zabraknie, można wpisać się na listę oczekujących.',
      'Zapiszemy Państwa też przez telefon: 61 646 33 44.',
    ),
  },
  uk: {
    subject: '«Золоті руки»: запис на дрібний ремонт',
    text: text(
      'Добрий день,',
      'запрошуємо записатися на безплатний дрібний ремонт удома. Послуга для мешканців Познані, яким виповнилося 65 років.',
      'Посилання лише для Вас:\n{{link}}',
      'Спершу поставимо три запитання, потім Ви оберете день. Якщо місць не буде, можна записатися в чергу.',
      'Запишемо Вас також телефоном: 61 646 33 44.',
    ),
  },
  en: {
    subject: 'Golden Hand: register for a small repair',
    text: text(
      'Good day,',
      'you can register for a small repair at home, free of charge. The service is for residents of Poznań who are 65 or older.',
      'This link is only for you:\n{{link}}',
      'First we ask three questions, then you choose a day. If there is no place left, you can join the waiting list.',
      'You can also register by phone: 61 646 33 44.',
    ),
  },
}

const seniorPurpose = {
  pl: 'Zapraszamy do zapisów na bezpłatne drobne naprawy dla seniorów.',
  uk: 'Запрошуємо записатися на безплатний дрібний ремонт для людей старшого віку.',
  en: 'We invite older residents to register for small repairs free of charge.',
}

export const seniorRepairs: DriveTemplate = {
  ...usual,
  id: 'senior-repairs',
  name: { pl: 'Złota rączka dla Seniora: zapisy', en: 'Golden Hand for older people: registration' },
  description: {
    pl: 'Zapisy na usługę z\u00a0liczbą miejsc: e-mail, pytania o\u00a0uprawnienie, wybór dnia, lista oczekujących, potem telefon konsultanta. Tak samo działa zapis na „Taksówkę dla Seniora” i\u00a0na szczepienia.',
    en: 'Registration for a service with places: an e-mail, questions on who is eligible, the choice of a day, a waiting list, then a call by an agent. Registration for “Taxi for Seniors” and for vaccinations works alike.',
  },
  list: {
    pl: 'Adresy e-mail lub numery telefonów seniorów, którzy zgodzili się na kontakt.',
    en: 'E-mail addresses or telephone numbers of older residents who agreed to be contacted.',
  },
  days: 28,
  survey: 'senior-services',
  visit: goldenHand,
  purpose: seniorPurpose,
  privacy: {
    dataSource: 'seniorzy, którzy zgodzili się na kontakt w sprawie usług miasta',
    dataCategories: 'imię, adres e-mail, numer telefonu, odpowiedzi o uprawnieniu, termin wizyty',
    retentionMonths: 12,
  },
  plan: (given) => [email(seniorLetters, stop), wait(3), agents(given, seniorPurpose, { asks: 'booking', stop })],
}
