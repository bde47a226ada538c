/** Who of a page has booked, from the table of bookings: loaded and read by drives that ask for a visit, and by no other. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { asksFor } from '../campaign/campaign.ts'
import { type BookedOnPage, nobodyBooked } from './booked.ts'

export function bookedOnPage(db: DynamoDBDocumentClient, table: string): BookedOnPage {
  return async (campaign, page) => {
    if (asksFor(campaign) !== 'booking') return nobodyBooked
    const { bookedStore } = await import('../booking/booked-store.ts')
    return new Set((await bookedStore(db, table).onPage(campaign.id, page)).keys())
  }
}
