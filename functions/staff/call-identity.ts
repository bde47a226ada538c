/**
 * The matter of a reminder is told to an agent's browser only after the server saw the person recognised in this very attempt,
 * and by a request of its own. (T1, T4)
 */
import { mayKnow } from '../../shared/call/agent.ts'
import type { Candidate } from '../../shared/call/agent-check.ts'
import type { Caller, Known } from '../../shared/call/agent-desk.ts'
import { type Call, callIdText } from '../../shared/call/call.ts'
import { isDebt } from '../../shared/campaign/campaign.ts'
import { type Claim, IdentityFact } from '../../shared/claim/claim.ts'
import type { ClaimStore } from '../../shared/claim/claim-store.ts'
import { identityKey, isRecognised, type Said } from '../../shared/claim/identity.ts'
import { isConfirmed, triesLeft } from '../../shared/claim/recognition.ts'
import { factsNeeded } from '../../shared/claim/reminder.ts'
import { partsOfScript } from '../../shared/claim/script.ts'
import { Refused } from '../../shared/platform/errors.ts'
import type { Text } from '../../shared/platform/language.ts'
import { clauseOf, isClauseNeeded, scriptOf } from './call-view.ts'
import type { CallDeps } from './calls.ts'

/** Where the recognising stands, and what may be asked. Nothing of the matter, and no fact. */
export interface IdentitySeen {
  state: 'asked' | 'confirmed' | 'given up' | 'settled'
  /** What the list can recognise her by, and how many of it must match besides the name. */
  facts: IdentityFact[]
  needed: number
  triesLeft: number
}

/** All that is told of the matter. */
export interface Matter {
  campaign: string
  /** Those of her claims that are open, in the order of the list. */
  claims: Pick<Claim, 'case' | 'band'>[]
  /** Paragraphs of the script's second part, fields filled in. */
  script: string[]
  clause: ReturnType<typeof clauseOf>
  clauseNeeded: boolean
  /** The instant whose payments are known. */
  paymentsAt?: string
}

/** A call as far as recognising needs it. */
type Of = Pick<Candidate, 'campaign' | 'whom' | 'contact' | 'claims' | 'told' | 'settled' | 'calls' | 'context'> & {
  call: Call
}

export function identitySeen({ campaign, claims, settled, calls, call }: Of): IdentitySeen | undefined {
  if (!isDebt(campaign)) return undefined
  const tries = triesLeft(calls, call)
  return {
    state: settled ? 'settled' : isConfirmed(call) ? 'confirmed' : tries === 0 || !claims ? 'given up' : 'asked',
    facts: IdentityFact.options.filter((fact) => claims?.facts[fact]),
    needed: factsNeeded(campaign),
    triesLeft: tries,
  }
}

/** Whether the matter, the survey and the notes of a call may be seen. */
export function isOpenTo({ campaign, call, settled }: Pick<Of, 'campaign' | 'call' | 'settled'>): boolean {
  return !isDebt(campaign) || (isConfirmed(call) && !settled)
}

/** How many of her claims are told of, for whoever may see the matter: it changes while they talk. Undefined for anybody else. */
export function claimsTold(known: Known): number | undefined {
  const call = known.calls.find(({ n }) => n === known.id.n)
  return call && isDebt(known.campaign) && isOpenTo({ ...known, call }) ? known.told?.length : undefined
}

export function callIdentity(deps: CallDeps & { claims: Pick<ClaimStore, 'identify'> }) {
  const mustKnow = async ({ campaign }: Pick<Of, 'campaign'>, caller: Caller): Promise<void> => {
    if (!mayKnow(campaign, await deps.agents.get(caller.id), deps.now())) throw refused(noOath)
  }
  return {
    /**
     * Whether what the person says matches. Told is nothing but that: not which part, and not by the time it takes; one write
     * either way. After three misses on one day, or once it matched, nothing is compared any more.
     */
    async identify(caller: Caller, known: Known, said: Said): Promise<IdentitySeen['state']> {
      const call = known.calls.find(({ n }) => n === known.id.n)
      if (!known.isHers || !call) throw refused(notHers)
      if (!isDebt(known.campaign)) throw refused(noReminder)
      await mustKnow(known, caller)
      const before = identitySeen({ ...known, call })!.state
      if (before !== 'asked') return before
      const at = deps.now()
      const { claims, contact, campaign, keys } = known
      const matches = isRecognised(identityKey(keys), claims!, contact.fields, said, factsNeeded(campaign))
      const misses = (call.identity?.misses ?? 0) + Number(!matches)
      const identity = { misses, ...(matches && { confirmedAt: at.toISOString(), agent: caller.id }) }
      if (!(await deps.claims.identify(known.whom, call, identity))) throw refused(again)
      const did = matches ? 'confirm identity' : 'identity not matched'
      await deps.audit.write({ who: caller.id, did, what: known.text }, at)
      return identitySeen({ ...known, call: { ...call, identity } })!.state
    },

    /** The matter of a call in her hands. Refused before the person was recognised, and once all of her claims are settled. */
    async matter(caller: Caller, of: Of): Promise<Matter> {
      const { campaign, contact, claims, told = [], call } = of
      if (!claims || !isDebt(campaign) || !isOpenTo(of)) throw refused(notYet)
      await mustKnow(of, caller)
      await deps.audit.write(
        { who: caller.id, did: 'read matter', what: callIdText({ ...of.whom, n: call.n }) },
        deps.now(),
      )
      return {
        campaign: campaign.name,
        claims: told.map(({ case: pointer, band }) => ({ case: pointer, band })),
        script: scriptOf(of, caller, deps, (script) => partsOfScript(script).after),
        clause: clauseOf(campaign, contact.language, deps),
        clauseNeeded: isClauseNeeded(of),
        ...(campaign.payments && { paymentsAt: campaign.payments.at }),
      }
    },
  }
}
export type CallIdentity = ReturnType<typeof callIdentity>

const notHers: Text = { pl: 'Ta rozmowa nie jest już Twoja.', en: 'This call is not yours any more.' }
const noReminder: Text = {
  pl: 'W\u00a0tej akcji nie sprawdza się tożsamości.',
  en: 'In this drive nobody’s identity is checked.',
}
const again: Text = {
  pl: 'Sprawdzano to już w\u00a0innym oknie. Odśwież stronę.',
  en: 'It was checked in another window. Reload the page.',
}
const notYet: Text = {
  pl: 'Najpierw potwierdź tożsamość rozmówcy.',
  en: 'First confirm who you are talking with.',
}
const noOath: Text = {
  pl: 'Tę rozmowę może prowadzić tylko konsultant z\u00a0dodatkowym uprawnieniem. Przekaż ją kierownikowi.',
  en: 'Only an agent with a further permission may have this call. Hand it to a manager.',
}

function refused(message: Text): Refused {
  return new Refused('identity', [{ field: 'identity', rule: 'T4', message }])
}
