/** What residents read, in Polish: the source of the other languages. Plain words, short sentences, no gendered verbs. (L45) */
import { date, number, plural } from './texts.ts'

/** In the genitive, as after "około". */
const minutes = (count: number) => plural('pl', count, { one: 'minuty', few: 'minut', many: 'minut', other: 'minuty' })
const months = (count: number) =>
  plural('pl', count, { one: 'miesiąc', few: 'miesiące', many: 'miesięcy', other: 'miesiąca' })
const characters = (count: number) => plural('pl', count, { one: 'znak', few: 'znaki', many: 'znaków', other: 'znaku' })
const answers = (count: number) =>
  plural('pl', count, { one: 'odpowiedź', few: 'odpowiedzi', many: 'odpowiedzi', other: 'odpowiedzi' })

/** A limit as it stands in a survey: a number, or a day. */
const limit = (value: number | string) => (typeof value === 'number' ? number('pl', value) : date('pl', value))

export const pl = {
  product: 'Badania i\u00a0konsultacje',
  footer: {
    why: 'Dlaczego się kontaktujemy i\u00a0jakie mamy dane',
    privacy: 'Ochrona danych osobowych',
    accessibility: 'Deklaracja dostępności',
    objection: 'Nie chcę takich wiadomości',
    help: (phone: string) => `Pomoc: ${phone}`,
  },

  start: {
    kind: 'Ankieta',
    who: 'Kto pyta',
    why: 'Po co pytamy',
    time: 'Ile to zajmie',
    timeValue: (count: number) => `około ${minutes(count)}`,
    until: 'Do kiedy',
    untilValue: (day: string) => `do ${date('pl', day)} włącznie`,
    seen: 'Kto zobaczy odpowiedzi',
    seenValue: {
      identified:
        'Ankieta jest imienna. Pracownicy urzędu, którzy prowadzą to badanie, widzą, od kogo jest każda odpowiedź.',
      confidential:
        'Ankieta jest poufna, ale nie anonimowa. Wyniki pokazujemy łącznie. Zespół badania może czytać poszczególne odpowiedzi, ale bez nazwisk i\u00a0adresów. System wie, z\u00a0którego odnośnika przyszły odpowiedzi, żeby nikt nie odpowiadał dwa razy.',
      anonymous:
        'Ankieta jest anonimowa. Nikt, nawet osoby obsługujące system, nie połączy odpowiedzi z\u00a0osobą. Wiemy tylko, które odnośniki zostały już użyte.',
    },
    must: 'Czy trzeba odpowiadać',
    mustValue: 'Nie. Udział jest dobrowolny, a\u00a0za brak odpowiedzi nic nie grozi.',
    howHeading: 'Jak to działa',
    how: [
      'Odpowiedzi zapisujemy po każdej stronie.',
      'Możesz przerwać i\u00a0wrócić później tym samym odnośnikiem, także na innym urządzeniu.',
      'Na końcu sprawdzisz wszystkie odpowiedzi i\u00a0je wyślesz. Jeśli ich nie wyślesz, zespół badania zobaczy je jako niedokończone.',
    ],
    dataHeading: 'Twoje dane i\u00a0prawa',
    data: (controller: string, source: string) =>
      `Administratorem danych jest ${controller}. Skąd mamy Twój adres: ${source}.`,
    rights:
      'Możesz poprosić o\u00a0dostęp do swoich danych, o\u00a0ich poprawienie albo usunięcie. Możesz też zgłosić sprzeciw.',
    more: 'Więcej o\u00a0ochronie danych w\u00a0tym badaniu',
    help: (phone: string) =>
      `Potrzebujesz pomocy albo chcesz odpowiedzieć w\u00a0inny sposób? Zadzwoń: ${phone}. Pod tym numerem sprawdzisz też, czy ta ankieta naprawdę jest od nas.`,
    begin: 'Zaczynam',
    resumeHeading: 'Masz niedokończoną ankietę',
    resume: 'Twoje wcześniejsze odpowiedzi są zapisane. Wrócisz do miejsca, w\u00a0którym je przerwano.',
    goOn: 'Wracam do ankiety',
  },

  page: {
    step: (nth: number, of: number) => `Strona ${nth} z\u00a0${of}`,
    next: 'Zapisz i\u00a0przejdź dalej',
    toReview: 'Zapisz i\u00a0wróć do podsumowania',
    stop: 'Odpowiedzi zapisują się po każdej stronie. Możesz wrócić tu później tym samym odnośnikiem.',
    appeared: 'Po Twojej odpowiedzi doszły nowe pytania. Odpowiedz na nie, zanim przejdziesz dalej.',
    onlyMarked: 'Pomiń pytania, na które nie chcesz odpowiadać. Wymagane są tylko te, przy których to napisano.',
    anySkipped: 'Każde pytanie na tej stronie możesz pominąć.',
    several: 'Możesz wybrać kilka odpowiedzi.',
    atMost: (count: number) => `Wybierz najwyżej ${answers(count)}.`,
    atLeast: (count: number) => `Wybierz co najmniej ${answers(count)}.`,
    between: (min: number, max: number) => `Wybierz od ${min} do ${answers(max)}.`,
    choose: 'Wybierz z\u00a0listy',
    other: 'Jeśli to „Inne”: napisz, co masz na myśli',
    longest: (count: number) => `Najwyżej ${characters(count)}.`,
    phoneHint: 'Na przykład 600 100 200',
    personalHint: 'Nie podawaj tu nazwisk, adresów ani numeru PESEL.',
  },

  errors: {
    required: {
      choose: 'Wybierz jedną odpowiedź',
      chooseAny: 'Wybierz przynajmniej jedną odpowiedź',
      write: 'Wpisz odpowiedź',
      row: 'Wybierz odpowiedź w\u00a0tym wierszu',
    },
    otherRequired: 'Napisz, co oznacza odpowiedź „Inne”',
    unknownChoice: 'Wybierz odpowiedź spośród podanych',
    several: 'Wybierz tylko jedną odpowiedź',
    tooFew: (min: number) => `Wybierz co najmniej ${answers(min)}`,
    tooMany: (max: number) => `Wybierz najwyżej ${answers(max)}`,
    exclusive: 'Zaznacz albo tę jedną odpowiedź, albo pozostałe – nie razem',
    notNumber: 'Wpisz liczbę, na przykład 12 albo 7,5',
    tooSmall: (min: number | string) => `Wpisz liczbę nie mniejszą niż ${limit(min)}`,
    tooLarge: (max: number | string) => `Wpisz liczbę nie większą niż ${limit(max)}`,
    notDate: 'Wpisz istniejącą datę, na przykład 27.03.2026',
    tooEarly: (min: number | string) => `Wpisz datę nie wcześniejszą niż ${limit(min)}`,
    tooLate: (max: number | string) => `Wpisz datę nie późniejszą niż ${limit(max)}`,
    tooLong: (max: number, length: number) =>
      `Skróć odpowiedź: ma ${characters(length)}, a\u00a0może mieć najwyżej ${number('pl', max)}`,
    tooShort: (min: number) => `Napisz trochę więcej: co najmniej ${characters(min)}`,
    notEmail: 'Wpisz adres e-mail, na przykład anna@example.org',
    notPhone: 'Wpisz numer telefonu, na przykład 600 100 200',
    notPostcode: 'Wpisz kod pocztowy, na przykład 61-841',
  },

  review: {
    heading: 'Sprawdź odpowiedzi przed wysłaniem',
    lead: 'Możesz jeszcze zmienić każdą z\u00a0nich. Po wysłaniu zmiana nie będzie możliwa.',
    none: 'brak odpowiedzi',
    change: 'Zmień',
    missing: (count: number) =>
      `${plural('pl', count, { one: 'pytanie czeka', few: 'pytania czekają', many: 'pytań czeka', other: 'pytania czeka' })} na odpowiedź`,
    missingLead: 'Zanim wyślesz ankietę, odpowiedz na te pytania:',
    page: (nth: number) => `Strona ${nth}`,
    submit: 'Wyślij odpowiedzi',
  },

  call: {
    /** Asked for outside a survey. */
    plain: { lead: 'Zadzwoni do Ciebie osoba z\u00a0urzędu i\u00a0odpowie na Twoje pytania.', back: 'Wróć' },
    offerHeading: 'Wolisz rozmowę?',
    offer: 'Możesz odpowiedzieć przez telefon. Zadzwonimy w\u00a0dniu i\u00a0o\u00a0godzinie, które wybierzesz.',
    offerLink: 'Poproś o\u00a0telefon',
    agreed: (when: string) => `Zadzwonimy: ${when}.`,
    agreedLink: 'Zmień termin albo odwołaj telefon',
    title: 'Poproś o\u00a0telefon',
    lead: 'Zadzwoni do Ciebie osoba z\u00a0urzędu i\u00a0zada te same pytania. Odpowiedzi, które są już zapisane, nie przepadną.',
    numbers: (phones: string[]) =>
      phones.length === 1
        ? `Zadzwonimy pod Twój numer ${phones[0]}.`
        : `Zadzwonimy pod Twój numer ${phones[0]}, a\u00a0jeśli będzie nieczynny, pod numer ${phones[1]}.`,
    day: 'Którego dnia mamy zadzwonić?',
    time: 'O\u00a0której godzinie?',
    timeHint: 'Zadzwonimy w\u00a0ciągu tej godziny.',
    chooseOne: 'wybierz godzinę',
    chooseDay: 'Wybierz dzień',
    chooseTime: 'Wybierz godzinę',
    tooLate: 'Tego dnia na tę godzinę jest już za późno. Wybierz późniejszą albo inny dzień',
    submit: 'Proszę o\u00a0telefon',
    noTimes: (phone: string) => `W\u00a0najbliższych dniach nie możemy zadzwonić. Zadzwoń do nas: ${phone}.`,
    promisedHeading: 'Zadzwonimy do Ciebie',
    promise: (day: string, from: string, to: string) => `${day}, między ${from} a\u00a0${to}`,
    web: 'Do tego czasu nadal możesz odpowiedzieć na tej stronie. Wtedy nie będziemy dzwonić.',
    change: 'Zmień termin',
    changeSubmit: 'Zapisz nowy termin',
    withdraw: 'Odwołaj telefon',
    withdrawn: 'Telefon odwołany. Nie zadzwonimy w\u00a0tym terminie.',
    back: 'Przejdź do ankiety',
    objectedHeading: 'Nie możemy do Ciebie zadzwonić',
    objected: (phone: string) =>
      `Mamy zapisany Twój sprzeciw wobec kontaktu, więc nie dzwonimy. Jeśli chcesz porozmawiać, zadzwoń do nas: ${phone}.`,
  },

  thanks: {
    title: 'Odpowiedzi wysłane',
    heading: 'Dziękujemy',
    lead: 'Twoje odpowiedzi są zapisane. Możesz zamknąć tę stronę.',
    next: 'Co dalej',
    nextText:
      'Policzymy odpowiedzi wszystkich osób i\u00a0weźmiemy je pod uwagę. Twój odnośnik już nie otworzy ankiety, więc nikt inny nie zmieni Twoich odpowiedzi.',
  },

  sent: {
    heading: 'Ta ankieta jest już wysłana',
    text: 'Tej ostatniej zmiany nie zapisaliśmy, bo odpowiedzi z\u00a0tego odnośnika wysłano wcześniej, na przykład w\u00a0innej karcie. Wysłanych odpowiedzi nie można zmienić.',
    thanks: 'Dziękujemy za udział. Możesz zamknąć tę stronę.',
  },

  closed: {
    heading: 'Ta ankieta jest już zamknięta',
    text: 'Nie przyjmujemy więcej odpowiedzi. Odpowiedzi, których nie wysłano do końca, nie są liczone w\u00a0wynikach.',
    help: (phone: string) => `Masz pytanie? Zadzwoń: ${phone}.`,
  },

  gone: {
    heading: 'Ten odnośnik nie działa',
    text: 'Odnośnik może być niepełny albo już nieczynny, na przykład dlatego, że akcja się skończyła albo wizyta już się odbyła. Skopiuj z\u00a0wiadomości cały adres i\u00a0spróbuj jeszcze raz.',
    answered:
      'Jeśli Twoje odpowiedzi są już wysłane albo wizyta jest umówiona, nie musisz nic robić. Umówioną wizytę otworzysz odnośnikiem z\u00a0jej potwierdzenia.',
    once: 'Odnośnik do ankiety anonimowej otwiera ją tylko raz. Jeśli Twoja ankieta nie jest jeszcze wysłana, poszukaj jej w\u00a0otwartych kartach albo w\u00a0zakładkach przeglądarki.',
    help: (phone: string) => `W\u00a0razie kłopotów zadzwoń: ${phone}.`,
  },

  broken: {
    heading: 'Coś się u\u00a0nas zepsuło',
    text: 'To nasz błąd, nie Twój. Odpowiedzi z\u00a0poprzednich stron są zapisane. Odczekaj chwilę i\u00a0otwórz jeszcze raz odnośnik z\u00a0wiadomości.',
  },
  forged: {
    heading: 'Nie przyjęliśmy tego formularza',
    text: 'Formularz wysłano z\u00a0obcej strony. Otwórz odnośnik ze swojej wiadomości i\u00a0spróbuj jeszcze raz.',
  },
  tooLarge: {
    heading: 'Odpowiedzi są za długie',
    text: 'Tyle tekstu naraz nie możemy przyjąć. Wróć do poprzedniej strony i\u00a0skróć odpowiedzi.',
  },
  notFound: {
    heading: 'Nie ma takiej strony',
    text: 'Sprawdź, czy adres jest cały, albo otwórz odnośnik ze swojej wiadomości.',
  },

  objection: {
    title: 'Sprzeciw',
    heading: 'Nie chcesz takich wiadomości?',
    lead: 'Wybierz, czego dotyczy sprzeciw. Zadziała od razu, także wobec tego, co czeka w\u00a0kolejce.',
    legend: 'Czego dotyczy sprzeciw?',
    scope: {
      campaign: 'Tylko tej sprawy',
      purpose: {
        survey: 'Wszystkich badań i\u00a0ankiet',
        public_info: 'Wszystkich informacji miejskich',
        statutory_info: 'Wszystkich zawiadomień',
        reminder: 'Wszystkich przypomnień',
        commercial: 'Wszystkich ofert i\u00a0reklam',
      },
      all: 'Wszystkich takich wiadomości od urzędu',
    },
    hint: {
      campaign: (name: string) => `Nie skontaktujemy się więcej w\u00a0sprawie: ${name}.`,
      purpose: 'Nie skontaktujemy się więcej w\u00a0tym celu.',
      all: 'Nie skontaktujemy się więcej w\u00a0żadnej sprawie, o\u00a0której informujemy w\u00a0ten sposób.',
    },
    duty: 'Sprzeciw zatrzymuje takie e-maile i\u00a0telefony. Pisma urzędowe dostaniesz nadal pocztą albo do e-Doręczeń, a\u00a0obowiązek, którego dotyczą, pozostaje.',
    choose: 'Wybierz, czego dotyczy sprzeciw',
    submit: 'Zgłaszam sprzeciw',
    done: 'Sprzeciw zapisany',
    doneText: {
      campaign: 'Nie skontaktujemy się więcej w\u00a0tej sprawie.',
      purpose: 'Nie skontaktujemy się więcej w\u00a0tym celu.',
      all: 'Nie skontaktujemy się więcej w\u00a0ten sposób w\u00a0żadnej sprawie.',
    },
    doneMore: (phone: string) =>
      `Wiadomość wysłana w\u00a0tej samej chwili może jeszcze dojść. Masz pytanie? Zadzwoń: ${phone}.`,
  },

  unsubscribe: {
    heading: 'Rezygnacja z\u00a0wiadomości',
    text: 'Ta strona niczego jeszcze nie zmieniła. Żeby zrezygnować, przejdź dalej i\u00a0wybierz, których wiadomości nie chcesz.',
    button: 'Wybieram, z\u00a0czego rezygnuję',
    done: 'Zapisano. Nie skontaktujemy się więcej w\u00a0tym celu.',
  },

  privacy: {
    heading: 'Ochrona danych osobowych',
    about: (name: string) => `Dotyczy sprawy „${name}”.`,
    controller: 'Kto odpowiada za dane',
    officer: 'Inspektor ochrony danych',
    purpose: 'Po co przetwarzamy dane',
    basis: 'Na jakiej podstawie',
    basisText: {
      '6(1)(e)': 'zadanie publiczne urzędu – art. 6 ust. 1 lit. e RODO',
      '6(1)(c)': 'obowiązek prawny urzędu – art. 6 ust. 1 lit. c RODO',
      '6(1)(a)': 'Twoja zgoda – art. 6 ust. 1 lit. a RODO',
      '9(2)(a)': 'Twoja wyraźna zgoda na dane szczególne – art. 9 ust. 2 lit. a RODO',
      '9(2)(b)': 'prawo pracy i\u00a0zabezpieczenie społeczne – art. 9 ust. 2 lit. b RODO',
      '9(2)(g)': 'ważny interes publiczny – art. 9 ust. 2 lit. g RODO',
      '9(2)(h)': 'opieka zdrowotna i\u00a0społeczna – art. 9 ust. 2 lit. h RODO',
      '9(2)(i)': 'zdrowie publiczne – art. 9 ust. 2 lit. i RODO',
      '9(2)(j)': 'badania i\u00a0statystyka w\u00a0interesie publicznym – art. 9 ust. 2 lit. j RODO',
    },
    source: 'Skąd mamy dane',
    categories: 'Jakie to dane',
    recipients: 'Kto je dostaje',
    retention: 'Jak długo je trzymamy',
    retentionText: (count: number) => `${months(count)} od zakończenia badania`,
    assessment: 'Ocena skutków dla ochrony danych',
    assessmentDone: (reference: string) => `wykonana (${reference})`,
    assessmentNone: 'nie była wymagana',
    register: 'Numer w\u00a0rejestrze czynności przetwarzania',
    anonymity: 'Kto zobaczy odpowiedzi',
    rightsHeading: 'Twoje prawa',
    rights: {
      access: 'dostęp do swoich danych i\u00a0ich kopia',
      rectify: 'poprawienie danych',
      restrict: 'ograniczenie przetwarzania',
      erase: 'usunięcie danych, gdy nie są już potrzebne',
      object: 'sprzeciw z\u00a0powodu Twojej szczególnej sytuacji',
      withdraw: 'wycofanie zgody w\u00a0każdej chwili; to, co stało się wcześniej, pozostaje zgodne z\u00a0prawem',
      portable: 'przeniesienie danych',
    },
    rightsHow: 'Żeby z\u00a0nich skorzystać, napisz do inspektora ochrony danych. Odpowiemy w\u00a0ciągu miesiąca.',
    complaint: 'Możesz też złożyć skargę do Prezesa Urzędu Ochrony Danych Osobowych (uodo.gov.pl).',
    voluntaryHeading: 'Co jeszcze warto wiedzieć',
    voluntary: 'Podanie odpowiedzi jest dobrowolne.',
    automated: 'Nie podejmujemy na podstawie odpowiedzi decyzji automatycznych ani nie tworzymy profili.',
    tracking:
      'Nie śledzimy otwarcia wiadomości ani kliknięć. Strona ankiety zapisuje w\u00a0przeglądarce tylko wybrany język.',
  },
}

export type ResidentMessages = typeof pl
