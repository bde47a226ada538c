/**
 * The next call for an agent: promised calls first (hers, then anyone's), then who is due on her lists, then people whom
 * nobody has called. Agents who ask at once are spread over a list, and the lease decides who was first. What can be asked
 * at once is asked at once, and nothing twice: she waits for every request.
 */
import { knowsPayments } from '../claim/reminder.ts'
import { stepOf } from '../plan/plan.ts'
import { nextOpening } from '../plan/window.ts'
import {
  type Agent,
  isCalling,
  isFitFor,
  isHeld,
  keepsPromises,
  listsOf,
  mayKnow,
  readList,
  type WorkList,
  whoseIs,
} from './agent.ts'
import { type AgentDeps, turnOf } from './agent-check.ts'
import { fromFresh, keepLanguages, languageSeen, speaksWithAll } from './agent-fresh.ts'
import { give, type Held, type Taker } from './agent-give.ts'
import type { ListNow } from './agent-list-store.ts'
import { listOf } from './call.ts'
import type { Due, PersonCalls } from './call-store.ts'
import { shuffled } from './shuffled.ts'

/** Why there is no call: no list chosen, none is open at this hour (then `from`), nobody is due, or payments are not known. */
export type Nothing =
  | { nothing: 'no lists' }
  | { nothing: 'closed'; from?: Date }
  | { nothing: 'nobody' }
  // a reminder without a fresh state of payments (T7)
  | { nothing: 'payments' }

/** A list that she works on, as it stands now. */
export type OpenList = WorkList & Pick<ListNow, 'fresh' | 'isTurn' | 'isCounted'>

/** Agents who ask at once pick among so many of the longest waiting, and look farther when others were faster. */
const firstPage = 100
const farPage = 200
/** So many pages of a list are looked through for somebody of her language. */
const mostPages = 10
/** After so many who were gone already it is asked again who is left: that is one request, not one for each. */
const missesBeforeAsking = 3

/** The next call for an agent who has none. */
export async function nextCall(agent: Agent, taker: Taker, deps: AgentDeps): Promise<Held | Nothing> {
  const lists = await openLists(agent, deps)
  if (lists.length === 0) return { nothing: 'no lists' }
  const at = deps.now()
  const promises = lists.filter(({ campaign }) => keepsPromises(campaign, at))
  const working = shuffled(
    lists.filter(({ campaign, step }) => step !== undefined && isCalling(campaign, at)),
    deps,
  )
  const found =
    (await fromPromises(promises, agent, taker, deps)) ??
    (await fromLists(working, agent, taker, deps)) ??
    (await fromFresh(working, agent, taker, deps))
  if (found && found !== 'busy') return found
  if (promises.length > 0 || working.length > 0) return { nothing: 'nobody' }
  if (lists.some(({ campaign }) => campaign.status === 'running' && !knowsPayments(campaign, at))) {
    return { nothing: 'payments' }
  }
  const openings = lists.flatMap(({ campaign }) =>
    campaign.status === 'running' ? (nextOpening(at, campaign.window) ?? []) : [],
  )
  const from = openings.sort((one, other) => one.getTime() - other.getTime())[0]
  return { nothing: 'closed', ...(from && { from }) }
}

/** Her lists as they stand now: not closed by a supervisor, and such as she can do. */
async function openLists(agent: Agent, deps: AgentDeps): Promise<OpenList[]> {
  const lists = await deps.lists.now(agent.lists.flatMap((list) => readList(list) ?? []))
  return [...lists].flatMap(([id, { campaign, closed, fresh, isTurn, isCounted }]) => {
    if (closed || !campaign.launchedAt || !mayKnow(campaign, agent, deps.now())) return []
    const mine = listsOf(campaign).filter(({ list, skill }) => list === id && isFitFor({ skill }, agent.skills))
    return mine.map((list) => ({ ...list, fresh, isTurn, isCounted }))
  })
}

