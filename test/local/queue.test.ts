/** A queue and the function that works on it: what is delivered, what comes again, what is given up. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { cloudClock } from '../../local/clock.ts'
import type { Cloud } from '../../local/cloud.ts'
import { order, type SmallStack, smallResources, smallStack, tablesOf, until } from './small-stack.ts'

let small: SmallStack
let cloud: Cloud
let tables: ReturnType<typeof tablesOf>
const clock = cloudClock()

const start = async (resources = smallResources()) => {
  small = await smallStack(resources)
  cloud = await small.boot({ clock })
  tables = tablesOf(cloud)
}

beforeEach(() => start())
afterEach(() => small.remove())

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
const afterTheVisibility = 61_000
const inFlight = () => cloud.engines.sqs.counts('work').inFlight
const dead = () => cloud.engines.sqs.counts('work-DeadLetters').visible

test('every message is worked on once', async () => {
  order(cloud, ...Array.from({ length: 23 }, (_, n) => ({ do: 'note', id: String(n) })))
  await cloud.idle()
  const notes = await tables.all('Notes')
  expect(notes).toHaveLength(23)
  expect(notes.every(({ times }) => times === 1)).toBe(true)
})

test('a function sends to a queue by the address in its environment', async () => {
  order(cloud, { do: 'send', id: 'sent' })
  await cloud.idle()
  expect(await tables.get('Notes', 'note#sent')).toMatchObject({ times: 1 })
})

test('only the messages that failed come again, when their visibility has passed', async () => {
  order(cloud, { do: 'fail once', id: 'a' }, { do: 'note', id: 'b' })
  await until(async () => inFlight() === 1 && (await tables.get('Notes', 'note#b')) !== undefined, 'one has failed')
  clock.advance(afterTheVisibility)
  await cloud.idle()
  expect(await tables.get('Notes', 'note#a')).toMatchObject({ times: 2, receives: 2 })
  expect(await tables.get('Notes', 'note#b')).toMatchObject({ times: 1 })
})

test.each([
  ['throws', 'throw'],
  ['answers nonsense', 'nonsense'],
  ['runs out of time', 'hang'],
  ['ends its process', 'exit'],
  ['runs out of memory', 'eat'],
])(
  'a function that %s fails its whole batch, and the messages become dead letters after three tries',
  async (_, what) => {
    order(cloud, { do: what })
    for (const receives of [1, 2, 3]) {
      await until(
        () => cloud.status().functions.find(({ name }) => name === 'work')!.errors >= receives || what === 'nonsense',
        what,
      )
      await until(
        () => inFlight() === 1 && cloud.status().functions.find(({ name }) => name === 'work')!.running === 0,
        'it has failed',
      )
      clock.advance(afterTheVisibility)
      if (receives < 3)
        await until(() => cloud.status().functions.find(({ name }) => name === 'work')!.invocations > receives, 'again')
    }
    await cloud.idle()
    expect(dead()).toBe(1)
    expect(cloud.status().alarms).toEqual([
      { name: 'work: dead letters', description: 'Nothing is done any more.', state: 'alarm', value: 1 },
    ])
    expect(small.lines.join('\n')).toContain('*** ALARM  work: dead letters\n***        Nothing is done any more.')
  },
)

test('a worker that was cut off does not disturb the next message', async () => {
  order(cloud, { do: 'hang' })
  await until(() => cloud.status().functions.find(({ name }) => name === 'work')!.errors === 1, 'cut off')
  expect(small.lines.join('\n')).toMatch(
    /work: Sandbox\.Timedout: RequestId: \S+ Error: Task timed out after 2\.00 seconds/,
  )
  order(cloud, { do: 'note', id: 'next' })
  await until(async () => (await tables.get('Notes', 'note#next')) !== undefined, 'the next')
})

test('no more batches run at once than the event source allows', async () => {
  let most = 0
  const watching = setInterval(() => {
    most = Math.max(most, cloud.status().functions.find(({ name }) => name === 'work')!.running)
  }, 5)
  order(cloud, ...Array.from({ length: 30 }, (_, n) => ({ do: 'slow', id: String(n), ms: 50 })))
  await cloud.idle()
  clearInterval(watching)
  expect(most).toBe(2)
  expect(await tables.all('Notes')).toHaveLength(30)
})

test('one worker has one invocation at a time', async () => {
  order(cloud, ...Array.from({ length: 20 }, (_, n) => ({ do: 'slow', id: String(n), ms: 20 })))
  await cloud.idle()
  expect((await tables.all('Notes')).every(({ running }) => running === 1)).toBe(true)
})

test('a message that is delivered twice is given to the function twice', async () => {
  cloud.faults.deliverTwice('work')
  order(cloud, { do: 'note', id: 'twice' })
  await cloud.idle()
  expect(await tables.get('Notes', 'note#twice')).toMatchObject({ times: 2 })
})

test('a new object under the prefix is told to the queue as S3 tells it, another is not', async () => {
  const s3 = new S3Client({ endpoint: cloud.endpoints.s3, region: 'eu-central-1', credentials })
  const Bucket = cloud.name('Files')
  await s3.send(new PutObjectCommand({ Bucket, Key: 'in/lista mieszkańców.csv', Body: 'a;b\n' }))
  await s3.send(new PutObjectCommand({ Bucket, Key: 'out/other.csv', Body: 'a;b\n' }))
  await cloud.idle()
  const heard = JSON.parse(String((await tables.get('Notes', 'heard'))?.text)) as { Records: unknown[] }
  expect(heard.Records).toHaveLength(1)
  expect(heard.Records[0]).toMatchObject({
    eventSource: 'aws:s3',
    eventName: 'ObjectCreated:Put',
    awsRegion: 'eu-central-1',
    s3: {
      bucket: { name: 'akcja-files', arn: 'arn:aws:s3:::akcja-files' },
      object: { key: 'in/lista+mieszka%C5%84c%C3%B3w.csv', size: 4 },
    },
  })
})

test('a bounced e-mail comes back over the event bus', async () => {
  const ses = new SESv2Client({ endpoint: cloud.endpoints.sesv2, region: 'eu-central-1', credentials })
  await ses.send(
    new SendEmailCommand({
      FromEmailAddress: 'akcja@example.org',
      Destination: { ToAddresses: ['bounce@simulator.amazonses.com'] },
      ConfigurationSetName: 'mailing',
      Content: { Simple: { Subject: { Data: 'Dzień dobry' }, Body: { Text: { Data: 'Treść' } } } },
    }),
  )
  await cloud.idle()
  const heard = JSON.parse(String((await tables.get('Notes', 'heard'))?.text)) as object
  expect(heard).toMatchObject({ source: 'aws.ses', 'detail-type': 'Email Bounced', detail: { eventType: 'Bounce' } })
})

test('what the role does not allow is refused as on AWS', async () => {
  order(cloud, { do: 'secret' })
  await cloud.idle()
  const { text } = (await tables.get('Notes', 'refusal'))!
  expect(text).toMatch(
    /^AccessDeniedException: .*assumed-role\/\S+\/work is not authorized to perform: dynamodb:PutItem/,
  )
  expect(text).toContain('table/Secrets because no identity-based policy allows the dynamodb:PutItem action')
  expect(await tables.get('Secrets', 'secret')).toBeUndefined()
})

test('a function sees the environment that Lambda would give it, and nothing of this machine', async () => {
  order(cloud, { do: 'environment' })
  await cloud.idle()
  const environment = JSON.parse(String((await tables.get('Notes', 'environment'))?.text)) as Record<string, string>
  expect(environment).toMatchObject({
    GREETING: 'Dzień dobry',
    NOTES_TABLE: 'Notes',
    WORK_QUEUE_URL: cloud.name('work'),
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'work',
    AWS_LAMBDA_FUNCTION_NAME: 'work',
    AWS_ENDPOINT_URL_SQS: cloud.endpoints.sqs,
  })
  expect(Object.keys(environment)).not.toContain('PATH')
  expect(Object.keys(environment)).not.toContain('HOME')
})

test('a function is told how much of its time is left', async () => {
  order(cloud, { do: 'remaining' })
  await cloud.idle()
  const left = Number((await tables.get('Notes', 'remaining'))?.text)
  expect(left).toBeGreaterThan(1000)
  expect(left).toBeLessThanOrEqual(2000)
})

test('Date in a function follows the clock of the cloud', async () => {
  clock.set(Date.UTC(2031, 2, 30, 1, 30))
  order(cloud, { do: 'note', id: 'then' })
  await cloud.idle()
  const at = Number((await tables.get('Notes', 'note#then'))?.noticedAt)
  expect(new Date(at).toISOString()).toMatch(/^2031-03-30T01:3/)
  clock.set(Date.now())
})

test('what a function logs stands in its own file, one line of JSON each', async () => {
  order(cloud, { do: 'log', id: 'x' })
  await cloud.idle()
  await cloud.stop()
  const lines = readFileSync(join(small.data, 'logs', 'work.log'), 'utf8')
    .trim()
    .split('\n')
  expect(JSON.parse(lines.at(-1)!)).toMatchObject({
    level: 'info',
    event: 'told',
    id: 'x',
    requestId: expect.any(String),
  })
  expect(small.lines.join('\n')).not.toContain('told')
})

test('a worker can be killed before a call of its own, and the message comes again', async () => {
  const killed = cloud.faults.killWorkerAt('work', { before: 'dynamodb:UpdateItem' })
  order(cloud, { do: 'note', id: 'k' })
  await killed
  expect(await tables.get('Notes', 'note#k')).toBeUndefined()
  await until(() => inFlight() === 1, 'held')
  clock.advance(afterTheVisibility)
  await cloud.idle()
  expect(await tables.get('Notes', 'note#k')).toMatchObject({ times: 1, receives: 2 })
})

test('a worker can be killed after a call of its own, before it hears the answer', async () => {
  const killed = cloud.faults.killWorkerAt('work', { after: 'dynamodb:UpdateItem' })
  order(cloud, { do: 'note', id: 'k' })
  await killed
  expect(await tables.get('Notes', 'note#k')).toMatchObject({ times: 1 })
  await until(() => inFlight() === 1, 'held')
  clock.advance(afterTheVisibility)
  await cloud.idle()
  expect(await tables.get('Notes', 'note#k')).toMatchObject({ times: 2, receives: 2 })
})

test('a table that is throttled for a while only delays the work', async () => {
  cloud.faults.failDynamo({ table: 'Notes' })
  order(cloud, { do: 'note', id: 'throttled' })
  await cloud.idle()
  expect(await tables.get('Notes', 'note#throttled')).toMatchObject({ times: 1 })
})

test('a batch window gathers messages that come one by one', async () => {
  const resources = smallResources()
  Object.assign(resources.WorkBatches!.Properties!, { MaximumBatchingWindowInSeconds: 1 })
  await small.remove()
  await start(resources)
  for (const id of ['a', 'b', 'c']) {
    order(cloud, { do: 'note', id })
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await cloud.idle()
  expect(cloud.status().functions.find(({ name }) => name === 'work')).toMatchObject({ invocations: 1 })
  expect(await tables.all('Notes')).toHaveLength(3)
})

test('the memory that a function took is known afterwards', async () => {
  order(cloud, { do: 'slow', id: 'm', ms: 600 })
  await cloud.idle()
  expect(cloud.peakMiB('work')).toBeGreaterThan(5)
  expect(cloud.peakMiB('work')).toBeLessThan(256)
  cloud.resetPeaks()
  expect(cloud.peakMiB('work')).toBe(0)
})

test('objects are deleted when their lifecycle rule says so', async () => {
  const resources = smallResources()
  const LifecycleConfiguration = { Rules: [{ Status: 'Enabled', Prefix: 'out/', ExpirationInDays: 2 }] }
  Object.assign(resources.Files!.Properties!, { LifecycleConfiguration })
  await small.remove()
  await start(resources)
  const s3 = new S3Client({ endpoint: cloud.endpoints.s3, region: 'eu-central-1', credentials })
  const Bucket = cloud.name('Files')
  for (const Key of ['out/a', 'kept/a']) await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }))
  clock.advance(86_400_000)
  clock.advance(86_400_000 + 1000)
  await until(() => cloud.engines.s3.objects(Bucket).length === 1, 'one is deleted')
  expect(cloud.engines.s3.objects(Bucket).map(({ key }) => key)).toEqual(['kept/a'])
  clock.set(Date.now())
})
