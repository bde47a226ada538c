/**
 * What the local cloud honours of what runs: functions, their event sources, rules and routes, property by property. The shapes are strict: a property that is not here stops the
 * boot, because leaving it out in silence would make this machine behave unlike the deployed stack.
 */
import * as z from 'zod'
import { means } from './template-shapes-nothing.ts'

export const FunctionShape = z.strictObject({
  FunctionName: z.string().optional(),
  Code: z.strictObject({ S3Bucket: z.string(), S3Key: z.string() }),
  Handler: z.string().regex(/^[\w./-]+\.\w+$/),
  Runtime: z.string().startsWith('nodejs'),
  Role: z.string(),
  Timeout: z.coerce.number().default(3),
  MemorySize: z.coerce.number().default(128),
  ReservedConcurrentExecutions: z.coerce.number().optional(),
  Environment: z
    .strictObject({ Variables: z.record(z.string(), z.coerce.string()).default({}) })
    .default({ Variables: {} }),
  Architectures: means.nothing, // the bundles are JavaScript
  Description: means.nothing,
  EphemeralStorage: means.nothing, // a size that a laptop has
  // every function logs to its own file; whose lines a metric counts is known by the group
  LoggingConfig: z.strictObject({ LogGroup: z.string().optional() }).optional(),
  TracingConfig: means.nothing,
  RuntimeManagementConfig: means.nothing,
  RecursiveLoop: means.nothing,
  KmsKeyArn: means.nothing, // encryption at rest, of the environment
  Tags: means.nothing,
})
export type FunctionShape = z.infer<typeof FunctionShape>

export const EventSourceMapping = z.strictObject({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  Enabled: z.boolean().default(true),
  BatchSize: z.coerce.number().optional(),
  MaximumBatchingWindowInSeconds: z.coerce.number().default(0),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  ScalingConfig: z.strictObject({ MaximumConcurrency: z.coerce.number() }).optional(),
  StartingPosition: z.literal('TRIM_HORIZON').optional(),
  TumblingWindowInSeconds: z.coerce.number().optional(),
  MaximumRetryAttempts: z.coerce.number().default(-1),
  MaximumRecordAgeInSeconds: z.coerce.number().default(-1),
  BisectBatchOnFunctionError: z.boolean().default(false),
  ParallelizationFactor: z.literal(1).optional(),
  FilterCriteria: z.strictObject({ Filters: z.array(z.strictObject({ Pattern: z.string() })) }).optional(),
  DestinationConfig: z.strictObject({ OnFailure: z.strictObject({ Destination: z.string() }) }).optional(),
  MetricsConfig: means.nothing,
  KmsKeyArn: means.nothing, // encryption at rest, of the filters
  Tags: means.nothing,
})
export type EventSourceMapping = z.infer<typeof EventSourceMapping>

export const EventInvokeConfig = z.strictObject({
  FunctionName: z.string(),
  Qualifier: z.literal('$LATEST'),
  MaximumRetryAttempts: z.coerce.number().default(2),
  MaximumEventAgeInSeconds: z.coerce.number().default(21_600),
  DestinationConfig: z.strictObject({ OnFailure: z.strictObject({ Destination: z.string() }) }).optional(),
})
export type EventInvokeConfig = z.infer<typeof EventInvokeConfig>

export const Rule = z.strictObject({
  Name: z.string().optional(),
  Description: means.nothing,
  EventBusName: z.literal('default').optional(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  ScheduleExpression: z.string().optional(),
  EventPattern: z.record(z.string(), z.unknown()).optional(),
  Targets: z.array(
    z.strictObject({
      Id: z.string(),
      Arn: z.string(),
      Input: z.string().optional(),
      // Delivery on one machine does not fail and come back; what the function then does with it is its own configuration.
      RetryPolicy: means.nothing,
      DeadLetterConfig: means.nothing,
    }),
  ),
  Tags: means.nothing,
})
export type Rule = z.infer<typeof Rule>

export const Api = z.strictObject({
  Name: z.string(),
  ProtocolType: z.literal('HTTP'),
  Description: means.nothing,
  DisableExecuteApiEndpoint: means.nothing, // there is one address here
  IpAddressType: means.nothing,
  Tags: means.nothing,
})

export const Route = z.strictObject({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z.literal('NONE').default('NONE'),
})

export const Integration = z.strictObject({
  ApiId: z.string(),
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  IntegrationMethod: means.nothing,
  PayloadFormatVersion: z.literal('2.0'),
  TimeoutInMillis: z.coerce.number().max(30_000).default(30_000),
  Description: means.nothing,
})

export const Stage = z.strictObject({
  ApiId: z.string(),
  StageName: z.literal('$default'),
  AutoDeploy: z.literal(true),
  AccessLogSettings: means.nothing,
  // Throttling at the door guards the account's other stacks; a laptop has its own limits.
  DefaultRouteSettings: means.nothing,
  RouteSettings: means.nothing,
  Description: means.nothing,
  Tags: means.nothing,
})
