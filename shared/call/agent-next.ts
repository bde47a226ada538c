/**
 * The next call for an agent: promised calls first (hers, then anyone's), then who is due on her lists, then people whom
 * nobody has called. Agents who ask at once are spread over a list, and the lease decides who was first.
 */
import type { Campaign } from '../campaign/campaign.ts'
import { contactsPerPage } from '../contact/contact.ts'
import type { Whom } from '../contact/link.ts'
import { stepOf } from '../plan/plan.ts'
import { nextOpening } from '../plan/window.ts'
import { NotFound } from '../platform/errors.ts'
import type { Language } from '../platform/language.ts'
import {
  type Agent,
  isCalling,
  isFitFor,
  isHeld,
  keepsPromises,
  listsOf,
  readList,
  type WorkList,
  whoseIs,
} from './agent.ts'
import { type AgentDeps, candidateOf } from './agent-check.ts'
import { type Given, give, giveTo, type Held, type Taker } from './agent-give.ts'
import { listOf } from './call.ts'
import type { Due } from './call-store.ts'

/** Why there is no call: no list chosen, none is open at this hour (then `from`), or nobody is due. */
export type Nothing = { nothing: 'no lists' } | { nothing: 'closed'; from?: Date } | { nothing: 'nobody' }

/** Agents who ask at once pick among so many at first, and look farther when others were faster. */
const firstCandidates = 20
const mostCandidates = 200
/** So many new people are looked at for one call; then the agent may ask again. */
const mostFresh = 60
/** So many pages are read on for somebody of her language. */
const pagesAhead = 10
const missesBeforeFarther = 3

/** The languages of a list's people, a letter to each, by page: what was imported never changes. */
const languagesSeen = new Map<string, string>()
const pagesRemembered = 20_000

/** The next call for an agent who has none. */
export async function nextCall(agent: Agent, taker: Taker, deps: AgentDeps): Promise<Held | Nothing> {
  const lists = await openLists(agent, deps)
  if (lists.length === 0) return { nothing: 'no lists' }
  const at = deps.now()
  const promises = lists.filter(({ campaign }) => keepsPromises(campaign, at))
  const working = lists.filter(({ campaign, step }) => step !== undefined && isCalling(campaign, at))
  const found =
    (await fromPromises(promises, agent, taker, deps)) ??
    (await fromLists(shuffled(working, deps), agent, taker, deps)) ??
    (await fromFresh(shuffled(working, deps), agent, taker, deps))
  if (found) return found
  if (promises.length > 0 || working.length > 0) return { nothing: 'nobody' }
  const openings = lists.flatMap(({ campaign }) =>
    campaign.status === 'running' ? (nextOpening(at, campaign.window) ?? []) : [],
  )
  const from = openings.sort((one, other) => one.getTime() - other.getTime())[0]
  return { nothing: 'closed', ...(from && { from }) }
}

/** Her lists as they stand now: not closed by a supervisor, and such as she can do. */
async function openLists(agent: Agent, deps: AgentDeps): Promise<WorkList[]> {
  const lists = await Promise.all(
    agent.lists.map(async (list): Promise<WorkList[]> => {
      const read = readList(list)
      if (!read) return []
      const [campaign, { closed }] = await Promise.all([
        deps.campaigns.get(read.campaign).catch(noneIfNotFound),
        deps.agents.list(read.campaign, read.step ?? 'callback'),
      ])
      if (closed || !campaign?.launchedAt) return []
      return listsOf(campaign).filter((one) => one.list === list && isFitFor(one, agent.skills))
    }),
  )
  return lists.flat()
}

async function fromPromises(lists: WorkList[], agent: Agent, taker: Taker, deps: AgentDeps): Promise<Held | undefined> {
  const at = deps.now()
  const entries = await Promise.all(
    lists.map(async (list) => {
      const due = await deps.calls.due(
        listOf(list.campaign.id, 'callback'),
        undefined,
        at.toISOString(),
        mostCandidates,
      )
      return due.map((entry) => ({ ...list, entry, whose: whoseIs(entry, agent.agent, at) }))
    }),
  )
  const due = entries.flat().sort((one, other) => one.entry.dueAt.localeCompare(other.entry.dueAt))
  for (const whose of ['hers', 'anyones'] as const) {
    const turn = due.filter((one) => one.whose === whose)
    for (const { campaign, step, entry } of inOrderOf(turn, deps)) {
      const whom = { campaign: campaign.id, page: entry.page, index: entry.index }
      const known = await deps.calls.ofPerson(whom)
      if (known.callback?.state !== 'open' || known.callback.dueAt !== entry.dueAt) continue // the index is a moment late
      if (isHeld(known.calls.at(-1), deps.now())) continue // somebody was faster
      const candidate = await candidateOf(campaign, whom, deps, known)
      if (!candidate) continue
      if (whose === 'anyones' && !agent.languages.includes(candidate.contact.language)) continue
      const given = await give(candidate, { step: step ?? stepOfCalls(campaign), promised: true }, taker, deps)
      if ('held' in given) return given.held
      if (given.missed === 'busy') return undefined
    }
  }
  return undefined
}

