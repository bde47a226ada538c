/** Step 5: from when until when, at which hours, how carefully, and what to do in doubt. */
import type { FC } from 'hono/jsx'
import { InDoubt } from '../../shared/campaign/campaign.ts'
import { Checkboxes, Radios } from '../components/choices.tsx'
import type { FieldError } from '../components/errors.tsx'
import { DateInput, Textarea, TextInput } from '../components/fields.tsx'
import { Details } from '../components/notices.tsx'
import { textTexts } from '../texts/staff-text.ts'
import { errorAt, Form, Heading, StaffPage, useFrame, useTexts } from './frame.tsx'
import { SaveActions } from './save-actions.tsx'

export interface DatesForm {
  startsOn: { day: string; month: string; year: string }
  endsOn: { day: string; month: string; year: string }
  days: string[]
  from: string
  to: string
  holidays: boolean
  ramp: boolean
  closedDays: string
  inDoubt: string
}

export interface DatesProps {
  campaign: string
  form: DatesForm
  errors: FieldError[]
  /** Of a debt nothing goes out twice: there is nothing to choose. (T8) */
  neverTwice: boolean
}

/** What stands behind the page's one link. */
const rareFields = new Set(['inDoubt', 'ramp', 'holidays', 'closedDays'])

export const Dates: FC<DatesProps> = ({ campaign, form, errors, neverTwice }) => {
  const { dates, steps } = useTexts()
  const { doubt } = textTexts(useFrame().language)
  return (
    <StaffPage title={dates.title} errors={errors} back={{ href: `/campaigns/${campaign}` }}>
      <Heading over={steps.of(5)}>{dates.title}</Heading>
      <Form>
        <DateInput
          name="startsOn"
          legend={dates.startsOn}
          legendSize="s"
          hint={dates.startsOnHint}
          values={form.startsOn}
          {...errorAt(errors, 'startsOn')}
        />
        <DateInput
          name="endsOn"
          legend={dates.endsOn}
          legendSize="s"
          hint={dates.endsOnHint}
          values={form.endsOn}
          {...errorAt(errors, 'endsOn')}
        />
        <Checkboxes
          name="days"
          legend={dates.days}
          legendSize="s"
          small
          inline
          values={form.days}
          choices={dates.dayNames.map((text, n) => ({ value: String(n + 1), text }))}
          {...errorAt(errors, 'days')}
        />
        <TextInput
          name="from"
          type="time"
          label={dates.from}
          labelSize="s"
          width={10}
          value={form.from}
          {...errorAt(errors, 'from')}
        />
        <TextInput
          name="to"
          type="time"
          label={dates.to}
          labelSize="s"
          width={10}
          value={form.to}
          {...errorAt(errors, 'to')}
        />
        <Details summary={dates.more} open={errors.some(({ id }) => id && rareFields.has(id))}>
          {neverTwice ? (
            <>
              <h2 class="govuk-heading-s">{dates.inDoubt}</h2>
              <p class="govuk-body">{doubt}</p>
            </>
          ) : (
            <Radios
              name="inDoubt"
              legend={dates.inDoubt}
              legendSize="s"
              hint={dates.inDoubtHint}
              value={form.inDoubt}
              choices={[...InDoubt.options].reverse().map((value) => ({ value, ...dates.inDoubts[value] }))}
              {...errorAt(errors, 'inDoubt')}
            />
          )}
          <Checkboxes
            name="ramp"
            legend={dates.ramp}
            values={form.ramp ? ['on'] : []}
            small
            choices={[{ value: 'on', text: dates.rampHint }]}
          />
          <Checkboxes
            name="holidays"
            legend={dates.window}
            values={form.holidays ? ['on'] : []}
            small
            choices={[{ value: 'on', text: dates.holidays }]}
          />
          <Textarea
            name="closedDays"
            label={dates.closedDays}
            hint={dates.closedDaysHint}
            rows={3}
            value={form.closedDays}
            optional
            {...errorAt(errors, 'closedDays')}
          />
        </Details>
        <SaveActions />
      </Form>
    </StaffPage>
  )
}
