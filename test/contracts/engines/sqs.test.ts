/**
 * What Akcja needs of SQS, by the unchanged AWS SDK. Runs against AWS_ENDPOINT_URL_SQS where it is set (AWS included),
 * otherwise against the embedded engine in a temporary folder.
 */
import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  type Message,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SendMessageCommandInput,
  SetQueueAttributesCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Sqs, startSqs } from '../../../local/engines/sqs.ts'

// Some tests wait for seconds of the engine's own time, on AWS for its network too.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 150_000 })

const elsewhere = process.env.AWS_ENDPOINT_URL_SQS
const dir = mkdtempSync(join(tmpdir(), 'akcja-sqs-'))
const made: string[] = []
let sqs: Sqs | undefined
let client: SQSClient

beforeAll(async () => {
  if (!elsewhere) sqs = await startSqs({ dir })
  client = new SQSClient(
    sqs
      ? { endpoint: sqs.url, region: 'eu-central-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } }
      : {},
  )
})

afterAll(async () => {
  for (const QueueUrl of made) await client.send(new DeleteQueueCommand({ QueueUrl })).catch(() => {})
  client.destroy()
  await sqs?.close()
  rmSync(dir, { recursive: true, force: true })
})

async function aQueue(Attributes: Record<string, string> = {}): Promise<string> {
  const QueueName = `akcja-contract-${randomUUID()}`
  const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName, Attributes }))
  made.push(QueueUrl!)
  return QueueUrl!
}

async function attributesOf(QueueUrl: string): Promise<Record<string, string | undefined>> {
  const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }))
  return Attributes ?? {}
}

const countsOf = async (QueueUrl: string) => {
  const attributes = await attributesOf(QueueUrl)
  const count = (name: string) => Number(attributes[`ApproximateNumberOfMessages${name}`])
  return { visible: count(''), inFlight: count('NotVisible'), delayed: count('Delayed') }
}

/** Two queues, the second taking what the first gives up after some receives. */
async function aQueueWithDeadLetters(maxReceiveCount: number, VisibilityTimeout = '0') {
  const dead = await aQueue()
  const deadLetterTargetArn = (await attributesOf(dead)).QueueArn!
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount })
  const queue = await aQueue({ VisibilityTimeout, RedrivePolicy })
  return { queue, dead, deadLetterTargetArn }
}

const send = (QueueUrl: string, MessageBody: string, rest: Partial<SendMessageCommandInput> = {}) =>
  client.send(new SendMessageCommand({ QueueUrl, MessageBody, ...rest }))

const receive = async (QueueUrl: string, rest: Partial<ReceiveMessageCommandInput> = {}): Promise<Message[]> => {
  const { Messages } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl,
      WaitTimeSeconds: 1,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
      ...rest,
    }),
  )
  return Messages ?? []
}

const remove = (QueueUrl: string, ReceiptHandle?: string) =>
  client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))

const nameOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: Error) => error.name,
  )

const md5 = (text: string) => createHash('md5').update(text).digest('hex')

describe('messages', () => {
  test.each([
    ['ids as JSON', '{"campaign":"cmp_0123456789ab","page":12}'],
    ['Polish and Ukrainian', 'zażółć gęślą jaźń, ім’я'],
    ['outside the basic plane', '😀 𝕏 🏳️‍🌈'],
    ['line ends, tabs, markup', 'a\r\n\tb & <c> "d" \\'],
    ['256 KB', 'ż'.repeat(128 * 1024)],
  ])('a body comes back as it was sent: %s', async (_, body) => {
    const queue = await aQueue()
    const sent = await send(queue, body)
    expect(sent.MD5OfMessageBody).toBe(md5(body))
    const [message] = await receive(queue)
    expect(message).toMatchObject({ MessageId: sent.MessageId, Body: body, MD5OfBody: md5(body) })
  })

  test.each([
    ['nothing', '', 'MissingParameter'],
    ['a character that XML does not know', 'a\u0000b', 'InvalidMessageContents'],
    ['a character that is none', 'a\uffffb', 'InvalidMessageContents'],
  ])('a body of %s is refused', async (_, body, name) => {
    expect(await nameOf(send(await aQueue(), body))).toBe(name)
  })

  test('a body of 1 MiB is the most', async () => {
    const queue = await aQueue({ MaximumMessageSize: '1048576' })
    await send(queue, 'x'.repeat(1_048_576))
    expect(await nameOf(send(queue, 'x'.repeat(1_048_577)))).toBe('InvalidParameterValue')
  })

  test('a message says when it was sent, how often it was received, and its group', async () => {
    const queue = await aQueue({ VisibilityTimeout: '0' })
    const before = Date.now()
    await send(queue, 'x', { MessageGroupId: 'cmp_0123456789ab' })
    await receive(queue)
    const [message] = await receive(queue)
    expect(message?.Attributes).toMatchObject({
      ApproximateReceiveCount: '2',
      MessageGroupId: 'cmp_0123456789ab',
      SenderId: expect.any(String),
    })
    expect(Math.abs(Number(message?.Attributes?.SentTimestamp) - before)).toBeLessThan(5_000)
    expect(Number(message?.Attributes?.ApproximateFirstReceiveTimestamp)).toBeGreaterThanOrEqual(
      Number(message?.Attributes?.SentTimestamp),
    )
  })

  test('attributes travel along, bytes and letters alike', async () => {
    const queue = await aQueue()
    const MessageAttributes = {
      kind: { DataType: 'String', StringValue: 'żółty 😀' },
      count: { DataType: 'Number', StringValue: '12' },
      mac: { DataType: 'Binary', BinaryValue: new Uint8Array([0, 128, 255]) },
    }
    const { MD5OfMessageAttributes } = await send(queue, 'x', { MessageAttributes })
    const [message] = await receive(queue)
    expect(message).toMatchObject({ MessageAttributes, MD5OfMessageAttributes })
  })
})

