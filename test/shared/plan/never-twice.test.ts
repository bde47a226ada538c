/**
 * Never twice, never zero: whatever the order of deliveries, crashes, throttling, lost answers, pauses and sweeps, each
 * contact is written to as often as the campaign's in-doubt rule allows, and nobody is forgotten.
 */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MailBatch, MailResult } from '../../../shared/channel/email.ts'
import { leaseMilliseconds } from '../../../shared/plan/ledger-store.ts'
import { SendError } from '../../../shared/platform/errors.ts'
import { aTuesday } from '../../builders/campaign.ts'
import { aSending } from '../../builders/sending.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'

let tables: TestTables
beforeAll(async () => {
  tables = await startTables()
})
afterAll(() => tables.close())

/** What a send runs into. */
const trouble = fc.constantFrom<Trouble>('none', 'none', 'throttled', 'partial', 'lost before', 'lost after', 'refused')
type Trouble = 'none' | 'throttled' | 'partial' | 'lost before' | 'lost after' | 'refused'

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('deliver' as const), times: fc.integer({ min: 1, max: 3 }), trouble }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('sweep' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('lease passes' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('pause' as const, 'resume' as const) }) },
)

test.each(['at-most-once', 'at-least-once'] as const)(
  '%s',
  async (inDoubt) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
        const clock = { now: aTuesday }
        /** What really went out, and how often somebody could not know whether it had. */
        const sent = new Map<string, number>()
        const doubts = new Map<string, number>()
        let next: Trouble = 'none'
        const add = (counts: Map<string, number>, batch: MailBatch) => {
          for (const { to } of batch.mails) counts.set(to, (counts.get(to) ?? 0) + 1)
        }
        const answer = (batch: MailBatch): MailResult[] => {
          if (next === 'throttled') throw new SendError('throttled')
          if (next === 'refused')
            return batch.mails
              .map((_, n) => (n === 0 ? 'refused' : 'sent'))
              .map((end, n) => {
                if (end === 'sent') add(sent, { ...batch, mails: [batch.mails[n]!] })
                return end as MailResult
              })
          if (next === 'partial') {
            return batch.mails.map((mail, n): MailResult => {
              if (n % 2 === 1) return 'later'
              add(sent, { ...batch, mails: [mail] })
              return 'sent'
            })
          }
          if (next !== 'lost before') add(sent, batch)
          if (next === 'none') return batch.mails.map(() => 'sent')
          add(doubts, batch)
          throw new Error('the connection broke')
        }
        const contacts = 53
        const list = {
          upload: 'x',
          contacts,
          pages: 1,
          bad: 0,
          duplicates: 0,
          objected: 0,
          fields: ['imie'],
          byLanguage: {},
        }
        const drive = await aSending(tables, clock, { inDoubt, list }, answer)
        const move = async (status: 'paused' | 'running') =>
          drive.campaigns.save({ ...(await drive.campaigns.get(drive.id)), status })
        const sweep = async () => {
          for (const page of (await drive.sweep()).due) await drive.deliver(page)
        }

        for (const step of steps) {
          next = 'trouble' in step ? step.trouble : 'none'
          if (step.kind === 'deliver') await Promise.all(Array.from({ length: step.times }, () => drive.deliver()))
          else if (step.kind === 'sweep') await sweep()
          else if (step.kind === 'lease passes') clock.now = new Date(clock.now.getTime() + leaseMilliseconds + 1)
          else await move(step.kind === 'pause' ? 'paused' : 'running')
        }
        // The troubles end; the clock goes on until the sweep finds nothing more to do.
        next = 'none'
        await move('running')
        await drive.deliver()
        for (let round = 0; round < 4; round++) {
          clock.now = new Date(clock.now.getTime() + leaseMilliseconds + 1)
          await sweep()
        }
        expect(await drive.sweep()).toEqual({ due: [], sweptTo: 1 })

        const ledger = await drive.ledger.ofPage(drive.id, 0, 0)
        for (let n = 0; n < contacts; n++) {
          const times = sent.get(drive.address(n)) ?? 0
          const doubt = doubts.get(drive.address(n)) ?? 0
          const part = ledger.get(Math.floor(n / 50))!
          const letter = part.outcomes[n % 50]
          if (inDoubt === 'at-most-once') {
            expect(times).toBeLessThanOrEqual(1)
            if (times === 0) expect(letter === 'r' || part.state === 'doubt').toBe(true)
          } else {
            expect(times).toBeLessThanOrEqual(1 + doubt)
            if (times === 0) expect(letter).toBe('r')
          }
          if (letter === 's') expect(times).toBeGreaterThanOrEqual(1)
        }
      }),
      { numRuns: 40 },
    )
  },
  120_000,
)
