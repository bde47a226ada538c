/** Waits and the steps by phone by the clock: when each begins, what it wakes, and when it is done. */

import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { beforeEach, expect, test, vi } from 'vitest'
import * as z from 'zod/mini'
import { type Call, listOf } from '../../../shared/call/call.ts'
import type { Campaign } from '../../../shared/campaign/campaign.ts'
import { besideStore } from '../../../shared/contact/beside-store.ts'
import { contactStore } from '../../../shared/contact/contact-store.ts'
import { type AdvanceDeps, advanceCampaign } from '../../../shared/plan/advance.ts'
import { ledgerStore } from '../../../shared/plan/ledger-store.ts'
import type { Plan } from '../../../shared/plan/plan.ts'
import { stillPump } from '../../../shared/plan/pump.ts'
import { pumpStore } from '../../../shared/plan/pump-store.ts'
import { Progress } from '../../../shared/result/result.ts'
import { aCalling, callPlan } from '../../builders/calling.ts'
import { aCampaign, aTuesday } from '../../builders/campaign.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'

let tables: TestTables
beforeEach(async () => {
  tables = await startTables()
  clock.now = aTuesday
  return () => tables.close()
})

const clock = { now: aTuesday }
const [email] = aCampaign().plan
const wait: Plan[number] = { kind: 'wait', hours: 24 }
const [calls] = callPlan
const agents: Plan[number] = { kind: 'agents', scripts: { pl: 'Dzień dobry.' }, stop: ['answered', 'objected'] }

/** A drive with the clock of run-steps over it; the list is not on the lines until its step begins. */
async function setUp(plan: Plan, change: Partial<Campaign> = {}, contacts = 3) {
  const calling = await aCalling(tables, clock, { plan, ...change }, { contacts })
  const { deps: placing, lines, campaigns, id } = calling
  await lines.change((before) => ({ ...before, fresh: {} }))
  const pumps = pumpStore(tables.db, tables.names.Campaigns)
  const beside = besideStore(tables.db, tables.names.Contacts)
  const deps: AdvanceDeps = {
    campaigns,
    pumps,
    ledger: ledgerStore(tables.db, tables.names.Contacts),
    progress: async () => z.parse(Progress, {}),
    capacity: async () => ({ perSecond: 100, leftToday: 100_000 }),
    enqueue: async () => {},
    phone: { pumps, lines, calls: calling.calls, beside, fill: placing.wake, now: placing.now },
    now: placing.now,
  }
  const tick = () => advanceCampaign(id, deps)
  return {
    ...calling,
    tick,
    pump: (step: number) => pumps.get(id, step),
    done: (step: number) => pumps.save(id, step, { ...stillPump, done: true }),
    /** So many minutes of the clock, with what they wake. */
    async minutes(count: number, each?: () => Promise<void>) {
      for (let minute = 0; minute < count; minute++) {
        await tick()
        await calling.pass(60)
        await each?.()
      }
    },
  }
}

test('a wait begins when the step before it is done, and lasts its hours whatever the window says', async () => {
  const { tick, pump, done, lines, list } = await setUp([email!, wait, calls!])
  await done(0)
  clock.now = new Date('2026-03-10T20:00:00Z') // 21:00 in Poznan: nobody may be called
  await tick()
  expect((await pump(1)).startedAt).toBe(clock.now.getTime())
  clock.now = new Date('2026-03-11T19:59:00Z')
  await tick()
  expect(await pump(1)).toMatchObject({ done: false })
  clock.now = new Date('2026-03-11T20:01:00Z')
  await tick()
  expect(await pump(1)).toMatchObject({ done: true })
  expect((await lines.get()).fresh).toEqual({})
  clock.now = new Date('2026-03-12T08:01:00Z')
  await tick()
  expect((await lines.get()).fresh).toEqual({ [list]: 0 })
})

test('nobody is called before the step begins, and each minute looks who is due', async () => {
  const { fill, rings, minutes, tick, agenda } = await setUp([calls!])
  await fill()
  expect(rings()).toEqual([])
  await minutes(1)
  expect(rings()).toHaveLength(3)
  agenda.messages.length = 0
  await tick()
  expect(agenda.messages.map(({ message }) => message.kind)).toEqual(['fill'])
})

test('two clocks at once begin a step once', async () => {
  const { tick, lines, list, pump } = await setUp([calls!])
  await Promise.all([tick(), tick()])
  expect((await lines.get()).fresh).toEqual({ [list]: 0 })
  expect((await pump(0)).version).toBe(1)
})

test('automated calls are done when everybody was looked at, nobody talks and nothing is due later', async () => {
  const { minutes, rings, hangUp, pump, lines, list, responses, id } = await setUp([calls!])
  const endAll = async () => {
    for (const ring of rings().filter(({ endedAt }) => !endedAt)) await hangUp(ring, 'TELECOM_NUMBER_INVALID')
  }
  await responses.submit(
    { campaign: id, page: 0, index: 2 },
    { answers: {}, mode: 'web', language: 'pl', survey: 1 },
    clock.now,
    undefined,
  )
  await minutes(5)
  expect(rings()).toHaveLength(2)
  expect(await pump(0)).toMatchObject({ done: false, sweptAt: 0 })
  await endAll()
  await minutes(3)
  expect((await pump(0)).done).toBe(false) // the index may be a moment late
  await minutes(2)
  expect((await pump(0)).done).toBe(true)
  expect(list in (await lines.get()).fresh).toBe(false)
})

