/** Agents' oaths of tax secrecy, written down by managers and administrators. (T1) */
import { Invalid, NotFound } from '../../../shared/platform/errors.ts'
import { Oath, Oaths } from '../../../web/agent/oaths.tsx'
import { fieldErrors } from '../../../web/staff/frame.tsx'
import { claimTexts } from '../../../web/texts/staff-claims.ts'
import { dateOf, partsOfDate, readForm } from '../form.ts'
import type { Role } from '../person.ts'
import type { Route } from '../route.ts'
import type { PageDeps } from './pages.ts'

export const oathKeepers: readonly Role[] = ['manager', 'administrator']

export function oathPages({ show, calls }: PageDeps): Route[] {
  const agentOf = async (id: string) => {
    const agent = (await calls.sworn()).find((one) => one.id === id)
    if (!agent) throw new NotFound('agent')
    return agent
  }
  const path = '/phones/oaths/:agent'
  return [
    {
      method: 'GET',
      path: '/phones/oaths',
      roles: oathKeepers,
      handle: async (c) => show(c, <Oaths agents={await calls.sworn()} />),
    },
    {
      method: 'GET',
      path,
      roles: oathKeepers,
      handle: async (c) => {
        const agent = await agentOf(c.req.param('agent')!)
        return show(c, <Oath agent={agent} day={partsOfDate(agent.oath?.on)} errors={[]} />)
      },
    },
    {
      method: 'POST',
      path,
      roles: oathKeepers,
      handle: async (c, { person }) => {
        const agent = await agentOf(c.req.param('agent')!)
        const fields = await readForm(c)
        const day = fields.dateParts('on')
        const again = (errors: Parameters<typeof Oath>[0]['errors']) =>
          show(c, <Oath agent={agent} day={day} errors={errors} />, { status: 422 })
        const isTakenBack = fields.text('do') === 'take back'
        const on = isTakenBack ? undefined : dateOf(day)
        if (!isTakenBack && (!on || on === 'invalid')) {
          return again([{ id: 'on', text: claimTexts(c.get('language')).oathInvalid }])
        }
        try {
          await calls.swear(person, agent.id, on)
        } catch (error) {
          if (!(error instanceof Invalid)) throw error
          return again(fieldErrors(error.problems, c.get('language')))
        }
        return c.redirect('/phones/oaths', 303)
      },
    },
  ]
}
