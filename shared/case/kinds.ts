/** The kinds of matters that the office keeps a register of, as data: how long each may take, who answers, how it can end. */
import type { Text } from '../platform/language.ts'
import type { Period } from './deadline.ts'

/** One deadline of a kind: the law's period, and to what it may be prolonged with a reason, both from the day of opening. */
export interface Deadline {
  period: Period
  /** The longest it may take in all when the person is told in time and given a reason. */
  prolonged?: Period
  /** The law or rule that sets it. */
  rule: string
  name: Text
}

/** One way a matter ends. */
export interface Ending {
  name: Text
  /** The office did not do what was asked, so it must give a reason. */
  refused?: true
  /** Staff cannot choose it: the work itself ends the matter so, with a protocol. */
  byWork?: true
}

export interface Kind {
  name: Text
  /** By name; the first is the usual one. */
  deadlines: Record<string, Deadline>
  /** How many days before the last one the unit in charge is reminded. */
  remindDays: number[]
  /** Who answers, unless somebody else is named. */
  unit?: Text
  /** It goes on to that unit as soon as it is opened: nobody here has to look at it first. */
  handsOn?: true
  /** The unit to which it was handed on may end it by itself. */
  unitEnds?: true
  /** What of the contents that unit reads; the text alone unless said otherwise. */
  unitReads?: readonly string[]
  /** What it may be about, where the register counts by it. */
  subjects?: Record<string, Text>
  endings: Record<string, Ending>
  /** What the person wrote and how to reach her goes when the matter ends; otherwise with the record. */
  forgets?: true
  /** Years for which the record (without what was forgotten) is kept after the end. */
  keptYears: number
}

const say = (pl: string, en: string): Text => ({ pl, en })

/** A month from the request; three in all when the person is told why within the first. (GDPR art. 12(3)) */
const monthOfRights: Deadline = {
  period: { months: 1 },
  prolonged: { months: 3 },
  rule: 'L5',
  name: say('miesiąc', 'one month'),
}
const inspector = say('inspektor ochrony danych', 'data protection officer')
const rightsEndings: Record<string, Ending> = {
  'not found': { name: say('nie mamy danych tej osoby', 'we hold nothing on this person'), byWork: true },
  refused: { name: say('odmowa z\u00a0podaniem powodu', 'refused, with a reason'), refused: true },
  withdrawn: { name: say('osoba wycofała wniosek', 'withdrawn by the person') },
}

