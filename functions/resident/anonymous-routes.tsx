/**
 * `/a/<sheet>`: the pages of an anonymous survey. The form carries all answers and every page reads them anew, so nothing of
 * them is kept before she sends them, and her link is not known here. (A2, docs/decisions/anonymous-by-forgetting.md)
 */
import { type Context, Hono } from 'hono'
import { type Campaign, takesAnswers } from '../../shared/campaign/campaign.ts'
import { nameOf } from '../../shared/platform/errors.ts'
import { type Language, textOf } from '../../shared/platform/language.ts'
import { localTime } from '../../shared/platform/local-time.ts'
import { lineOf, log } from '../../shared/platform/log.ts'
import { forgottenAfter, isAnonymous, isOurSheet, readSheet } from '../../shared/response/anonymous.ts'
import { splitAnswers } from '../../shared/response/anonymous-split.ts'
import { missing, type Next, nextPage, previousPage, visiblePages } from '../../shared/survey/flow.ts'
import type { AnswerError, Form } from '../../shared/survey/read-page.ts'
import type { Answers, Survey } from '../../shared/survey/survey.ts'
import { after } from '../../shared/survey/way.ts'
import { document } from '../../web/components/layout.tsx'
import { ClosedPage } from '../../web/resident/ends.tsx'
import { formOf } from '../../web/resident/fields-of.ts'
import { SheetPage, SheetReview, SheetThanks, SheetTrouble } from '../../web/resident/sheet.tsx'
import { type Carried, readCarried } from './carried.ts'
import type { ResidentDeps } from './deps.ts'
import type { Drives } from './drives.ts'
import type { Gone } from './gone.tsx'
import { pageContext } from './opened-link.ts'
import { askedLanguage, readForm } from './request.ts'

interface Filling {
  campaign: Campaign
  survey: Survey
  secret: string
  language: Language
  form: URLSearchParams
}

