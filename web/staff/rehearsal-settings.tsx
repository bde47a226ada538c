/** The office's page of what a rehearsal assumes: people, lines, times, shares of outcomes, prices. */
import type { FC } from 'hono/jsx'
import { type OutcomeCode, outcomes } from '../../shared/call/outcome.ts'
import { usualRehearsal } from '../../shared/plan/rehearsal-settings.ts'
import { Actions, Button } from '../components/button.tsx'
import { Fieldset } from '../components/choices.tsx'
import type { FieldError } from '../components/errors.tsx'
import { TextInput } from '../components/fields.tsx'
import { Details, NotificationBanner } from '../components/notices.tsx'
import { errorAt, Form, Heading, StaffPage, useFrame } from './frame.tsx'
import { usePlanTexts } from './plan.tsx'

export const workFields = ['lines', 'agents', 'agentsFrom', 'agentsTo'] as const
export const timeFields = ['ringSeconds', 'talkSeconds', 'agentTalkSeconds', 'agentWrapSeconds'] as const
export const emailFields = ['emailAnswered', 'emailObjected'] as const
export const priceFields = ['mail', 'serviceMinute', 'networkMinute', 'agentHour'] as const
/** Outcomes that a channel's shares are asked for. */
export const ratedOutcomes = {
  callRates: Object.keys(usualRehearsal.callRates) as OutcomeCode[],
  agentRates: Object.keys(usualRehearsal.agentRates) as OutcomeCode[],
}
export const rateGroups = ['callRates', 'agentRates'] as const

export interface SettingsProps {
  /** As typed, by the ids of the fields: `lines`, `callRates-busy`. */
  form: Record<string, string>
  errors: FieldError[]
  saved: boolean
}

export const RehearsalSettingsPage: FC<SettingsProps> = ({ form, errors, saved }) => {
  const { language } = useFrame()
  const { settings } = usePlanTexts()
  const field = (name: string) => ({ name, value: form[name] ?? '', ...errorAt(errors, name) })
  return (
    <StaffPage title={settings.title} errors={errors} section="office" back={{ href: '/office' }}>
      {saved && (
        <NotificationBanner look="success">
          <p class="govuk-notification-banner__heading">{settings.saved}</p>
        </NotificationBanner>
      )}
      <Heading>{settings.title}</Heading>
      <p class="govuk-body">{settings.lead}</p>
      <Form>
        <Fieldset legend={settings.work} legendSize="m">
          <TextInput {...field('lines')} label={settings.lines} width={4} inputmode="numeric" />
          <TextInput {...field('agents')} label={settings.agents} width={4} inputmode="numeric" />
          <TextInput {...field('agentsFrom')} label={settings.agentsFrom} type="time" width={10} />
          <TextInput {...field('agentsTo')} label={settings.agentsTo} type="time" width={10} />
        </Fieldset>
        <Fieldset legend={settings.times} legendSize="m">
          {timeFields.map((name) => (
            <TextInput {...field(name)} label={settings[name]} width={4} inputmode="numeric" />
          ))}
        </Fieldset>
        <Fieldset legend={settings.emails} legendSize="m">
          {emailFields.map((name) => (
            <TextInput {...field(name)} label={settings[name]} width={5} inputmode="decimal" />
          ))}
        </Fieldset>
        {rateGroups.map((group) => (
          <Details summary={settings[group]} open={errors.some(({ id }) => id?.startsWith(group))}>
            {ratedOutcomes[group].map((code) => (
              <TextInput
                {...field(`${group}-${code}`)}
                label={outcomes[code].label[language] ?? outcomes[code].label.pl}
                width={5}
                inputmode="decimal"
              />
            ))}
          </Details>
        ))}
        <Fieldset legend={settings.prices} legendSize="m">
          {priceFields.map((name) => (
            <TextInput
              {...field(name)}
              label={settings[name]}
              {...(name === 'agentHour' && { hint: settings.agentHourHint })}
              width={10}
              inputmode="decimal"
            />
          ))}
        </Fieldset>
        <Actions>
          <Button>{settings.save}</Button>
          <Button look="quiet" name="and" value="reset">
            {settings.reset}
          </Button>
        </Actions>
      </Form>
    </StaffPage>
  )
}
