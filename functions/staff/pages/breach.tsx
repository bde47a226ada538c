/** After a breach: the protocol of whom it concerns, and files of whom to tell. For administrators. (L10) */
import { ExportFormat } from '../../../shared/response/export.ts'
import { Breach, BreachFiles, type BreachProps } from '../../../web/staff/breach.tsx'
import { breachTexts } from '../../../web/texts/staff-breach.ts'
import { breachDesk } from '../breach.ts'
import { dateOf, partsOfDate, readForm } from '../form.ts'
import type { Route, StaffRequest } from '../route.ts'
import { keepers, type PageDeps } from './pages.ts'

export function breachPages(deps: PageDeps): Route[] {
  const { show, campaigns, retention } = deps
  const breach = breachDesk(deps)
  const one = '/breach/:id{cmp_[0-9a-z]{12}}'

  const page = async (c: StaffRequest, shown: Omit<BreachProps, 'drives'>) => {
    const { drives } = await retention.drives()
    return show(c, <Breach drives={drives} {...shown} />, {
      status: shown.errors.length > 0 ? 422 : 200,
      path: '/breach',
    })
  }

  return [
    {
      method: 'GET',
      path: '/breach',
      roles: keepers,
      handle: (c) => {
        const empty = partsOfDate(undefined)
        return page(c, { form: { campaign: '', from: empty, to: empty }, errors: [] })
      },
    },
    {
      method: 'POST',
      path: '/breach',
      roles: keepers,
      handle: async (c, { person }) => {
        const fields = await readForm(c)
        const texts = breachTexts(c.get('language'))
        const form = { campaign: fields.text('campaign'), from: fields.dateParts('from'), to: fields.dateParts('to') }
        const [from, to] = [dateOf(form.from), dateOf(form.to)]
        const errors = [
          ...(from === 'invalid' ? [{ id: 'from', text: texts.invalid }] : []),
          ...(to === 'invalid' ? [{ id: 'to', text: texts.invalid }] : []),
        ]
        if (errors.length === 0 && from && to && from > to) errors.push({ id: 'to', text: texts.backwards })
        if (errors.length > 0) return page(c, { form, errors })
        const found = await breach.affected({ campaign: form.campaign || undefined, from, to }, person)
        return page(c, { form, found, errors: [] })
      },
    },
    {
      method: 'GET',
      path: one,
      roles: keepers,
      handle: async (c) => {
        const campaign = await campaigns.get(c.req.param('id')!)
        return show(c, <BreachFiles campaign={campaign} files={await breach.list(campaign.id)} />)
      },
    },
    {
      method: 'POST',
      path: one,
      roles: keepers,
      handle: async (c, { person }) => {
        const id = c.req.param('id')!
        const format = (await readForm(c)).oneOf('format', ExportFormat.options) ?? 'xlsx'
        await breach.ask(id, format, person)
        return c.redirect(`/breach/${id}`, 303)
      },
    },
    {
      method: 'GET',
      path: `${one}/files/:export`,
      roles: keepers,
      handle: async (c, { person }) => {
        const id = c.req.param('id')!
        const link = await breach.link(id, await breach.get(id, c.req.param('export')!), person)
        return c.redirect(link ?? `/breach/${id}`, 303)
      },
    },
  ]
}
