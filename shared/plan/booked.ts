/** Who of a page has a visit booked in this drive: asked wherever somebody is about to be written to or called. Rules only. */

import type { BookedStore } from '../booking/booked-store.ts'
import { asksFor, type CampaignContent } from '../campaign/campaign.ts'
import type { Step } from './plan.ts'

/** The indexes of a page's contacts who have a visit that stands. Reads nothing where the drive asks for no booking. */
export type BookedOnPage = (
  campaign: Pick<CampaignContent, 'asks'> & { id: string },
  page: number,
) => Promise<ReadonlySet<number>>

export const nobodyBooked: ReadonlySet<number> = new Set()

/** Asks the table of bookings, in drives that ask for a visit and in no other. */
export function bookedOnPage(store: Pick<BookedStore, 'onPage'>): BookedOnPage {
  return async (campaign, page) =>
    asksFor(campaign) === 'booking' ? new Set((await store.onPage(campaign.id, page)).keys()) : nobodyBooked
}

/** Whether a step spares those who have booked. */
export function stopsBooked(campaign: Pick<CampaignContent, 'asks'>, step: Step | undefined): boolean {
  return asksFor(campaign) === 'booking' && step !== undefined && step.kind !== 'wait' && step.stop.includes('booked')
}
