/**
 * Confirming: the hold becomes a booking, the booking is kept, and the person is marked, all in one transaction. A place without a person
 * and a person without a place cannot come about, whatever breaks. (B2, B3; docs/decisions/a-booking-is-one-transaction.md)
 */
import { Invalid } from '../platform/errors.ts'
import type { Write } from '../platform/transaction.ts'
import { cleanText } from '../survey/entries.ts'
import { type JournalEntry, type Person, standsSince } from './booking.ts'
import { reminderList, type StoredBooking } from './booking-store.ts'
import { type SlotRef, startsAt } from './calendar.ts'
import type { Visit, Who } from './desk.ts'
import { type DeskDeps, keptUntil, together } from './desk-deps.ts'
import { holdPlace } from './hold-place.ts'
import { nextReminder } from './notice.ts'
import { type PersonKey, personKeys } from './person-keys.ts'
import { BookingRefused } from './refusal.ts'
import { bookingIdOf, bookingToken, holdKey, newSecret, ownerOf, tokenHash } from './secrets-of-visits.ts'
import type { Service } from './service.ts'
import { visitOf } from './visits.ts'

/** Who stands in the journal. */
export const journalist = ({ by, staff }: Who): string => staff ?? by

/** When and where the next reminder is looked for: nothing where there is none, or the service reminds of nothing. */
export function reminding(
  service: Pick<Service, 'reminders'>,
  booking: Parameters<typeof nextReminder>[0],
  now: Date,
): Pick<StoredBooking, 'list' | 'dueAt'> {
  const dueAt = service.reminders ? nextReminder(booking, now) : undefined
  return dueAt ? { dueAt, list: reminderList(dueAt) } : {}
}

export function book(deps: DeskDeps) {
  const { services, slots, bookings, sealer, now } = deps

  /** The booking that this hold became, if it did. */
  const earlier = async (ref: string): Promise<StoredBooking | undefined> => {
    const stored = await bookings.get(bookingIdOf(ref))
    return stored?.holdKey === holdKey(ref) ? stored : undefined
  }

  const newBooking = async (
    service: Service,
    slot: SlotRef,
    ref: string,
    person: Person,
    who: Who,
    marks: PersonKey[] | undefined,
  ): Promise<StoredBooking> => {
    const { language, whom, name, phone, email } = person
    const id = bookingIdOf(ref)
    const secret = newSecret()
    const at = now()
    const entry: JournalEntry = { at: at.toISOString(), did: 'confirmed', by: journalist(who) }
    const when = { day: slot.day, start: slot.start, journal: [entry], createdAt: entry.at }
    const sealedBy = ownerOf(person)
    return {
      id,
      service: service.id,
      point: slot.point,
      minutes: service.minutes,
      state: 'confirmed',
      by: who.by,
      language,
      ...(whom && { whom }),
      sequence: 0,
      changedAt: entry.at,
      ...when,
      sealed: await sealer.close(sealedBy, id, {
        name: cleanText(name),
        ...(phone && { phone }),
        ...(email && { email }),
        secret,
      }),
      sealedBy,
      tokenHash: tokenHash(bookingToken(id, secret)),
      holdKey: holdKey(ref),
      marks: marks ?? personKeys(service.id, person, who.by, await deps.addressKey()),
      expiresAt: keptUntil(service, slot),
      ...reminding(service, when, at),
    }
  }

  /** @param besides what else is to be written with it, or not at all; its conditions may not fail for any other reason than `failed`; `marks`: her marks, where they are known already */
  return async (
    slot: SlotRef,
    ref: string,
    person: Person,
    who: Who,
    besides: { writes: Write[]; failed: () => Error; marks?: PersonKey[] } = {
      writes: [],
      failed: () => new Error('unreachable'),
    },
  ): Promise<Visit> => {
    const service = await services.get(slot.service)
    try {
      checkPerson(service, person, who)
      if (startsAt(slot) <= now()) throw new BookingRefused('past')
    } catch (error) {
      const before = await earlier(ref) // who sends a form again sees her visit, whatever the form says now
      if (before) return visitOf(before, deps)
      throw error
    }
    const booking = await newBooking(service, slot, ref, person, who, besides.marks)
    const writes = [
      slots.confirming(slot, holdKey(ref), booking.id),
      bookings.creating(booking),
      ...booking.marks.map((mark) => bookings.marking(mark, booking, standsSince(now()))),
      ...besides.writes,
    ]
    for (let again = false; ; again = true) {
      const failed = await together(deps, writes)
      if (!failed) return visitOf(booking, deps)
      const confirmed = await earlier(ref) // by the same form sent twice
      if (confirmed) return visitOf(confirmed, deps)
      const [atSlot, atBooking] = [failed.includes(0), failed.includes(1)]
      if (atBooking) throw new BookingRefused('busy') // somebody else's booking has this id: 60 bits of chance
      if (failed.some((place) => place > 1 && place < 2 + booking.marks.length))
        throw new BookingRefused('booked-already')
      if (!atSlot) throw besides.failed()
      if ((await slots.get(slot)).closed) throw new BookingRefused('closed')
      if (again) throw new BookingRefused('lost')
      // Its time was over and somebody had the place for a while. Where there is one again, it is hers.
      await holdPlace(deps)
        .hold(slot, who, ref)
        .catch((error: unknown) => {
          throw error instanceof BookingRefused && error.reason === 'full' ? new BookingRefused('lost') : error
        })
    }
  }
}
export type Book = ReturnType<typeof book>

function checkPerson(service: Service, { name, phone, email, whom, statement }: Person, { by }: Who): void {
  if (service.statement && !statement) throw new BookingRefused('not-stated')
  if (!cleanText(name)) {
    throw new Invalid([
      {
        field: 'name',
        message: {
          pl: 'Podaj imię i nazwisko.',
          uk: 'Вкажіть ім’я та прізвище.',
          en: 'Enter your first and last name.',
        },
      },
    ])
  }
  const knownBySomething = Boolean(whom || phone || email)
  if (!knownBySomething && by !== 'staff' && by !== 'agent') {
    throw new Invalid([
      {
        field: 'phone',
        message: {
          pl: 'Podaj numer telefonu albo adres e-mail.',
          uk: 'Вкажіть номер телефону або адресу електронної пошти.',
          en: 'Enter a telephone number or an e-mail address.',
        },
      },
    ])
  }
}
