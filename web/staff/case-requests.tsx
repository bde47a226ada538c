/** Requests and reports in the register: links to each kind, the form of a new one. */
import type { FC } from 'hono/jsx'
import { type CaseKind, kindNames, kindOf } from '../../shared/case/kinds.ts'
import { textOf } from '../../shared/platform/language.ts'
import { Actions, Button } from '../components/button.tsx'
import { Radios } from '../components/choices.tsx'
import type { FieldError } from '../components/errors.tsx'
import { Select, Textarea, TextInput } from '../components/fields.tsx'
import { caseTexts } from '../texts/staff-cases.ts'
import { type RequestTexts, requestTexts } from '../texts/staff-requests.ts'
import { errorAt, Form, Heading, StaffPage, useFrame } from './frame.tsx'
import { UnitField } from './units.tsx'

/** The texts of requests, in the language of the page. */
export const useRequestTexts = (): RequestTexts => requestTexts(useFrame().language)

/** Links to the form of each kind that anybody may ask for. */
export const OtherKinds: FC<{ kinds: readonly CaseKind[] }> = ({ kinds }) => {
  const texts = useRequestTexts()
  const { language } = useFrame()
  return (
    <section aria-labelledby="others">
      <h2 class="govuk-heading-s" id="others">
        {texts.others}
      </h2>
      <ul class="govuk-list">
        {kinds.map((kind) => (
          <li>
            <a class="govuk-link" href={`/cases/new/${kind}`}>
              {textOf(kindOf(kind).name, language)}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The kinds as links that leave only theirs in the list. */
export const KindFilter: FC<{ kind: CaseKind | undefined; year: string | undefined }> = ({ kind, year }) => {
  const texts = useRequestTexts()
  const { language } = useFrame()
  const to = (one: CaseKind | undefined) => {
    const query = new URLSearchParams({ ...(year && { year }), ...(one && { kind: one }) })
    return query.size > 0 ? `/cases?${query}` : '/cases'
  }
  return (
    <nav aria-label={texts.filter}>
      <p class="govuk-body">
        {texts.filter}:{' '}
        {[undefined, ...kindNames].map((one, n) => (
          <>
            {n > 0 && ' · '}
            <a class="govuk-link" href={to(one)} aria-current={one === kind ? 'true' : undefined}>
              {one === kind ? <strong>{nameOf(one)}</strong> : nameOf(one)}
            </a>
          </>
        ))}
      </p>
    </nav>
  )

  function nameOf(one: CaseKind | undefined): string {
    return one ? textOf(kindOf(one).name, language) : texts.all
  }
}

export const requestFroms = ['letter', 'email', 'call', 'visit'] as const
export const requestFields = ['deadline', 'subject', 'unit', 'name', 'email', 'phone', 'place', 'text'] as const
export type RequestForm = Partial<Record<(typeof requestFields)[number] | 'from', string>>

export interface NewRequestProps {
  kind: CaseKind
  /** Names of the units that get mail. */
  units: readonly string[]
  form: RequestForm
  errors: FieldError[]
}

export const NewRequest: FC<NewRequestProps> = ({ kind, units, form, errors }) => {
  const texts = useRequestTexts()
  const { language } = useFrame()
  const { add, cases } = caseTexts(language)
  const { name, deadlines, subjects, unit } = kindOf(kind)
  const choices = (of: Record<string, { pl: string; en?: string }>) =>
    Object.entries(of).map(([value, text]) => ({ value, text: textOf(text, language) }))
  const deadlineNames = Object.fromEntries(Object.entries(deadlines).map(([key, one]) => [key, one.name]))
  const field = (of: keyof RequestForm) => ({ name: of, value: form[of] ?? '', ...errorAt(errors, of) })
  const title = texts.title(textOf(name, language))
  return (
    <StaffPage title={title} errors={errors} section="cases" back={{ href: '/cases', text: cases.title }}>
      <Heading>{title}</Heading>
      <p class="akcja-lead">{texts.lead}</p>
      <Form>
        {Object.keys(deadlines).length > 1 && (
          <Radios
            {...field('deadline')}
            value={form.deadline ?? Object.keys(deadlines)[0]!}
            legend={texts.deadline}
            legendSize="s"
            choices={choices(deadlineNames)}
          />
        )}
        {subjects && (
          <Select {...field('subject')} label={texts.subject} empty={texts.choose} options={choices(subjects)} />
        )}
        <Select
          {...field('from')}
          label={add.from}
          options={requestFroms.map((value) => ({ value, text: add.froms[value] }))}
        />
        <Textarea {...field('text')} label={texts.text} hint={texts.textHint} rows={5} maxlength={4000} />
        {kind === 'report' && <TextInput {...field('place')} label={texts.place} maxlength={300} optional />}
        <TextInput {...field('name')} label={texts.name} autocomplete="off" spellcheck={false} optional />
        <TextInput
          {...field('email')}
          label={texts.email}
          type="email"
          autocomplete="off"
          spellcheck={false}
          optional
        />
        <TextInput {...field('phone')} label={texts.phone} type="tel" autocomplete="off" width={20} optional />
        <UnitField
          units={units}
          value={form.unit ?? ''}
          label={texts.unit}
          {...errorAt(errors, 'unit')}
          hint={unit && texts.unitHint(textOf(unit, language))}
          optional
        />
        <Actions>
          <Button>{texts.save}</Button>
        </Actions>
      </Form>
    </StaffPage>
  )
}
