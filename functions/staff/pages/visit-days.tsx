/** The pages of a point's visits: its day and week, closing a day, the waiting list, those who did not come. */
import * as z from 'zod/mini'
import { LocalDate } from '../../../shared/plan/window.ts'
import { addDays, localTime, weekdayOf } from '../../../shared/platform/local-time.ts'
import type { FieldError } from '../../../web/components/errors.tsx'
import { pointPath, servicePath } from '../../../web/staff/services.tsx'
import { DayPage, WeekPage } from '../../../web/staff/visits.tsx'
import { CloseDay, ClosedDay, NoShows, WaitingList } from '../../../web/staff/visits-lists.tsx'
import { visitTexts } from '../../../web/texts/staff-visits.ts'
import { readForm } from '../form.ts'
import { isOneOf, type Person } from '../person.ts'
import type { Route, StaffRequest } from '../route.ts'
import { serviceDesk, serviceReaders, serviceWriters } from '../services.ts'
import { reportWeeks, visitDesk } from '../visits.ts'
import type { PageDeps } from './pages.ts'
import { dayAsked, dayIn, onPoint, pointIn } from './visit-places.ts'

export function visitDayPages(deps: PageDeps): Route[] {
  const { show, now, services } = deps
  const desk = visitDesk(deps)
  const serviceOf = serviceDesk(deps)
  const today = () => localTime(now()).date
  const saved = (c: StaffRequest) => c.req.query('saved') !== undefined
  const clockNow = () => {
    const { date, minutes } = localTime(now())
    const clock = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
    return { date, clock }
  }
  const closePage = async (
    c: StaffRequest,
    person: Person,
    reason: string,
    errors: FieldError[],
  ): Promise<Response> => {
    const { service, point } = await pointIn(c, deps)
    const day = dayIn(c)
    const visits = await desk.conflicts(service.id, point.id, day, person)
    return show(
      c,
      <CloseDay service={service} point={point} day={day} visits={visits} reason={reason} errors={errors} />,
      { status: errors.length > 0 ? 422 : 200 },
    )
  }

  return [
    {
      method: 'GET',
      path: `${onPoint}/days`,
      roles: serviceReaders,
      handle: (c) => {
        const [id, point] = [c.req.param('id')!, c.req.param('point')!]
        return c.redirect(pointPath(id, point, `days/${dayAsked(c, 'day') ?? today()}`), 303)
      },
    },
    {
      method: 'GET',
      path: `${onPoint}/days/:day`,
      roles: serviceReaders,
      handle: async (c, { person }) => {
        const { service, point } = await pointIn(c, deps)
        const day = dayIn(c)
        const slots = await desk.day(service.id, point.id, day, person)
        return show(
          c,
          <DayPage
            service={service}
            point={point}
            day={day}
            slots={slots}
            now={clockNow()}
            writes={isOneOf(person, serviceWriters)}
            door={c.req.query('door') !== undefined}
            saved={saved(c)}
          />,
        )
      },
    },
    {
      method: 'GET',
      path: `${onPoint}/weeks/:day`,
      roles: serviceReaders,
      handle: async (c, { person }) => {
        const { service, point } = await pointIn(c, deps)
        const day = dayIn(c)
        const from = addDays(day, 1 - weekdayOf(day))
        const days = await desk.week(service.id, point.id, from, person)
        return show(c, <WeekPage service={service} point={point} from={from} days={days} today={today()} />)
      },
    },
    {
      method: 'GET',
      path: `${onPoint}/days/:day/close`,
      roles: serviceWriters,
      handle: (c, { person }) => closePage(c, person, '', []),
    },
    {
      method: 'POST',
      path: `${onPoint}/days/:day/close`,
      roles: serviceWriters,
      handle: async (c, { person }) => {
        const { service, point } = await pointIn(c, deps)
        const reason = (await readForm(c)).text('reason').slice(0, 200)
        if (!reason) {
          return closePage(c, person, '', [{ id: 'reason', text: visitTexts(c.get('language')).close.reasonMissing }])
        }
        // Closed twice is closed once: nobody gets a second offer, so a reload does no harm and no redirect is needed.
        const closed = await desk.closeDay(service.id, point.id, dayIn(c), reason, person)
        return show(c, <ClosedDay service={service} point={point} day={dayIn(c)} closed={closed} />, {
          path: pointPath(service.id, point.id, `days/${dayIn(c)}`),
        })
      },
    },
    {
      method: 'POST',
      path: `${onPoint}/days/:day/usual`,
      roles: serviceWriters,
      handle: async (c, { person }) => {
        const { service, point } = await pointIn(c, deps)
        await serviceOf.usualDay(service.id, point.id, dayIn(c), person)
        return c.redirect(`${pointPath(service.id, point.id, `days/${dayIn(c)}`)}?saved`, 303)
      },
    },
    {
      method: 'GET',
      path: '/services/:id/waiting',
      roles: serviceReaders,
      handle: async (c, { person }) => {
        const service = await services.get(c.req.param('id')!)
        const list = await desk.waitingList(service.id, person)
        return show(
          c,
          <WaitingList service={service} list={list} saved={saved(c)} canRemove={isOneOf(person, serviceWriters)} />,
          { path: servicePath(service.id, 'waiting') },
        )
      },
    },
    {
      method: 'POST',
      path: '/services/:id/waiting',
      roles: serviceWriters,
      handle: async (c, { person }) => {
        const service = await services.get(c.req.param('id')!)
        await desk.remove(service.id, (await readForm(c)).text('remove'), person)
        return c.redirect(`${servicePath(service.id, 'waiting')}?saved`, 303)
      },
    },
    {
      method: 'GET',
      path: '/services/:id/no-shows',
      roles: serviceReaders,
      handle: async (c, { person }) => {
        const service = await services.get(c.req.param('id')!)
        const length = reportWeeks * 7
        const newest = addDays(today(), 1 - length)
        const from = z.safeParse(LocalDate, c.req.query('from')).data ?? newest
        const { days, rates } = await desk.noShows(service, { from }, person)
        return show(
          c,
          <NoShows
            service={service}
            from={from}
            to={addDays(from, length - 1)}
            earlier={addDays(from, -length)}
            later={from < newest ? [addDays(from, length), newest].sort()[0] : undefined}
            days={days}
            rates={rates}
          />,
        )
      },
    },
  ]
}
