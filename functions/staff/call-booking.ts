/**
 * The visit on an agent's call page: what is free, and booking, moving and calling off for the person she talks with. At the same desk
 * as the web and the keys of the telephone, so that nobody is offered what somebody else has. (B10)
 */
import { readBackCode } from '../../shared/booking/booking.ts'
import type { BookingDesk, SlotRef, Visit } from '../../shared/booking/desk.ts'
import { listedAs } from '../../shared/booking/listed.ts'
import { newSecret } from '../../shared/booking/secrets-of-visits.ts'
import type { Service } from '../../shared/booking/service.ts'
import type { Candidate } from '../../shared/call/agent-check.ts'
import type { Caller, Known } from '../../shared/call/agent-desk.ts'
import { asksFor } from '../../shared/campaign/campaign.ts'
import { nameOf } from '../../shared/contact/name.ts'
import { Invalid, NotFound, Refused } from '../../shared/platform/errors.ts'
import { type Language, type Text, textOf } from '../../shared/platform/language.ts'
import type { DateSeen, VisitSeen } from '../../web/agent/call-booking.tsx'
import type { CallDeps } from './calls.ts'

/** A place and a day that an agent looks at. */
export interface Looked {
  point: string
  day: string
}

export type VisitsOfCalls = Pick<
  BookingDesk,
  'free' | 'firstFree' | 'hold' | 'drop' | 'confirm' | 'ofContact' | 'move' | 'cancel'
>

export function callBooking(deps: CallDeps) {
  const { bookings, services, audit, now } = deps

  const serviceOf = async ({ campaign }: Pick<Candidate, 'campaign'>): Promise<Service | undefined> => {
    if (asksFor(campaign) !== 'booking' || !campaign.service) return undefined
    return services.get(campaign.service).catch((error: unknown) => {
      if (error instanceof NotFound) return undefined
      throw error
    })
  }
  const opened = async (known: Known): Promise<Service> => {
    if (!known.isHers) throw refused(notHers)
    const service = await serviceOf(known)
    if (!service) throw refused(noService)
    return service
  }
  const kept = (caller: Caller, did: string, known: Known): Promise<void> =>
    audit.write({ who: caller.id, did, what: known.text }, now())
  const who = (caller: Caller) => ({ by: 'agent', staff: caller.id }) as const

  return {
    /** Visits as the page shows them; undefined in a drive that asks for none. */
    async visits(
      held: Pick<Candidate, 'campaign' | 'whom' | 'contact'>,
      looked?: Looked,
    ): Promise<VisitSeen | undefined> {
      const service = await serviceOf(held)
      if (!service) return undefined
      const { id, points } = service
      const seen = ({ point, day, start }: Pick<SlotRef, 'point' | 'day' | 'start'>): DateSeen => {
        const found = points.find((one) => one.id === point)
        return { point, day, start, where: found ? `${found.name}, ${found.address}` : '' }
      }
      const [visit, first, free] = await Promise.all([
        bookings.ofContact(id, held.whom, listedAs(held.contact)),
        bookings.firstFree(id, { by: 'agent' }),
        looked &&
          bookings.free(id, { ...(looked.point && { point: looked.point }), from: looked.day, days: 1, by: 'agent' }),
      ])
      return {
        service: service.name,
        points: points.filter(({ closed }) => !closed).map(({ id: point, name }) => ({ id: point, name })),
        ...(service.statement && { statement: textOf(service.statement, held.contact.language) }),
        name: visit?.visitor.name ?? nameOf(held.contact.fields),
        ...(visit && { visit: { ...seen(visit.booking), code: readBackCode(visit.booking) } }),
        ...(first && { first: seen(first) }),
        ...(looked && { chosen: { ...looked, free: (free ?? []).map(seen) } }),
      }
    },

    /** Books a date for her, or moves her visit there. Refused: taken meanwhile, not stated. */
    async bookVisit(
      caller: Caller,
      known: Known,
      date: Pick<SlotRef, 'point' | 'day' | 'start'>,
      said: { name: string; stated: boolean; language: Language },
    ): Promise<Visit> {
      const service = await opened(known)
      const { whom, contact } = known
      const before = await bookings.ofContact(service.id, whom, listedAs(contact))
      if (!before && !said.name.trim()) throw new Invalid([{ field: 'visit-name', message: nameless }])
      const slot = { service: service.id, ...date }
      const ref = newSecret()
      await bookings.hold(slot, who(caller), ref)
      try {
        if (before) {
          const moved = await bookings.move(before.booking.id, slot, ref, who(caller))
          await kept(caller, 'move visit', known)
          return moved
        }
        const { email } = contact
        const phone = contact.phones[known.calls.find(({ n }) => n === known.id.n)?.number ?? 0]
        const person = {
          ...{ name: said.name, language: said.language, statement: said.stated, whom },
          ...(phone && { phone }),
          ...(email && { email }),
        }
        const visit = await bookings.confirm(slot, ref, person, who(caller))
        await kept(caller, 'book visit', known)
        return visit
      } catch (error) {
        await bookings.drop(slot, ref)
        throw error
      }
    },

    /** Calls her visit off. */
    async cancelVisit(caller: Caller, known: Known): Promise<void> {
      const service = await opened(known)
      const visit = await bookings.ofContact(service.id, known.whom, listedAs(known.contact))
      if (!visit) return
      await bookings.cancel(visit.booking.id, who(caller))
      await kept(caller, 'cancel visit', known)
    },
  }
}

/** A date as a form sends it. */
export function dateIn(text: string): Pick<SlotRef, 'point' | 'day' | 'start'> | undefined {
  const found = /^(pt_[0-9a-z]{12}) (\d{4}-\d{2}-\d{2}) (\d{2}:\d{2})$/.exec(text)
  return found ? { point: found[1]!, day: found[2]!, start: found[3]! } : undefined
}

const notHers: Text = { pl: 'Ta rozmowa nie jest już Twoja.', en: 'This call is not yours any more.' }
const noService: Text = { pl: 'W tej akcji nie umawia się wizyt.', en: 'This drive books no visits.' }
const nameless: Text = { pl: 'Wpisz imię i nazwisko.', en: 'Enter the first and last name.' }

function refused(message: Text): Refused {
  return new Refused('visit', [{ field: 'visit', message }])
}
