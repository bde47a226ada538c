/** The waiting list: who waits gets freed places in order, as offers with a time limit; who lets one pass makes way for the next. (B5) */

import * as z from 'zod/mini'
import { NotFound } from '../platform/errors.ts'
import type { Write } from '../platform/transaction.ts'
import { cleanText } from '../survey/entries.ts'
import type { Book } from './book.ts'
import { isActive, type Person, Waiting } from './booking.ts'
import type { By } from './calendar.ts'
import type { Visit, WaitingPerson, Who } from './desk.ts'
import { type DeskDeps, together } from './desk-deps.ts'
import { afterOffer } from './offer.ts'
import { passingOn, slotOfOffer } from './pass-on.ts'
import { addressKeys, contactKey, type PersonKey, personKeys, visitKeys, waitingKeys } from './person-keys.ts'
import { BookingRefused } from './refusal.ts'
import {
  bookingIdOf,
  isToken,
  newSecret,
  newWaitingId,
  ownerOf,
  tokenHash,
  waitingOfToken,
  waitingToken,
} from './secrets-of-visits.ts'
import { pointOf } from './service.ts'
import { nobody, visitOf } from './visits.ts'
import { isOnList, type StoredWaiting } from './waiting-store.ts'

/** Somebody on the list as she lies in the table, opened. */
export async function waitingPersonOf(
  stored: StoredWaiting,
  { sealer }: Pick<DeskDeps, 'sealer'>,
): Promise<WaitingPerson> {
  const sealed = await sealer.open(stored.sealedBy, stored.id, stored.sealed)
  const { secret = '', ...visitor } = sealed ?? { ...nobody, secret: undefined }
  return {
    waiting: z.parse(Waiting, stored),
    visitor,
    token: secret && waitingToken(stored.service, stored.id, secret),
  }
}

export function waitList(deps: DeskDeps, confirm: Book) {
  const { services, bookings, waiting: list, sealer, now } = deps
  const passOn = passingOn(deps)

  const stored = async (token: string): Promise<StoredWaiting> => {
    const named = waitingOfToken(token)
    const found = named && (await list.get(named.service, named.id))
    if (!found || !isToken(token, found.tokenHash)) throw new NotFound('waiting')
    return found
  }

  const leaveList = async (before: StoredWaiting): Promise<void> => {
    if (!isOnList(before)) return
    const { offer, list: _, dueAt: __, ...rest } = before
    const after: StoredWaiting = { ...rest, state: 'left' }
    const late = offer
      ? (await passOn(before, after)) === 'late'
      : (await together(deps, list.changing(before, after))) !== undefined
    if (!late) return
    const fresh = await list.get(before.service, before.id)
    if (fresh) await leaveList(fresh)
  }

  /** The entry of somebody who is on the list, by the marks that her visit would have. */
  const entryOf = async (service: string, keys: readonly PersonKey[]): Promise<StoredWaiting | undefined> =>
    keys.length > 0 ? list.marked(service, waitingKeys(keys)) : undefined

  return {
    /** Whoever has booked by herself waits no more; what was offered to her goes to the next. */
    async stopWaiting(serviceId: string, person: Person, by: By): Promise<void> {
      if (!(await services.get(serviceId)).waitingList) return
      const entry = await entryOf(serviceId, personKeys(serviceId, person, by, await deps.addressKey()))
      if (entry) await leaveList(entry)
    },

    async waitingOfContact(
      service: string,
      whom: NonNullable<Person['whom']>,
      listed?: Person['listed'],
    ): Promise<WaitingPerson | undefined> {
      const entry = await entryOf(service, [
        contactKey(service, whom),
        ...(listed ? addressKeys(service, listed, await deps.addressKey()) : []),
      ])
      return entry && waitingPersonOf(entry, deps)
    },

    async waitFor(serviceId: string, point: string | undefined, person: Person, { by }: Who): Promise<WaitingPerson> {
      const service = await services.get(serviceId)
      if (!service.waitingList) throw new BookingRefused('no-list')
      if (point !== undefined && !pointOf(service, point)) throw new BookingRefused('no-slot')
      if (service.statement && !person.statement) throw new BookingRefused('not-stated')
      const keys = personKeys(serviceId, person, by, await deps.addressKey())
      if ((await bookings.marks(keys)).some((mark) => isActive(mark, now()))) throw new BookingRefused('booked-already')
      const at = now()
      const id = newWaitingId(at)
      const secret = newSecret()
      const { name, phone, email, language, whom } = person
      const sealedBy = ownerOf(person)
      const entry: StoredWaiting = {
        id,
        service: serviceId,
        ...(point && { point }),
        state: 'waiting',
        since: at.toISOString(),
        by,
        language,
        ...(whom && { whom }),
        sequence: 0,
        sealed: await sealer.close(sealedBy, id, {
          name: cleanText(name),
          ...(phone && { phone }),
          ...(email && { email }),
          secret,
        }),
        sealedBy,
        tokenHash: tokenHash(waitingToken(serviceId, id, secret)),
        marks: waitingKeys(keys),
        version: 1,
        expiresAt: Math.ceil(at.getTime() / 1000) + (service.keptDays + service.horizonDays) * 86_400,
      }
      const failed = await together(deps, [
        list.creating(entry),
        list.lookingAfter(serviceId),
        ...entry.marks.map((mark) => list.marking(mark, entry)),
      ])
      if (failed) throw new BookingRefused(failed.includes(0) ? 'busy' : 'waits-already')
      return waitingPersonOf(entry, deps)
    },

    async waiting(token: string): Promise<WaitingPerson> {
      return waitingPersonOf(await stored(token), deps)
    },

    async accept(token: string, who: Who): Promise<Visit> {
      const before = await stored(token)
      const booked = before.booking && (await bookings.get(before.booking))
      if (booked) return visitOf(booked, deps)
      if (before.state !== 'offered') throw new BookingRefused('no-offer')
      const { visitor } = await waitingPersonOf(before, deps)
      const { list: _, dueAt: __, ...rest } = before
      const writes: Write[] = list.changing(before, {
        ...rest,
        state: 'booked',
        booking: bookingIdOf(before.offer!.ref),
      })
      const person: Person = { ...visitor, language: before.language, whom: before.whom, statement: true }
      return confirm(slotOfOffer(before), before.offer!.ref, person, who, {
        writes,
        marks: visitKeys(before.marks),
        failed: () => new BookingRefused('no-offer'),
      }).catch((error: unknown) => {
        throw error instanceof BookingRefused && error.reason === 'lost' ? new BookingRefused('no-offer') : error
      })
    },

    async decline(token: string, _who: Who): Promise<void> {
      const before = await stored(token)
      if (before.state === 'offered') await passOn(before, afterOffer(before))
    },

    async leave(token: string, _who: Who): Promise<void> {
      await leaveList(await stored(token))
    },

    /** Staff take somebody off the list. */
    async remove(service: string, id: string): Promise<void> {
      const found = await list.get(service, id)
      if (!found) throw new NotFound('waiting')
      await leaveList(found)
    },

    async waitingList(service: string): Promise<WaitingPerson[]> {
      return Promise.all((await list.list(service)).map((one) => waitingPersonOf(one, deps)))
    },
  }
}
