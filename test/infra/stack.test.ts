/** What must be true of every stage's template, whatever else changes. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { permissions } from '../../infra/permissions.ts'
import { assembled, idOf, root } from './assembled.ts'

const folders = readdirSync(join(root, 'functions'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)

const headings = [...readFileSync(join(root, 'docs/runbook.md'), 'utf8').matchAll(/^## (.+: .+)$/gm)].map(
  ([, it]) => it,
)

describe.each(['dev', 'prod'] as const)('%s', (stage) => {
  const { template, of, get, functionOf, environmentOf, statementsOf } = assembled(stage)

  test('every folder in functions/ is deployed, and nothing else is', () => {
    const deployed = of('AWS::Lambda::Function').map((it) => it.Properties.Description.replace('Akcja ', ''))
    expect(deployed.sort()).toEqual(folders.sort())
    expect(Object.keys(permissions).sort()).toEqual(folders.sort())
  })

  test('every function runs on Node 24 and arm64, with a role and a log of its own that ends', () => {
    const functions = of('AWS::Lambda::Function')
    expect(new Set(functions.map((it) => idOf(it.Properties.Role))).size).toBe(functions.length)
    for (const { Properties } of functions) {
      expect(Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' })
      expect(get(idOf(Properties.LoggingConfig.LogGroup)).Properties.RetentionInDays).toBeGreaterThan(0)
    }
    expect(of('AWS::IAM::Role').filter((role) => role.Properties.ManagedPolicyArns)).toEqual([])
  })

  test('every queue has a dead-letter queue with an alarm, or is one', () => {
    const queues = of('AWS::SQS::Queue')
    const deadLetters = new Set([
      ...queues.flatMap(({ Properties }) =>
        Properties.RedrivePolicy ? [idOf(Properties.RedrivePolicy.deadLetterTargetArn)] : [],
      ),
      ...of('AWS::Lambda::EventSourceMapping').flatMap(({ Properties }) =>
        Properties.DestinationConfig ? [idOf(Properties.DestinationConfig.OnFailure.Destination)] : [],
      ),
    ])
    const watched = of('AWS::CloudWatch::Alarm').flatMap(({ Properties }) =>
      Properties.MetricName === 'ApproximateNumberOfMessagesVisible' ? [idOf(Properties.Dimensions[0].Value)] : [],
    )
    expect(watched.sort()).toEqual([...deadLetters].sort())
    for (const { id, Properties } of queues) {
      if (deadLetters.has(id)) expect(Properties.MessageRetentionPeriod).toBe(14 * 86_400)
      else expect(Properties.RedrivePolicy?.maxReceiveCount, id).toBe(3)
    }
  })

  test('every queue is encrypted and refuses plain connections', () => {
    for (const { id, Properties } of of('AWS::SQS::Queue')) {
      expect(Properties.SqsManagedSseEnabled ?? Properties.KmsMasterKeyId, id).toBeTruthy()
      const policy = of('AWS::SQS::QueuePolicy').find((it) =>
        it.Properties.Queues.some((of: unknown) => idOf(of) === id),
      )
      expect(JSON.stringify(policy?.Properties.PolicyDocument), id).toContain('"aws:SecureTransport":"false"')
    }
    // the only queue whose messages quote a person
    expect(idOf(get('HearBackQueue').Properties.KmsMasterKeyId)).toBe('KeysStorage')
  })

  test('every worker of a queue reports single failures, and the queue waits for longer than the function', () => {
    const mappings = of('AWS::Lambda::EventSourceMapping').filter((it) => !it.Properties.StartingPosition)
    expect(mappings).toHaveLength(of('AWS::SQS::Queue').filter((it) => it.Properties.RedrivePolicy).length)
    for (const { Properties } of mappings) {
      expect(Properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures'])
      expect(Properties.ScalingConfig.MaximumConcurrency).toBeGreaterThanOrEqual(2)
      const { Timeout } = get(idOf(Properties.FunctionName)).Properties
      expect(get(idOf(Properties.EventSourceArn)).Properties.VisibilityTimeout).toBeGreaterThan(Timeout)
    }
  })

  test('a batch of more than ten messages has a window to gather in', () => {
    for (const { id, Properties } of of('AWS::Lambda::EventSourceMapping')) {
      if (Properties.BatchSize > 10) expect(Properties.MaximumBatchingWindowInSeconds, id).toBeGreaterThanOrEqual(1)
    }
  })

  test('every alarm is named after its folder, speaks of people, reaches somebody, and stands in the runbook', () => {
    const alarms = of('AWS::CloudWatch::Alarm').map((it) => it.Properties)
    const names = alarms.map(({ AlarmName }) => (stage === 'prod' ? AlarmName : AlarmName.replace(` (${stage})`, '')))
    expect(names.toSorted()).toEqual(headings.toSorted())
    for (const name of names) expect(folders).toContain(name.split(':')[0])
    for (const { AlarmDescription, AlarmActions } of alarms) {
      expect(AlarmDescription).toMatch(/resident|manager|nobody/i)
      expect(AlarmActions.map(idOf)).toEqual(['Alarms'])
    }
    const { Statement } = get('AlarmsPolicy').Properties.PolicyDocument
    expect(Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Allow',
        Action: 'sns:Publish',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
      }),
    )
  })

  test('the attributes of every key are defined, and no others', () => {
    for (const { id, Properties } of [...of('AWS::DynamoDB::Table'), ...of('AWS::DynamoDB::GlobalTable')]) {
      const keys = [
        Properties,
        ...(Properties.GlobalSecondaryIndexes ?? []),
        ...(Properties.LocalSecondaryIndexes ?? []),
      ]
        .flatMap((it) => it.KeySchema)
        .map((it) => it.AttributeName)
      const defined = Properties.AttributeDefinitions.map((it: { AttributeName: string }) => it.AttributeName)
      expect(defined.sort(), id).toEqual([...new Set(keys)].sort())
    }
  })

  test('tables are on demand, restorable, encrypted with the customer’s key, and forget by expiresAt', () => {
    const tables = of('AWS::DynamoDB::Table')
    expect(tables.map((it) => it.id).sort()).toEqual(
      [
        'Addresses',
        'Anonymous',
        'Audit',
        'Bookings',
        'Calls',
        'Campaigns',
        'Cases',
        'Contacts',
        'Halves',
        'Responses',
        'Results',
      ].sort(),
    )
    for (const { id, Properties, DeletionPolicy } of tables) {
      expect(Properties).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: !['Anonymous', 'Halves'].includes(id) }, // of these nothing may come back
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
        DeletionProtectionEnabled: stage === 'prod',
      })
      expect(DeletionPolicy).toBe(stage === 'prod' ? 'Retain' : 'Delete')
    }
    const streamed = tables.filter((it) => it.Properties.StreamSpecification)
    expect(streamed.map((it) => it.id)).toEqual(['Contacts', 'Responses', 'Calls', 'Bookings', 'Cases'])
  })

  test('prod keeps keys, files and the directory of the staff when the stack goes', () => {
    for (const id of ['KeysStorage', 'KeysData', 'Uploads', 'SignInPool']) {
      expect(get(id).DeletionPolicy, id).toBe(stage === 'prod' ? 'Retain' : 'Delete')
    }
  })

  test('no secret stands in the environment of a function', () => {
    const hidden = Object.keys(template.Parameters).filter((name) => template.Parameters[name].NoEcho)
    expect(hidden).toEqual(['SmtpUrl'])
    for (const folder of folders) {
      for (const [name, value] of Object.entries(environmentOf(folder))) {
        expect(value, `${name} of ${folder} is written out`).not.toBeTypeOf('string')
        if (name !== 'DATA_KEY') expect(name).not.toMatch(/SECRET|PASSWORD|TOKEN|KEY/)
        // the relay's address may hold a password: whoever reads it must be allowed the key too
        if (JSON.stringify(value).includes('SmtpUrl')) {
          expect(name).toBe('SMTP_URL')
          expect(idOf(functionOf(folder).Properties.KmsKeyArn)).toBe('KeysStorage')
        }
      }
    }
  })

  test('the tally reads its streams in windows that name the shard, and sets aside what it cannot count', () => {
    const streams = of('AWS::Lambda::EventSourceMapping').filter((it) => it.Properties.TumblingWindowInSeconds)
    expect(streams.map((it) => idOf(it.Properties.EventSourceArn))).toEqual([
      'Responses',
      'Contacts',
      'Calls',
      'Bookings',
    ])
    for (const { Properties } of streams) {
      expect(Properties).toMatchObject({
        BatchSize: 1000,
        MaximumBatchingWindowInSeconds: 10,
        TumblingWindowInSeconds: 300,
        BisectBatchOnFunctionError: true,
        StartingPosition: 'TRIM_HORIZON',
      })
      expect(Properties.MaximumRetryAttempts).toBeGreaterThan(0)
    }
    expect(
      streams.map((it) => it.Properties.FilterCriteria.Filters.map((f: { Pattern: string }) => f.Pattern)),
    ).toEqual([
      ['{"eventName":["INSERT"]}', '{"dynamodb":{"NewImage":{"state":{"S":["complete"]}}}}'],
      ['{"dynamodb":{"Keys":{"item":{"S":[{"prefix":"step#"},{"prefix":"fact#"}]}}}}'],
      ['{"dynamodb":{"NewImage":{"state":{"S":["closed","open","kept","given up","withdrawn"]}}}}'],
      ['{"dynamodb":{"Keys":{"item":{"S":["booking"]}}}}'],
    ])
  })

  test('mails about visits follow their changes at once, in small batches, and not the coming and going of holds', () => {
    const [only, units, ...others] = of('AWS::Lambda::EventSourceMapping').filter(
      ({ Properties: { StartingPosition, TumblingWindowInSeconds } }) => StartingPosition && !TumblingWindowInSeconds,
    )
    expect(others).toEqual([])
    expect(idOf(units!.Properties.EventSourceArn)).toBe('Cases')
    expect(units!.Properties.FilterCriteria.Filters.map((it: { Pattern: string }) => it.Pattern)).toEqual([
      '{"dynamodb":{"Keys":{"item":{"S":[{"prefix":"mail#"}]}},"NewImage":{"state":{"S":["due"]}}}}',
    ])
    expect(idOf(only!.Properties.EventSourceArn)).toBe('Bookings')
    expect(only!.Properties).toMatchObject({
      BatchSize: 50,
      MaximumBatchingWindowInSeconds: 1,
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 10,
    })
    expect(only!.Properties.FilterCriteria.Filters.map((it: { Pattern: string }) => it.Pattern)).toEqual([
      '{"dynamodb":{"Keys":{"item":{"S":["booking",{"prefix":"wtg_"}]}},"NewImage":{"item":{"S":[{"exists":true}]}}}}',
      '{"dynamodb":{"Keys":{"item":{"S":[{"prefix":"notice#"}]}},"NewImage":{"state":{"S":["due"]}}}}',
    ])
  })

  test('the bucket is private, forgets, and tells the import of uploads without a function of CDK’s', () => {
    const { Properties, DependsOn } = get('Uploads')
    expect(Properties.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    })
    expect(Properties.CorsConfiguration).toBeUndefined()
    expect(Properties.LifecycleConfiguration.Rules).toMatchObject([
      { Prefix: 'uploads/', ExpirationInDays: 7 },
      { Prefix: 'exports/', ExpirationInDays: 2 },
      { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
    ])
    expect(Properties.NotificationConfiguration.QueueConfigurations).toMatchObject([
      { Event: 's3:ObjectCreated:*', Filter: { S3Key: { Rules: [{ Name: 'prefix', Value: 'uploads/' }] } } },
    ])
    expect(DependsOn).toContain('ImportContactsQueuePolicy')
    expect(Object.values<{ Type: string }>(template.Resources).filter((it) => it.Type.startsWith('Custom::'))).toEqual(
      [],
    )
  })

  test('e-mails are followed by nobody, and only what went wrong comes back', () => {
    expect(get('MailConfigurationSet').Properties).toMatchObject({
      DeliveryOptions: { TlsPolicy: 'REQUIRE' },
      SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
      VdmOptions: { DashboardOptions: { EngagementMetrics: 'DISABLED' } },
    })
    expect(get('MailConfigurationSet').Properties.TrackingOptions).toBeUndefined()
    const { MatchingEventTypes } = get('MailConfigurationSetEvents').Properties.EventDestination
    expect(MatchingEventTypes).toEqual(['bounce', 'complaint', 'reject', 'deliveryDelay', 'renderingFailure'])
    expect(get('MailOutcomes').Properties.EventPattern.source).toEqual(['aws.ses'])
    expect(get('MailOutcomes').Properties.Targets.map((it: { Arn: unknown }) => idOf(it.Arn))).toEqual([
      'HearBackQueue',
    ])
  })

  test('e-mails go out in the name of one sender', () => {
    const sending = folders.flatMap((folder) =>
      statementsOf(folder).filter(({ actions }) => actions.some((action) => action.startsWith('ses:Send'))),
    )
    expect(sending.length).toBeGreaterThan(0)
    for (const { condition } of sending)
      expect(condition).toEqual({ StringEquals: { 'ses:FromAddress': { Ref: 'MailFrom' } } })
  })

  test('residents have their few paths, the staff everything else', () => {
    const routes = of('AWS::ApiGatewayV2::Route').map(({ Properties }) => {
      const integration = get(Properties.Target['Fn::Join'][1].find((part: { Ref?: string }) => part.Ref).Ref)
      return [Properties.RouteKey, idOf(integration.Properties.IntegrationUri)]
    })
    expect(Object.fromEntries(routes)).toEqual({
      'ANY /s/{proxy+}': 'ResidentWorker',
      'ANY /a/{proxy+}': 'ResidentWorker',
      'ANY /o/{proxy+}': 'ResidentWorker',
      'ANY /w/{proxy+}': 'ResidentWorker',
      'ANY /b/{proxy+}': 'ResidentWorker',
      'ANY /v/{proxy+}': 'ResidentWorker',
      'GET /u/{link}': 'ResidentWorker',
      'POST /u/{link}': 'ResidentWorker',
      'ANY /info/{proxy+}': 'ResidentWorker',
      $default: 'StaffWorker',
    })
  })

  test('a flood at the staff’s door, sign-in and search with it, leaves residents most of the stage’s limit', () => {
    const { RouteSettings, DefaultRouteSettings } = get('DoorsStage').Properties
    expect(RouteSettings.$default.ThrottlingRateLimit * 4).toBeLessThan(DefaultRouteSettings.ThrottlingRateLimit)
  })

  test('the access log knows routes, never paths or people', () => {
    const { Format } = get('DoorsStage').Properties.AccessLogSettings
    const fields = [...Format.matchAll(/\$context\.([\w.]+)/g)].map(([, field]) => field)
    expect(fields).toEqual(['routeKey', 'status', 'responseLatency', 'requestId'])
  })

  test('the user pool is there only for an office without its own issuer, and asks for a second factor', () => {
    const parts = Object.entries<{ Type: string; Condition?: string }>(template.Resources).filter(([, it]) =>
      it.Type.startsWith('AWS::Cognito::'),
    )
    expect(parts.filter(([, it]) => it.Condition !== 'OwnSignIn')).toEqual([])
    expect(get('SignInPool').Properties).toMatchObject({
      MfaConfiguration: 'ON',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    })
    expect(get('SignInPoolStaff').Properties).toMatchObject({ GenerateSecret: false, AllowedOAuthFlows: ['code'] })
    expect(
      of('AWS::Cognito::UserPoolGroup')
        .map((it) => it.Properties.GroupName)
        .sort(),
    ).toEqual(['administrator', 'agent', 'approver', 'manager', 'unit'])
    expect(environmentOf('staff').OIDC_ISSUER['Fn::If'][2]).toEqual({ Ref: 'OidcIssuer' })
  })

  test('only prod insists on being told who writes to residents and where they can turn to', () => {
    const open = Object.entries<{ Type: string; Default?: unknown }>(template.Parameters)
      .filter(([, it]) => it.Type === 'String' && it.Default === undefined)
      .map(([name]) => name)
    const asked = [
      'MailFrom',
      'OfficePhone',
      'OfficeEmail',
      'OfficeAddress',
      'SitePublishedOn',
      'SiteUpdatedOn',
      'SiteReviewedOn',
    ]
    expect(open).toEqual(stage === 'prod' ? asked : [])
  })
})
