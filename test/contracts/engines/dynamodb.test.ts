/**
 * What Akcja needs of DynamoDB, by the unchanged AWS SDK. Runs against AWS_ENDPOINT_URL_DYNAMODB where it is set (AWS
 * included), otherwise against the embedded engine in a temporary folder.
 */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  GetItemCommand,
  TransactionCanceledException,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb'
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactGetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Dynamo, startDynamo } from '../../../local/engines/dynamodb.ts'

// Some tests wait for seconds of the engine's own time, on AWS for its network too.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 150_000 })

const elsewhere = process.env.AWS_ENDPOINT_URL_DYNAMODB
const onAws = elsewhere?.includes('amazonaws.com') ?? false
const table = `akcja-contract-${randomUUID().slice(0, 8)}`
const dir = mkdtempSync(join(tmpdir(), 'akcja-dynamodb-'))

let dynamo: Dynamo | undefined
let client: DynamoDBClient
let db: DynamoDBDocumentClient

beforeAll(async () => {
  if (!onAws) dynamo = await startDynamo({ dir })
  client = new DynamoDBClient(
    elsewhere
      ? {}
      : {
          endpoint: dynamo!.url,
          region: 'eu-central-1',
          credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
        },
  )
  db = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } })
  await client.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['page', 'item', 'list', 'createdAt'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
      KeySchema: [
        { AttributeName: 'page', KeyType: 'HASH' },
        { AttributeName: 'item', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'list',
          KeySchema: [
            { AttributeName: 'list', KeyType: 'HASH' },
            { AttributeName: 'createdAt', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    }),
  )
  await waitUntilTableExists({ client, maxWaitTime: 120, minDelay: 1 }, { TableName: table })
})

afterAll(async () => {
  await client?.send(new DeleteTableCommand({ TableName: table }))
  client?.destroy()
  await dynamo?.close()
  rmSync(dir, { recursive: true, force: true })
})

/** A partition of its own for each test, so that they may run against a table that is not empty. */
const newPage = () => `cmp_${randomUUID().slice(0, 12)}#0`
const put = (item: Record<string, unknown>) => db.send(new PutCommand({ TableName: table, Item: item }))
const get = async (page: string, item: string) =>
  (await db.send(new GetCommand({ TableName: table, Key: { page, item }, ConsistentRead: true }))).Item
const nameOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: Error) => error.name,
  )

describe('items', () => {
  test('a value comes back as it was put: Polish, Ukrainian, emoji, numbers, bytes, empty text, nested', async () => {
    const item = {
      page: newPage(),
      item: 'zażółć gęślą jaźń 😀',
      'ім’я': 'Олександра Ґалаґан',
      number: 12.5,
      large: 9007199254740991,
      bytes: new Uint8Array([0, 1, 127, 128, 255]),
      empty: '',
      nothing: null,
      yes: true,
      list: 'x',
      createdAt: '2026-11-22T10:00:00Z',
      nested: { answers: [{ 'q ł': ['ą', 'ę'] }, 1, false] },
      set: new Set(['pl', 'uk']),
    }
    await put(item)
    expect(await get(item.page, item.item)).toEqual(item)
  })

  test('an item of almost 400 KB is kept, a larger one is refused', async () => {
    const page = newPage()
    const bytes = new Uint8Array(399_000).map((_, n) => n % 256)
    await put({ page, item: 'large', bytes })
    expect((await get(page, 'large'))?.bytes).toEqual(bytes)
    expect(await nameOf(put({ page, item: 'too large', bytes: new Uint8Array(410_000) }))).toBe('ValidationException')
  })

  test('a key must be there, of its type, and not empty', async () => {
    expect(await nameOf(put({ page: newPage() }))).toBe('ValidationException')
    expect(await nameOf(put({ page: newPage(), item: 7 }))).toBe('ValidationException')
    expect(await nameOf(put({ page: '', item: 'a' }))).toBe('ValidationException')
  })

  test('deleting what is not there is no error', async () => {
    await db.send(new DeleteCommand({ TableName: table, Key: { page: newPage(), item: 'none' } }))
  })
})

