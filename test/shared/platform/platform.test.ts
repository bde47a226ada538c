/** The platform: keys, logs that cannot name a person, queue doors, cursors. */
import { randomBytes } from 'node:crypto'
import type { SQSEvent } from 'aws-lambda'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import * as z from 'zod/mini'
import { isGenuine, makeLink, readLink } from '../../../shared/contact/link.ts'
import { fromCursor, toCursor } from '../../../shared/platform/dynamo.ts'
import { log } from '../../../shared/platform/log.ts'
import { queueWorker } from '../../../shared/platform/queue-worker.ts'
import { open, seal, workingKey } from '../../../shared/platform/secrets.ts'

test('what is sealed opens with its key in its place, and nowhere else', () => {
  const key = randomBytes(32)
  fc.assert(
    fc.property(fc.uint8Array(), fc.string(), fc.nat(), (bytes, place, at) => {
      const sealed = seal(key, place, bytes)
      expect(Buffer.compare(open(key, place, sealed), Buffer.from(bytes))).toBe(0)
      expect(() => open(key, `${place}x`, sealed)).toThrow()
      expect(() => open(randomBytes(32), place, sealed)).toThrow()
      const altered = Buffer.from(sealed)
      altered[at % altered.length]! ^= 1
      expect(() => open(key, place, altered)).toThrow()
    }),
    { numRuns: 50 },
  )
})

test('working keys of one data key differ by purpose', () => {
  const dataKey = randomBytes(32)
  expect(workingKey(dataKey, 'seal')).not.toEqual(workingKey(dataKey, 'link'))
  expect(workingKey(dataKey, 'seal')).toEqual(workingKey(dataKey, 'seal'))
})

test('a link is genuine for its own campaign, person and purpose only', () => {
  const key = randomBytes(32)
  const whom = { campaign: 'cmp_abcdefgh0123', page: 12, index: 7 }
  const token = makeLink(key, 'survey', whom)
  const claim = readLink(token)!
  expect(claim).toMatchObject(whom)
  expect(isGenuine(key, 'survey', claim)).toBe(true)
  expect(isGenuine(key, 'objection', claim)).toBe(false)
  expect(isGenuine(randomBytes(32), 'survey', claim)).toBe(false)
  expect(isGenuine(key, 'survey', { ...claim, index: 8 })).toBe(false)
  expect(isGenuine(key, 'survey', { ...claim, page: 13 })).toBe(false)
})

test.each([
  '',
  'x',
  'abcdefgh0123.1.100.AAAAAAAAAAAAAAAAAAAAAA',
  'abcdefgh0123.01.1.AAAAAAAAAAAAAAAAAAAAAA',
  'a.b.c.d',
  '../../x',
])('the token %j is no link', (token) => {
  expect(readLink(token)).toBeUndefined()
})

test('any text at all as a token is no link, and never an error', () => {
  fc.assert(
    fc.property(fc.string(), (token) => {
      expect(readLink(token)).toBeUndefined()
    }),
  )
})

test('a log line holds only fields of the list, whatever is given', () => {
  const lines: string[] = []
  const spy = vi.spyOn(console, 'info').mockImplementation((line: string) => lines.push(line))
  log.info('sent', { campaign: 'cmp_1', count: 2, ...({ email: 'anna@example.org', name: 'Anna' } as object) })
  spy.mockRestore()
  expect(JSON.parse(lines[0]!)).toEqual({ level: 'info', event: 'sent', campaign: 'cmp_1', count: 2 })
})

test('a queue worker gives back what failed and what it cannot read, and logs no word of either', async () => {
  const lines: string[] = []
  const spy = vi.spyOn(console, 'error').mockImplementation((line: string) => lines.push(line))
  const done: number[] = []
  const worker = queueWorker(z.object({ n: z.number() }), async ({ n }) => {
    if (n === 2) throw new Error('anna@example.org does not exist')
    done.push(n)
  })
  const record = (messageId: string, body: string) => ({ messageId, body })
  const event = {
    Records: [
      record('a', '{"n":1}'),
      record('b', '{"n":2}'),
      record('c', 'no json: jan@example.org'),
      record('d', '{"m":"ewa@example.org"}'),
      record('e', '{"n":3}'),
    ],
  } as unknown as SQSEvent
  const { batchItemFailures } = await worker(event)
  spy.mockRestore()
  expect(done).toEqual([1, 3])
  expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(['b', 'c', 'd'])
  expect(lines.join()).not.toContain('example.org')
})

test('a cursor leads back to its key, and an altered one to none', () => {
  const key = { list: 'all', createdAt: '2026-01-01' }
  expect(fromCursor(toCursor(key))).toEqual(key)
  fc.assert(
    fc.property(fc.string(), (cursor) => {
      const found = fromCursor(cursor)
      expect(found === undefined || typeof found === 'object').toBe(true)
    }),
  )
})
