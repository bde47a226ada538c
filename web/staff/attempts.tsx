/** The page of attempts: how often one person is tried, and what follows which outcome of a call. */
import type { FC } from 'hono/jsx'
import { Eligibility, type OutcomeCode, outcomes } from '../../shared/call/outcome.ts'
import { usualFacts } from '../../shared/claim/reminder.ts'
import { Actions, Button } from '../components/button.tsx'
import { Radios } from '../components/choices.tsx'
import type { FieldError } from '../components/errors.tsx'
import { Select, TextInput } from '../components/fields.tsx'
import { Table } from '../components/lists.tsx'
import { InsetText } from '../components/notices.tsx'
import { textTexts } from '../texts/staff-text.ts'
import { errorAt, Form, Heading, StaffPage, useFrame, useTexts } from './frame.tsx'
import { usePlanTexts } from './plan.tsx'
import { SaveActions } from './save-actions.tsx'

/** A rule as typed; boxes are `on` or empty. */
export interface RuleForm {
  again: string
  unit: string
  otherPart: string
  perDay: string
  inAll: string
  byAgent: string
  otherNumber: string
}
export const ruleFields = [
  'again',
  'unit',
  'otherPart',
  'perDay',
  'inAll',
  'byAgent',
  'otherNumber',
] as const satisfies (keyof RuleForm)[]
export const units = ['minutes', 'hours', 'days'] as const

/** So many facts can be asked for besides the name. (T4) */
export const identityFactsChoices = [2, 3, 4, 5] as const

export interface AttemptsForm {
  perDay: string
  inAll: string
  eligibility: string
  /** Of a debt: how many facts must match besides the name. */
  identityFacts: string
  rules: Partial<Record<OutcomeCode, RuleForm>>
}

export interface AttemptsProps {
  campaign: string
  form: AttemptsForm
  /** Outcomes whose rule differs from the usual one. */
  changed: OutcomeCode[]
  errors: FieldError[]
  /** Of a debt: the rule's own limits, which nobody can change. (T8) */
  fixed?: { perDay: number; perWeek: number; inAll: number } | undefined
}

export const AttemptsPage: FC<AttemptsProps> = ({ campaign, form, changed, errors, fixed }) => {
  const { steps } = useTexts()
  const texts = usePlanTexts()
  const { rules } = texts
  const { limits, identity } = textTexts(useFrame().language)
  return (
    <StaffPage
      title={rules.title}
      errors={errors}
      width="full"
      back={{ href: `/campaigns/${campaign}/plan?all`, text: texts.back }}
    >
      <Heading over={`${steps.of(4)}: ${texts.title}`}>{rules.title}</Heading>
      <p class="govuk-body">{rules.lead}</p>
      <Form>
        {fixed ? (
          <>
            <InsetText>{limits(fixed.perDay, fixed.perWeek, fixed.inAll)}</InsetText>
            <Select
              name="identityFacts"
              label={identity.label}
              labelSize="s"
              hint={identity.hint}
              value={form.identityFacts}
              options={identityFactsChoices.map((count) => ({
                value: String(count),
                text: identity.choice(count, count === usualFacts),
              }))}
              {...errorAt(errors, 'identityFacts')}
            />
          </>
        ) : (
          <>
            <TextInput
              name="perDay"
              label={rules.perDay}
              labelSize="s"
              hint={rules.hint}
              width={3}
              inputmode="numeric"
              value={form.perDay}
              {...errorAt(errors, 'perDay')}
            />
            <TextInput
              name="inAll"
              label={rules.inAll}
              labelSize="s"
              hint={rules.hint}
              width={3}
              inputmode="numeric"
              value={form.inAll}
              {...errorAt(errors, 'inAll')}
            />
          </>
        )}
        <Radios
          name="eligibility"
          legend={rules.eligibility}
          legendSize="s"
          hint={rules.eligibilityHint}
          small
          value={form.eligibility}
          choices={Eligibility.options.map((value) => ({ value, text: rules.eligibilities[value] }))}
        />
        <p class="govuk-hint">{rules.tableHint}</p>
        <Table
          caption={rules.table}
          columns={[
            { title: rules.outcome },
            { title: rules.again },
            { title: rules.unit },
            { title: rules.otherPart },
            { title: rules.capDay },
            { title: rules.capAll },
            { title: rules.byAgent },
            { title: rules.otherNumber },
          ]}
          rows={(Object.entries(form.rules) as [OutcomeCode, RuleForm][]).map(([code, rule]) => [
            <Name code={code} changed={changed.includes(code)} />,
            <Cell code={code} name="again" column={rules.again} value={rule.again} errors={errors} />,
            <Unit code={code} value={rule.unit} />,
            <Tick code={code} name="otherPart" column={rules.otherPart} value={rule.otherPart} />,
            <Cell code={code} name="perDay" column={rules.capDay} value={rule.perDay} errors={errors} />,
            <Cell code={code} name="inAll" column={rules.capAll} value={rule.inAll} errors={errors} />,
            <Tick code={code} name="byAgent" column={rules.byAgent} value={rule.byAgent} />,
            <Tick code={code} name="otherNumber" column={rules.otherNumber} value={rule.otherNumber} />,
          ])}
        />
        <SaveActions />
      </Form>
      <Form>
        <Actions>
          <Button look="quiet" name="and" value="reset">
            {rules.reset}
          </Button>
        </Actions>
      </Form>
    </StaffPage>
  )
}

const useLabel = (code: OutcomeCode): string => {
  const { language } = useFrame()
  const { label } = outcomes[code]
  return label[language] ?? label.pl
}

const Name: FC<{ code: OutcomeCode; changed: boolean }> = ({ code, changed }) => {
  const { rules } = usePlanTexts()
  return (
    <>
      {useLabel(code)}
      {changed && <span class="akcja-optional"> ({rules.changed})</span>}
    </>
  )
}

interface CellProps {
  code: OutcomeCode
  name: keyof RuleForm
  column: string
  value: string
}

const Cell: FC<CellProps & { errors: FieldError[] }> = ({ code, name, column, value, errors }) => {
  const id = `${name}-${code}`
  const wrong = errorAt(errors, id).error !== undefined
  return (
    <input
      class={`govuk-input${wrong ? ' govuk-input--error' : ''}`}
      id={id}
      name={id}
      type="text"
      inputmode="numeric"
      value={value}
      aria-label={`${useLabel(code)}: ${column}`}
      aria-invalid={wrong ? 'true' : undefined}
    />
  )
}

const Unit: FC<{ code: OutcomeCode; value: string }> = ({ code, value }) => {
  const { rules } = usePlanTexts()
  return (
    <select class="govuk-select" name={`unit-${code}`} aria-label={`${useLabel(code)}: ${rules.unit}`}>
      {units.map((unit) => (
        <option value={unit} selected={unit === value}>
          {rules.units[unit]}
        </option>
      ))}
    </select>
  )
}

const Tick: FC<CellProps> = ({ code, name, column, value }) => {
  const id = `${name}-${code}`
  return (
    <div class="govuk-checkboxes govuk-checkboxes--small">
      <div class="govuk-checkboxes__item">
        <input class="govuk-checkboxes__input" id={id} name={id} type="checkbox" value="on" checked={value === 'on'} />
        <label class="govuk-label govuk-checkboxes__label" for={id}>
          <span class="govuk-visually-hidden">{`${useLabel(code)}: ${column}`}</span>
        </label>
      </div>
    </div>
  )
}
