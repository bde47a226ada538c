/** What the parts of the booking desk work with. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { allOrNothing, type Pause, TooBusy, type Write } from '../platform/transaction.ts'
import type { BookedStore } from './booked-store.ts'
import type { BookingStore } from './booking-store.ts'
import { endsAt, type SlotRef } from './calendar.ts'
import type { HolderStore } from './holder-store.ts'
import { BookingRefused } from './refusal.ts'
import type { DeskServices } from './remembered-services.ts'
import type { Sealer } from './secrets-of-visits.ts'
import type { Service } from './service.ts'
import type { SlotStore } from './slot-store.ts'
import type { WaitingStore } from './waiting-store.ts'

export interface DeskDeps {
  db: DynamoDBDocumentClient
  services: DeskServices
  slots: SlotStore
  holders: HolderStore
  bookings: BookingStore
  booked: BookedStore
  waiting: WaitingStore
  sealer: Sealer
  /** Hashes the addresses of people who came by themselves. */
  addressKey: () => Promise<Uint8Array>
  /** Waits before another try: longer each time, and never twice the same for everybody. */
  pause: Pause
  now: () => Date
}

/** A transaction of the desk; people are told when it was too busy. */
export async function together(
  deps: Pick<DeskDeps, 'db' | 'pause'>,
  writes: readonly Write[],
): Promise<number[] | undefined> {
  try {
    return await allOrNothing(deps.db, writes, deps.pause)
  } catch (error) {
    if (error instanceof TooBusy) throw new BookingRefused('busy')
    throw error
  }
}

/** Epoch seconds until which a slot and what belongs to it are kept. */
export function keptUntil({ minutes, keptDays }: Pick<Service, 'minutes' | 'keptDays'>, slot: SlotRef): number {
  return Math.ceil(endsAt(slot, minutes).getTime() / 1000) + keptDays * 86_400
}

/** Pauses that double from 5 to 200 ms, by a chance from outside (0 to 1). */
export const jittered =
  (chance: () => number, wait: (milliseconds: number) => Promise<void>): Pause =>
  (attempt) =>
    wait(chance() * Math.min(200, 5 * 2 ** Math.min(attempt, 6)))
