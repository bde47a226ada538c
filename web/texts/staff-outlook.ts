/** Staff texts of the service of a drive, as whoever approves the drive sees it. Polish is the source. */
import type { StaffLanguage } from './staff.ts'

const pl = {
  title: 'Usługa, na którą umawia ta akcja',
  free: (from: string, to: string) => `Wolne miejsca od ${from} do ${to}`,
  point: 'Punkt',
  address: 'Adres',
  state: 'Stan',
  open: 'otwarty',
  closed: 'zamknięty',
  places: 'Wolne miejsca',
  statement: 'Oświadczenie przy zapisie',
  bring: 'Co zabrać',
  discreet: 'Dyskretna: e-maile i\u00a0kalendarz mówią tylko „wizyta w\u00a0urzędzie”.',
  allClosed: 'Żaden punkt nie jest otwarty, więc nikt się nie umówi. Akcji nie można tak uruchomić.',
  full: 'W\u00a0tych dniach nie ma ani jednego wolnego miejsca. Akcji nie można tak uruchomić.',
  fewer: (places: string, people: string) =>
    `Wolnych miejsc jest mniej niż osób na liście: ${places} na ${people}. Reszta trafi na listę oczekujących albo nie znajdzie terminu.`,
  link: 'Otwórz stronę usługi',
}
export type OutlookTexts = typeof pl

const en: OutlookTexts = {
  title: 'The service that this drive invites to',
  free: (from, to) => `Free places from ${from} to ${to}`,
  point: 'Point',
  address: 'Address',
  state: 'State',
  open: 'open',
  closed: 'closed',
  places: 'Free places',
  statement: 'What has to be stated',
  bring: 'What to bring',
  discreet: 'Discreet: e-mails and calendars say “a visit at the office” only.',
  allClosed: 'No point is open, so nobody can book. The drive cannot be launched like this.',
  full: 'Not one place is free in these days. The drive cannot be launched like this.',
  fewer: (places, people) =>
    `There are fewer free places than people on the list: ${places} for ${people}. The others will wait on the list or find no time.`,
  link: 'Open the page of the service',
}

const texts: Record<StaffLanguage, OutlookTexts> = { pl, en }

export const outlookTexts = (language: StaffLanguage): OutlookTexts => texts[language]
