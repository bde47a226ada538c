/**
 * `/v/<token>`: a visit that was booked (see, move, cancel, calendar file), or a place on a waiting list. The token is random and stored as
 * its hash; what acts is a POST. (B5, X1)
 */
import { type Context, Hono } from 'hono'
import { endsAt, startsAt } from '../../shared/booking/calendar.ts'
import type { Visit, WaitingPerson } from '../../shared/booking/desk.ts'
import { BookingRefused } from '../../shared/booking/refusal.ts'
import { bookingOfToken, waitingOfToken } from '../../shared/booking/secrets-of-visits.ts'
import { pointOf, type Service } from '../../shared/booking/service.ts'
import { takesAnswers } from '../../shared/campaign/campaign.ts'
import { makeLink, type Whom } from '../../shared/contact/link.ts'
import type { Language } from '../../shared/platform/language.ts'
import { localTime } from '../../shared/platform/local-time.ts'
import { document } from '../../web/components/layout.tsx'
import { MovePage } from '../../web/resident/booking-details.tsx'
import { href } from '../../web/resident/booking-parts.tsx'
import { WaitingPage, type WaitingProps } from '../../web/resident/booking-wait.tsx'
import type { PageContext } from '../../web/resident/frame.tsx'
import { CancelPage, VisitPage, type VisitProps } from '../../web/resident/visit.tsx'
import { noneIfNotFound } from './booking-routes.tsx'
import { type Choosing, chooseRoutes, type HeldPlace } from './choose.tsx'
import type { ResidentDeps } from './deps.ts'
import type { Drives } from './drives.ts'
import type { Gone } from './gone.tsx'
import { placePath, refOf } from './held-place.ts'
import { pageContext } from './opened-link.ts'
import { askedLanguage, keepLanguage, readForm } from './request.ts'

const by = { by: 'web' } as const

/** Somebody at her visit. */
interface AtVisit extends Choosing {
  visit: Visit
  service: Service
  props: VisitProps
}

