/** Starts the engines and makes in them what the template describes: tables, queues, buckets, keys, configuration sets. */
import { join } from 'node:path'
import { demandFlow } from '../infra/flow/lint.ts'
import type { CloudClock } from './clock.ts'
import { type Connect, startConnect } from './engines/connect.ts'
import type { ContactEvent } from './engines/connect-events.ts'
import { type Dynamo, startDynamo } from './engines/dynamodb.ts'
import { type Kms, startKms } from './engines/kms.ts'
import { type CreatedBy, type S3, startS3 } from './engines/s3.ts'
import { type Ses, startSes } from './engines/ses.ts'
import type { SesEvent } from './engines/ses-events.ts'
import type { Sqs } from './engines/sqs.ts'
import type { Authorize } from './permissions.ts'
import type { Resource, Template } from './template.ts'
import { keyId } from './template-addresses.ts'
import { TemplateError } from './template-assembly.ts'
import type { Queue, Table } from './template-shapes-stored.ts'

export interface Engines {
  dynamo: Dynamo
  sqs: Sqs
  s3: S3
  ses: Ses
  kms: Kms
  connect: Connect
}

export interface EnginesOptions {
  template: Template
  dir: string
  clock: CloudClock
  authorize: Authorize
  log: (line: string) => void
  /** Already started, because queue addresses are needed to read the template. */
  sqs: Sqs
  sesRate: number | undefined
  onCreated: (bucket: string, key: string, size: number, etag: string, by: CreatedBy) => void
  /** What SES and Connect tell the event bus. */
  onEvent: (event: SesEvent | ContactEvent) => void
  /** Invokes a function by its ARN for a flow; throws when it fails. */
  invoke: (functionArn: string, event: unknown) => Promise<unknown>
}

/** Starts the engines; what has been started is ended again when one of them cannot. */
export async function startEngines(options: EnginesOptions): Promise<Engines> {
  const { template, dir, clock, authorize, log, sqs } = options
  const { region, account } = template.place
  const common = { clock, authorize, log, region, account }
  const starting = await Promise.allSettled([
    startDynamo({ dir: join(dir, 'dynamodb'), ...common }),
    startS3({ dir: join(dir, 's3'), ...common, onCreated: options.onCreated }),
    startSes({
      dir: join(dir, 'ses'),
      ...common,
      ...(options.sesRate !== undefined && { rate: options.sesRate }),
      ...sesSettings(template),
      onEvent: options.onEvent,
    }),
    startKms({ dir: join(dir, 'kms'), ...common }),
    startConnect({
      dir: join(dir, 'connect'),
      ...common,
      ...flowsOf(template),
      // Support has allowed Poland; a call abroad is refused as on AWS.
      settings: { countries: ['+48'] },
      onEvent: options.onEvent,
      invoke: options.invoke,
    }),
  ] as const)
  const failed = starting.find((one) => one.status === 'rejected')
  if (failed) {
    await Promise.all(starting.map((one) => one.status === 'fulfilled' && one.value.close()))
    throw failed.reason
  }
  const [dynamo, s3, ses, kms, connect] = starting.map((one) => one.status === 'fulfilled' && one.value) as [
    Dynamo,
    S3,
    Ses,
    Kms,
    Connect,
  ]
  return { dynamo, sqs, s3, ses, kms, connect }
}

/** The instance of Connect that exists on this machine, and the number it calls from: what follows an area code cannot begin with 0, so nobody has it. */
export const localInstance = '10ca1000-0000-4000-8000-000000000061'
export const localNumber = '+48610000010'

/** Flows of the template by their id, each as Connect would take it. */
export function flowsOf(template: Template) {
  const flows = template.of('AWS::Connect::ContactFlow').map((flow) => {
    try {
      return { arn: flow.arn(), flow: demandFlow(JSON.parse(flow.properties.Content)) }
    } catch (error) {
      throw new TemplateError(`${flow.id}: ${(error as Error).message}`)
    }
  })
  return {
    instanceId: flows[0]?.arn.split('/')[1] ?? localInstance,
    flows: Object.fromEntries(flows.map(({ arn, flow }) => [arn.split('/').at(-1)!, flow])),
  }
}

