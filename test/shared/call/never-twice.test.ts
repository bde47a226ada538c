/** Nobody is called twice at a time, by however many workers, whatever the provider does: over generated histories. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { noLines } from '../../../shared/call/lines.ts'
import { linesStore } from '../../../shared/call/lines-store.ts'
import { SendError } from '../../../shared/platform/errors.ts'
import { aCalling, aProvider, type Ring } from '../../builders/calling.ts'
import { aTuesday } from '../../builders/campaign.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'

let tables: TestTables
beforeAll(async () => {
  tables = await startTables()
})
afterAll(() => tables.close())

const reasons = ['TELECOM_BUSY', 'TELECOM_TIMEOUT', 'TELECOM_PROBLEM', 'CONTACT_FLOW_DISCONNECT', undefined]

const longestCall = 15 * 60_000

/** What happens between two rounds of eight workers at once. */
const step = fc.record({
  seconds: fc.integer({ min: 0, max: 900 }),
  /** Which of the ringing calls end, how, and how often their event comes: never, once, twice. */
  ends: fc.array(
    fc.record({ which: fc.nat(20), reason: fc.constantFrom(...reasons), told: fc.integer({ min: 0, max: 2 }) }),
    { maxLength: 4 },
  ),
  answer: fc.constantFrom('rings', 'rings', 'rings', 'rings, but the answer is lost', 'throttled', '500'),
})

test('eight workers at once never call a person or a number twice at a time, and forget nobody', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8 }), async (steps) => {
      const clock = { now: aTuesday }
      const lines = linesStore(tables.db, tables.names.Campaigns)
      await lines.change(({ version }) => ({ ...noLines, version }))
      const provider = aProvider(clock)
      const phones = (n: number) => [`+4860000${String(1000 + (n % 10)).padStart(4, '0')}`] // pairs share a number
      const calling = await aCalling(tables, clock, {}, { contacts: 12, lineCount: 6, phones, provider })
      const ringing = () => provider.rings.filter(({ endedAt }) => !endedAt)
      const mayRing = () => {
        // No call lasts longer than the flow lets it, whatever became of the answer to its start.
        for (const ring of ringing()) if (+clock.now - +ring.startedAt! > longestCall) provider.end(ring, 'OTHER')
        const open = ringing()
        expect(new Set(open.map(({ to }) => to)).size).toBe(open.length)
        expect(open.length).toBeLessThanOrEqual(6)
      }
      for (const { seconds, ends, answer } of steps) {
        provider.state.answer = () =>
          answer === 'throttled'
            ? new SendError('throttled')
            : answer === '500'
              ? new Error('500')
              : (answer as 'rings')
        await Promise.all(Array.from({ length: 8 }, () => calling.fill()))
        mayRing()
        for (const { which, reason, told } of ends) {
          const ring: Ring | undefined = ringing()[which]
          if (!ring) continue
          provider.end(ring, reason)
          await Promise.all(Array.from({ length: told }, () => calling.event(ring)))
        }
        await calling.pass(seconds)
        mayRing()
      }
      const tokens = provider.rings.map(({ call }) => call)
      expect(new Set(tokens).size).toBe(tokens.length)
      // Everything works again: whoever was not called yet, is.
      provider.state.answer = () => 'rings'
      for (let minute = 0; minute < 60; minute++) {
        await calling.fill()
        await calling.pass(60)
        for (const ring of ringing()) await calling.hangUp(ring, 'TELECOM_TIMEOUT')
      }
      for (let index = 0; index < 12; index++) expect((await calling.ofPerson(index)).length).toBeGreaterThan(0)
    }),
    { numRuns: 8, endOnFailure: true },
  )
})
