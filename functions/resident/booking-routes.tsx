/**
 * `/b/<token>`: booking a visit that a drive invites to. What it is, the questions that come first, a point, a day, a time that is held,
 * who comes, the visit; or the waiting list. GET changes nothing.
 */
import { type Context, Hono } from 'hono'
import { endsAt } from '../../shared/booking/calendar.ts'
import type { Visit as Booked } from '../../shared/booking/desk.ts'
import { listedAs } from '../../shared/booking/listed.ts'
import { BookingRefused } from '../../shared/booking/refusal.ts'
import { pointOf, type Service } from '../../shared/booking/service.ts'
import { asksFor, isDiscreet, takesAnswers } from '../../shared/campaign/campaign.ts'
import { addressesOf, type Contact } from '../../shared/contact/contact.ts'
import { makeLink } from '../../shared/contact/link.ts'
import { NotFound } from '../../shared/platform/errors.ts'
import { localTime } from '../../shared/platform/local-time.ts'
import { type Response as Given, valuesOf } from '../../shared/response/response.ts'
import { isEligible } from '../../shared/survey/flow.ts'
import type { FieldError } from '../../web/components/errors.tsx'
import { document } from '../../web/components/layout.tsx'
import { BookingStart, NotEligible } from '../../web/resident/booking.tsx'
import { WaitRefused } from '../../web/resident/booking-choose.tsx'
import { DetailsPage } from '../../web/resident/booking-details.tsx'
import { href, type PersonForm } from '../../web/resident/booking-parts.tsx'
import { WaitForm } from '../../web/resident/booking-wait.tsx'
import { holdScript } from '../../web/resident/hold-script.ts'
import { VisitPage } from '../../web/resident/visit.tsx'
import { bookingTexts } from '../../web/texts/booking.ts'
import { blankForm, knownOf, readPerson, typedForm } from './booking-person.ts'
import { type Choosing, chooseRoutes, type HeldPlace } from './choose.tsx'
import type { ResidentDeps } from './deps.ts'
import type { Drives } from './drives.ts'
import type { Gone } from './gone.tsx'
import { placePath, refOf, rememberedPlace } from './held-place.ts'
import { type OpenedLink, openLink, pageContext } from './opened-link.ts'
import { askedLanguage, keepLanguage, readForm } from './request.ts'

/** So long after the booking the form sent twice still shows the good news. */
const newsMilliseconds = 60_000

/** Somebody who may look at free times. */
interface Booking extends Choosing, OpenedLink {
  service: Service
  contact: Contact
  given: Given | undefined
}

