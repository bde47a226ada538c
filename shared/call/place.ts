/**
 * Claim, check again, dial: as many calls as there are free lines and tokens. People, numbers, lines and tokens are claimed
 * together, in one write over the version of the lines that was read before anything else; nothing rings before it.
 */
import type { Campaign } from '../campaign/campaign.ts'
import type { VoiceChannel } from '../channel/voice.ts'
import type { WholePage } from '../contact/contact-store.ts'
import type { Whom } from '../contact/link.ts'
import { isSending } from '../plan/dispatch.ts'
import { NotFound, nameOf } from '../platform/errors.ts'
import type { Language } from '../platform/language.ts'
import { log } from '../platform/log.ts'
import { type Call, type CallId, callIdText, type PlaceCallsMessage, readCallId } from './call.ts'
import type { CheckDeps } from './check.ts'
import { type ClearDeps, clear, nextNumber } from './clear.ts'
import { closeCall } from './close.ts'
import {
  inHand,
  type Lines,
  linesAt,
  listsInTurn,
  mayStart,
  mostBack,
  openMilliseconds,
  putBack,
  secondsToToken,
  skipMilliseconds,
  whomText,
  withoutList,
} from './lines.ts'
import type { LinesStore } from './lines-store.ts'
import { startCalls } from './start-calls.ts'
import { type Walk, walkList } from './waiting.ts'

export interface PlaceDeps extends CheckDeps, ClearDeps {
  calls: ClearDeps['calls']
  contacts: ClearDeps['contacts']
  responses: ClearDeps['responses']
  keysOf: ClearDeps['keysOf']
  lines: LinesStore
  voice: Pick<VoiceChannel, 'start' | 'stop' | 'describe'>
  /** How many calls may be going on at once. */
  lineCount: number
  /** Numbers on which agents talk, by the beginning of their hashes (`lineHash`). */
  numbersInUse: (at: Date) => Promise<ReadonlySet<string>>
  /** Pauses a drive by itself: Connect says that our settings are wrong, or takes no call at all. */
  pause: (campaign: string) => Promise<void>
  later: (message: PlaceCallsMessage, seconds: number) => Promise<void>
}

/** A call that was claimed and is to be started. */
export interface Claimed {
  id: CallId
  to: string
  language: Language
  /** The beginning of her number's hash, as the lines keep it. */
  hash: string
}

/** Writers of the lines that meet begin again so often; then the others' calls go on without us. */
const mostTries = 5
const mostSkips = 100
/** How long to wait for a number on which somebody talks. */
const busyMilliseconds = 60_000

/** Starts what may be started now. Told twice, or by many at once, it calls nobody twice. */
export async function fill(deps: PlaceDeps): Promise<void> {
  for (let attempt = 0; attempt < mostTries; attempt++) {
    const at = deps.now()
    const found = linesAt(await deps.lines.get(), at)
    if (mayStart({ ...found, open: [] }, deps.lineCount, at) === 0) return // no token: whoever took the last one wakes us
    const lines = await settled(found, at, deps)
    const slots = mayStart(lines, deps.lineCount, at)
    if (slots === 0) return // whoever ends a call wakes us
    const round = await choose(lines, slots, at, deps)
    if (!round.isWorthWriting) return
    if (!(await deps.lines.save(round.lines))) continue
    await Promise.all(round.skipped.map(({ whom, call }) => deps.calls.close(whom, call)))
    await startCalls(await withoutTaken(round.claimed, deps), round.lines, deps)
    const isFree = mayStart({ ...round.lines, tokens: 1 }, deps.lineCount, at) > 0
    if (round.hasMore && isFree) await deps.later({ kind: 'fill' }, secondsToToken(round.lines))
    return
  }
}

/**
 * What was claimed, without those on whose numbers an agent has begun to talk since we looked. She looks at the lines after her
 * lease, so that of the two at least one sees the other; who gives way is called a little later.
 */
async function withoutTaken(claimed: Claimed[], deps: PlaceDeps): Promise<Claimed[]> {
  if (claimed.length === 0) return claimed
  const at = deps.now()
  const agentsOn = await deps.numbersInUse(at)
  const taken = claimed.filter(({ hash }) => agentsOn.has(hash)).map(({ id }) => id)
  if (taken.length === 0) return claimed
  await deps.lines.change((lines) => putBack(lines, taken, at.getTime() + busyMilliseconds))
  return claimed.filter(({ id }) => !taken.includes(id))
}

/**
 * The lines without what is closed. A call whose end nobody told in time is closed now, or asked for once more with the same
 * token, by the rule of its drive: had it gone out, Connect names the same contact, nothing rings, and its end is learnt.
 */
