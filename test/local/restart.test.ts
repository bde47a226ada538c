/** The whole cloud ends, in order or by kill -9, and starts again on the same folder: nothing is lost, work goes on at once. */
import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { order, type SmallStack, smallStack, tablesOf, until } from './small-stack.ts'

let small: SmallStack
let child: ChildProcess | undefined

beforeEach(async () => {
  small = await smallStack()
})
afterEach(async () => {
  child?.kill('SIGKILL')
  await small.remove()
})

/** Starts the cloud in a process of its own. */
async function start(): Promise<ChildProcess> {
  child = fork(join(import.meta.dirname, 'small-runner.ts'), [small.assembly, small.data], {
    execArgv: [],
    stdio: 'inherit',
  })
  await heard(child, 'ready')
  return child
}

const heard = (process: ChildProcess, word: string) =>
  new Promise<void>((resolve, reject) => {
    process.on('message', (message) => message === word && resolve())
    process.on('exit', (code) => reject(new Error(`ended with ${code}`)))
  })

test('kill -9 in the middle of the work loses nothing', async () => {
  const first = await start()
  const sent = heard(first, 'sent')
  first.send(60)
  await sent
  await new Promise((resolve) => setTimeout(resolve, 500))
  const ended = new Promise((resolve) => first.on('exit', resolve))
  first.kill('SIGKILL')
  await ended

  const cloud = await small.boot()
  // Who is killed between taking messages and noting that she holds them leaves them hidden for their minute.
  await cloud.idle(90_000)
  const notes = await tablesOf(cloud).all('Notes')
  expect(notes).toHaveLength(60)
  expect(notes.every(({ times }) => Number(times) >= 1 && Number(times) <= 2)).toBe(true)
  const counted = await tablesOf(cloud).all('Counts')
  expect(counted.length).toBeGreaterThanOrEqual(60)
  expect(cloud.engines.sqs.counts('work-DeadLetters').visible).toBe(0)
})

test('what was running when the cloud was stopped is done after the next start', async () => {
  const before = await small.boot()
  order(before, { do: 'hang' }, { do: 'note', id: 'after' })
  await until(() => before.status().functions.some(({ running }) => running > 0), 'running')
  await before.stop()
  const cloud = await small.boot()
  expect(cloud.engines.sqs.counts('work').inFlight).toBeLessThanOrEqual(2)
  await until(
    () => cloud.status().functions.some(({ name, invocations }) => name === 'work' && invocations > 0),
    'again',
  )
})

test('objects, tables and keys are there after a restart', async () => {
  const before = await small.boot()
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  const s3 = () => new S3Client({ endpoint: cloud.endpoints.s3, region: 'eu-central-1', credentials })
  let cloud = before
  await s3().send(new PutObjectCommand({ Bucket: cloud.name('Files'), Key: 'out/a', Body: 'zażółć' }))
  await tablesOf(cloud).put('Secrets', { id: 'kept' })
  const key = cloud.name('DataKey')
  await cloud.stop()
  cloud = await small.boot()
  const object = await s3().send(new GetObjectCommand({ Bucket: cloud.name('Files'), Key: 'out/a' }))
  expect(await object.Body?.transformToString()).toBe('zażółć')
  expect(await tablesOf(cloud).get('Secrets', 'kept')).toBeDefined()
  expect(cloud.name('DataKey')).toBe(key)
})

test('a port that is taken is told plainly, and nothing is left running', async () => {
  const cloud = await small.boot()
  const other = await smallStack()
  try {
    await expect(other.boot({ port: Number(new URL(cloud.url).port) })).rejects.toThrow(/port \d+ is taken/)
  } finally {
    await other.remove()
  }
})
