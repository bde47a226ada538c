/** Texts of the second step of the form: what residents are asked for. Polish is the source, English must satisfy its type. */
import type { StaffLanguage } from './staff.ts'
import { plural } from './texts.ts'

const pl = {
  title: 'O co prosisz mieszkańców?',
  survey: 'O odpowiedzi na ankietę',
  booking: 'O umówienie wizyty',
  bookingHint: 'Odnośnik prowadzi do wolnych terminów. Przez telefon też można się umówić.',
  nothing: 'O nic, tylko informujemy',
  nothingHint: 'Wiadomość nie potrzebuje odnośnika ani ankiety.',
  missing: 'Wybierz, o co prosisz mieszkańców.',
  service: 'Na jaką usługę można się umówić?',
  serviceHint: 'Punkty, godziny i\u00a0miejsca ustawia się na stronie „Usługi”.',
  points: (points: number) => plural('pl', points, { one: 'punkt', few: 'punkty', many: 'punktów', other: 'punktu' }),
  serviceMissing: 'Wybierz usługę.',
  noServices: 'Nie ma jeszcze żadnej usługi. Najpierw dodaj ją na stronie „Usługi”, z\u00a0punktami i\u00a0godzinami.',
  which: 'Ankieta',
  whichHint: 'Przy umawianiu wizyty mogą to być pytania o\u00a0to, kto może z\u00a0niej skorzystać.',
  none: 'Bez pytań',
  others: 'Inna ankieta: z\u00a0biblioteki albo z\u00a0pliku',
  closed: (closed: number, all: number) =>
    `Zamknięte punkty: ${closed} z\u00a0${all}. Nikt się w\u00a0nich nie umówi, dopóki nie wpiszesz ich adresów i\u00a0godzin i\u00a0ich nie otworzysz.`,
  toPoints: 'Wgraj punkty z\u00a0pliku',
  toService: 'Popraw je po kolei',
}

export type AsksTexts = typeof pl

const en: AsksTexts = {
  title: 'What do you ask residents for?',
  survey: 'To answer a survey',
  booking: 'To book a visit',
  bookingHint: 'The link leads to free times. Visits can be booked by phone as well.',
  nothing: 'For nothing, we only inform',
  nothingHint: 'The message needs no link and no survey.',
  missing: 'Choose what you ask residents for.',
  service: 'Which service can be booked?',
  serviceHint: 'Its points, hours and places are set on the page “Services”.',
  points: (points) => (points === 1 ? '1 point' : `${points} points`),
  serviceMissing: 'Choose a service.',
  noServices: 'There is no service yet. First add one on the page “Services”, with its points and hours.',
  which: 'Survey',
  whichHint: 'Where a visit is booked, these may be the questions who is entitled to it.',
  none: 'No questions',
  others: 'Another survey: of the library, or from a file',
  closed: (closed, all) =>
    `Closed points: ${closed} of ${all}. Nobody can book there until you write their addresses and hours and open them.`,
  toPoints: 'Take the points from a file',
  toService: 'Correct them one by one',
}

const texts: Record<StaffLanguage, AsksTexts> = { pl, en }

/** The texts in a language. */
export function asksTexts(language: StaffLanguage): AsksTexts {
  return texts[language]
}
