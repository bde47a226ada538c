/** The booking desk, put together: from the tables and keys of an installation, or from its parts. */
import { randomInt } from 'node:crypto'
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { CampaignStore } from '../campaign/campaign-store.ts'
import type { Keyring } from '../platform/secrets.ts'
import { book } from './book.ts'
import { bookedStore } from './booked-store.ts'
import { isActive } from './booking.ts'
import { bookingStore } from './booking-store.ts'
import { change } from './change.ts'
import { closingDays } from './close-day.ts'
import { dayView } from './day-view.ts'
import type { BookingDesk } from './desk.ts'
import { type DeskDeps, jittered } from './desk-deps.ts'
import { fill } from './fill.ts'
import { findFree } from './find-free.ts'
import { holdPlace } from './hold-place.ts'
import { holderStore } from './holder-store.ts'
import { addressKeys, contactKey } from './person-keys.ts'
import { BookingRefused } from './refusal.ts'
import { rememberedServices } from './remembered-services.ts'
import { newSecret, type SealKeyOf, sealer } from './secrets-of-visits.ts'
import { serviceStore } from './service-store.ts'
import { slotStore } from './slot-store.ts'
import { storedVisit, visitOf } from './visits.ts'
import { waitList } from './wait-list.ts'
import { waitingStore } from './waiting-store.ts'

export function bookingDesk(deps: DeskDeps): BookingDesk {
  const { bookings, booked } = deps
  const confirm = book(deps)
  const places = holdPlace(deps)
  const free = findFree(deps)
  const { stopWaiting, ...waits } = waitList(deps, confirm)
  const active = async (keys: { place: string; item: string }[]) => {
    const mark = (await bookings.marks(keys)).find((one) => isActive(one, deps.now()))
    return mark && visitOf(await storedVisit(mark.id, deps), deps)
  }

  return {
    newRef: newSecret,
    ...free,
    ...places,
    async confirm(slot, ref, person, who) {
      const visit = await confirm(slot, ref, person, who)
      // The visit stands, whatever becomes of this; a place that is offered to her in vain comes free when its time is over.
      await stopWaiting(slot.service, person, who.by).catch((error: unknown) => {
        if (!(error instanceof BookingRefused)) throw error
      })
      return visit
    },
    read: async (tokenOrId) => visitOf(await storedVisit(tokenOrId, deps), deps),
    ofContact: async (service, whom, listed) =>
      active([contactKey(service, whom), ...(listed ? addressKeys(service, listed, await deps.addressKey()) : [])]),
    ofAddress: async (service, known) => active(addressKeys(service, known, await deps.addressKey())),
    underAddresses: async (addresses) => (await import('./find-visits.ts')).findVisits(deps)(addresses), // few ask
    // biome-ignore lint/nursery/noMisusedPromises: an object of functions, which the rule takes for a promise
    ...change(deps),
    ...closingDays(deps, free),
    ...waits,
    fill: fill(deps),
    ...dayView(deps),
    bookedOnPage: booked.onPage,
  }
}

/** What an installation's desk is made of. */
export interface DeskParts {
  db: DynamoDBDocumentClient
  /** The table of bookings. */
  table: string
  campaigns: Pick<CampaignStore, 'get' | 'officeKey'>
  keys: Keyring
  now: () => Date
}

/** The keys by which visits are sealed: the office's own, or that of the drive she came by. */
export function sealKeys({ campaigns, keys }: Pick<DeskParts, 'campaigns' | 'keys'>): SealKeyOf {
  return async (owner) => {
    if (owner === 'office') return keys.bookingKey('office', await campaigns.officeKey())
    const { id, wrappedKey } = await campaigns.get(owner)
    return (await keys.campaignKeys(id, wrappedKey)).seal
  }
}

/** The parts of the desk of an installation. */
export function deskDeps({ db, table, campaigns, keys, now }: DeskParts): DeskDeps {
  const tables = { bookings: table }
  return {
    db,
    services: rememberedServices(serviceStore(db, tables.bookings), now),
    slots: slotStore(db, tables.bookings),
    holders: holderStore(db, tables.bookings),
    bookings: bookingStore(db, tables.bookings),
    booked: bookedStore(db, tables.bookings),
    waiting: waitingStore(db, tables.bookings),
    sealer: sealer(sealKeys({ campaigns, keys })),
    addressKey: async () => (await keys.officeKeys('office', await campaigns.officeKey())).address,
    pause: jittered(
      () => randomInt(1_000_000) / 1_000_000,
      (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    ),
    now,
  }
}

/** The desk of an installation. */
export const openDesk = (parts: DeskParts): BookingDesk => bookingDesk(deskDeps(parts))
