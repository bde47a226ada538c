/** The template is honoured whole, or the boot stops and says what is in the way. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of CloudFormation and IAM, not of JavaScript
import { expect, test } from 'vitest'
import { readTemplate } from '../../local/template.ts'
import type { Assembly, RawTemplate } from '../../local/template-assembly.ts'
import { evaluate } from '../../local/template-intrinsics.ts'
import { type Resources, smallResources, smallStack } from './small-stack.ts'

const place = {
  region: 'eu-central-1',
  account: '000000000000',
  stackName: 'Small',
  apiUrl: 'http://localhost:3000',
  sqsUrl: 'http://127.0.0.1:9324',
}

const assemblyOf = (template: Partial<RawTemplate>): Assembly => ({
  stackName: 'Small',
  region: 'eu-central-1',
  template: { Resources: {}, Parameters: {}, Conditions: {}, Mappings: {}, Outputs: {}, ...template } as RawTemplate,
  paths: new Map(),
  assets: new Map(),
})

/** The small stack with one thing changed. */
const changed = (change: (resources: Resources) => void): Resources => {
  const resources = smallResources()
  change(resources)
  return resources
}

test.each<[string, Resources, string]>([
  [
    'a type of resource',
    changed((all) => Object.assign(all, { Machine: { Type: 'AWS::StepFunctions::StateMachine' } })),
    'Machine: the resource type AWS::StepFunctions::StateMachine is not supported by the local cloud',
  ],
  [
    'a property of a function',
    changed((all) => Object.assign(all.WorkWorker!.Properties!, { Layers: ['arn'] })),
    'WorkWorker (AWS::Lambda::Function): the property Layers is not supported by the local cloud',
  ],
  [
    'a property of a queue',
    changed((all) => Object.assign(all.WorkQueue!.Properties!, { FifoQueue: true })),
    'WorkQueue (AWS::SQS::Queue): the property FifoQueue is not supported by the local cloud',
  ],
  [
    'a property of an event source',
    changed((all) => Object.assign(all.CountStream!.Properties!, { ParallelizationFactor: 4 })),
    'CountStream (AWS::Lambda::EventSourceMapping): the property ParallelizationFactor is not supported as it stands',
  ],
  [
    'an intrinsic',
    changed((all) => Object.assign(all.Notes!.Properties!, { TableName: { 'Fn::ImportValue': 'elsewhere' } })),
    'the intrinsic Fn::ImportValue is not supported by the local cloud',
  ],
  [
    'an attribute',
    changed((all) => Object.assign(all.Notes!.Properties!, { TableName: { 'Fn::GetAtt': ['Files', 'WebsiteURL'] } })),
    'Files: WebsiteURL of a AWS::S3::Bucket is not known to the local cloud',
  ],
  [
    'a reference to what is not there',
    changed((all) => Object.assign(all.Notes!.Properties!, { TableName: { Ref: 'Pool' } })),
    'the template refers to Pool, whose condition OwnPool does not hold',
  ],
  [
    'a policy condition',
    changed((all) => {
      const document = all.WorkPolicy!.Properties!.PolicyDocument as { Statement: Record<string, unknown>[] }
      document.Statement[0]!.Condition = { NumericLessThan: { 's3:max-keys': 10 } }
    }),
    'WorkPolicy: the condition operator NumericLessThan is not supported by the local cloud',
  ],
  [
    'a policy condition key',
    changed((all) => {
      const document = all.WorkPolicy!.Properties!.PolicyDocument as { Statement: Record<string, unknown>[] }
      document.Statement[0]!.Condition = { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }
    }),
    'WorkPolicy: the condition key aws:PrincipalOrgID is not supported by the local cloud',
  ],
  [
    'a schedule',
    changed((all) => Object.assign(all.EachMinute!.Properties!, { ScheduleExpression: 'every now and then' })),
    'EachMinute: the schedule every now and then is not supported by the local cloud',
  ],
  [
    'an event pattern',
    changed((all) => Object.assign(all.Mailed!.Properties!, { EventPattern: { source: [{ wildcard: 'a*' }] } })),
    'Mailed: the pattern operator wildcard is not supported by the local cloud',
  ],
  [
    'a role that may not receive',
    changed((all) => {
      const document = all.WorkPolicy!.Properties!.PolicyDocument as { Statement: unknown[] }
      document.Statement.shift()
    }),
    'WorkBatches: the role of work does not allow sqs:ReceiveMessage on arn:aws:sqs:eu-central-1:000000000000:work',
  ],
  [
    'a queue that does not listen to the bucket',
    changed((all) => {
      const document = all.WorkQueuePolicy!.Properties!.PolicyDocument as { Statement: unknown[] }
      document.Statement.splice(1, 1)
    }),
    'Files: the policy of the queue WorkQueue does not let s3.amazonaws.com send for arn:aws:s3:::akcja-files',
  ],
  [
    'a route without permission',
    changed((all) => {
      delete all.WebPermission
    }),
    'DefaultRoute: no AWS::Lambda::Permission lets apigateway.amazonaws.com invoke WebWorker',
  ],
])('%s that cannot be honoured stops the boot by its name', async (_, resources, complaint) => {
  const small = await smallStack(resources)
  try {
    await expect(small.boot()).rejects.toThrow(complaint)
  } finally {
    await small.remove()
  }
})

