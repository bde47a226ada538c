/** Texts of the page of the office's units, and of the field in which staff name one. Polish is the source, English must satisfy its type. */
import type { StaffLanguage } from './staff.ts'
import type { Words } from './staff-words.ts'

const pl = {
  title: 'Jednostki',
  lead: 'Jednostki urzędu, które odpowiadają na sprawy. Gdy sprawa do nich trafi i\u00a0gdy zbliża się jej termin, dostają e-mail: rodzaj, numer, ostatni dzień, odnośnik. Bez treści i\u00a0bez danych osób.',
  byKind: 'Kto odpowiada na sprawy danego rodzaju',
  others: 'Inne jednostki, którym przekazuje się sprawy',
  other: (n: number) => `Jednostka ${n}`,
  name: 'Nazwa',
  usual: (name: string) => `Jeśli zostawisz puste: ${name}.`,
  email: 'E-mail jednostki',
  emailHint: 'Skrzynka jednostki, nie osoby.',
  people: 'Osoby jednostki',
  peopleHint:
    'Osoby jednostki: służbowe adresy e-mail, którymi się logują, każdy w\u00a0osobnym wierszu (albo identyfikatory z\u00a0systemu logowania). Kto ma rolę „unit”, otwiera tylko sprawy przekazane jednostce, na której liście jest.',
  peopleAbove: 'Osoby tej jednostki są wpisane wyżej.',
  peopleInvalid: 'W\u00a0każdym wierszu podaj jeden adres albo identyfikator, bez spacji.',
  peopleMost: (most: number) => `Jednostka może mieć najwyżej ${most} osób.`,
  save: 'Zapisz',
  saved: 'Zapisano.',
  emailInvalid: 'Podaj adres e-mail, na przykład biuro@urzad.pl.',
  emailMissing: 'Podaj adres e-mail albo usuń nazwę.',
  nameMissing: 'Podaj nazwę jednostki.',
  field: {
    handOn: 'Komu przekazać',
    elsewhere: 'Ktoś spoza listy',
    elsewhereHint: 'Nie dostanie e-maila. Adresy jednostek wpisuje administrator.',
    mailed: 'Jednostka dostanie e-mail z\u00a0numerem i\u00a0terminem sprawy.',
    choose: '– wybierz –',
  },
}

const en: Words<typeof pl> = {
  title: 'Units',
  lead: 'Units of the office that answer cases. When a case comes to them, and when its last day is near, they get an e-mail: kind, number, last day, link. Nothing of the matter, nothing personal.',
  byKind: 'Who answers cases of a kind',
  others: 'Other units to which cases are handed on',
  other: (n) => `Unit ${n}`,
  name: 'Name',
  usual: (name) => `If left empty: ${name}.`,
  email: 'E-mail of the unit',
  emailHint: 'A mailbox of the unit, not of a person.',
  people: 'People of the unit',
  peopleHint:
    'People of the unit: the office’s e-mail addresses with which they sign in, one to a line (or their ids in the sign-in system). Who has the role “unit” opens only cases handed on to a unit that lists her.',
  peopleAbove: 'The people of this unit stand above.',
  peopleInvalid: 'Give one address or id to a line, without spaces.',
  peopleMost: (most) => `A unit may have at most ${most} people.`,
  save: 'Save',
  saved: 'Saved.',
  emailInvalid: 'Give an e-mail address, such as office@city.gov.',
  emailMissing: 'Give an e-mail address, or remove the name.',
  nameMissing: 'Give the name of the unit.',
  field: {
    handOn: 'To whom it is handed on',
    elsewhere: 'Somebody who is not on the list',
    elsewhereHint: 'Gets no e-mail. Addresses of units are written by an administrator.',
    mailed: 'The unit gets an e-mail with the number and the last day of the case.',
    choose: '– choose –',
  },
}

export type UnitTexts = Words<typeof pl>
const texts: Record<StaffLanguage, UnitTexts> = { pl, en }

/** The texts in a language. */
export const unitTexts = (language: StaffLanguage): UnitTexts => texts[language]
