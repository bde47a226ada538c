/**
 * A plain document client on the wire of the engine: the SDK's commands in, their answers out. It signs, retries and checks
 * nothing, goes past the door, and counts what the commands consume, so that the bench measures Akcja and the engine.
 */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { callsOf, type DynamoBody, tablesOf } from '../../local/engines/dynamodb-calls.ts'
import { capacityCount } from '../../local/engines/dynamodb-capacity.ts'
import { engineWire } from '../../local/engines/dynamodb-wire.ts'

// biome-ignore-start lint/suspicious/noExplicitAny: what a command holds is for the engine to understand
type Json = any

/** `GetCommand` → `GetItem` */
const actions: Record<string, string> = {
  GetCommand: 'GetItem',
  PutCommand: 'PutItem',
  UpdateCommand: 'UpdateItem',
  DeleteCommand: 'DeleteItem',
  QueryCommand: 'Query',
  BatchGetCommand: 'BatchGetItem',
  BatchWriteCommand: 'BatchWriteItem',
  TransactWriteCommand: 'TransactWriteItems',
}

export function directClient(url: string) {
  const wire = engineWire()
  const capacity = capacityCount()
  const send = async (command: { input: object }): Promise<Json> => {
    const action = actions[command.constructor.name]!
    const body: DynamoBody = { ...written(command.input), ReturnConsumedCapacity: 'TOTAL' }
    const answer = await wire.send(url, `DynamoDB_20120810.${action}`, Buffer.from(JSON.stringify(body)))
    capacity.add(action, tablesOf(callsOf(action, body)), answer.status, answer.body)
    const value: Json = JSON.parse(answer.body.toString())
    if (answer.status === 200) return read(value)
    const error = Object.assign(new Error(value.message ?? value.Message), value)
    error.name = value.__type.split('#').at(-1)
    throw error
  }
  return {
    db: { send } as unknown as DynamoDBDocumentClient,
    consumed: capacity.consumed,
    close: wire.close,
  }
}

/** Where a request and an answer hold items. */
const items = new Set([
  'Key',
  'Item',
  'ExclusiveStartKey',
  'ExpressionAttributeValues',
  'Attributes',
  'LastEvaluatedKey',
])
const lists = new Set(['Keys', 'Items'])

function written(value: Json): Json {
  if (Array.isArray(value)) return value.map(written)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  return Object.fromEntries(
    entries.map(([name, one]) => [
      name,
      items.has(name) ? itemOut(one as Json) : lists.has(name) ? (one as Json[]).map(itemOut) : written(one),
    ]),
  )
}

function read(value: Json): Json {
  for (const name of items) if (value[name]) value[name] = itemIn(value[name])
  if (value.Items) value.Items = value.Items.map(itemIn)
  for (const table of Object.keys(value.Responses ?? {})) value.Responses[table] = value.Responses[table].map(itemIn)
  for (const left of Object.values<Json>(value.UnprocessedKeys ?? {})) left.Keys = left.Keys.map(itemIn)
  return value
}

const itemOut = (item: object): Json =>
  Object.fromEntries(
    Object.entries(item)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, out(value)]),
  )
const itemIn = (item: object): Json =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, into(value)]))

function out(value: Json): Json {
  if (typeof value === 'string') return { S: value }
  if (typeof value === 'number') return { N: String(value) }
  if (typeof value === 'boolean') return { BOOL: value }
  if (value === null) return { NULL: true }
  if (value instanceof Uint8Array) return { B: Buffer.from(value).toString('base64') }
  if (value instanceof Set) return { SS: [...value] }
  if (Array.isArray(value)) return { L: value.map(out) }
  return { M: itemOut(value) }
}

function into(value: Json): Json {
  const [[kind, one]] = Object.entries<Json>(value) as [[string, Json]]
  switch (kind) {
    case 'S':
    case 'BOOL':
      return one
    case 'N':
      return Number(one)
    case 'NULL':
      return null
    case 'B':
      return new Uint8Array(Buffer.from(one, 'base64'))
    case 'SS':
      return new Set(one)
    case 'L':
      return one.map(into)
    default:
      return itemIn(one)
  }
}
// biome-ignore-end lint/suspicious/noExplicitAny: what a command holds is for the engine to understand
