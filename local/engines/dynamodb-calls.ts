/** What a DynamoDB request touches: actions and tables for permissions, faults and counting; expressions for safety. */

/** One permission a request needs: an action on tables or indexes. A transaction needs one for each kind of write. */
export interface DynamoCall {
  /** `dynamodb:PutItem` … as in a policy. */
  action: string
  /** What stands after `table/` in the ARN: `Contacts`, `Campaigns/index/list`. `*` where the API names no table. */
  resources: string[]
}

export type DynamoBody = Record<string, unknown>

/** The calls of a request, by the action in `x-amz-target` and its body. */
export function callsOf(action: string, body: DynamoBody): DynamoCall[] {
  const call = (resources: string[], name = action) => ({ action: `dynamodb:${name}`, resources })
  switch (action) {
    case 'BatchGetItem':
    case 'BatchWriteItem':
      return [call(Object.keys((body.RequestItems ?? {}) as object).map(tableName))]
    case 'TransactWriteItems':
    case 'TransactGetItems': {
      // As in IAM, a transaction has no permission of its own: each part needs that of its single write or read.
      const byAction = new Map<string, Set<string>>()
      for (const item of listOf(body.TransactItems)) {
        for (const [kind, part] of Object.entries(item)) {
          const name = kind === 'ConditionCheck' ? 'ConditionCheckItem' : `${kind}Item`
          const tables = byAction.get(name) ?? new Set()
          byAction.set(name, tables.add(tableName(String((part as DynamoBody)?.TableName))))
        }
      }
      return [...byAction].map(([name, tables]) => call([...tables], name))
    }
    case 'Query':
    case 'Scan': {
      const table = tableName(String(body.TableName))
      return [call([body.IndexName === undefined ? table : `${table}/index/${String(body.IndexName)}`])]
    }
    default: {
      if (typeof body.TableName === 'string') return [call([tableName(body.TableName)])]
      if (typeof body.StreamArn === 'string') return [call([tableName(body.StreamArn)])]
      return [call(['*'])]
    }
  }
}

/** The tables of calls, without their indexes. */
export function tablesOf(calls: DynamoCall[]): string[] {
  return [...new Set(calls.flatMap(({ resources }) => resources.map((resource) => resource.split('/')[0]!)))]
}

/** An API may name a table by its ARN. */
const tableName = (name: string) => name.replace(/^arn:.*?:table\//, '')

const listOf = (value: unknown): DynamoBody[] =>
  Array.isArray(value) ? value.filter((item): item is DynamoBody => typeof item === 'object' && item !== null) : []

const expressions = [
  'ConditionExpression',
  'UpdateExpression',
  'KeyConditionExpression',
  'FilterExpression',
  'ProjectionExpression',
]

/**
 * The name of an expression that holds a character outside ASCII, if any. DynamoDB refuses such an expression;
 * the local engine dies of some of them (GHSA-gwhp-7jch-7xj6), so they must not reach it.
 */
export function unsafeExpression(body: DynamoBody): string | undefined {
  const parts = [
    body,
    ...listOf(body.TransactItems).flatMap((item) => Object.values(item) as DynamoBody[]),
    ...(Object.values((body.RequestItems ?? {}) as object) as DynamoBody[]),
  ]
  for (const part of parts)
    for (const name of expressions) {
      const text = part?.[name]
      if (typeof text === 'string' && /[^\0-\x7f]/.test(text)) return name
    }
  return undefined
}

/** Actions that only read: their capacity is read units. */
export const reads = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan', 'TransactGetItems'])

/** Actions that change items: their capacity is write units. */
export const writes = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems'])