async function settled(lines: Lines, at: Date, deps: PlaceDeps): Promise<Lines> {
  const closed = await deps.calls.closed(lines.open.map(({ call }) => readCallId(call)!))
  const open = lines.open.filter(({ call }) => !closed.has(call))
  const late = open.filter(({ until }) => until <= at.getTime())
  const gone = new Set<string>()
  const again = new Set<string>()
  for (const { call, hash } of late) {
    const id = readCallId(call)!
    try {
      if (hash) {
        log.warn('claim without an end', { campaign: id.campaign, page: id.page })
        const end = await closeCall(id, { kind: 'lost' }, undefined, deps)
        if (end === 'no trace') again.add(call)
      } else again.add(call) // somebody was to be skipped and is not: she is looked at again
      gone.add(call)
    } catch (error) {
      log.error('call not closed', { campaign: id.campaign, page: id.page, error: nameOf(error) })
    }
  }
  return {
    ...lines,
    open: open.filter(({ call }) => !gone.has(call)),
    back: [...lines.back, ...[...again].map((call) => ({ call, at: at.getTime() }))],
  }
}

interface Round {
  lines: Lines
  claimed: Claimed[]
  skipped: { whom: Whom; call: Call }[]
  isWorthWriting: boolean
  /** There may be more people to call, once there are tokens. */
  hasMore: boolean
}

/** Entries that were passed, from which on it is worth a write to pass them no more. */
const worthWriting = 25

/** One person of each list in turn, until no call may be started any more. Reads only. */
async function choose(before: Lines, slots: number, at: Date, deps: PlaceDeps): Promise<Round> {
  let lines = before
  const now = at.getTime()
  const hands = inHand(lines)
  const agentsOn = await deps.numbersInUse(at)
  const talking = new Set([...lines.open.map(({ hash }) => hash).filter(Boolean), ...agentsOn])
  const tours = new Map<string, Tour | undefined>()
  const queue = listsInTurn(lines)
  const claimed: Claimed[] = []
  const skipped: Round['skipped'] = []
  const waits: Lines['back'] = []
  const open: Lines['open'] = []
  let { turn } = lines
  const isBackFull = () => lines.back.length + waits.length >= mostBack + slots // the next minute looks again

  while (claimed.length < slots && queue.length > 0 && skipped.length < mostSkips && !isBackFull()) {
    const list = queue.shift()!
    if (!tours.has(list)) {
      const tour = await tourOf(list, lines, hands, at, deps)
      if (tour === 'over') lines = withoutList(lines, list)
      tours.set(list, tour === 'over' ? undefined : tour)
    }
    const tour = tours.get(list)
    const next = await tour?.walk.next()
    if (!tour || !next) continue
    queue.push(list)
    const { whom, person } = next
    hands.add(whomText(whom))
    const page = await tour.pageOf(whom.page)
    const cleared = await clear(whom, person, { ...tour, page, talking }, at, deps)
    const id: CallId = { campaign: whom.campaign, page: whom.page, index: whom.index, n: nextNumber(person) }
    const call = callIdText(id)
    if (cleared.kind === 'busy') waits.push({ call, at: now + busyMilliseconds })
    else if (cleared.kind === 'skip') {
      skipped.push({ whom, call: cleared.call })
      open.push({ call, hash: '', number: 0, since: now, until: now + skipMilliseconds })
    } else {
      const { to, language, hash, number } = cleared
      claimed.push({ id, to, language, hash })
      talking.add(hash)
      open.push({ call, hash, number, since: now, until: now + openMilliseconds })
      turn = list
    }
  }
  const walks = [...tours.values()].flatMap((tour) => tour?.walk ?? [])
  const hasMore = !isBackFull() && (queue.length > 0 || walks.some((walk) => walk.hasMore()))
  const passed = walks.reduce((sum, walk) => sum + walk.passed(), 0)
  const isChanged = claimed.length + skipped.length + waits.length > 0 || lines.fresh !== before.fresh
  for (const walk of walks) lines = walk.moved(lines)
  return {
    lines: {
      ...lines,
      open: [...lines.open, ...open],
      back: [...lines.back, ...waits],
      tokens: lines.tokens - claimed.length,
      turn,
    },
    claimed,
    skipped,
    isWorthWriting: isChanged || passed >= worthWriting,
    hasMore,
  }
}

interface Tour {
  campaign: Campaign
  step: number
  walk: Walk
  /** Her page, read once in a round. */
  pageOf: (page: number) => Promise<WholePage>
}

/** A list that may be called now; 'over' if its drive has ended; undefined if it waits: paused, or outside its window. */
async function tourOf(
  list: string,
  lines: Lines,
  hands: ReadonlySet<string>,
  at: Date,
  deps: PlaceDeps,
): Promise<Tour | 'over' | undefined> {
  const [id = '', step] = list.split('#')
  const campaign = await deps.campaigns.get(id).catch((error: unknown) => {
    if (error instanceof NotFound) return undefined
    throw error
  })
  if (!campaign || campaign.status === 'stopped' || campaign.status === 'finished') return 'over'
  if (!isSending(campaign, at) || campaign.plan[Number(step)]?.kind !== 'call') return undefined
  const keys = await deps.keysOf(campaign)
  const pages = new Map<number, Promise<WholePage>>()
  return {
    campaign,
    step: Number(step),
    walk: walkList(list, campaign, lines, hands, at, deps.calls),
    pageOf(page) {
      const known = pages.get(page)
      if (known !== undefined) return known
      const read = deps.contacts.wholePage(id, page, keys)
      pages.set(page, read)
      return read
    },
  }
}
