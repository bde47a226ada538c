/** One contact of a drive, and why or why not. */
import { Why } from '../../../web/staff/person.tsx'
import { peopleDesk } from '../people.ts'
import type { Route } from '../route.ts'
import { type PageDeps, writers } from './pages.ts'

export function personPages(deps: PageDeps): Route[] {
  const people = peopleDesk(deps)
  return [
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