describe.concurrent('receiving', () => {
  test('a message in flight is hidden until it is deleted, or its time is over', async () => {
    const queue = await aQueue({ VisibilityTimeout: '1' })
    await send(queue, 'a')
    const [first] = await receive(queue)
    expect(await receive(queue, { WaitTimeSeconds: 0 })).toEqual([])
    const [again] = await receive(queue, { WaitTimeSeconds: 5 })
    expect(again?.MessageId).toBe(first?.MessageId)
    expect(again?.ReceiptHandle).not.toBe(first?.ReceiptHandle)
    await remove(queue, again?.ReceiptHandle)
    await sleep(1_200)
    expect(await receive(queue, { WaitTimeSeconds: 0 })).toEqual([])
  })

  test('a visibility time of its own goes before that of the queue', async () => {
    const queue = await aQueue({ VisibilityTimeout: '600' })
    await send(queue, 'a')
    expect(await receive(queue, { VisibilityTimeout: 1 })).toHaveLength(1)
    expect(await receive(queue, { WaitTimeSeconds: 5 })).toHaveLength(1)
  })

  test('who waits is given a message as soon as it is sent', async () => {
    const queue = await aQueue()
    const waiting = receive(queue, { WaitTimeSeconds: 20 })
    await sleep(200)
    const sentAt = Date.now()
    await send(queue, 'a')
    expect(await waiting).toHaveLength(1)
    expect(Date.now() - sentAt).toBeLessThan(2_000)
  })

  test('ten are given at most, each to one receiver only', async () => {
    const queue = await aQueue()
    const bodies = Array.from({ length: 40 }, (_, n) => `m${n}`)
    for (let n = 0; n < 40; n += 10) {
      const Entries = bodies.slice(n, n + 10).map((MessageBody) => ({ Id: MessageBody, MessageBody }))
      await client.send(new SendMessageBatchCommand({ QueueUrl: queue, Entries }))
    }
    const got: string[] = []
    const take = async () => {
      for (;;) {
        const messages = await receive(queue, { MaxNumberOfMessages: 10 })
        expect(messages.length).toBeLessThanOrEqual(10)
        if (!messages.length) return
        got.push(...messages.map(({ Body }) => Body!))
      }
    }
    await Promise.all([take(), take(), take()])
    expect(got.toSorted()).toEqual(bodies.toSorted())
    expect(await nameOf(receive(queue, { MaxNumberOfMessages: 11 }))).toBe('InvalidParameterValue')
  })

  test('a delay keeps a message back, by the message or by the queue', async () => {
    const queue = await aQueue({ DelaySeconds: '600' })
    await send(queue, 'late')
    await send(queue, 'soon', { DelaySeconds: 1 })
    expect(await receive(queue, { WaitTimeSeconds: 0 })).toEqual([])
    expect(await countsOf(queue)).toMatchObject({ delayed: 2 })
    expect((await receive(queue, { WaitTimeSeconds: 5 })).map(({ Body }) => Body)).toEqual(['soon'])
    expect(await nameOf(send(queue, 'x', { DelaySeconds: 901 }))).toBe('InvalidParameterValue')
  })
})