describe('conditions', () => {
  const create = (page: string, by: string, old = false) =>
    db.send(
      new PutCommand({
        TableName: table,
        Item: { page, item: 'claim', by },
        ConditionExpression: 'attribute_not_exists(page)',
        ...(old && { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const }),
      }),
    )

  test('what exists is not created again, and the refusal can show it', async () => {
    const page = newPage()
    await create(page, 'first')
    expect(await nameOf(create(page, 'second'))).toBe('ConditionalCheckFailedException')
    const refusal = await create(page, 'third', true).catch((error) => error)
    expect(refusal.Item).toEqual({ page: { S: page }, item: { S: 'claim' }, by: { S: 'first' } })
    expect(await get(page, 'claim')).toMatchObject({ by: 'first' })
  })

  test('of 32 who claim at once, one wins', async () => {
    const page = newPage()
    const outcomes = await Promise.all(Array.from({ length: 32 }, (_, n) => nameOf(create(page, `claimant ${n}`))))
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === 'ConditionalCheckFailedException')).toHaveLength(31)
  })

  test.each([
    ['status is what was read', '#s = :running', true],
    ['status is something else', '#s = :paused', false],
    ['lease is over', 'leaseUntil < :now', true],
    ['lease is not over', 'leaseUntil > :now', false],
    ['one of several', '#s IN (:paused, :running)', true],
    ['between', 'leaseUntil BETWEEN :zero AND :now', true],
    ['of a type', 'attribute_type(leaseUntil, :number)', true],
    ['contains', 'contains(#s, :unn)', true],
    ['begins with', 'begins_with(#s, :run)', true],
    ['size', 'size(#s) = :seven', true],
    ['not, and, or', 'NOT (#s = :paused AND leaseUntil > :now) OR attribute_exists(finishedAt)', true],
  ])('a write under a condition: %s', async (_, ConditionExpression, allowed) => {
    const page = newPage()
    await put({ page, item: 'campaign', status: 'running', leaseUntil: 100 })
    const values: Record<string, unknown> = {
      ':running': 'running',
      ':paused': 'paused',
      ':now': 200,
      ':zero': 0,
      ':number': 'N',
      ':unn': 'unn',
      ':run': 'run',
      ':seven': 7,
    }
    const used = Object.fromEntries(
      Object.entries(values).filter(([name]) => new RegExp(`${name}\\b`).test(ConditionExpression)),
    )
    const outcome = await nameOf(
      db.send(
        new UpdateCommand({
          TableName: table,
          Key: { page, item: 'campaign' },
          UpdateExpression: 'SET touched = :yes',
          ConditionExpression,
          ...(ConditionExpression.includes('#s') && { ExpressionAttributeNames: { '#s': 'status' } }),
          ExpressionAttributeValues: { ...used, ':yes': true },
        }),
      ),
    )
    expect(outcome).toBe(allowed ? 'done' : 'ConditionalCheckFailedException')
    expect((await get(page, 'campaign'))?.touched).toBe(allowed ? true : undefined)
  })
})

