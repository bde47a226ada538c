/** Before step 1: which of the office's own drives to begin with, or none. */
import type { FieldError } from '../../../web/components/errors.tsx'
import { ChooseDrive, noDrive } from '../../../web/staff/start.tsx'
import { lastOpen } from '../../../web/staff/steps.ts'
import { startTexts } from '../../../web/texts/staff-start.ts'
import { beginDrive, drives } from '../drives.ts'
import { readForm } from '../form.ts'
import { missingOf } from '../missing.ts'
import type { Route, StaffRequest } from '../route.ts'
import { type PageDeps, pathOf, writers } from './pages.ts'

export function startPages(deps: PageDeps): Route[] {
  const path = '/campaigns/new/drive'
  const page = async (c: StaffRequest, errors: FieldError[] = []) =>
    deps.show(c, <ChooseDrive drives={await drives()} errors={errors} />, errors.length > 0 ? { status: 422 } : {})

  return [
    { method: 'GET', path, roles: writers, handle: (c) => page(c) },
    {
      method: 'POST',
      path,
      roles: writers,
      async handle(c, { person }) {
        const which = (await readForm(c)).text('which')
        if (which === noDrive) return c.redirect('/campaigns/new', 303)
        if (!(await drives()).some(({ id }) => id === which)) {
          return page(c, [{ id: 'which', text: startTexts(c.get('language')).missing }])
        }
        const campaign = await beginDrive(which, deps, person)
        // Where only the list is missing, the form begins with it.
        return c.redirect(pathOf(campaign.id, lastOpen(await missingOf(campaign, deps))), 303)
      },
    },
  ]
}
