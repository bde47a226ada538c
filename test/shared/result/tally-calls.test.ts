/** The tally of calls: real stream records of real writes to the table of calls, each counted once. */
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import type { DynamoDBRecord } from 'aws-lambda'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Call, callKey, type Skip } from '../../../shared/call/call.ts'
import { callStore } from '../../../shared/call/call-store.ts'
import type { OutcomeCode } from '../../../shared/call/outcome.ts'
import { pageKey } from '../../../shared/contact/contact.ts'
import { newId } from '../../../shared/platform/ids.ts'
import { bestHour, noPhoneCounts } from '../../../shared/result/phone-counts.ts'
import { resultStore } from '../../../shared/result/result-store.ts'
import { tally } from '../../../shared/result/tally.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'

let tables: TestTables
beforeAll(async () => {
  tables = await startTables()
})
afterAll(() => tables.close())

const aCall = (index: number, n: number, change: Partial<Call>): Call => ({
  index,
  n,
  state: 'closed',
  channel: 'call',
  step: 1,
  number: 0,
  startedAt: '2026-03-10T10:00:00.000Z',
  endedAt: '2026-03-10T10:00:30.000Z',
  ...change,
})

async function setUp() {
  const { db, names, dynamo } = tables
  const id = newId('cmp')
  const calls = callStore(db, names.Calls)
  const results = resultStore(db, names.Results)
  const shard = newId('shard')
  const put = (call: Call, page = pageKey(id, 0)) =>
    db.send(new PutCommand({ TableName: names.Calls, Item: { ...call, page, item: callKey(call.index, call.n) } }))
  return {
    id,
    calls,
    results,
    put,
    ended: (index: number, n: number, outcome: OutcomeCode, change: Partial<Call> = {}) =>
      put(aCall(index, n, { outcome, ...change })),
    skipped: (index: number, n: number, skip: Skip) => put(aCall(index, n, { skip })),
    async records(): Promise<DynamoDBRecord[]> {
      const { records } = await dynamo.readStream({ table: names.Calls, limit: 10_000 })
      return records.filter((record) => JSON.stringify(record).includes(id))
    },
    count: (batch: DynamoDBRecord[]) =>
      tally({ stream: 'Calls', shard }, batch, {
        results,
        surveyOf: async () => {
          throw new Error('no survey is needed to count calls')
        },
      }),
  }
}

test('calls are counted by outcome and channel, by local day and hour; skips and what was never dialled apart', async () => {
  const { id, ended, skipped, records, count, results } = await setUp()
  await ended(0, 1, 'busy')
  await ended(0, 2, 'complete', { startedAt: '2026-03-10T23:30:00.000Z' }) // the next day in Poznan
  await ended(1, 1, 'no_answer', { channel: 'agents' })
  await ended(2, 1, 'not_dialled')
  await skipped(3, 1, 'objected')
  await skipped(4, 1, 'objected')
  await count(await records())
  const { progress, phone, read } = await results.results(id, undefined)
  expect(progress).toMatchObject({ calls: 3, reached: 1, skipped: 2, sent: 0 })
  expect(phone.outcomes).toEqual({
    busy: { call: 1, agents: 0 },
    complete: { call: 1, agents: 0 },
    no_answer: { call: 0, agents: 1 },
    not_dialled: { call: 1, agents: 0 },
  })
  expect(phone.days).toEqual({ '2026-03-10': { call: 1, agents: 1 }, '2026-03-11': { call: 1, agents: 0 } })
  expect(phone.hours).toEqual({ 0: { calls: 1, reached: 1 }, 11: { calls: 2, reached: 0 } })
  expect(phone.skips).toEqual({ objected: 2 })
  expect(read).toBe(2)
})

test('a call with an agent’s note is counted: its bytes come in the stream as base64', async () => {
  const { id, ended, records, count, results } = await setUp()
  await ended(5, 1, 'partial', { channel: 'agents', agent: 'ada', note: Buffer.from('sealed') })
  await count(await records())
  expect((await results.results(id, undefined)).phone.outcomes.partial).toEqual({ call: 0, agents: 1 })
})

