/** Visits in drives: a service to ask for, and the desk as calls know it. */
import type { Service } from '../../shared/booking/service.ts'
import { serviceStore } from '../../shared/booking/service-store.ts'
import type { TalkDeps } from '../../shared/call/talk.ts'
import { aPoint, aService, testDesk } from './booking.ts'
import type { TestTables } from './tables.ts'

const hours = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '11:00', capacity: 1 }))

/** Slots of 30 minutes from 9:00 to 11:00 at each of two points, one place in each. */
export const aServiceOfTwoPoints = (change: Partial<Service> = {}): Service =>
  aService({
    minutes: 30,
    points: [
      aPoint({ name: 'Centrum', address: 'ul. Wszystkich Świętych 1', hours }),
      aPoint({ name: 'Rataje', address: 'os. Piastowskie 16', hours }),
    ],
    ...change,
  })

/** The real desk over test tables, with its clock. */
export function talkDesk(tables: TestTables, now: Date) {
  const made = testDesk(tables, now)
  const { get } = serviceStore(tables.db, tables.names.Bookings)
  return { ...made, forTalk: { ...made.desk, service: get } satisfies TalkDeps['visits'] }
}

const none = () => Promise.reject(new Error('no visits are booked here'))
/** Of drives that ask for no visit. */
export const noVisits: TalkDeps['visits'] = {
  firstFree: none,
  hold: none,
  drop: none,
  confirm: none,
  ofContact: none,
  service: none,
}
