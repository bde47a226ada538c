/** New people for an agent, whom nobody has called: a cursor of each language goes over the list, and no two agents meet. */
import type { Campaign } from '../campaign/campaign.ts'
import { contactsPerPage } from '../contact/contact.ts'
import type { WholePage } from '../contact/contact-store.ts'
import type { Whom } from '../contact/link.ts'
import { isForUnmailed, wasMailed } from '../plan/mailed.ts'
import { stepOf } from '../plan/plan.ts'
import type { Language } from '../platform/language.ts'
import type { Agent } from './agent.ts'
import { type AgentDeps, turnOf } from './agent-check.ts'
import { give, type Held, type Taker } from './agent-give.ts'
import type { OpenList } from './agent-next.ts'
import { listOf } from './call.ts'
import { isMailed } from './recycle.ts'
import { shuffled } from './shuffled.ts'

/** So many new people are looked at for one call; then the agent may ask again. */
const mostFresh = 60
/** So many pages are read on for somebody of her language. */
const pagesAhead = 10

/** The languages of a list's people, a letter to each, by page: what was imported never changes. */
const languagesSeen = new Map<string, string>()
const pagesRemembered = 20_000

/** New people of plans without automated calls, once every step before the agents' is done. */
export async function fromFresh(
  lists: readonly OpenList[],
  agent: Agent,
  taker: Taker,
  deps: AgentDeps,
): Promise<Held | 'busy' | undefined> {
  for (const { campaign, step, isTurn, isCounted, fresh } of lists) {
    if (step === undefined || !isTurn || stepOf(campaign.plan, 'call')) continue
    const contacts = campaign.list?.contacts ?? 0
    const left = spoken(campaign, agent).filter((language) => (fresh[language] ?? 0) < contacts)
    if (left.length === 0) continue
    if (!isCounted) await deps.lists.beginFresh(campaign.id, step)
    for (const language of shuffled(left, deps)) {
      for (let tried = 0; tried < mostFresh; tried++) {
        const position = await deps.lists.takeFresh(campaign.id, step, language)
        if (position >= contacts) break
        const whom = whomAt(campaign, position)
        const seen = languageSeen(campaign, whom)
        const turn = seen === undefined || seen === language ? await turnOf(campaign, whom, deps) : undefined
        if (turn) keepLanguages(campaign, whom.page, turn.page)
        if (turn?.contact.language !== language || isMailed({ ...turn.context, step })) {
          const next = await nextToCall(campaign, position + 1, { language, step }, deps)
          if (next > position + 1) await deps.lists.passFresh(campaign.id, step, language, position + 1, next)
          continue
        }
        const given = await give(turn, { step, promised: false }, taker, deps)
        if ('held' in given) return given.held
        // She is not lost with the turn: what was passed over stands on the list, and who was given nothing goes back on it.
        if (given.missed === 'busy') {
          await putOnList(whom, campaign, step, deps)
          return 'busy'
        }
      }
    }
  }
  return undefined
}

/** The agent's languages that somebody of the list has. */
function spoken({ list }: Campaign, { languages }: Agent): Language[] {
  const counts = list?.byLanguage ?? {}
  return Object.keys(counts).length === 0 ? languages : languages.filter((language) => counts[language])
}

/** Whether the agent speaks with everybody of a list. */
export function speaksWithAll({ list }: Campaign, { languages }: Agent): boolean {
  const counts = Object.entries(list?.byLanguage ?? {})
  return counts.length > 0 && counts.every(([language, count]) => !count || languages.includes(language as Language))
}

const whomAt = ({ id }: Campaign, position: number): Whom => ({
  campaign: id,
  page: Math.floor(position / contactsPerPage),
  index: position % contactsPerPage,
})

/**
 * The position of the next person of a language, or how far was looked. Whom an e-mail has reached is passed by in a step that is for the
 * others; nothing is written of her, and should her mail come back, the sweep of the step finds her.
 */
async function nextToCall(
  campaign: Campaign,
  from: number,
  { language, step }: { language: Language; step: number },
  deps: AgentDeps,
): Promise<number> {
  const contacts = campaign.list?.contacts ?? 0
  const end = Math.min(contacts, from + pagesAhead * contactsPerPage)
  const forUnmailed = isForUnmailed(campaign.plan[step])
  let read: { number: number; page: WholePage } | undefined
  for (let position = from; position < end; position++) {
    const whom = whomAt(campaign, position)
    if (read?.number !== whom.page && (forUnmailed || languageSeen(campaign, whom) === undefined)) {
      const page = await deps.contacts.wholePage(campaign.id, whom.page, await deps.keysOf(campaign))
      keepLanguages(campaign, whom.page, page)
      read = { number: whom.page, page }
    }
    const isPassed = forUnmailed && read !== undefined && wasMailed(whom.index, read.page)
    if (languageSeen(campaign, whom) === language && !isPassed) return position
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

const pageSeen = ({ id, list }: Campaign, page: number): string => `${id} ${list?.upload} ${page}`

/** A person's language, if her page was read before by this function. */
export function languageSeen(campaign: Campaign, { page, index }: Pick<Whom, 'page' | 'index'>): Language | undefined {
  const letters = languagesSeen.get(pageSeen(campaign, page))
  if (letters === undefined) return undefined
  const found = { p: 'pl', u: 'uk', e: 'en' } as const
  return found[(letters[index] ?? 'p') as keyof typeof found]
}

/** Remembers the languages of a page that was read. */
export function keepLanguages(campaign: Campaign, page: number, { contacts }: Pick<WholePage, 'contacts'>): void {
  if (languagesSeen.size >= pagesRemembered) languagesSeen.clear()
  languagesSeen.set(pageSeen(campaign, page), contacts.map(({ language }) => language[0]).join(''))
}
