/** Texts of the pages on which a unit deals with its cases. Polish is the source, English must satisfy its type. */
import type { StaffLanguage } from './staff.ts'
import type { Words } from './staff-words.ts'

const pl = {
  title: 'Sprawy jednostki',
  lead: (units: string) =>
    `Sprawy przekazane do załatwienia: ${units}. Na\u00a0górze te, których termin mija pierwszy.`,
  nowhere: 'Nie ma Cię na liście osób żadnej jednostki.',
  nowhereNext: 'Administrator wpisuje osoby jednostki na stronie „Jednostki”: adresem służbowym, którym się logujesz.',
  open: 'Do załatwienia',
  done: 'Zakończone w\u00a0tym roku',
  none: 'Nie ma spraw do załatwienia.',
  subject: 'Czego dotyczy',
  somebody: 'pracownik urzędu',
  steps: 'Co robi jednostka',
  note: 'Co zrobiono, uwaga lub powód (bez danych osoby)',
  noteHint: 'Przebieg sprawy widzą kierownik i\u00a0osoby jednostki.',
  moves: {
    accept: 'Zajmujemy się tym',
    remark: 'Zapisz uwagę',
    answer: 'Zapisz odpowiedź',
    return: 'Zwróć kierownikowi',
    end: 'Zakończ sprawę',
  },
  decides: 'Odpowiedź jednostki trafi do kierownika. To on odpowiada osobie i\u00a0kończy sprawę.',
  ending: 'Jak zakończyła się sprawa',
  choose: '– wybierz –',
  back: 'Zwrot do kierownika',
  backHint: 'Jeśli sprawa nie należy do jednostki, wpisz wyżej powód i\u00a0zwróć ją. Zniknie wtedy z\u00a0tej listy.',
  returned: 'Sprawę zwrócono kierownikowi.',
}

const en: Words<typeof pl> = {
  title: 'Unit’s cases',
  lead: (units) => `Cases handed on to: ${units}. Those whose time ends first stand on top.`,
  nowhere: 'You are not on the list of people of any unit.',
  nowhereNext:
    'An administrator writes people of a unit on the page “Units”: by the office’s address with which you sign in.',
  open: 'To be dealt with',
  done: 'Ended this year',
  none: 'There are no cases to be dealt with.',
  subject: 'What it is about',
  somebody: 'somebody of the office',
  steps: 'What the unit does',
  note: 'What was done, a remark or a reason (without data of the person)',
  noteHint: 'The journal of the case is read by the manager and the people of the unit.',
  moves: {
    accept: 'We deal with it',
    remark: 'Save the remark',
    answer: 'Save the answer',
    return: 'Send back to the manager',
    end: 'End the case',
  },
  decides: 'The answer of the unit goes to the manager, who answers the person and ends the case.',
  ending: 'How the case ended',
  choose: '– choose –',
  back: 'Back to the manager',
  backHint: 'If the case is not for this unit, write the reason above and send it back. It then leaves this list.',
  returned: 'The case went back to the manager.',
}

export type UnitCaseTexts = Words<typeof pl>
const texts: Record<StaffLanguage, UnitCaseTexts> = { pl, en }

/** The texts in a language. */
export const unitCaseTexts = (language: StaffLanguage): UnitCaseTexts => texts[language]
