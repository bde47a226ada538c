/** How often people did not come: by how long before they booked, by whether they were reminded, by reason. Rules only. (B8) */
import { localTime } from '../platform/local-time.ts'
import type { Booking, NoShowReason, Visitor } from './booking.ts'
import { startsAt } from './calendar.ts'
import { remindersOf } from './notice.ts'
import type { Service } from './service.ts'

/** Groups of lead time, by their first whole day: booked on the day itself, 1 to 3 days before, 4 to 7, 8 to 14, longer. */
export const leadGroups = [0, 1, 4, 8, 15] as const
export type LeadGroup = (typeof leadGroups)[number]

export interface Attendance {
  attended: number
  noShow: number
}

export interface NoShowRates extends Attendance {
  byLead: { group: LeadGroup; counts: Attendance }[]
  reminded: Attendance
  notReminded: Attendance
  reasons: Partial<Record<NoShowReason | 'unknown', number>>
}

interface Seen {
  booking: Booking
  visitor: Pick<Visitor, 'email'>
}

/** Whole local days between the day on which the visit got its time and the day of the visit. */
export function leadDays({ journal, createdAt, ...visit }: Booking): number {
  const placed = journal.findLast(({ did }) => did === 'moved' || did === 'confirmed')?.at ?? createdAt
  const noon = (day: string) => Date.parse(`${day}T12:00:00Z`)
  return Math.round((noon(visit.day) - noon(localTime(new Date(placed)).date)) / 86_400_000)
}

/** Whether reminders went to her: the service reminds, there was time for one, and she has an address for it. */
export const wasReminded = ({ booking, visitor }: Seen, { reminders }: Pick<Service, 'reminders'>): boolean =>
  reminders && Boolean(visitor.email) && remindersOf(booking).some(({ at }) => at < startsAt(booking))

/** Counts over visits whose end is known; all others are left out. */
export function noShowRates(visits: readonly Seen[], service: Pick<Service, 'reminders'>): NoShowRates {
  const none = (): Attendance => ({ attended: 0, noShow: 0 })
  const rates: NoShowRates = {
    ...none(),
    byLead: leadGroups.map((group) => ({ group, counts: none() })),
    reminded: none(),
    notReminded: none(),
    reasons: {},
  }
  for (const visit of visits) {
    const { booking } = visit
    if (booking.state !== 'attended' && booking.state !== 'no_show') continue
    const end = booking.state === 'attended' ? 'attended' : 'noShow'
    const lead = rates.byLead.findLast(({ group }) => leadDays(booking) >= group) ?? rates.byLead[0]!
    for (const counts of [rates, lead.counts, wasReminded(visit, service) ? rates.reminded : rates.notReminded]) {
      counts[end]++
    }
    if (end === 'noShow') {
      const reason = booking.noShow ?? 'unknown'
      rates.reasons[reason] = (rates.reasons[reason] ?? 0) + 1
    }
  }
  return rates
}

/** The share of those who did not come; undefined where nobody was awaited. */
export function shareOf({ attended, noShow }: Attendance): number | undefined {
  return attended + noShow > 0 ? noShow / (attended + noShow) : undefined
}
