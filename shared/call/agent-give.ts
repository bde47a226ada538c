/** Giving one person's call to an agent, or saying why not: the lease, and what is written of a person who is passed over. */
import { carriedOver } from '../claim/recognition.ts'
import type { Whom } from '../contact/link.ts'
import { addressHash } from '../objection/objection.ts'
import { holdOf, isHeld, leaseEnd } from './agent.ts'
import { type AgentDeps, type Candidate, checkNow, type Turn, turnOf, type Verdict } from './agent-check.ts'
import { type Call, callIdText, readCallId } from './call.ts'
import { isClosed } from './close.ts'
import { isOnTheLine, lineHash } from './lines.ts'
import { type CallContext, nextAfter } from './recycle.ts'

/** A call in an agent's hands: who, what was tried before, and the attempt that is hers. */
export interface Held extends Candidate {
  call: Call
  /** What proves that it was given to her. */
  hold: string
}

/** An agent as far as a lease names her, and the call that she had and that is over. */
export interface Taker {
  id: string
  name: string
  over?: string | undefined
}

export type Given = { held: Held } | { missed: 'taken' | 'busy' | 'skipped' }

/**
 * Gives a person's call to an agent: checked and leased.
 * @param asked by which step; whether it keeps a promise; whether she has called us herself, so that no window or cap holds
 */
export async function give(
  candidate: Turn,
  asked: { step: number; promised: boolean; herself?: boolean },
  taker: Taker,
  deps: AgentDeps,
): Promise<Given> {
  const at = deps.now()
  const { campaign, whom, calls, callback, keys } = candidate
  const newest = calls.at(-1)
  if (isHeld(newest, at)) return { missed: 'taken' }
  const lapsed = newest?.state === 'leased' ? newest : undefined
  const promise = asked.promised && callback?.state === 'open' ? callback : undefined
  const verdict = asked.herself ? await numberOf(candidate, deps) : await checkNow(candidate, asked, deps, at)
  const n = lapsed?.n ?? (newest?.n ?? 0) + 1
  if ('skip' in verdict) {
    await passOver(candidate, { ...asked, n, lapsed, promise }, verdict, deps)
    return { missed: 'skipped' }
  }

  const until = leaseEnd(at)
  const call: Call = {
    index: whom.index,
    n,
    state: 'leased',
    channel: 'agents',
    step: asked.step,
    number: verdict.number,
    startedAt: at.toISOString(),
    agent: taker.id,
    leaseUntil: until,
    ...(lapsed?.note && { note: lapsed.note }),
    ...(lapsed?.clauseGivenAt && { clauseGivenAt: lapsed.clauseGivenAt }),
    ...(lapsed?.identity && { identity: carriedOver(lapsed.identity) }),
    ...((asked.promised || asked.herself) && { promised: true }),
    // An abandoned lease is due by itself; a promise stands on its own list.
    ...(!promise && { list: `${campaign.id}#${asked.step}` }),
    ...(!promise && { dueAt: new Date(until).toISOString() }),
  }
  const number = lineHash(verdict.hash)
  const lease = {
    whom,
    call,
    lapsed,
    previous: lapsed ? undefined : newest,
    callback: promise,
    number,
    agent: { id: taker.id, name: taker.name },
    over: taker.over,
    at,
  }
  let leased = await deps.leases.lease(lease)
  if (typeof leased === 'object' && (await isTalkOver(leased.onNumber, deps))) {
    await deps.agents.freeNumber(number, leased.onNumber)
    leased = await deps.leases.lease(lease)
  }
  if (leased === 'taken' || leased === 'busy') return { missed: leased }
  if (typeof leased === 'object') {
    await passOver(candidate, { ...asked, n, lapsed, promise }, { skip: 'number-busy' }, deps)
    return { missed: 'skipped' }
  }
  const text = callIdText({ ...whom, n })
  if (lapsed?.agent && lapsed.agent !== taker.id) await deps.agents.letGo(lapsed.agent, text, at)
  // Asked after the lease: whoever comes second, the agent or the automated call, sees the other.
  if (await isBeingCalled(verdict.hash, deps)) {
    await passOver(candidate, { ...asked, n, held: call, promise }, { skip: 'number-busy' }, deps)
    await deps.agents.letGo(taker.id, text, at)
    await deps.agents.freeNumber(number, text)
    return { missed: 'skipped' }
  }
  await deps.audit.write({ who: taker.id, did: 'take call', what: text }, at)
  const hold = holdOf(keys.link, taker.id, { ...whom, n }, call.startedAt)
  return { held: { ...candidate, calls: calls.filter(({ n: other }) => other !== n), call, hold } }
}

