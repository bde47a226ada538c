/** Pages of requests and reports in the register: the form of a new one. */
import { Invalid } from '../../../shared/platform/errors.ts'
import { NewRequest, type RequestForm, requestFields, requestFroms } from '../../../web/staff/case-requests.tsx'
import { fieldErrors } from '../../../web/staff/frame.tsx'
import { readForm } from '../form.ts'
import { requestKinds } from '../requests.ts'
import type { Route, StaffRequest } from '../route.ts'
import { type PageDeps, writers } from './pages.ts'
import { unitIn } from './units.tsx'

export function caseRequestPages({ show, cases, units }: PageDeps): Route[] {
  const kindIn = (c: StaffRequest) => requestKinds.find((kind) => kind === c.req.param('kind'))
  const named = async () => (await units.units()).map(({ name }) => name)
  return [
    {
      method: 'GET',
      path: '/cases/new/:kind',
      roles: writers,
      handle: async (c) => {
        const kind = kindIn(c)
        return kind ? show(c, <NewRequest kind={kind} units={await named()} form={{}} errors={[]} />) : c.notFound()
      },
    },
    {
      method: 'POST',
      path: '/cases/new/:kind',
      roles: writers,
      handle: async (c, { person }) => {
        const kind = kindIn(c)
        if (!kind) return c.notFound()
        const fields = await readForm(c)
        const from = fields.oneOf('from', requestFroms) ?? 'letter'
        const form: RequestForm = Object.fromEntries(requestFields.map((name) => [name, fields.text(name)]))
        form.unit = unitIn(fields) ?? ''
        try {
          const one = await cases.request({ ...form, kind, from, text: form.text ?? '' }, person)
          return c.redirect(`/cases/${one.id}`, 303)
        } catch (error) {
          if (!(error instanceof Invalid)) throw error
          const errors = fieldErrors(error.problems, c.get('language'))
          return show(c, <NewRequest kind={kind} units={await named()} form={{ ...form, from }} errors={errors} />, {
            status: 422,
          })
        }
      },
    },
  ]
}
