/** Results, the report of rates, what people wrote, exports. */
import { textOf } from '../../../shared/platform/language.ts'
import { AskedKind, ExportFormat } from '../../../shared/response/export.ts'
import { commentName, isAsked, questions } from '../../../shared/survey/survey.ts'
import { Exports } from '../../../web/staff/exports.tsx'
import { Results, Texts } from '../../../web/staff/results.tsx'
import { readFrom } from '../cursor.ts'
import { exportDesk } from '../exports.ts'
import { readForm } from '../form.ts'
import { isOneOf } from '../person.ts'
import { ratesDesk } from '../rates.ts'
import { resultDesk } from '../results.ts'
import type { Route } from '../route.ts'
import { tabsFor } from './campaigns.tsx'
import { analysts, type PageDeps, pathOf, writers } from './pages.ts'

export function resultPages(deps: PageDeps): Route[] {
  const { show, campaigns } = deps
  const results = resultDesk(deps)
  const exports_ = exportDesk(deps)
  const rates = ratesDesk(deps)

  return [
    {
      method: 'GET',
      path: '/campaigns/:id/results',
      roles: analysts,
      live: true,
      handle: async (c, { person }) => {
        const campaign = await campaigns.get(c.req.param('id')!)
        if (!campaign.launchedAt) return c.redirect(pathOf(campaign.id), 303)
        const [{ progress, days, questions, fewest, phone }, report] = await Promise.all([
          results.of(campaign),
          rates.get(campaign),
        ])
        return show(
          c,
          <Results
            campaign={campaign}
            counts={progress}
            days={days}
            questions={questions}
            fewest={fewest}
            phone={phone}
            report={report}
            tabs={tabsFor(person)}
            mayRead={isOneOf(person, writers)}
          />,
        )
      },
    },
    {
      method: 'POST',
      path: '/campaigns/:id/rates',
      roles: analysts,
      handle: async (c, { person }) => {
        const id = c.req.param('id')!
        await rates.ask(id, person)
        return c.redirect(`${pathOf(id, 'results')}#rates`, 303)
      },
    },
    {
      method: 'GET',
      path: '/campaigns/:id/results/texts',
      roles: writers,
      handle: async (c, { person }) => {
        const campaign = await campaigns.get(c.req.param('id')!)
        const survey = await results.surveyOf(campaign)
        const { question: name = '', cursor } = c.req.query()
        const asked = (survey ? questions(survey) : [])
          .filter(isAsked)
          .find((question) => question.name === name || commentName(question.name) === name)
        if (!asked) return c.notFound()
        const page = await readFrom(cursor, (from) => results.texts(campaign, name, from))
        await deps.audit.write({ who: person.id, did: 'read texts', what: campaign.id }, deps.now())
        const here = pathOf(campaign.id, `results/texts?question=${encodeURIComponent(name)}`)
        return show(
          c,
          <Texts
            campaign={campaign}
            title={textOf(asked.title, c.get('language'))}
            texts={page.texts}
            next={page.cursor && `${here}&cursor=${encodeURIComponent(page.cursor)}`}
            first={!cursor}
            here={here}
          />,
        )
      },
    },
    {
      method: 'GET',
      path: '/campaigns/:id/exports',
      roles: writers,
      live: true,
      handle: async (c) => {
        const campaign = await campaigns.get(c.req.param('id')!)
        if (!campaign.launchedAt) return c.redirect(pathOf(campaign.id), 303)
        return show(c, <Exports campaign={campaign} exports={await exports_.list(campaign.id)} />)
      },
    },
    {
      method: 'POST',
      path: '/campaigns/:id/exports',
      roles: writers,
      handle: async (c, { person }) => {
        const id = c.req.param('id')!
        const fields = await readForm(c)
        const format = fields.oneOf('format', ExportFormat.options) ?? 'xlsx'
        await exports_.ask(id, fields.oneOf('kind', AskedKind.options) ?? 'responses', format, person)
        return c.redirect(pathOf(id, 'exports'), 303)
      },
    },
    {
      method: 'GET',
      path: '/campaigns/:id/exports/:export',
      roles: writers,
      handle: async (c, { person }) => {
        const id = c.req.param('id')!
        const link = await exports_.link(id, await exports_.get(id, c.req.param('export')!), person)
        return c.redirect(link ?? pathOf(id, 'exports'), 303)
      },
    },
  ]
}
