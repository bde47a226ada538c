/** A small stack for the tests of the runner: one of each thing that Akcja's own template has, and functions that do what they are told. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of CloudFormation and IAM, not of JavaScript
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb'
import { build } from 'esbuild'
import { bootCloud, type Cloud, type CloudOptions } from '../../local/cloud.ts'

const here = dirname(fileURLToPath(import.meta.url))
const folders = ['work', 'count', 'web', 'tick', 'dial', 'talk'] as const

type Properties = Record<string, unknown>
export interface TemplateResource {
  Type: string
  Properties?: Properties
  Metadata?: Properties
  Condition?: string
}
export type Resources = Record<string, TemplateResource>

export const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] })
const path = (where: string) => ({ 'aws:cdk:path': `Small/${where}` })

/** A queue as Akcja has them: with dead letters, and a policy for the services that send to it. */
function queueWith(id: string, folder: string, properties: Properties): Resources {
  return {
    [`${id}DeadLetters`]: { Type: 'AWS::SQS::Queue', Metadata: path(`${folder}/DeadLetters/Resource`) },
    [`${id}Queue`]: {
      Type: 'AWS::SQS::Queue',
      Metadata: path(`${folder}/Queue/Resource`),
      Properties: {
        RedrivePolicy: { deadLetterTargetArn: arnOf(`${id}DeadLetters`), maxReceiveCount: 3 },
        ...properties,
      },
    },
  }
}

/** A function of the small stack, with its role. */
export function functionWith(
  id: string,
  folder: string,
  statements: Properties[],
  properties: Properties = {},
): Resources {
  return {
    [`${id}Role`]: {
      Type: 'AWS::IAM::Role',
      Metadata: path(`${folder}/Role/Resource`),
      Properties: {
        AssumeRolePolicyDocument: {},
        ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'],
      },
    },
    [`${id}Policy`]: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        PolicyName: 'policy',
        PolicyDocument: { Version: '2012-10-17', Statement: statements },
        Roles: [{ Ref: `${id}Role` }],
      },
    },
    [`${id}Worker`]: {
      Type: 'AWS::Lambda::Function',
      Metadata: path(`${folder}/Worker/Resource`),
      Properties: {
        Code: { S3Bucket: { 'Fn::Sub': 'assets-${AWS::AccountId}' }, S3Key: `${folder}.zip` },
        Handler: 'index.handler',
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Role: arnOf(`${id}Role`),
        Timeout: 2,
        MemorySize: 256,
        Environment: {
          Variables: {
            NOTES_TABLE: { Ref: 'Notes' },
            WORK_QUEUE_URL: { Ref: 'WorkQueue' },
            GREETING: { Ref: 'Greeting' },
          },
        },
        ...properties,
      },
    },
  }
}

const tableWith = (properties: Properties): TemplateResource => ({
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    AttributeDefinitions: [
      { AttributeName: 'id', AttributeType: 'S' },
      { AttributeName: 'kind', AttributeType: 'S' },
    ],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'kinds',
        KeySchema: [{ AttributeName: 'kind', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
    BillingMode: 'PAY_PER_REQUEST',
    ...properties,
  },
})

export const allow = (actions: string[], resource: unknown) => ({
  Effect: 'Allow',
  Action: actions,
  Resource: resource,
})
const consume = allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], arnOf('WorkQueue'))
const write = allow(['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:GetItem'], arnOf('Notes'))
const follow = allow(['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], {
  'Fn::GetAtt': ['Notes', 'StreamArn'],
})

const route = (id: string, key: string): Resources => ({
  [`${id}Route`]: {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: {
      ApiId: { Ref: 'Api' },
      RouteKey: key,
      Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'WebIntegration' }]] },
    },
  },
})

export const permission = (id: string, fn: string, service: string, source: unknown): Resources => ({
  [id]: {
    Type: 'AWS::Lambda::Permission',
    Properties: { Action: 'lambda:InvokeFunction', FunctionName: arnOf(fn), Principal: service, SourceArn: source },
  },
})