async function fromPromises(
  lists: OpenList[],
  agent: Agent,
  taker: Taker,
  deps: AgentDeps,
): Promise<Held | 'busy' | undefined> {
  const at = deps.now()
  const promised = async (isNew: (entry: Due) => boolean) => {
    const entries = await Promise.all(
      lists.map(async (list) => {
        const due = await deps.calls.due(listOf(list.campaign.id, 'callback'), undefined, at.toISOString(), farPage)
        return due.map((entry) => ({ ...list, ...entry, whose: whoseIs(entry, agent.agent, at) }))
      }),
    )
    const due = entries
      .flat()
      .filter((entry) => entry.whose !== 'anothers' && isNew(entry))
      .sort((one, other) => one.dueAt.localeCompare(other.dueAt))
    const hers = due.filter(({ whose }) => whose === 'hers')
    return hers.length > 0 ? hers : due
  }
  return inTurns(promised, deps, async ({ campaign, step, whose, ...entry }) => {
    const whom = { campaign: campaign.id, page: entry.page, index: entry.index }
    const known = await deps.calls.ofPerson(whom)
    if (known.callback?.state !== 'open' || known.callback.dueAt !== entry.dueAt) return undefined // the index is a moment late
    if (isHeld(known.calls.at(-1), deps.now())) return undefined // somebody was faster
    const turn = await turnOf(campaign, whom, deps, known)
    if (!turn || (whose === 'anyones' && !agent.languages.includes(turn.contact.language))) return undefined
    return give(turn, { step: step ?? stepOfCalls(campaign), promised: true }, taker, deps)
  })
}

async function fromLists(
  lists: OpenList[],
  agent: Agent,
  taker: Taker,
  deps: AgentDeps,
): Promise<Held | 'busy' | undefined> {
  for (const { list, campaign, step } of lists) {
    const isHers = (entry: Due): boolean => {
      const language = speaksWithAll(campaign, agent) ? undefined : languageSeen(campaign, entry)
      return language === undefined || agent.languages.includes(language)
    }
    const due = async (isNew: (entry: Due) => boolean, limit: number) => {
      let from: string | undefined
      for (let page = 0; page < mostPages; page++) {
        const entries = await deps.calls.due(list, from, deps.now().toISOString(), limit)
        const hers = entries.filter((entry) => isHers(entry) && isNew(entry))
        if (hers.length > 0 || entries.length < limit) return hers
        from = entries.at(-1)!.position
      }
      return []
    }
    const found = await inTurns(due, deps, async (entry) => {
      const whom = { campaign: campaign.id, page: entry.page, index: entry.index }
      const known = await deps.calls.ofPerson(whom)
      if (!(await isNewest(entry, list, known))) return undefined
      const turn = await turnOf(campaign, whom, deps, known)
      if (!turn) return undefined
      keepLanguages(campaign, whom.page, turn.page)
      if (!agent.languages.includes(turn.contact.language)) return undefined
      return give(turn, { step: step!, promised: false }, taker, deps)
    })
    if (found) return found
  }
  return undefined

  /** Whether an entry is a person's newest and nobody has her in hand. */
  async function isNewest({ page, index, n, dueAt }: Due, list: string, { calls }: PersonCalls): Promise<boolean> {
    const newest = calls.at(-1)
    if (newest?.n !== n) {
      const isListed = calls.some((call) => call.n === n && call.list === list)
      // An older attempt's: the newest is the truth.
      if (isListed) await deps.leases.unlist({ campaign: readList(list)!.campaign, page, index }, Number(n))
      return false
    }
    if (newest.list !== list || newest.dueAt !== dueAt) return false // the index is a moment late
    return !isHeld(newest, deps.now()) // or somebody was faster
  }
}

/**
 * Tries entries until a call is given, in any order; where some are gone already, it is asked again who is left.
 * @param ask who is due, the longest waiting first, without those tried before; `limit` is how many are looked at
 */
async function inTurns<Entry extends Due>(
  ask: (isNew: (entry: Due) => boolean, limit: number) => Promise<Entry[]>,
  deps: AgentDeps,
  tryOne: (entry: Entry) => Promise<Awaited<ReturnType<typeof give>> | undefined>,
): Promise<Held | 'busy' | undefined> {
  const tried = new Set<string>()
  for (let round = 0; ; round++) {
    const entries = await ask(({ position }) => !tried.has(position), round === 0 ? firstPage : farPage)
    if (entries.length === 0) return undefined
    for (const entry of shuffled(entries, deps).slice(0, missesBeforeAsking)) {
      tried.add(entry.position)
      const given = await tryOne(entry)
      if (given && 'held' in given) return given.held
      if (given?.missed === 'busy') return 'busy'
    }
  }
}

/** Where promises are kept in a plan without an agents' step: beside the step that made them. */
function stepOfCalls({ plan }: WorkList['campaign']): number {
  return stepOf(plan, 'call')?.number ?? Math.max(0, plan.length - 1)
}
