/**
 * What the local cloud honours of each resource it boots, property by property. The shapes are strict: a property that is
 * not here stops the boot, because leaving it out in silence would make this machine behave unlike the deployed stack.
 */
import * as z from 'zod'

/** Known, and without meaning on one machine: encryption at rest, backups, tags, cost. The reason stands beside its use. */
const means = { nothing: z.unknown().optional() }

const KeySchema = z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }))

const Index = z.strictObject({
  IndexName: z.string(),
  KeySchema,
  Projection: z.strictObject({
    ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
    NonKeyAttributes: z.array(z.string()).optional(),
  }),
  ContributorInsightsSpecification: means.nothing,
})

const tableShape = {
  TableName: z.string().optional(),
  AttributeDefinitions: z.array(z.strictObject({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
  KeySchema,
  BillingMode: z.literal('PAY_PER_REQUEST'),
  GlobalSecondaryIndexes: z.array(Index).optional(),
  LocalSecondaryIndexes: z.array(Index).optional(),
  StreamSpecification: z
    .strictObject({ StreamViewType: z.enum(['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES']) })
    .optional(),
  TimeToLiveSpecification: z.strictObject({ AttributeName: z.string().optional(), Enabled: z.boolean() }).optional(),
  SSESpecification: means.nothing, // encryption at rest: the disk's own matter here
  PointInTimeRecoverySpecification: means.nothing, // a backup of AWS
  DeletionProtectionEnabled: means.nothing, // guards a deployment
  ContributorInsightsSpecification: means.nothing,
  WarmThroughput: means.nothing,
  Tags: means.nothing,
}

export const Table = z.strictObject(tableShape)
export type Table = z.infer<typeof Table>

export const GlobalTable = z.strictObject({
  ...tableShape,
  // One replica, in the stack's own region; what it says is encryption, backup and insight again.
  Replicas: z.array(z.looseObject({ Region: z.string() })).length(1),
  Tags: means.nothing,
})

export const Queue = z.strictObject({
  QueueName: z.string().optional(),
  VisibilityTimeout: z.coerce.number().default(30),
  MessageRetentionPeriod: z.coerce.number().default(345_600),
  DelaySeconds: z.coerce.number().default(0),
  ReceiveMessageWaitTimeSeconds: z.coerce.number().default(0),
  MaximumMessageSize: z.coerce.number().optional(),
  RedrivePolicy: z.strictObject({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number() }).optional(),
  RedriveAllowPolicy: means.nothing, // says which queues may name this one; the template names them
  SqsManagedSseEnabled: means.nothing, // encryption at rest
  KmsMasterKeyId: means.nothing, // encryption at rest
  KmsDataKeyReusePeriodSeconds: means.nothing,
  Tags: means.nothing,
})
export type Queue = z.infer<typeof Queue>

const NotificationFilter = z.strictObject({
  S3Key: z.strictObject({
    Rules: z.array(
      z.strictObject({
        Name: z
          .string()
          .toLowerCase()
          .pipe(z.enum(['prefix', 'suffix'])),
        Value: z.string(),
      }),
    ),
  }),
})

export const Bucket = z.strictObject({
  BucketName: z.string().optional(),
  NotificationConfiguration: z
    .strictObject({
      QueueConfigurations: z
        .array(
          z.strictObject({
            Event: z.string().startsWith('s3:ObjectCreated:'),
            Queue: z.string(),
            Filter: NotificationFilter.optional(),
          }),
        )
        .default([]),
    })
    .default({ QueueConfigurations: [] }),
  CorsConfiguration: z
    .strictObject({
      CorsRules: z.array(
        z.strictObject({
          AllowedOrigins: z.array(z.string()),
          AllowedMethods: z.array(z.string()),
          AllowedHeaders: z.array(z.string()).default([]),
          ExposedHeaders: z.array(z.string()).default([]),
          MaxAge: z.coerce.number().optional(),
          Id: z.string().optional(),
        }),
      ),
    })
    .optional(),
  LifecycleConfiguration: z
    .strictObject({
      Rules: z.array(
        z.strictObject({
          Id: z.string().optional(),
          Status: z.enum(['Enabled', 'Disabled']),
          Prefix: z.string().optional(),
          ExpirationInDays: z.coerce.number().optional(),
          // Parts and versions that never become objects here: an upload is one file, and there is one version of it.
          AbortIncompleteMultipartUpload: means.nothing,
          NoncurrentVersionExpiration: means.nothing,
          NoncurrentVersionExpirationInDays: means.nothing,
          ExpiredObjectDeleteMarker: means.nothing,
        }),
      ),
      TransitionDefaultMinimumObjectSize: means.nothing,
    })
    .optional(),
  BucketEncryption: means.nothing, // encryption at rest
  PublicAccessBlockConfiguration: means.nothing, // nothing here is public: the engine listens on this machine only
  OwnershipControls: means.nothing,
  VersioningConfiguration: means.nothing, // a safety net of AWS; the newest version is what is read
  LoggingConfiguration: means.nothing,
  Tags: means.nothing,
})
export type Bucket = z.infer<typeof Bucket>

export const Key = z.strictObject({
  Description: means.nothing,
  EnableKeyRotation: means.nothing, // AWS turns its own key material
  RotationPeriodInDays: means.nothing,
  PendingWindowInDays: means.nothing,
  Enabled: z.literal(true).optional(),
  KeySpec: z.literal('SYMMETRIC_DEFAULT').optional(),
  KeyUsage: z.literal('ENCRYPT_DECRYPT').optional(),
  // The account's root may do all with the key, so the roles' own policies decide; those are enforced.
  KeyPolicy: z.unknown(),
  Tags: means.nothing,
})

export const Function = z.strictObject({
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
  LoggingConfig: means.nothing, // every function logs to its own file
  TracingConfig: means.nothing,
  RuntimeManagementConfig: means.nothing,
  RecursiveLoop: means.nothing,
  KmsKeyArn: means.nothing, // encryption at rest, of the environment
  Tags: means.nothing,
})
export type Function = z.infer<typeof Function>

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

export const ConfigurationSet = z.strictObject({
  Name: z.string().optional(),
  SendingOptions: z.strictObject({ SendingEnabled: z.boolean() }).optional(),
  SuppressionOptions: z.strictObject({ SuppressedReasons: z.array(z.enum(['BOUNCE', 'COMPLAINT'])) }).optional(),
  DeliveryOptions: means.nothing, // TLS on the way to other mail servers
  ReputationOptions: means.nothing,
  VdmOptions: means.nothing,
  Tags: means.nothing,
})
export type ConfigurationSet = z.infer<typeof ConfigurationSet>

export const EventDestination = z.strictObject({
  ConfigurationSetName: z.string(),
  EventDestination: z.strictObject({
    Name: z.string().optional(),
    Enabled: z.boolean().default(true),
    MatchingEventTypes: z.array(z.string()),
    EventBridgeDestination: z.strictObject({ EventBusArn: z.string().endsWith(':event-bus/default') }),
  }),
})

export const EmailIdentity = z.strictObject({
  EmailIdentity: z.string(),
  ConfigurationSetAttributes: z.strictObject({ ConfigurationSetName: z.string() }).optional(),
  // Records in the domain's DNS, which a message in the inbox does not need.
  DkimAttributes: means.nothing,
  DkimSigningAttributes: means.nothing,
  MailFromAttributes: means.nothing,
  FeedbackAttributes: means.nothing,
  Tags: means.nothing,
})

export const Alarm = z.strictObject({
  AlarmName: z.string(),
  AlarmDescription: z.string().default(''),
  Namespace: z.string(),
  MetricName: z.string(),
  Dimensions: z.array(z.strictObject({ Name: z.string(), Value: z.string() })).default([]),
  Statistic: z.enum(['Maximum', 'Sum', 'Average', 'Minimum', 'SampleCount']).optional(),
  ExtendedStatistic: z.string().optional(),
  ComparisonOperator: z.enum(['GreaterThanOrEqualToThreshold', 'GreaterThanThreshold']),
  Threshold: z.coerce.number(),
  Period: z.coerce.number().default(300),
  EvaluationPeriods: z.coerce.number(),
  DatapointsToAlarm: z.coerce.number().optional(),
  TreatMissingData: means.nothing, // here a metric always has a value
  Unit: means.nothing,
  ActionsEnabled: means.nothing, // whoever runs it reads the log line and the status page
  AlarmActions: means.nothing,
  OKActions: means.nothing,
  InsufficientDataActions: means.nothing,
  Tags: means.nothing,
})
export type Alarm = z.infer<typeof Alarm>
