/** What stands beside a text in the form: how hard it is to read, what in it would hold the drive back. Only pages of texts load it. */
import type { Grade } from '../../shared/text/readability.ts'
import type { StaffLanguage } from './staff.ts'
import type { Words } from './staff-words.ts'
import { plural } from './texts.ts'

const pl = {
  index: 'FOG-PL',
  fog: 'FOG',
  grades: {
    'very easy': 'bardzo łatwy',
    easy: 'łatwy',
    fair: 'dość trudny',
    hard: 'trudny',
    'very hard': 'bardzo trudny',
  } satisfies Record<Grade, string>,
  reading: (language: string) => `Jak się to czyta (${language})`,
  languages: { pl: 'po polsku', uk: 'po ukraińsku', en: 'po angielsku' },
  target: (most: number) => `Cel: najwyżej ${most}.`,
  over: 'Skróć zdania i\u00a0zamień długie słowa na krótsze.',
  what: 'Liczba mówi, ile mniej więcej lat nauki trzeba, żeby zrozumieć tekst za pierwszym razem.',
  noLong: 'Bez długich zdań.',
  long: (count: number) =>
    plural('pl', count, { one: 'długie zdanie', few: 'długie zdania', many: 'długich zdań', other: 'długiego zdania' }),
  impersonal: (count: number) =>
    plural('pl', count, {
      one: 'forma bezosobowa',
      few: 'formy bezosobowe',
      many: 'form bezosobowych',
      other: 'formy bezosobowej',
    }),
  show: (what: string) => `Pokaż w\u00a0tekście: ${what}`,
  advice: 'Zdanie najlepiej ma do 20 słów. Zamiast „wysłano” napisz, kto to zrobił: „wysłaliśmy”.',
  sentence: (words: number) => `zdanie ma ${words} słów`,
  form: 'forma bezosobowa',
  forbidden: 'tego nie można tu napisać',
  stops: 'To zatrzyma akcję:',
  rule: (rule: string) => `zasada ${rule}`,
  limits: (perDay: number, perWeek: number, inAll: number) =>
    `W\u00a0przypomnieniach o\u00a0zaległości liczba prób jest stała: na jedną osobę najwyżej ${perDay} dziennie i\u00a0${perWeek} w\u00a0tygodniu, licząc wszystkie akcje, oraz ${inAll} w\u00a0tej akcji. E-maile i\u00a0telefony liczymy razem.`,
  identity: {
    label: 'Ile danych musi się zgadzać oprócz imienia i\u00a0nazwiska',
    hint: 'Dopiero wtedy konsultant dowie się, o\u00a0co chodzi. Osoby, o\u00a0której lista ma mniej danych, nie da się rozpoznać.',
    choice: (count: number, usual: boolean) => `${count}${usual ? ' (zwykle)' : ''}`,
  },
  doubt:
    'W\u00a0przypomnieniach o\u00a0zaległości nie wysyłamy nic drugi raz. Kto mógł nie dostać wiadomości, jest oznaczony.',
}

const en: Words<typeof pl> = {
  index: 'FOG-PL',
  fog: 'Fog',
  grades: {
    'very easy': 'very easy',
    easy: 'easy',
    fair: 'rather hard',
    hard: 'hard',
    'very hard': 'very hard',
  },
  reading: (language) => `How it reads (${language})`,
  languages: { pl: 'Polish', uk: 'Ukrainian', en: 'English' },
  target: (most) => `Target: at most ${most}.`,
  over: 'Make sentences shorter, and take shorter words.',
  what: 'The figure says how many years of school it takes, more or less, to understand the text at once.',
  noLong: 'No long sentences.',
  long: (count) => plural('en', count, { one: 'long sentence', other: 'long sentences' }),
  impersonal: (count) => plural('en', count, { one: 'impersonal form', other: 'impersonal forms' }),
  show: (what) => `Show in the text: ${what}`,
  advice: 'A sentence is best with up to 20 words. Instead of “wysłano” say who did it: “wysłaliśmy”.',
  sentence: (words) => `the sentence has ${words} words`,
  form: 'impersonal form',
  forbidden: 'this cannot be written here',
  stops: 'This holds the drive back:',
  rule: (rule) => `rule ${rule}`,
  limits: (perDay, perWeek, inAll) =>
    `In reminders of a debt the number of attempts is fixed: for one person at most ${perDay} a day and ${perWeek} a week over all drives, and ${inAll} in this drive. E-mails and calls count together.`,
  identity: {
    label: 'How much must match besides the name',
    hint: 'Only then is the agent told what it is about. Whoever the list knows less of cannot be recognised.',
    choice: (count, usual) => `${count}${usual ? ' (usual)' : ''}`,
  },
  doubt: 'In reminders of a debt nothing is sent a second time. Who may not have got a message is marked.',
}

export type TextTexts = typeof pl
export const textTexts = (language: StaffLanguage): TextTexts => (language === 'pl' ? pl : en)
