/**
 * What the clock does with a running campaign each minute: stop it where mail goes wrong, send the next pages on their
 * way, find the pages that have no record, and see when a step and the drive are done.
 */
import { advance, type Campaign, type PauseReason } from '../campaign/campaign.ts'
import type { CampaignStore } from '../campaign/campaign-store.ts'
import { usableRate } from '../channel/rate.ts'
import { contactsPerPage } from '../contact/contact.ts'
import { Conflict } from '../platform/errors.ts'
import { localTime } from '../platform/local-time.ts'
import { log } from '../platform/log.ts'
import type { Progress } from '../result/result.ts'
import { breaker } from './breaker.ts'
import { isSending } from './dispatch.ts'
import type { LedgerStore } from './ledger-store.ts'
import { advancePhone, type PhoneDeps } from './phone-steps.ts'
import type { DispatchMessage } from './plan.ts'
import { type Pump, pagesToPump } from './pump.ts'
import type { PumpStore } from './pump-store.ts'
import { sweepPages } from './sweep.ts'

export interface AdvanceDeps {
  campaigns: Pick<CampaignStore, 'get' | 'save'>
  pumps: PumpStore
  ledger: Pick<LedgerStore, 'ofPage' | 'doubt' | 'readmit'>
  progress: (campaign: string) => Promise<Progress>
  /** Mails a second that the provider takes, and how many more today. (E7) */
  capacity: () => Promise<{ perSecond: number; leftToday: number }>
  /** Puts messages into the queue, each to be seen so long after the one before it. */
  enqueue: (messages: DispatchMessage[], secondsApart: number) => Promise<void>
  phone: PhoneDeps
  now: () => Date
}

/** Lists of so many pages cost little to look at whole. */
const fewPages = 20
/** How long a page may lie in the queue before the sweep asks why it has no record. */
const sweepAfter = 180_000

/** Moves one campaign on. Safe to run twice at once: every position is written over the version it was read at. */
export async function advanceCampaign(id: string, deps: AdvanceDeps): Promise<void> {
  const campaign = await deps.campaigns.get(id)
  if (campaign.status !== 'running') return
  const at = deps.now()
  if (localTime(at).date > campaign.endsOn!) {
    await save({ ...advance(campaign, 'finish'), endedAt: at.toISOString() }, deps)
    return
  }
  const broken = breaker(await deps.progress(id))
  if (broken && !campaign.accepted.includes(broken)) {
    await pauseBecause(campaign, broken, deps)
    return
  }
  for (const [step, { kind }] of campaign.plan.entries()) {
    if (kind === 'call' || kind === 'agents') {
      if (isSending(campaign, at)) await advancePhone(campaign, step, deps.phone)
      return // from here on, each person moves by herself
    }
    const pump = await deps.pumps.get(id, step)
    if (pump.done) continue
    const isDone =
      kind === 'wait'
        ? await advanceWait(campaign, step, pump, at, deps)
        : isSending(campaign, at) && (await advanceEmails(campaign, step, pump, at, deps))
    if (!isDone) return // the next step waits until this one is done
  }
}

/** Time passes on closed days too: a wait begins when the step before it is done, whatever the window says. */
async function advanceWait(
  { id, plan }: Campaign,
  step: number,
  pump: Pump,
  at: Date,
  { pumps }: AdvanceDeps,
): Promise<boolean> {
  const wait = plan[step]
  if (wait?.kind !== 'wait') throw new Error('the plan has no such wait')
  if (!pump.startedAt) {
    await pumps.save(id, step, { ...pump, startedAt: at.getTime() })
    return false
  }
  if (at.getTime() - pump.startedAt < wait.hours * 3_600_000) return false
  const isSaved = await pumps.save(id, step, { ...pump, done: true })
  if (isSaved) log.info('step done', { campaign: id, step })
  return isSaved
}

/** Pauses a campaign by itself, with the reason that people see. */
export async function pauseBecause(
  campaign: Campaign,
  reason: PauseReason,
  deps: Pick<AdvanceDeps, 'campaigns'>,
): Promise<void> {
  log.warn('paused by itself', { campaign: campaign.id, kind: reason })
  await save({ ...advance(campaign, 'pause'), pausedBecause: reason }, deps)
}

/** Whether the step is done from now on. */
async function advanceEmails(
  campaign: Campaign,
  step: number,
  pump: Pump,
  at: Date,
  deps: AdvanceDeps,
): Promise<boolean> {
  const { contacts, pages } = campaign.list!
  const { perSecond, leftToday } = await deps.capacity()
  const rate = usableRate(perSecond)
  const position = pagesToPump(pump, { pages, rate, leftToday, ramp: campaign.ramp, at })
  const resumed = campaign.resumedAt ? Date.parse(campaign.resumedAt) : 0
  const sweepDue = at.getTime() - Math.max(pump.sweptAt, 0) >= sweepAfter || resumed > pump.sweptAt

  // Positions first, messages after: a crash between the two leaves pages without a record, which the sweep finds.
  let next: Pump = pump
  const due: number[] = []
  if (sweepDue) {
    const until = resumed > pump.sweptAt ? pump.position : pump.sweepUntil
    const found = await sweepPages(campaign, step, pump.sweptTo, until, at, deps)
    due.push(...found.due)
    next = { ...next, sweptTo: found.sweptTo, sweptAt: at.getTime(), sweepUntil: position }
    next.done = position === pages && found.sweptTo === pages
  }
  // A short list is looked at each minute, so that its next step need not wait for the sweep; nothing is sent again for it.
  if (!sweepDue && pump.position === pages && pages <= fewPages) {
    const { sweptTo } = await sweepPages(campaign, step, pump.sweptTo, pages, at, deps)
    if (sweptTo === pages) next = { ...next, sweptTo, done: true }
  }
  if (position > pump.position) {
    next = { ...next, position, pumpedAt: at.getTime(), startedAt: pump.startedAt || at.getTime() }
  }
  if (next === pump) return false
  if (!(await deps.pumps.save(campaign.id, step, next))) return false // another run of the clock was first
  for (let page = pump.position; page < position; page++) due.push(page)
  // One page after the other, as fast as the provider takes them: all at once they would only wait for each other.
  await deps.enqueue(
    due.map((page) => ({ campaign: campaign.id, page, step })),
    contactsPerPage / rate,
  )
  log.info('pages on their way', { campaign: campaign.id, step, count: due.length })
  if (next.done)
    log.info('step done', { campaign: campaign.id, step, count: Math.min(contacts, pages * contactsPerPage) })
  return next.done
}

async function save(campaign: Campaign, { campaigns }: Pick<AdvanceDeps, 'campaigns'>): Promise<void> {
  await campaigns.save(campaign).catch((error: unknown) => {
    if (!(error instanceof Conflict)) throw error // a person was faster; the next minute sees what she did
  })
}
