/**
 * Choosing a point, a day and a time, and holding it: the same below `/b/<token>`, where somebody books, and `/v/<token>/move`, where she
 * moves. GET changes nothing; a hold, its extension and its end are POSTs. (B2-B5, L43)
 */
import type { Context, Hono } from 'hono'
import * as z from 'zod/mini'
import { lastDay, type SlotRef, startsAt } from '../../shared/booking/calendar.ts'
import type { FreeSlot, Hold } from '../../shared/booking/desk.ts'
import { BookingRefused, type RefusalReason } from '../../shared/booking/refusal.ts'
import { pointOf } from '../../shared/booking/service.ts'
import { LocalDate } from '../../shared/plan/window.ts'
import { addDays, localTime } from '../../shared/platform/local-time.ts'
import { document } from '../../web/components/layout.tsx'
import { contentSecurityPolicy } from '../../web/components/security.ts'
import { DaysPage, PointsPage, TakenPage, type TakenReason, TimesPage } from '../../web/resident/booking-choose.tsx'
import { type BookingContext, href } from '../../web/resident/booking-parts.tsx'
import { typedForm } from './booking-person.ts'
import type { ResidentDeps } from './deps.ts'
import type { Gone } from './gone.tsx'
import {
  forgetPlace,
  newNonce,
  type Place,
  placePath,
  readPlace,
  refOf,
  rememberedPlace,
  rememberPlace,
} from './held-place.ts'

/** Days on one page of days. */
const stride = 31
/** Other times that are offered when one is gone. */
const fewTimes = 6

/** Somebody who may choose. */
export interface Choosing {
  /** The token of her link, by which her holds are hers. */
  token: string
  page: BookingContext
  form: URLSearchParams
}

/** A place that is hers for some minutes, and how she got to its page. */
export interface HeldPlace {
  place: Place
  hold: Hold
  action: string
  extended?: 'yes' | 'no' | undefined
}

/** What is done with a place once it is held. */
export interface Ending<V extends Choosing> {
  /** The page of a held place, with what was typed so far. */
  show(c: Context, visit: V, held: HeldPlace): Response | Promise<Response>
  /** The place is taken for good. What it throws of the desk's refusals is said here. */
  confirm(c: Context, visit: V, place: Place): Promise<Response>
  /** Where to, if what she wants to do here is done already. */
  done?(c: Context, visit: V): Promise<Response | undefined>
}

