/** The door in front of the embedded DynamoDB, and the life of the engine behind it. */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DatabaseSync } from 'node:sqlite'
import {
  BatchWriteItemCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
  UpdateContinuousBackupsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { type Dynamo, type DynamoOptions, startDynamo } from '../../../local/engines/dynamodb.ts'
import { engineApi } from '../../../local/engines/dynamodb-api.ts'
import { sweepExpired } from '../../../local/engines/dynamodb-tables.ts'
import { engineWire } from '../../../local/engines/dynamodb-wire.ts'
import type { Call } from '../../../local/permissions.ts'

// Processes take their time on a busy machine; nothing here waits for a time-out.
vi.setConfig({ testTimeout: 30_000 })
vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', undefined) // this is about the embedded engine

const contacts = {
  TableName: 'Contacts',
  AttributeDefinitions: ['page', 'item', 'list'].map((AttributeName) => ({
    AttributeName,
    AttributeType: 'S' as const,
  })),
  KeySchema: [
    { AttributeName: 'page', KeyType: 'HASH' as const },
    { AttributeName: 'item', KeyType: 'RANGE' as const },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'list',
      KeySchema: [{ AttributeName: 'list', KeyType: 'HASH' as const }],
      Projection: { ProjectionType: 'ALL' as const },
    },
  ],
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' as const },
  ttlAttribute: 'expiresAt',
}

let endings: (() => unknown)[] = []
afterEach(async () => {
  for (const end of endings.toReversed()) await end()
  endings = []
})

function aFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'akcja-dynamodb-'))
  endings.push(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

async function setUp(options: Partial<DynamoOptions> = {}) {
  const logged: string[] = []
  const dynamo = await startDynamo({ dir: options.dir ?? aFolder(), log: (line) => logged.push(line), ...options })
  endings.push(() => dynamo.close())
  await dynamo.ensureTable(contacts)
  return { dynamo, db: clientOf(dynamo), logged }
}

function clientOf(dynamo: Dynamo, accessKeyId = 'local', maxAttempts = 3): DynamoDBClient {
  const client = new DynamoDBClient({
    endpoint: dynamo.url,
    region: 'eu-central-1',
    maxAttempts,
    credentials: { accessKeyId, secretAccessKey: 'local' },
  })
  endings.push(() => client.destroy())
  return client
}

const put = (db: DynamoDBClient, page: string, rest: Record<string, { S: string } | { N: string }> = {}) =>
  db.send(new PutItemCommand({ TableName: 'Contacts', Item: { page: { S: page }, item: { S: 'page' }, ...rest } }))
const get = async (db: DynamoDBClient, page: string) =>
  (await db.send(new GetItemCommand({ TableName: 'Contacts', Key: { page: { S: page }, item: { S: 'page' } } }))).Item
const nameOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: Error) => error.name,
  )

