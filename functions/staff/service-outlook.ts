/** What whoever approves a drive has to know of the service that it leads people to: its points, and how many places are free in its days. */
import type { Point, Service } from '../../shared/booking/service.ts'
import { asksFor, type Campaign } from '../../shared/campaign/campaign.ts'
import { daysBetween } from '../../shared/case/deadline.ts'
import { NotFound } from '../../shared/platform/errors.ts'
import { addDays, localTime } from '../../shared/platform/local-time.ts'
import type { StaffDeps } from './deps.ts'

/** So many days are looked at while a drive has no dates. */
const usualDays = 28

export interface ServiceOutlook {
  service: Service
  /** The local days that were looked at: those of the drive that are left, or the next weeks. */
  from: string
  to: string
  /** Places that are free in those days. A closed point has none. */
  points: { point: Point; free: number }[]
}

/** Undefined where the drive asks for no visit, or its service is gone: the launch tells that. */
export async function serviceOutlook(
  campaign: Campaign,
  { services, bookings, now }: Pick<StaffDeps, 'services' | 'bookings' | 'now'>,
): Promise<ServiceOutlook | undefined> {
  if (asksFor(campaign) !== 'booking' || !campaign.service) return undefined
  const today = localTime(now()).date
  const { startsOn, endsOn } = campaign
  const from = startsOn && startsOn > today ? startsOn : today
  const to = endsOn && endsOn >= from ? endsOn : addDays(from, usualDays - 1)
  try {
    const [service, slots] = await Promise.all([
      services.get(campaign.service),
      bookings.free(campaign.service, { from, days: daysBetween(from, to) + 1 }),
    ])
    const freeAt = (id: string) =>
      slots.filter(({ point }) => point === id).reduce((places, { free }) => places + free, 0)
    return { service, from, to, points: service.points.map((point) => ({ point, free: freeAt(point.id) })) }
  } catch (error) {
    if (error instanceof NotFound) return undefined
    throw error
  }
}