/** Whether an automated call is being made to a number. One that is over stays among the lines until the next is started. */
async function isBeingCalled(hash: string, { lines, calls }: Pick<AgentDeps, 'lines' | 'calls'>): Promise<boolean> {
  const { open } = await lines.get()
  for (const call of open.filter((one) => isOnTheLine({ open: [one] }, hash))) {
    const id = readCallId(call.call)!
    if (!isClosed(await calls.ofPerson(id), id, undefined)) return true
  }
  return false
}

/** The first number of somebody who has called us herself: an objection does not keep her from speaking. */
async function numberOf({ contact }: Candidate, deps: AgentDeps): Promise<Verdict> {
  const [phone] = contact.phones
  if (!phone) return { skip: 'no-number' }
  return { number: 0, hash: addressHash((await deps.officeKeys()).address, phone) }
}

/** Whether a call that keeps a number for itself is over: closed, or its lease has run out. */
async function isTalkOver(text: string, deps: AgentDeps): Promise<boolean> {
  const id = readCallId(text)
  if (!id) return true
  const { calls } = await deps.calls.ofPerson(id)
  return !isHeld(
    calls.find(({ n }) => n === id.n),
    deps.now(),
  )
}

interface PassedOver {
  step: number
  promised: boolean
  n: number
  lapsed?: Call | undefined
  /** The lease that was taken a moment ago. */
  held?: Call | undefined
  promise?: Candidate['callback']
}

/** Keeps that a person was passed over, why, and when it is her turn again. */
async function passOver(
  { whom, calls, context }: Candidate,
  { step, promised, n, lapsed, held, promise }: PassedOver,
  { skip, again }: { skip: NonNullable<Call['skip']>; again?: Date },
  deps: AgentDeps,
): Promise<void> {
  const at = deps.now()
  const before = calls.filter((call) => call.n !== n)
  const skipped = withNext(
    {
      index: whom.index,
      n,
      state: 'closed',
      channel: 'agents',
      step,
      number: 0,
      startedAt: at.toISOString(),
      endedAt: at.toISOString(),
      skip,
    },
    before,
    context,
    at,
    again,
  )
  const open = held ?? lapsed
  const written = open ? await deps.leases.close(whom, open, skipped) : await deps.calls.close(whom, skipped)
  if (!written) return // somebody else has her in hand
  const previous = before.at(-1)
  if (previous?.list) await deps.leases.unlist(whom, previous.n)
  if (!promised || !promise) return
  const current = (await deps.calls.ofPerson(whom)).callback
  if (current?.state !== 'open') return
  const withdrawn = ['objected', 'revoked', 'answered', 'booked', 'paid', 'barred'].includes(skip)
  const ends = withdrawn ? 'withdrawn' : skip === 'no-number' ? 'given up' : undefined
  const later = new Date(at.getTime() + 5 * 60_000).toISOString()
  await deps.calls.moveCallback(whom, current, ends ? { ...current, state: ends } : { ...current, dueAt: later })
}

/** A closed call with what is due after it. */
export function withNext(
  closed: Call,
  before: readonly Call[],
  context: CallContext,
  at: Date,
  notBefore?: Date,
): Call {
  const { list: _, dueAt: __, leaseUntil: ___, ...rest } = closed
  const next = nextAfter([...before, rest], context, at)
  if (next.kind === 'done') return rest
  const due = notBefore && notBefore > next.at ? notBefore : next.at
  return { ...rest, list: next.list, dueAt: due.toISOString() }
}

/** A person's call to give, by what is known of her now; undefined past the end of the list. */
export async function giveTo(
  whom: Whom,
  campaign: Candidate['campaign'],
  asked: Parameters<typeof give>[1],
  taker: Taker,
  deps: AgentDeps,
): Promise<Given | undefined> {
  const candidate = await turnOf(campaign, whom, deps)
  return candidate && give(candidate, asked, taker, deps)
}
