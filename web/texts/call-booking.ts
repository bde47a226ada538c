/** Texts of the visit on an agent's call page. Polish is the source, English must satisfy its type. */
import type { StaffLanguage } from './staff.ts'

const pl = {
  heading: 'Wizyta',
  has: 'Wizyta jest umówiona',
  code: 'Numer rezerwacji do odczytania',
  cancel: 'Odwołaj wizytę',
  link: 'Woli wybrać termin w\u00a0internecie?',
  first: 'Pierwszy wolny termin',
  none: 'Nie ma wolnych terminów. Można zapisać notatkę i\u00a0umówić telefon.',
  bookFirst: 'Umów ten termin',
  moveFirst: 'Przełóż na ten termin',
  other: 'Inny termin',
  point: 'Miejsce',
  anyPoint: 'Wszystkie miejsca',
  day: 'Dzień',
  look: 'Pokaż wolne godziny',
  free: 'Wolne godziny',
  full: 'Tego dnia nie ma wolnych godzin.',
  book: 'Umów wybrany termin',
  move: 'Przełóż na wybrany termin',
  choose: 'Wybierz godzinę.',
  name: 'Imię i\u00a0nazwisko',
  statement: 'Odczytaj oświadczenie. Zaznacz, gdy osoba je potwierdzi.',
}

export type CallBookingTexts = typeof pl

const en: CallBookingTexts = {
  heading: 'Visit',
  has: 'The visit is booked',
  code: 'Booking number to read back',
  cancel: 'Call the visit off',
  link: 'Would rather choose a time on the web?',
  first: 'First free time',
  none: 'There are no free times. You can make a note and promise a call.',
  bookFirst: 'Book this time',
  moveFirst: 'Move to this time',
  other: 'Another time',
  point: 'Place',
  anyPoint: 'All places',
  day: 'Day',
  look: 'Show free hours',
  free: 'Free hours',
  full: 'There are no free hours on this day.',
  book: 'Book the chosen time',
  move: 'Move to the chosen time',
  choose: 'Choose an hour.',
  name: 'First and last name',
  statement: 'Read the statement out. Tick it when the person confirms it.',
}

const texts: Record<StaffLanguage, CallBookingTexts> = { pl, en }

/** The texts in a language. */
export function callBookingTexts(language: StaffLanguage): CallBookingTexts {
  return texts[language]
}
