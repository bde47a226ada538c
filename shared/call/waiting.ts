/**
 * Who is next on a list of automated calls: those whom we owe a call, then those whose time has come, then people who were
 * never looked at, in the order of the contact list. What it hands out, the caller settles: dials, skips or puts back.
 */
import type { Campaign } from '../campaign/campaign.ts'
import { contactsPerPage } from '../contact/contact.ts'
import type { Whom } from '../contact/link.ts'
import { readCallId } from './call.ts'
import type { CallStore, Due, PersonCalls } from './call-store.ts'
import { cursorAfter, type Lines, safeCursor, whomText } from './lines.ts'

export interface Waiting {
  whom: Whom
  person: PersonCalls
}

export interface Walk {
  /** The next person, or undefined: nobody is left now, or enough was looked at for one turn (`hasMore`). */
  next(): Promise<Waiting | undefined>
  hasMore(): boolean
  /** How many entries were passed that no walk need pass again, once the cursors are written. */
  passed(): number
  /** The lines with this list's cursors behind everybody who was handed out or passed. */
  moved(lines: Lines): Lines
}

/** Entries of one Query of what is due, and how many people are looked at in one turn. */
const entriesAtOnce = 100
const mostLooks = 400

/**
 * Entries of attempts after which there was another one: that stays so, and each walk meets those of the last two minutes
 * again, because the cursor lags behind. By list and place in the index.
 */
const outdated = new Set<string>()
const mostOutdated = 5_000

/**
 * Walks a list from where its cursors stand.
 * @param inHand people on the lines or put back (`whomText`); the caller adds whomever he is handed
 */
export function walkList(
  list: string,
  campaign: Campaign,
  lines: Lines,
  inHand: ReadonlySet<string>,
  at: Date,
  calls: Pick<CallStore, 'ofPerson' | 'ofPage' | 'due'>,
): Walk {
  const owed = lines.back.filter((back) => back.at <= at.getTime() && readCallId(back.call)!.campaign === campaign.id)
  const settled = new Set<string>()
  const end = campaign.list?.contacts ?? 0
  const begin = lines.fresh[list] ?? 0
  let fresh = begin
  let cursor = lines.due[list]
  let entries: Due[] = []
  let isDueRead = false
  let page: { number: number; people: Map<number, PersonCalls> } | undefined
  const safe = safeCursor(at)
  let looks = 0
  let passed = 0

  const nextDue = async (): Promise<Waiting | undefined> => {
    while (looks < mostLooks) {
      const [entry] = entries
      if (!entry) {
        if (isDueRead) return undefined
        entries = await calls.due(list, cursor, at.toISOString(), entriesAtOnce)
        isDueRead = entries.length < entriesAtOnce
        if (entries.length === 0) return undefined
        continue
      }
      entries = entries.slice(1)
      cursor = entry.position
      const key = `${list} ${entry.position}`
      const whom = { campaign: campaign.id, page: entry.page, index: entry.index }
      if (!outdated.has(key) && !inHand.has(whomText(whom))) {
        looks++
        const person = await calls.ofPerson(whom)
        if (isDue(person, list, at)) return { whom, person }
        if ((person.calls.at(-1)?.n ?? 0) > Number(entry.n)) remember(key)
      }
      if (entry.dueAt < safe) passed++
    }
    return undefined
  }

  const nextFresh = async (): Promise<Waiting | undefined> => {
    while (fresh < end && looks < mostLooks) {
      const number = Math.floor(fresh / contactsPerPage)
      if (page?.number !== number) page = { number, people: await calls.ofPage(campaign.id, number) }
      const whom = { campaign: campaign.id, page: number, index: fresh % contactsPerPage }
      const person = page.people.get(whom.index) ?? { calls: [] }
      fresh++
      looks++
      if (person.calls.length === 0 && !inHand.has(whomText(whom))) return { whom, person }
      passed++
    }
    return undefined
  }

  return {
    async next() {
      const back = owed.shift()
      if (back) {
        const whom = readCallId(back.call)!
        settled.add(back.call)
        return { whom, person: await calls.ofPerson(whom) }
      }
      return (await nextDue()) ?? (await nextFresh())
    },
    hasMore: () => owed.length > 0 || entries.length > 0 || !isDueRead || fresh < end,
    passed: () => passed,
    moved(before) {
      // Everything up to now was taken, or what was taken last is where to go on.
      const taken = isDueRead && entries.length === 0 ? at.toISOString() : cursor
      return {
        ...before,
        back: before.back.filter(({ call }) => !settled.has(call)),
        fresh: { ...before.fresh, [list]: fresh },
        due: taken === undefined ? before.due : { ...before.due, [list]: cursorAfter(taken, at) },
      }
    },
  }
}

function remember(key: string): void {
  if (outdated.size >= mostOutdated) outdated.clear()
  outdated.add(key)
}

/** Whether a person's newest item says that her time on this list has come; entries of older items mean nothing. */
export function isDue({ calls }: PersonCalls, list: string, at: Date): boolean {
  const newest = calls.at(-1)
  return (
    newest?.state === 'closed' && newest.list === list && newest.dueAt !== undefined && newest.dueAt <= at.toISOString()
  )
}
