/** `/objections`: an address is looked up, an objection taken back or written down. By POST only: no address stands in an address. */
import { Refused } from '../../../shared/platform/errors.ts'
import type { FieldError } from '../../../web/components/errors.tsx'
import { fieldErrors } from '../../../web/staff/frame.tsx'
import { ObjectionSearch, Objections, type ObjectionsProps } from '../../../web/staff/objections.tsx'
import { objectionTexts } from '../../../web/texts/staff-objections.ts'
import { readForm } from '../form.ts'
import { type FoundAddress, recordable, toldBy } from '../objections.ts'
import type { Role } from '../person.ts'
import type { Route, StaffRequest } from '../route.ts'
import type { PageDeps } from './pages.ts'

/** Who answers residents: managers, and whoever keeps the office's own details. */
const roles: readonly Role[] = ['manager', 'administrator']

export function objectionPages({ show, objections }: PageDeps): Route[] {
  const search = (c: StaffRequest, typed = '', errors: FieldError[] = []) =>
    show(c, <ObjectionSearch typed={typed} errors={errors} />, errors.length > 0 ? { status: 422 } : {})

  const page = (c: StaffRequest, found: FoundAddress, more: Partial<ObjectionsProps> = {}) => {
    const typed = { scope: '', reason: '', about: '', by: '' }
    const { errors = [] } = more
    return show(
      c,
      <Objections {...found} typed={typed} errors={errors} {...more} />,
      errors.length > 0 ? { status: 422 } : {},
    )
  }

  return [
    { method: 'GET', path: '/objections', roles, handle: async (c) => search(c) },
    {
      method: 'POST',
      path: '/objections',
      roles,
      handle: async (c, { person }) => {
        const fields = await readForm(c)
        const language = c.get('language')
        const t = objectionTexts(language)
        const problemsOf = (error: unknown): FieldError[] => {
          if (!(error instanceof Refused)) throw error
          return fieldErrors(error.problems, language)
        }
        const address = fields.text('address')
        if (!address) {
          const typed = fields.text('typed')
          try {
            return page(c, await objections.find(typed, person))
          } catch (error) {
            return search(c, typed, problemsOf(error))
          }
        }
        const typed = {
          ...{ scope: fields.text('scope'), reason: fields.text('reason') },
          ...{ about: fields.text('about'), by: fields.text('by') },
        }
        const again = async (errors: FieldError[]) => page(c, await objections.read(address), { typed, errors })
        try {
          if (fields.text('do') === 'take-back') {
            if (!typed.scope) return again([{ id: 'scope', text: t.choose }])
            const found = await objections.takeBack(address, typed.scope, typed.reason, person)
            return page(c, found, { done: 'takenBackNow' })
          }
          const about = fields.oneOf('about', recordable)
          const by = fields.oneOf('by', toldBy)
          const errors: FieldError[] = []
          if (!about) errors.push({ id: 'about', text: t.choose })
          if (!by) errors.push({ id: 'by', text: t.choose })
          if (!about || !by) return again(errors)
          return page(c, await objections.record(address, about, by, person), { done: 'recorded' })
        } catch (error) {
          return again(problemsOf(error))
        }
      },
    },
  ]
}
