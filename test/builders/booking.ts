/** A service with points, and a booking desk over the real table. */

import { bookedStore } from '../../shared/booking/booked-store.ts'
import type { Person } from '../../shared/booking/booking.ts'
import { bookingDesk } from '../../shared/booking/booking-desk.ts'
import { bookingStore } from '../../shared/booking/booking-store.ts'
import type { BookingDesk, By, SlotRef } from '../../shared/booking/desk.ts'
import { type DeskDeps, jittered } from '../../shared/booking/desk-deps.ts'
import { holderStore } from '../../shared/booking/holder-store.ts'
import { rememberedServices } from '../../shared/booking/remembered-services.ts'
import { sealer } from '../../shared/booking/secrets-of-visits.ts'
import { type Point, type Service, usualService, type WeeklyHours } from '../../shared/booking/service.ts'
import { serviceStore } from '../../shared/booking/service-store.ts'
import { slotStore } from '../../shared/booking/slot-store.ts'
import { waitingStore } from '../../shared/booking/waiting-store.ts'
import { newId } from '../../shared/platform/ids.ts'
import type { TestTables } from './tables.ts'

/** Monday to Friday, 8:00 to 10:00, so many at a time. */
export const mornings = (capacity = 1): WeeklyHours[] =>
  [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '08:00', to: '10:00', capacity }))

export const aPoint = (change: Partial<Point> = {}): Point => ({
  id: newId('pt'),
  name: 'Poznańskie Centrum Świadczeń',
  address: 'ul. Wszystkich Świętych 1, Poznań',
  phone: '61 646 33 44',
  access: { wheelchair: true, pjm: true },
  languages: ['pl', 'uk'],
  hours: mornings(),
  exceptions: [],
  ...change,
})

export const aService = (change: Partial<Service> = {}): Service => ({
  ...usualService,
  id: newId('svc'),
  name: { pl: 'Świadczenia rodzinne', uk: 'Сімейні виплати', en: 'Family benefits' },
  version: 1,
  createdAt: '2026-03-01T08:00:00.000Z',
  points: [aPoint()],
  ...change,
})

export const aPerson = (change: Partial<Person> = {}): Person => ({
  name: 'Łucja Żak',
  phone: '+48600100200',
  email: 'lucja@example.org',
  language: 'pl',
  ...change,
})

/** Somebody else each time, by number. */
export const person = (n: number, change: Partial<Person> = {}): Person =>
  aPerson({
    name: `Osoba ${n}`,
    phone: `+48600${String(n).padStart(6, '0')}`,
    email: `osoba${n}@example.org`,
    ...change,
  })

export interface TestDesk {
  desk: BookingDesk
  deps: DeskDeps
  /** The clock: set it, or move it on. */
  clock: { now: Date; pass(minutes: number): void }
  create(service?: Service): Promise<Service>
  /** Holds a place and confirms it for somebody. */
  book(slot: SlotRef, whom: Person, by?: By): ReturnType<BookingDesk['confirm']>
}

export function testDesk({ db, names }: TestTables, now: Date): TestDesk {
  const clock = {
    now,
    pass(minutes: number) {
      clock.now = new Date(clock.now.getTime() + minutes * 60_000)
    },
  }
  const services = serviceStore(db, names.Bookings)
  const deps: DeskDeps = {
    db,
    services: rememberedServices(services, () => clock.now),
    slots: slotStore(db, names.Bookings),
    holders: holderStore(db, names.Bookings),
    bookings: bookingStore(db, names.Bookings),
    booked: bookedStore(db, names.Bookings),
    waiting: waitingStore(db, names.Bookings),
    sealer: sealer(async (owner) => Buffer.alloc(32, owner)),
    addressKey: async () => Buffer.alloc(32, 7),
    pause: jittered(Math.random, (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))),
    now: () => clock.now,
  }
  const desk = bookingDesk(deps)
  return {
    desk,
    deps,
    clock,
    async create(service = aService()) {
      await services.create(service)
      return service
    },
    async book(slot, whom, by = 'web') {
      const { ref } = await desk.hold(slot, { by }, desk.newRef())
      return desk.confirm(slot, ref, whom, { by })
    },
  }
}

/** A slot of the first point of a service. */
export const slotAt = ({ id, points }: Service, day: string, start: string, point = 0): SlotRef => ({
  service: id,
  point: points[point]!.id,
  day,
  start,
})
