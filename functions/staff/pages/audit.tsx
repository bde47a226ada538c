/** The audit of a day, for administrators. (X15) */
import * as z from 'zod/mini'
import { LocalDate } from '../../../shared/plan/window.ts'
import { Audit } from '../../../web/staff/audit.tsx'
import type { Route } from '../route.ts'
import { keepers, type PageDeps } from './pages.ts'

export function auditPages({ show, auditDesk, agentName, now }: PageDeps): Route[] {
  return [
    {
      method: 'GET',
      path: '/audit',
      roles: keepers,
      handle: async (c, { person }) => {
        const today = now().toISOString().slice(0, 10)
        const asked = c.req.query('day')
        const isDay = z.safeParse(LocalDate, asked).success
        const day = isDay ? asked! : today
        const { entries, checked } = await auditDesk.ofDay(day, person)
        const names = new Map([[person.id, person.name]])
        for (const who of new Set(entries.map((entry) => entry.who))) {
          const name = names.has(who) ? undefined : await agentName(who)
          if (name) names.set(who, name)
        }
        const isInvalid = asked !== undefined && asked !== '' && !isDay
        const page = <Audit {...{ day, entries, checked, names, isInvalid }} />
        return show(c, page, { status: isInvalid ? 422 : 200 })
      },
    },
  ]
}
