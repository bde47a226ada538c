/** IAM in the small: who may do what, by the statements of a policy. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of CloudFormation and IAM, not of JavaScript
import { expect, test } from 'vitest'
import { type Context, decide, readPolicy } from '../../local/permissions.ts'

type Statement = Record<string, unknown>
const allow = (statement: Statement): Statement => ({
  Effect: 'Allow',
  Action: 'dynamodb:PutItem',
  Resource: '*',
  ...statement,
})
const table = 'arn:aws:dynamodb:eu-central-1:000000000000:table/Notes'

test.each<[string, Statement[], string, string, Context, 'Allow' | 'Deny' | undefined]>([
  ['an action that is named', [allow({ Resource: table })], 'dynamodb:PutItem', table, {}, 'Allow'],
  ['an action whatever its capitals', [allow({ Action: 'DynamoDB:putitem' })], 'dynamodb:PutItem', table, {}, 'Allow'],
  ['another action', [allow({})], 'dynamodb:DeleteItem', table, {}, undefined],
  [
    'an action by its beginning',
    [allow({ Action: ['dynamodb:Get*', 'dynamodb:Put*'] })],
    'dynamodb:PutItem',
    table,
    {},
    'Allow',
  ],
  [
    'an index by the table alone',
    [allow({ Resource: table })],
    'dynamodb:PutItem',
    `${table}/index/list`,
    {},
    undefined,
  ],
  [
    'an index by its pattern',
    [allow({ Resource: [table, `${table}/index/*`] })],
    'dynamodb:PutItem',
    `${table}/index/list`,
    {},
    'Allow',
  ],
  [
    'another table with the same beginning',
    [allow({ Resource: table })],
    'dynamodb:PutItem',
    `${table}2`,
    {},
    undefined,
  ],
  ['one character of any kind', [allow({ Resource: `${table}?` })], 'dynamodb:PutItem', `${table}2`, {}, 'Allow'],
  ['a denial beside a permission', [allow({}), allow({ Effect: 'Deny' })], 'dynamodb:PutItem', table, {}, 'Deny'],
  [
    'a denial of something else',
    [allow({}), allow({ Effect: 'Deny', Resource: 'x' })],
    'dynamodb:PutItem',
    table,
    {},
    'Allow',
  ],
  [
    'a denial for those without TLS',
    [allow({}), allow({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })],
    'dynamodb:PutItem',
    table,
    {},
    'Allow',
  ],
  [
    'a sender that is named',
    [allow({ Condition: { StringEquals: { 'ses:FromAddress': 'a@example.org' } } })],
    'dynamodb:PutItem',
    table,
    { 'ses:FromAddress': 'a@example.org' },
    'Allow',
  ],
  [
    'another sender',
    [allow({ Condition: { StringEquals: { 'ses:FromAddress': 'a@example.org' } } })],
    'dynamodb:PutItem',
    table,
    { 'ses:FromAddress': 'b@example.org' },
    undefined,
  ],
  [
    'no sender at all',
    [allow({ Condition: { StringEquals: { 'ses:FromAddress': 'a@example.org' } } })],
    'dynamodb:PutItem',
    table,
    {},
    undefined,
  ],
  [
    'no sender where it may be absent',
    [allow({ Condition: { StringEqualsIfExists: { 'ses:FromAddress': 'a@example.org' } } })],
    'dynamodb:PutItem',
    table,
    {},
    'Allow',
  ],
  [
    'a sender by pattern',
    [allow({ Condition: { StringLike: { 'ses:FromAddress': '*@example.org' } } })],
    'dynamodb:PutItem',
    table,
    { 'ses:FromAddress': 'b@example.org' },
    'Allow',
  ],
  [
    'an encryption context',
    [allow({ Condition: { StringEquals: { 'kms:EncryptionContext:use': 'pages' } } })],
    'dynamodb:PutItem',
    table,
    { 'kms:EncryptionContext:use': 'links' },
    undefined,
  ],
  [
    'keys that all fit',
    [allow({ Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['cmp_*'] } } })],
    'dynamodb:PutItem',
    table,
    { 'dynamodb:LeadingKeys': ['cmp_1', 'cmp_2'] },
    'Allow',
  ],
  [
    'keys of which one does not fit',
    [allow({ Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['cmp_*'] } } })],
    'dynamodb:PutItem',
    table,
    { 'dynamodb:LeadingKeys': ['cmp_1', 'x'] },
    undefined,
  ],
  [
    'keys of which one fits',
    [allow({ Condition: { 'ForAnyValue:StringEquals': { 'dynamodb:LeadingKeys': ['a'] } } })],
    'dynamodb:PutItem',
    table,
    { 'dynamodb:LeadingKeys': ['b', 'a'] },
    'Allow',
  ],
  [
    'a source by its ARN',
    [allow({ Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::*' } } })],
    'dynamodb:PutItem',
    table,
    { 'aws:SourceArn': 'arn:aws:s3:::files' },
    'Allow',
  ],
  [
    'whoever is not named',
    [allow({ Condition: { StringNotEquals: { 'ses:FromAddress': 'a' } } })],
    'dynamodb:PutItem',
    table,
    { 'ses:FromAddress': 'b' },
    'Allow',
  ],
  [
    'two conditions of which one holds',
    [allow({ Condition: { StringEquals: { 'ses:FromAddress': 'a', 'aws:SourceAccount': '1' } } })],
    'dynamodb:PutItem',
    table,
    { 'ses:FromAddress': 'a' },
    undefined,
  ],
])('%s', (_, statements, action, resource, context, decision) => {
  const policy = readPolicy({ Version: '2012-10-17', Statement: statements }, 'Policy')
  expect(decide(policy, action, resource, context)).toBe(decision)
})

test.each<[string, Statement, string]>([
  [
    'NotAction',
    { Effect: 'Allow', NotAction: 's3:*', Resource: '*' },
    'Policy: the policy element NotAction is not supported',
  ],
  [
    'a variable',
    allow({ Resource: 'arn:aws:s3:::files/${aws:username}' }),
    'Policy: the policy variable in arn:aws:s3:::files/',
  ],
  ['another effect', allow({ Effect: 'Perhaps' }), 'Policy: Effect Perhaps is not known'],
])('%s in a policy is refused when it is read', (_, statement, complaint) => {
  expect(() => readPolicy({ Statement: [statement] }, 'Policy')).toThrow(complaint)
})
