/** The forms of a service and of a point with its weekly hours. */
import type { FC } from 'hono/jsx'
import type { Visit } from '../../shared/booking/desk.ts'
import { mostPlaces, type Point, type Service } from '../../shared/booking/service.ts'
import { Language } from '../../shared/platform/language.ts'
import { Actions, Button } from '../components/button.tsx'
import { Checkboxes } from '../components/choices.tsx'
import type { FieldError } from '../components/errors.tsx'
import { Textarea, TextInput } from '../components/fields.tsx'
import { Details } from '../components/notices.tsx'
import { errorAt, Form, Heading, StaffPage } from './frame.tsx'
import { OutsideVisits, servicePath, useVisitTexts } from './services.tsx'
import { TextNotes } from './text-notes.tsx'

/** Texts as typed, by field. */
export const serviceFields = [
  'name',
  'nameUk',
  'nameEn',
  'minutes',
  'bring',
  'bringUk',
  'bringEn',
  'statement',
  'statementUk',
  'statementEn',
  'leadMinutes',
  'horizonDays',
  'holdMinutes',
  'maxHoldExtensions',
  'offerHours',
  'keptDays',
] as const
export type ServiceForm = Record<(typeof serviceFields)[number], string> & { options: string[] }

const numbers = ['leadMinutes', 'horizonDays', 'holdMinutes', 'maxHoldExtensions', 'offerHours', 'keptDays'] as const

export interface ServiceFormProps {
  /** Missing: a new one. */
  service?: Service
  /** The version that the form was opened with; what somebody else changed since then is not written over. */
  version?: number | undefined
  /** The id that a new one will have: the same form sent twice makes one service. */
  id?: string | undefined
  form: ServiceForm
  /** Visits that slots of another length have no place for. */
  outside?: readonly Visit[]
  errors: FieldError[]
}

export const ServiceFormPage: FC<ServiceFormProps> = ({ service, version, id, form, outside = [], errors }) => {
  const t = useVisitTexts()
  const { form: f } = t
  const text = (name: keyof ServiceForm & (typeof serviceFields)[number], optional = false) => (
    <TextInput name={name} label={f[name]} value={form[name]} optional={optional} {...errorAt(errors, name)} />
  )
  const area = (name: 'bring' | 'bringUk' | 'bringEn' | 'statement' | 'statementUk' | 'statementEn', hint?: string) => (
    <>
      <Textarea
        name={name}
        label={f[name]}
        hint={hint}
        value={form[name]}
        rows={3}
        optional
        {...errorAt(errors, name)}
      />
      <TextNotes
        text={form[name]}
        place="body"
        written={name.endsWith('Uk') ? 'uk' : name.endsWith('En') ? 'en' : 'pl'}
        drive={{ discreet: form.options.includes('discreet') }}
      />
    </>
  )
  const title = service ? f.title : t.newService
  const faulty = numbers.some((name) => errors.some(({ id }) => id === name))
  return (
    <StaffPage
      title={title}
      section="services"
      back={
        service ? { href: servicePath(service.id), text: service.name.pl } : { href: '/services', text: t.services }
      }
      errors={errors}
    >
      <Heading over={service?.name.pl}>{title}</Heading>
      <Form>
        {service && <input type="hidden" name="version" value={version ?? service.version} />}
        {id && <input type="hidden" name="id" value={id} />}
        {text('name')}
        {text('nameUk', true)}
        {text('nameEn', true)}
        <TextInput
          name="minutes"
          label={f.minutes}
          value={form.minutes}
          inputmode="numeric"
          width={3}
          {...errorAt(errors, 'minutes')}
        />
        {area('bring')}
        {area('bringUk')}
        {area('bringEn')}
        {area('statement', f.statementHint)}
        {area('statementUk')}
        {area('statementEn')}
        <Checkboxes
          name="options"
          legend={f.options}
          legendSize="s"
          values={form.options}
          choices={(['waitingList', 'reminders', 'discreet'] as const).map((value) => ({ value, text: f[value] }))}
        />
        <Details summary={f.more} open={faulty}>
          {numbers.map((name) => (
            <TextInput
              name={name}
              label={f[name]}
              value={form[name]}
              inputmode="numeric"
              width={5}
              {...errorAt(errors, name)}
            />
          ))}
        </Details>
        <OutsideVisits visits={outside} errors={errors} />
        <Actions>
          <Button>{service ? t.save : f.create}</Button>
        </Actions>
      </Form>
    </StaffPage>
  )
}

/** One row of weekly hours as typed. */
export interface HoursRow {
  from: string
  to: string
  capacity: string
}

