/** The API's units: who answers which cases, and where they read mail. */
import * as z from 'zod/mini'
import { Unit, Units, unitProblems } from '../../../shared/case/unit.ts'
import { Invalid } from '../../../shared/platform/errors.ts'
import { type ApiRoute, apiRoute } from '../api-route.ts'
import type { StaffDeps } from '../deps.ts'
import { named } from '../openapi.ts'

named.add(Unit, { id: 'Unit' })
const tag = 'Office'
const Listed = z.object({ units: Units })

export function unitRoutes({ units, audit, now }: Pick<StaffDeps, 'units' | 'audit' | 'now'>): ApiRoute[] {
  return [
    apiRoute({
      method: 'GET',
      path: '/office/units',
      id: 'getUnits',
      tag,
      summary: 'Units that answer cases, with the addresses to which reminders go',
      roles: ['manager', 'administrator'],
      answer: { status: 200, description: 'The units', schema: Listed },
      handle: async () => ({ status: 200, body: { units: await units.units() } }),
    }),
    apiRoute({
      method: 'PUT',
      path: '/office/units',
      id: 'putUnits',
      tag,
      summary: 'Change the units that answer cases',
      description:
        'A unit gets an e-mail when a case is handed on to it by its name, and reminders before the last day: number and day, nothing of the matter. `kinds` are those that are its own where a case names no unit. `people` are the e-mail addresses or ids of those who may open its cases with the role `unit`; the list is replaced as a whole.',
      roles: ['administrator'],
      body: Listed,
      answer: { status: 200, description: 'The units', schema: Listed },
      async handle({ body, person }) {
        const problems = unitProblems(body.units)
        if (problems.length > 0) throw new Invalid(problems.map((one) => ({ ...one, field: `units.${one.field}` })))
        await units.putUnits(body.units)
        await audit.write({ who: person.id, did: 'office units', what: 'office' }, now())
        return { status: 200, body }
      },
    }),
  ]
}
