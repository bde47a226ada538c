/** Objections as rules: one address however it is written, and how far a "no" reaches. */
import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addressHash, dead, forbids, normalAddress, scopeOf } from '../../../shared/objection/objection.ts'

const key = randomBytes(32)
const at = new Date('2026-03-10T10:00:00Z')
const [mine, another] = ['cmp_000000000001', 'cmp_000000000002']

test.each([
  ['capitals', 'Anna.Nowak@Example.ORG'],
  ['blanks around', '  anna.nowak@example.org\t'],
  ['letters made of two signs', 'anna.nowak@example.org'.normalize('NFD')],
])('an address written with %s is the same address', (_, written) => {
  expect(addressHash(key, written)).toBe(addressHash(key, 'anna.nowak@example.org'))
})

test('other addresses, and other offices, have other hashes, from which no address can be read', () => {
  const hash = addressHash(key, 'anna@example.org')
  expect(hash).toMatch(/^[\w-]{22}$/)
  expect(addressHash(key, 'anna@example.com')).not.toBe(hash)
  expect(addressHash(randomBytes(32), 'anna@example.org')).not.toBe(hash)
})

test('an address in its plain form stays in it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => normalAddress(normalAddress(text)) === normalAddress(text)),
  )
})

describe('a drive of the class survey', () => {
  test.each([
    ['nothing', [], false],
    ['an objection to this drive', [scopeOf('campaign', mine, 'survey')], true],
    ['an objection to another drive', [scopeOf('campaign', another, 'survey')], false],
    ['an objection to surveys', [scopeOf('purpose', another, 'survey')], true],
    ['an objection to reminders', [scopeOf('purpose', another, 'reminder')], false],
    ['an objection to everything', [scopeOf('all', another, 'reminder')], true],
    ['a dead address', [dead], true],
    ['several that are about something else', [scopeOf('campaign', another, 'survey'), 'purpose#reminder'], false],
  ])('is told by %s: do not write = %s', (_, scopes, forbidden) => {
    expect(forbids({ scopes: new Set(scopes) }, mine, 'survey', at)).toBe(forbidden)
  })

  test('leaves an address alone until its quiet time is over, to the second', () => {
    const until = at.getTime() / 1000
    expect(forbids({ scopes: new Set(), quietUntil: until + 1 }, mine, 'survey', at)).toBe(true)
    expect(forbids({ scopes: new Set(), quietUntil: until }, mine, 'survey', at)).toBe(false)
  })
})
