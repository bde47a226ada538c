/**
 * What the clock does with the steps by phone: opens them, wakes place-calls, counts promised calls that are late, and sees
 * when a step is done. Done is only what nobody is due in any more; a sweep of all pages finds whoever was forgotten.
 */
import { type Call, listOf, ownersMinutes, readCallId } from '../call/call.ts'
import type { CallStore } from '../call/call-store.ts'
import { inHand, mostBack, whomText, withList, withoutList } from '../call/lines.ts'
import type { LinesStore } from '../call/lines-store.ts'
import { isDue } from '../call/waiting.ts'
import type { Campaign } from '../campaign/campaign.ts'
import type { BesideStore } from '../contact/beside-store.ts'
import { contactsPerPage } from '../contact/contact.ts'
import type { Whom } from '../contact/link.ts'
import { log } from '../platform/log.ts'
import { isForUnmailed, wasMailed } from './mailed.ts'
import type { Pump } from './pump.ts'
import type { PumpStore } from './pump-store.ts'

export interface PhoneDeps {
  pumps: PumpStore
  lines: Pick<LinesStore, 'get' | 'change'>
  calls: Pick<CallStore, 'ofPerson' | 'ofPage' | 'due' | 'countDue' | 'closed' | 'close'>
  beside: Pick<BesideStore, 'ofPage'>
  /** Tells place-calls to look for calls that are due. */
  fill: () => Promise<void>
  now: () => Date
}

/** So long a step must look done until it is: what was closed a moment ago is not in the index yet. */
const settledMilliseconds = 180_000
/** Whoever is overdue by more than this was forgotten. */
const overdueMilliseconds = 300_000
const pagesAtOnce = 16
const pagesAMinute = 800
const entriesLookedAt = 200

/** Moves the steps by phone on, from the first of them. All others come before them. */
export async function advancePhone(campaign: Campaign, first: number, deps: PhoneDeps): Promise<void> {
  await countLate(campaign, deps)
  let isDone = true
  for (let step = first; step < campaign.plan.length; step++) {
    const kind = campaign.plan[step]?.kind
    const pump = await deps.pumps.get(campaign.id, step)
    if (pump.done) continue
    if (kind === 'call') isDone = await advanceCalls(campaign, step, pump, deps)
    else if (kind === 'agents') await advanceAgents(campaign, step, pump, isDone, deps)
  }
}

/** Logs how many promised calls are late: an alarm reads this line. */
async function countLate({ id }: Campaign, { calls, now }: PhoneDeps): Promise<void> {
  const late = new Date(now().getTime() - ownersMinutes * 60_000)
  const count = await calls.countDue(listOf(id, 'callback'), late.toISOString())
  if (count > 0) log.warn('callbacks late', { campaign: id, count })
}

async function advanceCalls(campaign: Campaign, step: number, pump: Pump, deps: PhoneDeps): Promise<boolean> {
  const list = listOf(campaign.id, step)
  if (!pump.startedAt && !(await begin(campaign, step, pump, deps))) return false
  await deps.lines.change((lines) => withList(lines, list))
  await deps.fill()
  return (
    pump.startedAt > 0 &&
    (await finish(campaign, step, pump, () => callsLookDone(campaign, list, deps), {
      sweep: (pages) => sweepCalls(campaign, list, pages, deps),
      deps,
    })) &&
    (await deps.lines.change((lines) => (list in lines.fresh ? withoutList(lines, list) : lines))) !== undefined
  )
}

async function advanceAgents(
  campaign: Campaign,
  step: number,
  pump: Pump,
  isAlone: boolean,
  deps: PhoneDeps,
): Promise<void> {
  if (!pump.startedAt) {
    await begin(campaign, step, pump, deps)
    return
  }
  if (!isAlone) return // the automated calls still hand people over
  const hasCalls = campaign.plan.some(({ kind }) => kind === 'call')
  await finish(campaign, step, pump, () => agentsLookDone(campaign, step, hasCalls, deps), {
    sweep: (pages) => (hasCalls ? Promise.resolve(0) : sweepAgents(campaign, step, pages, deps)),
    deps,
  })
}

async function begin(campaign: Campaign, step: number, pump: Pump, { pumps, now }: PhoneDeps): Promise<boolean> {
  const isSaved = await pumps.save(campaign.id, step, { ...pump, startedAt: now().getTime() })
  if (isSaved) log.info('step begun', { campaign: campaign.id, step })
  return isSaved
}

/** Pages from one number up to but not including another. */
interface Pages {
  from: number
  to: number
}

interface Finish {
  /** Brings back whoever was forgotten on these pages; how many. */
  sweep: (pages: Pages) => Promise<number>
  deps: PhoneDeps
}

/** Whether the step is done from now on: it has looked so for a while, and nobody was found on any page. */
async function finish(
  campaign: Campaign,
  step: number,
  pump: Pump,
  looksDone: () => Promise<boolean>,
  { sweep, deps }: Finish,
): Promise<boolean> {
  const save = (change: Partial<Pump>) => deps.pumps.save(campaign.id, step, { ...pump, ...change })
  const at = deps.now().getTime()
  if (!(await looksDone())) {
    if (pump.sweptAt) await save({ sweptAt: 0, sweptTo: 0 })
    return false
  }
  if (!pump.sweptAt || pump.sweptAt > at) {
    await save({ sweptAt: at, sweptTo: 0 })
    return false
  }
  if (at - pump.sweptAt < settledMilliseconds) return false
  const { pages } = campaign.list!
  const to = Math.min(pages, pump.sweptTo + pagesAMinute)
  const found = await sweep({ from: pump.sweptTo, to })
  if (found > 0) {
    log.warn('people brought back', { campaign: campaign.id, step, count: found })
    await save({ sweptAt: 0, sweptTo: 0 })
    return false
  }
  const isDone = to === pages
  if (!(await save({ sweptTo: to, done: isDone }))) return false
  if (isDone) log.info('step done', { campaign: campaign.id, step, count: campaign.list!.contacts })
  return isDone
}

