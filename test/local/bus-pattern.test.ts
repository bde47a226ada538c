/** Event patterns of rules and of event source filters. */
import { expect, test } from 'vitest'
import { readPattern } from '../../local/bus-pattern.ts'

const event = {
  source: 'aws.ses',
  'detail-type': 'Email Bounced',
  resources: ['a', 'b'],
  detail: { mail: { tags: { 'ses:configuration-set': ['akcja'] } }, count: 3, empty: '', nothing: null, none: [] },
}

test.each<[object, boolean]>([
  [{ source: ['aws.ses'] }, true],
  [{ source: ['aws.s3', 'aws.ses'] }, true],
  [{ source: ['aws.s3'] }, false],
  [{ source: ['aws.ses'], 'detail-type': ['Email Sent'] }, false],
  [{ resources: ['b'] }, true],
  [{ resources: ['c'] }, false],
  [{ detail: { mail: { tags: { 'ses:configuration-set': ['akcja'] } } } }, true],
  [{ detail: { mail: { tags: { 'ses:configuration-set': ['other'] } } } }, false],
  [{ detail: { count: [3] } }, true],
  [{ detail: { count: ['3'] } }, false],
  [{ detail: { nothing: [null] } }, true],
  [{ detail: { absent: [null] } }, false],
  [{ source: [{ prefix: 'aws.' }] }, true],
  [{ source: [{ suffix: '.ses' }] }, true],
  [{ source: [{ prefix: 'gov.' }] }, false],
  [{ source: [{ 'anything-but': ['aws.s3', 'aws.ec2'] }] }, true],
  [{ source: [{ 'anything-but': 'aws.ses' }] }, false],
  [{ source: [{ 'anything-but': { prefix: 'aws.' } }] }, false],
  [{ detail: { absent: [{ 'anything-but': 'x' }] } }, false],
  [{ source: [{ 'equals-ignore-case': 'AWS.SES' }] }, true],
  [{ detail: { count: [{ exists: true }] } }, true],
  [{ detail: { absent: [{ exists: false }] } }, true],
  [{ detail: { count: [{ exists: false }] } }, false],
  [{ absent: { below: [{ exists: false }] } }, true],
  [{ $or: [{ source: ['aws.s3'] }, { 'detail-type': ['Email Bounced'] }] }, true],
  [{ $or: [{ source: ['aws.s3'] }, { source: ['aws.ec2'] }] }, false],
])('%j: %s', (pattern, expected) => {
  expect(readPattern(pattern, 'Rule')(event)).toBe(expected)
})

test.each([
  [{ source: [{ wildcard: 'aws.*' }] }, 'wildcard'],
  [{ detail: { count: [{ numeric: ['>', 1] }] } }, 'numeric'],
  [{ source: [{ prefix: { 'equals-ignore-case': 'AWS' } }] }, 'this form of prefix'],
])('%j is refused when it is read', (pattern, complaint) => {
  expect(() => readPattern(pattern, 'Rule')).toThrow(complaint)
})
