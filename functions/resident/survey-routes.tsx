/** `/s/<token>`: start, pages of questions, review, sending, thanks. GET changes nothing; each POST is saved, then redirects. */
import { type Context, Hono } from 'hono'
import { asksFor, takesAnswers } from '../../shared/campaign/campaign.ts'
import { makeLink } from '../../shared/contact/link.ts'
import type { Language } from '../../shared/platform/language.ts'
import { textOf } from '../../shared/platform/language.ts'
import { localTime } from '../../shared/platform/local-time.ts'
import { isAnonymous } from '../../shared/response/anonymous.ts'
import { type Response as Given, valuesOf } from '../../shared/response/response.ts'
import { missing, type Next, previousPage, relevant, visiblePages } from '../../shared/survey/flow.ts'
import { type AnswerError, type Form, readPage } from '../../shared/survey/read-page.ts'
import type { Answers, Survey } from '../../shared/survey/survey.ts'
import { after, answersOfPage, resumeAt, sameAnswers } from '../../shared/survey/way.ts'
import { document } from '../../web/components/layout.tsx'
import { ClosedPage, SentPage, ThanksPage } from '../../web/resident/ends.tsx'
import { formOf } from '../../web/resident/fields-of.ts'
import { QuestionPage } from '../../web/resident/question-page.tsx'
import { ReviewPage } from '../../web/resident/review.tsx'
import { StartPage } from '../../web/resident/start.tsx'
import { canBeCalled } from './can-be-called.ts'
import type { ResidentDeps } from './deps.ts'
import type { Drives } from './drives.ts'
import type { Gone } from './gone.tsx'
import { type OpenedLink, openLink, pageContext } from './opened-link.ts'
import { askedLanguage, keepLanguage, readForm } from './request.ts'

/** So long after sending, the link still says thanks; later it is a used link like any other. (X2) */
const thanksMilliseconds = 60 * 60_000

/** A link opened by somebody who may answer. */
interface Answering extends OpenedLink {
  survey: Survey
  given: Given | undefined
  answers: Answers
  language: Language
  form: URLSearchParams
}

