/** A table's stream and the function that reads it: every change once, in order, over restarts; what cannot be read is set aside. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { cloudClock } from '../../local/clock.ts'
import type { Cloud } from '../../local/cloud.ts'
import { order, type SmallStack, smallStack, tablesOf, until } from './small-stack.ts'

let small: SmallStack
let cloud: Cloud
let tables: ReturnType<typeof tablesOf>

const boot = async (...options: Parameters<SmallStack['boot']>) => {
  cloud = await small.boot(...options)
  tables = tablesOf(cloud)
}

beforeEach(async () => {
  small = await smallStack()
  await boot()
})
afterEach(() => small.remove())

/** What the function has counted, by note. */
const counted = async () => {
  const seen = await tables.all('Counts')
  return Object.fromEntries(seen.map(({ note, times }) => [note, times]))
}

test('every change is given to the function once', async () => {
  await tables.put('Notes', { id: 'note#1', text: 'a' })
  await tables.put('Notes', { id: 'note#1', text: 'b' })
  await tables.put('Notes', { id: 'note#2' })
  await cloud.idle()
  expect(await counted()).toEqual({ 'INSERT note#1': 1, 'MODIFY note#1': 1, 'INSERT note#2': 1 })
})

test('what the filter does not want is passed over', async () => {
  await tables.put('Notes', { id: 'other#1' })
  await tables.put('Notes', { id: 'note#1' })
  await cloud.idle()
  expect(await counted()).toEqual({ 'INSERT note#1': 1 })
})

test('an event of a tumbling window names its shard', async () => {
  await tables.put('Notes', { id: 'note#1' })
  await cloud.idle()
  expect((await tables.all('Counts'))[0]?.shard).toMatch(/^shardId-/)
})

test('reading goes on where it stood when the cloud is started again', async () => {
  await tables.put('Notes', { id: 'note#before' })
  await cloud.idle()
  await cloud.stop()
  await boot()
  await tables.put('Notes', { id: 'note#after' })
  await cloud.idle()
  expect(await counted()).toEqual({ 'INSERT note#before': 1, 'INSERT note#after': 1 })
})

test('many changes come in batches, none lost, none twice', async () => {
  order(cloud, ...Array.from({ length: 250 }, (_, n) => ({ do: 'note', id: String(n) })))
  await cloud.idle()
  const seen = await counted()
  expect(Object.keys(seen)).toHaveLength(250)
  expect(Object.values(seen).every((times) => times === 1)).toBe(true)
})

test('a record that cannot be read is split off, tried again, and set aside; the others are counted', async () => {
  for (const id of ['note#1', 'note#2', 'note#poison', 'note#3']) await tables.put('Notes', { id })
  await cloud.idle()
  expect(Object.keys(await counted()).sort()).toEqual(['INSERT note#1', 'INSERT note#2', 'INSERT note#3'])
  const [message] = await cloud.engines.sqs.receive('count-DeadLetters')
  expect(JSON.parse(message!.Body)).toMatchObject({
    requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 3 },
    DDBStreamBatchInfo: { batchSize: 1, shardId: expect.stringMatching(/^shardId-/) },
  })
  expect(message!.Body).not.toContain('poison')
})

test('a batch can be replayed', async () => {
  await tables.put('Notes', { id: 'note#1' })
  await cloud.idle()
  expect(await cloud.faults.replayStream('count')).toBe(1)
  expect(await counted()).toEqual({ 'INSERT note#1': 2 })
})

test('a worker that dies with a batch gets it again', async () => {
  const killed = cloud.faults.killWorkerAt('count', { before: 'dynamodb:UpdateItem' })
  await tables.put('Notes', { id: 'note#1' })
  await killed
  await cloud.idle()
  expect(await counted()).toEqual({ 'INSERT note#1': 1 })
})

test('an item that expires leaves a record that says so', async () => {
  const clock = cloudClock()
  await cloud.stop()
  await boot({ clock })
  await tables.put('Notes', { id: 'note#old', expiresAt: Math.floor(clock.now() / 1000) + 3600 })
  await tables.put('Notes', { id: 'note#young', expiresAt: Math.floor(clock.now() / 1000) + 9 * 3600 })
  await cloud.idle()
  clock.advance(2 * 3600_000)
  await until(async () => (await tables.get('Notes', 'note#old')) === undefined, 'expired')
  await cloud.idle()
  const removed = (await tables.all('Counts')).filter(({ note }) => String(note).startsWith('REMOVE'))
  expect(removed).toMatchObject([{ note: 'REMOVE note#old', expired: true }])
  expect(await tables.get('Notes', 'note#young')).toBeDefined()
})