/** Configuration sets with the events each passes on, and who may stand in From. */
function sesSettings(template: Template) {
  const configurationSets: Record<string, string[]> = {}
  for (const set of template.of('AWS::SES::ConfigurationSet')) configurationSets[set.name] = []
  for (const { properties } of template.of('AWS::SES::ConfigurationSetEventDestination')) {
    const { Enabled, MatchingEventTypes } = properties.EventDestination
    const types = MatchingEventTypes.map((type) => type.replace(/[A-Z]/g, '_$&').toUpperCase())
    if (Enabled) configurationSets[properties.ConfigurationSetName]?.push(...types)
  }
  const identities = template.of('AWS::SES::EmailIdentity').map(({ name }) => name)
  return { configurationSets, ...(identities.length > 0 && { identities }) }
}

/** Makes what is missing in the engines. What is there already keeps its data. */
export async function makeResources({ dynamo, sqs, s3, kms }: Engines, template: Template): Promise<void> {
  for (const key of template.of('AWS::KMS::Key')) kms.ensureKey(keyId(key.id))
  // Dead-letter queues first: a redrive policy names a queue that must be there.
  const queues = template.of('AWS::SQS::Queue')
  for (const queue of queues.toSorted((left, right) => Number(hasRedrive(left)) - Number(hasRedrive(right)))) {
    sqs.createQueue(queue.name, queueAttributes(queue))
  }
  for (const bucket of template.of('AWS::S3::Bucket')) {
    s3.ensureBucket(bucket.name, { cors: bucket.properties.CorsConfiguration?.CorsRules ?? [] })
  }
  for (const table of tablesOf(template)) await dynamo.ensureTable(tableInput(table))
}

export const tablesOf = (template: Template): Resource<Table>[] => [
  ...template.of('AWS::DynamoDB::Table'),
  ...template.of('AWS::DynamoDB::GlobalTable'),
]

const hasRedrive = ({ properties }: Resource<Queue>) => properties.RedrivePolicy !== undefined

function queueAttributes({ id, properties }: Resource<Queue>): Record<string, string> {
  if (properties.VisibilityTimeout > 43_200) throw new TemplateError(`${id}: VisibilityTimeout is over 12 hours`)
  const {
    VisibilityTimeout,
    MessageRetentionPeriod,
    DelaySeconds,
    ReceiveMessageWaitTimeSeconds,
    MaximumMessageSize,
    RedrivePolicy,
  } = properties
  const numbers = {
    VisibilityTimeout,
    MessageRetentionPeriod,
    DelaySeconds,
    ReceiveMessageWaitTimeSeconds,
    MaximumMessageSize,
  }
  const given = Object.entries(numbers).filter(([, value]) => value !== undefined)
  return {
    ...Object.fromEntries(given.map(([name, value]) => [name, String(value)])),
    ...(RedrivePolicy && { RedrivePolicy: JSON.stringify(RedrivePolicy) }),
  }
}

function tableInput({ name, properties }: Resource<Table>) {
  const indexes = (list: Table['GlobalSecondaryIndexes']) =>
    list?.map(({ IndexName, KeySchema, Projection }) => ({ IndexName, KeySchema, Projection }))
  const { StreamSpecification, TimeToLiveSpecification: ttl } = properties
  return {
    TableName: name,
    AttributeDefinitions: properties.AttributeDefinitions,
    KeySchema: properties.KeySchema,
    BillingMode: properties.BillingMode,
    ...(properties.GlobalSecondaryIndexes && { GlobalSecondaryIndexes: indexes(properties.GlobalSecondaryIndexes)! }),
    ...(properties.LocalSecondaryIndexes && { LocalSecondaryIndexes: indexes(properties.LocalSecondaryIndexes)! }),
    ...(StreamSpecification && { StreamSpecification: { StreamEnabled: true, ...StreamSpecification } }),
    ...(ttl?.Enabled && ttl.AttributeName && { ttlAttribute: ttl.AttributeName }),
  }
}

const dayMs = 86_400_000

/** Deletes what has expired, as TTL and lifecycle rules do on AWS: some time after. */
export async function sweep({ dynamo, s3 }: Engines, template: Template, now: number): Promise<void> {
  await dynamo.sweepExpired(now)
  for (const bucket of template.of('AWS::S3::Bucket')) {
    for (const { Status, Prefix, ExpirationInDays } of bucket.properties.LifecycleConfiguration?.Rules ?? []) {
      if (Status !== 'Enabled' || ExpirationInDays === undefined) continue
      for (const { key, at } of s3.objects(bucket.name, Prefix)) {
        if (at + ExpirationInDays * dayMs < now) s3.remove(bucket.name, key)
      }
    }
  }
}