/** Every kind. A new one is a row here; pages, deadlines and reminders follow from it. */
export const caseKinds = {
  erasure: {
    name: say('usunięcie danych', 'erasure of data'),
    deadlines: { usual: monthOfRights },
    remindDays: [14, 7, 2],
    unit: inspector,
    endings: { erased: { name: say('dane usunięte', 'data erased'), byWork: true }, ...rightsEndings },
    forgets: true,
    keptYears: 5,
  },
  access: {
    name: say('dostęp do danych', 'access to data'),
    deadlines: { usual: monthOfRights },
    remindDays: [14, 7, 2],
    unit: inspector,
    endings: { given: { name: say('kopia danych przekazana', 'copy of the data given') }, ...rightsEndings },
    forgets: true,
    keptYears: 5,
  },
  accessibility: {
    name: say('zapewnienie dostępności', 'accessibility'),
    deadlines: {
      usual: {
        period: { days: 7 },
        prolonged: { months: 2 },
        rule: 'L42',
        name: say('7 dni, najdłużej dwa miesiące', '7 days, two months at most'),
      },
    },
    remindDays: [3, 1],
    unit: say('koordynator do spraw dostępności', 'accessibility coordinator'),
    // whoever makes it accessible has to agree with her how and when
    unitReads: ['text', 'place', 'name', 'email', 'phone'],
    endings: {
      provided: { name: say('dostępność zapewniona', 'made accessible') },
      alternative: { name: say('dostęp alternatywny', 'another way of access') },
      refused: { name: say('odmowa z\u00a0podaniem powodu', 'refused, with a reason'), refused: true },
      withdrawn: { name: say('osoba wycofała wniosek', 'withdrawn by the person') },
    },
    keptYears: 5,
  },
  'public-information': {
    name: say('informacja publiczna', 'public information'),
    deadlines: {
      usual: {
        period: { days: 14 },
        prolonged: { months: 2 },
        rule: 'UDIP art. 13',
        name: say('14 dni, wniosek o\u00a0informację', '14 days, request for information'),
      },
      // the office's yearly table counts re-use by twenty days
      reuse: {
        period: { days: 20 },
        prolonged: { months: 2 },
        rule: 'office',
        name: say('20 dni, ponowne wykorzystanie', '20 days, re-use'),
      },
      complex: {
        period: { months: 2 },
        rule: 'UDIP art. 13',
        name: say('2 miesiące, sprawa złożona', '2 months, complex matter'),
      },
    },
    remindDays: [7, 3, 1],
    subjects: {
      finance: say('budżet i\u00a0finanse', 'budget and finance'),
      planning: say('planowanie i\u00a0budowa', 'planning and building'),
      property: say('nieruchomości', 'real estate'),
      transport: say('drogi i\u00a0transport', 'roads and transport'),
      environment: say('środowisko i\u00a0zieleń', 'environment and green areas'),
      education: say('oświata', 'education'),
      staff: say('kadry i\u00a0organizacja urzędu', 'staff and organisation'),
      other: say('inne', 'other'),
    },
    endings: {
      granted: { name: say('informacja udostępniona', 'information given') },
      partly: { name: say('udostępniona w\u00a0części', 'given in part') },
      refused: { name: say('odmowa (decyzja)', 'refused (decision)'), refused: true },
      'not held': { name: say('urząd nie ma tej informacji', 'not held by the office'), refused: true },
      'not public': { name: say('to nie jest informacja publiczna', 'no public information'), refused: true },
      withdrawn: { name: say('wniosek wycofany', 'withdrawn') },
    },
    keptYears: 5,
  },
  report: {
    name: say('zgłoszenie zimowe', 'winter report'),
    deadlines: {
      usual: { period: { days: 3 }, rule: 'office', name: say('3 dni', '3 days') },
      urgent: {
        period: { days: 1 },
        rule: 'office',
        name: say('1 dzień, zagrożenie zdrowia', '1 day, danger to health'),
      },
    },
    remindDays: [1, 0],
    unit: say('dyżurny akcji zimowej', 'winter duty officer'),
    handsOn: true,
    unitEnds: true,
    // a crew that does not find the place rings
    unitReads: ['text', 'place', 'phone'],
    subjects: {
      road: say('śliska lub zasypana jezdnia', 'slippery or snowed-in road'),
      pavement: say('śliski lub zasypany chodnik', 'slippery or snowed-in pavement'),
      stop: say('przystanek', 'bus or tram stop'),
      icicles: say('sople i\u00a0nawisy śniegu', 'icicles and overhanging snow'),
      heating: say('brak ogrzewania', 'no heating'),
      homeless: say('osoba narażona na wychłodzenie', 'somebody in danger from the cold'),
      other: say('inne', 'other'),
    },
    endings: {
      solved: { name: say('załatwione', 'done') },
      'not ours': { name: say('przekazane właścicielowi terenu', 'passed on to the owner of the place') },
      unfounded: { name: say('nie potwierdzono', 'not confirmed') },
    },
    keptYears: 2,
  },
} as const satisfies Record<string, Kind>

export type CaseKind = keyof typeof caseKinds
export const kindNames = Object.keys(caseKinds) as [CaseKind, ...CaseKind[]]

/** The row of a kind. */
export const kindOf = (kind: CaseKind): Kind => caseKinds[kind]
