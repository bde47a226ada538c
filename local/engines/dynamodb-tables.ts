/** Making tables as the template describes them, again and again without harm, and deleting what has expired. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { CreateTableInput, TableDescription } from '@aws-sdk/client-dynamodb'
import type { Api } from './dynamodb-api.ts'
import type { StreamFile } from './dynamodb-stream-file.ts'

export type TableInput = CreateTableInput & { ttlAttribute?: string }

/**
 * Makes the table, or brings an existing one up to its description: missing indexes, stream and TTL are added.
 * Throws when the keys of the table or of an index differ, because that would need its data to be moved.
 */
export async function ensureTable(api: Api, { ttlAttribute, ...input }: TableInput): Promise<void> {
  const TableName = input.TableName!
  const existing: TableDescription | undefined = await api('DescribeTable', { TableName }).then(
    ({ Table }) => Table,
    (error: Error) => {
      if (error.name === 'ResourceNotFoundException') return undefined
      throw error
    },
  )
  if (existing) await bringUpTo(api, existing, input)
  else {
    // PITR, encryption and tags mean nothing to a file on this machine.
    const { SSESpecification, Tags, ...wanted } = input
    await api('CreateTable', { BillingMode: 'PAY_PER_REQUEST', ...wanted })
  }
  await active(api, TableName)
  if (ttlAttribute && (await ttlOf(api, TableName)) !== ttlAttribute)
    await api('UpdateTimeToLive', {
      TableName,
      TimeToLiveSpecification: { Enabled: true, AttributeName: ttlAttribute },
    })
}

async function bringUpTo(api: Api, existing: TableDescription, input: CreateTableInput): Promise<void> {
  const TableName = input.TableName!
  const differ = (what: string) =>
    new Error(`The keys of ${what} differ from the template's. Run npm run reset, or give the table another name.`)
  if (keysOf(existing.KeySchema) !== keysOf(input.KeySchema)) throw differ(`table ${TableName}`)
  for (const index of input.GlobalSecondaryIndexes ?? []) {
    const known = existing.GlobalSecondaryIndexes?.find(({ IndexName }) => IndexName === index.IndexName)
    if (known && keysOf(known.KeySchema) !== keysOf(index.KeySchema)) throw differ(`index ${index.IndexName}`)
    if (known) continue
    await api('UpdateTable', {
      TableName,
      AttributeDefinitions: input.AttributeDefinitions,
      GlobalSecondaryIndexUpdates: [{ Create: index }],
    })
    await active(api, TableName)
  }
  if (input.StreamSpecification?.StreamEnabled && !existing.StreamSpecification?.StreamEnabled)
    await api('UpdateTable', { TableName, StreamSpecification: input.StreamSpecification })
}

const keysOf = (schema: TableDescription['KeySchema']) =>
  (schema ?? []).map(({ AttributeName, KeyType }) => `${KeyType} ${AttributeName}`).join(', ')

async function active(api: Api, TableName: string): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    const { Table } = await api('DescribeTable', { TableName })
    const indexes = (Table.GlobalSecondaryIndexes ?? []) as { IndexStatus: string }[]
    if (Table.TableStatus === 'ACTIVE' && indexes.every(({ IndexStatus }) => IndexStatus === 'ACTIVE')) return
    await sleep(20)
  }
  throw new Error(`table ${TableName} does not become active`)
}

async function ttlOf(api: Api, TableName: string): Promise<string | undefined> {
  const { TimeToLiveDescription } = await api('DescribeTimeToLive', { TableName })
  return TimeToLiveDescription?.TimeToLiveStatus === 'ENABLED' ? TimeToLiveDescription.AttributeName : undefined
}

/**
 * Deletes what expired before `now` (epoch milliseconds) in all tables with a TTL attribute. Each delete repeats the
 * condition, so that an item renewed in the meantime survives. Returns how many were deleted.
 */
export async function sweepExpired(api: Api, file: StreamFile | undefined, now: number): Promise<number> {
  let deleted = 0
  let from: string | undefined
  do {
    const page = await api('ListTables', from ? { ExclusiveStartTableName: from } : {})
    for (const table of page.TableNames as string[]) {
      const attribute = await ttlOf(api, table)
      if (attribute) deleted += await sweepTable(api, file, table, attribute, Math.floor(now / 1000))
    }
    from = page.LastEvaluatedTableName
  } while (from)
  return deleted
}

async function sweepTable(api: Api, file: StreamFile | undefined, TableName: string, ttl: string, seconds: number) {
  const { Table } = await api('DescribeTable', { TableName })
  const keyNames = (Table.KeySchema as { AttributeName: string }[]).map(({ AttributeName }) => AttributeName)
  const expired = {
    ExpressionAttributeNames: { '#ttl': ttl },
    ExpressionAttributeValues: { ':now': { N: String(seconds) } },
  }
  const projection = Object.fromEntries(keyNames.map((name, n) => [`#k${n}`, name]))
  let deleted = 0
  let ExclusiveStartKey: object | undefined
  do {
    const page = await api('Scan', {
      TableName,
      FilterExpression: '#ttl < :now',
      ProjectionExpression: Object.keys(projection).join(', '),
      ...expired,
      ExpressionAttributeNames: { ...expired.ExpressionAttributeNames, ...projection },
      ...(ExclusiveStartKey && { ExclusiveStartKey }),
    })
    for (const Key of page.Items as Record<string, unknown>[]) {
      try {
        await api('DeleteItem', { TableName, Key, ConditionExpression: '#ttl < :now', ...expired })
      } catch (error) {
        if ((error as Error).name === 'ConditionalCheckFailedException') continue // renewed, or gone
        throw error
      }
      deleted += 1
      if (Table.StreamSpecification?.StreamEnabled) file?.markExpired(TableName, Key)
    }
    ExclusiveStartKey = page.LastEvaluatedKey
  } while (ExclusiveStartKey)
  return deleted
}
