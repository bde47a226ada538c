/** The page that makes a new drive from those whom an earlier one did not reach. */
import * as z from 'zod/mini'
import { AgainFilter } from '../../../shared/campaign/again.ts'
import { canComeAgain } from '../../../shared/campaign/campaign.ts'
import { Again } from '../../../web/staff/again.tsx'
import { staffTexts } from '../../../web/texts/staff.ts'
import { againDesk } from '../again.ts'
import { readForm } from '../form.ts'
import type { Route } from '../route.ts'
import { type PageDeps, pathOf, writers } from './pages.ts'

export function againPages(deps: PageDeps): Route[] {
  const { campaigns, show } = deps
  const desk = againDesk(deps)
  const path = '/campaigns/:id/again'
  return [
    {
      method: 'GET',
      path,
      roles: writers,
      handle: async (c) => {
        const campaign = await campaigns.get(c.req.param('id')!)
        if (!canComeAgain(campaign)) return c.redirect(pathOf(campaign.id), 303)
        return show(c, <Again campaign={campaign} errors={[]} />)
      },
    },
    {
      method: 'POST',
      path,
      roles: writers,
      handle: async (c, { person }) => {
        const { again } = staffTexts(c.get('language'))
        const campaign = await campaigns.get(c.req.param('id')!)
        const fields = await readForm(c)
        const chosen = { who: fields.text('who'), outcome: fields.text('outcome') }
        const filter = z.safeParse(AgainFilter, chosen)
        if (!filter.success) {
          const error =
            chosen.who === 'outcome'
              ? { id: 'outcome', text: again.outcomeMissing }
              : { id: 'who', text: again.missing }
          return show(c, <Again campaign={campaign} chosen={chosen} errors={[error]} />, { status: 422 })
        }
        const made = await desk.make(campaign.id, filter.data, again.suffix, person)
        return c.redirect(pathOf(made.campaign.id, `contacts/${made.upload.upload}`), 303)
      },
    },
  ]
}
