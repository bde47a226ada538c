/** The audit's chains on the real engine: nobody forks one, nothing in one can be changed unseen, and an entry is one write. */
import { BatchWriteCommand, DeleteCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  againstAnchor,
  brokenAnchor,
  follow,
  type Head,
  headOf,
  nextAnchor,
  nextEntry,
} from '../../../shared/platform/audit.ts'
import { checkAudit } from '../../../shared/platform/audit-check.ts'
import { auditStore } from '../../../shared/platform/audit-store.ts'
import type { Item } from '../../../shared/platform/dynamo.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'

const key = Buffer.alloc(32, 9)
const noon = new Date('2026-11-16T12:00:00Z')

describe('rules', () => {
  const chain = '2026-11-16#3'
  const aChain = (length: number): Item[] => {
    const items: Item[] = []
    for (let n = 0; n < length; n++) {
      const entry = { who: `person-${n % 3}`, did: n % 2 ? 'view contact' : 'launch', what: `cmp_${n}` }
      items.push({ ...nextEntry(entry, chain, headOf(items.at(-1)), `id${n}`, noon, key) })
    }
    return items
  }
  const check = (items: Item[], anchored: Head) => {
    const followed = follow(chain, key)
    followed.take(items)
    const { head, broken } = followed.end()
    return broken ?? againstAnchor(chain, head, anchored)
  }

  test('a chain as it was written holds', () => {
    const items = aChain(20)
    expect(check(items, headOf(items.at(-1)))).toBeUndefined()
  })

  const changes = fc.record({
    length: fc.integer({ min: 1, max: 12 }),
    where: fc.nat(11),
    other: fc.nat(11),
    text: fc.string({ minLength: 1, maxLength: 8 }),
    attribute: fc.constantFrom('who', 'did', 'what', 'day', 'at', 'time', 'id', 'mac', 'expiresAt', 'why', 'rows'),
    kind: fc.constantFrom('alter', 'drop', 'remove', 'cut', 'reorder', 'insert', 'double', 'forge'),
  })
  test('any single change of any entry is found', () => {
    fc.assert(
      fc.property(changes, ({ length, where, other, text, attribute, kind }) => {
        const items = aChain(length)
        const anchored = headOf(items.at(-1))
        const [n, m] = [where % length, other % length]
        const changed = items.map((item) => ({ ...item }))
        if (kind === 'alter') {
          fc.pre(changed[n]![attribute] !== text)
          changed[n]![attribute] = text
        } else if (kind === 'drop') {
          fc.pre(changed[n]![attribute] !== undefined)
          delete changed[n]![attribute]
        } else if (kind === 'remove') changed.splice(n, 1)
        else if (kind === 'cut') changed.length = n
        else if (kind === 'reorder') {
          fc.pre(n !== m)
          const [one, two] = [changed[n]!, changed[m]!]
          changed[n] = { ...two, at: one.at }
          changed[m] = { ...one, at: two.at }
        } else if (kind === 'insert') {
          const entry = { who: 'x', did: text, what: 'y' }
          changed.splice(n, 0, { ...nextEntry(entry, chain, headOf(changed[n - 1]), 'new', noon, key) })
        } else if (kind === 'double') changed.splice(n, 0, { ...changed[n]! })
        else {
          // everything from here on written anew, by somebody without the office's key
          for (let k = n; k < changed.length; k++) {
            const { who, did, time } = changed[k]!
            const entry = { who, did, what: `${text}!` }
            changed[k] = {
              ...nextEntry(entry, chain, headOf(changed[k - 1]), 'id', new Date(time), Buffer.alloc(32, 1)),
            }
          }
        }
        expect(check(changed, anchored)).toBeDefined()
      }),
      { numRuns: 2000 },
    )
  })

  test('any single change of an anchor is found', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 9 }),
        fc.nat(8),
        fc.constantFrom('alter', 'remove', 'reorder'),
        (length, at, kind) => {
          const items: Item[] = []
          for (let n = 0; n < length; n++) {
            const day = `2026-11-${String(10 + n)}`
            items.push({ ...nextAnchor(day, { [`${day}#0`]: { count: n, mac: 'm' } }, items.at(-1), key) })
          }
          expect(brokenAnchor(items, key)).toBeUndefined()
          const n = at % (length - 1)
          if (kind === 'alter') items[n] = { ...items[n]!, heads: {} }
          else if (kind === 'remove') items.splice(n, 1)
          else
            [items[n], items[n + 1]] = [
              { ...items[n + 1]!, at: items[n]!.at },
              { ...items[n]!, at: items[n + 1]!.at },
            ]
          expect(brokenAnchor(items, key)).toBeDefined()
        },
      ),
    )
  })
})