describe('the life of the engine', () => {
  test('an engine that is killed is started again, and no caller notices', async () => {
    const { dynamo, db, logged } = await setUp()
    await put(db, 'before')
    const first = dynamo.enginePid()!
    process.kill(first, 'SIGKILL')
    await Promise.all(Array.from({ length: 20 }, (_, n) => put(db, `after ${n}`)))
    expect(await get(db, 'before')).toBeDefined()
    expect(dynamo.enginePid()).not.toBe(first)
    expect(logged.join()).toContain('started again')
  })

  test('an engine that is killed again and again under load loses nothing that was answered', async () => {
    const { dynamo } = await setUp()
    const db = clientOf(dynamo, 'local', 10) // a call may be under way at several kills in a row
    const answered: string[] = []
    let isOver = false
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let n = 0; !isOver; n++) {
        const page = `${writer} ${n}`
        await put(db, page)
        answered.push(page)
      }
    })
    for (let kills = 0; kills < 4; kills++) {
      const before = answered.length
      await expect.poll(() => answered.length, { interval: 5, timeout: 10_000 }).toBeGreaterThan(before + 20)
      process.kill(dynamo.enginePid()!, 'SIGKILL')
    }
    isOver = true
    await Promise.all(writers)
    const { Items } = await db.send(new ScanCommand({ TableName: 'Contacts' }))
    const kept = new Set(Items?.map(({ page }) => page?.S))
    expect(answered.length).toBeGreaterThan(8)
    expect(answered.filter((page) => !kept.has(page))).toEqual([])
  })

  test('when its owner is killed, the engine ends too, and the next owner finds all that was answered', async () => {
    const dir = aFolder()
    const owner = spawn(process.execPath, [join(import.meta.dirname, 'dynamodb-owner.ts'), dir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let engine = 0
    let written = -1
    const lines = createInterface({ input: owner.stdout })
    lines.on('line', (line) => {
      const [word, number] = line.split(' ')
      if (word === 'engine') engine = Number(number)
      else written = Number(number)
      if (written >= 50) owner.kill('SIGKILL')
    })
    await new Promise((resolve) => owner.once('close', resolve))
    expect(written).toBeGreaterThanOrEqual(50)
    await expect.poll(() => existsSync(`/proc/${engine}/exe`), { timeout: 5_000 }).toBe(false)

    const dynamo = await startDynamo({ dir })
    endings.push(() => dynamo.close())
    const { Count } = await clientOf(dynamo).send(new ScanCommand({ TableName: 'Written' }))
    expect(Count).toBeGreaterThanOrEqual(written + 1)
  })

  test('an engine that outlived its owner all the same is ended by the next start', async () => {
    const dir = aFolder()
    const owner = spawn(process.execPath, [join(import.meta.dirname, 'dynamodb-owner.ts'), dir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const engine = await new Promise<number>((resolve) =>
      createInterface({ input: owner.stdout }).on('line', (line) => {
        if (line.startsWith('engine ')) resolve(Number(line.slice(7)))
      }),
    )
    for (const child of readFileSync(`/proc/${owner.pid}/task/${owner.pid}/children`, 'utf8').trim().split(' '))
      if (Number(child) !== engine) process.kill(Number(child), 'SIGKILL') // the watchdog
    owner.kill('SIGKILL')
    await new Promise((resolve) => owner.once('exit', resolve))
    expect(existsSync(`/proc/${engine}/exe`)).toBe(true)

    const { dynamo, logged } = await setUp({ dir })
    expect(logged.join()).toContain(`ending engine ${engine}`)
    expect(existsSync(`/proc/${engine}/exe`)).toBe(false)
    expect(dynamo.enginePid()).toBeGreaterThan(0)
  })

  test('a folder that somebody else uses is refused', async () => {
    const { dynamo } = await setUp({ dir: aFolder() })
    expect(dynamo.enginePid()).toBeGreaterThan(0)
    const dir = aFolder()
    await setUp({ dir })
    await expect(startDynamo({ dir })).rejects.toThrow(/The data folder is in use/)
  })

  test('a port that is taken is told plainly, and no engine is left behind', async () => {
    const { dynamo } = await setUp()
    const port = Number(new URL(dynamo.url).port)
    const dir = aFolder()
    await expect(startDynamo({ dir, port })).rejects.toThrow(`port ${port} on 127.0.0.1 is taken`)
    expect(existsSync(join(dir, 'dynamodb.pid'))).toBe(false)
  })

  test('a file that is no database is told plainly', async () => {
    const dir = aFolder()
    writeFileSync(join(dir, 'dynamodb.db'), 'no database')
    await expect(startDynamo({ dir })).rejects.toThrow(/dynoxide ended at once: .*not a valid SQLite database/)
    expect(existsSync(join(dir, 'dynamodb.pid'))).toBe(false)
  })

  test('close ends the engine; a new start finds tables, items and the place in the stream', async () => {
    const dir = aFolder()
    const first = await startDynamo({ dir })
    await first.ensureTable(contacts)
    await put(clientOf(first), 'kept')
    const { next } = await first.readStream({ table: 'Contacts' })
    const pid = first.enginePid()!
    await first.close()
    expect(existsSync(`/proc/${pid}`)).toBe(false)
    const { dynamo, db } = await setUp({ dir })
    await put(db, 'new')
    const { records } = await dynamo.readStream({ table: 'Contacts', from: next! })
    expect(records.map(({ dynamodb }) => dynamodb.Keys?.page?.S)).toEqual(['new'])
  })
})

describe('tables', () => {
  test('ensuring a table again changes nothing; a new index, stream or TTL is added to what exists', async () => {
    const { dynamo, db } = await setUp({ dir: aFolder() })
    const { GlobalSecondaryIndexes, StreamSpecification, ttlAttribute, ...plain } = contacts
    const Objections = {
      ...plain,
      TableName: 'Objections',
      AttributeDefinitions: plain.AttributeDefinitions.slice(0, 2),
    }
    await dynamo.ensureTable(Objections)
    await db.send(
      new PutItemCommand({ TableName: 'Objections', Item: { page: { S: 'a' }, item: { S: 'b' }, list: { S: 'all' } } }),
    )
    await dynamo.ensureTable({ ...contacts, TableName: 'Objections' })
    await dynamo.ensureTable({ ...contacts, TableName: 'Objections' })
    const { Table } = await db.send(new DescribeTableCommand({ TableName: 'Objections' }))
    expect(Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName)).toEqual(['list'])
    expect(Table?.StreamSpecification).toEqual(StreamSpecification)
    const { Count } = await db.send(
      new QueryCommand({
        TableName: 'Objections',
        IndexName: 'list',
        KeyConditionExpression: '#l = :all',
        ExpressionAttributeNames: { '#l': 'list' },
        ExpressionAttributeValues: { ':all': { S: 'all' } },
      }),
    )
    expect(Count).toBe(1)
  })

  test('other keys than those of an existing table are refused with what to do', async () => {
    const { dynamo } = await setUp()
    await expect(dynamo.ensureTable({ ...contacts, KeySchema: contacts.KeySchema.slice(0, 1) })).rejects.toThrow(
      /keys of table Contacts differ .* npm run reset/,
    )
  })

  test('point-in-time recovery is remembered, though the engine has none', async () => {
    const dir = aFolder()
    const { db, dynamo } = await setUp({ dir })
    const status = async (client: DynamoDBClient) => {
      const answer = await client.send(new DescribeContinuousBackupsCommand({ TableName: 'Contacts' }))
      return answer.ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus
    }
    expect(await status(db)).toBe('DISABLED')
    const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true }
    await db.send(new UpdateContinuousBackupsCommand({ TableName: 'Contacts', PointInTimeRecoverySpecification }))
    await dynamo.close()
    endings.splice(1, 1)
    expect(await status((await setUp({ dir })).db)).toBe('ENABLED')
  })
})

