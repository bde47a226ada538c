/** Texts of the audit of a day. Polish is the source, English must satisfy its type. */
import type { Breach } from '../../shared/platform/audit.ts'
import type { StaffLanguage } from './staff.ts'
import type { Words } from './staff-words.ts'

const breaches: Record<Breach, string> = {
  altered: 'wpis jest inny, niż był zapisany',
  missing: 'wpisu brakuje',
  added: 'wpis dodał ktoś inny',
}

const pl = {
  title: 'Dziennik',
  retention: 'Przechowywanie danych',
  clock: 'system',
  lead: 'Kto co zrobił i\u00a0co widział. Wpisy tworzą łańcuch: zmiany, usunięcia albo dopisania nie da się ukryć.',
  day: 'Dzień (czas UTC)',
  show: 'Pokaż',
  whole: (count: number) => `Wpisy tego dnia (${count}) są takie, jak je zapisano.`,
  anchored: 'Dzień jest zamknięty: jego koniec zapisano w\u00a0łańcuchu dni.',
  notAnchored: 'Dzień jeszcze trwa lub nie został zamknięty.',
  broken: (at: string, what: string) => `Dziennik naruszono: ${at}, ${what}.`,
  breaches,
  all: 'Cały dziennik sprawdza polecenie npm run audit.',
  when: 'Kiedy',
  who: 'Kto',
  did: 'Co',
  what: 'Czego dotyczy',
  why: 'Po co',
  rows: (rows: number) => `wierszy: ${rows}`,
  none: 'Tego dnia nie ma wpisów.',
  invalid: 'Podaj dzień, na przykład 16.11.2026.',
  more: (shown: number, all: number) => `Widać ostatnie ${shown} z\u00a0${all} wpisów.`,
}

const en: Words<typeof pl> = {
  title: 'Audit',
  retention: 'Keeping of data',
  clock: 'the system',
  lead: 'Who did and saw what. The entries form a chain: what is changed, removed or added cannot be hidden.',
  day: 'Day (UTC)',
  show: 'Show',
  whole: (count) => `The entries of this day (${count}) are as they were written.`,
  anchored: 'The day is closed: its end stands in the chain of days.',
  notAnchored: 'The day is not over, or was not closed.',
  broken: (at, what) => `The audit was tampered with: ${at}, ${what}.`,
  breaches: {
    altered: 'the entry is not as it was written',
    missing: 'the entry is missing',
    added: 'the entry was added by somebody else',
  },
  all: 'The whole audit is checked by the command npm run audit.',
  when: 'When',
  who: 'Who',
  did: 'What',
  what: 'To what',
  why: 'What for',
  rows: (rows) => `${rows} rows`,
  none: 'There are no entries on this day.',
  invalid: 'Give a day, such as 16.11.2026.',
  more: (shown, all) => `The last ${shown} of ${all} entries are shown.`,
}

export type AuditTexts = Words<typeof pl>
const texts: Record<StaffLanguage, AuditTexts> = { pl, en }

/** The texts in a language. */
export const auditTexts = (language: StaffLanguage): AuditTexts => texts[language]