/** Everybody was looked at, nobody talks or waits to be called again, and nothing is due now or later. */
async function callsLookDone(campaign: Campaign, list: string, { lines, calls, now }: PhoneDeps): Promise<boolean> {
  const { fresh, open, back, due } = await lines.get()
  const isOurs = ({ call }: { call: string }) => readCallId(call)!.campaign === campaign.id
  if ((fresh[list] ?? 0) < (campaign.list?.contacts ?? 0) || back.some(isOurs)) return false
  const ours = open.filter(isOurs)
  if ((await calls.closed(ours.map(({ call }) => readCallId(call)!))).size < ours.length) return false
  const at = now().toISOString()
  const later = await calls.due(list, at, '9999', 1)
  if (later.length > 0) return false
  const entries = await calls.due(list, due[list], at, entriesLookedAt)
  if (entries.length === entriesLookedAt) return false
  for (const { page, index } of entries) {
    if (isDue(await calls.ofPerson({ campaign: campaign.id, page, index }), list, now())) return false
  }
  return true
}

/** Everybody was given out, nobody talks (a lease stands on its list), nothing is due, and no promise is open. */
async function agentsLookDone(campaign: Campaign, step: number, hasCalls: boolean, deps: PhoneDeps): Promise<boolean> {
  const { calls } = deps
  if ((await calls.countDue(listOf(campaign.id, step))) > 0) return false
  if ((await calls.countDue(listOf(campaign.id, 'callback'))) > 0) return false
  if (hasCalls) return true
  const { byLanguage, contacts } = campaign.list!
  const given = await deps.pumps.givenByAgents(campaign.id, step)
  return Object.entries(byLanguage).every(([language, count]) => !count || (given[language] ?? 0) >= contacts)
}

/** People who were never looked at, or are overdue, although every cursor has passed them: they are called again. */
async function sweepCalls(campaign: Campaign, list: string, pages: Pages, { lines, calls, now }: PhoneDeps) {
  const overdue = new Date(now().getTime() - overdueMilliseconds)
  const hands = inHand(await lines.get())
  const found = await findOnPages(campaign, pages, calls, (whom, person) => {
    if (hands.has(whomText(whom))) return false
    return person.calls.length === 0 || isDue(person, list, overdue)
  })
  if (found.length === 0) return 0
  const at = now().getTime()
  const back = found.slice(0, mostBack).map((whom) => ({ call: `${whomText(whom)}.1`, at }))
  await lines.change((before) => {
    const known = inHand(before)
    return { ...before, back: [...before.back, ...back.filter(({ call }) => !known.has(whomText(readCallId(call)!)))] }
  })
  return back.length
}

/** People whom an agent was to be given and was not, because something broke in between: they stand on the list, as a lease that ran out. */
async function sweepAgents(campaign: Campaign, step: number, pages: Pages, { calls, beside, now }: PhoneDeps) {
  const never = await findOnPages(campaign, pages, calls, (_, person) => person.calls.length === 0)
  const found = isForUnmailed(campaign.plan[step]) ? await withoutMailed(never, beside) : never
  const at = now()
  const lost = {
    n: 1,
    state: 'leased',
    channel: 'agents',
    step,
    number: 0,
    agent: '',
    leaseUntil: at.getTime(),
  } as const
  for (const whom of found) {
    const startedAt = at.toISOString()
    const call: Call = { ...lost, index: whom.index, startedAt, list: listOf(campaign.id, step), dueAt: startedAt }
    await calls.close(whom, call)
  }
  return found.length
}

/** Those whom no e-mail of the drive has reached. One query to each page. */
async function withoutMailed(people: Whom[], beside: PhoneDeps['beside']): Promise<Whom[]> {
  const found: Whom[] = []
  for (const [page, of] of Map.groupBy(people, (whom) => whom.page)) {
    const known = await beside.ofPage(of[0]!.campaign, page)
    found.push(...of.filter(({ index }) => !wasMailed(index, known)))
  }
  return found
}

type PersonCalls = Awaited<ReturnType<CallStore['ofPerson']>>

async function findOnPages(
  campaign: Campaign,
  { from, to }: Pages,
  calls: Pick<CallStore, 'ofPage'>,
  holds: (whom: Whom, person: PersonCalls) => boolean,
): Promise<Whom[]> {
  const { contacts } = campaign.list!
  const found: Whom[] = []
  for (let start = from; start < to; start += pagesAtOnce) {
    const numbers = Array.from({ length: Math.min(pagesAtOnce, to - start) }, (_, n) => start + n)
    const people = await Promise.all(numbers.map((page) => calls.ofPage(campaign.id, page)))
    for (const [n, page] of numbers.entries()) {
      for (let index = 0; index < contactsPerPage && page * contactsPerPage + index < contacts; index++) {
        const whom = { campaign: campaign.id, page, index }
        if (holds(whom, people[n]!.get(index) ?? { calls: [] })) found.push(whom)
      }
    }
  }
  return found
}