/** The template's resources. Each call gives fresh ones, to be changed by a test. */
export function smallResources(): Resources {
  return structuredClone<Resources>({
    Notes: {
      ...tableWith({
        StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      }),
      Metadata: path('Notes/Resource'),
    },
    Secrets: { ...tableWith({}), Metadata: path('Secrets/Resource') },
    Counts: { ...tableWith({}), Metadata: path('Counts/Resource') },
    DataKey: {
      Type: 'AWS::KMS::Key',
      Metadata: path('DataKey/Resource'),
      Properties: { KeyPolicy: {}, EnableKeyRotation: true },
    },
    Files: {
      Type: 'AWS::S3::Bucket',
      Metadata: path('Files/Resource'),
      Properties: {
        NotificationConfiguration: {
          QueueConfigurations: [
            {
              Event: 's3:ObjectCreated:*',
              Queue: arnOf('WorkQueue'),
              Filter: { S3Key: { Rules: [{ Name: 'prefix', Value: 'in/' }] } },
            },
          ],
        },
      },
    },
    ...queueWith('Work', 'work', { VisibilityTimeout: 60, MessageRetentionPeriod: 345600 }),
    CountLost: { Type: 'AWS::SQS::Queue', Metadata: path('count/DeadLetters/Resource') },
    WorkQueuePolicy: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [{ Ref: 'WorkQueue' }],
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Deny',
              Principal: { AWS: '*' },
              Action: 'sqs:*',
              Resource: arnOf('WorkQueue'),
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            },
            {
              Effect: 'Allow',
              Principal: { Service: 's3.amazonaws.com' },
              Action: 'sqs:SendMessage',
              Resource: arnOf('WorkQueue'),
              Condition: { ArnLike: { 'aws:SourceArn': arnOf('Files') } },
            },
            {
              Effect: 'Allow',
              Principal: { Service: 'events.amazonaws.com' },
              Action: 'sqs:SendMessage',
              Resource: arnOf('WorkQueue'),
              Condition: { ArnEquals: { 'aws:SourceArn': arnOf('Mailed') } },
            },
          ],
        },
      },
    },
    ...functionWith('Work', 'work', [
      consume,
      write,
      allow(['sqs:SendMessage'], arnOf('WorkQueue')),
      allow(['ses:SendEmail'], '*'),
    ]),
    WorkBatches: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: arnOf('WorkQueue'),
        FunctionName: { Ref: 'WorkWorker' },
        BatchSize: 5,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ScalingConfig: { MaximumConcurrency: 2 },
      },
    },
    ...functionWith(
      'Count',
      'count',
      [
        follow,
        allow(['sqs:SendMessage'], arnOf('CountLost')),
        allow(['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:GetItem'], arnOf('Counts')),
      ],
      { Timeout: 20, Environment: { Variables: { COUNTS_TABLE: { Ref: 'Counts' } } } },
    ),
    CountStream: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: { 'Fn::GetAtt': ['Notes', 'StreamArn'] },
        FunctionName: { Ref: 'CountWorker' },
        StartingPosition: 'TRIM_HORIZON',
        BatchSize: 100,
        TumblingWindowInSeconds: 30,
        MaximumRetryAttempts: 2,
        BisectBatchOnFunctionError: true,
        FilterCriteria: { Filters: [{ Pattern: '{"dynamodb":{"Keys":{"id":{"S":[{"prefix":"note#"}]}}}}' }] },
        DestinationConfig: { OnFailure: { Destination: arnOf('CountLost') } },
      },
    },
    ...functionWith('Tick', 'tick', [write]),
    EachMinute: {
      Type: 'AWS::Events::Rule',
      Metadata: path('EachMinute/Resource'),
      Properties: {
        ScheduleExpression: 'rate(1 minute)',
        State: 'ENABLED',
        Targets: [{ Id: 'tick', Arn: arnOf('TickWorker') }],
      },
    },
    ...permission('TickPermission', 'TickWorker', 'events.amazonaws.com', arnOf('EachMinute')),
    TickInvoke: {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: { FunctionName: { Ref: 'TickWorker' }, Qualifier: '$LATEST', MaximumRetryAttempts: 0 },
    },
    Mailing: {
      Type: 'AWS::SES::ConfigurationSet',
      Metadata: path('Mailing/Resource'),
      Properties: { Name: 'mailing' },
    },
    MailingEvents: {
      Type: 'AWS::SES::ConfigurationSetEventDestination',
      Properties: {
        ConfigurationSetName: { Ref: 'Mailing' },
        EventDestination: {
          Enabled: true,
          MatchingEventTypes: ['bounce', 'deliveryDelay'],
          EventBridgeDestination: {
            EventBusArn: {
              'Fn::Sub': 'arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:event-bus/default',
            },
          },
        },
      },
    },
    Mailed: {
      Type: 'AWS::Events::Rule',
      Metadata: path('Mailed/Resource'),
      Properties: { EventPattern: { source: ['aws.ses'] }, Targets: [{ Id: 'queue', Arn: arnOf('WorkQueue') }] },
    },
    ...functionWith('Web', 'web', [allow(['dynamodb:GetItem', 'dynamodb:PutItem'], arnOf('Notes')), consume]),
    Api: {
      Type: 'AWS::ApiGatewayV2::Api',
      Metadata: path('Api/Resource'),
      Properties: { Name: 'Api', ProtocolType: 'HTTP' },
    },
    ApiStage: {
      Type: 'AWS::ApiGatewayV2::Stage',
      Properties: { ApiId: { Ref: 'Api' }, StageName: '$default', AutoDeploy: true },
    },
    WebIntegration: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: { Ref: 'Api' },
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: arnOf('WebWorker'),
        PayloadFormatVersion: '2.0',
      },
    },
    ...route('Default', '$default'),
    ...route('Proxy', 'ANY /s/{proxy+}'),
    ...route('Link', 'GET /u/{link}'),
    ...permission('WebPermission', 'WebWorker', 'apigateway.amazonaws.com', {
      'Fn::Sub': 'arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*/*',
    }),
    WorkAlarm: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        AlarmName: 'work: dead letters',
        AlarmDescription: 'Nothing is done any more.',
        Namespace: 'AWS/SQS',
        MetricName: 'ApproximateNumberOfMessagesVisible',
        Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': ['WorkDeadLetters', 'QueueName'] } }],
        Statistic: 'Maximum',
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        Threshold: 1,
        Period: 60,
        EvaluationPeriods: 1,
      },
    },
    Pool: { Type: 'AWS::Cognito::UserPool', Condition: 'OwnPool', Properties: {} },
  })
}

