/**
 * What an agent does with calls: choose lists, take the next one, keep it while she works, hand it over, give it back. How it
 * ended is in agent-outcome.ts.
 */
import { noteProblems } from '../claim/note.ts'
import { carriedOver } from '../claim/recognition.ts'
import { contactsPerPage } from '../contact/contact.ts'
import type { Whom } from '../contact/link.ts'
import { stepOf } from '../plan/plan.ts'
import { Invalid, NotFound, Refused } from '../platform/errors.ts'
import { seal } from '../platform/secrets.ts'
import {
  type Agent,
  type Choice,
  holdOf,
  isFitFor,
  isHeld,
  isStillHers,
  leaseEnd,
  listsOf,
  mayKnow,
  promisedDays,
  readHold,
} from './agent.ts'
import { type AgentDeps, type Candidate, candidateOf } from './agent-check.ts'
import { giveTo, type Held } from './agent-give.ts'
import { type Nothing, nextCall } from './agent-next.ts'
import { type CallId, readCallId } from './call.ts'

/** A member of staff who calls. */
export interface Caller {
  id: string
  name: string
}

/** What she has done since the last sign: what she wrote, that she gave the information clause. */
export interface Progress {
  note?: string | undefined
  clauseGiven?: boolean | undefined
}

export const longestNote = 2_000

export function agentDesk(deps: AgentDeps) {
  const { agents, leases, audit, now } = deps

  /** The call that an agent has in her hands, if she has one. A lease that ran out is hers until somebody else takes it. */
  const current = async ({ id }: Caller, known?: Agent): Promise<Held | undefined> => {
    const agent = known ?? (await agents.get(id))
    const call = agent?.call && readCallId(agent.call)
    if (!call || !agent.since) return undefined
    return held(id, call, agent.since)
  }

  const held = async (agent: string, id: CallId, startedAt: string): Promise<Held | undefined> => {
    const candidate = await candidateOf(await deps.campaigns.get(id.campaign), id, deps)
    const call = candidate?.calls.find(({ n }) => n === id.n)
    if (!candidate || !isStillHers(call, agent, startedAt)) return undefined
    const { page: _, ...person } = candidate
    return {
      ...person,
      whom: whomOf(id),
      calls: candidate.calls.filter(({ n }) => n !== id.n),
      call,
      hold: holdOf(candidate.keys.link, agent, id, startedAt),
    }
  }

  /** A call by its text and the hold that was given with it, as it stands now: hers still, or not any more. */
  const byHold = async (agent: string, text: string, hold: string): Promise<Known> => {
    const id = readCallId(text)
    if (!id) throw noCall()
    const campaign = await deps.campaigns.get(id.campaign)
    const keys = await deps.keysOf(campaign)
    const startedAt = readHold(keys.link, agent, id, hold, now())
    const candidate = startedAt ? await candidateOf(campaign, id, deps) : undefined
    if (!startedAt || !candidate) throw noCall()
    const call = candidate.calls.find(({ n }) => n === id.n)
    return { ...candidate, whom: whomOf(id), id, text, startedAt, isHers: isStillHers(call, agent, startedAt) }
  }

  return {
    current,
    byHold,

    /** What an agent works on. */
    agent: (id: string): Promise<Agent | undefined> => agents.get(id),

    /** Keeps what she works on. Refuses lists that do not exist or ask for a skill that she did not name. */
    async choose(caller: Caller, choice: Choice): Promise<void> {
      const since = new Date(now().getTime() - promisedDays * 86_400_000)
      const offered = (await deps.campaigns.atWork(since)).flatMap(listsOf)
      const agent = await agents.get(caller.id)
      for (const list of choice.lists) {
        const known = offered.find((one) => one.list === list)
        const isHers = known && isFitFor(known, choice.skills) && mayKnow(known.campaign, agent, now())
        if (isHers) continue
        throw new Invalid([
          {
            field: 'lists',
            message: {
              pl: 'Jednej z tych list nie ma albo wymaga umiejętności, której nie zaznaczono.',
              en: 'One of these lists does not exist, or asks for a skill that was not chosen.',
            },
          },
        ])
      }
      await agents.choose(caller, choice, now())
    },

    /** Her call, or the next one, or why there is none. */
    async next(caller: Caller): Promise<Held | Nothing> {
      const agent = await agents.get(caller.id)
      const mine = agent && (await current(caller, agent))
      if (mine) return mine
      if (!agent || agent.lists.length === 0) return { nothing: 'no lists' }
      const found = await nextCall(agent, { ...caller, over: agent.call }, deps)
      if ('call' in found) return found
      return (await current(caller)) ?? found // another tab of hers was faster
    },

    /**
     * A call of a person who has called the office: hers now, whatever window and caps say. Refused while somebody else
     * talks to her or the agent has a call.
     */
    async take(caller: Caller, whom: Whom): Promise<Held> {
      const campaign = await deps.campaigns.get(whom.campaign).catch(noneIfNotFound)
      const step = campaign && stepOf(campaign.plan, 'agents')?.number
      const isOnList = whom.page * contactsPerPage + whom.index < (campaign?.list?.contacts ?? 0)
      if (!campaign || step === undefined || !isOnList) throw cannotTake('no step')
      if (await current(caller)) throw cannotTake('busy')
      const agent = await agents.get(caller.id)
      if (!mayKnow(campaign, agent, now())) throw cannotTake('no oath')
      const promise = (await deps.calls.ofPerson(whom)).callback
      const given = await giveTo(
        whom,
        campaign,
        { step, promised: promise?.state === 'open', herself: true },
        { ...caller, over: agent?.call },
        deps,
      )
      if (!given || !('held' in given)) throw cannotTake(given?.missed ?? 'taken')
      return given.held
    },

    /** Renews the lease, with what she wrote since. False: the call is not hers any more. */
    async renew(caller: Caller, known: Known, { note, clauseGiven }: Progress): Promise<boolean> {
      const at = now()
      const call = known.calls.find(({ n }) => n === known.id.n)
      if (!known.isHers || !call) return false
      const renewed = await leases.renew(known.whom, call, {
        leaseUntil: leaseEnd(at),
        // What must not stand in a note is not stored either, however she goes on. (T2)
        ...(note !== undefined && noteProblems(known.campaign, note).length === 0 && { note: sealedNote(known, note) }),
        ...(clauseGiven && !call.clauseGivenAt && { clauseGivenAt: at.toISOString() }),
      })
      if (renewed) await agents.seen(caller.id, at)
      return renewed
    },

    /** Hands a call that somebody has in her hands to an agent who has none. */
    async handOver(by: Caller, text: string, to: string): Promise<void> {
      const id = readCallId(text)
      const other = id && (await agents.get(to))
      const { calls } = id ? await deps.calls.ofPerson(id) : { calls: [] }
      const call = calls.find(({ n }) => n === id?.n)
      if (!id || !other || call?.state !== 'leased') throw cannotTake('taken')
      if (!mayKnow(await deps.campaigns.get(id.campaign), other, now())) throw cannotTake('no oath')
      if (other.call && !(await current({ id: to, name: other.name }))) await agents.letGo(to, other.call, now())
      const at = now()
      const until = leaseEnd(at)
      const renewed = {
        ...call,
        agent: to,
        startedAt: at.toISOString(),
        leaseUntil: until,
        ...(call.identity && { identity: carriedOver(call.identity) }),
        ...(call.list && { dueAt: new Date(until).toISOString() }),
      }
      if (!(await leases.handOver(id, call, { id: to, name: other.name }, renewed))) throw cannotTake('busy')
      if (call.agent && call.agent !== to) await agents.letGo(call.agent, text, at)
      await audit.write({ who: by.id, did: `hand over to ${to}`, what: text }, at)
    },

    /** Whether a call that an agent's item names is being made. */
    isAtWork: async ({ call }: Agent): Promise<boolean> => {
      const id = call && readCallId(call)
      if (!id) return false
      const { calls } = await deps.calls.ofPerson(id)
      return isHeld(
        calls.find(({ n }) => n === id.n),
        now(),
      )
    },
  }
}
export type AgentDesk = ReturnType<typeof agentDesk>

