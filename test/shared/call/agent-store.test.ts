/** Two hundred agents who ask at once, over the real tables: each gets somebody, and nobody gets the same person. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Held } from '../../../shared/call/agent-give.ts'
import { callIdText } from '../../../shared/call/call.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'
import { callThenAgents, type PhoneOffice, phoneOf, phoneOffice } from './agents.ts'

const agents = Array.from({ length: 200 }, (_, n) => `agent${n}`)

let tables: TestTables
let office: PhoneOffice
beforeAll(async () => {
  tables = await startTables()
})
afterAll(() => tables.close())
beforeEach(() => {
  office = phoneOffice(tables)
})

const textOf = ({ whom, call }: Held) => callIdText({ ...whom, n: call.n })

async function askAtOnce(): Promise<{ calls: string[]; milliseconds: number[] }> {
  const found = await Promise.all(
    agents.map(async (id) => {
      const begun = performance.now()
      const found = await office.desk.next(office.caller(id))
      return { found, took: performance.now() - begun }
    }),
  )
  return {
    calls: found.flatMap(({ found }) => ('call' in found ? [textOf(found)] : [])),
    milliseconds: found.map(({ took }) => took).sort((one, other) => one - other),
  }
}

test('200 agents who ask at once get 200 people of a list where 300 are due', async () => {
  const drive = await office.drive({ contacts: 100, campaign: { plan: callThenAgents } })
  const other = await office.drive({ contacts: 100, campaign: { plan: callThenAgents }, row: (n) => person(n + 500) })
  const third = await office.drive({ contacts: 100, campaign: { plan: callThenAgents }, row: (n) => person(n + 900) })
  for (let index = 0; index < 100; index++) {
    await Promise.all([drive, other, third].map((one) => office.due(one, index)))
  }
  await Promise.all(agents.map((id) => office.agent(id, [drive, other, third])))
  const { calls, milliseconds } = await askAtOnce()
  expect(calls).toHaveLength(200)
  expect(new Set(calls).size).toBe(200)
  console.info(
    `next call of 200 at once: median ${milliseconds[100]!.toFixed(0)} ms, p99 ${milliseconds[197]!.toFixed(0)} ms`,
  )
})

test('200 agents who ask at once get 200 new people of a list that nobody has called', async () => {
  const drive = await office.drive({ contacts: 250 })
  await Promise.all(agents.map((id) => office.agent(id, [drive])))
  const { calls } = await askAtOnce()
  expect(calls).toHaveLength(200)
  expect(new Set(calls).size).toBe(200)
})

test('where 40 are due, 40 of 200 agents get one each', async () => {
  const drive = await office.drive({ contacts: 40, campaign: { plan: callThenAgents } })
  for (let index = 0; index < 40; index++) await office.due(drive, index)
  await Promise.all(agents.map((id) => office.agent(id, [drive])))
  const { calls } = await askAtOnce()
  expect(new Set(calls).size).toBe(40)
  expect(calls).toHaveLength(40)
})

test('one agent who asks in 20 tabs at once gets one call', async () => {
  const drive = await office.drive({ contacts: 50 })
  await office.agent('anna', [drive])
  const found = await Promise.all(Array.from({ length: 20 }, () => office.held('anna')))
  expect(new Set(found.map(textOf)).size).toBe(1)
  await office.save('anna', found[0]!, { outcome: 'no_answer' })
  // Whoever was taken from the new people and not given out in another tab is due, and not lost.
  const seen = new Set([found[0]!.whom.index])
  for (let n = 1; n < 50; n++) {
    const held = await office.held('anna')
    seen.add(held.whom.index)
    await office.save('anna', held, { outcome: 'refused' })
  }
  expect(seen.size).toBe(50)
})

test('a number that two people share is called once at a time', async () => {
  const drive = await office.drive({ contacts: 30, row: (n) => person(n % 3) })
  await Promise.all(agents.slice(0, 30).map((id) => office.agent(id, [drive])))
  const found = await Promise.all(agents.slice(0, 30).map((id) => office.desk.next(office.caller(id))))
  const numbers = found.flatMap((one) => ('call' in one ? [one.contact.phones[0]] : []))
  expect([...numbers].sort()).toEqual([phoneOf(0), phoneOf(1), phoneOf(2)])
  const inUse = await office.deps.agents.numbersInUse(office.clock.at)
  expect([0, 1, 2, 3].map((n) => inUse.has(office.hash(phoneOf(n)).slice(0, 8)))).toEqual([true, true, true, false])
})

function person(n: number): [string, string, string, string, string] {
  return ['pl', `osoba${n}@example.org`, phoneOf(n), '', `Osoba ${n}`]
}
