/** What a point's staff do with visits: see a day, a week, one visit; mark, move, cancel, book; close a day. Who saw and did what is kept. (B8-B10) */
import type { Person as Booker, Booking, NoShowReason } from '../../shared/booking/booking.ts'
import type { ClosedVisit, DaySlot, SlotRef, Visit, WaitingPerson, Who } from '../../shared/booking/desk.ts'
import { type NoShowRates, noShowRates } from '../../shared/booking/no-shows.ts'
import { BookingRefused } from '../../shared/booking/refusal.ts'
import { newSecret } from '../../shared/booking/secrets-of-visits.ts'
import { pointOf, type Service } from '../../shared/booking/service.ts'
import { NotFound } from '../../shared/platform/errors.ts'
import { addDays } from '../../shared/platform/local-time.ts'
import type { StaffDeps } from './deps.ts'
import type { Person } from './person.ts'

export type VisitDeskDeps = Pick<StaffDeps, 'bookings' | 'audit' | 'now'>

/** Weeks of a report of those who did not come. */
export const reportWeeks = 4
/** Points that are read at once. */
const atOnce = 8

/** One point's day with somebody who did not come. */
export interface NoShowDay {
  point: string
  day: string
  visits: Visit[]
}

export function visitDesk({ bookings, audit, now }: VisitDeskDeps) {
  const note = (person: Person, did: string, what: string) => audit.write({ who: person.id, did, what }, now())
  const by = (person: Person): Who => ({ by: 'staff', staff: person.id })

  const marked = async (booking: Promise<Booking>, did: string, person: Person): Promise<Booking> => {
    const done = await booking
    await note(person, did, done.id)
    return done
  }

  return {
    async day(service: string, point: string, day: string, person: Person): Promise<DaySlot[]> {
      const slots = await bookings.ofDay(service, point, day)
      await note(person, 'view visits', `${service}/${point}/${day}`)
      return slots
    },

    async week(service: string, point: string, from: string, person: Person) {
      const days = await bookings.ofWeek(service, point, from)
      await note(person, 'view visits', `${service}/${point}/${from}+6`)
      return days
    },

    /** By its id: staff have no token. */
    async visit(id: string, person: Person): Promise<Visit> {
      if (!/^bkg_/.test(id)) throw new NotFound('visit')
      const visit = await bookings.read(id)
      await note(person, 'view visit', id)
      return visit
    },

    attended: (id: string, person: Person) => marked(bookings.attended(id, by(person)), 'mark attended', person),
    noShow: (id: string, reason: NoShowReason | undefined, person: Person) =>
      marked(bookings.noShow(id, by(person), reason), 'mark no-show', person),
    reopen: (id: string, person: Person) => marked(bookings.reopen(id, by(person)), 'reopen visit', person),
    cancel: (id: string, person: Person) =>
      marked(
        bookings.cancel(id, by(person)).then(({ booking }) => booking),
        'cancel visit',
        person,
      ),

    /** Moves on her behalf: the new place first, then both change or none. */
    async move(id: string, to: SlotRef, person: Person): Promise<Visit> {
      const ref = newSecret()
      await bookings.hold(to, by(person), ref)
      try {
        const moved = await bookings.move(id, to, ref, by(person))
        await note(person, 'move visit', id)
        return moved
      } catch (error) {
        await giveBack(bookings, to, ref)
        throw error
      }
    },

    /** Books for somebody at the desk or on the telephone. The same ref again is the same visit. */
    async book(slot: SlotRef, ref: string, booker: Booker, person: Person): Promise<Visit> {
      await bookings.hold(slot, by(person), ref).catch((error: unknown) => {
        // The same form again: its hold is a booking by now, and `confirm` finds it.
        if (!(error instanceof BookingRefused && error.reason === 'full')) throw error
      })
      try {
        const booked = await bookings.confirm(slot, ref, booker, by(person))
        await note(person, 'book visit', booked.booking.id)
        return booked
      } catch (error) {
        await giveBack(bookings, slot, ref)
        throw error
      }
    },

    /** Whom closing a day would concern. */
    async conflicts(service: string, point: string, day: string, person: Person): Promise<Visit[]> {
      const slots = await bookings.ofDay(service, point, day)
      await note(person, 'view visits', `${service}/${point}/${day}`)
      return slots.flatMap((slot) => slot.visits).filter(({ booking }) => booking.state === 'confirmed')
    },

    async closeDay(
      service: string,
      point: string,
      day: string,
      reason: string,
      person: Person,
    ): Promise<(ClosedVisit & { visit: Visit })[]> {
      const closed = await bookings.closeDay(service, point, day, reason, by(person))
      await note(person, `close day: ${closed.length}`, `${service}/${point}/${day}`)
      return Promise.all(closed.map(async (one) => ({ ...one, visit: await bookings.read(one.booking.id) })))
    },

    async waitingList(service: string, person: Person): Promise<WaitingPerson[]> {
      const list = await bookings.waitingList(service)
      await note(person, 'view waiting list', service)
      return list
    },

    async remove(service: string, id: string, person: Person): Promise<void> {
      await bookings.remove(service, id)
      await note(person, 'remove from waiting list', `${service}/${id}`)
    },

    /** Those who did not come in some weeks from a local day on, and how often that is so. */
    async noShows(
      service: Service,
      { from, point, weeks = reportWeeks }: { from: string; point?: string | undefined; weeks?: number },
      person: Person,
    ): Promise<{ days: NoShowDay[]; rates: NoShowRates }> {
      const points = point ? [pointOf(service, point)].filter((one) => one !== undefined) : service.points
      if (points.length === 0 && point) throw new NotFound('point')
      const wanted = points.flatMap(({ id }) =>
        Array.from({ length: weeks }, (_, n) => ({ point: id, from: addDays(from, n * 7) })),
      )
      const all: { point: string; day: string; slots: DaySlot[] }[] = []
      const read = async (): Promise<void> => {
        for (let next = wanted.shift(); next; next = wanted.shift()) {
          const { point: at } = next
          all.push(...(await bookings.ofWeek(service.id, at, next.from)).map((day) => ({ ...day, point: at })))
        }
      }
      await Promise.all(Array.from({ length: atOnce }, read))
      await note(person, 'view no-shows', `${service.id}/${from}`)
      const days = all
        .map(({ point: at, day, slots }) => ({
          point: at,
          day,
          visits: slots.flatMap((slot) => slot.visits).filter(({ booking }) => booking.state === 'no_show'),
        }))
        .filter((one) => one.visits.length > 0)
        .sort((one, other) => other.day.localeCompare(one.day) || one.point.localeCompare(other.point))
      const everybody = all.flatMap(({ slots }) => slots.flatMap((slot) => slot.visits))
      return { days, rates: noShowRates(everybody, service) }
    },
  }
}
export type VisitDesk = ReturnType<typeof visitDesk>

/** A place that was held for nothing. */
async function giveBack(bookings: VisitDeskDeps['bookings'], slot: SlotRef, ref: string): Promise<void> {
  await bookings.drop(slot, ref).catch((error: unknown) => {
    if (!(error instanceof BookingRefused)) throw error
  })
}
