/** What a supervisor sees and does: lists with who waits, agents at work, the day's outcomes; closing lists. A few reads each. */
import { type Agent, listsOf, mayKnow, promisedDays, readList, type WorkList } from '../../shared/call/agent.ts'
import type { AgentDesk, Caller } from '../../shared/call/agent-desk.ts'
import { listOf, ownersMinutes, readCallId } from '../../shared/call/call.ts'
import type { OutcomeCode } from '../../shared/call/outcome.ts'
import { stepOf } from '../../shared/plan/plan.ts'
import { Invalid, NotFound } from '../../shared/platform/errors.ts'
import type { Language } from '../../shared/platform/language.ts'
import { localTime } from '../../shared/platform/local-time.ts'
import type { CallDeps } from './calls.ts'

/** A drive's list as a supervisor sees it. */
export interface ListFigures {
  list: string
  campaign: string
  name: string
  status: string
  skill?: string
  closed: boolean
  /** People whom nobody has looked at yet; nobody where automated calls come first. */
  fresh: number
  /** Due now, and later. */
  due: number
  later: number
  talking: number
  promised: number
  /** Promised and late. */
  late: number
}

export interface AgentFigures {
  id: string
  name: string
  lists: string[]
  /** The call in her hands, and since when. */
  call?: string
  since?: string
  seenAt: string
  /** Calls that ended today. */
  today: number
}

export interface OfferedList {
  list: string
  campaign: string
  name: string
  skill?: string
  languages: Language[]
  /** Only promised calls: the drive has no agents' step. */
  promisesOnly: boolean
}

/** An agent without a sign for so long is not at work. */
const awayMinutes = 15

export function callFigures(deps: CallDeps, desk: AgentDesk) {
  const atWork = () => deps.campaigns.atWork(new Date(deps.now().getTime() - promisedDays * 86_400_000))
  const offered = async (): Promise<WorkList[]> => {
    const lists = (await atWork()).filter(({ list }) => list?.withPhone || list?.contacts).flatMap(listsOf)
    // Where a drive has no agents' step, its list is worth choosing once something was promised; and so are all when it is over.
    const worth = await Promise.all(
      lists.map(async ({ campaign, step }) => {
        const isOver = campaign.status === 'stopped' || campaign.status === 'finished'
        if (step !== undefined && !isOver) return true
        if (!campaign.list?.withPhone) return false
        if (!isOver && stepOf(campaign.plan, 'call')) return true
        return (await deps.calls.countDue(listOf(campaign.id, 'callback'))) > 0
      }),
    )
    return lists.filter((_, n) => worth[n])
  }

  return {
    /** The lists that an agent can choose, without those that are closed; reminders' only under the oath of tax secrecy. (T1) */
    async lists(agentId: string): Promise<OfferedList[]> {
      const [found, agent] = await Promise.all([offered(), deps.agents.get(agentId)])
      const known = found.filter(({ campaign }) => mayKnow(campaign, agent, deps.now()))
      const all = await Promise.all(
        known.map(async ({ list, campaign, step, skill }) => {
          const { closed } = await deps.lists.get(campaign.id, step ?? 'callback')
          const languages = Object.keys(campaign.list?.byLanguage ?? {}) as Language[]
          return {
            closed,
            list,
            campaign: campaign.id,
            name: campaign.name,
            languages,
            promisesOnly: step === undefined,
            ...(skill && { skill }),
          }
        }),
      )
      return all.filter(({ closed }) => !closed).map(({ closed: _, ...list }) => list)
    },

    /** The supervisor's page in one answer. */
    async overview(): Promise<{
      lists: ListFigures[]
      agents: AgentFigures[]
      outcomes: Partial<Record<OutcomeCode, number>>
    }> {
      const at = deps.now()
      const [lists, agents] = await Promise.all([offered(), deps.agents.all()])
      const working = await Promise.all(
        agents.map(async (agent) => ((await desk.isAtWork(agent)) ? agent : withoutCall(agent))),
      )
      const figures = await Promise.all(
        lists.map(async ({ list, campaign, step, skill }): Promise<ListFigures> => {
          const promises = listOf(campaign.id, 'callback')
          const lateAt = new Date(at.getTime() - ownersMinutes * 60_000)
          const [{ fresh, closed }, due, all, promised, late] = await Promise.all([
            deps.lists.get(campaign.id, step ?? 'callback'),
            step === undefined ? 0 : deps.calls.countDue(list, at.toISOString()),
            step === undefined ? 0 : deps.calls.countDue(list),
            deps.calls.countDue(promises),
            deps.calls.countDue(promises, lateAt.toISOString()),
          ])
          const talking = working.filter(({ call }) => call && readCallId(call)?.campaign === campaign.id)
          const onList = talking.length // a lease stands on its list, from its end on
          return {
            list,
            campaign: campaign.id,
            name: campaign.name,
            status: campaign.status,
            closed,
            fresh: step === undefined ? 0 : freshOf(campaign, fresh),
            due,
            later: Math.max(0, all - due - onList),
            talking: talking.length,
            promised,
            late,
            ...(skill && { skill }),
          }
        }),
      )
      const { date } = localTime(at)
      const outcomes: Partial<Record<OutcomeCode, number>> = {}
      for (const { today } of agents) {
        if (today?.date !== date) continue
        for (const [code, count] of Object.entries(today.outcomes) as [OutcomeCode, number][]) {
          outcomes[code] = (outcomes[code] ?? 0) + count
        }
      }
      return {
        lists: figures,
        agents: working
          .filter(({ call, seenAt }) => call || at.getTime() - Date.parse(seenAt) < awayMinutes * 60_000)
          .map(({ agent, name, lists, call, since, seenAt, today }) => ({
            id: agent,
            name,
            lists,
            seenAt,
            today: today?.date === date ? Object.values(today.outcomes).reduce((sum, count) => sum + count, 0) : 0,
            ...(call && since && { call, since }),
          })),
        outcomes,
      }
    },

    /** Closes a list for agents, or opens it again. Who talks, talks on. */
    async closeList(by: Caller, list: string, closed: boolean): Promise<void> {
      const known = readList(list)
      const campaign = known && (await deps.campaigns.get(known.campaign).catch(noneIfNotFound))
      if (!known || !campaign || !listsOf(campaign).some((one) => one.list === list)) {
        const message = { pl: 'Nie ma takiej listy.', en: 'There is no such list.' }
        throw new Invalid([{ field: 'list', message }])
      }
      await deps.lists.close(known.campaign, known.step ?? 'callback', closed)
      await deps.audit.write({ who: by.id, did: closed ? 'close list' : 'open list', what: list }, deps.now())
    },
  }
}

/** How many new people are left: of each language those behind its count, taken as evenly spread over the list. */
function freshOf(campaign: WorkList['campaign'], fresh: Record<string, number>): number {
  if (stepOf(campaign.plan, 'call') || !campaign.list) return 0
  const { contacts, byLanguage } = campaign.list
  const left = Object.entries(byLanguage).map(([language, count = 0]) => {
    const share = Math.min(1, (fresh[language] ?? 0) / Math.max(1, contacts))
    return Math.round(count * (1 - share))
  })
  return left.reduce((sum, count) => sum + count, 0)
}

function withoutCall({ call: _, since: __, ...agent }: Agent): Agent {
  return agent
}

function noneIfNotFound(error: unknown): undefined {
  if (error instanceof NotFound) return undefined
  throw error
}
