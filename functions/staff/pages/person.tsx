/** The contacts of a drive, a page of the list at a time; and each of them, with why or why not. */
import { People } from '../../../web/staff/people.tsx'
import { Why } from '../../../web/staff/person.tsx'
import { peopleDesk } from '../people.ts'
import type { Route } from '../route.ts'
import { tabsFor } from './campaigns.tsx'
import { type PageDeps, pathOf, writers } from './pages.ts'

export function personPages(deps: PageDeps): Route[] {
  const people = peopleDesk(deps)
  return [
    {
      method: 'GET',
      path: '/campaigns/:id/people',
      roles: writers,
      handle: async (c, { person }) => {
        const campaign = await deps.campaigns.get(c.req.param('id')!)
        if (!campaign.launchedAt || !campaign.list) return c.redirect(pathOf(campaign.id), 303)
        const page = Math.max(1, Number(c.req.query('page') ?? 1) || 1) - 1
        const found = await people.page(campaign, page, person)
        return deps.show(c, <People campaign={campaign} page={page} people={found} tabs={tabsFor(person)} />)
      },
    },
    {
      method: 'GET',
      path: '/campaigns/:id/contacts/:page{[0-9]{1,7}}/:index{[0-9]{1,2}}',
      roles: writers,
      handle: async (c, { person }) => {
        const campaign = await deps.campaigns.get(c.req.param('id')!)
        const [page, index] = [Number(c.req.param('page')), Number(c.req.param('index'))]
        const { history, next, answer, ...contact } = await people.one(campaign, page, index, person)
        return deps.show(c, <Why campaign={campaign} contact={contact} history={history} next={next} answer={answer} />)
      },
    },
  ]
}
