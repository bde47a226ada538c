/** Somebody calls the office back: her number finds her and her drives. It is noted who looked for whom. (X15) */

import { foundText, isFound, isHeld, mayKnow, placeFound } from '../../shared/call/agent.ts'
import type { AgentDesk, Caller } from '../../shared/call/agent-desk.ts'
import type { Held } from '../../shared/call/agent-give.ts'
import type { Call, Callback } from '../../shared/call/call.ts'
import { isDebt } from '../../shared/campaign/campaign.ts'
import { neutralName } from '../../shared/claim/claim.ts'
import type { Whom } from '../../shared/contact/link.ts'
import { nameOf } from '../../shared/contact/name.ts'
import { reasons } from '../../shared/contact/reasons.ts'
import { findEverywhere } from '../../shared/contact/touches.ts'
import { stepOf } from '../../shared/plan/plan.ts'
import { Invalid, NotFound, Refused } from '../../shared/platform/errors.ts'
import type { Language } from '../../shared/platform/language.ts'
import type { Response } from '../../shared/response/response.ts'
import type { CallDeps } from './calls.ts'

export interface FoundPerson {
  whom: Whom
  /** The id is missing where she may not know of the matter: public pages of a reminder say what it is for. (T1) */
  campaign: { id?: string; name: string }
  name: string
  language: Language
  /** Her calls, the newest first, without notes; of a reminder without how they ended, for that can tell of the matter. (T4) */
  calls: Pick<Call, 'startedAt' | 'channel' | 'outcome' | 'skip'>[]
  callback?: Callback
  response?: Response['state']
  /** Whether an agent can take her call now, and what she sends to take it. */
  mayTake: boolean
  take?: string
}

export function callSearch(deps: CallDeps, desk: Pick<AgentDesk, 'take'>) {
  /** Finds everybody with a number, however it is written. Throws Invalid where it is none. */
  const search = async (caller: Caller, typed: string): Promise<FoundPerson[]> => {
    const { checkPhone } = await import('../../shared/contact/phone.ts')
    const { phone, reason } = checkPhone(typed)
    if (!phone) throw new Invalid([{ field: 'phone', message: reasons[reason!] }])
    const found = await findEverywhere(phone, {
      ...deps,
      contacts: {
        contact: async (whom, keys) =>
          (await deps.contacts.wholePage(whom.campaign, whom.page, keys)).contacts[whom.index],
      },
    })
    const at = deps.now()
    const agent = await deps.agents.get(caller.id)
    const what = found.map(({ whom }) => `${whom.campaign}/${whom.page}.${whom.index}`).join(' ')
    await deps.audit.write({ who: caller.id, did: 'search number', what: what || 'nobody' }, at)
    return Promise.all(
      found.map(async ({ campaign, whom, contact }): Promise<FoundPerson> => {
        const [{ calls, callback }, response] = await Promise.all([deps.calls.ofPerson(whom), deps.responses.get(whom)])
        const canCall = stepOf(campaign.plan, 'agents') !== undefined && campaign.status === 'running'
        const [isReminder, knows] = [isDebt(campaign), mayKnow(campaign, agent, at)]
        const mayTake = canCall && knows && !isHeld(calls.at(-1), at)
        const { link } = await deps.keysOf(campaign)
        return {
          whom,
          // Her name beside the name of a reminder would tell what nobody may know yet. (T4)
          campaign: { ...(knows && { id: campaign.id }), name: isReminder ? neutralName.pl : campaign.name },
          name: nameOf(contact.fields),
          language: contact.language,
          calls: calls
            .map(({ startedAt, channel, outcome, skip }) => ({
              ...{ startedAt, channel },
              ...(!isReminder && { outcome, skip }),
            }))
            .reverse(),
          ...(callback?.state === 'open' && { callback }),
          ...(response && { response: response.state }),
          mayTake,
          ...(mayTake && { take: foundText(link, caller.id, whom, at) }),
        }
      }),
    )
  }

  return {
    search,

    /** The call of a person whom this agent found on this day; refused for everybody else. */
    async takeFound(caller: Caller, text: string): Promise<Held> {
      const whom = placeFound(text)
      const campaign = whom && (await deps.campaigns.get(whom.campaign).catch(noneIfNotFound))
      if (!whom || !campaign) throw notFound()
      const { link } = await deps.keysOf(campaign)
      if (!isFound(link, caller.id, text, deps.now())) throw notFound()
      return desk.take(caller, whom)
    },
  }
}

const notFound = () =>
  new Refused('not found by number', [
    {
      field: 'contact',
      message: {
        pl: 'Wyszukaj tę osobę jeszcze raz po numerze. Wynik wyszukiwania jest tylko dla Ciebie i\u00a0tylko na dziś.',
        en: 'Search for this person by number once more. What was found is for you only, and for today only.',
      },
    },
  ])

function noneIfNotFound(error: unknown): undefined {
  if (error instanceof NotFound) return undefined
  throw error
}