/** A call that was given to an agent at `startedAt`, and whether it is hers still. */
export interface Known extends Candidate {
  id: CallId
  text: string
  startedAt: string
  isHers: boolean
}

const whomOf = ({ campaign, page, index }: Whom): Whom => ({ campaign, page, index })

/** A note of an agent, sealed for its place. */
export function sealedNote({ keys, whom, id }: Pick<Known, 'keys' | 'whom' | 'id'>, note: string): Buffer {
  return seal(keys.seal, notePlace(whom, id.n), Buffer.from(note.slice(0, longestNote)))
}

export const notePlace = ({ campaign, page, index }: Whom, n: number, kind: 'note' | 'late' = 'note'): string =>
  `${campaign}#${page}#${index}#${n}#${kind}`

const noCall = (): Refused =>
  new Refused('no such call', [
    {
      field: 'call',
      message: {
        pl: 'Ta rozmowa nie jest i nie była Twoja albo minęło zbyt wiele czasu.',
        en: 'This call is not and was not yours, or too much time has passed.',
      },
    },
  ])

const reasons = {
  'no oath': {
    pl: 'Tę rozmowę może prowadzić tylko konsultant z\u00a0dodatkowym uprawnieniem. Przekaż ją kierownikowi.',
    en: 'Only an agent with a further permission may have this call. Hand it to a manager.',
  },
  taken: {
    pl: 'Ktoś inny prowadzi teraz tę rozmowę albo już się skończyła.',
    en: 'Somebody else has this call now, or it is over.',
  },
  busy: {
    pl: 'Ta osoba prowadzi teraz inną rozmowę. Najpierw trzeba ją zakończyć.',
    en: 'This agent has another call now. It must be ended first.',
  },
  skipped: {
    pl: 'Na ten numer trwa teraz inne połączenie. Spróbuj za chwilę.',
    en: 'Another call is being made to this number. Try again in a moment.',
  },
  'no step': {
    pl: 'W tej akcji konsultanci nie dzwonią.',
    en: 'In this drive agents do not call.',
  },
} as const

function cannotTake(why: keyof typeof reasons): Refused {
  return new Refused(why, [{ field: 'call', message: reasons[why] }])
}

function noneIfNotFound(error: unknown): undefined {
  if (error instanceof NotFound) return undefined
  throw error
}
