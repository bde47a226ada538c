/** What follows from what a drive asks residents for: whether it needs a survey or a service, and what its steps stop for. Rules only. */
import type { Plan, Stop } from '../plan/plan.ts'
import { type Asks, asksFor, type Campaign, isDebt } from './campaign.ts'

/** When a person needs no further step, unless the manager says otherwise: what the drive asks for has been given. */
export function usualStop(asks: Asks): Stop[] {
  return [asks === 'booking' ? 'booked' : 'answered', 'objected']
}

/** Whether a drive may call only those whom no e-mail has reached: its message is all that it brings, and it expects nothing. */
export const sparesMailed = (campaign: Pick<Campaign, 'asks' | 'purposeClass'>): boolean =>
  asksFor(campaign) === 'nothing' && !isDebt(campaign)

/** The plan of a drive that now asks for something else: steps that stopped for the one stop for the other. */
export function planFor(asks: Asks, plan: Plan): Plan {
  const [wanted] = usualStop(asks) as [Stop]
  return plan.map((step) => {
    if (step.kind === 'wait') return step
    const stop = step.stop.map((one) => (one === 'answered' || one === 'booked' ? wanted : one))
    return { ...step, stop: [...new Set(stop)].filter((one) => one !== 'mailed' || asks === 'nothing') }
  })
}

/** A draft without what does not go with what it asks for: no service where no visit is booked, no survey where nothing is asked. */
export function fittedTo(campaign: Campaign): Campaign {
  const asks = asksFor(campaign)
  const { survey, service, ...rest } = campaign
  return {
    ...rest,
    ...(survey && asks !== 'nothing' && { survey }),
    ...(service && asks === 'booking' && { service }),
  }
}