export function chooseRoutes<V extends Choosing>(
  app: Hono,
  path: string,
  open: (c: Context, work: (visit: V) => Response | Promise<Response>) => Promise<Response>,
  ending: Ending<V>,
  { visits, site, now, gone }: Pick<ResidentDeps, 'visits' | 'site' | 'now'> & { gone: Gone },
) {
  const secure = site.publicUrl.startsWith('https:')
  const pointIn = (c: Context, { page: { service } }: V) => {
    const point = pointOf(service, c.req.query('point') ?? '')
    return point?.closed ? undefined : point
  }
  const dayIn = (c: Context, name: string) => z.safeParse(LocalDate, c.req.query(name)).data

  app.get(`${path}/points`, (c) =>
    open(c, async (visit) => {
      const { service } = visit.page
      const free = await visits.free(service.id, { days: service.horizonDays })
      const first = new Map<string, SlotRef>()
      for (const slot of free) if (!first.has(slot.point)) first.set(slot.point, slot)
      return c.html(document(<PointsPage {...visit.page} first={first} />))
    }),
  )

  app.get(`${path}/days`, (c) =>
    open(c, async (visit) => {
      const { service } = visit.page
      const point = pointIn(c, visit)
      const at = point && { point: point.id }
      const today = localTime(now()).date
      const last = lastDay(service, now())
      const asked = dayIn(c, 'from')
      let from = asked && asked > today ? asked : today
      const after = async (day: string) =>
        (await visits.firstFree(service.id, { ...at, after: { day, start: '99:99' } }))?.day
      let free = await visits.free(service.id, { ...at, from, days: stride })
      let to = addDays(from, stride - 1)
      if (free.length === 0 && !asked) {
        from = (await after(to)) ?? from // nothing for weeks: begin where something is
        to = addDays(from, stride - 1)
        free = await visits.free(service.id, { ...at, from, days: stride })
      }
      const later = to < last ? await after(to) : undefined
      const earlier = from > today && asked ? [today, addDays(from, -stride)].sort()[1] : undefined
      const isEmpty = free.length === 0 && !later && !earlier
      const byDay = Map.groupBy(free, ({ day }) => day)
      return c.html(
        document(
          <DaysPage
            {...visit.page}
            point={point}
            days={[...byDay].map(([day, slots]) => ({ day, free: slots.length }))}
            from={from}
            to={to < last ? to : last}
            earlier={earlier}
            later={later}
            freeElsewhere={isEmpty && point !== undefined && (await visits.firstFree(service.id)) !== undefined}
          />,
        ),
      )
    }),
  )

  app.get(`${path}/times`, (c) =>
    open(c, async (visit) => {
      const { service, base, language } = visit.page
      const point = pointIn(c, visit)
      const day = dayIn(c, 'day')
      if (!day) return c.redirect(href(language, `${base}/days`, { point: point?.id }), 303)
      const slots = await visits.free(service.id, { ...(point && { point: point.id }), from: day, days: 1 })
      return c.html(
        document(
          <TimesPage
            {...visit.page}
            point={point}
            day={day}
            slots={slots.filter((slot) => slot.day === day)}
            nonce={newNonce()}
          />,
        ),
      )
    }),
  )

  app.post(`${path}/hold`, (c) =>
    open(c, async (visit) => {
      const { token, form, page } = visit
      const place = readPlace(page.service.id, form.get('slot') ?? '', form.get('nonce') ?? '')
      if (!place) return c.redirect(href(page.language, `${page.base}/days`), 303)
      try {
        const hold = await visits.hold(place.slot, { by: 'web' }, refOf(token, place), token)
        rememberPlace(c, place, page.base, secure)
        const action = placePath(page.base, place)
        // What was typed before goes along in this answer: it may not stand in an address.
        return typedForm(form)
          ? showHeld(c, visit, { place, hold, action })
          : c.redirect(href(page.language, action), 303)
      } catch (error) {
        return taken(c, visit, place, error)
      }
    }),
  )

  const at = (c: Context, work: (visit: V, place: Place) => Promise<Response>) =>
    open(c, async (visit) => {
      const place = readPlace(visit.page.service.id, c.req.param('slot') ?? '', c.req.param('nonce') ?? '')
      return place ? work(visit, place) : gone(c)
    })

  app.get(`${path}/at/:slot/:nonce`, (c) => at(c, (visit, place) => showOrTaken(c, visit, place)))

  app.post(`${path}/at/:slot/:nonce`, (c) =>
    at(c, async (visit, place) => {
      const { token, form, page } = visit
      const ref = refOf(token, place)
      const what = form.get('do')
      if (form.has('switch')) return showOrTaken(c, visit, place)
      if (what === 'drop' || what === 'stay') {
        await give(visit, place)
        forgetPlace(c, page.base, secure)
        const { point, day } = place.slot
        return c.redirect(
          what === 'stay' ? href(page.language, page.home) : href(page.language, `${page.base}/times`, { day, point }),
          303,
        )
      }
      try {
        if (what !== 'extend') {
          const answer = await ending.confirm(c, visit, place)
          if (answer.status === 303) forgetPlace(c, page.base, secure)
          return answer
        }
        const hold = await visits.extend(place.slot, ref)
        return showHeld(c, visit, { place, hold, action: placePath(page.base, place), extended: 'yes' })
      } catch (error) {
        if (error instanceof BookingRefused && error.reason === 'extended-enough') {
          return showOrTaken(c, visit, place, 'no')
        }
        return taken(c, visit, place, error)
      }
    }),
  )

  const showOrTaken = async (c: Context, visit: V, place: Place, extended?: 'no'): Promise<Response> => {
    const hold = await visits.held(place.slot, refOf(visit.token, place))
    const action = placePath(visit.page.base, place)
    if (hold && startsAt(place.slot) > now()) return showHeld(c, visit, { place, hold, action, extended })
    const done = await ending.done?.(c, visit)
    if (done) return done
    const newer = c.req.method === 'GET' && (await newerOf(c, visit, place))
    return newer || taken(c, visit, place, new BookingRefused('lost'))
  }

  /** A link holds one place: where this one was given back because she chose another, its page leads to that other. (X3) */
  const newerOf = async (c: Context, { token, page }: V, place: Place): Promise<Response | undefined> => {
    const newest = rememberedPlace(c, page.service.id)
    if (!newest || refOf(token, newest) === refOf(token, place)) return undefined
    const hold = await visits.held(newest.slot, refOf(token, newest))
    if (!hold || Date.parse(hold.until) <= now().getTime()) return undefined
    return c.redirect(href(page.language, placePath(page.base, newest)), 303)
  }

  /** The one kind of page with a script: it warns before the end. */
  const showHeld = (c: Context, visit: V, held: HeldPlace): Response | Promise<Response> => {
    c.header('Content-Security-Policy', contentSecurityPolicy({ 'script-src': "'self'" }))
    return ending.show(c, visit, held)
  }

  /** Gives a place back; that it is gone already is well. */
  const give = async ({ token }: V, place: Place): Promise<void> => {
    await visits.drop(place.slot, refOf(token, place)).catch((error: unknown) => {
      if (!(error instanceof BookingRefused)) throw error
    })
  }

  /** Says that a time is gone, with others at hand and all that was typed. Whatever is no refusal is thrown on. */
  const taken = async (c: Context, visit: V, { slot }: Place, error: unknown): Promise<Response> => {
    if (!(error instanceof BookingRefused)) throw error
    const reason = reasonFor(error.reason)
    forgetPlace(c, visit.page.base, secure)
    return c.html(
      document(
        <TakenPage
          {...visit.page}
          reason={reason}
          slot={slot}
          slots={await nearest(slot)}
          nonce={newNonce()}
          form={typedForm(visit.form)}
        />,
      ),
      409,
    )
  }

  /** The free times that are nearest to one: at its point if there are enough, else at all of them. In their order. */
  const nearest = async (slot: SlotRef): Promise<FreeSlot[]> => {
    const around = { from: addDays(slot.day, -3), days: 3 + stride }
    const far = (one: SlotRef) => Math.abs(startsAt(one).getTime() - startsAt(slot).getTime())
    const here = await visits.free(slot.service, { ...around, point: slot.point })
    const found = here.length >= fewTimes ? here : await visits.free(slot.service, around)
    const order = (one: SlotRef) => `${one.day} ${one.start} ${one.point}`
    return found
      .toSorted((one, other) => far(one) - far(other))
      .slice(0, fewTimes)
      .sort((one, other) => order(one).localeCompare(order(other)))
  }

  return { taken }
}

function reasonFor(reason: RefusalReason): TakenReason {
  if (reason === 'full' || reason === 'lost' || reason === 'closed' || reason === 'busy') return reason
  return 'gone'
}
