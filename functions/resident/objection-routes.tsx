/** `/o/<token>`: objecting on a page. `/u/<token>`: one-click unsubscribing by mail programs. (L5, E4, RFC 8058) */
import { type Context, Hono } from 'hono'
import * as z from 'zod/mini'
import type { Campaign } from '../../shared/campaign/campaign.ts'
import type { Contact } from '../../shared/contact/contact.ts'
import { makeLink } from '../../shared/contact/link.ts'
import { objectBy } from '../../shared/objection/object.ts'
import { ObjectionScope } from '../../shared/objection/objection.ts'
import { document } from '../../web/components/layout.tsx'
import { ObjectedPage, ObjectionPage, UnsubscribePage } from '../../web/resident/objection.tsx'
import { residentTexts } from '../../web/texts/resident.ts'
import type { ResidentDeps } from './deps.ts'
import type { Drives } from './drives.ts'
import type { Gone } from './gone.tsx'
import { type OpenedLink, openLink, pageContext } from './opened-link.ts'
import { askedLanguage, keepLanguage, readForm } from './request.ts'

interface Objecting extends OpenedLink {
  contact: Contact
  form: URLSearchParams
}

export function objectionRoutes(deps: ResidentDeps & { drives: Drives; gone: Gone }): Hono {
  const { contacts, site, gone, now } = deps
  const secure = site.publicUrl.startsWith('https:')
  const app = new Hono({ strict: false })

  /** Opens the link with its contact. Objecting works as long as the drive's key lives, also after its end. */
  const objecting = async (
    c: Context,
    purpose: 'objection' | 'unsubscribe',
    work: (opened: Objecting) => Response | Promise<Response>,
  ): Promise<Response> => {
    const opened = await openLink(c.req.param('token') ?? '', purpose, deps)
    if (!opened) return gone(c)
    const contact = await contacts.contact(opened.whom, await deps.keysOf(opened.campaign))
    if (!contact) return gone(c)
    const form = c.req.method === 'POST' && purpose === 'objection' ? await readForm(c) : new URLSearchParams()
    return work({ ...opened, contact, form })
  }

  const context = (c: Context, { contact, form, ...opened }: Objecting) => {
    const asked = askedLanguage(c, form)
    if (asked) keepLanguage(c, asked, c.req.path, secure)
    return { ...pageContext(opened, site, asked ?? contact.language), objection: undefined }
  }

  const objectionPage = (c: Context, opened: Objecting, error = false) =>
    c.html(
      document(
        <ObjectionPage
          {...context(c, opened)}
          title={opened.campaign.survey?.title ?? { pl: opened.campaign.name }}
          purposeClass={purposeClassOf(opened.campaign)}
          error={error}
          action={c.req.path}
        />,
      ),
      error ? 422 : 200,
    )

  app.get('/o/:token', (c) => objecting(c, 'objection', (opened) => objectionPage(c, opened)))

  app.post('/o/:token', (c) =>
    objecting(c, 'objection', async (opened) => {
      const scope = z.safeParse(ObjectionScope, opened.form.get('scope')).data
      if (!scope) return objectionPage(c, opened, true)
      await objectBy(opened, scope, 'page', now(), deps)
      // Objecting twice is objecting once, so a reload does no harm and no redirect is needed.
      return c.html(document(<ObjectedPage {...context(c, opened)} scope={scope} />))
    }),
  )

  app.get('/u/:token', (c) =>
    objecting(c, 'unsubscribe', async (opened) => {
      const { link } = await deps.keysOf(opened.campaign)
      const objection = makeLink(link, 'objection', opened.whom)
      return c.html(document(<UnsubscribePage {...context(c, opened)} objection={objection} />))
    }),
  )

  app.post('/u/:token', (c) =>
    objecting(c, 'unsubscribe', async (opened) => {
      if (!(await isOneClick(c))) return c.text('List-Unsubscribe=One-Click', 400)
      await objectBy(opened, 'purpose', 'one-click', now(), deps)
      return c.text(residentTexts(opened.contact.language).unsubscribe.done)
    }),
  )

  return app
}

const purposeClassOf = (campaign: Campaign) => campaign.purposeClass ?? 'survey'

/**
 * Whether the body is the one pair of RFC 8058, in either of the two encodings it allows. How the sender writes the name of
 * the encoding, or ends its line, must cost nobody her objection.
 */
async function isOneClick(c: Context): Promise<boolean> {
  const type = (c.req.header('Content-Type') ?? formType).trim().toLowerCase()
  if (type.startsWith('multipart/form-data')) {
    const fields = [...(await c.req.formData().catch(() => new FormData()))]
    return fields.length === 1 && fields[0]![0] === 'List-Unsubscribe' && fields[0]![1] === 'One-Click'
  }
  return type.startsWith(formType) && (await c.req.text()).trim() === 'List-Unsubscribe=One-Click'
}

const formType = 'application/x-www-form-urlencoded'