test('while a retry is due later, the step is not done', async () => {
  const { minutes, rings, hangUp, pump } = await setUp([calls!], {}, 1)
  await minutes(1)
  await hangUp(rings()[0]!, 'TELECOM_BUSY')
  await minutes(28)
  expect(await pump(0)).toMatchObject({ done: false, sweptAt: 0 })
  expect(rings()).toHaveLength(1)
  await minutes(3)
  expect(rings()).toHaveLength(2)
})

test('who was forgotten by every cursor is found before the step is done', async () => {
  const { minutes, rings, lines, list, hangUp, pump } = await setUp([calls!])
  await lines.change((before) => ({ ...before, fresh: { [list]: 3 } })) // as if a clock or a hand had gone wrong
  await minutes(10, async () => {
    for (const ring of rings().filter(({ endedAt }) => !endedAt)) await hangUp(ring, 'TELECOM_NUMBER_INVALID')
  })
  expect(rings()).toHaveLength(3)
  await minutes(10)
  expect((await pump(0)).done).toBe(true)
})

test('agents begin with the automated calls, and are done when these are, nothing is due and no promise is open', async () => {
  const { minutes, pump, calls: store, id, rings, hangUp } = await setUp([calls!, agents], {}, 1)
  await minutes(2)
  expect((await pump(1)).startedAt).toBeGreaterThan(0)
  await hangUp(rings()[0]!, 'TELECOM_NUMBER_INVALID')
  const at = clock.now.toISOString()
  const whom = { campaign: id, page: 0, index: 0 }
  const promise = await store.promise(whom, { at, from: 'keypad', madeAt: at })
  await minutes(12)
  expect((await pump(0)).done).toBe(true)
  expect((await pump(1)).done).toBe(false)
  await store.moveCallback(whom, promise, { ...promise, state: 'kept' })
  await minutes(6)
  expect((await pump(1)).done).toBe(true)
})

test('agents for people whom no e-mail has reached: the others are not brought back, unless their mail comes back', async () => {
  const forOthers: Plan[number] = {
    ...(agents as Extract<Plan[number], { kind: 'agents' }>),
    stop: ['mailed', 'objected'],
  }
  const { minutes, pump, calls: store, id, done } = await setUp([email!, forOthers], {}, 2)
  await done(0)
  const ledger = ledgerStore(tables.db, tables.names.Contacts)
  const part = { campaign: id, page: 0, step: 0, part: 0 }
  const claim = await ledger.claim(part, 2, clock.now)
  await ledger.record(part, claim!, 'ss', clock.now)
  await tables.db.send(
    new UpdateCommand({
      TableName: tables.names.Campaigns,
      Key: { campaign: id, item: 'agents#1' },
      UpdateExpression: 'SET fresh = :fresh',
      ExpressionAttributeValues: { ':fresh': { pl: 2 } },
    }),
  )
  const facts = contactStore(tables.db, tables.names.Contacts)
  await facts.putFact(id, 0, { index: 1, kind: 'bounced', at: clock.now.toISOString() })
  await minutes(8)
  expect((await pump(1)).done).toBe(false)
  expect((await store.ofPerson({ campaign: id, page: 0, index: 0 })).calls).toEqual([])
  const [listed] = (await store.ofPerson({ campaign: id, page: 0, index: 1 })).calls
  expect(listed).toMatchObject({ list: `${id}#1`, n: 1 })
})

test('agents without automated calls: done when every language’s people were given out; the forgotten stand on the list', async () => {
  const { minutes, pump, calls: store, id } = await setUp([agents], {}, 2)
  const leased: Call = {
    index: 0,
    n: 1,
    state: 'closed',
    channel: 'agents',
    step: 0,
    number: 0,
    startedAt: clock.now.toISOString(),
    outcome: 'refused',
  }
  await store.close({ campaign: id, page: 0 }, leased)
  await minutes(6)
  expect((await pump(0)).done).toBe(false)
  await tables.db.send(
    new UpdateCommand({
      TableName: tables.names.Campaigns,
      Key: { campaign: id, item: 'agents#0' },
      UpdateExpression: 'SET fresh = :fresh',
      ExpressionAttributeValues: { ':fresh': { pl: 2 } },
    }),
  )
  await minutes(6)
  expect((await pump(0)).done).toBe(false)
  expect(await store.countDue(listOf(id, 0))).toBe(1)
  expect((await store.ofPerson({ campaign: id, page: 0, index: 1 })).calls).toEqual([
    expect.objectContaining({ state: 'leased', agent: '' }),
  ])
})

test('promised calls that are late are counted in one line each minute', async () => {
  const { tick, calls: store, id } = await setUp([calls!, agents])
  const at = clock.now.toISOString()
  for (const index of [0, 1]) await store.promise({ campaign: id, page: 0, index }, { at, from: 'web', madeAt: at })
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const lines = () =>
    warn.mock.calls.map(([line]) => JSON.parse(line as string)).filter(({ event }) => event === 'callbacks late')
  clock.now = new Date(clock.now.getTime() + 14 * 60_000)
  await tick()
  expect(lines()).toEqual([])
  clock.now = new Date(clock.now.getTime() + 2 * 60_000)
  await tick()
  expect(lines()).toEqual([{ level: 'warn', event: 'callbacks late', campaign: id, count: 2 }])
  warn.mockRestore()
})
