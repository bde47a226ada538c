/** The office's units: who answers which cases, and where they read mail. */
import * as z from 'zod/mini'
import { kindNames, kindOf } from '../../../shared/case/kinds.ts'
import { mostUnitPeople, type Unit, UnitPerson, unitProblems } from '../../../shared/case/unit.ts'
import { textOf } from '../../../shared/platform/language.ts'
import type { FieldError } from '../../../web/components/errors.tsx'
import { UnitList, type UnitRow, unitRows } from '../../../web/staff/units.tsx'
import type { StaffLanguage } from '../../../web/texts/staff.ts'
import { unitTexts } from '../../../web/texts/staff-units.ts'
import { type Fields, readForm } from '../form.ts'
import type { Route } from '../route.ts'
import { keepers, type PageDeps } from './pages.ts'

const mostOthers = 55

/** The unit that a form names for a case, by the field of units.tsx. */
export const unitIn = (fields: Fields): string | undefined =>
  (fields.given('unit') ?? fields.given('unitElsewhere'))?.slice(0, 200)

const rowsIn = (fields: Fields): UnitRow[] => {
  const row = (id: string) => ({
    id,
    name: fields.text(`${id}-name`),
    email: fields.text(`${id}-email`),
    people: fields.text(`${id}-people`),
  })
  const others = Array.from({ length: mostOthers }, (_, n) => row(`other-${n}`))
  const last = others.findLastIndex(({ name, email, people }) => name || email || people)
  return [...kindNames.map((kind) => ({ ...row(kind), kind })), ...others.slice(0, Math.max(last + 1, 3))]
}

/** The units that were typed. One that stands in several rows under the same name and address is one unit. */
function read(rows: UnitRow[], language: StaffLanguage): { units: Unit[]; errors: FieldError[] } {
  const texts = unitTexts(language)
  const errors: FieldError[] = []
  const found: { unit: Unit; row: string }[] = []
  for (const { id, kind, name: typed, email, people: listed } of rows) {
    if (!typed && !email && !listed) continue
    const people = listed.split(/[\n,;]+/).flatMap((one) => one.trim() || [])
    const usual = kind && kindOf(kind).unit
    const name = typed || (usual ? textOf(usual, 'pl') : '')
    if (!name) errors.push({ id: `${id}-name`, text: texts.nameMissing })
    else if (!email) errors.push({ id: `${id}-email`, text: texts.emailMissing })
    else if (!z.email().safeParse(email).success) errors.push({ id: `${id}-email`, text: texts.emailInvalid })
    else if (people.some((one) => !UnitPerson.safeParse(one).success)) {
      errors.push({ id: `${id}-people`, text: texts.peopleInvalid })
    } else {
      const known = found.find(({ unit }) => unit.name === name && unit.email === email)
      const all = [...new Set([...(known?.unit.people ?? []), ...people])]
      if (all.length > mostUnitPeople) errors.push({ id: `${id}-people`, text: texts.peopleMost(mostUnitPeople) })
      else if (known) {
        if (kind) known.unit.kinds.push(kind)
        if (all.length > 0) known.unit.people = all
      } else {
        const unit = { name, email, kinds: kind ? [kind] : [], ...(all.length > 0 && { people: all }) }
        found.push({ unit, row: id })
      }
    }
  }
  const units = found.map(({ unit }) => unit)
  for (const { field, message } of unitProblems(units)) {
    errors.push({ id: `${found[Number(field.split('.')[0])]!.row}-name`, text: message[language] ?? message.pl })
  }
  return { units, errors }
}

export function unitPages({ show, units, audit, now }: PageDeps): Route[] {
  return [
    {
      method: 'GET',
      path: '/office/units',
      roles: keepers,
      handle: async (c) =>
        show(
          c,
          <UnitList rows={unitRows(await units.units())} errors={[]} saved={c.req.query('saved') !== undefined} />,
        ),
    },
    {
      method: 'POST',
      path: '/office/units',
      roles: keepers,
      handle: async (c, { person }) => {
        const rows = rowsIn(await readForm(c))
        const { units: typed, errors } = read(rows, c.get('language'))
        if (errors.length > 0) return show(c, <UnitList rows={rows} errors={errors} saved={false} />, { status: 422 })
        await units.putUnits(typed)
        await audit.write({ who: person.id, did: 'office units', what: 'office' }, now())
        return c.redirect('/office/units?saved', 303)
      },
    },
  ]
}
