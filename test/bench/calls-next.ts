/**
 * The next call for an agent: 200 agents ask at once, again and again, over the desk itself and the engine of DynamoDB. All in
 * one thread, where AWS would run 200 of them: what it shows is the queueing too.
 */
import { agentDesk } from '../../shared/call/agent-desk.ts'
import { saveOutcome } from '../../shared/call/agent-outcome.ts'
import { type Call, callIdText, listOf } from '../../shared/call/call.ts'
import { contactsPerPage } from '../../shared/contact/contact.ts'
import { startTables } from '../builders/tables.ts'
import { callThenAgents, phoneOffice } from '../shared/call/agents.ts'
import { directClient } from './calls-db.ts'
import { mustBe } from './figures.ts'
import { type Say, whole } from './part.ts'

const rounds = 5

/** What an automated call leaves behind that reached nobody. */
const tried: Omit<Call, 'index'> = {
  ...{ n: 1, state: 'closed', channel: 'call', step: 0, number: 0, outcome: 'no_answer' },
  ...{ startedAt: '2026-03-09T09:00:00.000Z', endedAt: '2026-03-09T09:00:20.000Z' },
}

/** How long each of the agents waited for each of her calls, milliseconds, the shortest first. */
export async function nextCalls(agents: number, say: Say): Promise<number[]> {
  const tables = await startTables({ streams: false })
  const { db, close } = directClient(await tables.dynamo.engineUrl())
  try {
    const office = phoneOffice({ ...tables, db })
    const desk = agentDesk(office.deps)
    const contacts = agents * (rounds + 1)
    const drive = await office.drive({ contacts, campaign: { plan: callThenAgents } })
    await Promise.all(
      Array.from({ length: contacts }, (_, n) =>
        office.deps.calls.close(
          { campaign: drive.id, page: Math.floor(n / contactsPerPage) },
          { ...tried, index: n % contactsPerPage, list: listOf(drive.id, 1), dueAt: '2026-03-10T09:00:00.000Z' },
        ),
      ),
    )
    const callers = Array.from({ length: agents }, (_, n) => office.caller(`${n}`))
    for (const { name } of callers) await office.agent(name.split(' ')[1]!, [drive])
    const took: number[] = []
    const given = new Set<string>()
    for (let round = 0; round <= rounds; round++) {
      const calls = await Promise.all(
        callers.map(async (caller) => {
          const begun = performance.now()
          const found = await desk.next(caller)
          if (round > 0) took.push(performance.now() - begun) // the first round warms up
          if (!('call' in found)) throw new Error(`an agent got no call: ${found.nothing}`)
          return { caller, found }
        }),
      )
      const lane = async () => {
        for (let one = calls.pop(); one; one = calls.pop()) {
          const { caller, found } = one
          const call = callIdText({ ...found.whom, n: found.call.n })
          given.add(call)
          await saveOutcome(caller, await desk.byHold(caller.id, call, found.hold), { outcome: 'refused' }, office.deps)
        }
      }
      await Promise.all(Array.from({ length: 8 }, lane))
    }
    mustBe('people whom agents were given', contacts, given.size)
    const sorted = took.sort((one, other) => one - other)
    say(`  ${agents} agents at once: half had their call in ${whole(sorted[sorted.length >> 1]!)} ms`)
    return sorted
  } finally {
    close()
    await tables.close()
  }
}