test('a parameter that the template does not have, or a value it does not allow, stops the boot', () => {
  const assembly = assemblyOf({ Parameters: { Channel: { Type: 'String', AllowedValues: ['ses', 'smtp'] } } })
  expect(() => readTemplate(assembly, place, { Kanal: 'ses' })).toThrow('the template has no parameter Kanal')
  expect(() => readTemplate(assembly, place, { Channel: 'fax' })).toThrow(
    'the parameter Channel is fax; allowed are ses, smtp',
  )
  expect(() => readTemplate(assembly, place)).toThrow('the parameter Channel has no default and no value was given')
})

test.each<[unknown, unknown]>([
  [{ Ref: 'Name' }, 'Łódź'],
  [{ Ref: 'AWS::Region' }, 'eu-central-1'],
  [{ Ref: 'Jobs' }, 'http://127.0.0.1:9324/000000000000/Jobs'],
  [{ 'Fn::GetAtt': ['Jobs', 'Arn'] }, 'arn:aws:sqs:eu-central-1:000000000000:Jobs'],
  [{ 'Fn::GetAtt': 'Jobs.QueueName' }, 'Jobs'],
  [{ 'Fn::Join': ['-', ['a', { Ref: 'Name' }, 3]] }, 'a-Łódź-3'],
  [{ 'Fn::Sub': '${Name}/${AWS::AccountId}/${Jobs.QueueName}/${!Literal}' }, 'Łódź/000000000000/Jobs/${Literal}'],
  [{ 'Fn::Sub': ['${x}-${Name}', { x: { Ref: 'AWS::Partition' } }] }, 'aws-Łódź'],
  [{ 'Fn::Select': [1, { 'Fn::Split': ['/', 'a/b/c'] }] }, 'b'],
  [{ 'Fn::If': ['Given', 'yes', { Ref: 'NotThere' }] }, 'yes'],
  [{ 'Fn::If': ['Missing', { Ref: 'NotThere' }, 'no'] }, 'no'],
  [{ a: { 'Fn::If': ['Missing', 1, { Ref: 'AWS::NoValue' }] }, b: 2 }, { b: 2 }],
  [
    [1, { Ref: 'AWS::NoValue' }, 2],
    [1, 2],
  ],
  [{ 'Fn::FindInMap': ['Sizes', { Ref: 'AWS::Region' }, 'big'] }, 7],
  [{ 'Fn::Base64': 'zażółć' }, 'emHFvMOzxYLEhw=='],
  [
    { Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    { Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
  ],
])('%j stands for %j', (value, expected) => {
  const assembly = assemblyOf({
    Parameters: { Name: { Type: 'String', Default: 'Łódź' } },
    Conditions: {
      Given: { 'Fn::And': [{ 'Fn::Equals': [{ Ref: 'Name' }, 'Łódź'] }, { 'Fn::Not': [{ Condition: 'Missing' }] }] },
      Missing: { 'Fn::Or': [{ 'Fn::Equals': ['a', 'b'] }, { 'Fn::Equals': ['c', 'd'] }] },
    },
    Mappings: { Sizes: { 'eu-central-1': { big: 7 } } },
    Resources: { Jobs: { Type: 'AWS::SQS::Queue', Properties: {} } },
    Outputs: { It: { Value: value } },
  })
  expect(readTemplate(assembly, place).outputs().It).toEqual(expected)
})

test('a condition on a resource leaves it out, and an unknown condition is named', () => {
  const assembly = assemblyOf({
    Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
    Resources: { Jobs: { Type: 'AWS::SQS::Queue', Properties: {}, Condition: 'Never' } },
  })
  expect(readTemplate(assembly, place).resources).toEqual([])
  const references = { template: assembly.template, parameters: {}, ref: () => '', attribute: () => '' }
  expect(() => evaluate({ 'Fn::If': ['Always', 1, 2] }, references)).toThrow('there is no condition Always')
})