export function surveyRoutes(deps: ResidentDeps & { drives: Drives; gone: Gone }): Hono {
  const { drives, contacts, responses, calls, site, gone, now } = deps
  const secure = site.publicUrl.startsWith('https:')
  const app = new Hono({ strict: false })

  const pathOf = (c: Context) => `/s/${c.req.param('token')}`
  const hrefOf = (c: Context, next: Next, query = '') =>
    next === 'review' ? `${pathOf(c)}/review` : `${pathOf(c)}/${next + 1}${query}`
  const context = (opened: OpenedLink, language: Language) => pageContext(opened, site, language)
  const isOpen = ({ campaign }: OpenedLink) => takesAnswers(campaign, localTime(now()).date)
  const justSent = (given: Given | undefined) =>
    given?.submittedAt !== undefined && now().getTime() - Date.parse(given.submittedAt) < thanksMilliseconds

  /** The language asked for, or the one answered in, or the contact's own. */
  const languageFor = async (c: Context, opened: OpenedLink, given: Given | undefined, form?: URLSearchParams) => {
    const asked = askedLanguage(c, form)
    if (asked) keepLanguage(c, asked, pathOf(c), secure)
    return asked ?? given?.language ?? (await contactOf(opened))?.language ?? 'pl'
  }
  /** The first page of an anonymous drive; loaded with the first of them. */
  const start = async () => (await import('./anonymous-start.tsx')).anonymousStart(deps)
  const contactOf = async ({ whom, campaign }: OpenedLink) => contacts.contact(whom, await deps.keysOf(campaign))

  /** Where a visit is booked, once the questions before it are answered; undefined in drives that ask for no visit. */
  const bookingPath = async ({ campaign, whom }: OpenedLink): Promise<string | undefined> =>
    asksFor(campaign) === 'booking' ? `/b/${makeLink((await deps.keysOf(campaign)).link, 'booking', whom)}` : undefined

  /**
   * Opens the link and does the work for somebody who may answer. Everybody else gets the page that fits: gone, thanks,
   * sent before, closed. Saving a page does not ask whether the link was revoked, which would cost a second read: the page
   * shown before asked, and sending asks again.
   */
  const answering = async (
    c: Context,
    work: (opened: Answering) => Response | Promise<Response>,
    { asksRevoked = true } = {},
  ): Promise<Response> => {
    const opened = await openLink(c.req.param('token') ?? '', 'survey', deps)
    if (!opened || isAnonymous(opened.campaign)) return gone(c)
    const [given, revoked, survey, form] = await Promise.all([
      responses.get(opened.whom),
      asksRevoked && contacts.isRevoked(opened.whom),
      drives.survey(opened.campaign),
      c.req.method === 'POST' ? readForm(c) : new URLSearchParams(),
    ])
    if (revoked) return gone(c)
    if (given?.state === 'complete') {
      const booking = await bookingPath(opened)
      if (booking) return c.redirect(booking, 303)
      if (!justSent(given)) return gone(c)
      if (c.req.method !== 'POST') return c.redirect(`${pathOf(c)}/thanks`, 303)
      const language = await languageFor(c, opened, given, form)
      return c.html(document(<SentPage {...context(opened, language)} />), 409)
    }
    const language = await languageFor(c, opened, given, form)
    if (!isOpen(opened)) return c.html(document(<ClosedPage {...context(opened, language)} />), 410)
    return work({ ...opened, survey, given, answers: valuesOf(given), language, form })
  }

  const showPage = (
    c: Context,
    { survey, language, ...opened }: Answering,
    page: number,
    shown: { answers: Answers; form: Form; errors?: AnswerError[]; appeared?: boolean },
    status: 200 | 422 = 200,
  ) => {
    const fromReview = c.req.query('from') === 'review'
    const previous = previousPage(survey, page, shown.answers)
    return c.html(
      document(
        <QuestionPage
          {...context(opened, language)}
          {...shown}
          survey={survey}
          title={textOf(opened.campaign.survey!.title, language)}
          page={page}
          fromReview={fromReview}
          back={fromReview ? hrefOf(c, 'review') : previous === undefined ? pathOf(c) : hrefOf(c, previous)}
          action={hrefOf(c, page, fromReview ? '?from=review' : '')}
        />,
      ),
      status,
    )
  }

  const showReview = (c: Context, { survey, answers, language, ...opened }: Answering, refused = false) =>
    c.html(
      document(
        <ReviewPage
          {...context(opened, language)}
          survey={survey}
          answers={answers}
          back={hrefOf(c, previousPage(survey, 'review', answers) ?? 0)}
          pageHref={(page) => hrefOf(c, page, '?from=review')}
          action={hrefOf(c, 'review')}
          refused={refused}
        />,
      ),
      refused ? 422 : 200,
    )

  app.get('/s/:token', async (c) => {
    const opened = await openLink(c.req.param('token'), 'survey', deps)
    if (!opened || !isOpen(opened)) return gone(c)
    if (isAnonymous(opened.campaign)) return (await start()).show(c, opened)
    const [given, revoked, contact] = await Promise.all([
      responses.get(opened.whom),
      contacts.isRevoked(opened.whom),
      contactOf(opened),
    ])
    if (revoked || !contact) return gone(c)
    if (given?.state === 'complete') {
      const booking = await bookingPath(opened)
      return booking ? c.redirect(booking, 303) : gone(c)
    }
    const asked = askedLanguage(c)
    if (asked) keepLanguage(c, asked, pathOf(c), secure)
    const { campaign } = opened
    const known = canBeCalled(campaign, contact) ? await calls.ofPerson(opened.whom) : undefined
    const promised = known?.callback?.state === 'open' ? new Date(known.callback.at) : undefined
    return c.html(
      document(
        <StartPage
          {...context(opened, asked ?? given?.language ?? contact.language)}
          title={campaign.survey!.title}
          purpose={campaign.purpose!}
          minutes={campaign.survey!.minutes}
          endsOn={campaign.endsOn}
          anonymity={campaign.anonymity}
          controller={campaign.privacy!.controller}
          dataSource={campaign.privacy!.dataSource}
          action={pathOf(c)}
          {...(known && { call: { href: `${pathOf(c)}/call`, promised } })}
          resumes={Object.keys(given?.answers ?? {}).length > 0}
        />,
      ),
    )
  })

  app.post('/s/:token', async (c) => {
    const opened = await openLink(c.req.param('token'), 'survey', deps)
    if (opened && isOpen(opened) && isAnonymous(opened.campaign)) return (await start()).begin(c, opened)
    return answering(c, ({ survey, answers, language }) => {
      keepLanguage(c, language, pathOf(c), secure)
      return c.redirect(hrefOf(c, resumeAt(survey, answers)), 303)
    })
  })

  app.get('/s/:token/:page{[1-9][0-9]{0,3}}', (c) =>
    answering(c, (opened) => {
      const page = Number(c.req.param('page')) - 1
      const { survey, answers, language } = opened
      if (!visiblePages(survey, answers).includes(page)) return c.redirect(hrefOf(c, resumeAt(survey, answers)), 303)
      const appeared = c.req.query('more') !== undefined
      return showPage(c, opened, page, { answers, form: formOf(survey, answers, language), appeared })
    }),
  )

  app.post('/s/:token/:page{[1-9][0-9]{0,3}}', (c) =>
    answering(
      c,
      async (opened) => {
        const page = Number(c.req.param('page')) - 1
        const { survey, given, language, form } = opened
        if (!visiblePages(survey, opened.answers).includes(page)) {
          return c.redirect(hrefOf(c, resumeAt(survey, opened.answers)), 303)
        }
        const sent: Form = (field) => form.getAll(field)
        const { answers, errors, appeared } = readPage(survey, page, opened.answers, sent)
        // Another language: the same page with what was typed; nothing is saved or complained about.
        if (form.has('switch')) return showPage(c, opened, page, { answers, form: sent })
        if (errors.length > 0) return showPage(c, opened, page, { answers, form: sent, errors }, 422)
        const ofPage = answersOfPage(survey, page, answers)
        if (!given || given.language !== language || !sameAnswers(ofPage, opened.answers)) {
          const version = opened.campaign.survey!.version
          const saved = await responses.savePage(
            opened.whom,
            { answers: ofPage, mode: 'web', language, survey: version },
            now(),
            given,
          )
          if (saved === 'complete before') return c.html(document(<SentPage {...context(opened, language)} />), 409)
        }
        const fromReview = c.req.query('from') === 'review'
        if (appeared.length > 0) {
          return c.redirect(hrefOf(c, page, fromReview ? '?more&from=review' : '?more'), 303)
        }
        const next = after(survey, page, answers, fromReview)
        return c.redirect(hrefOf(c, next, fromReview ? '?from=review' : ''), 303)
      },
      { asksRevoked: false },
    ),
  )

  app.get('/s/:token/review', (c) => answering(c, (opened) => showReview(c, opened)))

  app.post('/s/:token/review', async (c) => {
    const answer = await answering(c, async (opened) => {
      const { survey, answers, language, given, whom } = opened
      if (missing(survey, answers).length > 0) return showReview(c, opened, true)
      if (!given) return c.redirect(pathOf(c), 303)
      const counted = relevant(survey, answers)
      const kept = Object.fromEntries(Object.entries(counted).filter(([name]) => name in given.answers))
      const version = opened.campaign.survey!.version
      const sent = await responses.submit(whom, { answers: kept, mode: 'web', language, survey: version }, now(), given)
      if (sent === 'changed') return c.redirect(`${pathOf(c)}/review`, 303) // by another tab: she has not seen that yet
      // Sent before, in another tab or by a second click, is sent: thanks all the same.
      return c.redirect((await bookingPath(opened)) ?? `${pathOf(c)}/thanks`, 303)
    })
    return answer.status === 409 ? c.redirect(`${pathOf(c)}/thanks`, 303) : answer
  })

  app.get('/s/:token/thanks', async (c) => {
    const opened = await openLink(c.req.param('token'), 'survey', deps)
    if (!opened || isAnonymous(opened.campaign)) return gone(c)
    const given = await responses.get(opened.whom)
    if (!justSent(given)) return gone(c)
    return c.html(document(<ThanksPage {...context(opened, await languageFor(c, opened, given))} />))
  })

  return app
}