export interface PointForm {
  name: string
  address: string
  phone: string
  access: string[]
  languages: string[]
  closed: boolean
  /** By weekday (0 = Monday), its rows; at least one of them blank. */
  hours: HoursRow[][]
}

/** The name of a field of a row of hours. */
export const hoursField = (weekday: number, row: number, part: keyof HoursRow): string => `h${weekday}-${row}-${part}`

export interface PointFormProps {
  service: Service
  /** Missing: a new one. */
  point?: Point
  /** The version of the service that the form was opened with. */
  version?: number | undefined
  form: PointForm
  /** Visits that the new hours have no place for. */
  outside?: readonly Visit[]
  errors: FieldError[]
}

export const PointFormPage: FC<PointFormProps> = ({ service, point, version, form, outside = [], errors }) => {
  const t = useVisitTexts()
  const { point: p } = t
  const title = point ? point.name : p.add
  return (
    <StaffPage
      title={title}
      section="services"
      back={{ href: servicePath(service.id), text: service.name.pl }}
      errors={errors}
    >
      <Heading over={point ? p.title : service.name.pl}>{title}</Heading>
      <Form>
        <input type="hidden" name="version" value={version ?? service.version} />
        <TextInput name="name" label={p.name} value={form.name} {...errorAt(errors, 'name')} />
        <TextInput name="address" label={p.address} value={form.address} {...errorAt(errors, 'address')} />
        <TextInput
          name="phone"
          type="tel"
          label={p.phone}
          value={form.phone}
          width={20}
          optional
          {...errorAt(errors, 'phone')}
        />
        <Checkboxes
          name="access"
          legend={p.access}
          legendSize="s"
          values={form.access}
          choices={[
            { value: 'wheelchair', text: p.wheelchair },
            { value: 'pjm', text: p.pjm },
          ]}
        />
        <Checkboxes
          name="languages"
          legend={p.languages}
          legendSize="s"
          inline
          values={form.languages}
          choices={Language.options.map((value) => ({ value, text: p.languageNames[value] }))}
        />
        <HoursTable rows={form.hours} errors={errors} />
        <Checkboxes
          name="closed"
          legend={p.closed}
          legendSize="s"
          values={form.closed ? ['on'] : []}
          choices={[{ value: 'on', text: p.closedText }]}
        />
        <OutsideVisits visits={outside} errors={errors} />
        <Actions>
          <Button>{t.save}</Button>
        </Actions>
      </Form>
    </StaffPage>
  )
}

const HoursTable: FC<{ rows: HoursRow[][]; errors: FieldError[] }> = ({ rows, errors }) => {
  const t = useVisitTexts().point
  const { error } = errorAt(errors, 'hours')
  return (
    <div class={`govuk-form-group${error ? ' govuk-form-group--error' : ''}`}>
      <h2 class="govuk-heading-m" id="hours" tabindex={-1}>
        {t.hours}
      </h2>
      <p class="govuk-hint" id="hours-hint">
        {t.hoursHint}
      </p>
      {error && <p class="govuk-error-message">{error}</p>}
      <section class="akcja-scroll" tabindex={0} aria-label={t.hours}>
        <table class="govuk-table">
          <thead class="govuk-table__head">
            <tr class="govuk-table__row">
              {[t.weekday, t.from, t.to, t.capacity].map((title) => (
                <th scope="col" class="govuk-table__header">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody class="govuk-table__body">
            {rows.flatMap((those, weekday) =>
              those.map((row, n) => (
                <tr class="govuk-table__row">
                  <th scope="row" class="govuk-table__header">
                    {n === 0 ? (
                      t.weekdays[weekday]
                    ) : (
                      <span class="govuk-visually-hidden">{`${t.weekdays[weekday]} ${n + 1}`}</span>
                    )}
                  </th>
                  {(['from', 'to', 'capacity'] as const).map((part) => {
                    const wrong = errors.some(({ id }) => id === hoursField(weekday, n, 'from'))
                    return (
                      <td class="govuk-table__cell">
                        <input
                          class={`govuk-input${wrong ? ' govuk-input--error' : ''}`}
                          id={hoursField(weekday, n, part)}
                          name={hoursField(weekday, n, part)}
                          aria-label={`${t[part]}, ${t.weekdays[weekday]} ${n + 1}`}
                          aria-invalid={wrong ? 'true' : undefined}
                          aria-describedby="hours-hint"
                          inputmode={part === 'capacity' ? 'numeric' : undefined}
                          maxlength={part === 'capacity' ? String(mostPlaces).length : 5}
                          autocomplete="off"
                          value={row[part]}
                        />
                      </td>
                    )
                  })}
                </tr>
              )),
            )}
          </tbody>
        </table>
      </section>
    </div>
  )
}
