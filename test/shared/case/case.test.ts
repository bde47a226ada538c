/** Matters with a deadline: when they are due, what may be done with them, when somebody is reminded. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CaseStep, caseMoves, daysLeft, moveCase, openCase, reminderDue } from '../../../shared/case/case.ts'
import { addMonths, lastDay, type Period } from '../../../shared/case/deadline.ts'
import { kindNames, kindOf } from '../../../shared/case/kinds.ts'
import { isHoliday } from '../../../shared/plan/window.ts'
import { weekdayOf } from '../../../shared/platform/local-time.ts'

const at = (text: string) => new Date(text)
const opened = (day: string) =>
  openCase('cas_000000000001', { kind: 'erasure', from: 'page', openedBy: 'resident' }, at(`${day}T10:00:00Z`))

describe('deadlines', () => {
  test.each<[begins: string, period: Period, due: string, why: string]>([
    ['2026-11-16', { months: 1 }, '2026-12-16', 'the same day a month later'],
    ['2026-01-31', { months: 1 }, '2026-03-02', 'the last of February is a Saturday'],
    ['2026-11-26', { months: 1 }, '2026-12-28', 'two days of Christmas and a Sunday'],
    ['2026-11-02', { days: 14 }, '2026-11-16', 'the day of opening is not counted'],
    ['2026-10-20', { days: 7 }, '2026-10-27', 'a week over the change of clocks'],
    ['2026-03-24', { days: 14 }, '2026-04-07', 'over the other change of clocks, and after Easter Monday'],
    ['2026-04-17', { days: 14 }, '2026-05-04', 'the first of May, a Saturday and a Sunday that is a holiday too'],
  ])('%s and %j: %s (%s)', (begins, period, due, _) => {
    expect(lastDay(begins, period)).toBe(due)
  })

  test('never end on a day off, and never before the law’s own last day', () => {
    const days = fc.integer({ min: 0, max: 5000 }).map((n) => new Date(1.7e12 + n * 864e5).toISOString().slice(0, 10))
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 3 }), (begins, months) => {
        const due = lastDay(begins, { months })
        expect(weekdayOf(due)).toBeLessThan(6)
        expect(isHoliday(due)).toBe(false)
        expect(due >= addMonths(begins, months)).toBe(true)
      }),
    )
  })

  test('a request late in the evening counts from the local day', () => {
    expect(
      openCase('cas_000000000001', { kind: 'access', from: 'page', openedBy: 'resident' }, at('2026-11-16T23:30:00Z'))
        .openedOn,
    ).toBe('2026-11-17')
  })
})

describe('moves', () => {
  const step = (move: CaseStep['move'], more: Partial<CaseStep> = {}): CaseStep => ({ move, by: 'iod', ...more })

  test('a case is taken, handed on, prolonged once and ended, and its journal says so', () => {
    let one = moveCase(opened('2026-11-16'), step('take'), at('2026-11-17T09:00:00Z'))
    one = moveCase(one, step('hand on', { unit: 'Wydział Organizacyjny' }), at('2026-11-18T09:00:00Z'))
    one = moveCase(one, step('prolong', { note: 'Dane są w wielu akcjach.' }), at('2026-11-19T09:00:00Z'))
    expect(one.dueOn).toBe('2027-02-16')
    expect(() => moveCase(one, step('prolong', { note: 'Jeszcze raz.' }), at('2026-11-20T09:00:00Z'))).toThrow()
    one = moveCase(one, step('end', { ending: 'withdrawn' }), at('2026-12-01T09:00:00Z'))
    expect(one.journal.map(({ did }) => did)).toEqual(['open', 'take', 'hand on', 'prolong', 'end'])
    expect(one.closedAt).toBe('2026-12-01T09:00:00.000Z')
  })

  test('what a person wrote goes when her case ends', () => {
    const one = { ...opened('2026-11-16'), sealed: Buffer.from('sealed') }
    expect(moveCase(one, step('end', { ending: 'withdrawn' }), at('2026-12-01T09:00:00Z'))).not.toHaveProperty('sealed')
  })

  test.each([
    ['a refusal without a reason', step('end', { ending: 'refused' })],
    ['an ending that only the work gives', step('end', { ending: 'erased' })],
    ['an ending of another kind', step('end', { ending: 'given' })],
    ['a remark without words', step('remark')],
    ['a unit that is not named', step('hand on')],
  ])('%s is refused', (_, wrong) => {
    expect(() => moveCase(opened('2026-11-16'), wrong, at('2026-11-17T09:00:00Z'))).toThrow()
  })

  test('prolonging is too late after the last day', () => {
    expect(() =>
      moveCase(opened('2026-11-16'), step('prolong', { note: 'Powód.' }), at('2026-12-17T09:00:00Z')),
    ).toThrow()
  })

  test('a case that is done stays as it is', () => {
    expect(caseMoves.done).toEqual({})
  })
})

describe('reminders', () => {
  test('come once each, and one for several that were missed', () => {
    const one = opened('2026-11-16') // due on 16 December
    expect(reminderDue(one, at('2026-12-01T09:00:00Z'))).toBeUndefined()
    expect(reminderDue(one, at('2026-12-02T09:00:00Z'))).toBe(14)
    expect(reminderDue({ ...one, reminded: [14] }, at('2026-12-03T09:00:00Z'))).toBeUndefined()
    expect(reminderDue(one, at('2026-12-15T09:00:00Z'))).toBe(2)
    expect(daysLeft(one, at('2026-12-20T09:00:00Z'))).toBe(-4)
  })
})

test.each(kindNames)('%s has a usual deadline, a unit in charge, and texts in two languages', (name) => {
  const kind = kindOf(name)
  const texts = [
    kind.name,
    ...Object.values(kind.deadlines).map((it) => it.name),
    ...Object.values(kind.endings).map((it) => it.name),
  ]
  expect(Object.keys(kind.deadlines).length).toBeGreaterThan(0)
  for (const text of texts) expect(text.pl && text.en).toBeTruthy()
})
