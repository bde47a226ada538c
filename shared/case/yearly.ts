/** A year of a register as a city's report shows it: how many by subject, how they ended, how long they took. Rules only. */
import type { Case } from './case.ts'
import { daysBetween } from './deadline.ts'
import { type CaseKind, kindOf } from './kinds.ts'

export interface YearRow {
  /** Of the kind's subjects or deadlines; undefined: nobody said. */
  key?: string | undefined
  cases: number
  ended: number
  /** Of those that ended: not refused, not withdrawn. */
  granted: number
  /** Of those that ended: within the deadline, prolonged ones included. */
  inTime: number
  /** Mean days from the request to the end, of those that ended; undefined where none did. */
  meanDays?: number | undefined
}

export interface Year {
  all: YearRow
  bySubject: YearRow[]
  byDeadline: YearRow[]
  /** How they ended, by the endings of the kind. */
  byEnding: { key: string; cases: number }[]
}

/** The endings that are no answer to the request at all. */
const withdrawn = 'withdrawn'

/** Cases of a kind that were opened in a year; `endedOn` gives the local day of an end. */
export function yearOf(cases: readonly Case[], kind: CaseKind, year: number, endedOn: (one: Case) => string): Year {
  const { subjects = {}, deadlines, endings } = kindOf(kind)
  const own = cases.filter((one) => one.kind === kind && one.openedOn.startsWith(`${year}-`))
  const row = (key: string | undefined, of: readonly Case[]): YearRow => {
    const ended = of.filter(({ closedAt }) => closedAt !== undefined)
    const days = ended.map((one) => daysBetween(one.openedOn, endedOn(one)))
    return {
      key,
      cases: of.length,
      ended: ended.length,
      granted: ended.filter(({ ending = '' }) => ending !== withdrawn && !endings[ending]?.refused).length,
      inTime: ended.filter((one) => endedOn(one) <= one.dueOn).length,
      meanDays: days.length > 0 ? days.reduce((sum, one) => sum + one, 0) / days.length : undefined,
    }
  }
  const groups = (keys: string[], keyOf: (one: Case) => string | undefined) => {
    const rows = keys.map((key) =>
      row(
        key,
        own.filter((one) => keyOf(one) === key),
      ),
    )
    const rest = own.filter((one) => !keys.includes(keyOf(one) ?? ''))
    return [...rows, ...(rest.length > 0 ? [row(undefined, rest)] : [])].filter((one) => one.cases > 0)
  }
  return {
    all: row(undefined, own),
    bySubject: groups(Object.keys(subjects), ({ subject }) => subject),
    byDeadline: groups(Object.keys(deadlines), ({ deadline }) => deadline),
    byEnding: Object.keys(endings)
      .map((key) => ({ key, cases: own.filter(({ ending }) => ending === key).length }))
      .filter((one) => one.cases > 0),
  }
}
