/** The real tables on the real engine, in a folder of their own: shapes come from `infra/`, as the cloud gets them. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { App, Stack } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { Key } from 'aws-cdk-lib/aws-kms'
import { createTables } from '../../infra/constructs/tables.ts'
import type { TableName } from '../../infra/names.ts'
import { type Dynamo, startDynamo } from '../../local/engines/dynamodb.ts'

export interface TestTables {
  db: DynamoDBDocumentClient
  dynamo: Dynamo
  /** Each table's name is its own: `names.Campaigns === 'Campaigns'`. */
  names: Record<TableName, string>
  close(): Promise<void>
}

/** Starts the engine with every table of the template, empty; without streams where nobody will read them. */
export async function startTables({ streams = true } = {}): Promise<TestTables> {
  const dir = await mkdtemp(join(tmpdir(), 'akcja-tables-'))
  const dynamo = await startDynamo({ dir })
  const names = {} as Record<TableName, string>
  for (const { name, input } of shapes()) {
    const { StreamSpecification, ...rest } = input
    await dynamo.ensureTable(streams && StreamSpecification ? input : rest)
    names[name] = input.TableName
  }
  const client = new DynamoDBClient({
    endpoint: dynamo.url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local-secret' },
  })
  return {
    db: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
    dynamo,
    names,
    async close() {
      client.destroy()
      await dynamo.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

/** What CloudFormation would be asked for, as `CreateTable` takes it. */
function shapes() {
  const stack = new Stack(new App(), 'Shapes')
  const tables = createTables(stack, new Key(stack, 'Key'), 'dev')
  const resources = Template.fromStack(stack).toJSON().Resources
  return Object.entries(tables).map(([name, table]) => {
    const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, StreamSpecification, TimeToLiveSpecification } =
      resources[stack.getLogicalId(table.node.defaultChild as never)].Properties
    return {
      name: name as TableName,
      input: {
        TableName: name,
        KeySchema,
        AttributeDefinitions,
        GlobalSecondaryIndexes,
        ...(StreamSpecification && { StreamSpecification: { StreamEnabled: true, ...StreamSpecification } }),
        ttlAttribute: TimeToLiveSpecification.AttributeName,
      },
    }
  })
}
