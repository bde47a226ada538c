/**
 * The booking desk: what web, agents, the telephone keypad and the point's staff can do with visits. One desk and one availability for
 * all of them. (B10) What a person may not do now throws `BookingRefused` with its reason; an unknown token or id throws NotFound.
 */
import type { Booked, Booking, NoShowReason, Person, Visitor, Waiting } from './booking.ts'
import type { By, SlotRef } from './calendar.ts'

export type { By, SlotRef } from './calendar.ts'

export interface FreeSlot extends SlotRef {
  /** Places left, by what was read a moment ago; `hold` decides. */
  free: number
  capacity: number
}

/** A place that is held. `ref` is a secret of whoever holds it: 16 characters or more, random (`newRef`). */
export interface Hold extends SlotRef {
  ref: string
  /** ISO. */
  until: string
  extensionsLeft: number
}

/** Who does it: a resident by web or keypad, or one of the staff by her id. */
export interface Who {
  by: By
  /** The person in the token of whoever of the staff it was. Never a name. */
  staff?: string
}

/** Where one looks for free slots. */
export interface Search {
  /** Only this point. */
  point?: string
  /** First local day; today where missing or past. */
  from?: string
  /** How many days, the first one included. */
  days: number
  /** Staff see slots up to their start; residents keep the lead time. `web` where missing. */
  by?: By
}

/** A booking with who comes, opened. */
export interface Visit {
  booking: Booking
  visitor: Visitor
  /** The token of her link `/v/<token>`. */
  token: string
}

/** Somebody on the waiting list, opened. */
export interface WaitingPerson {
  waiting: Waiting
  visitor: Visitor
  token: string
}

/** What stands in a slot of the day view. */
export interface DaySlot {
  start: string
  capacity: number
  /** Places in live holds, offers included. */
  held: number
  closed: boolean
  visits: Visit[]
}

/** One booking that a closed day leaves without a place, and what is offered instead. */
export interface ClosedVisit {
  booking: Booking
  /** Undefined where no slot was free at any point: somebody has to call her. */
  offered?: SlotRef
}

export interface BookingDesk {
  /** A random ref for a hold. */
  newRef(): string

  /** Slots that are free in some days, by day, time, point. Eventually consistent: one Query to a point. */
  free(service: string, search: Search): Promise<FreeSlot[]>
  /** The soonest free slot, at any point or one; after a slot's begin where given (day and time), to offer the next one. */
  firstFree(
    service: string,
    search?: { point?: string; after?: { day: string; start: string }; by?: By },
  ): Promise<FreeSlot | undefined>

  /**
   * Holds a place: one conditional write. The same ref again is the same hold. Refused: full, closed, no-slot, past, too-soon, too-far,
   * busy. (B2, B3)
   * @param link the token of the link that holds it: what the same link held before in the service is given back, for one write more (X3)
   */
  hold(slot: SlotRef, who: Who, ref: string, link?: string): Promise<Hold>
  /** The hold as it stands; undefined when the place is somebody else's, or booked. */
  held(slot: SlotRef, ref: string): Promise<Hold | undefined>
  /** As long again from now on. Refused: lost, extended-enough. (L43) */
  extend(slot: SlotRef, ref: string): Promise<Hold>
  /** Gives the place back. */
  drop(slot: SlotRef, ref: string): Promise<void>

  /**
   * Turns a hold into a booking. The same ref again gives the same booking and token. Refused: lost, booked-already, not-stated, closed.
   * A hold whose time is over is still good while nobody took the place. Who has a visit leaves the waiting list.
   */
  confirm(slot: SlotRef, ref: string, person: Person, who: Who): Promise<Visit>

  /** By the token of her link, or by id (staff). NotFound: unknown, or its time is over. */
  read(tokenOrId: string): Promise<Visit>
  /**
   * The active visit of a contact in a service: by this drive, and where given by what her list has of her, however it was booked.
   */
  ofContact(
    service: string,
    whom: { campaign: string; page: number; index: number },
    listed?: Person['listed'],
  ): Promise<Visit | undefined>
  /** The active visit behind an e-mail address, or a telephone number and the name of whoever has it. */
  ofAddress(service: string, known: { name?: string; phone?: string; email?: string }): Promise<Visit | undefined>

  /** Everything that is held under some addresses of people who came by themselves, whatever became of it. (L5) */
  underAddresses(addresses: readonly string[]): Promise<{ visits: Visit[]; waiting: WaitingPerson[] }>

  /** Moves a visit to a place that is held: both slots change in one transaction, or none. Refused: lost, not-active, closed. (B5) */
  move(tokenOrId: string, to: SlotRef, ref: string, who: Who): Promise<Visit>
  /** Cancels a visit; its place goes to whoever waits for it first. A second time changes nothing. Refused: not-active (it is over). */
  cancel(tokenOrId: string, who: Who): Promise<Visit>
  attended(id: string, who: Who): Promise<Booking>
  noShow(id: string, who: Who, reason?: NoShowReason): Promise<Booking>
  /** Takes back `attended` or `noShow`. */
  reopen(id: string, who: Who): Promise<Booking>
  /** The visit was moved by closing its day; she takes the slot that is kept for her. Refused: no-offer. */
  takeOffered(tokenOrId: string, who: Who): Promise<Visit>

  /**
   * Closes a day of a point: nothing more can be held or booked there; everybody who has a visit keeps it on record, is offered another
   * slot that is held for her, and is told so. May be repeated. (B9)
   */
  closeDay(service: string, point: string, day: string, reason: string, who: Who): Promise<ClosedVisit[]>
  /** Opens a closed day again. Visits that were not moved meanwhile stand as before. */
  openDay(service: string, point: string, day: string, who: Who): Promise<void>

  /** Puts somebody on the waiting list. Refused: no-list, waits-already, booked-already. */
  waitFor(service: string, point: string | undefined, person: Person, who: Who): Promise<WaitingPerson>
  /** By the token of her link. */
  waiting(token: string): Promise<WaitingPerson>
  /** Where a contact waits in a service, while she does: known as by `ofContact`. */
  waitingOfContact(
    service: string,
    whom: { campaign: string; page: number; index: number },
    listed?: Person['listed'],
  ): Promise<WaitingPerson | undefined>
  /** Takes the slot that was offered. The same again gives the same visit. Refused: no-offer, booked-already. */
  accept(token: string, who: Who): Promise<Visit>
  /** Lets this offer pass to the next one; she stays on the list. */
  decline(token: string, who: Who): Promise<void>
  /** Leaves the list; an offer passes to the next one. */
  leave(token: string, who: Who): Promise<void>
  /** The same by staff, who have no token. */
  remove(service: string, id: string): Promise<void>
  /** The list of a service in its order: those who wait and those who have an offer. */
  waitingList(service: string): Promise<WaitingPerson[]>
  /** Offers every place that is free to those who wait, in order; offers whose time is over pass on. How many offers were made. */
  fill(service: string): Promise<number>

  /** The day view of a point: every slot by the calendar, and those that are booked though it has them no more. */
  ofDay(service: string, point: string, day: string): Promise<DaySlot[]>
  /** Seven days from a local day on. */
  ofWeek(service: string, point: string, from: string): Promise<{ day: string; slots: DaySlot[] }[]>
  /** Everybody of a page of contacts who has booked in her drive, by index: active, attended, no-show. One Query. */
  bookedOnPage(campaign: string, page: number): Promise<Map<number, Booked>>
}