export function bookingRoutes(deps: ResidentDeps & { drives: Drives; gone: Gone }): Hono {
  const { drives, contacts, responses, visits, site, gone, now } = deps
  const secure = site.publicUrl.startsWith('https:')
  const app = new Hono({ strict: false })

  app.get(holdScript.path, (c) =>
    c.body(holdScript.text, 200, {
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cache-Control': 'public, max-age=31536000, immutable',
    }),
  )

  /** Opens the link of somebody on the list of a drive that asks for a visit. Whoever has one already sees it. */
  const opening = async (c: Context, work: (visit: Booking) => Response | Promise<Response>): Promise<Response> => {
    const token = c.req.param('token') ?? ''
    const visit = await openLink(token, 'booking', deps)
    const { campaign, whom } = visit ?? {}
    if (!visit || !campaign?.service || !whom || asksFor(campaign) !== 'booking') return gone(c)
    if (!campaign.purpose || !campaign.privacy) return gone(c)
    const [contact, revoked, service, given, form] = await Promise.all([
      deps.keysOf(campaign).then((keys) => contacts.contact(whom, keys)),
      contacts.isRevoked(whom),
      visits.service(campaign.service).catch(noneIfNotFound),
      campaign.survey ? responses.get(whom) : undefined,
      c.req.method === 'POST' ? readForm(c) : new URLSearchParams(),
    ])
    if (!service || revoked || !contact || addressesOf(contact).length === 0) return gone(c)
    const mine = await visits.ofContact(service.id, whom, listedAs(contact))
    const home = `/b/${token}`
    const asked = askedLanguage(c, form)
    if (asked) keepLanguage(c, asked, home, secure)
    const language = asked ?? given?.language ?? contact.language
    const page = {
      ...pageContext(visit, site, language),
      discreet: isDiscreet(campaign) || service.discreet === true,
      ...{ service, base: home, home, moves: false },
    }
    if (mine) {
      const isOver = endsAt(mine.booking, mine.booking.minutes) <= now()
      if (!isOver) return c.redirect(visitPath(mine, language), 303)
      return c.html(document(<VisitPage {...page} visit={mine} isOver isOffered={false} />))
    }
    if (!takesAnswers(campaign, localTime(now()).date)) return gone(c)
    return work({ ...visit, token, page, form, service, contact, given })
  }

  /** Her own visit; `?booked` says that it is new. */
  const visitPath = ({ booking, token }: Booked, language: Booking['page']['language']): string => {
    const isNew = now().getTime() - Date.parse(booking.createdAt) < newsMilliseconds
    return href(language, `/v/${token}`, isNew ? { booked: '1' } : {})
  }

  /** Goes on with whoever may have the visit; the others hear why not, or answer the questions first. */
  const choosing = (c: Context, work: (visit: Booking) => Response | Promise<Response>): Promise<Response> =>
    opening(c, async (visit) => {
      const { campaign, given, page } = visit
      if (!campaign.survey) return work(visit)
      if (given?.state !== 'complete') return c.redirect(href(page.language, page.home), 303)
      const survey = await drives.survey(campaign)
      if (isEligible(survey, valuesOf(given))) return work(visit)
      return c.html(document(<NotEligible {...page} text={survey.notEligible} />))
    })

  app.get('/b/:token', (c) =>
    opening(c, async (visit) => {
      const { campaign, given, page, whom } = visit
      const asksFirst = campaign.survey !== undefined && given?.state !== 'complete'
      if (campaign.survey && !asksFirst) return choosing(c, (one) => start(c, one))
      const { link } = await deps.keysOf(campaign)
      return start(c, { ...visit, page }, asksFirst ? `/s/${makeLink(link, 'survey', whom)}` : undefined)
    }),
  )

  /** Her place in the waiting list, if she has one: found by her link, whatever browser opens it. */
  const waitingPath = async ({ service, whom, contact, page }: Booking): Promise<string | undefined> => {
    const waits = service.waitingList && (await visits.waitingOfContact(service.id, whom, listedAs(contact)))
    return waits ? href(page.language, `/v/${waits.token}`) : undefined
  }

  const start = async (c: Context, visit: Booking, survey?: string): Promise<Response> => {
    const { campaign, page, token, service } = visit
    const t = bookingTexts(page.language)
    const place = rememberedPlace(c, service.id)
    const hold = place && (await visits.held(place.slot, refOf(token, place)))
    return c.html(
      document(
        <BookingStart
          {...page}
          purpose={campaign.purpose!}
          endsOn={campaign.endsOn}
          controller={campaign.privacy!.controller}
          dataSource={campaign.privacy!.dataSource}
          survey={survey}
          held={
            place && hold && Date.parse(hold.until) > now().getTime()
              ? {
                  when: t.when(hold.day, hold.start),
                  until: t.moment(new Date(hold.until)),
                  href: href(page.language, placePath(page.base, place)),
                }
              : undefined
          }
          waits={await waitingPath(visit)}
        />,
      ),
    )
  }

  const showDetails = (
    c: Context,
    { page, contact, form }: Booking,
    { hold, action, extended }: HeldPlace,
    errors: readonly FieldError[] = [],
    status: 200 | 409 | 422 = 200,
  ): Response =>
    c.html(
      document(
        <DetailsPage
          {...page}
          hold={hold}
          now={now()}
          action={action}
          extended={extended}
          form={typedForm(form) ?? blankForm(contact)}
          known={knownOf(contact)}
          errors={errors}
        />,
      ),
      status,
    )

  chooseRoutes<Booking>(
    app,
    '/b/:token',
    choosing,
    {
      show: (c, visit, held) => showDetails(c, visit, held),

      async confirm(c, visit, place) {
        const { service, contact, whom, page, form, token } = visit
        const ref = refOf(token, place)
        const again = async (errors: FieldError[], status: 409 | 422): Promise<Response> => {
          const hold = await visits.held(place.slot, ref)
          if (!hold) throw new BookingRefused('lost')
          return showDetails(c, visit, { place, hold, action: placePath(page.base, place) }, errors, status)
        }
        const read = await readPerson(typedForm(form) ?? blankForm(contact), contact, service, page.language)
        if (!read.person) return again(read.errors, 422)
        try {
          const booked = await visits.confirm(place.slot, ref, { ...read.person, whom }, { by: 'web' })
          return c.redirect(visitPath(booked, page.language), 303)
        } catch (error) {
          if (!(error instanceof BookingRefused)) throw error
          if (error.reason === 'busy') return again([{ text: bookingTexts(page.language).details.errors.busy }], 409)
          const mine =
            error.reason === 'booked-already' && (await visits.ofContact(service.id, whom, listedAs(contact)))
          if (mine) return c.redirect(visitPath(mine, page.language), 303)
          throw error
        }
      },
    },
    deps,
  )

  const waitForm = (c: Context, { page, contact }: Booking, form: PersonForm, point: string, errors: FieldError[]) =>
    c.html(
      document(
        <WaitForm
          {...page}
          form={form}
          point={point}
          known={knownOf(contact)}
          errors={errors}
          action={`${page.base}/wait`}
        />,
      ),
      errors.length > 0 ? 422 : 200,
    )

  const waitRefused = (c: Context, { page }: Booking, reason: 'already' | 'noList') =>
    c.html(document(<WaitRefused {...page} reason={reason} />), reason === 'already' ? 200 : 409)

  app.get('/b/:token/wait', (c) =>
    choosing(c, async (visit) => {
      if (!visit.service.waitingList) return waitRefused(c, visit, 'noList')
      const waits = await waitingPath(visit)
      if (waits) return c.redirect(waits, 303)
      const point = pointOf(visit.service, c.req.query('point') ?? '')
      return waitForm(c, visit, blankForm(visit.contact), point?.id ?? 'any', [])
    }),
  )

  app.post('/b/:token/wait', (c) =>
    choosing(c, async (visit) => {
      const { form, contact, service, whom, page } = visit
      const typed = typedForm(form) ?? blankForm(contact)
      const point = pointOf(service, form.get('point') ?? '')?.id
      if (form.has('switch')) return waitForm(c, visit, typed, point ?? 'any', [])
      const read = await readPerson(typed, contact, service, page.language, true)
      if (!read.person) return waitForm(c, visit, typed, point ?? 'any', read.errors)
      try {
        const { token } = await visits.waitFor(service.id, point, { ...read.person, whom }, { by: 'web' })
        return c.redirect(href(page.language, `/v/${token}`, { new: '1' }), 303)
      } catch (error) {
        if (!(error instanceof BookingRefused)) throw error
        if (error.reason === 'busy') {
          return waitForm(c, visit, typed, point ?? 'any', [{ text: bookingTexts(page.language).details.errors.busy }])
        }
        if (error.reason === 'booked-already') return c.redirect(href(page.language, page.home), 303)
        if (error.reason === 'no-list') return waitRefused(c, visit, 'noList')
        const waits = await waitingPath(visit)
        return waits ? c.redirect(waits, 303) : waitRefused(c, visit, 'already')
      }
    }),
  )

  app.notFound((c) => gone(c))
  app.onError((error) => {
    throw error // the site's own page for it
  })
  return app
}

export function noneIfNotFound(error: unknown): undefined {
  if (error instanceof NotFound) return undefined
  throw error
}
