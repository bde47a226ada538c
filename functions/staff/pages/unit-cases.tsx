/** Pages of a unit: its cases, and one of them with its steps. Loaded with the first visit to one of them. (L5) */
import { UnitMove } from '../../../shared/case/case.ts'
import { Refused } from '../../../shared/platform/errors.ts'
import type { FieldError } from '../../../web/components/errors.tsx'
import { fieldErrors } from '../../../web/staff/frame.tsx'
import { OneUnitCase, UnitCases } from '../../../web/staff/unit-cases.tsx'
import { readForm } from '../form.ts'
import type { Person, Role } from '../person.ts'
import type { Route, StaffRequest } from '../route.ts'
import type { PageDeps } from './pages.ts'

const unitPeople: readonly Role[] = ['unit']

export function unitCasePages({ show, unitCases, agentName, now }: PageDeps): Route[] {
  const idOf = (c: StaffRequest) => c.req.param('id')!
  const onePage = async (
    c: StaffRequest,
    person: Person,
    { errors = [], form }: { errors?: FieldError[]; form?: { note: string; ending: string } } = {},
  ) => {
    const found = await unitCases.read(idOf(c), person)
    const nameless = new Set(found.one.journal.filter(({ name }) => !name).map(({ by }) => by))
    const names = new Map([[person.id, person.name]])
    for (const id of nameless) {
      const name = await agentName(id)
      if (name) names.set(id, name)
    }
    return show(c, <OneUnitCase {...found} {...{ names, errors }} {...(form && { form })} now={now()} />, {
      status: errors.length > 0 ? 422 : 200,
      path: `/unit-cases/${idOf(c)}`,
    })
  }

  return [
    {
      method: 'GET',
      path: '/unit-cases',
      roles: unitPeople,
      handle: async (c, { person }) => {
        const returned = c.req.query('returned') !== undefined
        return show(c, <UnitCases {...(await unitCases.list(person))} returned={returned} now={now()} />)
      },
    },
    {
      method: 'GET',
      path: '/unit-cases/:id{cas_[0-9a-z]{12}}',
      roles: unitPeople,
      handle: (c, { person }) => onePage(c, person),
    },
    {
      method: 'POST',
      path: '/unit-cases/:id{cas_[0-9a-z]{12}}/moves/:move',
      roles: unitPeople,
      handle: async (c, { person }) => {
        const move = UnitMove.options.find((one) => one === c.req.param('move'))
        if (!move) return c.notFound()
        const fields = await readForm(c)
        const [note, ending] = [fields.given('note')?.slice(0, 1000), fields.given('ending')]
        try {
          await unitCases.move(idOf(c), { move, note, ending }, person)
          return c.redirect(move === 'return' ? '/unit-cases?returned' : `/unit-cases/${idOf(c)}`, 303)
        } catch (error) {
          if (!(error instanceof Refused)) throw error
          const errors = fieldErrors(error.problems, c.get('language'))
          return onePage(c, person, { errors, form: { note: note ?? '', ending: ending ?? '' } })
        }
      },
    },
  ]
}
