/** Somebody calls the office back: the search by number, and taking her call. */
import { Invalid } from '../../../shared/platform/errors.ts'
import { Search } from '../../../web/agent/search.tsx'
import { fieldErrors } from '../../../web/staff/frame.tsx'
import { readForm } from '../form.ts'
import { isOneOf, type Person } from '../person.ts'
import type { Route, StaffRequest } from '../route.ts'
import { callers, searchers } from './call-set-up.tsx'
import type { PageDeps } from './pages.ts'

export function callSearchPages({ show, calls }: PageDeps): Route[] {
  return [
    {
      method: 'GET',
      path: '/calls/search',
      roles: searchers,
      handle: (c, { person }) => searchPage(c, person),
    },
    {
      method: 'POST',
      path: '/calls/search',
      roles: searchers,
      handle: async (c, { person }) => {
        const typed = (await readForm(c)).text('phone').slice(0, 60)
        try {
          return searchPage(c, person, { typed, found: await calls.search(person, typed) })
        } catch (error) {
          if (!(error instanceof Invalid)) throw error
          return searchPage(c, person, { typed, errors: fieldErrors(error.problems, c.get('language')) })
        }
      },
    },
    {
      method: 'POST',
      path: '/calls/take',
      roles: callers,
      handle: async (c, { person }) => {
        await calls.takeFound(person, (await readForm(c)).text('contact').slice(0, 200))
        return c.redirect('/calls/current', 303)
      },
    },
  ]

  function searchPage(
    c: StaffRequest,
    person: Person,
    { typed = '', found, errors = [] }: Partial<Pick<Parameters<typeof Search>[0], 'typed' | 'found' | 'errors'>> = {},
  ): Response {
    const isCaller = isOneOf(person, callers)
    return show(
      c,
      <Search typed={typed} found={found} errors={errors} mayTake={isCaller} section={isCaller ? 'calls' : 'phones'} />,
      { status: errors.length > 0 ? 422 : 200 },
    )
  }
}