export function anonymousRoutes(deps: ResidentDeps & { drives: Drives; gone: Gone }): Hono {
  const { anonymous, drives, gone, keysOf, site, now } = deps
  const app = new Hono({ strict: false })

  const pathOf = (c: Context) => `/a/${c.req.param('sheet')}`
  const context = ({ campaign, language }: Pick<Filling, 'campaign' | 'language'>) =>
    pageContext({ campaign }, site, language)
  const inLanguage = (language: Language) => (language === 'pl' ? '' : `?lang=${language}`)

  /** Opens the sheet for somebody who may still send it. */
  const filling = async (
    c: Context,
    work: (filling: Filling) => Response | Promise<Response>,
    whenSent: (filling: Filling) => Response | Promise<Response> = ({ language }) =>
      c.redirect(`${pathOf(c)}/thanks${inLanguage(language)}`, 303),
  ): Promise<Response> => {
    const claim = readSheet(c.req.param('sheet') ?? '')
    const campaign = claim && (await drives.campaign(claim.campaign))
    if (!claim || !campaign || !isAnonymous(campaign)) return gone(c)
    if (!isOurSheet((await keysOf(campaign)).link, claim)) return gone(c)
    const [survey, sent, form] = await Promise.all([
      drives.survey(campaign),
      // Only the first page and the last ask: sending decides by its own condition.
      c.req.method === 'GET' && anonymous.isSent(campaign.id, claim.secret),
      c.req.method === 'POST' ? readForm(c) : new URLSearchParams(),
    ])
    const { secret } = claim
    const visit = { campaign, survey, secret, form, language: askedLanguage(c, form) ?? ('pl' as const) }
    if (sent) return whenSent(visit)
    if (!takesAnswers(campaign, localTime(now()).date)) {
      return c.html(document(<ClosedPage {...context(visit)} languages="none" />), 410)
    }
    return work(visit)
  }

  const showPage = (
    c: Context,
    { survey, ...visit }: Filling,
    page: number,
    shown: { answers: Answers; form?: Form; errors?: AnswerError[]; appeared?: boolean; fromReview?: boolean },
  ) =>
    c.html(
      document(
        <SheetPage
          {...context(visit)}
          {...shown}
          form={shown.form ?? formOf(survey, shown.answers, visit.language)}
          survey={survey}
          title={textOf(visit.campaign.survey!.title, visit.language)}
          page={page}
          action={pathOf(c)}
          hasBack={shown.fromReview === true || previousPage(survey, page, shown.answers) !== undefined}
        />,
      ),
      shown.errors ? 422 : 200,
    )

  const showReview = (c: Context, { survey, ...visit }: Filling, answers: Answers, refused = false) =>
    c.html(
      document(
        <SheetReview {...context(visit)} survey={survey} answers={answers} action={pathOf(c)} refused={refused} />,
      ),
      refused ? 422 : 200,
    )

  const show = (c: Context, visit: Filling, next: Next, answers: Answers, fromReview = false) =>
    next === 'review' ? showReview(c, visit, answers) : showPage(c, visit, next, { answers, fromReview })

  app.get('/a/:sheet', (c) => filling(c, (visit) => show(c, visit, nextPage(visit.survey, -1, {}), {})))

  app.post('/a/:sheet', (c) =>
    filling(c, (visit) => {
      const { survey, form } = visit
      const carried = readCarried(survey, form)
      return carried.at === 'review' ? fromReview(c, visit, carried) : fromPage(c, visit, carried, carried.at)
    }),
  )

  const fromPage = (c: Context, visit: Filling, carried: Carried, page: number): Response => {
    const { survey, form } = visit
    const { answers } = carried
    const cameFromReview = form.get('from') === 'review'
    // Something that an earlier page holds was altered on the way, or no longer fits: it has to be looked at again.
    if (carried.wrong) return showPage(c, visit, carried.wrong.page, { answers, errors: carried.wrong.errors })
    if (!visiblePages(survey, answers).includes(page)) return show(c, visit, nextPage(survey, -1, answers), answers)
    const typed: Form = (field) => form.getAll(field)
    if (form.has('switch')) {
      return showPage(c, visit, page, { answers, form: typed, fromReview: cameFromReview, appeared: form.has('more') })
    }
    if (form.get('go') === 'back') {
      const previous = cameFromReview ? 'review' : previousPage(survey, page, answers)
      return show(c, visit, previous ?? page, answers)
    }
    if (carried.errors.length > 0) {
      return showPage(c, visit, page, { answers, form: typed, errors: carried.errors, fromReview: cameFromReview })
    }
    if (carried.appeared) return showPage(c, visit, page, { answers, appeared: true, fromReview: cameFromReview })
    const next = after(survey, page, answers, cameFromReview)
    return show(c, visit, next, answers, cameFromReview)
  }

  const fromReview = async (c: Context, visit: Filling, { answers, wrong }: Carried): Promise<Response> => {
    const { survey, form, campaign, secret, language } = visit
    if (wrong) return showPage(c, visit, wrong.page, { answers, errors: wrong.errors, fromReview: true })
    const go = form.get('go') ?? ''
    if (go === 'back') return show(c, visit, previousPage(survey, 'review', answers) ?? 'review', answers)
    const edited = Number(/^edit-([1-9]\d{0,3})$/.exec(go)?.[1]) - 1
    if (visiblePages(survey, answers).includes(edited)) return show(c, visit, edited, answers, true)
    if (go !== 'send' || form.has('switch')) return showReview(c, visit, answers)
    if (missing(survey, answers).length > 0) return showReview(c, visit, answers, true)
    const { answers: kept, texts } = splitAnswers(survey, answers)
    if (Object.keys(kept).length === 0 && texts.length === 0) {
      return show(c, visit, nextPage(survey, -1, {}), {}) // nothing was answered: there is nothing to send
    }
    // Sent twice is sent once: thanks all the same.
    await anonymous.keepSheet(campaign.id, secret, { answers: kept, texts }, forgottenAfter(campaign))
    return c.redirect(`${pathOf(c)}/thanks${inLanguage(language)}`, 303)
  }

  app.get('/a/:sheet/thanks', (c) =>
    filling(
      c,
      ({ language }) => c.redirect(`${pathOf(c)}${inLanguage(language)}`, 303),
      (visit) => c.html(document(<SheetThanks {...context(visit)} />)),
    ),
  )

  app.notFound(gone)
  app.onError((error, c) => {
    // No path, no form: neither must ever stand in a log. (X16)
    log.error('page failed', {
      method: c.req.method,
      route: '/a/:sheet',
      error: nameOf(error),
      moduleLine: lineOf(error),
    })
    return c.html(document(<SheetTrouble site={site} language={askedLanguage(c) ?? 'pl'} />), 500)
  })
  return app
}
