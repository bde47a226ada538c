/** `/s/<token>/call` and `/w/<token>/call`: asking to be called by an agent, changing the time, calling it off. Each POST is saved, then redirects. */
import { type Context, Hono } from 'hono'
import type { Callback } from '../../shared/call/call.ts'
import { takesAnswers } from '../../shared/campaign/campaign.ts'
import { addressesOf, type Contact } from '../../shared/contact/contact.ts'
import { addressHash } from '../../shared/objection/objection.ts'
import { type OpenDay, openTimes, readClock } from '../../shared/plan/open-times.ts'
import { instantOf, localTime } from '../../shared/platform/local-time.ts'
import type { FieldError } from '../../web/components/errors.tsx'
import { document } from '../../web/components/layout.tsx'
import { CallPage, NoCallPage } from '../../web/resident/call.tsx'
import { residentTexts } from '../../web/texts/resident.ts'
import { canBeCalled } from './can-be-called.ts'
import type { ResidentDeps } from './deps.ts'
import type { Drives } from './drives.ts'
import type { Gone } from './gone.tsx'
import { type OpenedLink, openLink, pageContext } from './opened-link.ts'
import { askedLanguage, keepLanguage, readForm } from './request.ts'

/** A link opened by somebody who may be called. */
interface Asking extends OpenedLink {
  contact: Contact
  callback: Callback | undefined
  form: URLSearchParams
}

/** @param from the page that she comes from: her survey, or the page about what is held on her */
export function callRoutes(
  deps: ResidentDeps & { drives: Drives; gone: Gone },
  from: 'survey' | 'why' = 'survey',
): Hono {
  const { contacts, responses, calls, site, gone, now } = deps
  const secure = site.publicUrl.startsWith('https:')
  const app = new Hono({ strict: false })
  const base = from === 'survey' ? '/s' : '/w'
  const backPath = (c: Context) => `${base}/${c.req.param('token')}`

  /** Opens the link for somebody who may still answer and can be called; everybody else's leads nowhere. */
  const asking = async (c: Context, work: (opened: Asking) => Response | Promise<Response>): Promise<Response> => {
    const opened = await openLink(c.req.param('token') ?? '', from, deps)
    if (!opened || !takesAnswers(opened.campaign, localTime(now()).date)) return gone(c)
    const { whom, campaign } = opened
    const [contact, revoked, given, { callback }, form] = await Promise.all([
      deps.keysOf(campaign).then((keys) => contacts.contact(whom, keys)),
      contacts.isRevoked(whom),
      responses.get(whom),
      calls.ofPerson(whom),
      c.req.method === 'POST' ? readForm(c) : new URLSearchParams(),
    ])
    if (!contact || revoked || given?.state === 'complete' || !canBeCalled(campaign, contact)) return gone(c)
    return work({ ...opened, contact, callback: callback?.state === 'open' ? callback : undefined, form })
  }

  const context = (c: Context, { contact, form, ...opened }: Asking) => {
    const asked = askedLanguage(c, form)
    if (asked) keepLanguage(c, asked, backPath(c), secure)
    return { ...pageContext(opened, site, asked ?? contact.language), survey: backPath(c), isPlain: from === 'why' }
  }

  const daysFor = ({ campaign }: Asking): OpenDay[] => openTimes(now(), campaign.window, { lastDay: campaign.endsOn })

  const showPage = (
    c: Context,
    opened: Asking,
    days: OpenDay[],
    wrong?: { chosen: { day: string; time: string }; errors: FieldError[] },
  ) =>
    c.html(
      document(
        <CallPage
          {...context(c, opened)}
          {...wrong}
          phones={opened.contact.phones}
          days={days}
          promised={opened.callback && new Date(opened.callback.at)}
          withdrawn={c.req.query('withdrawn') !== undefined}
          action={c.req.path}
        />,
      ),
      wrong ? 422 : 200,
    )

  /** Whether she objected, in this drive or in another: then nobody calls, whatever she may ask for here. (L5) */
  const hasObjected = async ({ whom, campaign, contact }: Asking): Promise<boolean> => {
    if (await contacts.hasObjected(whom)) return true
    const { address } = await deps.officeKeys()
    const hashes = addressesOf(contact).map((one) => addressHash(address, one))
    return deps.objections.objected(hashes, campaign.id, campaign.purposeClass ?? 'survey')
  }

  app.get(`${base}/:token/call`, (c) =>
    asking(c, async (opened) =>
      (await hasObjected(opened))
        ? c.html(document(<NoCallPage {...context(c, opened)} />))
        : showPage(c, opened, daysFor(opened)),
    ),
  )

  app.post(`${base}/:token/call`, (c) =>
    asking(c, async (opened) => {
      const { whom, callback, form } = opened
      if (form.get('do') === 'withdraw') {
        if (callback) await calls.moveCallback(whom, callback, { ...callback, state: 'withdrawn' })
        return c.redirect(`${c.req.path}?withdrawn`, 303)
      }
      if (await hasObjected(opened)) return c.html(document(<NoCallPage {...context(c, opened)} />), 409)
      const days = daysFor(opened)
      const chosen = { day: form.get('day') ?? '', time: form.get('time') ?? '' }
      const t = residentTexts(context(c, opened).language).call
      const day = days.find(({ date }) => date === chosen.day)
      const minutes = readClock(chosen.time)
      const errors: FieldError[] = []
      if (!day) errors.push({ id: 'day', text: t.chooseDay })
      if (minutes === undefined) errors.push({ id: 'time', text: t.chooseTime })
      else if (day && !day.starts.includes(minutes)) errors.push({ id: 'time', text: t.tooLate })
      if (!day || minutes === undefined || errors.length > 0) return showPage(c, opened, days, { chosen, errors })
      const at = instantOf(day.date, minutes).toISOString()
      // Sent twice, it is the same promise; another time takes the place of the one before.
      await calls.promise(whom, { at, from: 'web', madeAt: now().toISOString() })
      return c.redirect(c.req.path, 303)
    }),
  )

  app.notFound((c) => gone(c))
  app.onError((error) => {
    throw error // the site's own page for it
  })
  return app
}