export function visitRoutes(deps: ResidentDeps & { drives: Drives; gone: Gone }): Hono {
  const { drives, visits, site, gone, now } = deps
  const secure = site.publicUrl.startsWith('https:')
  const app = new Hono({ strict: false })

  const languageFor = (c: Context, form: URLSearchParams, own: Language): Language => {
    const asked = askedLanguage(c, form)
    if (asked) keepLanguage(c, asked, `/v/${c.req.param('token')}`, secure)
    return asked ?? own
  }

  /** The frame of the page: of her drive, where she came by one, and with her way back to it while it runs. */
  const contextFor = async (
    whom: Whom | undefined,
    service: Service,
    language: Language,
  ): Promise<{ context: PageContext; again?: string }> => {
    const { discreet, id } = service
    const plain = {
      site: { ...site, ...(discreet && site.discreetOffice && { office: site.discreetOffice }) },
      language,
      discreet: discreet === true,
    }
    const campaign = whom && (await drives.campaign(whom.campaign))
    if (!campaign || !whom || campaign.erasedOn) return { context: plain }
    const { link } = await deps.keysOf(campaign)
    const own = { objection: makeLink(link, 'objection', whom), why: makeLink(link, 'why', whom) }
    const context = pageContext({ campaign, ...own }, site, language)
    const isOpen = takesAnswers(campaign, localTime(now()).date) && campaign.service === id
    return {
      context: { ...context, discreet: context.discreet === true || discreet === true },
      ...(isOpen && { again: href(language, `/b/${makeLink(link, 'booking', whom)}`) }),
    }
  }

  const newsIn = (c: Context): VisitProps['news'] =>
    (['booked', 'moved', 'cancelled', 'offerGone'] as const).find((news) => c.req.query(news) !== undefined)

  /** Opens the link of a visit. An id of a visit is no token: only staff go by ids. */
  const opening = async (c: Context, work: (at: AtVisit) => Response | Promise<Response>): Promise<Response> => {
    const token = c.req.param('token') ?? ''
    const visit = bookingOfToken(token) && (await visits.read(token).catch(noneIfNotFound))
    const service = visit && (await visits.service(visit.booking.service).catch(noneIfNotFound))
    if (!visit || !service) return gone(c)
    const form = c.req.method === 'POST' ? await readForm(c) : new URLSearchParams()
    const { booking } = visit
    const language = languageFor(c, form, booking.language)
    const { context, again } = await contextFor(booking.whom, service, language)
    const home = `/v/${token}`
    const offer = booking.closed?.offer
    const props: VisitProps = {
      ...context,
      ...{ service, visit, home, again },
      news: newsIn(c),
      isOver: endsAt(booking, booking.minutes) <= now(),
      isOffered: offer !== undefined && Date.parse(offer.until) > now().getTime(),
    }
    const page = { ...context, service, base: `${home}/move`, home, moves: true }
    return work({ token, page, form, visit, service, props })
  }

  /** Whether the visit can still be moved or cancelled. */
  const canChange = ({ visit: { booking } }: AtVisit): boolean =>
    booking.state === 'confirmed' && (startsAt(booking) > now() || booking.closed !== undefined)

  const changing = (c: Context, work: (at: AtVisit) => Response | Promise<Response>): Promise<Response> =>
    opening(c, (at) => (canChange(at) ? work(at) : c.redirect(href(at.page.language, at.page.home), 303)))

  app.get('/v/:token', (c) =>
    waitingOfToken(c.req.param('token'))
      ? waiting(c, (props) => c.html(document(<WaitingPage {...props} />)))
      : opening(c, ({ props }) => c.html(document(<VisitPage {...props} />))),
  )

  app.get('/v/:token/visit.ics', (c) =>
    opening(c, async ({ visit: { booking }, service, props }) => {
      const { calendarFile, calendarType } = await import('../../shared/booking/ics.ts')
      const method = booking.state === 'cancelled' || booking.closed ? 'CANCEL' : 'PUBLISH'
      const file = await calendarFile(
        {
          booking,
          service: { discreet: props.discreet === true },
          point: pointOf(service, booking.point),
          officeName: props.site.office,
          from: site.email,
        },
        method,
      )
      return c.body(file, 200, {
        'Content-Type': calendarType(method),
        'Content-Disposition': 'attachment; filename="wizyta.ics"',
      })
    }),
  )

  app.get('/v/:token/cancel', (c) => changing(c, ({ props }) => c.html(document(<CancelPage {...props} />))))

  app.post('/v/:token/cancel', (c) =>
    changing(c, async ({ token, props, page }) => {
      try {
        await visits.cancel(token, by)
        return c.redirect(href(page.language, page.home, { cancelled: '1' }), 303)
      } catch (error) {
        if (!(error instanceof BookingRefused)) throw error
        if (error.reason === 'busy') return c.html(document(<CancelPage {...props} busy />), 409)
        return c.redirect(href(page.language, page.home), 303)
      }
    }),
  )

  app.post('/v/:token/offer', (c) =>
    changing(c, async ({ token, page }) => {
      try {
        await visits.takeOffered(token, by)
        return c.redirect(href(page.language, page.home, { moved: '1' }), 303)
      } catch (error) {
        if (!(error instanceof BookingRefused)) throw error
        return c.redirect(href(page.language, page.home, { offerGone: '1' }), 303)
      }
    }),
  )

  app.get('/v/:token/move', (c) =>
    changing(c, ({ page }) => {
      const several = page.service.points.filter(({ closed }) => !closed).length > 1
      return c.redirect(href(page.language, `${page.base}/${several ? 'points' : 'days'}`), 303)
    }),
  )

  const showMove = (c: Context, { visit, page }: AtVisit, { hold, action, extended }: HeldPlace, busy = false) =>
    c.html(
      document(
        <MovePage
          {...page}
          hold={hold}
          now={now()}
          action={action}
          extended={extended}
          before={visit.booking}
          busy={busy}
        />,
      ),
      busy ? 409 : 200,
    )

  chooseRoutes<AtVisit>(
    app,
    '/v/:token/move',
    changing,
    {
      show: (c, at, held) => showMove(c, at, held),

      async confirm(c, at, place) {
        const { token, page } = at
        const ref = refOf(token, place)
        try {
          await visits.move(token, place.slot, ref, by)
          return c.redirect(href(page.language, page.home, { moved: '1' }), 303)
        } catch (error) {
          if (!(error instanceof BookingRefused)) throw error
          if (error.reason === 'not-active') return c.redirect(href(page.language, page.home), 303)
          const hold = error.reason === 'busy' && (await visits.held(place.slot, ref))
          if (!hold) throw error
          return showMove(c, at, { place, hold, action: placePath(page.base, place) }, true)
        }
      },

      /** The same form sent twice: she is there already. */
      async done(c, { visit: { booking }, page }) {
        const { slot, nonce } = { slot: c.req.param('slot'), nonce: c.req.param('nonce') }
        const here = `${booking.point}.${booking.day}.${booking.start.replace(':', '')}`
        return nonce && slot === here ? c.redirect(href(page.language, page.home, { moved: '1' }), 303) : undefined
      },
    },
    deps,
  )

  /** Opens the link of somebody on a waiting list. */
  const waiting = async (
    c: Context,
    work: (props: WaitingProps, person: WaitingPerson, form: URLSearchParams) => Response | Promise<Response>,
  ): Promise<Response> => {
    const token = c.req.param('token') ?? ''
    const person = await visits.waiting(token).catch(noneIfNotFound)
    const service = person && (await visits.service(person.waiting.service).catch(noneIfNotFound))
    if (!person || !service) return gone(c)
    const form = c.req.method === 'POST' ? await readForm(c) : new URLSearchParams()
    const { offer, whom, language: own, booking, ...rest } = person.waiting
    const language = languageFor(c, form, own)
    const { context } = await contextFor(whom, service, language)
    const lives = offer && Date.parse(offer.until) > now().getTime()
    const visit = booking ? await visits.read(booking).catch(noneIfNotFound) : undefined
    return work(
      {
        ...context,
        service,
        waiting: { ...rest, whom, language: own, booking, ...(lives && { offer }) },
        news: (['new', 'gone', 'declined'] as const).find((news) => c.req.query(news) !== undefined),
        action: `/v/${token}`,
        visit: visit?.token ? href(language, `/v/${visit.token}`) : undefined,
      },
      person,
      form,
    )
  }

  app.post('/v/:token', (c) => {
    const token = c.req.param('token')
    if (!waitingOfToken(token)) return gone(c)
    return waiting(c, async ({ language }, _, form) => {
      const home = (query: Record<string, string> = {}) => c.redirect(href(language, `/v/${token}`, query), 303)
      try {
        if (form.get('do') === 'accept') {
          const booked = await visits.accept(token, by)
          return c.redirect(href(language, `/v/${booked.token}`, { booked: '1' }), 303)
        }
        if (form.get('do') === 'decline') {
          await visits.decline(token, by)
          return home({ declined: '1' })
        }
        if (form.get('do') === 'leave') await visits.leave(token, by)
        return home()
      } catch (error) {
        if (!(error instanceof BookingRefused)) throw error
        return home({ gone: '1' })
      }
    })
  })

  app.notFound((c) => gone(c))
  app.onError((error) => {
    throw error // the site's own page for it
  })
  return app
}