describe('updates', () => {
  const update = (page: string, UpdateExpression: string, values: object, names?: Record<string, string>) =>
    db.send(
      new UpdateCommand({
        TableName: table,
        Key: { page, item: 'counts' },
        UpdateExpression,
        ExpressionAttributeValues: values,
        ...(names && { ExpressionAttributeNames: names }),
        ReturnValues: 'ALL_NEW',
      }),
    )

  test('ADD counts on several attributes at once, from nothing', async () => {
    const page = newPage()
    await update(page, 'ADD sent :a, bounced :b, #q :a', { ':a': 50, ':b': 1 }, { '#q': 'pytanie 3: żółty' })
    const { Attributes } = await update(
      page,
      'ADD sent :a, bounced :b, #q :a',
      { ':a': 7, ':b': -1 },
      { '#q': 'pytanie 3: żółty' },
    )
    expect(Attributes).toEqual({ page, item: 'counts', sent: 57, bounced: 0, 'pytanie 3: żółty': 57 })
  })

  test('if_not_exists starts a sum, and keeps a first value', async () => {
    const page = newPage()
    const values = { ':zero': 0, ':n': 3, ':now': 'first' }
    await update(
      page,
      'SET answered = if_not_exists(answered, :zero) + :n, startedAt = if_not_exists(startedAt, :now)',
      values,
    )
    const { Attributes } = await update(
      page,
      'SET answered = if_not_exists(answered, :zero) + :n, startedAt = if_not_exists(startedAt, :now)',
      { ...values, ':now': 'second' },
    )
    expect(Attributes).toMatchObject({ answered: 6, startedAt: 'first' })
  })

  test('SET, REMOVE, ADD and DELETE go in one expression; nested paths and lists too', async () => {
    const page = newPage()
    await put({ page, item: 'counts', a: 1, b: 2, langs: new Set(['pl', 'uk']), map: { k: { v: 1 } }, rows: [1] })
    const { Attributes } = await update(
      page,
      'SET #m.k.v = :two, #r = list_append(#r, :more) REMOVE a ADD b :two DELETE langs :uk',
      { ':two': 2, ':more': [2, 3], ':uk': new Set(['uk']) },
      { '#m': 'map', '#r': 'rows' },
    )
    expect(Attributes).toEqual({
      page,
      item: 'counts',
      b: 4,
      langs: new Set(['pl']),
      map: { k: { v: 2 } },
      rows: [1, 2, 3],
    })
  })

  test('32 additions at once lose none', async () => {
    const page = newPage()
    await Promise.all(Array.from({ length: 32 }, () => update(page, 'ADD n :one', { ':one': 1 })))
    expect(await get(page, 'counts')).toMatchObject({ n: 32 })
  })

  test('a number keeps 38 digits and refuses more than it can hold', async () => {
    const page = newPage()
    await update(page, 'ADD n :huge', { ':huge': 12345678901234567890123456789012345678n })
    await update(page, 'ADD n :one', { ':one': 1 })
    const { Item } = await client.send(
      new GetItemCommand({ TableName: table, Key: { page: { S: page }, item: { S: 'counts' } } }),
    )
    expect(Item?.n?.N).toBe('12345678901234567890123456789012345679')
  })
})

