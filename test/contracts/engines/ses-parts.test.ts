/** Pieces of the embedded SES that must hold for any input: templates, counts, addresses, the log on disk. */
import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { bareAddress, refusalOf, simulatedFate } from '../../../local/engines/ses-address.ts'
import { addressCounts, hashOf } from '../../../local/engines/ses-counts.ts'
import { type RecordPlace, segmentLog } from '../../../local/engines/ses-log.ts'
import { cutTemplate, fillTemplate, MissingField } from '../../../local/engines/ses-template.ts'

const dir = mkdtempSync(join(tmpdir(), 'akcja-ses-parts-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

describe('templates', () => {
  const plain = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('{') && !text.includes('}'))
  const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,9}$/)

  test('what a field holds stands in its place, whatever it is, and nothing else changes', () => {
    fc.assert(
      fc.property(plain, name, fc.string({ unit: 'grapheme' }), plain, (before, field, value, after) => {
        const template = cutTemplate(`${before}{{${field}}}${after}{{ ${field} }}`)
        expect(fillTemplate(template, { [field]: value })).toBe(`${before}${value}${after}${value}`)
      }),
    )
  })

  test('a value that looks like a field is not filled again', () => {
    expect(fillTemplate(cutTemplate('{{a}}'), { a: '{{b}}', b: 'no' })).toBe('{{b}}')
  })

  test.each([
    ['{{a.b}}', { a: { b: 'deep' } }, 'deep'],
    ['{{{a}}}', { a: '<b>' }, '<b>'],
    ['{{n}}', { n: 0 }, '0'],
    ['{ {a} } }}', {}, '{ {a} } }}'],
  ])('%s', (template, data, expected) => {
    expect(fillTemplate(cutTemplate(template), data)).toBe(expected)
  })

  test.each(['a', 'a.b', 'constructor', '__proto__', 'toString'])('data without %s is a rendering failure', (field) => {
    expect(() => fillTemplate(cutTemplate(`{{${field}}}`), {})).toThrow(MissingField)
  })

  test.each(['{{#if a}}x{{/if}}', '{{> part}}', '{{}}', '{{a b}}', '{{! note}}'])(
    '%s is refused, not sent as it stands',
    (template) => {
      expect(() => cutTemplate(template)).toThrow('no plain field')
    },
  )
})

describe('counts', () => {
  test('a table of counts counts as a map does', () => {
    const addresses = fc.array(
      fc.nat(2000).map((n) => `osoba${n}@example.org`),
      { maxLength: 5000 },
    )
    fc.assert(
      fc.property(addresses, (list) => {
        const counts = addressCounts()
        const map = new Map<string, number>()
        for (const address of list) {
          counts.add(hashOf(address))
          map.set(address, (map.get(address) ?? 0) + 1)
        }
        expect(counts.total).toBe(list.length)
        for (const [address, count] of map) expect(counts.of(hashOf(address))).toBe(count)
        expect(counts.of(hashOf('nikt@example.org'))).toBe(0)
      }),
      { numRuns: 20 },
    )
  })

  test('two hundred thousand addresses have as many hashes, all of them whole numbers', () => {
    const hashes = new Set<number>()
    for (let i = 0; i < 200_000; i++) hashes.add(hashOf(`osoba${i}@example.org`))
    expect(hashes.size).toBe(200_000)
    expect([...hashes].every(Number.isSafeInteger)).toBe(true)
    expect(hashOf('Anna@Example.org')).toBe(hashOf('anna@example.org'))
  })
})

describe('addresses', () => {
  test.each([
    ['anna@example.org', 'anna@example.org'],
    ['Anna <anna@example.org>', 'anna@example.org'],
    ['=?UTF-8?Q?<Anna>?= <anna@example.org>', 'anna@example.org'],
    [' anna@example.org ', 'anna@example.org'],
  ])('%s is %s', (address, bare) => {
    expect(bareAddress(address)).toBe(bare)
    expect(refusalOf(address)).toBeUndefined()
  })

  test.each([
    '"anna nowak"@example.org',
    "o'neil+a_b=c@sub.example.org",
    'a@xn--bcher-kva.example',
    `${'a'.repeat(64)}@example.org`,
  ])('%s may be written to', (address) => expect(refusalOf(address)).toBeUndefined())

  test.each([
    `${'a'.repeat(65)}@example.org`,
    '.anna@example.org',
    'anna@-a.org',
    'anna@example.org.',
    'anna@ąę.pl',
    'Ania Żak <anna@example.org>',
  ])('%s may not', (address) => expect(refusalOf(address)).toEqual(expect.any(String)))

  test.each([
    ['bounce@simulator.amazonses.com', 'bounce'],
    ['bounce+complaint@simulator.amazonses.com', 'bounce'],
    ['anna+complaint@example.org', 'complaint'],
    ['ANNA+Bounce@example.org', 'bounce'],
    ['suppressionlist@example.org', 'suppressed'],
    ['success+bounce2@simulator.amazonses.com', undefined],
    ['anna@bounce.example.org', undefined],
    ['bouncer@example.org', undefined],
    ['constructor@example.org', undefined],
  ])('the fate of %s is %s', (address, fate) => expect(simulatedFate(address)).toBe(fate))
})

describe('the log on disk', () => {
  const open = (home: string, found: string[] = [], places: RecordPlace[] = []) =>
    segmentLog({
      dir: home,
      keep: { mails: 1e6, bytes: 1e9 },
      closedUpTo: 0,
      onFound(head, place) {
        found.push(String(head.name))
        places.push(place)
        return 1
      },
      onClosed: () => {},
      onDropped: () => {},
    })

  test('what was written is found and read again, line breaks and all, wherever a kill has torn its end', () => {
    const bodies = fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 10 })
    fc.assert(
      fc.property(bodies, fc.uint8Array({ minLength: 1, maxLength: 50 }), (list, torn) => {
        const home = mkdtempSync(join(dir, 'log-'))
        const first = open(home)
        list.forEach((body, n) => void first.append({ name: String(n) }, Buffer.from(body), 1))
        first.close()
        const [name] = readdirSync(home)
        // Half a head, or a head whose body never came: what a kill in the middle of a write leaves.
        appendFileSync(
          join(home, name!),
          Buffer.concat([Buffer.from('{"name":"torn","bytes":9999}\n'), torn]).subarray(0, 10 + torn.length),
        )

        const found: string[] = []
        const places: RecordPlace[] = []
        const second = open(home, found, places)
        expect(found).toEqual(list.map((_, n) => String(n)))
        list.forEach((body, n) => void expect([...second.read(places[n]!).body]).toEqual([...body]))
        const place = second.append({ name: 'next' }, Buffer.from('next'), 1)
        expect(second.read(place).body.toString()).toBe('next')
        second.close()
      }),
      { numRuns: 50 },
    )
  })
})
