/** The telephone's part of a template: flows may ask only what they are allowed to, events find their queue, log lines are counted. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of CloudFormation, not of JavaScript
import { expect, test } from 'vitest'
import { readPattern } from '../../local/bus-pattern.ts'
import { logMetrics } from '../../local/log-metrics.ts'
import { readTemplate, type Template } from '../../local/template.ts'
import { type Resources, smallResources, smallStack } from './small-stack.ts'

const instance = { 'Fn::Sub': 'arn:aws:connect:${AWS::Region}:${AWS::AccountId}:instance/office' }
const instanceArn = 'arn:aws:connect:eu-central-1:000000000000:instance/office'
const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] })

const asking = (arn: unknown) => ({
  'Fn::Join': ['', ['{"Actions":[{"Type":"InvokeLambdaFunction","Parameters":{"LambdaFunctionARN":"', arn, '"}}]}']],
})

/** The small stack with a flow that asks the function `work`, and with one thing changed. */
function withPhone(change: (resources: Resources) => void = () => {}): Resources {
  const all: Resources = {
    ...smallResources(),
    Flow: {
      Type: 'AWS::Connect::ContactFlow',
      Properties: { InstanceArn: instance, Name: 'calls', Type: 'CONTACT_FLOW', Content: asking(arnOf('WorkWorker')) },
    },
    FlowAssociation: {
      Type: 'AWS::Connect::IntegrationAssociation',
      Properties: { InstanceId: instance, IntegrationType: 'LAMBDA_FUNCTION', IntegrationArn: arnOf('WorkWorker') },
    },
    FlowPermission: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        Action: 'lambda:InvokeFunction',
        FunctionName: arnOf('WorkWorker'),
        Principal: 'connect.amazonaws.com',
        SourceArn: instance,
        SourceAccount: { Ref: 'AWS::AccountId' },
      },
    },
  }
  change(all)
  return all
}

test.each<[string, (all: Resources) => void, string]>([
  [
    'without permission',
    (all) => delete all.FlowPermission,
    'Flow: no AWS::Lambda::Permission lets connect.amazonaws.com invoke WorkWorker for',
  ],
  [
    'with the permission of another instance',
    (all) => Object.assign(all.FlowPermission!.Properties!, { SourceArn: `${instanceArn}-of-others` }),
    'Flow: no AWS::Lambda::Permission lets connect.amazonaws.com invoke WorkWorker for',
  ],
  [
    'that its instance does not know',
    (all) => delete all.FlowAssociation,
    'Flow: no AWS::Connect::IntegrationAssociation adds WorkWorker to its instance',
  ],
  [
    'that is not there',
    (all) => Object.assign(all.Flow!.Properties!, { Content: asking('arn:aws:lambda:eu-central-1:1:function:gone') }),
    'Flow: its flow asks arn:aws:lambda:eu-central-1:1:function:gone, which is no function of the template',
  ],
])('a flow that asks a function %s stops the boot', async (_, change, complaint) => {
  const small = await smallStack(withPhone(change))
  try {
    await expect(small.boot()).rejects.toThrow(complaint)
  } finally {
    await small.remove()
  }
})

const read = (resources: Resources): Template =>
  readTemplate(
    {
      stackName: 'Small',
      region: 'eu-central-1',
      template: { Resources: resources as never, Parameters: {}, Conditions: {}, Mappings: {}, Outputs: {} },
      paths: new Map(),
      assets: new Map(),
    },
    {
      region: 'eu-central-1',
      account: '000000000000',
      stackName: 'Small',
      apiUrl: 'http://localhost:3000',
      sqsUrl: 'http://127.0.0.1:9324',
    },
  )

test('a flow has an address below its instance, the same at every boot', () => {
  const flow = () =>
    read({ Flow: withPhone().Flow!, WorkWorker: aFunction, Log: aLog }).of('AWS::Connect::ContactFlow')[0]!
  expect(flow().arn()).toMatch(new RegExp(`^${instanceArn}/contact-flow/[0-9a-f-]{36}$`))
  expect(flow().arn()).toBe(flow().arn())
})

test('a property of a flow that is not known stops the boot', () => {
  const { Flow } = withPhone((all) => Object.assign(all.Flow!.Properties!, { Version: '2' }))
  expect(() => read({ Flow: Flow!, WorkWorker: aFunction, Log: aLog })).toThrow(
    'Flow (AWS::Connect::ContactFlow): the property Version is not supported by the local cloud',
  )
})

const aLog = { Type: 'AWS::Logs::LogGroup', Properties: {} }
const aFunction = {
  Type: 'AWS::Lambda::Function',
  Properties: {
    Code: { S3Bucket: 'assets', S3Key: 'work.zip' },
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
    Role: 'arn',
    LoggingConfig: { LogGroup: { Ref: 'Log' } },
  },
}
const aFilter = (FilterPattern: string, group = 'Log') => ({
  Type: 'AWS::Logs::MetricFilter',
  Properties: {
    LogGroupName: { Ref: group },
    FilterPattern,
    MetricTransformations: [{ MetricNamespace: 'akcja', MetricName: 'refusals', MetricValue: '1' }],
  },
})

test('lines of a function’s log are counted by the phrase of their filter, and still written', () => {
  const metrics = logMetrics(read({ Work: aFunction, Log: aLog, Filter: aFilter('"calls refused"') }))
  const written: string[] = []
  const log = metrics.counting('Work', { write: (_, text) => void written.push(text), close: async () => {} })
  for (const event of ['calls refused', 'calls placed', 'calls refused']) log.write('warn', JSON.stringify({ event }))
  expect(metrics.count('akcja', 'refusals')).toBe(2)
  expect(metrics.count('akcja', 'others')).toBeUndefined()
  expect(written).toHaveLength(3)
})

test('a filter that is no phrase stops the boot where a function writes the log, and only there', () => {
  const resources = { Work: aFunction, Log: aLog, Other: aLog, Filter: aFilter('{ $.status >= 500 }', 'Other') }
  expect(logMetrics(read(resources)).count('akcja', 'refusals')).toBeUndefined()
  expect(() => logMetrics(read({ ...resources, Filter: aFilter('{ $.status >= 500 }') }))).toThrow(
    'Filter: the filter { $.status >= 500 } is not supported by the local cloud',
  )
})

test.each([
  ['VOICE', 'API', true],
  ['Voice', 'API', true],
  ['CHAT', 'API', false],
  ['VOICE', 'OUTBOUND', false],
])('an event of the channel %s, begun by %s, is heard: %s', (channel, initiationMethod, heard) => {
  const matches = readPattern(
    { detail: { channel: [{ 'equals-ignore-case': 'voice' }], initiationMethod: ['API'] } },
    'Outcomes',
  )
  expect(matches({ detail: { channel, initiationMethod } })).toBe(heard)
})