describe('transactions', () => {
  const cancelled = async (promise: Promise<unknown>) => {
    const error = await promise.then(
      () => undefined,
      (reason: unknown) => reason,
    )
    if (!(error instanceof TransactionCanceledException)) throw error ?? new Error('it went through')
    return error.CancellationReasons?.map(({ Code }) => Code)
  }

  test('all of it or nothing, and each part says why', async () => {
    const page = newPage()
    await put({ page, item: 'position', at: '5' })
    const move = (from: string, to: string) =>
      db.send(
        new TransactWriteCommand({
          TransactItems: [
            {
              Update: {
                TableName: table,
                Key: { page, item: 'tally' },
                UpdateExpression: 'ADD answered :n',
                ExpressionAttributeValues: { ':n': 10 },
              },
            },
            {
              Put: {
                TableName: table,
                Item: { page, item: 'position', at: to },
                ConditionExpression: '#at = :from',
                ExpressionAttributeNames: { '#at': 'at' },
                ExpressionAttributeValues: { ':from': from },
              },
            },
          ],
        }),
      )
    await move('5', '9')
    expect(await cancelled(move('5', '9'))).toEqual(['None', 'ConditionalCheckFailed'])
    expect(await get(page, 'tally')).toMatchObject({ answered: 10 })
    expect(await get(page, 'position')).toMatchObject({ at: '9' })
  })

  test('checks, deletes and puts go together; reads too', async () => {
    const page = newPage()
    await put({ page, item: 'campaign', status: 'running' })
    await put({ page, item: 'old' })
    await db.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            ConditionCheck: {
              TableName: table,
              Key: { page, item: 'campaign' },
              ConditionExpression: '#s = :running',
              ExpressionAttributeNames: { '#s': 'status' },
              ExpressionAttributeValues: { ':running': 'running' },
            },
          },
          { Delete: { TableName: table, Key: { page, item: 'old' } } },
          { Put: { TableName: table, Item: { page, item: 'new' } } },
        ],
      }),
    )
    const { Responses } = await db.send(
      new TransactGetCommand({
        TransactItems: ['old', 'new'].map((item) => ({ Get: { TableName: table, Key: { page, item } } })),
      }),
    )
    expect(Responses?.map(({ Item }) => Item?.item)).toEqual([undefined, 'new'])
  })

  test('a repeated client token changes nothing the second time', async () => {
    const page = newPage()
    const once = new TransactWriteCommand({
      ClientRequestToken: randomUUID(),
      TransactItems: [
        {
          Update: {
            TableName: table,
            Key: { page, item: 'counts' },
            UpdateExpression: 'ADD n :one',
            ExpressionAttributeValues: { ':one': 1 },
          },
        },
      ],
    })
    await db.send(once)
    await db.send(once)
    expect(await get(page, 'counts')).toMatchObject({ n: 1 })
  })

  test('100 items are the most', async () => {
    const page = newPage()
    const puts = (count: number) =>
      db.send(
        new TransactWriteCommand({
          TransactItems: Array.from({ length: count }, (_, n) => ({
            Put: { TableName: table, Item: { page, item: `i${n}` } },
          })),
        }),
      )
    await puts(100)
    expect(await nameOf(puts(101))).toBe('ValidationException')
  })
})

describe('batches', () => {
  const writes = (page: string, count: number) =>
    db.send(
      new BatchWriteCommand({
        RequestItems: {
          [table]: Array.from({ length: count }, (_, n) => ({
            PutRequest: { Item: { page, item: String(n).padStart(3, '0'), text: `odpowiedź ${n}` } },
          })),
        },
      }),
    )

  test('25 writes are the most, 100 reads are the most', async () => {
    const page = newPage()
    for (let n = 0; n < 4; n++) expect((await writes(`${page}${n}`, 25)).UnprocessedItems).toEqual({})
    const Keys = Array.from({ length: 100 }, (_, n) => ({
      page: `${page}${n % 4}`,
      item: String(n >> 2).padStart(3, '0'),
    }))
    const read = await db.send(new BatchGetCommand({ RequestItems: { [table]: { Keys } } }))
    expect(read.Responses?.[table]).toHaveLength(100)
    expect(await nameOf(writes(page, 26))).toBe('ValidationException')
    const more = [...Keys, { page, item: 'one more' }]
    expect(await nameOf(db.send(new BatchGetCommand({ RequestItems: { [table]: { Keys: more } } })))).toBe(
      'ValidationException',
    )
  })

  test('the same key twice in a batch is refused', async () => {
    const page = newPage()
    const twice = ['a', 'a'].map((item) => ({ PutRequest: { Item: { page, item } } }))
    expect(await nameOf(db.send(new BatchWriteCommand({ RequestItems: { [table]: twice } })))).toBe(
      'ValidationException',
    )
  })
})

