/** Turns the table of permissions.ts into the role and the environment of each function. */
import { Stack } from 'aws-cdk-lib'
import { type CfnPolicy, Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda'
import type { IBucket } from 'aws-cdk-lib/aws-s3'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import type { Phone } from './constructs/phone.ts'
import type { Tables } from './constructs/tables.ts'
import type { Worker } from './constructs/worker.ts'
import { queueVariable, type Setting, type TableName, tableVariable } from './names.ts'
import type { Folder, Permissions } from './permissions.ts'

/** Everything of the stack that a function may be allowed to use. */
export interface House {
  tables: Tables
  dataKey: IKey
  storageKey: IKey
  queues: Partial<Record<Folder, IQueue>>
  bucket: IBucket
  settings: Record<Setting, string>
  mail: { channel: string; from: string; configurationSet: string; smtpUrl: string }
  phone: Phone
}

/** Gives a function what its row of the table says: the right to use it, and its name. */
export function allow(worker: Worker, row: Permissions, house: House): void {
  const may = (actions: string[], resources: string[], conditions?: Record<string, unknown>) =>
    worker.addToRolePolicy(new PolicyStatement({ actions, resources, conditions }))

  const { tables, partitions = {}, indexes = {} } = row
  const arnOf = (name: string) => house.tables[name as TableName].tableArn
  for (const [name, actions] of Object.entries(tables)) {
    may(ofDynamo(actions), [arnOf(name)])
  }
  for (const [name, { keys, actions }] of Object.entries(partitions)) {
    may(ofDynamo(actions), [arnOf(name)], { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys } })
  }
  for (const [name, index] of Object.entries(indexes)) {
    may(['dynamodb:Query'], [`${arnOf(name)}/index/${index}`])
  }
  for (const name of Object.keys({ ...tables, ...partitions, ...indexes }) as TableName[]) {
    worker.addEnvironment(tableVariable(name), house.tables[name].tableName)
  }
  if (row.dataKey) {
    may(
      row.dataKey.map((action) => `kms:${action}`),
      [house.dataKey.keyArn],
    )
    worker.addEnvironment('DATA_KEY', house.dataKey.keyArn)
  }
  for (const folder of row.sendsTo ?? []) {
    const queue = house.queues[folder]!
    may(['sqs:SendMessage'], [queue.queueArn])
    worker.addEnvironment(queueVariable(folder), queue.queueUrl)
  }
  for (const [prefix, actions] of Object.entries(row.objects ?? {})) {
    const { true: listing, false: onObjects } = Object.groupBy(actions, (action) => `${action === 'ListBucket'}`)
    if (onObjects) {
      may(
        onObjects.map((action) => `s3:${action}`),
        [house.bucket.arnForObjects(`${prefix}*`)],
      )
    }
    if (listing) may(['s3:ListBucket'], [house.bucket.bucketArn], { StringLike: { 's3:prefix': [`${prefix}*`] } })
    worker.addEnvironment('UPLOADS_BUCKET', house.bucket.bucketName)
  }
  if (row.mail) {
    const { channel, from, configurationSet, smtpUrl } = house.mail
    const { true: sending, false: asking } = Object.groupBy(row.mail, (action) => `${action.startsWith('Send')}`)
    if (sending) {
      // which domain stands behind the sender is the office's affair; that nobody else is written as, is ours
      may(
        sending.map((action) => `ses:${action}`),
        sesArns(worker, configurationSet),
        { StringEquals: { 'ses:FromAddress': from } },
      )
    }
    if (asking) {
      may(
        asking.map((action) => `ses:${action}`),
        ['*'], // SES knows no narrower one: it is about the account
      )
    }
    worker
      .addEnvironment('MAIL_CHANNEL', channel)
      .addEnvironment('MAIL_FROM', from)
      .addEnvironment('MAIL_CONFIGURATION_SET', configurationSet)
      .addEnvironment('SMTP_URL', smtpUrl)
    // the relay's address may carry a password: who reads the function's settings must be allowed the key as well
    ;(worker.node.defaultChild as CfnFunction).kmsKeyArn = house.storageKey.keyArn
  }
  if (row.phone) {
    const policy = new Policy(worker, 'Phone', {
      roles: [worker.role!],
      statements: [
        new PolicyStatement({
          actions: row.phone.map((action) => `connect:${action}`),
          resources: [house.phone.contacts, ...(row.phone.includes('StartTaskContact') ? [house.phone.agentFlow] : [])],
        }),
      ],
    })
    ;(policy.node.defaultChild as CfnPolicy).cfnOptions.condition = house.phone.given
  }
  for (const setting of row.settings ?? []) worker.addEnvironment(setting, house.settings[setting])
}

const ofDynamo = (actions: string[]) => actions.map((action) => `dynamodb:${action}`)

function sesArns(worker: Worker, configurationSet: string): string[] {
  const arn = (resource: string, resourceName: string) =>
    Stack.of(worker).formatArn({ service: 'ses', resource, resourceName })
  return [arn('identity', '*'), arn('configuration-set', configurationSet)]
}