export interface SmallStack {
  assembly: string
  data: string
  boot(options?: Partial<CloudOptions>): Promise<Cloud>
  /** Lines the cloud has shown. */
  lines: string[]
  /** Stops what still runs and removes the folders. */
  remove(): Promise<void>
}

/** Writes an assembly with the small stack (or the given resources) into a temporary folder. */
export async function smallStack(
  resources: Resources = smallResources(),
  template: Properties = {},
): Promise<SmallStack> {
  const folder = mkdtempSync(join(tmpdir(), 'akcja-small-'))
  const assembly = join(folder, 'assembly')
  const data = join(folder, 'data')
  mkdirSync(assembly)
  bundles ??= bundle()
  for (const { path, contents } of await bundles) {
    mkdirSync(dirname(join(assembly, path)))
    writeFileSync(join(assembly, path), contents)
  }
  const write = (file: string, value: unknown) => writeFileSync(join(assembly, file), JSON.stringify(value))
  write('manifest.json', {
    version: '55.0.0',
    artifacts: {
      'Small.assets': { type: 'cdk:asset-manifest', properties: { file: 'Small.assets.json' } },
      Small: {
        type: 'aws:cloudformation:stack',
        environment: 'aws://unknown-account/eu-central-1',
        properties: { templateFile: 'Small.template.json' },
        displayName: 'Small',
      },
    },
  })
  const files = folders.map((name) => [
    name,
    { source: { path: `asset.${name}` }, destinations: { here: { objectKey: `${name}.zip` } } },
  ])
  write('Small.assets.json', { files: Object.fromEntries(files) })
  write('Small.template.json', {
    Parameters: { Greeting: { Type: 'String', Default: 'Dzień dobry' }, OidcIssuer: { Type: 'String', Default: '' } },
    Conditions: { OwnPool: { 'Fn::Equals': [{ Ref: 'OidcIssuer' }, ''] } },
    Resources: resources,
    ...template,
  })
  const clouds: Cloud[] = []
  const lines: string[] = []
  return {
    assembly,
    data,
    lines,
    async boot(options = {}) {
      const cloud = await bootCloud({ assembly, data, log: (line) => void lines.push(line), ...options })
      clouds.push(cloud)
      return cloud
    },
    async remove() {
      for (const cloud of clouds) await cloud.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The functions' bundles, made once for a test file. */
let bundles: ReturnType<typeof bundle> | undefined

/** Bundles the functions as CDK does: one ES module each, with the SDK in it. */
async function bundle(): Promise<{ path: string; contents: Uint8Array }[]> {
  const { outputFiles } = await build({
    write: false,
    entryPoints: folders.map((name) => ({
      in: join(here, 'small-functions', `${name}.ts`),
      out: `asset.${name}/index`,
    })),
    outdir: here,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    banner: {
      js: 'import{createRequire as createRequireOfTheBundle}from"node:module";const require=createRequireOfTheBundle(import.meta.url);',
    },
  })
  return outputFiles.map(({ path, contents }) => ({ path: relative(here, path), contents }))
}

/** What stands in the small stack's tables, read with the key that may do everything. */
export function tablesOf(cloud: Cloud) {
  const client = new DynamoDBClient({
    endpoint: cloud.endpoints.dynamodb,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })
  const db = DynamoDBDocumentClient.from(client)
  return {
    async get(table: string, id: string): Promise<Record<string, unknown> | undefined> {
      const { Item } = await db.send(
        new GetCommand({ TableName: cloud.name(table), Key: { id }, ConsistentRead: true }),
      )
      return Item
    },
    async put(table: string, item: Record<string, unknown>): Promise<void> {
      await db.send(new PutCommand({ TableName: cloud.name(table), Item: item }))
    },
    async all(table: string): Promise<Record<string, unknown>[]> {
      const { Items } = await db.send(new ScanCommand({ TableName: cloud.name(table), ConsistentRead: true }))
      return Items ?? []
    },
  }
}

/** Sends an order to the function `work`, through its queue. */
export function order(cloud: Cloud, ...orders: { do: string; id?: string; ms?: number }[]): void {
  for (const one of orders) cloud.engines.sqs.send('work', JSON.stringify(one))
}

/** Waits until something is true; fails after ten seconds. */
export async function until(isSo: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (const giveUpAt = performance.now() + 10_000; !(await isSo()); ) {
    if (performance.now() > giveUpAt) throw new Error(`it did not come so far: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
