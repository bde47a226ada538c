/** What the act allows: six months of the limitation period, twenty-one days by the calendar, a state of payments of a day. (T6, T7) */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addMonths, barredBy, firstDay, isInTime, lastDay } from '../../../shared/claim/claim.ts'
import { canBeStateOf, caseText, isFresh, isSettledBy, newerPayments } from '../../../shared/claim/payments.ts'
import { knowsPayments } from '../../../shared/claim/reminder.ts'
import { hasMark, partsOfScript } from '../../../shared/claim/script.ts'
import { localTime } from '../../../shared/platform/local-time.ts'

test.each([
  ['2026-03-10', '2026-09-10', false, 'six months to the day are not more than six'],
  ['2026-03-10', '2026-09-11', true, 'a day more is'],
  ['2026-08-31', '2027-02-28', false, 'the month has no such day: its last one'],
  ['2026-08-31', '2027-03-01', true, 'the day after it'],
  ['2027-08-31', '2028-02-29', false, 'a leap year'],
  ['2026-03-10', '2025-12-31', false, 'over already'],
])('on %s a claim that lapses on %s may be reminded of: %s (%s)', (today, limitation, may) => {
  expect(isInTime(limitation, today)).toBe(may)
})

test.each([
  ['an ordinary day', '2026-03-02T09:00:00Z', '2026-03-02', '2026-03-23'],
  ['over the spring change of clocks', '2026-03-16T09:00:00Z', '2026-03-16', '2026-04-06'],
  ['over Easter: day 21 is Easter Monday and stays it', '2026-03-16T22:30:00Z', '2026-03-16', '2026-04-06'],
  ['over the autumn change of clocks', '2026-10-12T09:00:00Z', '2026-10-12', '2026-11-02'],
  ['half past midnight here is still yesterday in UTC', '2026-10-11T22:30:00Z', '2026-10-12', '2026-11-02'],
  ['an hour before midnight of the change', '2026-03-28T22:30:00Z', '2026-03-28', '2026-04-18'],
  ['over Christmas and New Year', '2026-12-14T11:00:00Z', '2026-12-14', '2027-01-04'],
])('%s: 21 days after %s (%s) is %s', (_, at, day, end) => {
  expect(firstDay([new Date('2027-06-01T10:00:00Z'), new Date(at)])).toBe(day)
  expect(lastDay(day)).toBe(end)
})

test('nobody is reminded on day 21 or later, nor with six months left, whatever came in between', () => {
  const instants = fc.date({ min: new Date('2025-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(
      fc.array(instants, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 0, max: 40 }),
      (actions, days) => {
        const first = Math.min(...actions.map((at) => at.getTime()))
        const today = localTime(new Date(first + days * 86_400_000)).date
        const barred = barredBy({ limitation: '2035-01-01' }, actions, today)
        const wholeDays = Math.round((Date.parse(today) - Date.parse(localTime(new Date(first)).date)) / 86_400_000)
        expect(barred).toBe(wholeDays >= 21 ? 'twenty-one days' : undefined)
      },
    ),
  )
  expect(barredBy({ limitation: '2026-09-10' }, [], '2026-03-10')).toBe('limitation')
  expect(addMonths('2026-12-31', 2)).toBe('2027-02-28')
})

test.each([
  ['24 hours to the minute', '2026-03-10T10:00:00Z', true],
  ['a minute more', '2026-03-10T10:01:00Z', false],
  ['just made', '2026-03-09T10:00:00Z', true],
  ['of a clock that is nine minutes ahead', '2026-03-09T09:51:00Z', true],
  ['of tomorrow', '2026-03-08T10:00:00Z', false],
])('a state of payments %s may be relied on: %s', (_, now, fresh) => {
  const at = '2026-03-09T10:00:00.000Z'
  expect(isFresh({ at }, new Date(now))).toBe(fresh)
  const payments = { at, listed: 'unpaid' as const, takenAt: at, by: 'maria' }
  expect(knowsPayments({ purposeClass: 'reminder', payments }, new Date(now))).toBe(fresh)
  expect(knowsPayments({ purposeClass: 'survey' }, new Date(now))).toBe(true)
  expect(knowsPayments({ purposeClass: 'reminder' }, new Date(now))).toBe(false)
})

test('an older file takes nothing back, and one of tomorrow is refused', () => {
  const state = (at: string) => ({ at, listed: 'paid' as const, takenAt: at, by: 'maria' })
  const [older, newer] = [state('2026-03-09T10:00:00.000Z'), state('2026-03-10T10:00:00.000Z')]
  expect(newerPayments(newer, older)).toBe(newer)
  expect(newerPayments(older, newer)).toBe(newer)
  expect(newerPayments(undefined, older)).toBe(older)
  expect(canBeStateOf(new Date('2026-03-11T10:00:00Z'), new Date('2026-03-10T10:00:00Z'))).toBe(false)
})

test('a claim that is missing among the unpaid is settled, one that is among the paid too', () => {
  expect(isSettledBy('unpaid', false)).toBe(true)
  expect(isSettledBy('unpaid', true)).toBe(false)
  expect(isSettledBy('paid', true)).toBe(true)
  expect(isSettledBy('paid', false)).toBe(false)
  expect(caseText(' fn.3120. 17.2026\u00a0')).toBe('FN.3120.17.2026')
})

test('a script is told in two parts, and without its mark nothing of it comes first', () => {
  expect(partsOfScript('Dzień dobry.\r\n\r\n===\r\n\r\nW sprawie…')).toEqual({
    before: 'Dzień dobry.',
    after: 'W sprawie…',
  })
  expect(partsOfScript('Dzień dobry.\n  =====  \nA\n===\nB')).toEqual({ before: 'Dzień dobry.', after: 'A\n===\nB' })
  expect(partsOfScript('Wszystko naraz')).toEqual({ before: '', after: 'Wszystko naraz' })
  expect(hasMark('a = b === c')).toBe(false)
})
