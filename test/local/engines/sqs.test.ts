/** The local queues where the contract suite cannot look: the moved clock, the disk, the door, the runner's own hands. */
import { spawn } from 'node:child_process'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { cloudClock } from '../../../local/clock.ts'
import { type Sqs, type SqsOptions, startSqs } from '../../../local/engines/sqs.ts'
import type { Call } from '../../../local/permissions.ts'

// Processes and disks take their time on a busy machine; nothing here waits for a time-out.
vi.setConfig({ testTimeout: 30_000 })

const day = 86_400_000
let endings: (() => unknown)[] = []
afterEach(async () => {
  for (const end of endings.toReversed()) await end()
  endings = []
})

function aFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'akcja-sqs-'))
  endings.push(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

async function setUp(options: Partial<SqsOptions> = {}) {
  const clock = cloudClock()
  const sqs = await startSqs({ dir: aFolder(), clock, ...options })
  endings.push(() => sqs.close())
  sqs.createQueue('dead')
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: sqs.queueArn('dead'), maxReceiveCount: 3 })
  sqs.createQueue('work', { VisibilityTimeout: '60', RedrivePolicy })
  return { sqs, clock }
}

function clientOf(sqs: Sqs, accessKeyId = 'local'): SQSClient {
  const credentials = { accessKeyId, secretAccessKey: 'local' }
  const client = new SQSClient({ endpoint: sqs.url, region: 'eu-central-1', maxAttempts: 1, credentials })
  endings.push(() => client.destroy())
  return client
}

const bodies = (messages: { Body: string }[]) => messages.map(({ Body }) => Body)

describe('the cloud clock', () => {
  test('visibility, delay and retention follow the clock, also when it is moved', async () => {
    const { sqs, clock } = await setUp()
    sqs.send('work', 'now')
    sqs.send('work', 'later', { delaySeconds: 900 })
    expect(bodies(await sqs.receive('work'))).toEqual(['now'])
    expect(sqs.counts('work')).toEqual({ visible: 0, inFlight: 1, delayed: 1 })
    clock.advance(60_000)
    expect(bodies(await sqs.receive('work'))).toEqual(['now'])
    clock.advance(900_000)
    expect(bodies(await sqs.receive('work'))).toEqual(['now', 'later'])
    clock.advance(4 * day)
    expect(await sqs.receive('work')).toEqual([])
    expect(sqs.counts('work')).toEqual({ visible: 0, inFlight: 0, delayed: 0 })
  })

  test('who waits is given what the moved clock makes visible', async () => {
    const { sqs, clock } = await setUp()
    sqs.send('work', 'later', { delaySeconds: 900 })
    const waiting = sqs.receive('work', { waitSeconds: 20 })
    clock.advance(901_000)
    expect(bodies(await waiting)).toEqual(['later'])
  })

  test('the third failure is the last: the fourth receive finds it among the dead letters', async () => {
    const { sqs, clock } = await setUp()
    sqs.send('work', 'poison')
    const atDead = sqs.receive('dead', { waitSeconds: 20 })
    for (let tries = 1; tries <= 3; tries++) {
      const [message] = await sqs.receive('work')
      expect(message?.Attributes?.ApproximateReceiveCount).toBe(String(tries))
      clock.advance(60_000)
    }
    expect(await sqs.receive('work')).toEqual([])
    expect(bodies(await atDead)).toEqual(['poison'])
  })
})

describe('receipts', () => {
  test('an old handle deletes nothing: the message belongs to who received it last', async () => {
    const { sqs, clock } = await setUp()
    sqs.send('work', 'a')
    const [slow] = await sqs.receive('work')
    clock.advance(60_000)
    const [quick] = await sqs.receive('work')
    sqs.remove('work', [slow!.ReceiptHandle])
    expect(sqs.counts('work').inFlight).toBe(1)
    sqs.remove('work', [quick!.ReceiptHandle])
    expect(sqs.counts('work').inFlight).toBe(0)
  })

  test('a late handle still deletes, as long as nobody else received the message', async () => {
    const { sqs, clock } = await setUp()
    sqs.send('work', 'a')
    const [message] = await sqs.receive('work')
    clock.advance(3_600_000)
    sqs.remove('work', [message!.ReceiptHandle])
    expect(await sqs.receive('work')).toEqual([])
  })
})