describe('queries', () => {
  const query = async (page: string, rest: object, values: object = {}) =>
    (
      await db.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'page = :page',
          ExpressionAttributeValues: { ':page': page, ...values },
          ...rest,
          ...('KeyConditionExpression' in rest && { ExpressionAttributeNames: { '#item': 'item' } }),
        }),
      )
    ).Items?.map(({ item }) => item)

  test('a page with its facts and steps: all, by prefix, by range, backwards, limited, filtered', async () => {
    const page = newPage()
    const items = ['fact#07#bounced', 'fact#12#objected', 'page', 'step#0#0', 'step#0#1', 'step#1#0']
    for (const item of items) await put({ page, item, kind: item.split('#')[0] })
    expect(await query(page, {})).toEqual(items)
    const begins = 'page = :page AND begins_with(#item, :prefix)'
    expect(await query(page, { KeyConditionExpression: begins }, { ':prefix': 'step#0#' })).toEqual([
      'step#0#0',
      'step#0#1',
    ])
    const between = 'page = :page AND #item BETWEEN :a AND :b'
    expect(await query(page, { KeyConditionExpression: between }, { ':a': 'fact#08', ':b': 'page' })).toEqual(
      items.slice(1, 3),
    )
    expect(await query(page, { ScanIndexForward: false, Limit: 2 })).toEqual(['step#1#0', 'step#0#1'])
    expect(await query(page, { FilterExpression: 'kind = :step' }, { ':step': 'step' })).toHaveLength(3)
  })

  test('a long page is read on by its last key', async () => {
    const page = newPage()
    for (let n = 0; n < 7; n++) await put({ page, item: `i${n}` })
    const seen: unknown[] = []
    let from: Record<string, unknown> | undefined
    do {
      const answer = await db.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'page = :page',
          ExpressionAttributeValues: { ':page': page },
          Limit: 3,
          ...(from && { ExclusiveStartKey: from }),
        }),
      )
      seen.push(...(answer.Items ?? []).map(({ item }) => item))
      from = answer.LastEvaluatedKey
    } while (from)
    expect(seen).toEqual(['i0', 'i1', 'i2', 'i3', 'i4', 'i5', 'i6'])
  })

  test('an answer holds at most 1 MB', async () => {
    const page = newPage()
    for (let n = 0; n < 4; n++) await put({ page, item: `i${n}`, bytes: new Uint8Array(350_000) })
    expect((await query(page, {}))?.length).toBeLessThan(4)
  })

  test('keys are in order of their UTF-8 bytes', async () => {
    const page = newPage()
    const items = ['Z', 'a', 'z', 'ł', 'ż', 'я', '\uffee', '😀']
    for (const item of items.toReversed()) await put({ page, item })
    expect(await query(page, {})).toEqual(items)
  })

  test('an index is sparse, follows changes, and sorts', async () => {
    const list = `list-${randomUUID()}`
    const page = newPage()
    await put({ page, item: 'unlisted' })
    await put({ page, item: 'b', list, createdAt: '2026-02' })
    await put({ page, item: 'a', list, createdAt: '2026-01' })
    const listed = async () => {
      const { Items } = await db.send(
        new QueryCommand({
          TableName: table,
          IndexName: 'list',
          KeyConditionExpression: '#l = :list',
          ExpressionAttributeNames: { '#l': 'list' },
          ExpressionAttributeValues: { ':list': list },
        }),
      )
      return Items?.map(({ item }) => item)
    }
    await expect.poll(listed).toEqual(['a', 'b'])
    await db.send(
      new UpdateCommand({
        TableName: table,
        Key: { page, item: 'a' },
        UpdateExpression: 'REMOVE #l',
        ExpressionAttributeNames: { '#l': 'list' },
      }),
    )
    await expect.poll(listed).toEqual(['b'])
  })

  test('a scan finds everything, also in segments', async () => {
    const page = newPage()
    for (let n = 0; n < 20; n++) await put({ page: `${page}${n}`, item: 'scan', mark: page })
    const segment = async (Segment: number) => {
      const found = []
      let from: Record<string, unknown> | undefined
      do {
        const answer = await db.send(
          new ScanCommand({
            TableName: table,
            Segment,
            TotalSegments: 3,
            FilterExpression: 'mark = :mark',
            ExpressionAttributeValues: { ':mark': page },
            ...(from && { ExclusiveStartKey: from }),
          }),
        )
        found.push(...(answer.Items ?? []))
        from = answer.LastEvaluatedKey
      } while (from)
      return found
    }
    expect((await Promise.all([0, 1, 2].map(segment))).flat()).toHaveLength(20)
  })
})

