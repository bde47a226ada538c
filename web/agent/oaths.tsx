/** Agents and their oath of tax secrecy: who took it, who wrote it down; and the form for one agent. (T1) */
import type { FC } from 'hono/jsx'
import { localTime } from '../../shared/platform/local-time.ts'
import { Actions, Button } from '../components/button.tsx'
import type { FieldError } from '../components/errors.tsx'
import { DateInput } from '../components/fields.tsx'
import { Table } from '../components/lists.tsx'
import { InsetText } from '../components/notices.tsx'
import { errorAt, Form, Heading, StaffPage, useFrame } from '../staff/frame.tsx'
import { claimTexts } from '../texts/staff-claims.ts'
import { date } from '../texts/texts.ts'

export interface SwornShown {
  id: string
  name: string
  oath?: { on: string; at: string }
  byName?: string
}

const useClaimTexts = () => claimTexts(useFrame().language)

export const Oaths: FC<{ agents: SwornShown[] }> = ({ agents }) => {
  const texts = useClaimTexts()
  const { language } = useFrame()
  return (
    <StaffPage title={texts.oaths} section="phones" width="full">
      <Heading>{texts.oaths}</Heading>
      <p class="govuk-body">{texts.oathsLead}</p>
      {agents.length === 0 ? (
        <InsetText>{texts.oathsNone}</InsetText>
      ) : (
        <Table
          caption={texts.oaths}
          captionSize="hidden"
          columns={[{ title: texts.agent }, { title: texts.oath }, { title: texts.oathChange }]}
          rows={agents.map(({ id, name, oath, byName }) => [
            name,
            oath
              ? texts.oathBy(date(language, oath.on), byName ?? '', date(language, localTime(new Date(oath.at)).date))
              : texts.oathNone,
            <a
              class="govuk-link"
              href={`/phones/oaths/${encodeURIComponent(id)}`}
              aria-label={`${texts.oathChange}: ${name}`}
            >
              {texts.oathChange}
            </a>,
          ])}
        />
      )}
    </StaffPage>
  )
}

export interface OathProps {
  agent: SwornShown
  day: { day: string; month: string; year: string }
  errors: FieldError[]
}

export const Oath: FC<OathProps> = ({ agent, day, errors }) => {
  const texts = useClaimTexts()
  return (
    <StaffPage
      title={texts.oathOf(agent.name)}
      section="phones"
      errors={errors}
      back={{ href: '/phones/oaths', text: texts.oaths }}
    >
      <Heading over={texts.oaths}>{agent.name}</Heading>
      <Form>
        <DateInput name="on" legend={texts.oathDay} hint={texts.oathDayHint} values={day} {...errorAt(errors, 'on')} />
        <Actions>
          <Button name="do" value="save">
            {texts.oathSave}
          </Button>
          {agent.oath && (
            <Button look="quiet" name="do" value="take back">
              {texts.oathTakeBack}
            </Button>
          )}
        </Actions>
      </Form>
    </StaffPage>
  )
}
