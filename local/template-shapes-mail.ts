/**
 * What the local cloud honours of SES, of alarms and of what they count, property by property. The shapes are strict: a property that is not here stops the
 * boot, because leaving it out in silence would make this machine behave unlike the deployed stack.
 */
import * as z from 'zod'
import { means } from './template-shapes-nothing.ts'

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

/** A metric that counts lines of a log. */
export const MetricFilter = z.strictObject({
  LogGroupName: z.string(),
  FilterPattern: z.string(),
  MetricTransformations: z
    .array(
      z.strictObject({
        MetricNamespace: z.string(),
        MetricName: z.string(),
        MetricValue: z.literal('1'),
        DefaultValue: means.nothing, // here a metric always has a value
      }),
    )
    .length(1),
})
export type MetricFilter = z.infer<typeof MetricFilter>
