/** Objections as rules: one address however it is written, and how far a "no" reaches. */
import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addressHash,
  addressHasher,
  dead,
  forbids,
  normalAddress,
  quietAfter,
  scopeOf,
} from '../../../shared/objection/objection.ts'

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

describe('an address whose mailbox did not take our mail', () => {
  const day = 86_400
  test.each<[string, number[], number | undefined]>([
    ['never', [], undefined],
    ['twice', [0, 5], undefined],
    ['three times in ten days', [0, 5, 10], 40],
    ['three times in 30 days to the second', [0, 15, 30], 60],
    ['each 29 days', [0, 29, 58, 87], undefined],
    ['early once, and then three times', [0, 29, 35, 40], 70],
    ['three times, and again of what was sent before', [0, 5, 10, 11, 12, 20], 40],
    ['again when the quiet is over', [0, 5, 10, 41, 42], 40],
    ['three times when the quiet is over', [0, 5, 10, 41, 42, 43], 73],
  ])('%s', (_, bounces, until) => {
    expect(quietAfter(bounces.map((n) => n * day))).toBe(until && until * day)
  })

  test('is quiet only after three bounces of one 30 days, for 30 days from one of them on', () => {
    const times = fc.array(fc.integer({ min: 0, max: 200 * day }), { maxLength: 12 })
    fc.assert(
      fc.property(times, (unsorted) => {
        const bounces = unsorted.sort((one, other) => one - other)
        const until = quietAfter(bounces)
        const threes = bounces.slice(2).filter((at, n) => at - bounces[n]! <= 30 * day)
        if (until === undefined) expect(threes).toEqual([])
        else expect(threes).toContain(until - 30 * day)
      }),
    )
  })
})

test('hashes of many addresses are those of one, whatever the address and the key', () => {
  const address = fc.oneof(fc.string(), fc.string({ unit: 'grapheme', maxLength: 300 }), fc.emailAddress())
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), fc.array(address), (secret, addresses) => {
      const hashOf = addressHasher(secret)
      for (const one of addresses) expect(hashOf(one)).toBe(addressHash(secret, one))
    }),
  )
  expect(() => addressHasher(new Uint8Array(65))).toThrow()
})