async function fromLists(lists: WorkList[], agent: Agent, taker: Taker, deps: AgentDeps): Promise<Held | undefined> {
  for (const { list, campaign, step } of lists) {
    const due = await deps.calls.due(list, undefined, deps.now().toISOString(), mostCandidates)
    const ours: Due[] = []
    for (const entry of due) {
      if (agent.languages.includes(await languageOf(campaign, entry.page, entry.index, deps))) ours.push(entry)
    }
    for (const entry of inOrderOf(ours, deps)) {
      const whom = { campaign: campaign.id, page: entry.page, index: entry.index }
      const known = await deps.calls.ofPerson(whom)
      const newest = known.calls.at(-1)
      if (newest?.n !== entry.n) {
        await deps.agents.unlist(whom, Number(entry.n)) // an older attempt's: the newest is the truth
        continue
      }
      if (newest.list !== list || newest.dueAt !== entry.dueAt) continue // the index is a moment late
      if (isHeld(known.calls.at(-1), deps.now())) continue // somebody was faster
      const candidate = await candidateOf(campaign, whom, deps, known)
      if (!candidate) continue
      const given = await give(candidate, { step: step!, promised: false }, taker, deps)
      if ('held' in given) return given.held
      if (given.missed === 'busy') return undefined
    }
  }
  return undefined
}

/** New people of plans without automated calls, once every step before the agents' is done. */
async function fromFresh(lists: WorkList[], agent: Agent, taker: Taker, deps: AgentDeps): Promise<Held | undefined> {
  for (const { campaign, step } of lists) {
    if (stepOf(campaign.plan, 'call') || !(await hasBegun(campaign, step!, deps))) continue
    await deps.agents.beginFresh(campaign.id, step!)
    for (const language of shuffled(agent.languages, deps)) {
      for (let tried = 0; tried < mostFresh; tried++) {
        const whom = await takeFresh(campaign, step!, language, deps)
        if (whom === 'none left') break
        if (!whom) continue
        const given: Given | undefined = await giveTo(whom, campaign, { step: step!, promised: false }, taker, deps)
        if (given && 'held' in given) return given.held
        // She is not lost with the turn: what was passed over stands on the list, and who was given nothing goes back on it.
        if (given?.missed === 'busy') {
          await putOnList(whom, campaign, step!, deps)
          return undefined
        }
      }
    }
  }
  return undefined
}

/** Whether a step's turn has come: all before it are done. */
async function hasBegun(campaign: Campaign, step: number, { pumps }: AgentDeps): Promise<boolean> {
  return step === 0 || (await pumps.get(campaign.id, step - 1)).done
}

/** Somebody new of a language; undefined where the turn went to somebody else's or nobody. */
async function takeFresh(
  campaign: Campaign,
  step: number,
  language: Language,
  deps: AgentDeps,
): Promise<Whom | 'none left' | undefined> {
  const contacts = campaign.list?.contacts ?? 0
  const known = (await deps.agents.list(campaign.id, step)).fresh[language] ?? 0
  if (known >= contacts) return 'none left'
  const position = await deps.agents.takeFresh(campaign.id, step, language)
  if (position >= contacts) return 'none left'
  const [page, index] = [Math.floor(position / contactsPerPage), position % contactsPerPage]
  if ((await languageOf(campaign, page, index, deps)) === language) return { campaign: campaign.id, page, index }
  const next = await nextOfLanguage(campaign, position + 1, language, deps)
  if (next > position + 1) await deps.agents.passFresh(campaign.id, step, language, position + 1, next)
  return undefined
}

/** The position of the next person of a language, or how far was looked. */
async function nextOfLanguage(campaign: Campaign, from: number, language: Language, deps: AgentDeps): Promise<number> {
  const contacts = campaign.list?.contacts ?? 0
  const end = Math.min(contacts, from + pagesAhead * contactsPerPage)
  for (let position = from; position < end; position++) {
    const [page, index] = [Math.floor(position / contactsPerPage), position % contactsPerPage]
    if ((await languageOf(campaign, page, index, deps)) === language) return position
  }
  return end
}

/** Puts a new person on the list whose turn was taken and came to nothing. */
async function putOnList(whom: Whom, { id }: Campaign, step: number, { calls, now }: AgentDeps): Promise<void> {
  const at = now().toISOString()
  await calls.close(whom, {
    index: whom.index,
    n: 1,
    state: 'closed',
    channel: 'agents',
    step,
    number: 0,
    startedAt: at,
    endedAt: at,
    outcome: 'not_dialled',
    list: listOf(id, step),
    dueAt: at,
  })
}

async function languageOf(campaign: Campaign, page: number, index: number, deps: AgentDeps): Promise<Language> {
  const key = `${campaign.id} ${campaign.list?.upload} ${page}`
  let letters = languagesSeen.get(key)
  if (letters === undefined) {
    const { contacts } = await deps.contacts.wholePage(campaign.id, page, await deps.keysOf(campaign))
    letters = contacts.map(({ language }) => language[0]).join('')
    if (languagesSeen.size >= pagesRemembered) languagesSeen.clear()
    languagesSeen.set(key, letters)
  }
  const found = { p: 'pl', u: 'uk', e: 'en' } as const
  return found[(letters[index] ?? 'p') as keyof typeof found]
}

/** Where promises are kept in a plan without an agents' step: beside the step that made them. */
function stepOfCalls({ plan }: Campaign): number {
  return stepOf(plan, 'call')?.number ?? Math.max(0, plan.length - 1)
}

/** The first of them in any order, and after some that others had taken, all the rest in any order. */
function* inOrderOf<T>(entries: T[], deps: Pick<AgentDeps, 'random'>): Generator<T> {
  const first = shuffled(entries.slice(0, firstCandidates), deps)
  const near = first.slice(0, missesBeforeFarther)
  yield* near
  yield* shuffled([...first.slice(missesBeforeFarther), ...entries.slice(firstCandidates)], deps)
}

function shuffled<T>(all: readonly T[], { random }: Pick<AgentDeps, 'random'>): T[] {
  const list = [...all]
  for (let n = list.length - 1; n > 0; n--) {
    const other = Math.floor(random() * (n + 1))
    ;[list[n], list[other]] = [list[other]!, list[n]!]
  }
  return list
}

function noneIfNotFound(error: unknown): undefined {
  if (error instanceof NotFound) return undefined
  throw error
}
