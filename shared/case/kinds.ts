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
} as const satisfies Record<string, Kind>

export type CaseKind = keyof typeof caseKinds
export const kindNames = Object.keys(caseKinds) as [CaseKind, ...CaseKind[]]

/** The row of a kind. */
export const kindOf = (kind: CaseKind): Kind => caseKinds[kind]
