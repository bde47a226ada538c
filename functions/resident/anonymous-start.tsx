/**
 * `/s/<token>` of an anonymous drive: what anonymous means here, and the button that uses the link up for a sheet. GET changes
 * nothing; POST writes one mark, and no log line, queue or stream hears of it. (A1, A2)
 */
import { randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { forgottenAfter, makeSheet, makeTicket, secretOfTicket } from '../../shared/response/anonymous.ts'
import { fewestFor } from '../../shared/result/suppression.ts'
import { document } from '../../web/components/layout.tsx'
import { StartPage } from '../../web/resident/start.tsx'
import { anonymousTexts } from '../../web/texts/resident-anonymous.ts'
import type { ResidentDeps } from './deps.ts'
import type { Gone } from './gone.tsx'
import { type OpenedLink, pageContext } from './opened-link.ts'
import { askedLanguage, keepLanguage, readForm } from './request.ts'

type StartDeps = Pick<ResidentDeps, 'contacts' | 'anonymous' | 'keysOf' | 'site'> & { gone: Gone }

export function anonymousStart({ contacts, anonymous, keysOf, site, gone }: StartDeps) {
  const secure = site.publicUrl.startsWith('https:')
  const pathOf = (c: Context) => `/s/${c.req.param('token')}`

  /** Her language, if her link still opens anything. */
  const languageOf = async (c: Context, { whom, campaign }: OpenedLink, form?: URLSearchParams) => {
    const keys = await keysOf(campaign)
    const [contact, revoked] = await Promise.all([contacts.contact(whom, keys), contacts.isRevoked(whom)])
    if (!contact || revoked) return undefined
    const asked = askedLanguage(c, form)
    if (asked) keepLanguage(c, asked, pathOf(c), secure)
    return asked ?? contact.language
  }

  return {
    /** The page behind the link; a used link leads nowhere, as every other that does not open. (X2) */
    async show(c: Context, opened: OpenedLink): Promise<Response> {
      const { whom, campaign } = opened
      const [language, used] = await Promise.all([
        languageOf(c, opened),
        anonymous.usedOfPage(whom.campaign, whom.page),
      ])
      if (!language || used.has(whom.index)) return gone(c)
      const { link } = await keysOf(campaign)
      const t = anonymousTexts(language)
      return c.html(
        document(
          <StartPage
            {...pageContext(opened, site, language)}
            title={campaign.survey!.title}
            purpose={campaign.purpose!}
            minutes={campaign.survey!.minutes}
            endsOn={campaign.endsOn}
            anonymity={campaign.anonymity}
            controller={campaign.privacy!.controller}
            dataSource={campaign.privacy!.dataSource}
            action={pathOf(c)}
            resumes={false}
            anonymous={{
              ticket: makeTicket(link, whom, randomBytes(16).toString('base64url')),
              how: t.how(fewestFor(campaign)),
              alternative: t.alternative(site.phone),
            }}
          />,
        ),
      )
    },

    /** Uses the link up and leads to the sheet. A second press of the same button leads to the same sheet. */
    async begin(c: Context, opened: OpenedLink): Promise<Response> {
      const { whom, campaign } = opened
      const form = await readForm(c)
      const [language, { link }] = await Promise.all([languageOf(c, opened, form), keysOf(campaign)])
      const secret = secretOfTicket(link, whom, form.get('ticket') ?? '')
      if (!language) return gone(c)
      if (!secret) return c.redirect(pathOf(c), 303) // a form of before: the page makes a new ticket
      if (!(await anonymous.takeLink(whom, secret, forgottenAfter(campaign)))) return gone(c)
      const inLanguage = language === 'pl' ? '' : `?lang=${language}`
      return c.redirect(`/a/${makeSheet(link, whom.campaign, secret)}${inLanguage}`, 303)
    },
  }
}
