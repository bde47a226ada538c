/** A provider that takes few mails a second: everybody is written to all the same, a stop is felt, and nothing goes twice. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Campaign } from '../../shared/campaign/campaign.ts'
import type { MailBatch } from '../../shared/channel/email.ts'
import { rateGate } from '../../shared/channel/rate.ts'
import { leaseMilliseconds } from '../../shared/plan/ledger-store.ts'
import { SendError } from '../../shared/platform/errors.ts'
import { aCampaign, aTuesday } from '../builders/campaign.ts'
import { aSending, keys } from '../builders/sending.ts'
import { startTables, type TestTables } from '../builders/tables.ts'

let tables: TestTables
beforeAll(async () => {
  tables = await startTables()
})
afterAll(() => tables?.close())

const clock = { now: aTuesday }
beforeEach(() => {
  clock.now = aTuesday
})

describe('a part of 50', () => {
  test('goes out in requests of what a second takes, each contact once', async () => {
    const drive = await aSending(tables, clock)
    drive.deps.rate.rateNow = async () => 100
    await drive.deliver()
    expect(drive.batches.map(({ mails }) => mails.length).sort()).toEqual([10, 50])
    const slow = await aSending(tables, clock)
    slow.deps.rate.rateNow = async () => 11.2
    clock.now = new Date(clock.now.getTime() + 10_000) // the clock stands still: all are late, and nothing waits
    slow.deps.now = () => new Date(clock.now.setTime(clock.now.getTime() + 1_000))
    await slow.deliver()
    expect(Math.max(...slow.batches.map(({ mails }) => mails.length))).toBe(11)
    expect(slow.inbox()).toHaveLength(60)
    expect(new Set(slow.inbox()).size).toBe(60)
    expect(await slow.states()).toEqual(['recorded', 'recorded'])
  })

  test('stops between two requests when the campaign is paused, and goes on later with the rest', async () => {
    const drive = await aSending(tables, clock, { list: { ...aCampaign().list!, contacts: 50, pages: 1 } })
    const status = async (status: Campaign['status']) =>
      drive.campaigns.save({ ...(await drive.campaigns.get(drive.id)), status })
    drive.deps.rate.rateNow = async () => 20
    const { send } = drive.deps.channel
    drive.deps.channel.send = async (batch) => {
      await status('paused')
      return send(batch)
    }
    await drive.deliver()
    expect(drive.inbox()).toHaveLength(20)
    expect(await drive.states()).toEqual(['released'])
    drive.deps.channel.send = send
    await status('running')
    clock.now = new Date(clock.now.getTime() + 1_000)
    await drive.deliver()
    expect(drive.inbox()).toHaveLength(50)
    expect(new Set(drive.inbox()).size).toBe(50)
  })
})

describe('an answer that is lost in one of several requests', () => {
  const letter = (subject: string) => ({ subject, text: '{{link}}' })
  const plan: Campaign['plan'] = [
    { kind: 'email', letters: { pl: letter('pl'), uk: letter('uk'), en: letter('en') }, stop: [] },
  ]
  const rows = ['pl', 'uk', 'en'].flatMap((language) =>
    [1, 2].map((n) => [language, `${language}${n}@example.org`, 'A']),
  )
  const setUp = async (inDoubt: Campaign['inDoubt'], error: Error) => {
    const list = { ...aCampaign().list!, contacts: 6, pages: 1 }
    const trouble = { on: true }
    const drive = await aSending(tables, clock, { plan, list, inDoubt }, (batch: MailBatch) => {
      if (batch.template.subject === 'uk' && trouble.on) throw error
      return batch.mails.map(() => 'sent')
    })
    await drive.pages.writePages(drive.id, keys, ['imie'], [{ page: 0, rows }])
    return {
      ...drive,
      trouble,
      /** Deliveries and sweeps until there is nothing left to do. */
      async settle() {
        await drive.deliver()
        trouble.on = false
        for (let round = 0; round < 3; round++) {
          clock.now = new Date(clock.now.getTime() + leaseMilliseconds + 1)
          for (const page of (await drive.sweep()).due) await drive.deliver(page)
        }
        const times: Record<string, number> = {}
        for (const to of drive.inbox()) times[to.split('@')[0]!] = (times[to.split('@')[0]!] ?? 0) + 1
        return times
      },
    }
  }

  test('at least once: only those it concerns get a second copy', async () => {
    const { settle } = await setUp('at-least-once', new Error('socket hang up'))
    expect(await settle()).toEqual({ pl1: 1, pl2: 1, uk1: 2, uk2: 2, en1: 1, en2: 1 })
  })

  test('at most once: only those it concerns stay in doubt, the others are written to', async () => {
    const { settle, ledger, id } = await setUp('at-most-once', new Error('socket hang up'))
    expect(await settle()).toEqual({ pl1: 1, pl2: 1, uk1: 1, uk2: 1, en1: 1, en2: 1 })
    expect((await ledger.ofPage(id, 0, 0)).get(0)).toMatchObject({ state: 'recorded', outcomes: 'ssddss' })
  })

  test('a letter that is rejected as a whole gives nobody up, and pauses the drive', async () => {
    const { deliver, pauses, ledger, id } = await setUp('at-least-once', new SendError('rejected'))
    await deliver()
    expect(pauses).toEqual(['rejected'])
    expect((await ledger.ofPage(id, 0, 0)).get(0)).toMatchObject({ state: 'released', outcomes: 'ss....' })
  })
})

test('a page ends when both of its parts have, though one of them failed: nothing is sent behind the function’s back', async () => {
  const drive = await aSending(tables, clock)
  const { claim } = drive.deps.ledger
  drive.deps.ledger.claim = async (part, ...more) => {
    if (part.part === 1) throw new Error('the table is away')
    await new Promise((resolve) => setTimeout(resolve, 300))
    return claim(part, ...more)
  }
  await expect(drive.deliver()).rejects.toThrow('the table is away')
  expect(drive.inbox()).toHaveLength(50)
  expect(await drive.states()).toEqual(['recorded'])
})

describe('the rate that all workers share', () => {
  const channelAt = (perSecond: number) => ({
    send: async () => [],
    capacity: async () => ({ perSecond, leftToday: 1e9 }),
  })

  test('a wait that nobody will wait for is told and not reserved: the time stays free for others', async () => {
    const at = { now: Date.parse('2090-01-01T00:00:00Z') }
    const gates = [1, 2].map(() => rateGate(tables.db, tables.names.Campaigns, channelAt(12.5), () => new Date(at.now)))
    let sent = 0
    const minute = at.now + 60_000
    while (at.now < minute) {
      // far more parts come at once than fit; whoever would wait for more than 20 s goes away
      for (const gate of gates) for (let n = 0; n < 20; n++) if ((await gate.take(50, 20_000)) <= 20_000) sent += 50
      at.now += 10_000
    }
    expect(sent).toBeGreaterThanOrEqual(600)
    expect(sent).toBeLessThanOrEqual(600 + 200 + 100)
  })

  test('a clock that went wrong for a while does not stop all mail', async () => {
    const at = { now: Date.parse('2120-01-01T00:00:00Z') }
    const gate = () => rateGate(tables.db, tables.names.Campaigns, channelAt(100), () => new Date(at.now))
    const warm = gate()
    expect(await warm.take(50, 20_000)).toBe(0)
    at.now = Date.parse('2100-01-01T00:00:00Z')
    expect(await warm.take(50, 20_000)).toBe(0)
    expect(await gate().take(50, 20_000)).toBeLessThan(20_000)
  })
})
