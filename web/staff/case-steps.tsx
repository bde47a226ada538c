/** What staff can do with a case: take it, hand it on, prolong it, remark on it, end it. */
import type { FC } from 'hono/jsx'
import { type Case, caseMoves, deadlineOf } from '../../shared/case/case.ts'
import { kindOf } from '../../shared/case/kinds.ts'
import { textOf } from '../../shared/platform/language.ts'
import { Actions, Button } from '../components/button.tsx'
import type { FieldError } from '../components/errors.tsx'
import { Select, Textarea } from '../components/fields.tsx'
import { caseTexts } from '../texts/staff-cases.ts'
import { errorAt, Form, Gap, useFrame } from './frame.tsx'
import { UnitField } from './units.tsx'

/** What can be done with the case now; one form, a button to each step. */
export const CaseSteps: FC<{ one: Case; units: readonly string[]; errors: FieldError[] }> = ({
  one,
  units,
  errors,
}) => {
  const { language } = useFrame()
  const { one: words } = caseTexts(language)
  const can = caseMoves[one.state]
  const mayProlong = deadlineOf(one).prolonged !== undefined && !one.prolonged
  const endings = Object.entries(kindOf(one.kind).endings).filter(([, ending]) => !ending.byWork)
  const to = (move: string) => `/cases/${one.id}/moves/${move.replace(' ', '-')}`
  return (
    <section aria-labelledby="steps">
      <Gap />
      <h2 class="govuk-heading-m" id="steps">
        {words.steps}
      </h2>
      <Form action={to('remark')}>
        <Textarea name="note" label={words.note} rows={3} maxlength={1000} {...errorAt(errors, 'note')} />
        <Actions>
          <Button look="quiet">{words.moves.remark}</Button>
          {can.take && (
            <Button look="quiet" formaction={to('take')}>
              {words.moves.take}
            </Button>
          )}
          {mayProlong && (
            <Button look="quiet" formaction={to('prolong')}>
              {words.moves.prolong}
            </Button>
          )}
        </Actions>
        {mayProlong && <p class="govuk-hint">{words.prolongHint}</p>}
        <UnitField units={units} value="" label={words.unitLabel} {...errorAt(errors, 'unit')} />
        <Actions>
          <Button look="quiet" formaction={to('hand on')}>
            {words.moves['hand on']}
          </Button>
        </Actions>
        <Gap />
        <Select
          name="ending"
          label={words.ending}
          empty={words.choose}
          options={endings.map(([value, { name }]) => ({ value, text: textOf(name, language) }))}
          {...errorAt(errors, 'ending')}
        />
        <Actions>
          <Button look="danger" formaction={to('end')}>
            {words.moves.end}
          </Button>
        </Actions>
      </Form>
    </section>
  )
}