test('a lease counts nothing until it is closed, nor does a closed call that leaves its list', async () => {
  const { id, put, records, count, results } = await setUp()
  const call = aCall(7, 1, { channel: 'agents', agent: 'ada', list: `${id}#2`, dueAt: 'x' })
  await put({ ...call, state: 'leased', leaseUntil: 1 })
  await put({ ...call, state: 'leased', leaseUntil: 2 })
  await count(await records())
  expect((await results.results(id, undefined)).progress.calls).toBe(0)
  await put({ ...call, outcome: 'refused' })
  const { list: _, dueAt: __, ...unlisted } = call
  await put({ ...unlisted, outcome: 'refused' })
  await count(await records())
  expect((await results.results(id, undefined)).progress).toMatchObject({ calls: 1, reached: 1 })
})

test('a promise is made once however often its time changes, and ends once', async () => {
  const { id, calls, records, count, results } = await setUp()
  const whom = { campaign: id, page: 0, index: 5 }
  const wish = { at: '2026-03-11T09:00:00.000Z', from: 'keypad', madeAt: '2026-03-10T10:00:00.000Z' } as const
  await calls.promise(whom, wish)
  const open = await calls.promise(whom, { ...wish, at: '2026-03-11T15:00:00.000Z', from: 'web' })
  await calls.moveCallback(whom, open, { ...open, tries: 1, dueAt: '2026-03-11T15:30:00.000Z' })
  const later = (await calls.ofPerson(whom)).callback!
  await calls.moveCallback(whom, later, { ...later, state: 'kept' })
  await calls.promise(whom, wish) // she asks once more
  await count(await records())
  const { phone } = await results.results(id, undefined)
  expect(phone.callbacks).toEqual({ made: 2, kept: 1, 'given up': 0, withdrawn: 0 })
})

test('what else lies in the table of calls is nobody’s call', async () => {
  const { id, put, records, count, results } = await setUp()
  await put(aCall(1, 1, { outcome: 'complete', agent: id }), 'agents')
  await put(aCall(1, 1, { outcome: 'complete', agent: id }), 'numbers')
  await put(aCall(1, 1, { outcome: 'complete' }), `${pageKey(id, 0)}#late`)
  await count(await records())
  const { progress, phone } = await results.results(id, undefined)
  expect([progress.calls, phone]).toEqual([0, noPhoneCounts()])
})

test('any replay of any part of the stream changes nothing', async () => {
  const { id, ended, skipped, records, count, results } = await setUp()
  for (let index = 0; index < 12; index++) {
    await (index % 4 === 3 ? skipped(index, 1, 'capped') : ended(index, 1, index % 2 ? 'hung_up' : 'busy'))
  }
  const batch = await records()
  await count(batch)
  const once = await results.results(id, undefined)
  expect(once.progress).toMatchObject({ calls: 9, reached: 3, skipped: 3 })
  await fc.assert(
    fc.asyncProperty(fc.nat(batch.length), fc.nat(batch.length), async (from, length) => {
      await Promise.all([count(batch.slice(from, from + length)), count(batch)])
      expect(await results.results(id, undefined)).toEqual(once)
    }),
    { numRuns: 10 },
  )
})

test.each([
  ['none while no hour has enough calls', { 9: { calls: 19, reached: 19 } }, undefined],
  [
    'the one with the largest share, not the most calls',
    { 9: { calls: 200, reached: 40 }, 17: { calls: 20, reached: 9 }, 18: { calls: 3, reached: 3 } },
    { hour: 17, share: 0.45 },
  ],
  ['the earlier of equals', { 12: { calls: 20, reached: 5 }, 9: { calls: 40, reached: 10 } }, { hour: 9, share: 0.25 }],
] as const)('the best hour: %s', (_, hours, best) => {
  expect(bestHour({ hours })).toEqual(best)
})
