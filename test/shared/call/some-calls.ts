/** Calls and contexts of one person, to change one thing of. Times are local: `2026-03-10 10:00`. */

import type { Call } from '../../../shared/call/call.ts'
import type { OutcomeCode } from '../../../shared/call/outcome.ts'
import type { CallContext } from '../../../shared/call/recycle.ts'
import type { Campaign } from '../../../shared/campaign/campaign.ts'
import type { Plan } from '../../../shared/plan/plan.ts'
import { instantOf, localTime } from '../../../shared/platform/local-time.ts'
import { aCampaign } from '../../builders/campaign.ts'

const stop = ['answered', 'objected'] as const
export const emailStep: Plan[number] = { kind: 'email', letters: {}, stop: [...stop] }
export const callStep: Plan[number] = { kind: 'call', openings: {}, stop: [...stop] }
export const agentsStep: Plan[number] = { kind: 'agents', scripts: {}, stop: [...stop] }

/** An e-mail, automated calls, agents: from 9 to 20 on weekdays, two attempts a day, six in all, no last day. */
export const aPhoneDrive = (change: Partial<Campaign> = {}): Campaign => {
  const { endsOn: _, ...campaign } = aCampaign({ plan: [emailStep, callStep, agentsStep] })
  return { ...campaign, ...change }
}

export const aContext = (
  change: Partial<Campaign> = {},
  person: Partial<Omit<CallContext, 'campaign'>> = {},
): CallContext => ({ campaign: aPhoneDrive(change), phones: 1, language: 'pl', emailsAt: [], ...person })

/** The instant of a local date and time, `2026-03-10 10:00`. */
export function local(text: string): Date {
  const [date, clock] = text.split(' ') as [string, string]
  return instantOf(date, Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3)))
}

/** An instant as the clock on the wall shows it. */
export function wall(at: Date): string {
  const { date, minutes } = localTime(at)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${date} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/** Calls that ended in the minute they began, in order: local time, outcome, and what else differs. */
export function someCalls(...made: [at: string, outcome: OutcomeCode, change?: Partial<Call>][]): Call[] {
  return made.map(([text, outcome, change], n) => {
    const at = local(text).toISOString()
    return {
      index: 7,
      n: n + 1,
      state: 'closed',
      channel: change?.channel ?? 'call',
      step: change?.channel === 'agents' ? 2 : 1,
      number: 0,
      startedAt: at,
      endedAt: at,
      outcome,
      ...change,
    }
  })
}
