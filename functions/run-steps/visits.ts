/** The clock of visits: loaded with the first minute, since a launch needs nothing of it. */
import { randomInt } from 'node:crypto'
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { bookingStore } from '../../shared/booking/booking-store.ts'
import { bookingClock } from '../../shared/booking/clock.ts'
import { jittered } from '../../shared/booking/desk-deps.ts'
import { noticeStore } from '../../shared/booking/notice-store.ts'
import { rememberedServices } from '../../shared/booking/remembered-services.ts'
import { serviceStore } from '../../shared/booking/service-store.ts'
import { slotStore } from '../../shared/booking/slot-store.ts'
import { waitingStore } from '../../shared/booking/waiting-store.ts'

export function visitsClock(db: DynamoDBDocumentClient, tables: { bookings: string }, now: () => Date) {
  return bookingClock({
    db,
    services: rememberedServices(serviceStore(db, tables.bookings), now),
    slots: slotStore(db, tables.bookings),
    bookings: bookingStore(db, tables.bookings),
    waiting: waitingStore(db, tables.bookings),
    notices: noticeStore(db, tables.bookings),
    pause: jittered(
      () => randomInt(1_000_000) / 1_000_000,
      (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    ),
    now,
  })
}
