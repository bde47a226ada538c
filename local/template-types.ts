/** Every type of resource the local cloud knows: booted, read for permissions, or without meaning on one machine. */
import type * as z from 'zod'
import * as shapes from './template-shapes.ts'

export type Known = { booted: z.ZodType } | { permissions: true } | { nothing: string }

export const resourceTypes: Record<string, Known> = {
  'AWS::DynamoDB::Table': { booted: shapes.Table },
  'AWS::DynamoDB::GlobalTable': { booted: shapes.GlobalTable },
  'AWS::SQS::Queue': { booted: shapes.Queue },
  'AWS::S3::Bucket': { booted: shapes.Bucket },
  'AWS::KMS::Key': { booted: shapes.Key },
  'AWS::Lambda::Function': { booted: shapes.Function },
  'AWS::Lambda::EventSourceMapping': { booted: shapes.EventSourceMapping },
  'AWS::Lambda::EventInvokeConfig': { booted: shapes.EventInvokeConfig },
  'AWS::Events::Rule': { booted: shapes.Rule },
  'AWS::ApiGatewayV2::Api': { booted: shapes.Api },
  'AWS::ApiGatewayV2::Route': { booted: shapes.Route },
  'AWS::ApiGatewayV2::Integration': { booted: shapes.Integration },
  'AWS::ApiGatewayV2::Stage': { booted: shapes.Stage },
  'AWS::SES::ConfigurationSet': { booted: shapes.ConfigurationSet },
  'AWS::SES::ConfigurationSetEventDestination': { booted: shapes.EventDestination },
  'AWS::SES::EmailIdentity': { booted: shapes.EmailIdentity },
  'AWS::CloudWatch::Alarm': { booted: shapes.Alarm },

  'AWS::IAM::Role': { permissions: true },
  'AWS::IAM::Policy': { permissions: true },
  'AWS::IAM::ManagedPolicy': { permissions: true },
  'AWS::SQS::QueuePolicy': { permissions: true },
  'AWS::S3::BucketPolicy': { permissions: true },
  'AWS::Lambda::Permission': { permissions: true },

  'AWS::CDK::Metadata': { nothing: 'statistics of the CDK' },
  'AWS::Logs::LogGroup': { nothing: 'each function logs to its own file in the data folder' },
  'AWS::Logs::MetricFilter': { nothing: 'counts lines of the access log, which is not written here' },
  'AWS::KMS::Alias': { nothing: 'a name for people; functions are given the key itself' },
  'AWS::SNS::Topic': { nothing: 'carries alarms to people; here an alarm is a log line and stands on the status page' },
  'AWS::SNS::TopicPolicy': { nothing: 'who may raise an alarm' },
  'AWS::SNS::Subscription': { nothing: 'who is told of an alarm' },
  'AWS::Cognito::UserPool': { nothing: 'people sign in with the local issuer' },
  'AWS::Cognito::UserPoolClient': { nothing: 'people sign in with the local issuer' },
  'AWS::Cognito::UserPoolDomain': { nothing: 'people sign in with the local issuer' },
  'AWS::Cognito::UserPoolGroup': { nothing: 'the local issuer gives the roles' },
  'AWS::Cognito::ManagedLoginBranding': { nothing: 'the look of a page that is not shown here' },
  'AWS::CloudWatch::Dashboard': { nothing: 'figures for people; here the status page' },
}