describe('consumed capacity', () => {
  const of = { TableName: table, ReturnConsumedCapacity: 'TOTAL' } as const
  const text = (bytes: number) => 'x'.repeat(bytes)

  test.each([
    ['a small item', 100, {}, 1],
    ['3.5 KB', 3_500, {}, 4],
    ['a listed item: the index costs the same again', 100, { list: 'capacity', createdAt: '1' }, 2],
  ])('a put of %s', async (_, bytes, rest, units) => {
    const { ConsumedCapacity } = await db.send(
      new PutCommand({ ...of, Item: { page: newPage(), item: 'a', text: text(bytes), ...rest } }),
    )
    expect(ConsumedCapacity?.CapacityUnits).toBe(units)
  })

  test('an update costs what the whole item weighs, a transaction twice, a batch the sum', async () => {
    const page = newPage()
    await put({ page, item: 'a', text: text(2_500) })
    const update = {
      TableName: table,
      Key: { page, item: 'a' },
      UpdateExpression: 'SET n = :n',
      ExpressionAttributeValues: { ':n': 1 },
    }
    const one = await db.send(new UpdateCommand({ ...of, ...update }))
    expect(one.ConsumedCapacity?.CapacityUnits).toBe(3)
    const two = await db.send(
      new TransactWriteCommand({ ReturnConsumedCapacity: 'TOTAL', TransactItems: [{ Update: update }] }),
    )
    expect(two.ConsumedCapacity?.[0]?.CapacityUnits).toBe(6)
    const three = await db.send(
      new BatchWriteCommand({
        ReturnConsumedCapacity: 'TOTAL',
        RequestItems: {
          [table]: [1_500, 10].map((bytes, n) => ({
            PutRequest: { Item: { page, item: `b${n}`, text: text(bytes) } },
          })),
        },
      }),
    )
    expect(three.ConsumedCapacity?.[0]?.CapacityUnits).toBe(3)
  })

  test('a read costs half a unit for each 4 KB, a consistent one a whole', async () => {
    const page = newPage()
    await put({ page, item: 'a', text: text(9_000) })
    const read = (ConsistentRead: boolean) =>
      db.send(new GetCommand({ ...of, Key: { page, item: 'a' }, ConsistentRead }))
    expect((await read(false)).ConsumedCapacity?.CapacityUnits).toBe(1.5)
    expect((await read(true)).ConsumedCapacity?.CapacityUnits).toBe(3)
    const queried = await db.send(
      new QueryCommand({ ...of, KeyConditionExpression: 'page = :p', ExpressionAttributeValues: { ':p': page } }),
    )
    expect(queried.ConsumedCapacity?.CapacityUnits).toBe(1.5)
  })
})

test('a table takes a TTL attribute', async () => {
  const TimeToLiveSpecification = { Enabled: true, AttributeName: 'expiresAt' }
  const { TimeToLiveSpecification: set } = await client.send(
    new UpdateTimeToLiveCommand({ TableName: table, TimeToLiveSpecification }),
  )
  expect(set).toEqual(TimeToLiveSpecification)
})

test('an unknown table, operation or expression is a clear refusal', async () => {
  expect(await nameOf(db.send(new GetCommand({ TableName: 'akcja-none', Key: { page: 'a', item: 'b' } })))).toBe(
    'ResourceNotFoundException',
  )
  const update = new UpdateCommand({
    TableName: table,
    Key: { page: 'a', item: 'b' },
    UpdateExpression: 'SET a = :missing',
  })
  expect(await nameOf(db.send(update))).toBe('ValidationException')
})

