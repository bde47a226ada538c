/** Who of a drive's list should be on the list of a new one. */
import type { FC } from 'hono/jsx'
import { outcomes } from '../../shared/call/outcome.ts'
import { againOutcomes } from '../../shared/campaign/again.ts'
import type { Campaign } from '../../shared/campaign/campaign.ts'
import { textOf } from '../../shared/platform/language.ts'
import { Actions, Button } from '../components/button.tsx'
import { Radios } from '../components/choices.tsx'
import type { FieldError } from '../components/errors.tsx'
import { Select } from '../components/fields.tsx'
import { InsetText, WarningText } from '../components/notices.tsx'
import { errorAt, Form, Heading, StaffPage, useFrame, useTexts } from './frame.tsx'

export interface AgainProps {
  campaign: Campaign
  chosen?: { who: string; outcome: string } | undefined
  errors: FieldError[]
}

export const Again: FC<AgainProps> = ({ campaign, chosen, errors }) => {
  const texts = useTexts()
  const { language } = useFrame()
  const { again } = texts
  const hasCalls = campaign.plan.some(({ kind }) => kind === 'call' || kind === 'agents')
  const isAlive = campaign.status === 'running' || campaign.status === 'paused'
  const byOutcome = {
    value: 'outcome',
    text: again.outcome,
    conditional: (
      <Select
        name="outcome"
        label={again.outcomeLabel}
        empty=""
        options={againOutcomes.map((code) => ({ value: code, text: textOf(outcomes[code].label, language) }))}
        value={chosen?.outcome}
        {...errorAt(errors, 'outcome')}
      />
    ),
  }
  return (
    <StaffPage
      title={`${again.title}: ${campaign.name}`}
      errors={errors}
      back={{ href: `/campaigns/${campaign.id}`, text: campaign.name }}
    >
      <Heading over={campaign.name}>{again.title}</Heading>
      <p class="govuk-body">{again.lead(campaign.name)}</p>
      <InsetText>{again.never}</InsetText>
      {isAlive && <WarningText>{again.running}</WarningText>}
      <Form>
        <Radios
          name="who"
          legend={again.who}
          legendSize="m"
          value={chosen?.who}
          choices={[
            { value: 'unreached', text: again.unreached, hint: again.unreachedHint },
            { value: 'unanswered', text: again.unanswered, hint: again.unansweredHint },
            ...(hasCalls ? [byOutcome] : []),
          ]}
          {...errorAt(errors, 'who')}
        />
        <Actions>
          <Button>{again.create}</Button>
        </Actions>
      </Form>
    </StaffPage>
  )
}
