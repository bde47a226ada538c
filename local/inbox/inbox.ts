/** The inbox: every e-mail that the local SES has taken, for whoever tries or tests Akcja. Works without JavaScript. */

import { Hono } from 'hono'
import type { SentMail, Ses } from '../engines/ses.ts'
import { listPage, mailsOnAPage } from './list-page.ts'
import { mailPage, missingPage } from './mail-page.ts'

/** What the inbox asks of SES. */
export type InboxSource = Pick<Ses, 'messages' | 'message'>

/**
 * The app, to be mounted where `base` says.
 *
 * - `/?search=&page=`: the newest first; search looks at addresses and subjects.
 * - `/:id`: one mail.
 * - `/messages.json?to=&search=&offset=&limit=`: `{ total, messages }`, each message as `/:id.json` has it.
 * - `/:id.json`: id, at (ISO), from, to, subject, headers, tags, configurationSet, text, html, attachments, events.
 */
export function inboxApp(ses: InboxSource, base = '/local/inbox'): Hono {
  const app = new Hono()

  app.use(async (c, next) => {
    await next()
    // What a mail brings along may show itself, in its frame; it may not load, run or send anything.
    c.header(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; base-uri 'self'",
    )
    c.header('referrer-policy', 'no-referrer')
    c.header('cache-control', 'no-store')
  })

  app.get('/', (c) => {
    const search = c.req.query('search') ?? ''
    const page = Math.max(1, Math.floor(Number(c.req.query('page') ?? 1)) || 1)
    const { mails, total } = ses.messages({ search, offset: (page - 1) * mailsOnAPage, limit: mailsOnAPage })
    return c.html(listPage({ mails, total, search, page, base }))
  })

  app.get('/messages.json', async (c) => {
    const { to, search } = c.req.query()
    const offset = Math.max(0, Number(c.req.query('offset') ?? 0) || 0)
    const limit = Math.min(1000, Math.max(0, Number(c.req.query('limit') ?? 50) || 0))
    const { mails, total } = ses.messages({ ...(to && { to }), ...(search && { search }), offset, limit })
    const whole = await Promise.all(mails.map(({ id }) => ses.message(id)))
    return c.json({ total, messages: whole.filter((mail) => mail !== undefined).map(asJson) })
  })

  app.get('/:id{.+\\.json}', async (c) => {
    const mail = await ses.message(c.req.param('id').replace(/\.json$/, ''))
    return mail ? c.json(asJson(mail)) : c.json({ message: 'There is no such mail.' }, 404)
  })

  app.get('/:id', async (c) => {
    const mail = await ses.message(c.req.param('id'))
    return mail ? c.html(mailPage(mail, base)) : c.html(missingPage(base), 404)
  })

  return app
}

function asJson(mail: SentMail) {
  const { id, at, to, subject, headers, text, html, attachments, events, envelope } = mail
  return {
    id,
    at: new Date(at).toISOString(),
    from: envelope.from,
    to,
    subject,
    headers,
    tags: envelope.tags,
    configurationSet: envelope.configurationSet,
    text,
    html,
    attachments,
    events: events.map((event) => ({ kind: event.happening, at: new Date(event.at).toISOString() })),
  }
}