describe.skipIf(onAws)('streams', () => {
  /** Everything a partition's stream holds, read in small steps from the beginning. */
  const recordsOf = async (page: string, limit = 1000) => {
    const records = []
    let from: string | undefined
    for (;;) {
      const { records: read, next } = await dynamo!.readStream({ table, limit, ...(from !== undefined && { from }) })
      records.push(...read.filter(({ dynamodb }) => dynamodb.Keys?.page?.S === page))
      if (next === from) return records
      from = next
    }
  }

  test('each change is a record with its images, in order, in the shape of a Lambda event', async () => {
    const page = newPage()
    await put({ page, item: '07', text: 'zażółć 😀', bytes: new Uint8Array([1, 2, 255]), n: 1.5 })
    await put({ page, item: '07', text: 'gęślą' })
    await db.send(new DeleteCommand({ TableName: table, Key: { page, item: '07' } }))
    const records = await recordsOf(page)
    const Keys = { page: { S: page }, item: { S: '07' } }
    const first = { ...Keys, text: { S: 'zażółć 😀' }, bytes: { B: 'AQL/' }, n: { N: '1.5' } }
    const second = { ...Keys, text: { S: 'gęślą' } }
    expect(
      records.map(({ eventName, dynamodb: { OldImage, NewImage } }) => ({ eventName, OldImage, NewImage })),
    ).toEqual([
      { eventName: 'INSERT', NewImage: first, OldImage: undefined },
      { eventName: 'MODIFY', NewImage: second, OldImage: first },
      { eventName: 'REMOVE', NewImage: undefined, OldImage: second },
    ])
    expect(records[0]).toMatchObject({
      eventID: expect.any(String),
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: 'eu-central-1',
      eventSourceARN: expect.stringMatching(
        new RegExp(`^arn:aws:dynamodb:eu-central-1:\\d{12}:table/${table}/stream/`),
      ),
      dynamodb: {
        Keys,
        StreamViewType: 'NEW_AND_OLD_IMAGES',
        ApproximateCreationDateTime: expect.any(Number),
        SizeBytes: expect.any(Number),
        SequenceNumber: expect.stringMatching(/^\d+$/),
      },
    })
    const numbers = records.map(({ dynamodb }) => BigInt(dynamodb.SequenceNumber))
    expect(numbers).toEqual(numbers.toSorted((a, b) => (a < b ? -1 : 1)))
  })

  test('reading goes on after any record, in any step, and brings each record once', async () => {
    const page = newPage()
    for (let n = 0; n < 25; n++) await put({ page, item: String(n).padStart(2, '0') })
    const all = await recordsOf(page)
    expect(all).toHaveLength(25)
    expect(await recordsOf(page, 7)).toEqual(all)
    const { records } = await dynamo!.readStream({ table, from: all[9]!.dynamodb.SequenceNumber, limit: 3 })
    expect(records).toEqual(all.slice(10, 13))
  })

  test('a transaction and a batch leave one record for each item; a refused write none', async () => {
    const page = newPage()
    const items = ['a', 'b'].map((item) => ({ page, item }))
    await db.send(
      new TransactWriteCommand({ TransactItems: items.map((Item) => ({ Put: { TableName: table, Item } })) }),
    )
    const more = ['c', 'd'].map((item) => ({ PutRequest: { Item: { page, item } } }))
    await db.send(new BatchWriteCommand({ RequestItems: { [table]: more } }))
    const again = { TableName: table, Item: items[0], ConditionExpression: 'attribute_not_exists(page)' }
    expect(await nameOf(db.send(new PutCommand(again)))).toBe('ConditionalCheckFailedException')
    const seen = (await recordsOf(page)).map(({ dynamodb }) => dynamodb.Keys?.item?.S)
    expect(seen.toSorted()).toEqual(['a', 'b', 'c', 'd'])
  })

  test('a write that changes nothing leaves no record', async () => {
    const page = newPage()
    await put({ page, item: 'a', n: 1, map: { x: 1, y: 2 } })
    await put({ page, item: 'a', map: { y: 2, x: 1 }, n: 1 })
    expect(await recordsOf(page)).toHaveLength(1)
  })
})