describe('the disk', () => {
  test('after a kill -9 nothing that was answered is lost, and nothing deleted comes back', async () => {
    const dir = aFolder()
    const owner = spawn(process.execPath, [join(import.meta.dirname, 'sqs-owner.ts'), dir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const said: Record<string, Set<string>> = { sent: new Set(), held: new Set(), deleted: new Set() }
    createInterface({ input: owner.stdout }).on('line', (line) => {
      const [word, ...body] = line.split(' ')
      said[word!]?.add(body.join(' '))
      if (said.sent!.size === 200) owner.kill('SIGKILL')
    })
    await new Promise((resolve) => owner.once('close', resolve))

    const clock = cloudClock()
    const sqs = await startSqs({ dir, clock })
    endings.push(() => sqs.close())
    const take = async () => {
      const found: string[] = []
      for (let more = await sqs.receive('work'); more.length; more = await sqs.receive('work'))
        found.push(...bodies(more))
      return found
    }
    const visible = await take()
    clock.advance(600_000)
    const all = new Set([...visible, ...(await take())])
    expect(said.deleted!.size).toBeGreaterThan(10)
    expect([...said.held!].filter((body) => visible.includes(body))).toEqual([])
    expect([...said.deleted!].filter((body) => all.has(body))).toEqual([])
    expect([...said.sent!].filter((body) => !all.has(body) && !said.deleted!.has(body)).length).toBeLessThanOrEqual(1)
  })

  test('half a line at the end, as a kill leaves it, is cut off; a damaged line in the middle stops the start', async () => {
    const dir = aFolder()
    const first = await startSqs({ dir })
    first.createQueue('work')
    first.send('work', 'kept')
    await first.close()
    const journal = join(dir, 'sqs.journal')
    appendFileSync(journal, '{"t":"send","q":"work","mess')
    const second = await startSqs({ dir })
    second.send('work', 'after')
    await second.close()
    const third = await startSqs({ dir })
    expect(bodies(await third.receive('work'))).toEqual(['kept', 'after'])
    await third.close()
    const lines = readFileSync(journal, 'utf8').split('\n')
    writeFileSync(journal, [lines[0], '{"t":', ...lines.slice(1)].join('\n'))
    await expect(startSqs({ dir })).rejects.toThrow(/line 2, cannot be read.*npm run reset/)
  })

  test('the journal of 30,000 messages come and gone stays small', async () => {
    const dir = aFolder()
    const { sqs } = await setUp({ dir })
    for (let n = 0; n < 3_000; n++) {
      for (let m = 0; m < 10; m++) sqs.send('work', `message ${n} ${m}`)
      sqs.remove(
        'work',
        (await sqs.receive('work')).map(({ ReceiptHandle }) => ReceiptHandle),
      )
    }
    expect(sqs.counts('work')).toEqual({ visible: 0, inFlight: 0, delayed: 0 })
    expect(statSync(join(dir, 'sqs.journal')).size).toBeLessThan(6_000_000)
  })

  test('whatever happens in whatever order: one holder at a time, nothing lost, and a restart changes nothing', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('send' as const), delaySeconds: fc.constantFrom(0, 0, 5, 30) }),
      fc.record({ kind: fc.constant('receive' as const), most: fc.integer({ min: 1, max: 10 }) }),
      fc.record({ kind: fc.constant('delete' as const), which: fc.nat(9) }),
      fc.record({ kind: fc.constant('pass' as const), seconds: fc.constantFrom(10, 61) }),
      fc.record({ kind: fc.constant('restart' as const) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60, size: 'max' }), async (steps) => {
        const dir = mkdtempSync(join(tmpdir(), 'akcja-sqs-'))
        const clock = { at: 1_800_000_000_000, now: () => clock.at }
        const start = async () => {
          const started = await startSqs({ dir, clock })
          started.createQueue('dead')
          const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: started.queueArn('dead'), maxReceiveCount: 3 })
          started.createQueue('work', { VisibilityTimeout: '60', RedrivePolicy })
          return started
        }
        let sqs = await start()
        const sent = new Map<string, { from: number; receives: number }>()
        const held: { id: string; handle: string; until: number }[] = []
        const deleted = new Set<string>()
        for (const one of steps) {
          if (one.kind === 'send') {
            const id = sqs.send('work', 'x', { delaySeconds: one.delaySeconds })
            sent.set(id, { from: clock.at + one.delaySeconds * 1000, receives: 0 })
          } else if (one.kind === 'receive') {
            const got = await sqs.receive('work', { most: one.most })
            expect(got.length).toBeLessThanOrEqual(one.most)
            for (const { MessageId: id, ReceiptHandle: handle, Attributes } of got) {
              expect(held.some((hold) => hold.id === id && hold.until > clock.at)).toBe(false)
              expect(deleted.has(id)).toBe(false)
              expect(sent.get(id)!.from).toBeLessThanOrEqual(clock.at)
              sent.get(id)!.receives += 1
              expect(Attributes?.ApproximateReceiveCount).toBe(String(sent.get(id)!.receives))
              held.push({ id, handle, until: clock.at + 60_000 })
            }
          } else if (one.kind === 'delete' && held.length) {
            const hold = held[one.which % held.length]!
            const isLast = held.findLast(({ id }) => id === hold.id) === hold
            const isMine = isLast && hold.until > clock.at && !deleted.has(hold.id)
            const before = keptBy(sqs)
            sqs.remove('work', [hold.handle])
            const gone = before - keptBy(sqs)
            // What is in one's hands is deleted for certain; what was once may be among the dead letters by now.
            expect(gone === 1 || (gone === 0 && !isMine)).toBe(true)
            if (gone) {
              expect(isLast).toBe(true)
              deleted.add(hold.id)
            }
          } else if (one.kind === 'pass') clock.at += one.seconds * 1000
          else if (one.kind === 'restart') {
            const before = [sqs.counts('work'), sqs.counts('dead')]
            await sqs.close()
            sqs = await start()
            expect([sqs.counts('work'), sqs.counts('dead')]).toEqual(before)
          }
          expect(keptBy(sqs)).toBe(sent.size - deleted.size)
        }
        await sqs.close()
        rmSync(dir, { recursive: true })
      }),
      { numRuns: 60 },
    )
  })
})

