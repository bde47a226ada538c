/** The office's units with their addresses, and the field in which staff name one of them for a case. */
import type { Child, FC } from 'hono/jsx'
import { kindNames, kindOf } from '../../shared/case/kinds.ts'
import type { Unit, Units } from '../../shared/case/unit.ts'
import { textOf } from '../../shared/platform/language.ts'
import { Actions, Button } from '../components/button.tsx'
import type { FieldError } from '../components/errors.tsx'
import { Select, Textarea, TextInput } from '../components/fields.tsx'
import { NotificationBanner } from '../components/notices.tsx'
import { unitTexts } from '../texts/staff-units.ts'
import { errorAt, Form, Gap, Heading, StaffPage, useFrame } from './frame.tsx'

/** Rows without a kind that stand empty, for units to come. */
const spareRows = 3

/** One row of the form as it was typed; `kind` where it is the unit of a kind. */
export interface UnitRow {
  /** Its fields are `<id>-name`, `<id>-email` and `<id>-people`. */
  id: string
  kind?: (typeof kindNames)[number]
  name: string
  email: string
  /** One to a line; of a unit that stands in several rows they stand in the first. */
  people: string
}

const capital = (text: string) => text.charAt(0).toLocaleUpperCase('pl') + text.slice(1)

/** The rows of the form: one to each kind, then the others, then some that are empty. */
export function unitRows(units: Units): UnitRow[] {
  const others = units.filter(({ kinds }) => kinds.length === 0)
  const lines = (unit: Unit | undefined) => unit?.people?.join('\n') ?? ''
  return [
    ...kindNames.map((kind): UnitRow => {
      const found = units.find(({ kinds }) => kinds.includes(kind))
      const isFirst = kindNames.find((one) => found?.kinds.includes(one)) === kind
      return { id: kind, kind, name: found?.name ?? '', email: found?.email ?? '', people: isFirst ? lines(found) : '' }
    }),
    ...Array.from({ length: others.length + spareRows }, (_, n): UnitRow => {
      const { name = '', email = '' } = others[n] ?? {}
      return { id: `other-${n}`, name, email, people: lines(others[n]) }
    }),
  ]
}

export const UnitList: FC<{ rows: UnitRow[]; errors: FieldError[]; saved: boolean }> = ({ rows, errors, saved }) => {
  const { language } = useFrame()
  const texts = unitTexts(language)
  const fields = (row: UnitRow, legend: Child) => {
    const { id, kind, name, email, people } = row
    const usual = kind && kindOf(kind).unit
    const first = rows.find((one) => name !== '' && one.name === name && one.email === email)
    const repeats = first !== undefined && first !== row && people === ''
    return (
      <fieldset class="govuk-fieldset">
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{legend}</legend>
        <TextInput
          name={`${id}-name`}
          value={name}
          label={texts.name}
          maxlength={200}
          {...(usual && { hint: texts.usual(textOf(usual, language)) })}
          {...errorAt(errors, `${id}-name`)}
        />
        <TextInput
          name={`${id}-email`}
          value={email}
          label={texts.email}
          type="email"
          spellcheck={false}
          autocomplete="off"
          {...errorAt(errors, `${id}-email`)}
        />
        {repeats ? (
          <p class="govuk-hint">{texts.peopleAbove}</p>
        ) : (
          <Textarea
            name={`${id}-people`}
            value={people}
            label={texts.people}
            rows={2}
            optional
            {...errorAt(errors, `${id}-people`)}
          />
        )}
      </fieldset>
    )
  }
  const others = rows.filter(({ kind }) => !kind)
  return (
    <StaffPage title={texts.title} errors={errors} section="office" back={{ href: '/office' }}>
      {saved && (
        <NotificationBanner look="success">
          <p class="govuk-notification-banner__heading">{texts.saved}</p>
        </NotificationBanner>
      )}
      <Heading>{texts.title}</Heading>
      <p class="akcja-lead">{texts.lead}</p>
      <p class="govuk-hint">{texts.emailHint}</p>
      <p class="govuk-hint">{texts.peopleHint}</p>
      <Form>
        <h2 class="govuk-heading-m">{texts.byKind}</h2>
        {rows.map((row) => row.kind && fields(row, capital(textOf(kindOf(row.kind).name, language))))}
        <Gap />
        <h2 class="govuk-heading-m">{texts.others}</h2>
        {others.map((row, n) => fields(row, texts.other(n + 1)))}
        <Actions>
          <Button>{texts.save}</Button>
        </Actions>
      </Form>
    </StaffPage>
  )
}

export interface UnitFieldProps {
  /** Names of the units that the office has addresses of. */
  units: readonly string[]
  value: string
  label: string
  hint?: string | undefined
  error?: string | undefined
  optional?: boolean
}

/** Names a unit: one of those that get mail, or somebody else. Read it with `unitIn`. */
export const UnitField: FC<UnitFieldProps> = ({ units, value, label, hint, error, optional = false }) => {
  const { field } = unitTexts(useFrame().language)
  const shared = { ...(error && { error }), optional }
  if (units.length === 0) {
    const own = [hint, field.elsewhereHint].filter(Boolean).join(' ')
    return <TextInput name="unit" label={label} value={value} hint={own} maxlength={200} {...shared} />
  }
  const isListed = units.includes(value)
  return (
    <>
      <Select
        name="unit"
        label={label}
        value={isListed ? value : ''}
        empty={field.choose}
        options={units.map((name) => ({ value: name, text: name }))}
        hint={[hint, field.mailed].filter(Boolean).join(' ')}
        {...shared}
      />
      <TextInput
        name="unitElsewhere"
        label={field.elsewhere}
        value={isListed ? '' : value}
        hint={field.elsewhereHint}
        maxlength={200}
        optional
      />
    </>
  )
}
