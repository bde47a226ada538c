/** Cases: the register, a new one, its steps. (L5) */
import { OfficeMove } from '../../../shared/case/case.ts'
import { kindNames } from '../../../shared/case/kinds.ts'
import { Invalid, Refused } from '../../../shared/platform/errors.ts'
import type { Text } from '../../../shared/platform/language.ts'
import type { FieldError } from '../../../web/components/errors.tsx'
import { Cases, NewCase, OneCase, personKinds } from '../../../web/staff/cases.tsx'
import { fieldErrors } from '../../../web/staff/frame.tsx'
import { readForm } from '../form.ts'
import { isOneOf, type Person, type Role } from '../person.ts'
import { requestKinds } from '../requests.ts'
import type { Route, StaffRequest } from '../route.ts'
import { type PageDeps, writers } from './pages.ts'
import { unitIn } from './units.tsx'

/** The link in mails to units: whoever only belongs to one goes on to the unit's page, whatever stands behind the number. */
const linked: readonly Role[] = [...writers, 'unit']
const froms = ['letter', 'email', 'call', 'visit'] as const

export function casePages({ show, cases, units, agentName, now }: PageDeps): Route[] {
  const idOf = (c: StaffRequest) => c.req.param('id')!
  const pathOf = (c: StaffRequest, page = '') => `/cases/${idOf(c)}${page && `/${page}`}`

  const onePage = async (c: StaffRequest, person: Person, errors: FieldError[] = []) => {
    const { one, contents, protocol } = await cases.read(idOf(c), person)
    const ids = [...new Set(one.journal.map(({ by }) => by))]
    const names = new Map([[person.id, person.name]])
    for (const id of ids) {
      const name = await agentName(id)
      if (name) names.set(id, name)
    }
    const known = await units.units()
    const page = <OneCase {...{ one, contents, protocol, names, errors }} units={known} now={now()} />
    return show(c, page, { status: errors.length > 0 ? 422 : 200, path: pathOf(c) })
  }

  return [
    {
      method: 'GET',
      path: '/cases',
      roles: writers,
      handle: async (c) => {
        const year = /^\d{4}$/.exec(c.req.query('year') ?? '')?.[0]
        const kind = kindNames.find((one) => one === c.req.query('kind'))
        const list = (await cases.list(year ? `done#${year}` : 'open')).filter((one) => !kind || one.kind === kind)
        return show(c, <Cases {...{ list, year, kind }} units={await units.units()} now={now()} />)
      },
    },
    {
      method: 'GET',
      path: '/cases/new',
      roles: writers,
      handle: (c) =>
        show(
          c,
          <NewCase
            form={{ kind: '', from: 'letter', email: '', phone: '', text: '' }}
            errors={[]}
            others={requestKinds}
          />,
        ),
    },
    {
      method: 'POST',
      path: '/cases/new',
      roles: writers,
      handle: async (c, { person }) => {
        const fields = await readForm(c)
        const typed = { email: fields.text('email'), phone: fields.text('phone'), text: fields.text('text') }
        const kind = fields.oneOf('kind', personKinds)
        const from = fields.oneOf('from', froms) ?? 'letter'
        const again = (errors: FieldError[]) =>
          show(c, <NewCase form={{ ...typed, kind: kind ?? '', from }} errors={errors} others={requestKinds} />, {
            status: 422,
          })
        const noKind: Text = { pl: 'Wybierz, o co prosi osoba.', en: 'Choose what the person asks for.' }
        if (!kind) return again(fieldErrors([{ field: 'kind', message: noKind }], c.get('language')))
        try {
          const one = await cases.open({ kind, from }, typed, person)
          return c.redirect(`/cases/${one.id}`, 303)
        } catch (error) {
          if (!(error instanceof Invalid)) throw error
          return again(fieldErrors(error.problems, c.get('language')))
        }
      },
    },
    {
      method: 'GET',
      path: '/cases/:id{cas_[0-9a-z]{12}}',
      roles: linked,
      live: true,
      handle: (c, { person }) =>
        isOneOf(person, writers) ? onePage(c, person) : c.redirect(`/unit-cases/${idOf(c)}`, 303),
    },
    {
      method: 'POST',
      path: '/cases/:id{cas_[0-9a-z]{12}}/moves/:move',
      roles: writers,
      handle: async (c, { person }) => {
        const move = OfficeMove.options.find((one) => one.replace(' ', '-') === c.req.param('move'))
        if (!move) return c.notFound()
        const fields = await readForm(c)
        const [note, unit, ending] = [fields.given('note'), unitIn(fields), fields.given('ending')]
        try {
          await cases.move(
            idOf(c),
            {
              move,
              ...(note && { note: note.slice(0, 1000) }),
              ...(unit && { unit }),
              ...(ending && { ending }),
            },
            person,
          )
          return c.redirect(pathOf(c), 303)
        } catch (error) {
          if (!(error instanceof Refused)) throw error
          return onePage(c, person, fieldErrors(error.problems, c.get('language')))
        }
      },
    },
  ]
}
