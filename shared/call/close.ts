/**
 * The end of an automated call: what came of it, from the network's reason, the talk and the facts, and what is next for her;
 * kept in one write. Whoever tells the end first closes it, and it is told as often as it likes.
 */
import { asksFor, type Campaign, inDoubtFor } from '../campaign/campaign.ts'
import type { CampaignStore } from '../campaign/campaign-store.ts'
import type { VoiceContact } from '../channel/voice.ts'
import type { WholePage } from '../contact/contact-store.ts'
import { NotFound } from '../platform/errors.ts'
import { log } from '../platform/log.ts'
import type { Response } from '../response/response.ts'
import { type Call, type CallId, callIdText, listOf } from './call.ts'
import type { PersonCalls } from './call-store.ts'
import { type ClearDeps, contextOf, nextNumber } from './clear.ts'
import { outcomeOfCall } from './ending.ts'
import type { OpenCall } from './lines.ts'
import type { LinesStore } from './lines-store.ts'
import type { OutcomeCode } from './outcome.ts'
import { nextAfter } from './recycle.ts'

export interface CloseDeps extends Pick<ClearDeps, 'contacts' | 'responses' | 'calls' | 'keysOf'> {
  campaigns: Pick<CampaignStore, 'get'>
  lines: Pick<LinesStore, 'get'>
  /** How much of what the phone asks was answered, 0 to 1. */
  answeredShare: (campaign: Campaign, response: Response) => Promise<number>
  /** Tells place-calls that a line is free. */
  wake: () => Promise<void>
  now: () => Date
}

/**
 * How we know of the end. `heard`: from the provider. `lost`: nobody can say any more whether it rang. `refused`: the provider
 * takes no such call.
 */
export type Ending = ({ kind: 'heard' } & VoiceContact) | { kind: 'lost' } | { kind: 'refused' }

/** `no trace`: nobody can say whether it rang, and the drive's rule is to ask for it once more; nothing is written. */
export type CloseEnd = 'closed' | 'closed before' | 'unknown call' | 'no trace'

/** Closes an attempt. Twice is once. */
export async function closeCall(
  id: CallId,
  ending: Ending,
  connectContactId: string | undefined,
  deps: CloseDeps,
): Promise<CloseEnd> {
  const [lines, person] = await Promise.all([deps.lines.get(), deps.calls.ofPerson(id)])
  const open = lines.open.find(({ call, hash }) => call === callIdText(id) && hash)
  if (isClosed(person, id, connectContactId)) {
    if (open) await deps.wake() // whoever closed it may have failed before this
    return 'closed before'
  }
  if (!open) {
    log.warn('unknown call', { campaign: id.campaign, page: id.page })
    return 'unknown call'
  }
  const ended = await endedCall(id, ending, open, person, deps)
  if (!ended) return 'no trace'
  let call: Call = { ...ended, ...(connectContactId && { connectContactId }) }
  while (!(await deps.calls.close(id, call))) {
    const now = await deps.calls.ofPerson(id)
    if (isClosed(now, id, connectContactId)) return 'closed before'
    call = { ...call, n: nextNumber(now) } // an agent was given her meanwhile: what rang is kept all the same
  }
  await deps.wake()
  return 'closed'
}

/** Whether an attempt by automated call stands among a person's calls. */
export function isClosed({ calls }: PersonCalls, { n }: CallId, connectContactId: string | undefined): boolean {
  return calls.some(
    (call) =>
      call.channel === 'call' &&
      call.state === 'closed' &&
      !call.skip &&
      (call.n === n || (connectContactId !== undefined && call.connectContactId === connectContactId)),
  )
}

async function endedCall(
  id: CallId,
  ending: Ending,
  open: OpenCall,
  person: PersonCalls,
  deps: CloseDeps,
): Promise<Call | undefined> {
  const campaign = await deps.campaigns.get(id.campaign)
  const [page, response] = await Promise.all([
    deps.contacts.wholePage(id.campaign, id.page, await deps.keysOf(campaign)),
    deps.responses.get(id),
  ])
  const contact = page.contacts[id.index]
  const step = campaign.plan.findIndex(({ kind }) => kind === 'call')
  if (!contact || step === -1) throw new NotFound(callIdText(id))

  const now = deps.now()
  const outcome = await outcomeOf(id, ending, { campaign, page, response, person, since: open.since }, deps)
  if (!outcome) return undefined
  const startedAt = new Date((ending.kind === 'heard' ? ending.startedAt?.getTime() : undefined) ?? open.since)
  const endedAt = (ending.kind === 'heard' && ending.endedAt) || now
  const call: Call = {
    index: id.index,
    n: id.n,
    state: 'closed',
    channel: 'call',
    step,
    number: open.number,
    startedAt: startedAt.toISOString(),
    endedAt: (endedAt < startedAt ? startedAt : endedAt).toISOString(),
    outcome,
  }
  if (isOver(campaign)) return call
  const closed = person.calls.filter(({ state, n }) => state === 'closed' && n < id.n)
  const next = nextAfter([...closed, call], contextOf(campaign, contact, page), now)
  if (next.kind === 'done') return call
  return { ...call, list: listOf(id.campaign, next.step), dueAt: next.at.toISOString() }
}

const isOver = ({ status }: Campaign) => status === 'stopped' || status === 'finished'

interface Known {
  campaign: Campaign
  page: WholePage
  response: Response | undefined
  person: PersonCalls
  /** When the attempt was claimed, epoch ms. */
  since: number
}

/** Undefined where nothing tells whether it rang, and it may be asked for once more. */
async function outcomeOf(id: CallId, ending: Ending, known: Known, deps: CloseDeps): Promise<OutcomeCode | undefined> {
  const { campaign, page, response, person, since } = known
  if (ending.kind === 'refused') return 'technical'
  const talk = response?.talk?.n === id.n ? response.talk : undefined
  const during = (instant: string) => Date.parse(instant) >= since - 1000
  const objected = page.facts.some(({ index, kind, at }) => index === id.index && kind === 'objected' && during(at))
  const { callback } = person
  const wished = callback?.from === 'keypad' && during(callback.madeAt)
  if (ending.kind === 'lost' && !talk && !objected && !wished) {
    if (inDoubtFor(campaign) === 'at-most-once') return 'unknown'
    return isOver(campaign) ? 'not_dialled' : undefined
  }
  const complete = talk !== undefined && response?.state === 'complete' && talk.via === 'done'
  return outcomeOfCall({
    reason: ending.kind === 'heard' ? ending.reason : undefined,
    answered: talk !== undefined || (ending.kind === 'heard' && ending.connectedAt !== undefined),
    gatePassed: talk !== undefined,
    complete,
    booked: complete && asksFor(campaign) === 'booking',
    answeredShare: campaign.survey && talk && response && !complete ? await deps.answeredShare(campaign, response) : 0,
    objected,
    refused: false,
    callback: wished,
  })
}
