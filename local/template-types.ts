/** Every type of resource the local cloud knows: booted, read for permissions, or without meaning on one machine. */
import type * as z from 'zod'
import * as mail from './template-shapes-mail.ts'
import * as phone from './template-shapes-phone.ts'
import * as run from './template-shapes-run.ts'
import * as stored from './template-shapes-stored.ts'

export type Known = { booted: z.ZodType } | { permissions: true } | { nothing: string }

export const resourceTypes: Record<string, Known> = {
  'AWS::DynamoDB::Table': { booted: stored.Table },
  'AWS::DynamoDB::GlobalTable': { booted: stored.GlobalTable },
  'AWS::SQS::Queue': { booted: stored.Queue },
  'AWS::S3::Bucket': { booted: stored.Bucket },
  'AWS::KMS::Key': { booted: stored.Key },
  'AWS::Lambda::Function': { booted: run.FunctionShape },
  'AWS::Lambda::EventSourceMapping': { booted: run.EventSourceMapping },
  'AWS::Lambda::EventInvokeConfig': { booted: run.EventInvokeConfig },
  'AWS::Events::Rule': { booted: run.Rule },
  'AWS::ApiGatewayV2::Api': { booted: run.Api },
  'AWS::ApiGatewayV2::Route': { booted: run.Route },
  'AWS::ApiGatewayV2::Integration': { booted: run.Integration },
  'AWS::ApiGatewayV2::Stage': { booted: run.Stage },
  'AWS::SES::ConfigurationSet': { booted: mail.ConfigurationSet },
  'AWS::SES::ConfigurationSetEventDestination': { booted: mail.EventDestination },
  'AWS::SES::EmailIdentity': { booted: mail.EmailIdentity },
  'AWS::CloudWatch::Alarm': { booted: mail.Alarm },
  'AWS::Logs::MetricFilter': { booted: mail.MetricFilter },
  'AWS::Connect::ContactFlow': { booted: phone.ContactFlow },
  'AWS::Connect::IntegrationAssociation': { booted: phone.Association },

  'AWS::IAM::Role': { permissions: true },
  'AWS::IAM::Policy': { permissions: true },
  'AWS::IAM::ManagedPolicy': { permissions: true },
  'AWS::SQS::QueuePolicy': { permissions: true },
  'AWS::S3::BucketPolicy': { permissions: true },
  'AWS::Lambda::Permission': { permissions: true },

  'AWS::CDK::Metadata': { nothing: 'statistics of the CDK' },
  'AWS::Logs::LogGroup': { nothing: 'each function logs to its own file in the data folder' },
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
