/** Why a whole file of contacts cannot be taken, in the words the manager reads. */
import type { Text } from '../platform/language.ts'

/** The largest file that is read at all, in bytes: some three million rows of CSV. */
export const maxFileBytes = 250 * 1024 * 1024
/** The largest workbook: it is held in memory while it is read. */
export const maxXlsxBytes = 50 * 1024 * 1024
/** Columns beyond these are no contact list. */
export const maxColumns = 100

const saveAs = {
  pl: 'Otwórz go w arkuszu kalkulacyjnym i zapisz jako „Skoroszyt programu Excel (.xlsx)” albo „CSV UTF-8”.',
  en: 'Open it in a spreadsheet program and save it as “Excel Workbook (.xlsx)” or “CSV UTF-8”.',
}
const asCsv = {
  pl: 'Zapisz arkusz jako „CSV UTF-8” i prześlij ponownie.',
  en: 'Save the sheet as “CSV UTF-8” and upload it again.',
}

export const failures = {
  empty: {
    pl: 'Plik jest pusty. Wybierz plik z listą kontaktów.',
    en: 'The file is empty. Choose a file with contacts.',
  },
  'header-only': {
    pl: 'W pliku jest tylko wiersz nagłówka, bez żadnego kontaktu. Sprawdź, czy to właściwy plik.',
    en: 'The file has a header row and no contacts. Check that it is the right file.',
  },
  'no-cases': {
    pl: 'Żadne oznaczenie sprawy z\u00a0tego pliku nie pasuje do listy tej akcji. Sprawdź, czy to właściwy plik.',
    en: 'No case pointer of this file is on the list of this drive. Check that it is the right file.',
  },
  'no-case-column': {
    pl: 'Plik ma kilka kolumn i\u00a0żadna nie nazywa się „Oznaczenie sprawy”. Nazwij ją tak albo zostaw jedną kolumnę.',
    en: 'The file has several columns and none is called “Case pointer”. Name it so, or keep one column.',
  },
  'too-large': {
    pl: 'Plik jest większy niż 250 MB. Usuń niepotrzebne kolumny albo podziel listę na kilka akcji.',
    en: 'The file is larger than 250 MB. Remove columns that are not needed or split the list over several drives.',
  },
  'xlsx-too-large': {
    pl: `Skoroszyt jest za duży, żeby go bezpiecznie rozpakować. ${asCsv.pl}`,
    en: `The workbook is too large to be unpacked safely. ${asCsv.en}`,
  },
  xls: {
    pl: `To plik w starym formacie .xls albo chroniony hasłem. ${saveAs.pl}`,
    en: `This is a file in the old .xls format, or protected by a password. ${saveAs.en}`,
  },
  pdf: {
    pl: `To plik PDF, a nie lista kontaktów. Poproś o listę w arkuszu kalkulacyjnym.`,
    en: `This is a PDF file, not a list of contacts. Ask for the list as a spreadsheet.`,
  },
  html: {
    pl: `To strona internetowa (HTML lub XML), nawet jeśli nazwa kończy się na .xls. ${saveAs.pl}`,
    en: `This is a web page (HTML or XML), even if its name ends with .xls. ${saveAs.en}`,
  },
  'not-xlsx': {
    pl: `To archiwum albo dokument innego programu, a nie skoroszyt .xlsx. ${saveAs.pl}`,
    en: `This is an archive or another program's document, not an .xlsx workbook. ${saveAs.en}`,
  },
  binary: {
    pl: `To nie jest plik tekstowy ani skoroszyt .xlsx. ${saveAs.pl}`,
    en: `This is neither a text file nor an .xlsx workbook. ${saveAs.en}`,
  },
  damaged: {
    pl: `Skoroszyt jest uszkodzony i nie da się go odczytać do końca. ${saveAs.pl}`,
    en: `The workbook is damaged and cannot be read to its end. ${saveAs.en}`,
  },
  header: {
    pl: 'Nie da się odczytać wiersza nagłówka: nie zamknięto w nim cudzysłowu albo jest za długi. Popraw go i prześlij plik ponownie.',
    en: 'The header row cannot be read: a quotation mark in it is not closed, or it is too long. Correct it and upload the file again.',
  },
  'too-many-columns': {
    pl: 'Plik ma więcej niż 100 kolumn. Zostaw tylko te, które są potrzebne w tej akcji.',
    en: 'The file has more than 100 columns. Keep only those this drive needs.',
  },
  'not-draft': {
    pl: 'Akcja nie jest już wersją roboczą, więc jej lista kontaktów nie może się zmienić.',
    en: 'The drive is no longer a draft, so its list of contacts cannot change.',
  },
  changed: {
    pl: 'Plik zmienił się po sprawdzeniu albo już go nie ma. Prześlij go jeszcze raz.',
    en: 'The file changed after it was checked, or is gone. Upload it again.',
  },
  busy: {
    pl: 'W tej akcji właśnie wczytuje się inny plik. Poczekaj, aż się skończy, i wczytaj ten jeszcze raz.',
    en: 'Another file is being imported into this drive. Wait until it is done, then import this one again.',
  },
  replaced: {
    pl: 'W tej akcji wczytano w międzyczasie inny plik. Jeśli ma obowiązywać ten, wczytaj go jeszcze raz.',
    en: 'Another file has been imported into this drive meanwhile. If this one should count, import it again.',
  },
} satisfies Record<string, Text>

export type FailureCode = keyof typeof failures

/** The file, or the moment, does not allow the import. `code` picks the sentence in `failures`; it is no fault of ours. */
export class Unreadable extends Error {
  override name = 'Unreadable'
  readonly code: FailureCode
  constructor(code: FailureCode) {
    super(code)
    this.code = code
  }
  get text(): Text {
    return failures[this.code]
  }
}
