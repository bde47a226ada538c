/** The clock rule: when it comes due, and that no minute is run twice. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { cloudClock } from '../../local/clock.ts'
import type { Cloud } from '../../local/cloud.ts'
import { readExpression } from '../../local/schedule.ts'
import { type SmallStack, smallStack, tablesOf, until } from './small-stack.ts'

let small: SmallStack
let cloud: Cloud

beforeEach(async () => {
  small = await smallStack()
})
afterEach(() => small.remove())

const ticks = async () => (await tablesOf(cloud).all('Notes')).filter(({ id }) => String(id).startsWith('tick#'))

test.each([
  ['rate(1 minute)', '2026-11-22T10:00:30Z', '2026-11-22T10:01:30Z'],
  ['rate(2 hours)', '2026-11-22T10:00:00Z', '2026-11-22T12:00:00Z'],
  ['cron(0 6 * * ? *)', '2026-11-22T06:00:00Z', '2026-11-23T06:00:00Z'],
  ['cron(0/15 * * * ? *)', '2026-11-22T10:16:00Z', '2026-11-22T10:30:00Z'],
  ['cron(30 8 ? * MON-FRI *)', '2026-11-20T09:00:00Z', '2026-11-23T08:30:00Z'],
  ['cron(30 8 ? * 1 *)', '2026-11-20T09:00:00Z', '2026-11-22T08:30:00Z'], // 1 is Sunday on AWS
  ['cron(0 0 1 * ? *)', '2026-11-20T09:00:00Z', '2026-12-01T00:00:00Z'],
  ['cron(0 0 1 1 ? 2028)', '2026-11-20T09:00:00Z', '2028-01-01T00:00:00Z'],
])('%s after %s comes due at %s', (expression, after, due) => {
  expect(new Date(readExpression(expression, 'Rule')(Date.parse(after))).toISOString()).toBe(due.replace('Z', '.000Z'))
})

test('the rule fires as the clock of the cloud passes, with the event EventBridge sends', async () => {
  const clock = cloudClock()
  cloud = await small.boot({ clock })
  expect(await ticks()).toHaveLength(0)
  clock.advance(61_000)
  await until(async () => (await ticks()).length === 1, 'the first')
  clock.advance(61_000)
  await until(async () => (await ticks()).length === 2, 'the second')
  expect(JSON.parse(String((await ticks())[0]!.text))).toMatchObject({
    source: 'aws.events',
    'detail-type': 'Scheduled Event',
    resources: ['arn:aws:events:eu-central-1:000000000000:rule/EachMinute'],
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
  })
})

test('a restart does not fire the same minute again, and makes up for those that were missed once', async () => {
  const clock = cloudClock()
  cloud = await small.boot({ clock })
  clock.advance(61_000)
  await until(async () => (await ticks()).length === 1, 'the first')
  await cloud.stop()
  cloud = await small.boot({ clock })
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(await ticks()).toHaveLength(1)
  await cloud.stop()
  clock.advance(10 * 60_000)
  cloud = await small.boot({ clock })
  await until(async () => (await ticks()).length === 2, 'made up for')
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(await ticks()).toHaveLength(2)
})

test('the clock can be fired now, and twice at once', async () => {
  cloud = await small.boot()
  await cloud.tick()
  expect(await ticks()).toHaveLength(1)
  await cloud.faults.fireClockTwice()
  expect(await ticks()).toHaveLength(3)
})
