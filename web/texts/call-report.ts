/** Texts of a resident's report on an agent's call page. Polish is the source, English must satisfy its type. */
import type { StaffLanguage } from './staff.ts'

const pl = {
  heading: 'Zgłoszenie mieszkańca',
  open: 'Zapisz zgłoszenie',
  lead: 'Rozmówca mówi o\u00a0śliskim chodniku, soplach, braku ogrzewania? Zapisz to tutaj. Gdy ktoś jest w\u00a0niebezpieczeństwie, niech zadzwoni pod 112.',
  subject: 'Czego dotyczy?',
  choose: '– wybierz –',
  place: 'Miejsce',
  placeHint: 'Ulica i\u00a0numer, przystanek, park.',
  words: 'Co się dzieje',
  wordsHint: 'Zostanie zaszyfrowane. Dane rozmówcy tylko wtedy, gdy chce odpowiedzi.',
  save: 'Przyjmij zgłoszenie',
  saved: (number: string, unit: string, date: string) =>
    `Zgłoszenie przyjęte, numer ${number}. Zajmie się nim ${unit}, najpóźniej ${date}.`,
  placeMissing: 'Podaj miejsce.',
  list: {
    title: 'Moje zgłoszenia',
    lead: 'Zgłoszenia przyjęte przez Ciebie w rozmowach: kto się nimi zajmuje i co już zrobiono.',
    none: 'Nie masz jeszcze żadnych zgłoszeń.',
    number: 'Numer',
    about: 'Czego dotyczy',
    state: 'Stan',
    unit: 'Kto się zajmuje',
    due: 'Termin',
    states: {
      ...{ open: 'nowe', working: 'w toku', 'handed on': 'przekazane', done: 'zakończone' },
      ...{
        'with unit': 'jednostka się zajmuje',
        answered: 'jednostka odpowiedziała',
        returned: 'zwrócone przez jednostkę',
      },
    },
  },
}

export type CallReportTexts = typeof pl

const en: CallReportTexts = {
  heading: 'A resident’s report',
  open: 'Write a report down',
  lead: 'Does the person tell of a slippery pavement, icicles, no heating? Write it down here. If somebody is in danger, she should call 112.',
  subject: 'What is it about?',
  choose: '– choose –',
  place: 'Place',
  placeHint: 'Street and number, stop, park.',
  words: 'What is going on',
  wordsHint: 'It is encrypted. Data of the person only if she wants an answer.',
  save: 'Take the report',
  saved: (number, unit, date) => `The report is taken, number ${number}. In charge: ${unit}, by ${date}.`,
  placeMissing: 'Give the place.',
  list: {
    title: 'My reports',
    lead: 'Reports that you took in calls: who deals with them, and what was done.',
    none: 'You have no reports yet.',
    number: 'Number',
    about: 'What it is about',
    state: 'State',
    unit: 'In charge',
    due: 'Due',
    states: {
      ...{ open: 'new', working: 'in work', 'handed on': 'handed on', done: 'done' },
      ...{ 'with unit': 'taken up by the unit', answered: 'answered by the unit', returned: 'sent back by the unit' },
    },
  },
}

const texts: Record<StaffLanguage, CallReportTexts> = { pl, en }

/** The texts in a language. */
export const callReportTexts = (language: StaffLanguage): CallReportTexts => texts[language]
