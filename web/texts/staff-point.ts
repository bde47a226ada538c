/** Staff texts about where addresses come from (L3) and what people agreed to (L20). */
import type { StaffLanguage } from './staff.ts'
import type { Words } from './staff-words.ts'

const pl = {
  listOf: (list: string) => `Reszta akcji jest gotowa albo czeka na liście kroków. W\u00a0pliku: ${list}`,
  allSteps: 'Zobacz wszystkie kroki',
  more: 'Więcej ustawień: inne kolumny, skąd są adresy i\u00a0do czego można ich użyć',
  heading: 'Skąd są te adresy i\u00a0do czego można ich użyć',
  lead: 'Tak mówi opis akcji. Zmień, jeśli z\u00a0tą listą jest inaczej. Każda osoba przeczyta to na swojej stronie.',
  source: 'Skąd są adresy',
  sourceHint: 'Rejestr albo zbiór, na przykład „rejestr pacjentów przychodni miejskich”.',
  basis: 'Na jakiej podstawie je mamy',
  on: 'Kiedy je pobrano',
  purposes: 'Do czego można ich użyć',
  wrongSource: 'Podaj, skąd są adresy',
  wrongBasis: 'Wybierz podstawę',
  wrongDay: 'Podaj dzień nie późniejszy niż dziś',
  wrongPurposes: 'Zaznacz przynajmniej jeden cel',
  consents: 'Zgody',
  consentsLead:
    'Ofertę dostanie tylko osoba, która się zgodziła, i\u00a0tylko w\u00a0taki sposób, na jaki się zgodziła. W\u00a0komórce musi stać dzień wyrażenia zgody.',
  consentEmail: 'Dzień zgody na e-maile (zgoda_email)',
  consentPhone: 'Dzień zgody na telefony (zgoda_telefon)',
  version: 'Wersja treści zgody',
  versionHint: 'Na przykład „zgoda marketingowa v2”. Musi być wiadomo, na co dokładnie zgodzili się ludzie.',
  given: 'Gdzie wyrażono zgodę',
  givenHint: 'Na przykład „formularz zapisu na newsletter”.',
  agreed: 'Ze zgodą na e-maile / na telefony',
}

const en: Words<typeof pl> = {
  listOf: (list) => `The rest of the drive is ready, or waits in the list of steps. In the file: ${list}`,
  allSteps: 'See all steps',
  more: 'More settings: other columns, where addresses come from and what they may be used for',
  heading: 'Where these addresses come from, and what they may be used for',
  lead: 'This is what the drive’s description says. Change it where this list differs. Everybody reads it on her own page.',
  source: 'Where the addresses come from',
  sourceHint: 'A register or a file, such as “register of patients of the city’s clinics”.',
  basis: 'On what basis we have them',
  on: 'When they were taken',
  purposes: 'What they may be used for',
  wrongSource: 'Say where the addresses come from',
  wrongBasis: 'Choose the basis',
  wrongDay: 'Give a day not later than today',
  wrongPurposes: 'Tick at least one purpose',
  consents: 'Consents',
  consentsLead:
    'Offers go only to people who agreed, and only in the way that they agreed to. The cell must hold the day on which consent was given.',
  consentEmail: 'Day of consent to e-mails (zgoda_email)',
  consentPhone: 'Day of consent to calls (zgoda_telefon)',
  version: 'Version of the consent’s text',
  versionHint: 'Such as “marketing consent v2”. It must be known what exactly people agreed to.',
  given: 'Where consent was given',
  givenHint: 'Such as “newsletter form”.',
  agreed: 'With consent to e-mails / to calls',
}

export const pointTexts = (language: StaffLanguage): typeof pl => ({ pl, en })[language]