describe.concurrent('visibility', () => {
  test('a message given back is there at once; one held longer stays hidden', async () => {
    const queue = await aQueue({ VisibilityTimeout: '1' })
    await send(queue, 'a')
    const [first] = await receive(queue)
    await client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queue,
        ReceiptHandle: first?.ReceiptHandle,
        VisibilityTimeout: 0,
      }),
    )
    const [second] = await receive(queue)
    expect(second?.Attributes?.ApproximateReceiveCount).toBe('2')
    await client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queue,
        ReceiptHandle: second?.ReceiptHandle,
        VisibilityTimeout: 60,
      }),
    )
    expect(await receive(queue, { WaitTimeSeconds: 2 })).toEqual([])
    expect(await countsOf(queue)).toMatchObject({ visible: 0, inFlight: 1 })
  })

  test('a batch changes each by itself, and names those it could not', async () => {
    const queue = await aQueue()
    await send(queue, 'a')
    const [message] = await receive(queue)
    const answer = await client.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl: queue,
        Entries: [
          { Id: 'good', ReceiptHandle: message?.ReceiptHandle, VisibilityTimeout: 0 },
          { Id: 'bad', ReceiptHandle: 'no handle', VisibilityTimeout: 0 },
        ],
      }),
    )
    expect(answer.Successful?.map(({ Id }) => Id)).toEqual(['good'])
    expect(answer.Failed).toMatchObject([{ Id: 'bad', Code: 'ReceiptHandleIsInvalid', SenderFault: true }])
    expect(await receive(queue)).toHaveLength(1)
  })

  test('more than twelve hours, a handle of nothing and a message that is not in flight are refused', async () => {
    const queue = await aQueue({ VisibilityTimeout: '600' })
    await send(queue, 'a')
    const [message] = await receive(queue)
    const change = (ReceiptHandle: string | undefined, VisibilityTimeout: number) =>
      nameOf(client.send(new ChangeMessageVisibilityCommand({ QueueUrl: queue, ReceiptHandle, VisibilityTimeout })))
    expect(await change(message?.ReceiptHandle, 43_201)).toBe('InvalidParameterValue')
    expect(await change('no handle', 1)).toBe('ReceiptHandleIsInvalid')
    await remove(queue, message?.ReceiptHandle)
    expect(await change(message?.ReceiptHandle, 1)).toBe('InvalidParameterValue')
  })
})

describe.concurrent('deleting', () => {
  test('deleting twice is no error; a handle of nothing is', async () => {
    const queue = await aQueue()
    await send(queue, 'a')
    const [message] = await receive(queue)
    await remove(queue, message?.ReceiptHandle)
    await remove(queue, message?.ReceiptHandle)
    expect(await nameOf(remove(queue, 'no handle'))).toBe('ReceiptHandleIsInvalid')
    expect(await countsOf(queue)).toEqual({ visible: 0, inFlight: 0, delayed: 0 })
  })

  test('a batch deletes what it can', async () => {
    const queue = await aQueue()
    for (const body of ['a', 'b', 'c']) await send(queue, body)
    const messages: Message[] = []
    while (messages.length < 3) messages.push(...(await receive(queue, { MaxNumberOfMessages: 10 })))
    const Entries = messages.map(({ ReceiptHandle }, n) => ({ Id: `e${n}`, ReceiptHandle }))
    Entries[1]!.ReceiptHandle = 'no handle'
    const answer = await client.send(new DeleteMessageBatchCommand({ QueueUrl: queue, Entries }))
    expect(answer.Successful?.map(({ Id }) => Id)).toEqual(['e0', 'e2'])
    expect(answer.Failed?.map(({ Id }) => Id)).toEqual(['e1'])
    expect(await countsOf(queue)).toMatchObject({ inFlight: 1 })
  })
})

describe('batches', () => {
  const batch = async (entries: { Id: string; MessageBody: string }[]) =>
    client.send(new SendMessageBatchCommand({ QueueUrl: await aQueue(), Entries: entries }))
  const entry = (Id: string, MessageBody = 'x') => ({ Id, MessageBody })

  test.each([
    ['none', [], 'EmptyBatchRequest'],
    ['eleven', Array.from({ length: 11 }, (_, n) => entry(`e${n}`)), 'TooManyEntriesInBatchRequest'],
    ['the same id twice', [entry('a'), entry('a')], 'BatchEntryIdsNotDistinct'],
    ['an id with a space', [entry('a b')], 'InvalidBatchEntryId'],
    [
      'more than 1 MiB together',
      [entry('a', 'x'.repeat(600_000)), entry('b', 'x'.repeat(600_000))],
      'BatchRequestTooLong',
    ],
  ])('a batch is refused as a whole: %s', async (_, entries, name) => {
    expect(await nameOf(batch(entries))).toBe(name)
  })

  test('one bad entry does not stop the others', async () => {
    const answer = await batch([entry('good'), entry('bad', '\u0001')])
    expect(answer.Successful).toMatchObject([{ Id: 'good', MD5OfMessageBody: md5('x') }])
    expect(answer.Failed).toMatchObject([{ Id: 'bad', Code: 'InvalidMessageContents', SenderFault: true }])
  })
})

