/** One rate for all workers: however many ask, the provider is never asked for more than its share in any stretch. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rateGate } from '../../../shared/channel/rate.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'

let tables: TestTables
beforeAll(async () => {
  tables = await startTables()
})
afterAll(() => tables.close())

test.each([
  [14, 4, 10],
  [50, 5, 20],
  [1000, 3, 30],
])('at %i a second, %i workers with %i parts of 50 each keep to 80 %% of it', async (perSecond, workers, parts) => {
  let clock = Date.now() + perSecond * 1e7 // each case its own time: the item is shared by all campaigns
  const channel = { send: async () => [], capacity: async () => ({ perSecond, leftToday: 1e9 }) }
  const sent: number[] = []
  const gates = Array.from({ length: workers }, () =>
    rateGate(tables.db, tables.names.Campaigns, channel, () => new Date(clock)),
  )
  const start = clock
  for (let n = 0; n < parts; n++) {
    for (const gate of gates) sent.push(clock + (await gate.take(50)))
    clock += 500
  }
  sent.sort((one, other) => one - other)
  const seconds = (sent.at(-1)! - start) / 1000
  const rate = ((sent.length - 1) * 50) / seconds
  expect(rate).toBeLessThanOrEqual(0.8 * perSecond * 1.02)
  const tooMany = sent.some((at, n) => {
    const within = sent.slice(n).filter((other) => other < at + 10_000).length * 50
    return within > 0.8 * perSecond * 10 + 50 * workers
  })
  expect(tooMany).toBe(false)
})

test('a worker reserves a stretch with one write, and uses it for several parts', async () => {
  const clock = new Date(Date.now() + 9e12)
  const channel = { send: async () => [], capacity: async () => ({ perSecond: 100, leftToday: 1e9 }) }
  const gate = rateGate(tables.db, tables.names.Campaigns, channel, () => clock)
  tables.dynamo.resetConsumed()
  const waits = [await gate.take(50), await gate.take(50), await gate.take(50), await gate.take(50)]
  expect(waits.map(Math.round)).toEqual([0, 625, 1250, 1875])
  expect(tables.dynamo.consumed().writeUnits).toBeLessThanOrEqual(2) // a refused condition is a write too
})
