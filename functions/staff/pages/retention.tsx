/** What becomes of drives when they are over, and the protocols of what was erased. (L7) */
import { DriveProtocolPage } from '../../../web/staff/protocols.tsx'
import { Retention } from '../../../web/staff/retention.tsx'
import { isOneOf, type Person } from '../person.ts'
import type { Route } from '../route.ts'
import { keepers, type PageDeps, readers, writers } from './pages.ts'

/** Where in the menu a person finds it. */
const sectionOf = (person: Person) =>
  isOneOf(person, writers) ? 'cases' : isOneOf(person, keepers) ? 'audit' : 'campaigns'

export function retentionPages({ show, retention }: PageDeps): Route[] {
  return [
    {
      method: 'GET',
      path: '/retention',
      roles: readers,
      handle: async (c, { person }) => {
        const { drives, protocols } = await retention.drives()
        return show(c, <Retention drives={drives} protocols={protocols} section={sectionOf(person)} />)
      },
    },
    {
      method: 'GET',
      path: '/retention/:id{cmp_[0-9a-z]{12}}/:work{contacts|record}',
      roles: readers,
      handle: async (c, { person }) => {
        const work = c.req.param('work') === 'record' ? 'record' : 'contacts'
        const found = await retention.protocol(c.req.param('id')!, work)
        return show(c, <DriveProtocolPage found={found} section={sectionOf(person)} />)
      },
    },
  ]
}
