/** The supervisor's page: lists, agents, outcomes; closing a list, handing a call to another agent. */
import { Desk } from '../../../web/agent/desk.tsx'
import { readForm } from '../form.ts'
import type { Route } from '../route.ts'
import { supervisors } from './call-set-up.tsx'
import type { PageDeps } from './pages.ts'

export function phonePages({ show, calls }: PageDeps): Route[] {
  return [
    {
      method: 'GET',
      path: '/phones',
      roles: supervisors,
      live: true,
      handle: async (c) => show(c, <Desk {...(await calls.overview())} />),
    },
    {
      method: 'POST',
      path: '/phones/lists',
      roles: supervisors,
      handle: async (c, { person }) => {
        const fields = await readForm(c)
        await calls.closeList(person, fields.text('list'), fields.text('do') === 'close')
        return c.redirect('/phones', 303)
      },
    },
    {
      method: 'POST',
      path: '/phones/hand-over',
      roles: supervisors,
      handle: async (c, { person }) => {
        const fields = await readForm(c)
        await calls.handOver(person, fields.text('call'), fields.text('to'))
        return c.redirect('/phones', 303)
      },
    },
  ]
}
