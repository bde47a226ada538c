/** Texts of the register of cases: the list, a new one, one case with its journal. Polish is the source, English must satisfy its type. */
import type { StaffLanguage } from './staff.ts'
import type { Words } from './staff-words.ts'
import { plural } from './texts.ts'

const pl = {
  cases: {
    title: 'Sprawy',
    lead: 'Wnioski osób, na które urząd musi odpowiedzieć w\u00a0terminie. Na górze te, których termin mija pierwszy.',
    open: 'Otwarte',
    done: (year: string) => `Zakończone w\u00a0${year} r.`,
    none: 'Nie ma otwartych spraw.',
    noneDone: 'W\u00a0tym roku nie zakończono żadnej sprawy.',
    add: 'Zapisz nową sprawę',
    number: 'Sprawa',
    kind: 'Rodzaj',
    due: 'Termin',
    state: 'Stan',
    unit: 'Kto odpowiada',
    ended: 'Zakończenie',
    retention: 'Przechowywanie danych',
    states: { open: 'nowa', working: 'w\u00a0toku', 'handed on': 'przekazana', done: 'zakończona' },
    left: (days: number) =>
      days < 0
        ? `po terminie: ${plural('pl', -days, { one: 'dzień', few: 'dni', many: 'dni', other: 'dnia' })}`
        : days === 0
          ? 'dziś ostatni dzień'
          : plural('pl', days, { one: 'dzień', few: 'dni', many: 'dni', other: 'dnia' }),
  },
  add: {
    title: 'Nowa sprawa',
    lead: 'Zapisz wniosek, który przyszedł listem, e-mailem albo został złożony w\u00a0rozmowie. Termin liczy się od dziś.',
    kind: 'O\u00a0co prosi osoba?',
    kinds: { erasure: 'O\u00a0usunięcie danych', access: 'O\u00a0kopię danych (dostęp)' },
    from: 'Jak wpłynął wniosek?',
    froms: {
      letter: 'listem',
      email: 'e-mailem',
      call: 'w\u00a0rozmowie telefonicznej',
      visit: 'w\u00a0urzędzie',
      page: 'na stronie',
      form: 'formularzem',
    },
    email: 'Adres e-mail osoby',
    phone: 'Numer telefonu osoby',
    hint: 'Wystarczy jedno z\u00a0nich. Po tym szukamy jej danych we wszystkich akcjach.',
    text: 'Treść wniosku',
    textHint: 'Zostanie zaszyfrowana i\u00a0zniknie z\u00a0zakończeniem sprawy.',
    save: 'Zapisz sprawę',
  },
  one: {
    title: (kind: string) => `Sprawa: ${kind}`,
    due: (date: string) => `Odpowiedź najpóźniej ${date}`,
    opened: 'Wpłynęła',
    from: 'Jak',
    wrote: 'Treść',
    email: 'E-mail',
    phone: 'Telefon',
    forgotten: 'Treść wniosku i\u00a0adres osoby usunięto z\u00a0końcem sprawy.',
    people: 'Znajdź dane tej osoby',
    busy: 'Trwa usuwanie danych. Strona odświeży się sama.',
    protocol: 'Protokół usunięcia',
    steps: 'Co dalej ze sprawą',
    note: 'Uwaga lub powód (bez danych osoby)',
    unitLabel: 'Komu przekazać',
    ending: 'Jak zakończyła się sprawa',
    moves: {
      take: 'Zajmuję się tym',
      'hand on': 'Przekaż',
      prolong: 'Przedłuż termin',
      remark: 'Zapisz uwagę',
      end: 'Zakończ sprawę',
    },
    prolongHint: 'Osoba musi dowiedzieć się o\u00a0przedłużeniu i\u00a0jego powodzie przed upływem terminu.',
    journal: 'Przebieg',
    when: 'Kiedy',
    who: 'Kto',
    what: 'Co',
    did: {
      open: 'wpłynęła',
      take: 'zajęto się nią',
      'hand on': 'przekazano',
      prolong: 'przedłużono termin',
      remark: 'uwaga',
      end: 'zakończono',
      remind: 'przypomnienie: dni do terminu',
    } as Record<string, string>,
    resident: 'osoba',
    clock: 'system',
    choose: '– wybierz –',
  },
}

const en: Words<typeof pl> = {
  cases: {
    title: 'Cases',
    lead: 'Requests of people that the office has to answer in time. Those whose time ends first stand on top.',
    open: 'Open',
    done: (year) => `Done in ${year}`,
    none: 'There are no open cases.',
    noneDone: 'No case ended in this year.',
    add: 'Write down a new case',
    number: 'Case',
    kind: 'Kind',
    due: 'Due',
    state: 'State',
    unit: 'Who answers',
    ended: 'Ending',
    retention: 'Keeping of data',
    states: { open: 'new', working: 'in work', 'handed on': 'handed on', done: 'done' },
    left: (days) =>
      days < 0
        ? `late by ${-days} ${-days === 1 ? 'day' : 'days'}`
        : days === 0
          ? 'last day today'
          : `${days} ${days === 1 ? 'day' : 'days'}`,
  },
  add: {
    title: 'New case',
    lead: 'Write down a request that came by letter, by e-mail or in a talk. Its time is counted from today.',
    kind: 'What does the person ask for?',
    kinds: { erasure: 'To have her data erased', access: 'For a copy of her data (access)' },
    from: 'How did the request come?',
    froms: {
      letter: 'by letter',
      email: 'by e-mail',
      call: 'in a call',
      visit: 'at the office',
      page: 'on the page',
      form: 'by a form',
    },
    email: 'E-mail address of the person',
    phone: 'Telephone number of the person',
    hint: 'One of them is enough. Her data are searched by it in all drives.',
    text: 'What she wrote',
    textHint: 'It is encrypted, and gone with the end of the case.',
    save: 'Save the case',
  },
  one: {
    title: (kind) => `Case: ${kind}`,
    due: (date) => `Answer by ${date}`,
    opened: 'Came in',
    from: 'How',
    wrote: 'What was written',
    email: 'E-mail',
    phone: 'Telephone',
    forgotten: 'What was written and the person’s address were removed with the end of the case.',
    people: 'Find the data of this person',
    busy: 'Data are being erased. The page reloads by itself.',
    protocol: 'Protocol of the erasure',
    steps: 'What is to be done with the case',
    note: 'Remark or reason (without data of the person)',
    unitLabel: 'To whom it is handed on',
    ending: 'How the case ended',
    moves: {
      take: 'I deal with it',
      'hand on': 'Hand on',
      prolong: 'Prolong',
      remark: 'Save the remark',
      end: 'End the case',
    },
    prolongHint: 'The person must be told of it, and why, before the time is over.',
    journal: 'Journal',
    when: 'When',
    who: 'Who',
    what: 'What',
    did: {
      open: 'came in',
      take: 'taken',
      'hand on': 'handed on',
      prolong: 'prolonged',
      remark: 'remark',
      end: 'ended',
      remind: 'reminder: days left',
    },
    resident: 'the person',
    clock: 'the system',
    choose: '– choose –',
  },
}

export type CaseTexts = Words<typeof pl>
const texts: Record<StaffLanguage, CaseTexts> = { pl, en }

/** The texts in a language. */
export const caseTexts = (language: StaffLanguage): CaseTexts => texts[language]
