/** Who of a page has a visit booked in this drive: asked wherever somebody is about to be written to or called. Rules only. */

import type { Asks } from '../campaign/campaign.ts'
import { asksFor, type CampaignContent } from '../campaign/campaign.ts'
import type { Plan, Step, Stop } from './plan.ts'

/** The indexes of a page's contacts who have a visit that stands. Reads nothing where the drive asks for no booking. */
export type BookedOnPage = (
  campaign: Pick<CampaignContent, 'asks'> & { id: string },
  page: number,
) => Promise<ReadonlySet<number>>

export const nobodyBooked: ReadonlySet<number> = new Set()

/** When a person needs no further step, unless the manager says otherwise: what the drive asks for has been given. */
export function usualStop(asks: Asks): Stop[] {
  return [asks === 'booking' ? 'booked' : 'answered', 'objected']
}

/** Whether a step spares those who have booked. */
export function stopsBooked(campaign: Pick<CampaignContent, 'asks'>, step: Step | undefined): boolean {
  return asksFor(campaign) === 'booking' && step !== undefined && step.kind !== 'wait' && step.stop.includes('booked')
}

/** The plan of a drive that now asks for something else: its steps stop for what is asked for. */
export function planFor(asks: Asks, plan: Plan): Plan {
  const [wanted] = usualStop(asks) as [Stop]
  return plan.map((step) => {
    if (step.kind === 'wait') return step
    const stop = step.stop.map((one) => (one === 'answered' || one === 'booked' ? wanted : one))
    return { ...step, stop: [...new Set(stop)] }
  })
}