/** All messages in both queues, visible or not. */
function keptBy(sqs: Sqs): number {
  const counts = [sqs.counts('work'), sqs.counts('dead')]
  return counts.reduce((sum, { visible, inFlight, delayed }) => sum + visible + inFlight + delayed, 0)
}

describe('the door', () => {
  test('a call that the role does not allow is refused with 403, by the permission of its single action', async () => {
    const asked: Call[] = []
    const authorize = (call: Call) => {
      asked.push(call)
      return call.accessKeyId === 'tally' ? `tally is not authorized to perform: ${call.action}` : undefined
    }
    const { sqs } = await setUp({ authorize })
    const batch = new SendMessageBatchCommand({
      QueueUrl: sqs.queueUrl('work'),
      Entries: [{ Id: 'a', MessageBody: 'x' }],
    })
    const refused = await clientOf(sqs, 'tally')
      .send(batch)
      .catch((error) => error)
    expect(refused).toMatchObject({ message: 'tally is not authorized to perform: sqs:SendMessage' })
    expect(refused.name).toContain('AccessDenied')
    expect(refused.$metadata.httpStatusCode).toBe(403)
    await clientOf(sqs, 'dispatch').send(batch)
    const call = { action: 'sqs:SendMessage', resource: 'arn:aws:sqs:eu-central-1:000000000000:work' }
    expect(asked).toEqual([
      { accessKeyId: 'tally', ...call },
      { accessKeyId: 'dispatch', ...call },
    ])
    expect(sqs.counts('work').visible).toBe(1)
  })

  test('faults strike as ordered: before the work, or after it with the answer lost', async () => {
    const { sqs } = await setUp()
    const client = clientOf(sqs)
    const send = () =>
      client.send(new SendMessageCommand({ QueueUrl: sqs.queueUrl('work'), MessageBody: 'x' })).then(
        () => 'done',
        (error) => [error.name, error.$metadata.httpStatusCode],
      )
    sqs.failNext({ action: 'SendMessage', resource: 'work', code: 'RequestThrottled' })
    sqs.failNext({ action: 'SendMessage', resource: 'work', code: 'InternalError', when: 'after' })
    sqs.failNext({ action: 'SendMessage', resource: 'dead', code: 'RequestThrottled', times: 5 })
    expect([await send(), sqs.counts('work').visible]).toEqual([['RequestThrottled', 400], 0])
    expect([await send(), sqs.counts('work').visible]).toEqual([['InternalError', 500], 1])
    expect([await send(), sqs.counts('work').visible]).toEqual(['done', 2])
  })

  test('requests are counted as they are billed: by 64 KiB, empty receives too, from outside and inside alike', async () => {
    const { sqs } = await setUp()
    const client = clientOf(sqs)
    await client.send(new ListQueuesCommand())
    await client.send(new SendMessageCommand({ QueueUrl: sqs.queueUrl('work'), MessageBody: 'x'.repeat(150 * 1024) }))
    const [message] = await sqs.receive('work')
    sqs.remove('work', [message!.ReceiptHandle])
    expect(await sqs.receive('work')).toEqual([])
    sqs.send('dead', 'x')
    const byAction = { SendMessage: 1, ReceiveMessage: 2, DeleteMessageBatch: 1 }
    expect(sqs.requests()).toEqual({
      total: 1 + 3 + 3 + 1 + 1 + 1,
      emptyReceives: 1,
      byQueue: {
        '': { total: 1, emptyReceives: 0, byAction: { ListQueues: 1 } },
        work: { total: 8, emptyReceives: 1, byAction },
        dead: { total: 1, emptyReceives: 0, byAction: { SendMessage: 1 } },
      },
    })
    sqs.resetRequests()
    expect(sqs.requests()).toEqual({ total: 0, emptyReceives: 0, byQueue: {} })
  })

  test('who hangs up while waiting takes no message along', async () => {
    const { sqs } = await setUp()
    const hangUp = new AbortController()
    const waiting = clientOf(sqs)
      .send(new ReceiveMessageCommand({ QueueUrl: sqs.queueUrl('work'), WaitTimeSeconds: 20 }), {
        abortSignal: hangUp.signal,
      })
      .catch((error) => error.name)
    await sleep(100)
    hangUp.abort()
    expect(await waiting).toBe('AbortError')
    await sleep(50)
    sqs.send('work', 'a')
    expect(sqs.counts('work')).toMatchObject({ visible: 1, inFlight: 0 })
  })

  test.each([
    ['FIFO queues', 'work.fifo', { FifoQueue: 'true' }],
    ['unknown attributes', 'work2', { Colour: 'red' }],
  ])('%s are refused when the queue is made', async (_, name, attributes) => {
    const { sqs } = await setUp()
    expect(() => sqs.createQueue(name, attributes)).toThrow()
  })

  test('the query protocol of old clients is refused by name', async () => {
    const { sqs } = await setUp()
    const answer = await fetch(sqs.url, { method: 'POST', body: 'Action=ListQueues' })
    expect([answer.status, await answer.json()]).toEqual([
      400,
      expect.objectContaining({ message: expect.stringContaining('JSON protocol') }),
    ])
  })

  test('closing ends those who wait with an empty answer', async () => {
    const sqs = await startSqs({ dir: aFolder() })
    sqs.createQueue('work')
    const waiting = sqs.receive('work', { waitSeconds: 20 })
    await sqs.close()
    expect(await waiting).toEqual([])
  })
})