describe('another engine', () => {
  test.each([
    ['https://dynamodb.eu-central-1.amazonaws.com', /must be the http:\/\/ address/],
    ['http://127.0.0.1:1', /no DynamoDB answers there/],
  ])('an address that will not do is told plainly: %s', async (url, message) => {
    vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', url)
    endings.push(() => vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', undefined))
    await expect(startDynamo({ dir: aFolder() })).rejects.toThrow(message)
  })

  test('the one that the variable names serves as the embedded one does, streams and all', async () => {
    const other = await setUp() // a DynamoDB somewhere; what it is does not matter
    vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', other.dynamo.url)
    endings.push(() => vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', undefined))
    const { dynamo, db } = await setUp()
    expect(dynamo.enginePid()).toBeUndefined()
    await put(clientOf(dynamo, 'a role'), 'a')
    expect(await get(other.db, 'a')).toEqual(await get(db, 'a'))
    const { records } = await dynamo.readStream({ table: 'Contacts' })
    expect(records.map(({ dynamodb }) => dynamodb.Keys?.page?.S)).toEqual(['a'])
    expect(dynamo.trimStream('Contacts', '1')).toBe(0)
  })
})

describe('the door', () => {
  test('each part of a request needs its permission, on the table or index it touches', async () => {
    const asked: Call[] = []
    const authorize = (call: Call) => {
      asked.push(call)
      return call.accessKeyId === 'tally' ? `not authorized to perform: ${call.action}` : undefined
    }
    const { dynamo, db } = await setUp({ authorize })
    const Key = { page: { S: 'a' }, item: { S: 'b' } }
    await db.send(
      new TransactWriteItemsCommand({
        TransactItems: [
          { Put: { TableName: 'Contacts', Item: Key } },
          {
            ConditionCheck: {
              TableName: 'Contacts',
              Key: { ...Key, item: { S: 'c' } },
              ConditionExpression: 'attribute_not_exists(page)',
            },
          },
        ],
      }),
    )
    const listed = { ':a': { S: 'a' } }
    const names = { '#l': 'list' }
    const query = {
      TableName: 'Contacts',
      IndexName: 'list',
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: listed,
    }
    await db.send(new QueryCommand({ ...query, KeyConditionExpression: '#l = :a' }))
    await db.send(new BatchWriteItemCommand({ RequestItems: { Contacts: [{ DeleteRequest: { Key } }] } }))
    const arn = 'arn:aws:dynamodb:eu-central-1:000000000000:table/Contacts'
    expect(asked).toEqual([
      { accessKeyId: 'local', action: 'dynamodb:PutItem', resource: arn },
      { accessKeyId: 'local', action: 'dynamodb:ConditionCheckItem', resource: arn },
      { accessKeyId: 'local', action: 'dynamodb:Query', resource: `${arn}/index/list` },
      { accessKeyId: 'local', action: 'dynamodb:BatchWriteItem', resource: arn },
    ])

    const refused = await put(clientOf(dynamo, 'tally'), 'a').catch((error) => error)
    expect(refused).toMatchObject({
      name: 'AccessDeniedException',
      message: 'not authorized to perform: dynamodb:PutItem',
    })
    expect(refused.$metadata.httpStatusCode).toBe(400)
    expect(await get(db, 'a')).toBeUndefined()
  })

  test.each([
    ['UpdateExpression', 'SET gęś = :v'],
    ['UpdateExpression', 'SET a = :v REMOVE ż'],
    ['ConditionExpression', 'attribute_exists(ż)'],
  ])('an expression that is not ASCII is refused before it reaches the engine: %s %s', async (name, text) => {
    const { dynamo, db } = await setUp()
    const pid = dynamo.enginePid()
    const update = {
      TableName: 'Contacts',
      Key: { page: { S: 'ż' }, item: { S: '😀' } },
      UpdateExpression: 'SET #a = :v',
      ExpressionAttributeNames: { '#a': 'gęś' },
      ExpressionAttributeValues: { ':v': { S: 'jaźń' } },
    }
    expect(await nameOf(db.send(new UpdateItemCommand({ ...update, [name]: text })))).toBe('ValidationException')
    const TransactItems = [{ Update: { ...update, [name]: text } }]
    expect(await nameOf(db.send(new TransactWriteItemsCommand({ TransactItems })))).toBe('ValidationException')
    expect(await nameOf(db.send(new UpdateItemCommand(update)))).toBe('done')
    expect(dynamo.enginePid()).toBe(pid)
  })

  test('throttling strikes as many calls as ordered, of that action on that table; the SDK gets through', async () => {
    const { dynamo, db } = await setUp()
    dynamo.failNext({
      action: 'PutItem',
      resource: 'Contacts',
      code: 'ProvisionedThroughputExceededException',
      times: 2,
    })
    await put(db, 'a') // the third try of the SDK
    expect(dynamo.consumed().byTable.Contacts?.calls).toEqual({ PutItem: 1 })
    dynamo.failNext({ action: 'PutItem', resource: 'Other', code: 'ThrottlingException', times: 9 })
    expect(await nameOf(put(db, 'b'))).toBe('done')
  })

  test('an ordered conflict cancels a transaction, and refuses a single write', async () => {
    const { dynamo, db } = await setUp()
    dynamo.failNext({ code: 'TransactionConflict', times: 2 })
    const Item = { page: { S: 'a' }, item: { S: 'b' } }
    const TransactItems = [
      { Put: { TableName: 'Contacts', Item } },
      { Put: { TableName: 'Contacts', Item: { ...Item, item: { S: 'c' } } } },
    ]
    const error = await db.send(new TransactWriteItemsCommand({ TransactItems })).catch((reason) => reason)
    expect(error.name).toBe('TransactionCanceledException')
    expect(error.CancellationReasons.map(({ Code }: { Code: string }) => Code)).toEqual(['TransactionConflict', 'None'])
    expect(await nameOf(put(db, 'a'))).toBe('TransactionConflictException')
  })

  test('a lost answer: the write is done, its caller hears an error', async () => {
    const { dynamo, db } = await setUp()
    dynamo.failNext({ action: 'PutItem', code: 'InternalServerError', status: 400, when: 'after' })
    expect(await nameOf(put(db, 'a'))).toBe('InternalServerError')
    expect(await get(db, 'a')).toBeDefined()
  })

  test('what is consumed is summed by table, without changing what callers see', async () => {
    const { dynamo, db } = await setUp()
    const answer = await put(db, 'a', { text: { S: 'x'.repeat(1_500) } })
    expect(answer.ConsumedCapacity?.CapacityUnits).toBe(2)
    await put(db, 'b', { ConsumedCapacity: { S: '"ConsumedCapacity":{"TableName":"Contacts","CapacityUnits":99}' } })
    await get(db, 'b')
    const condition = { ConditionExpression: 'attribute_not_exists(page)' }
    const Item = { page: { S: 'a' }, item: { S: 'page' } }
    await nameOf(db.send(new PutItemCommand({ TableName: 'Contacts', Item, ...condition })))
    const TransactItems = [{ Put: { TableName: 'Contacts', Item: { ...Item, item: { S: 'new' } } } }]
    await db.send(new TransactWriteItemsCommand({ TransactItems }))
    expect(dynamo.consumed()).toEqual({
      writeUnits: 2 + 1 + 1 + 2,
      readUnits: 0.5,
      byTable: {
        Contacts: {
          writeUnits: 6,
          readUnits: 0.5,
          refused: 1,
          calls: { PutItem: 3, GetItem: 1, TransactWriteItems: 1 },
        },
      },
    })
    dynamo.resetConsumed()
    dynamo.count(false)
    await put(db, 'c')
    expect(dynamo.consumed()).toEqual({ writeUnits: 0, readUnits: 0, byTable: {} })
  })

  test.each(['', 'no JSON', 'null', '[]', '"text"'])('a body that is no object is refused: %s', async (body) => {
    const { dynamo } = await setUp()
    const headers = { 'x-amz-target': 'DynamoDB_20120810.GetItem' }
    expect((await fetch(dynamo.url, { method: 'POST', headers, body })).status).toBe(400)
  })

  test('PartiQL, which would pass every check of tables, is not served', async () => {
    const { dynamo } = await setUp()
    const headers = { 'x-amz-target': 'DynamoDB_20120810.ExecuteStatement' }
    const answer = await fetch(dynamo.url, { method: 'POST', headers, body: '{"Statement":"SELECT * FROM Contacts"}' })
    expect([answer.status, await answer.json()]).toEqual([
      400,
      expect.objectContaining({ __type: expect.stringContaining('UnknownOperation') }),
    ])
  })
})

describe('expiry and streams', () => {
  test('what has expired is deleted and marked so in the stream; what was renewed or never expires survives', async () => {
    const { dynamo, db } = await setUp()
    await put(db, 'expired', { expiresAt: { N: '1000' } })
    await put(db, 'renewed', { expiresAt: { N: '1000' } })
    await put(db, 'later', { expiresAt: { N: '3000' } })
    await put(db, 'never')
    await put(db, 'renewed', { expiresAt: { N: '9000' } })
    expect(await dynamo.sweepExpired(2_000_000)).toBe(1)
    const { Items } = await db.send(new ScanCommand({ TableName: 'Contacts' }))
    expect(Items?.map(({ page }) => page?.S).toSorted()).toEqual(['later', 'never', 'renewed'])
    const { records } = await dynamo.readStream({ table: 'Contacts' })
    const removal = records.find(({ eventName }) => eventName === 'REMOVE')
    expect(removal).toMatchObject({
      userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
      dynamodb: { Keys: { page: { S: 'expired' } } },
    })
  })

  test('the search for the next sequence number, as this engine words it, uses our index', async () => {
    const dir = aFolder()
    const { db } = await setUp({ dir })
    await put(db, 'a')
    const file = new DatabaseSync(join(dir, 'dynamodb.db'), { readOnly: true })
    endings.push(() => file.close())
    const next =
      "SELECT COALESCE(MAX(CAST(sequence_number AS INTEGER)), 0) + 1 FROM _stream_records WHERE table_name = 'Contacts'"
    const [{ detail }] = file.prepare(`EXPLAIN QUERY PLAN ${next}`).all() as [{ detail: string }]
    expect(detail).toContain('x_stream_seq')
  })

  test('an item that is renewed between the look and the delete survives', async () => {
    const { dynamo, db } = await setUp()
    await put(db, 'expired', { expiresAt: { N: '1000' } })
    const wire = engineWire()
    endings.push(wire.close)
    const api = engineApi({ url: () => dynamo.url, wire })
    const deleted = await sweepExpired(
      async (action, body) => {
        if (action === 'DeleteItem') await put(db, 'expired', { expiresAt: { N: '9000' } })
        return api(action, body)
      },
      undefined,
      2_000_000,
    )
    expect([deleted, await get(db, 'expired')]).toEqual([0, expect.objectContaining({ expiresAt: { N: '9000' } })])
  })

  test('trimming takes what was read, never the newest record, and numbers go on', async () => {
    const { dynamo, db } = await setUp()
    for (let n = 0; n < 5; n++) await put(db, `p${n}`)
    const { records, next } = await dynamo.readStream({ table: 'Contacts' })
    expect(dynamo.trimStream('Contacts', records[1]!.dynamodb.SequenceNumber)).toBe(2)
    expect((await dynamo.readStream({ table: 'Contacts' })).records).toEqual(records.slice(2))
    expect(dynamo.trimStream('Contacts', next!)).toBe(2)
    await put(db, 'after')
    const { records: after } = await dynamo.readStream({ table: 'Contacts', from: next! })
    expect(after).toHaveLength(1)
    expect(BigInt(after[0]!.dynamodb.SequenceNumber)).toBe(BigInt(next!) + 1n)
  })

  test('thousands of records are trimmed in steps, while writers go on', async () => {
    const { dynamo, db } = await setUp()
    for (let n = 0; n < 1_200; n += 25) {
      const Contacts = Array.from({ length: 25 }, (_, m) => ({
        PutRequest: { Item: { page: { S: `p${n + m}` }, item: { S: 'page' } } },
      }))
      await db.send(new BatchWriteItemCommand({ RequestItems: { Contacts } }))
    }
    expect(dynamo.trimStream('Contacts', '1150')).toBe(500)
    await put(db, 'meanwhile')
    const left = async () => (await dynamo.readStream({ table: 'Contacts', from: '0' })).records.length
    await expect.poll(left, { timeout: 10_000 }).toBe(51)
  })

  test('a long stretch of writes that change nothing is passed over in one read', async () => {
    const { dynamo, db } = await setUp()
    await put(db, 'a')
    for (let n = 0; n < 10; n++) await put(db, 'a')
    await put(db, 'b')
    const first = await dynamo.readStream({ table: 'Contacts', limit: 1 })
    const second = await dynamo.readStream({ table: 'Contacts', from: first.next!, limit: 4 })
    expect(second.records.map(({ dynamodb }) => dynamodb.Keys?.page?.S)).toEqual(['b'])
  })

  test('whoever waits for changes is told which tables were written', async () => {
    const { dynamo, db } = await setUp()
    const told: string[][] = []
    const stop = dynamo.onWrite((tables) => told.push(tables))
    await put(db, 'a')
    await get(db, 'a')
    stop()
    await put(db, 'b')
    expect(told).toEqual([['Contacts']])
  })
})