describe.concurrent('dead letters', () => {
  test('what was received too often goes to the dead-letter queue and says where it came from', async () => {
    const { queue, dead } = await aQueueWithDeadLetters(2)
    const { MessageId } = await send(queue, 'poison', { MessageGroupId: 'cmp_0123456789ab' })
    expect(await receive(queue)).toHaveLength(1)
    expect(await receive(queue)).toHaveLength(1)
    expect(await receive(queue)).toEqual([])
    const [letter] = await receive(dead, { WaitTimeSeconds: 5 })
    expect(letter).toMatchObject({
      MessageId,
      Body: 'poison',
      Attributes: {
        DeadLetterQueueSourceArn: (await attributesOf(queue)).QueueArn,
        MessageGroupId: 'cmp_0123456789ab',
      },
    })
    expect(await countsOf(queue)).toEqual({ visible: 0, inFlight: 0, delayed: 0 })
  })

  test('dead letters can be moved back, and then have all their tries again', async ({ expect }) => {
    const { queue, dead, deadLetterTargetArn } = await aQueueWithDeadLetters(1)
    await send(queue, 'poison')
    await receive(queue)
    await receive(queue)
    await expect.poll(async () => (await countsOf(dead)).visible, { timeout: 5_000 }).toBe(1)
    const { TaskHandle } = await client.send(new StartMessageMoveTaskCommand({ SourceArn: deadLetterTargetArn }))
    expect(TaskHandle).toBeTruthy()
    const [back] = await receive(queue, { WaitTimeSeconds: 10 })
    expect(back).toMatchObject({ Body: 'poison', Attributes: { ApproximateReceiveCount: '1' } })
    expect(await countsOf(dead)).toMatchObject({ visible: 0, inFlight: 0 })
  })

  test('only from a dead-letter queue', async () => {
    const SourceArn = (await attributesOf(await aQueue())).QueueArn
    expect(await nameOf(client.send(new StartMessageMoveTaskCommand({ SourceArn })))).not.toBe('done')
  })
})

describe('queues', () => {
  test('a queue is found by its name and listed by its prefix', async () => {
    const queue = await aQueue()
    const QueueName = queue.split('/').at(-1)!
    expect((await client.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl).toBe(queue)
    const { QueueUrls } = await client.send(new ListQueuesCommand({ QueueNamePrefix: QueueName }))
    expect(QueueUrls).toEqual([queue])
  })

  test('attributes are kept, have defaults, and can be changed', async () => {
    const queue = await aQueue({ VisibilityTimeout: '900', MessageRetentionPeriod: '1209600' })
    await client.send(new SetQueueAttributesCommand({ QueueUrl: queue, Attributes: { VisibilityTimeout: '90' } }))
    expect(await attributesOf(queue)).toMatchObject({
      VisibilityTimeout: '90',
      MessageRetentionPeriod: '1209600',
      DelaySeconds: '0',
      ReceiveMessageWaitTimeSeconds: '0',
      QueueArn: expect.stringMatching(/^arn:aws:sqs:[\w-]+:\d{12}:akcja-contract-/),
      CreatedTimestamp: expect.stringMatching(/^\d{10}$/),
    })
  })

  test('making a queue again is no error; with other attributes it is', async () => {
    const queue = await aQueue({ VisibilityTimeout: '60' })
    const again = (VisibilityTimeout: string) => {
      const QueueName = queue.split('/').at(-1)!
      return client.send(new CreateQueueCommand({ QueueName, Attributes: { VisibilityTimeout } }))
    }
    expect((await again('60')).QueueUrl).toBe(queue)
    expect(await nameOf(again('61'))).toBe('QueueNameExists')
  })

  test.each([
    [{ VisibilityTimeout: '43201' }, 'InvalidAttributeValue'],
    [{ MessageRetentionPeriod: '59' }, 'InvalidAttributeValue'],
    [{ RedrivePolicy: 'no JSON' }, 'InvalidAttributeValue'],
    [{ Colour: 'red' }, 'InvalidAttributeName'],
  ])('attributes that are none are refused: %o', async (attributes, name) => {
    expect(await nameOf(aQueue(attributes as Record<string, string>))).toBe(name)
  })

  test('a purged queue is empty, a deleted one is gone', async () => {
    const queue = await aQueue()
    for (const body of ['a', 'b']) await send(queue, body)
    await receive(queue)
    await client.send(new PurgeQueueCommand({ QueueUrl: queue }))
    await expect.poll(() => countsOf(queue), { timeout: 65_000 }).toEqual({ visible: 0, inFlight: 0, delayed: 0 })
    await client.send(new DeleteQueueCommand({ QueueUrl: queue }))
    await expect.poll(() => nameOf(send(queue, 'x')), { timeout: 65_000 }).toBe('QueueDoesNotExist')
  }, 140_000)
})
