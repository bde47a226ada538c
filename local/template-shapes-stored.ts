/**
 * What the local cloud honours of what keeps things: tables, queues, buckets, keys, property by property. The shapes are strict: a property that is not here stops the
 * boot, because leaving it out in silence would make this machine behave unlike the deployed stack.
 */
import * as z from 'zod'
import { means } from './template-shapes-nothing.ts'

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
