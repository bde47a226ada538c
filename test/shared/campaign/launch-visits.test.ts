/** A drive that asks for a visit needs a service with a free time on its own days. Over the real desk. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { missingForLaunch } from '../../../shared/campaign/launch.ts'
import { visitProblems } from '../../../shared/campaign/launch-visits.ts'
import { testDesk } from '../../builders/booking.ts'
import { aCampaign, aTuesday } from '../../builders/campaign.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'
import { aServiceOfTwoPoints } from '../../builders/visits.ts'

let tables: TestTables
beforeAll(async () => {
  tables = await startTables()
})
afterAll(() => tables?.close())

/** Tuesday, 10 March 2026. */
const dates = { startsOn: '2026-03-10', endsOn: '2026-03-20' }
const fieldsOf = (problems: { field: string }[]) => problems.map(({ field }) => field)

test.each([
  ['a service with free times', {}, dates, []],
  ['a service without points', { points: [] }, dates, ['service']],
  ['a weekend', {}, { startsOn: '2026-03-14', endsOn: '2026-03-15' }, ['service']],
  ['a drive that began, with days left', {}, { startsOn: '2026-03-01', endsOn: '2026-03-11' }, []],
  ['dates in the wrong order, which is told elsewhere', {}, { startsOn: '2026-03-20', endsOn: '2026-03-10' }, []],
])('%s', async (_, service, days, expected) => {
  const visits = testDesk(tables, aTuesday)
  const { id } = await visits.create(aServiceOfTwoPoints(service))
  const campaign = aCampaign({ ...days, asks: 'booking', service: id })
  expect(fieldsOf(await visitProblems(campaign, visits.desk, aTuesday))).toEqual(expected)
})

test('a service that is gone is named; a drive that asks for a survey asks nobody', async () => {
  const { desk } = testDesk(tables, aTuesday)
  const gone = aCampaign({ ...dates, asks: 'booking', service: 'svc_000000000000' })
  expect(fieldsOf(await visitProblems(gone, desk, aTuesday))).toEqual(['service'])
  expect(await visitProblems(aCampaign(dates), desk, aTuesday)).toEqual([])
})

test.each([
  ['survey', { asks: 'survey', survey: undefined }, ['survey']],
  ['visit without a service', { asks: 'booking', survey: undefined }, ['service']],
  ['visit', { asks: 'booking', survey: undefined, service: 'svc_000000000001' }, []],
  ['nothing', { asks: 'nothing', survey: undefined }, []],
] as const)('what must be chosen for a drive that asks for: %s', (_, change, expected) => {
  const fields = fieldsOf(missingForLaunch(aCampaign(change))).filter((field) => /^(survey|service)/.test(field))
  expect(fields).toEqual(expected)
})
