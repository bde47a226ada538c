/** What the addresses of pages of visits name: a point of a service, a day, a slot. */
import * as z from 'zod/mini'
import type { SlotRef } from '../../../shared/booking/calendar.ts'
import { Clock, type Point, pointOf, type Service } from '../../../shared/booking/service.ts'
import { LocalDate } from '../../../shared/plan/window.ts'
import { NotFound } from '../../../shared/platform/errors.ts'
import { dateOf } from '../form.ts'
import type { StaffRequest } from '../route.ts'
import type { PageDeps } from './pages.ts'

export const onPoint = '/services/:id/points/:point'

/** The point that an address names, with its service. @throws NotFound */
export async function pointIn(
  c: StaffRequest,
  { services }: Pick<PageDeps, 'services'>,
): Promise<{ service: Service; point: Point }> {
  const service = await services.get(c.req.param('id')!)
  const point = pointOf(service, c.req.param('point')!)
  if (!point) throw new NotFound('point')
  return { service, point }
}

/** The day that an address names. @throws NotFound */
export function dayIn(c: StaffRequest): string {
  const day = z.safeParse(LocalDate, c.req.param('day')).data
  if (!day) throw new NotFound('day')
  return day
}

/** A day from three boxes of a GET form, or from one parameter. */
export function dayAsked(c: StaffRequest, name: string): string | undefined {
  const part = (which: string) => c.req.query(`${name}-${which}`)?.trim() ?? ''
  const typed = dateOf({ day: part('day'), month: part('month'), year: part('year') })
  return typed && typed !== 'invalid' ? typed : z.safeParse(LocalDate, c.req.query('day')).data
}

/** A slot of a point by its day and its start as four digits. @throws NotFound */
export function slotFor({ service, point }: { service: Service; point: Point }, day: string, digits: string): SlotRef {
  const start = `${digits.slice(0, 2)}:${digits.slice(2)}`
  if (!z.safeParse(LocalDate, day).success || !z.safeParse(Clock, start).success) throw new NotFound('slot')
  return { service: service.id, point: point.id, day, start }
}