describe('in the table', () => {
  let tables: TestTables
  const table = () => tables.names.Audit
  const writer = (shard?: number) => auditStore(tables.db, table(), async () => key, shard)
  const everything = async () =>
    (await tables.db.send(new ScanCommand({ TableName: table(), ConsistentRead: true }))).Items!
  const entry = (n: number) => ({ who: `person-${n}`, did: 'view contact', what: `cmp_000000000001/0.${n}` })
  beforeAll(async () => {
    tables = await startTables({ streams: false })
  })
  afterAll(() => tables.close())
  beforeEach(async () => {
    const items = await everything()
    for (let n = 0; n < items.length; n += 25) {
      const requests = items.slice(n, n + 25).map(({ day, at }) => ({ DeleteRequest: { Key: { day, at } } }))
      await tables.db.send(new BatchWriteCommand({ RequestItems: { [table()]: requests } }))
    }
  })

  test('an audited view is one write unit, and no read but the first', async () => {
    const audit = writer()
    await audit.write(entry(0), noon)
    tables.dynamo.resetConsumed()
    for (let n = 1; n <= 20; n++) await audit.write(entry(n), noon)
    const { writeUnits, readUnits } = tables.dynamo.consumed()
    console.log(`audit: ${writeUnits / 20} write units and ${readUnits / 20} read units an entry`)
    expect(writeUnits).toBe(20)
    expect(readUnits).toBe(0)
  })

  test('six writers on one shard at once: no entry is lost, none forks the chain', async () => {
    const writers = Array.from({ length: 6 }, () => writer(2))
    await Promise.all(Array.from({ length: 60 }, (_, n) => writers[n % 6]!.write(entry(n), noon)))
    const all = await writer().ofDay('2026-11-16')
    expect(new Set(all.map(({ what }) => what)).size).toBe(60)
    expect(all).toHaveLength(60)
    const checked = await checkAudit(writer(), key, noon)
    expect(checked.broken).toBeUndefined()
    expect(checked.entries).toBe(60)
  })

  /** Three days with entries in several shards, two of them anchored. */
  const threeDays = async () => {
    const writers = [writer(0), writer(5)]
    for (const day of ['2026-11-16', '2026-11-17', '2026-11-18']) {
      for (let n = 0; n < 6; n++) await writers[n % 2]!.write(entry(n), new Date(`${day}T10:00:0${n}Z`))
      await writers[0]!.anchor(new Date(`${day}T10:10:00Z`))
    }
    return new Date('2026-11-18T12:00:00Z')
  }

  test('the clock anchors each day that is over, once, and those that it missed', async () => {
    const now = await threeDays()
    expect(await writer().anchor(now)).toEqual([])
    const later = new Date('2026-11-21T03:00:00Z')
    const [one, other] = await Promise.all([writer().anchor(later), writer().anchor(later)])
    expect([...one, ...other].sort()).toEqual(['2026-11-18', '2026-11-19', '2026-11-20'])
    expect((await checkAudit(writer(), key, later)).broken).toBeUndefined()
  })

  test('nothing of an anchored day can be removed, and no anchor', async () => {
    const now = await threeDays()
    const whole = await checkAudit(writer(), key, now)
    expect(whole).toMatchObject({ entries: 18, anchored: 3 })
    const kept = (await everything()).filter(({ day }) => !String(day).startsWith('2026-11-18'))
    expect(kept).toHaveLength(15)
    for (const item of kept) {
      // An anchor that is the newest can be cut off like today's newest entry, until there is a next one.
      if (item.day === 'anchors' && item.at === '2026-11-17') continue
      await tables.db.send(new DeleteCommand({ TableName: table(), Key: { day: item.day, at: item.at } }))
      expect((await checkAudit(writer(), key, now)).broken, `${item.day} ${item.at}`).toBeDefined()
      await tables.db.send(new PutCommand({ TableName: table(), Item: item }))
    }
    expect((await checkAudit(writer(), key, now)).broken).toBeUndefined()
  })

  test('that all anchors are gone is told, whatever was cut off the chains with them', async () => {
    const now = await threeDays()
    for (const at of ['2026-11-15', '2026-11-16', '2026-11-17']) {
      await tables.db.send(new DeleteCommand({ TableName: table(), Key: { day: 'anchors', at } }))
    }
    await tables.db.send(new DeleteCommand({ TableName: table(), Key: { day: '2026-11-17#5', at: '00000003' } }))
    const broken = { chain: 'anchors', at: '2026-11-17', breach: 'missing' }
    expect((await checkAudit(writer(), key, now)).broken).toEqual(broken)
    expect((await checkAudit(writer(), key, now, { only: '2026-11-17' })).broken).toEqual(broken)
  })

  test('a past day whose anchor is gone is told', async () => {
    await threeDays()
    await tables.db.send(new DeleteCommand({ TableName: table(), Key: { day: 'anchors', at: '2026-11-17' } }))
    const { broken } = await checkAudit(writer(), key, new Date('2026-11-18T12:00:00Z'))
    expect(broken).toEqual({ chain: 'anchors', at: '2026-11-17', breach: 'missing' })
  })
})
