/** `/info/...`: what anybody may read: privacy of a drive, accessibility of the site. */
import { type Context, Hono } from 'hono'
import { document } from '../../web/components/layout.tsx'
import { TroublePage } from '../../web/resident/ends.tsx'
import { PrivacyPage } from '../../web/resident/privacy.tsx'
import type { ResidentDeps } from './deps.ts'
import type { Drives } from './drives.ts'
import { pageContext } from './opened-link.ts'
import { askedLanguage, keepLanguage } from './request.ts'

export function infoRoutes({ drives, site }: Pick<ResidentDeps, 'site'> & { drives: Drives }): Hono {
  const secure = site.publicUrl.startsWith('https:')
  const app = new Hono({ strict: false })
  const languageOf = (c: Context) => {
    const asked = askedLanguage(c)
    if (asked) keepLanguage(c, asked, '/info', secure)
    return asked ?? 'pl'
  }

  // Long, and read by few: it is loaded with the first who asks for it.
  app.get('/info/accessibility', async (c) => {
    const { AccessibilityPage } = await import('../../web/resident/accessibility.tsx')
    return c.html(document(<AccessibilityPage site={site} language={languageOf(c)} />))
  })

  app.get('/info/:campaign{[0-9a-z]{12}}/privacy', async (c) => {
    const id = c.req.param('campaign')
    const campaign = await drives.campaign(`cmp_${id}`)
    const language = languageOf(c)
    if (!campaign?.privacy || !campaign.basis || !campaign.purpose) {
      return c.html(document(<TroublePage site={site} language={language} kind="notFound" />), 404)
    }
    return c.html(
      document(
        <PrivacyPage
          {...pageContext({ campaign }, site, language)}
          title={campaign.survey?.title ?? { pl: campaign.name }}
          purpose={campaign.purpose}
          basis={campaign.basis}
          anonymity={campaign.anonymity}
          privacy={campaign.privacy}
        />,
      ),
    )
  })

  return app
}
