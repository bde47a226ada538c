/** Somebody calls the office back: her number finds her and her drives. It is noted who looked for whom. (X15) */

import { isHeld, mayKnow } from '../../shared/call/agent.ts'
import type { Caller } from '../../shared/call/agent-desk.ts'
import type { Call, Callback } from '../../shared/call/call.ts'
import { isDebt } from '../../shared/campaign/campaign.ts'
import { neutralName } from '../../shared/claim/claim.ts'
import type { Whom } from '../../shared/contact/link.ts'
import { nameOf } from '../../shared/contact/name.ts'
import { reasons } from '../../shared/contact/reasons.ts'
import { findEverywhere } from '../../shared/contact/touches.ts'
import { stepOf } from '../../shared/plan/plan.ts'
import { Invalid } from '../../shared/platform/errors.ts'
import type { Language } from '../../shared/platform/language.ts'
import type { Response } from '../../shared/response/response.ts'
import type { CallDeps } from './calls.ts'

export interface FoundPerson {
  whom: Whom
  campaign: { id: string; name: string }
  name: string
  language: Language
  /** Her calls, the newest first, without notes. */
  calls: Pick<Call, 'startedAt' | 'channel' | 'outcome' | 'skip'>[]
  callback?: Callback
  response?: Response['state']
  /** Whether an agent can take her call now. */
  mayTake: boolean
}

/** Finds everybody with a number, however it is written. Throws Invalid where it is none. */
export function callSearch(deps: CallDeps): (caller: Caller, typed: string) => Promise<FoundPerson[]> {
  return async (caller, typed) => {
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
        return {
          whom,
          // Her name beside the name of a reminder would tell what nobody may know yet. (T4)
          campaign: { id: campaign.id, name: isDebt(campaign) ? neutralName.pl : campaign.name },
          name: nameOf(contact.fields),
          language: contact.language,
          calls: calls
            .map(({ startedAt, channel, outcome, skip }) => ({ startedAt, channel, outcome, skip }))
            .reverse(),
          ...(callback?.state === 'open' && { callback }),
          ...(response && { response: response.state }),
          mayTake: canCall && mayKnow(campaign, agent, at) && !isHeld(calls.at(-1), at),
        }
      }),
    )
  }
}
