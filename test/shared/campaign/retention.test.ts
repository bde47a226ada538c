/** The two clocks of a drive: contact data end within what was promised, copies included; the record by its class of files. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { missingForLaunch } from '../../../shared/campaign/launch.ts'
import {
  dueWork,
  eraseOn,
  lastDays,
  longestCopyDays,
  promisedUntil,
  recordClock,
} from '../../../shared/campaign/retention.ts'
import { addDays } from '../../../shared/platform/local-time.ts'
import { aCampaign } from '../../builders/campaign.ts'

const ended = (endedAt: string, retentionMonths = 12, more = {}) =>
  aCampaign({ endedAt, privacy: { ...aCampaign().privacy!, retentionMonths }, ...more })

test('whatever is promised, from two months on, the longest copy ends within it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 2, max: 300 }), (days, months) => {
      const drive = ended(`${addDays('2026-01-01', days)}T22:30:00.000Z`, months)
      const last = lastDays(eraseOn(drive)!).map(({ lastDay }) => lastDay ?? '')
      expect(last.sort().at(-1)! < promisedUntil(drive)!).toBe(true)
      expect(eraseOn(drive)! > drive.endedAt!.slice(0, 10)).toBe(true)
    }),
  )
})

test.each([
  ['2026-06-01T10:00:00.000Z', 12, '2027-06-01', '2027-04-26'],
  ['2026-12-31T23:30:00.000Z', 2, '2027-03-01', '2027-01-24'], // already the new year in Poznan
  ['2025-12-31T10:00:00.000Z', 2, '2026-02-28', '2026-01-23'],
])('a drive that ended %s with %i months: promised until %s, erased on %s', (endedAt, months, until, on) => {
  const drive = ended(endedAt, months)
  expect([promisedUntil(drive), eraseOn(drive)]).toEqual([until, on])
  expect(dueWork(drive, addDays(on, -1))).toBeUndefined()
  expect(dueWork(drive, on)).toBe('contacts')
  expect(dueWork({ ...drive, erasedOn: on }, '2099-01-01')).toBeUndefined()
})

test('a drive that has not ended is kept', () => {
  expect(eraseOn(aCampaign())).toBeUndefined()
  expect(dueWork(aCampaign(), '2099-01-01')).toBeUndefined()
})

test.each([
  ['A', 'archive'],
  ['BE', 'appraise'],
  ['B', 'destroy'],
] as const)('category %s: %s, its years counted from the January after the end', (category, fate) => {
  const records = { jrwa: '0642', category, years: 25 }
  const drive = aCampaign({ endedAt: '2026-06-01T10:00:00.000Z', privacy: { ...aCampaign().privacy!, records } })
  expect(recordClock(drive)).toEqual({ fate, after: '2051-12-31' })
  const gone = { ...drive, erasedOn: '2027-04-26' }
  expect(dueWork(gone, '2051-12-31')).toBeUndefined()
  expect(dueWork(gone, '2052-01-01')).toBe(category === 'B' ? 'record' : undefined)
})

test('less than the copies live cannot be promised: the launch says so', () => {
  expect(longestCopyDays).toBe(35)
  const short = ended('2026-06-01T10:00:00.000Z', 1)
  expect(missingForLaunch(short)).toContainEqual(
    expect.objectContaining({ field: 'privacy.retentionMonths', rule: 'L6' }),
  )
  expect(missingForLaunch(ended('2026-06-01T10:00:00.000Z', 2)).filter(({ rule }) => rule === 'L6')).toEqual([])
})
