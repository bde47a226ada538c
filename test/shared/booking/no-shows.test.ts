/** Shares of those who did not come: by days between booking and visit, by reminder, by reason. (B8) */
import { expect, test } from 'vitest'
import type { Booking, NoShowReason } from '../../../shared/booking/booking.ts'
import { leadDays, noShowRates, shareOf } from '../../../shared/booking/no-shows.ts'

const visit = (change: Partial<Booking> & { placedAt?: string } = {}): Booking => {
  const { placedAt = '2026-03-10T10:00:00.000Z', ...rest } = change
  return {
    id: 'bkg_000000000001',
    service: 'svc_000000000001',
    point: 'pt_000000000001',
    day: '2026-03-17',
    start: '09:00',
    minutes: 20,
    state: 'attended',
    by: 'web',
    language: 'pl',
    sequence: 0,
    createdAt: placedAt,
    changedAt: placedAt,
    journal: [{ at: placedAt, did: 'confirmed', by: 'web' }],
    ...rest,
  }
}
const seen = (booking: Booking, email = 'a@example.org') => ({
  booking,
  visitor: { ...(email && { email }) },
})

test.each([
  ['2026-03-17T05:00:00.000Z', 0],
  ['2026-03-16T22:59:00.000Z', 1],
  ['2026-03-16T23:01:00.000Z', 0], // a minute past midnight in Poznan
  ['2026-03-10T10:00:00.000Z', 7],
])('who booked at %s booked %i days before', (placedAt, days) => {
  expect(leadDays(visit({ placedAt }))).toBe(days)
})

test('a visit that was moved counts from the move, also over a change of the clock', () => {
  const moved = visit({ day: '2026-03-30' })
  moved.journal.push({ at: '2026-03-28T22:30:00.000Z', did: 'moved', by: 'web' })
  expect(leadDays(moved)).toBe(2)
})

test('only visits whose end is known are counted, each in its groups', () => {
  const missed = (reason?: NoShowReason) => visit({ state: 'no_show', ...(reason && { noShow: reason }) })
  const rates = noShowRates(
    [
      seen(visit()),
      seen(missed('ill')),
      seen(missed(), ''),
      seen(visit({ state: 'confirmed' })),
      seen(visit({ state: 'cancelled' })),
      seen(visit({ state: 'no_show', placedAt: '2026-03-17T05:00:00.000Z' })),
    ],
    { reminders: true },
  )
  expect([rates.attended, rates.noShow]).toEqual([1, 3])
  expect(rates.byLead.map(({ counts }) => [counts.attended, counts.noShow])).toEqual([
    [0, 1],
    [0, 0],
    [1, 2],
    [0, 0],
    [0, 0],
  ])
  expect(rates.reminded).toEqual({ attended: 1, noShow: 1 })
  expect(rates.notReminded).toEqual({ attended: 0, noShow: 2 }) // no address, or booked on the day itself
  expect(rates.reasons).toEqual({ ill: 1, unknown: 2 })
  expect(shareOf(rates)).toBe(0.75)
})

test('a service that reminds of nothing reminded nobody; where nobody was awaited there is no share', () => {
  expect(noShowRates([seen(visit())], { reminders: false }).reminded).toEqual({ attended: 0, noShow: 0 })
  expect(shareOf({ attended: 0, noShow: 0 })).toBeUndefined()
})
