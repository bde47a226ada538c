/** Texts of what becomes of drives when they are over. Polish is the source, English must satisfy its type. */
import type { StaffLanguage } from './staff.ts'
import type { Words } from './staff-words.ts'

const pl = {
  title: 'Przechowywanie danych',
  lead: 'Każda akcja ma dwa zegary. Dane kontaktowe znikają same i\u00a0tak wcześnie, żeby z\u00a0obiecanym dniem skończyły się też kopie zapasowe. Dokumentacja zostaje według kategorii akt.',
  drives: 'Akcje',
  drive: 'Akcja',
  contacts: 'Dane kontaktowe',
  record: 'Dokumentacja',
  erased: (date: string) => `usunięte ${date}`,
  on: (date: string, until: string) => `usunięcie ${date}, obiecano do ${until}`,
  running: (months: number) => `${months} mies. po zakończeniu`,
  draft: 'akcja nie ruszyła: usunie je zatrzymanie wersji roboczej',
  fates: {
    archive: 'kat. A: do archiwum, nigdy nie usuwa się sama',
    appraise: 'kat. BE: po terminie ekspertyza archiwum',
    destroy: 'kat. B: usuwana po terminie',
    unknown: 'nie podano klasy akt',
  },
  after: (date: string) => `po ${date}`,
  none: 'Nie ma akcji z\u00a0danymi.',
  protocols: 'Protokoły',
  noProtocols: 'Jeszcze niczego nie usunięto.',
  works: { contacts: 'dane kontaktowe', record: 'dokumentacja' },
  before: 'Rejestr działań wobec dłużników trzeba pobrać do akt, zanim znikną dane kontaktowe akcji.',
}

const en: Words<typeof pl> = {
  title: 'Keeping of data',
  lead: 'Every drive has two clocks. Contact data go by themselves, so early that their backups too end within what was promised. The record stays by its class of files.',
  drives: 'Drives',
  drive: 'Drive',
  contacts: 'Contact data',
  record: 'Record',
  erased: (date) => `erased ${date}`,
  on: (date, until) => `erased on ${date}, promised until ${until}`,
  running: (months) => `${months} months after its end`,
  draft: 'it has not begun: stopping the draft ends it',
  fates: {
    archive: 'cat. A: to the archive, never erased by itself',
    appraise: 'cat. BE: then looked at by the archive',
    destroy: 'cat. B: erased then',
    unknown: 'no class of files is given',
  },
  after: (date) => `after ${date}`,
  none: 'There are no drives with data.',
  protocols: 'Protocols',
  noProtocols: 'Nothing was erased yet.',
  works: { contacts: 'contact data', record: 'record' },
  before: 'The register of actions towards debtors must be fetched for the files before a drive’s contact data go.',
}

export type RetentionTexts = Words<typeof pl>
const texts: Record<StaffLanguage, RetentionTexts> = { pl, en }

/** The texts in a language. */
export const retentionTexts = (language: StaffLanguage): RetentionTexts => texts[language]
