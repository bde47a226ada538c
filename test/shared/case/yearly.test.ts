/** The yearly table of requests for public information, and the deadlines of the kinds that the office keeps. */
import { expect, test } from 'vitest'
import { type Case, moveCase, openCase } from '../../../shared/case/case.ts'
import type { CaseKind } from '../../../shared/case/kinds.ts'
import { yearOf } from '../../../shared/case/yearly.ts'
import { localTime } from '../../../shared/platform/local-time.ts'

const endedOn = ({ closedAt }: Case) => localTime(new Date(closedAt!)).date
const at = (day: string) => new Date(`${day}T10:00:00Z`)

interface Past {
  on: string
  subject?: string
  deadline?: string
  ended?: [string, string]
}
const aCase = ({ on, subject, deadline, ended }: Past, n = 0): Case => {
  const opening = { kind: 'public-information' as const, from: 'email' as const, openedBy: 'maria' }
  const fresh = openCase(
    `cas_00000000000${n}`,
    { ...opening, ...(subject && { subject }), ...(deadline && { deadline }) },
    at(on),
  )
  if (!ended) return fresh
  return moveCase(fresh, { move: 'end', by: 'maria', ending: ended[1], note: 'powód' }, at(ended[0]))
}

test.each([
  ['public-information', 'usual', '2026-03-02', '2026-03-16'],
  ['public-information', 'usual', '2026-12-11', '2026-12-28'], // Christmas and a weekend
  ['public-information', 'reuse', '2026-03-02', '2026-03-23'], // a Sunday
  ['public-information', 'complex', '2026-12-31', '2027-03-01'], // February has no 31st, the 28th is a Sunday
  ['accessibility', 'usual', '2026-10-20', '2026-10-27'], // over the change of the clocks
  ['report', 'urgent', '2026-12-23', '2026-12-28'],
] as [CaseKind, string, string, string][])('%s, %s, asked on %s: answered by %s', (kind, deadline, on, due) => {
  expect(openCase('cas_000000000000', { kind, deadline, from: 'call', openedBy: 'anna' }, at(on)).dueOn).toBe(due)
})

test('a year tells how many by subject, the share granted, and mean days by kind of deadline', () => {
  const cases = [
    aCase({ on: '2026-01-05', subject: 'finance', ended: ['2026-01-12', 'granted'] }),
    aCase({ on: '2026-02-02', subject: 'finance', ended: ['2026-02-15', 'partly'] }),
    aCase({ on: '2026-03-02', subject: 'planning', ended: ['2026-03-20', 'refused'] }),
    aCase({ on: '2026-03-02', subject: 'planning', deadline: 'reuse', ended: ['2026-03-04', 'withdrawn'] }),
    aCase({ on: '2026-11-02', deadline: 'reuse' }),
    aCase({ on: '2025-12-31', subject: 'finance', ended: ['2026-01-02', 'granted'] }),
  ]
  const year = yearOf(cases, 'public-information', 2026, endedOn)
  expect(year.all).toEqual({ key: undefined, cases: 5, ended: 4, granted: 2, inTime: 3, meanDays: 10 })
  expect(year.bySubject.map(({ key, cases: count, granted }) => [key, count, granted])).toEqual([
    ['finance', 2, 2],
    ['planning', 2, 0],
    [undefined, 1, 0],
  ])
  expect(year.byDeadline.map(({ key, cases: count, meanDays }) => [key, count, meanDays])).toEqual([
    ['usual', 3, 38 / 3],
    ['reuse', 2, 2],
  ])
  expect(year.byEnding).toEqual([
    { key: 'granted', cases: 1 },
    { key: 'partly', cases: 1 },
    { key: 'refused', cases: 1 },
    { key: 'withdrawn', cases: 1 },
  ])
})

test('an empty year is a table without rows', () => {
  expect(yearOf([], 'report', 2026, endedOn)).toEqual({
    all: { key: undefined, cases: 0, ended: 0, granted: 0, inTime: 0, meanDays: undefined },
    bySubject: [],
    byDeadline: [],
    byEnding: [],
  })
})
