/** The tables of docs/architecture.md about calls, made from the code that they describe. */
import { isHeld, leaseEnd, promiseAfter } from '../../shared/call/agent.ts'
import { agentStore } from '../../shared/call/agent-store.ts'
import type { Call, Callback } from '../../shared/call/call.ts'
import { callStore } from '../../shared/call/call-store.ts'
import { type Lease, leaseStore } from '../../shared/call/lease-store.ts'
import { type OutcomeCode, outcomes, type Rule, usualRules } from '../../shared/call/outcome.ts'
import type { Campaign } from '../../shared/campaign/campaign.ts'
import { usualWindow } from '../../shared/plan/window.ts'
import type { TestTables } from '../builders/tables.ts'
import { arrows, table } from './tables.ts'

const [monday, later] = [new Date('2026-11-16T09:00:00Z'), new Date('2026-11-16T10:00:00Z')]

/** What each act does to each state of an attempt, tried out on the real table. */
export async function attemptStates({ db, names }: TestTables): Promise<string> {
  const [calls, agents] = [callStore(db, names.Calls), agentStore(db, names.Calls)]
  const leases = leaseStore(db, names.Calls)
  let people = 0
  let asked = 0
  const anAgent = () => ({ id: `agent-${asked++}`, name: 'Anna' })

  const leaseOf = (index: number, at: Date, lapsed?: Call): Lease & { call: Call } => {
    const agent = anAgent()
    const call: Call = {
      ...{ index, n: 1, state: 'leased', channel: 'agents', step: 0, number: 0 },
      ...{ startedAt: at.toISOString(), agent: agent.id, leaseUntil: leaseEnd(at) },
    }
    return { whom: whomOf(index), call, lapsed, number: `number-${asked}`, agent, at }
  }
  const whomOf = (index: number) => ({ campaign: 'cmp_000000000000', page: 0, index })
  const found = async (index: number) => (await calls.ofPerson(whomOf(index))).calls[0]
  const ended = (index: number): Call => ({
    ...{ index, n: 1, state: 'closed', channel: 'call', step: 0, number: 0 },
    ...{ startedAt: monday.toISOString(), endedAt: monday.toISOString(), outcome: 'busy' },
  })

  const states: Record<string, (index: number) => Promise<unknown>> = {
    '(none)': async () => {},
    leased: (index) => leases.lease(leaseOf(index, monday)),
    'leased, lease over': (index) => leases.lease(leaseOf(index, monday)),
    closed: (index) => calls.close(whomOf(index), ended(index)),
  }
  const rows: string[][] = []
  for (const [state, begin] of Object.entries(states)) {
    const leading: Record<string, string> = {}
    const at = state === 'leased, lease over' ? later : monday
    for (const act of ['close', 'lease', 'take over', 'renew', 'hand over', 'save'] as const) {
      const index = people++
      await begin(index)
      const call = await found(index)
      const held = { agent: 'somebody', ...(call ?? leaseOf(index, at).call) }
      const acts = {
        close: () => calls.close(whomOf(index), ended(index)),
        lease: async () => (await leases.lease(leaseOf(index, at))) === 'leased',
        'take over': async () =>
          call?.state === 'leased' && !isHeld(call, at) && (await leases.lease(leaseOf(index, at, call))) === 'leased',
        renew: () => leases.renew(whomOf(index), held, { leaseUntil: leaseEnd(at) }),
        'hand over': async () => {
          const other = anAgent()
          await agents.choose(other, { lists: [], languages: ['pl'], skills: [] }, at)
          return leases.handOver(whomOf(index), held, other, { ...held, agent: other.id })
        },
        save: () => leases.close(whomOf(index), held, { ...held, state: 'closed', outcome: 'no_answer' }),
      }
      if (await acts[act]()) leading[act] = (await found(index))!.state
    }
    rows.push([state, arrows(leading)])
  }
  return table(['attempt', 'acts that succeed'], rows)
}

/** What becomes of an open promise after each try to keep it, by what came of the try. */
export function promiseStates(): string {
  const campaign = { window: usualWindow } as Campaign
  const after = (outcome: OutcomeCode, tries: number): string => {
    const open: Callback = {
      ...{ index: 0, state: 'open', at: monday.toISOString(), from: 'agent', tries, madeAt: monday.toISOString() },
      ...{ version: 1, dueAt: monday.toISOString() },
    }
    return promiseAfter(open, outcome, campaign, monday).state
  }
  const rows: [string, OutcomeCode, number][] = [
    ['somebody was reached', 'complete', 0],
    ['nobody, the first or second time', 'no_answer', 1],
    ['nobody, the third time', 'no_answer', 2],
    ['the agent gave the call back', 'not_dialled', 2],
  ]
  return table(
    ['a try to keep it', 'the promise is'],
    rows.map(([what, outcome, tries]) => [what, after(outcome, tries)]),
  )
}

/** Every outcome, what it counts as, and what follows it where a drive says nothing else. */
export const callOutcomes = (): string =>
  table(
    ['outcome', 'reached', 'counts', 'AAPOR', 'usually then'],
    (Object.entries(outcomes) as [OutcomeCode, (typeof outcomes)[OutcomeCode]][]).map(([code, outcome]) => [
      `\`${code}\``,
      outcome.reached ? 'yes' : 'no',
      outcome.counts ? 'yes' : 'no',
      [...new Set(Object.values(outcome.aapor))].join(', '),
      outcome.final
        ? 'nothing: final'
        : code === 'callback' || code === 'promised'
          ? 'as promised'
          : following(usualRules[code]!),
    ]),
  )

function following({ again, otherPart, perDay, inAll, byAgent, otherNumber }: Rule): string {
  const parts = [
    otherNumber ? 'the next number' : again === 0 ? 'at once' : `after ${duration(again)}`,
    otherPart && 'another part of the day',
    byAgent && 'by an agent',
    perDay && `${perDay} a day`,
    inAll && (inAll === 1 ? 'once' : `${inAll} times`),
  ]
  return parts.filter(Boolean).join(', ')
}

function duration(minutes: number): string {
  if (minutes % 1_440 === 0) return minutes === 1_440 ? 'a day' : `${minutes / 1_440} days`
  return minutes % 60 === 0 ? `${minutes / 60} hours` : `${minutes} minutes`
}
