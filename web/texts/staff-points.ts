/** Staff texts about points of a service from a file. Only that page loads them. */
import type { StaffLanguage } from './staff.ts'
import type { Words } from './staff-words.ts'
import { plural } from './texts.ts'

const points = (count: number) => plural('pl', count, { one: 'punkt', few: 'punkty', many: 'punktów', other: 'punktu' })

const pl = {
  title: 'Punkty z\u00a0pliku',
  lead: 'Wgraj listę punktów, a\u00a0uzupełnimy adresy i\u00a0godziny i\u00a0otworzymy punkty. Punkt o\u00a0tej samej nazwie zostanie zmieniony, pozostałe dodamy.',
  open: (open: number, all: number) => `Otwarte punkty: ${open} z\u00a0${all}.`,
  columns: 'Kolumny pliku',
  column: { name: 'nazwa', address: 'adres', hours: 'godziny', phone: 'telefon' },
  what: {
    name: 'Jak punkt nazywają mieszkańcy, na przykład „Punkt Wilda”.',
    address: 'Ulica, numer, kod, miasto.',
    hours: 'Na przykład „pn-pt 8:00-12:00, śr 15:00-19:00 (2)”. W\u00a0nawiasie liczba osób naraz; bez niej jedna.',
    phone: 'Może go nie być.',
  },
  file: 'Plik z\u00a0punktami',
  fileHint: 'CSV albo Excel (.xlsx), z\u00a0nagłówkami w\u00a0pierwszym wierszu, do 200 kB.',
  send: 'Wczytaj punkty',
  fileMissing: 'Wybierz plik z\u00a0punktami.',
  tooLarge: 'Plik jest za duży. Punkty zmieszczą się w\u00a0200 kB.',
  noColumns: (columns: string) => `W\u00a0pierwszym wierszu brakuje kolumn: ${columns}.`,
  nothing: 'W\u00a0pliku nie ma ani jednego punktu.',
  faults: (count: number) =>
    `Wiersze do poprawy: ${plural('pl', count, { one: 'błąd', few: 'błędy', many: 'błędów', other: 'błędu' })}`,
  faultsLead: 'Nic jeszcze nie zapisaliśmy. Popraw plik i\u00a0wgraj go jeszcze raz albo weź tylko poprawne wiersze.',
  row: 'Wiersz',
  where: 'Kolumna',
  reason: 'Dlaczego',
  keep: (count: number) => `Wczytaj tylko poprawne: ${points(count)}`,
  full: 'Usługa może mieć najwyżej 60 punktów. Usuń z\u00a0pliku te, które już są, albo zmień ich nazwy.',
}

const en: Words<typeof pl> = {
  title: 'Points from a file',
  lead: 'Upload a list of points: we fill in addresses and hours, and open the points. A point of the same name is changed, the others are added.',
  open: (open, all) => `Open points: ${open} of ${all}.`,
  columns: 'Columns of the file',
  column: { name: 'nazwa', address: 'adres', hours: 'godziny', phone: 'telefon' },
  what: {
    name: 'What residents call the point, such as “Punkt Wilda”.',
    address: 'Street, number, code, city.',
    hours: 'Such as “pn-pt 8:00-12:00, śr 15:00-19:00 (2)”. In brackets, how many people at a time; one without it.',
    phone: 'May be left out.',
  },
  file: 'File with points',
  fileHint: 'CSV or Excel (.xlsx), with headings in the first row, up to 200 kB.',
  send: 'Take the points',
  fileMissing: 'Choose the file with the points.',
  tooLarge: 'The file is too large. Points fit into 200 kB.',
  noColumns: (columns) => `In the first row these columns are missing: ${columns}.`,
  nothing: 'There is not one point in the file.',
  faults: (count) => `Rows to correct: ${plural('en', count, { one: 'fault', other: 'faults' })}`,
  faultsLead: 'Nothing is saved yet. Correct the file and upload it again, or take the good rows only.',
  row: 'Row',
  where: 'Column',
  reason: 'Why',
  keep: (count) => `Take the good ones only: ${plural('en', count, { one: 'point', other: 'points' })}`,
  full: 'A service has at most 60 points. Leave out of the file those that are there already, or change their names.',
}

export const pointsTexts = (language: StaffLanguage): typeof pl => ({ pl, en })[language]
