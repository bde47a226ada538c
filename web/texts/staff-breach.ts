/** Staff texts of what follows a breach: the protocol, and whom to tell. */
import type { StaffLanguage } from './staff.ts'
import type { Words } from './staff-words.ts'
import { plural } from './texts.ts'

const pl = {
  title: 'Naruszenie ochrony danych',
  link: 'Naruszenie ochrony danych: kogo dotyczy',
  lead: 'Masz 72 godziny od stwierdzenia naruszenia, żeby zgłosić je Prezesowi UODO. Tu sprawdzisz, których akcji i\u00a0ilu osób mogło dotyczyć, i\u00a0pobierzesz adresy do powiadomienia. Każde sprawdzenie zapisujemy w\u00a0dzienniku.',
  campaign: 'Akcja',
  anyCampaign: 'Wszystkie',
  from: 'Od dnia',
  to: 'Do dnia',
  hint: 'Kiedy ktoś mógł mieć dostęp do danych. Puste: bez ograniczenia.',
  show: 'Pokaż',
  invalid: 'Podaj dzień w\u00a0trzech polach, na przykład 2 3 2026.',
  backwards: 'Ostatni dzień nie może być przed pierwszym.',
  none: 'W\u00a0tym czasie żadna akcja nie miała danych osób.',
  protocol: 'Protokół: akcje, których to dotyczy',
  total: (people: number, drives: number) =>
    `Razem ${plural('pl', people, { one: 'osoba', few: 'osoby', many: 'osób', other: 'osoby' })} na listach ${plural('pl', drives, { one: 'akcji', few: 'akcji', many: 'akcji', other: 'akcji' })}. Ta sama osoba na kilku listach jest liczona kilka razy.`,
  people: 'Osoby',
  categories: 'Kategorie danych',
  when: 'Kiedy były tu dane',
  span: (from: string, until: string | undefined) => (until ? `od ${from} do ${until}` : `od ${from}`),
  files: 'Adresy',
  filesOf: 'Adresy do powiadomienia',
  erased: 'usunięte, bez adresów',
  drive: (name: string) => `Adresy do powiadomienia: ${name}`,
  driveLead:
    'Plik ma miejsce na liście, imię i\u00a0nazwisko, e-mail, telefony i\u00a0język. Znika po dwóch dniach. Pobranie zapisujemy w\u00a0dzienniku.',
  csv: 'Przygotuj plik CSV',
  xlsx: 'Przygotuj plik Excela',
  asked: 'Zamówiono',
  state: 'Stan',
  states: { waiting: 'przygotowujemy', done: 'gotowy', failed: 'nie udało się' },
  rows: 'Osoby',
  fetch: 'Pobierz',
  noFiles: 'Nie przygotowano jeszcze pliku.',
  refresh: 'Odśwież',
  print: 'Wydrukuj tę stronę albo zapisz ją jako PDF i\u00a0dołącz do zgłoszenia.',
}

const en: Words<typeof pl> = {
  title: 'Breach of personal data',
  link: 'Breach of personal data: whom it concerns',
  lead: 'You have 72 hours from noticing a breach to notify the supervisory authority. Here you see which drives and how many people it may concern, and fetch the addresses of whom to tell. Each look is kept in the audit.',
  campaign: 'Drive',
  anyCampaign: 'All',
  from: 'From',
  to: 'To',
  hint: 'When somebody may have had access to the data. Empty: no limit.',
  show: 'Show',
  invalid: 'Give the day in the three boxes, for example 2 3 2026.',
  backwards: 'The last day cannot be before the first.',
  none: 'No drive held data of people in that time.',
  protocol: 'Protocol: drives that it concerns',
  total: (people, drives) =>
    `${plural('en', people, { one: 'person', other: 'people' })} on the lists of ${plural('en', drives, { one: 'drive', other: 'drives' })} in all. Somebody on several lists is counted several times.`,
  people: 'People',
  categories: 'Categories of data',
  when: 'When the data were here',
  span: (from, until) => (until ? `from ${from} to ${until}` : `from ${from}`),
  files: 'Addresses',
  filesOf: 'Addresses to notify',
  erased: 'erased, no addresses',
  drive: (name) => `Addresses to notify: ${name}`,
  driveLead:
    'The file has the place on the list, the name, e-mail, telephones and language. It goes after two days. Fetching it is kept in the audit.',
  csv: 'Prepare a CSV file',
  xlsx: 'Prepare an Excel file',
  asked: 'Asked for',
  state: 'State',
  states: { waiting: 'being prepared', done: 'ready', failed: 'failed' },
  rows: 'People',
  fetch: 'Fetch',
  noFiles: 'No file was prepared yet.',
  refresh: 'Reload',
  print: 'Print this page or save it as PDF, and add it to the notification.',
}

export const breachTexts = (language: StaffLanguage): typeof pl => (language === 'pl' ? pl : en)
